"""The site's pages made into entries of a ZIM; runs in a process of its own beside libzim's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Final

from writingviews.editions.pocket.addresses import Standing, file_at
from writingviews.editions.pocket.gathering import is_article, read_article
from writingviews.editions.pocket.pages import relinker_of
from writingviews.editions.pocket.relinking import Manner

from .spellings import other_title, with_spellings

#: Kiwix shows a page from a server, from a scheme of its own or from a blob, and puts a bar with a
#: script into it. All that it has may be loaded; nothing from elsewhere, and nothing is sent there.
KIWIX: Final = Manner(
    "default-src 'self' zim: kiwix: blob: data: 'unsafe-inline'; form-action 'self'; "
    "base-uri 'none'",
    own_search=False,
    about=False,
)

_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_SITE_NAME: Final = re.compile(r'<meta property="og:site_name" content="([^"]*)">')
_CHANGED: Final = re.compile(r'"date(?:Published|Modified)":"(\d{4}-\d\d-\d\d)')
_LANGUAGE: Final = re.compile(r'<html lang="([^"]*)"')
#: Between these, libzim takes no words for the passage that it shows under a result.
_SILENCE, _SPEECH = "<!--htdig_noindex-->", "<!--/htdig_noindex-->"
_BODY: Final = re.compile(r"<body\b[^>]*>")
#: What of a long list's pages, and of an archive, is no answer to somebody who looks for a title.
_LEAFED: Final = re.compile(r"/(?:\d+|archive)/")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pages that are made at a time, and with what."""

    addresses: Sequence[str]
    standing: Standing
    tree: Path
    media: Path


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as a ZIM holds it.

    Args:
        path: below the root, as in a mirror.
        title: what Kiwix suggests it by.
        html: all of it.
        otherwise: its title as another keyboard writes it; ``""`` if that is the same.
        text: what search finds it by; None for a page that is no article.
        words: how many the article has, without other spellings of them.
        suggested: whether its title is suggested.
    """

    path: str
    title: str
    html: str
    otherwise: str
    text: str | None
    words: int
    suggested: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a chunk: its entries in order, files they name, the day of the last change."""

    entries: list[Entry]
    named: set[str]
    day: str


def make_entries(chunk: Chunk) -> Done:
    """Make some pages. About 1 ms each."""
    relinker = relinker_of(chunk.standing, chunk.media, "small", KIWIX)
    done = Done([], set(), "")
    day = ""
    for address in chunk.addresses:
        path = file_at(address)
        html = (chunk.tree / path).read_text(encoding="utf-8")
        carried = relinker.page(address, html)
        done.named.update(carried.files)
        text, otherwise, words = None, "", 0
        title, page = _own_title(html), carried.html
        if is_article(address):
            found, own = read_article(path, html)
            title, page = found.title, _only_article_speaks(page)
            otherwise = other_title(title, found.names)
            text, words = with_spellings(own, found.language), len(own.split())
            day = max(day, *_CHANGED.findall(html), "")
        suggested = not _LEAFED.search(address)
        done.entries.append(Entry(path, title, page, otherwise, text, words, suggested))
    return Done(done.entries, done.named, day)


def language_of(page: Path) -> str:
    """Return the language of a page of the tree; ``""`` if it does not say."""
    with page.open(encoding="utf-8") as file:
        found = _LANGUAGE.search(file.read(400))
    return found[1] if found else ""


def _only_article_speaks(html: str) -> str:
    """Return a page on which libzim finds no words but the article's own."""
    head, found, rest = html.partition('<article class="piece"')
    text, end, foot = rest.partition("</article>")
    if not end:
        return html
    head = _BODY.sub(lambda body: body[0] + _SILENCE, head, count=1)
    foot = foot.replace("</body>", f"{_SPEECH}</body>", 1)
    return f"{head}{_SPEECH}{found}{text}{end}{_SILENCE}{foot}"


def _own_title(html: str) -> str:
    """Return a page's title without the publication's name behind it."""
    title, name = _TITLE.search(html), _SITE_NAME.search(html)
    whole = title[1] if title else ""
    return unescape(whole.removesuffix(f" — {name[1]}") if name else whole).strip()
