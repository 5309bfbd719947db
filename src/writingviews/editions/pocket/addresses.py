"""From an address of the site to what stands in a copy: pure.

In a copy every address is relative and names its file, since ``file://`` knows no index page.
What a copy does not hold (a feed, a page that was taken down, a reply form) leads to the site.
"""

import posixpath
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final
from urllib.parse import quote, unquote

from markupsafe import escape

ABOUT: Final = "about-this-copy.html"

#: What lies beside the pages: built files and pictures. An article may hold a link to anything
#: below these folders, so nothing else is taken for one.
_BESIDE: Final = re.compile(r"/(assets/[\w-][\w.-]*|media/[0-9a-f]+/[0-9]+\.(?:avif|webp|jpg))")
_REST: Final = re.compile(r"[?#]")


def file_at(address: str) -> str:
    """Return the path of an address's file below the copy: ``/fa/`` is ``fa/index.html``."""
    return address[1:] + ("index.html" if address.endswith("/") else "")


def beside(written: str) -> str | None:
    """Return the path below the root of a picture or built file at an address; None if the
    address is not such a file's."""
    found = _BESIDE.fullmatch(written.partition("?")[0])
    return found[1] if found else None


def upward(file: str) -> str:
    """Return what leads from a file's folder to the root: ``../../``, or ``./`` at the root."""
    return "../" * file.count("/") or "./"


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at which address.

    Args:
        base: the site's address, without a slash at its end.
        prefixes: of the languages: ``""``, ``/fa``.
        pages: addresses that the copy holds.
        moved: by an address that has moved, where to.
        abouts: by language the address of what the copy says of itself, and what that is called.
    """

    base: str
    prefixes: tuple[str, ...]
    pages: frozenset[str]
    moved: dict[str, str] = field(default_factory=dict)
    abouts: dict[str, tuple[str, str]] = field(default_factory=dict)


class Addresses:
    """Leads addresses of the site to files of the copy."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._searches = {f"{prefix}/search" for prefix in standing.prefixes}
        self._known: dict[str, tuple[str, str]] = {}

    def lead(self, written: str, up: str) -> str:
        """Return an attribute's address as a page of the copy bears it.

        Args:
            written: as it stands in the page, with HTML's escapes.
            up: from the page to the root, as `upward` gives it.
        """
        known = self._known.get(written)
        if known is None:
            known = self._known[written] = self._look_up(unescape(written))
        kind, target = known
        return up + target if kind == "here" else target or written

    def about(self, language: str) -> tuple[str, str]:
        """Return where the copy says what it is, and the name of that page, in a language of the
        site; in the first one for any other."""
        abouts = self._standing.abouts
        return abouts.get(language) or next(iter(abouts.values()))

    def on_site(self, written: str) -> str:
        """Return an attribute's address as the site's own, with HTML's escapes."""
        bare = written.startswith("/") and not written.startswith("//")
        return str(escape(self._standing.base)) + written if bare else written

    def _look_up(self, href: str) -> tuple[str, str]:
        standing = self._standing
        if href.startswith(standing.base) and href[len(standing.base) :][:1] in {"", "/"}:
            href = href[len(standing.base) :] or "/"
        elif not href.startswith("/") or href.startswith("//"):
            return "elsewhere", ""
        cut = found.start() if (found := _REST.search(href)) else len(href)
        address, rest = unquote(href[:cut]), href[cut:]
        address = standing.moved.get(address, address)
        searching = address.rstrip("/") in self._searches
        if searching:
            address = address.rstrip("/") + "/"
        if _BESIDE.fullmatch(address):
            rest = ""
        elif address not in standing.pages:
            return "site", str(escape(standing.base + href))
        elif rest.startswith("?") and not searching:
            rest = ""
        return "here", quote(posixpath.normpath(file_at(address))) + str(escape(rest))
