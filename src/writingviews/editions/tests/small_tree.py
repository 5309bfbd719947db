"""A page tree small enough to read, with what a copy has to deal with."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from writingviews.editions.pocket.command import Order, make_key, mirror
from writingviews.editions.pocket.making import Made
from writingviews.editions.pocket.minisign import PublicKey, read_public_key
from writingviews.editions.pocket.relinking import Pictures
from writingviews.house.settings import HouseSettings, load_house_settings

ADDRESS: Final = "https://window.example"
NOW: Final = datetime(2026, 3, 21, 10, 30, 59, tzinfo=UTC)
PICTURE: Final = "ab12"
_LANGUAGES: Final = {"en": ("", "ltr"), "fa": ("/fa", "rtl")}

_PAGE: Final = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<title>{title} — The Window</title>
<meta name="description" content="About {title}">
<link rel="canonical" href="https://window.example/here/">
<link rel="alternate" type="application/atom+xml" href="{prefix}/feed.xml">
<link rel="stylesheet" href="/assets/site-AA.css">
<script src="/assets/site-BB.js"></script>
</head>
<body>
<header><a href="{prefix}/">The Window</a>
<form class="find" role="search" action="{prefix}/search"><input type="search" name="q"></form>
</header>
<main id="main">
{main}
</main>
</body>
</html>
"""
PICTURE_HTML: Final = (
    '<picture><source type="image/avif" srcset="/media/ab12/480.avif 480w, '
    '/media/ab12/960.avif 960w" sizes="10rem"><source type="image/webp" '
    'srcset="/media/ab12/480.webp 480w, /media/ab12/960.webp 960w, /media/ab12/1440.webp 1440w" '
    'sizes="10rem"><img src="/media/ab12/960.jpg" alt="A boat" width="1440" height="900"></picture>'
)


def page(title: str, main: str, language: str = "en") -> str:
    """Return a page as the press prints them, in little."""
    prefix, direction = _LANGUAGES[language]
    return _PAGE.format(
        title=title, main=main, language=language, prefix=prefix, direction=direction
    )


def article(title: str, body: str, language: str = "en") -> str:
    """Return an article's page."""
    direction = _LANGUAGES[language][1]
    return page(
        title,
        f'<article class="piece" data-kind="essay" lang="{language}" dir="{direction}">'
        f"<h1>{title}</h1><p>{body}</p></article>",
        language,
    )


PAGES: Final = {
    "index.html": page("Front", '<a href="/articles/boats/">Boats</a>'),
    "fa/index.html": page("خانه", '<a href="/articles/%D9%86%D8%A7%D9%86/">نان</a>', "fa"),
    "404.html": page("Nothing", "<p>Nothing is here.</p>"),
    "fa/404.html": page("هیچ", "<p>چیزی نیست</p>", "fa"),
    "articles/boats/index.html": article(
        "Boats",
        f'{PICTURE_HTML} Rowing home. <a href="/articles/gone/#a">gone</a> '
        '<a href="/articles/former/#b">moved</a> '
        '<a href="https://window.example/articles/%D9%86%D8%A7%D9%86/">bread</a> '
        '<a href="/media/../secret.key">a key</a> '
        '</p><p>Write <code>&lt;a href="/about/"&gt;</code>.',
    ).replace(
        "</main>",
        '<form class="reply-form" method="post" action="/replies/boats/"><textarea name="text">'
        "</textarea></form></main>",
    ),
    "articles/نان/index.html": article("نانِ دوم", "او کتاب‌های مسئول را می‌خواند.", "fa"),
    "articles/gone/index.html": page("Gone", "<p>It was taken down.</p>"),
    "articles/gone/index.html.status": "410",
    "articles/former/index.html": page("Moved", "<p>It has moved.</p>"),
    "articles/former/index.html.status": "301 /articles/boats/",
    "feed.xml": "<feed/>",
    "robots.txt": "User-agent: *",
    "assets/site-AA.css": '@font-face{src:url("./face-CC.woff2")}a{color:red}',
    "assets/site-BB.js": "document.title;",
    "assets/editor-DD.js": "never carried",
    "assets/face-CC.woff2": "a face",
}


@dataclass(frozen=True, slots=True)
class Small:
    """A publication of two articles, and a key."""

    settings: HouseSettings
    key: Path
    public: PublicKey

    def mirror(
        self,
        place: Path,
        *,
        archive: bool = False,
        days: int = 90,
        now: datetime = NOW,
        pictures: str = "small",
        delta: Path | None = None,
    ) -> Made:
        """Make a mirror of it."""
        size: Pictures = "all" if pictures == "all" else "small"
        order = Order(place, archive, size, days, self.key, delta)
        return mirror(self.settings, order, now=now, told=lambda _done, _of: None)


def small_publication(place: Path) -> Small:
    """Make one in an empty folder."""
    folder = place / "house"
    for name, text in PAGES.items():
        path = folder / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if name.endswith(".html"):
            Path(f"{path}.br").write_bytes(b"compressed")
    pictures = folder / "media" / PICTURE
    pictures.mkdir(parents=True)
    for name in ("480.webp", "960.webp", "1440.webp", "480.avif", "960.avif", "960.jpg", "480.jpg"):
        (pictures / name).write_bytes(f"picture {name}".encode())
    (folder / "secret.key").write_text("s" * 48, encoding="ascii")
    (folder / "house.toml").write_text(f'address = "{ADDRESS}"\n', encoding="utf-8")
    settings = load_house_settings({}, folder)
    key = place / "safe" / "key"
    make_key(key, folder)
    return Small(settings, key, read_public_key(Path(f"{key}.pub").read_text("ascii")))


def files_below(root: Path) -> dict[str, bytes]:
    """Return what every file below a folder holds, by its path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def readable_by_others(path: Path) -> bool:
    """Whether anybody but its owner may read a file."""
    return bool(os.stat(path).st_mode & 0o077)  # noqa: PTH116 - the mode alone
