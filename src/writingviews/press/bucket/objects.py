"""What a file of the tree is as an object of a bucket: its key, its headers, its turn."""

import gzip
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from hashlib import blake2b
from pathlib import Path
from typing import Final

from writingviews.language.languages import known_language
from writingviews.press.endings import ENDINGS, PACKED, STATUS, TEMPORARY
from writingviews.press.shelf import content_type, location_header

#: A CDN asks again after a minute, a browser each time.
PAGE_CACHE: Final = "public, max-age=0, s-maxage=60, must-revalidate"
FOR_EVER: Final = "public, max-age=31536000, immutable"
#: The same bytes on every machine, and a third smaller than the tree's quick copies.
_GZIP_LEVEL: Final = 9
_TEXT: Final = re.compile(r"text/|application/(?:[a-z]+\+)?(?:xml|json)|image/svg")
_PICTURE: Final = re.compile(rb"/(media/[0-9a-f]{32}/[0-9]+\.(?:avif|webp|jpg))")
_ASSET: Final = re.compile(rb"/(assets/[A-Za-z0-9_.-]+)")


class Stage(IntEnum):
    """When an object has its turn: after what it names, and before what names it."""

    NAMED = 0  # assets, pictures, files to take along: pages name them
    PAGE = 1  # articles, also those that are gone, and pages that stand by themselves
    MOVED = 2  # leads on to a page
    LIST = 3  # names pages
    FRONT = 4  # the front page, feeds, the sitemap's parts
    SITEMAP = 5  # names the sitemap's parts
    GONE = 6  # nothing stands there: the object is deleted, after all else is there


@dataclass(frozen=True, slots=True)
class ObjectHeaders:
    """What the bucket says of an object when it is asked for."""

    content_type: str
    cache_control: str
    content_encoding: str | None = None
    redirect: str | None = None


@dataclass(frozen=True, slots=True)
class LocalObject:
    """A file as the bucket shall hold it.

    Args:
        path: below the tree, or ``media/…``; the object's key.
        body: plain.
        headers: of the object.
        stamp: of the file, as it was before its bytes were read.
    """

    path: str
    body: bytes
    headers: ObjectHeaders
    stamp: str

    @property
    def digest(self) -> str:
        """Of the plain bytes and the headers: the same wherever and however it is compressed."""
        digest = blake2b(repr(self.headers).encode(), digest_size=20)
        digest.update(self.body)
        return digest.hexdigest()

    @property
    def sent(self) -> bytes:
        """The bytes as they are sent; 2 ms for a page."""
        if self.headers.content_encoding is None:
            return self.body
        return gzip.compress(self.body, _GZIP_LEVEL, mtime=0)

    @property
    def pictures(self) -> frozenset[str]:
        """Paths of the pictures' files that it names."""
        return self._named(_PICTURE)

    @property
    def assets(self) -> frozenset[str]:
        """Paths of the assets that it names."""
        return self._named(_ASSET)

    def _named(self, pattern: re.Pattern[bytes]) -> frozenset[str]:
        if self.headers.content_encoding is None:
            return frozenset()
        return frozenset(found.decode("ascii") for found in pattern.findall(self.body))


def picture_of(path: str) -> str:
    """Return the picture of a file: ``media/<id>`` of ``media/<id>/960.avif``."""
    return "/".join(path.split("/")[:2])


def is_kept_for_ever(path: str) -> bool:
    """Return whether the bytes at a path never change."""
    return path.startswith(("assets/", "media/"))


def stage_of(path: str, status: str) -> Stage:
    """Return when the file at a path has its turn.

    Args:
        path: below the tree.
        status: what stands in its status file, ``301 /where/`` or ``410``; else empty.
    """
    if is_kept_for_ever(path) or path.endswith(PACKED):
        return Stage.NAMED
    if status.startswith("301"):
        return Stage.MOVED
    parts = path.split("/")
    if len(parts) > 1 and known_language(parts[0]) is not None:
        parts = parts[1:]
    name = parts[-1]
    if parts == ["sitemap.xml"]:
        return Stage.SITEMAP
    if parts == ["index.html"] or not name.endswith(".html"):
        return Stage.FRONT
    if parts[0] in {"articles", "about", "404.html"}:
        return Stage.PAGE
    return Stage.LIST


def file_at(tree: Path, media: Path, path: str) -> Path:
    """Return where a path's file lies on disk."""
    if path.startswith("media/"):
        return media / path.removeprefix("media/")
    return tree / path


def stamp_at(file: Path) -> str | None:
    """Return what differs whenever a file or its status is written anew; None without a file.

    Raises:
        OSError, ValueError: nobody can tell whether there is one, or its status is no text.
    """
    try:
        found = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return f"{found.st_mtime_ns} {found.st_size} {status_at(file)}"[:120]


def status_at(file: Path) -> str:
    """Return what stands in a page's status file; empty for one that is as others."""
    try:
        return Path(f"{file}{STATUS}").read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return ""


def read_object(tree: Path, media: Path, path: str) -> LocalObject | None:
    """Return a path's file as the bucket shall hold it; None if there is none.

    The press may be about to replace it: what is read then is the old or the new, and the new one
    has a row of its own in the list.

    Raises:
        OSError, ValueError: it cannot be read, or its status is no text.
    """
    file = file_at(tree, media, path)
    stamp = stamp_at(file)
    if stamp is None:
        return None
    try:
        body = file.read_bytes()
    except FileNotFoundError:
        return None
    return LocalObject(path, body, _headers(path, status_at(file)), stamp)


def _headers(path: str, status: str) -> ObjectHeaders:
    kind = content_type(Path(path)).decode()
    code, _, where = status.partition(" ")
    return ObjectHeaders(
        content_type=kind,
        cache_control=FOR_EVER if is_kept_for_ever(path) else PAGE_CACHE,
        content_encoding="gzip" if _TEXT.match(kind) else None,
        redirect=location_header(where).decode() if code == "301" and where else None,
    )


def paths_of_assets(tree: Path) -> Iterable[str]:
    """Return the paths of all assets, without their compressed copies."""
    folder = tree / "assets"
    if not folder.is_dir():
        return []
    return sorted(
        f"assets/{file.name}"
        for file in folder.iterdir()
        if not file.name.endswith((*ENDINGS, TEMPORARY))
    )
