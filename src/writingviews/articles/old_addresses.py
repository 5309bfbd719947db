"""Where articles stood before they came to this house: readers who come there are sent on."""

import re
import unicodedata
from typing import Final
from urllib.parse import unquote

from writingviews.language.languages import known_language

from .models import Article, OldAddress

_LONGEST: Final = 300
_MOST_BYTES: Final = 200
#: First parts of addresses that are this house's own.
OWN: Final = frozenset(
    {"about", "account", "archive", "articles", "assets", "bylines", "calls", "chapters", "desk"}
    | {"editions", "enter", "feed.json", "feed.xml", "guest", "latest", "media", "moderation"}
    | {"newsroom", "notices", "pages", "places", "replies", "robots.txt", "search", "sections"}
    | {"settings", "sitemap.xml", "sitemaps", "static", "timeline", "topics", "404.html"}
    | {"index.html", "map", "offline", "check", "healthz", "status", "press", "tree"}
)
_INDEXES: Final = frozenset({"index.html", "index.htm", "index.php"})
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f-\x9f\\<>"|:*?\ud800-\udfff\u200e\u200f\u202a-\u202e]')
_ENDING: Final = re.compile(r"[^.].*\.(\w{1,6})")


def old_address(path: str) -> str | None:
    """Return a path as a page's address in this house, or None if no page may stand there.

    None are paths that begin like this house's own, and what is no path of a page: with a dot at
    the head of a part, a control character, or the ending of another file than a page's.
    """
    path = unicodedata.normalize("NFC", unquote(path, errors="strict") if _decodes(path) else "")
    parts = [part for part in path.split("/") if part]
    if len(parts) > 1 and parts[-1].lower() in _INDEXES:
        del parts[-1]
    if not path.startswith("/") or not parts or len(path) > _LONGEST or _UNSAFE.search(path):
        return None
    if any(part.startswith(".") or len(part.encode()) > _MOST_BYTES for part in parts):
        return None
    if parts[0].lower() in OWN or known_language(parts[0]) is not None:
        return None
    endings = [found[1].lower() if (found := _ENDING.fullmatch(one)) else "" for one in parts]
    if any(endings[:-1]) or endings[-1] not in {"", "html"}:
        return None
    return "/" + "/".join(parts) + ("" if endings[-1] else "/")


def _decodes(path: str) -> bool:
    try:
        unquote(path, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def lead_on(article: Article, path: str) -> bool:
    """Send readers from a path on to an article; False if that cannot be, or leads elsewhere.

    Inside the transaction of the act that brings the article: its change prints the page.
    """
    address = old_address(path)
    if address is None:
        return False
    row, _ = OldAddress.objects.get_or_create(address=address, defaults={"article": article})
    return row.article_id == article.pk
