"""A page of the site in, the same page for a copy out: pure.

Works on the finished page and not on its context, so that a publication's own templates are
carried as they are. What it looks for is what every page has: addresses in attributes, ``picture``,
``form``, ``head`` and ``body``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Final, Literal
from urllib.parse import unquote

from markupsafe import escape

from .addresses import Addresses, beside, file_at, upward

Pictures = Literal["small", "all"]

#: The widest rendition of a copy with small pictures, in pixels.
SMALL: Final = 960

#: ``file:`` is for a copy that is opened from a folder, ``'self'`` for one that somebody serves.
#: Nothing is fetched from elsewhere, and nothing is sent anywhere.
POLICY: Final = (
    "default-src 'none'; img-src 'self' file:; style-src 'self' file:; script-src 'self' file:; "
    "font-src 'self' file:; form-action 'self' file:; base-uri 'none'"
)

_TAG: Final = re.compile(
    r"<(?:a|link|script|img|source|form|use|area|audio|video|track)\b(?:[^>\"]|\"[^\"]*\")*>"
)
_ADDRESS: Final = re.compile(r'(\s(?:href|src|action|poster)=")([^"]*)(")')
#: Of all that a `link` names, what the page itself needs.
_LOADED: Final = re.compile(r'\srel="(?:stylesheet|(?:apple-touch-)?icon)"')
_SRCSET: Final = re.compile(r'(\ssrcset=")([^"]*)(")')
_PICTURE: Final = re.compile(r"<picture>(.*?)</picture>", re.DOTALL)
_SOURCE: Final = re.compile(r'<source type="([^"]*)" srcset="([^"]*)"')
_SRC: Final = re.compile(r'\ssrc="([^"]*)"')
_ALT: Final = re.compile(r'\salt="([^"]*)"')
_REPLY: Final = re.compile(
    r'(?:<aside class="reply-rules"(?:(?!</aside>).)*</aside>\s*)?'
    r'<form\b[^>]*\smethod="post"[^>]*\saction="([^"]*)"[^>]*>.*?</form>',
    re.DOTALL,
)
_LANGUAGE: Final = re.compile(r'<html lang="([^"]*)"')
_MEDIA: Final = "/media/"
#: What stands around a page for machines that read a site, and the search that only a site has.
_OF_A_SITE: Final = re.compile(
    r'<link rel="alternate"[^>]*>\n?|<meta property="[^>]*>\n?'
    r'|<script type="application/ld\+json">.*?</script>\n?'
    r'|<form\b[^>]*\srole="search"[^>]*>.*?</form>\n?',
    re.DOTALL,
)
_CANONICAL: Final = re.compile(r'<link rel="canonical" href="([^"]*)">')


@dataclass(frozen=True, slots=True)
class Manner:
    """What a kind of copy makes of what stands around a page's own content.

    Args:
        policy: the content policy of every page.
        own_search: whether the copy has a search page. If not, the site's search forms go, and
            what is there for machines that read a site.
        about: whether the copy has a page about itself, to which every page leads. If not, every
            page leads to itself on the site.
    """

    policy: str
    own_search: bool
    about: bool


#: A copy that is opened from a folder.
FOLDER: Final = Manner(POLICY, own_search=True, about=True)


@dataclass(frozen=True, slots=True)
class Carried:
    """A page for a copy.

    Args:
        html: all of it.
        files: paths below the root of the pictures, styles and scripts that it names.
    """

    html: str
    files: frozenset[str]


class Relinker:
    """Makes pages of the site into pages of a copy.

    Args:
        addresses: of the copy.
        pictures: ``small``: of each picture one rendition; ``all``: all that pages name.
        has: whether a picture's file, given as ``<id>/<width>.<ext>``, is there.
        manner: of the copy.
    """

    def __init__(
        self,
        addresses: Addresses,
        pictures: Pictures,
        has: Callable[[str], bool],
        manner: Manner = FOLDER,
    ) -> None:
        self._addresses = addresses
        self._manner = manner
        self._pictures = pictures
        self._has = has

    def page(self, address: str, html: str) -> Carried:
        """Return a page for the copy. About 0.5 ms.

        Args:
            address: at which it stands on the site.
            html: as it stands there.
        """
        up = upward(file_at(address))
        files: set[str] = set()
        lead, on_site = self._addresses.lead, self._addresses.on_site

        def carried(written: str) -> str:
            led = lead(written, up)
            if file := beside(written):
                files.add(file)
            return led

        def in_tag(tag: re.Match[str]) -> str:
            text = tag[0]
            if text.startswith("<link") and not _LOADED.search(text):
                # Feeds and other addresses of this very page: those of the site.
                return _ADDRESS.sub(lambda each: each[1] + on_site(each[2]) + each[3], text)
            text = _ADDRESS.sub(lambda each: each[1] + carried(each[2]) + each[3], text)
            if "srcset=" in text:
                text = _SRCSET.sub(lambda each: each[1] + srcset(each[2]) + each[3], text)
            return text

        def srcset(written: str) -> str:
            candidates = [each.split() for each in written.split(",")]
            return ", ".join(
                " ".join([carried(source), *size])
                for source, *size in candidates
                if self._has_picture(source)
            )

        foot = self._foot(html, up)
        if not self._manner.own_search:
            html = _OF_A_SITE.sub("", html)
        html = _PICTURE.sub(self._picture, html)
        html = _REPLY.sub(lambda form: self._reply_link(form[1]), html)
        html = _TAG.sub(in_tag, html)
        policy = f'<meta http-equiv="Content-Security-Policy" content="{self._manner.policy}">'
        html = _first(html, "<head>", policy)
        html = _last(html, "</head>", f'<link rel="stylesheet" href="{up}copy/copy.css">\n')
        return Carried(_last(html, "</body>", foot), frozenset(files))

    def _foot(self, html: str, up: str) -> str:
        if self._manner.about:
            language = found[1] if (found := _LANGUAGE.search(html)) else ""
            about, name = self._addresses.about(language)
            link = f'<a href="{up}{about[1:]}">{escape(name)}</a>'
        else:
            there = found[1] if (found := _CANONICAL.search(html)) else self._addresses.on_site("/")
            link = f'<a href="{there}"><bdi dir="ltr">{escape(unquote(unescape(there)))}</bdi></a>'
        return f'<p class="of-this-copy">{link}</p>\n'

    def _has_picture(self, source: str) -> bool:
        return not source.startswith(_MEDIA) or self._has(source.removeprefix(_MEDIA))

    def _picture(self, picture: re.Match[str]) -> str:
        """Return a ``picture`` with what the copy holds of it; what it shows, if it holds none."""
        inner = picture[1]
        found = _SRC.search(inner)
        img = inner[inner.rfind("<img") :]
        if found is None:
            return picture[0]
        offered = [found[1]] if self._has_picture(found[1]) else []
        sources: list[tuple[int, str]] = []
        for mime, listed in _SOURCE.findall(inner):
            for each in listed.split(","):
                source, _, size = each.strip().partition(" ")
                if mime in {"image/webp", "image/jpeg"} and self._has_picture(source):
                    sources.append((int(size.removesuffix("w") or 0), source))
        narrow = [each for each in sources if each[0] <= SMALL]
        if narrow:
            best = max(narrow)[1]
        elif sources and self._pictures == "small":
            best = min(sources)[1]
        else:
            best = offered[0] if offered else (min(sources)[1] if sources else "")
        if not best:
            shown = _ALT.search(img)
            return f'<span class="not-carried">{shown[1] if shown else ""}</span>'
        chosen = f' src="{best}"'
        if self._pictures == "small":
            return f"<picture>{_SRC.sub(chosen, img)}</picture>"
        if not offered:
            return picture[0].replace(found[0], chosen)
        return picture[0]

    def _reply_link(self, action: str) -> str:
        """Return what stands in a reply form's place: where on the site a reply is written."""
        there = self._addresses.on_site(action)
        return f'<p class="reply-there"><a href="{there}"><bdi dir="ltr">{there}</bdi></a></p>'


def _first(html: str, tag: str, what: str) -> str:
    head, found, rest = html.partition(tag)
    return f"{head}{found}\n{what}{rest}" if found else html


def _last(html: str, tag: str, what: str) -> str:
    head, found, rest = html.rpartition(tag)
    return f"{head}{what}{found}{rest}" if found else html
