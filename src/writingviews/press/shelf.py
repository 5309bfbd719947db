"""What a request for a page is answered with. No Django: readers' processes import this alone.

`Shelf.answer_reader` is a function of what is wanted and the files on disk, and is used by both
ways to a reader: the readers' own processes (`front`) and the house (`asgi`).
"""

import mimetypes
import os
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final
from urllib.parse import quote, quote_from_bytes, unquote_to_bytes

from .answers import (
    Answer,
    FilePart,
    Headers,
    Stamp,
    head_lines,
    make_answer,
    say,
    stamp_of,
)
from .conditions import (
    Conditions,
    acceptable,
    http_date,
    judge,
    languages,
    part_asked,
    told_modified,
)
from .endings import ENCODINGS, NO_PAGE, STATUS
from .generation import Counter
from .request import Wanted

_PAGE_CACHE: Final = b"public, max-age=0, must-revalidate"
_ASSET_CACHE: Final = b"public, max-age=31536000, immutable"
_FOR_EVER: Final = frozenset({"assets", "media"})
_VARY: Final = (b"vary", b"accept-encoding")
_ALLOWED: Final = (b"allow", b"GET, HEAD, OPTIONS")
_PLAIN: Final = len(ENCODINGS)

#: A file that is larger is sent from disk in pieces and never kept in memory.
MOST_KEPT: Final = 1024 * 1024
#: Memory for hot files in each process.
MOST_BYTES: Final = 64 * 1024 * 1024
# What an entry and a variant weigh besides their bytes, dictionaries and all; measured.
_ENTRY_WEIGHT: Final = 1500
_VARIANT_WEIGHT: Final = 500
_MOST_NAMES: Final = 4096
_MOST_CHOICES: Final = 1024
_LONGEST_CHOICE: Final = 256

_VALIDATORS: Final = re.compile(rb"(?:etag|last-modified|accept-ranges): [^\r]*\r\n")
_LANGUAGE: Final = re.compile(rb"<html[^>]*?\slang=\"?([A-Za-z]{2,8})")

CONTENT_TYPES: Final = {
    ".html": b"text/html; charset=utf-8",
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".json": b"application/feed+json; charset=utf-8",
    ".xml": b"application/xml; charset=utf-8",
    ".txt": b"text/plain; charset=utf-8",
    ".woff2": b"font/woff2",
    ".avif": b"image/avif",
    ".webp": b"image/webp",
    ".jpg": b"image/jpeg",
    ".png": b"image/png",
    ".svg": b"image/svg+xml",
    ".pdf": b"application/pdf",
    ".epub": b"application/epub+zip",
}

_NOTHING: Final = say(404, "Not found")
_MADE_NO_SENSE: Final = say(412, "The page is another than the one you named.")


@dataclass(slots=True)
class _Variant:
    """A file of a page, plain or compressed."""

    answer: Answer
    etag: bytes
    size: int


@dataclass(slots=True)
class _Entry:
    """A page and those of its copies that were asked for, as they stood at a generation.

    Args:
        path: of the plain file.
        stamp: of the plain file: it changes whenever the page is written.
        generation: at which the stamp was right.
        status: 200, 301, 404 or 410.
        base: the headers that all copies share.
        kept_for_ever: the bytes at this address never change.
        modified: when readers may be told it was last modified; None if not yet.
        stale: seconds since 1970 after which they may be told; infinite if they are.
        variants: by index into `ENCODINGS` (then identity); None where there is no such copy.
    """

    path: str
    stamp: Stamp
    generation: bytes
    status: int
    base: Headers
    kept_for_ever: bool
    modified: int | None
    stale: float
    size: int = 0
    variants: dict[int, _Variant | None] = field(default_factory=dict)


class Shelf:
    """Files below the tree and the media folder, the hot ones in memory.

    Args:
        tree: the page tree.
        media: cleaned pictures, served below ``/media/``.
        generation: tells when pages may have changed.
        most_bytes: memory for hot files.
        now: the clock, in seconds since 1970.
    """

    def __init__(
        self,
        tree: Path,
        media: Path,
        generation: Counter,
        *,
        most_bytes: int = MOST_BYTES,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._tree = tree
        self._media = media
        self._generation = generation
        self._most_bytes = most_bytes
        self._now = now
        self._bytes = 0
        self._entries: OrderedDict[str, _Entry] = OrderedDict()
        # One page has many spellings (%61 is a); it is kept once.
        self._names: dict[bytes, str] = {}
        self._choices: dict[bytes, tuple[int, ...]] = {}

    def answer(self, wanted: Wanted) -> Answer | None:
        """Return the answer to GET or HEAD of a page, or None if no page stands there.

        A target with a query is no page.
        """
        entry = self._entry(wanted.target)
        if entry is None:
            return None
        for choice in self._preferred(wanted.accept_encoding):
            try:
                variant = entry.variants[choice]
            except KeyError:
                variant = self._load(entry, choice)
            if variant is not None:
                if wanted.conditions is None or entry.status != 200:
                    return variant.answer
                return _under(
                    wanted.conditions,
                    entry,
                    variant,
                    head=wanted.method == b"HEAD",
                    compressed=choice != _PLAIN,
                )
        return None

    def answer_reader(self, wanted: Wanted, house_paths: Collection[bytes]) -> Answer | None:
        """Return the answer to a request for any address; None if it is the house's to give.

        A query that no page asked for is passed over: links from elsewhere come with one.

        Args:
            wanted: what is asked for.
            house_paths: first parts of a path that belong to the house, such as ``b"desk"``.
        """
        reads = wanted.method in {b"GET", b"HEAD"}
        if reads:
            answer = self.answer(wanted)
            if answer is not None:
                return answer
        path, query, _ = wanted.target.partition(b"?")
        first = path[1:].partition(b"/")
        if first[0] in house_paths or first[2].partition(b"/")[0] in house_paths:
            return None
        if not reads:
            return _methods(wanted.method)
        if query:
            answer = self.answer(
                Wanted(
                    wanted.method,
                    path,
                    wanted.accept_encoding,
                    conditions=wanted.conditions,
                )
            )
        return answer or self.with_slash(wanted.target) or self.not_found(wanted)

    def not_found(self, wanted: Wanted) -> Answer:
        """Return the "not found" page in the language that the path's prefix names; without
        one, in the first that the reader asks for."""
        accept = wanted.accept_encoding
        first = wanted.target[1:].partition(b"/")[0].partition(b"?")[0]
        answer = self._not_found_in(first, accept) if first else None
        if answer is not None:
            return _missing(answer)
        general = self.answer(Wanted(b"GET", b"/404.html", accept))
        if general is None:
            return _NOTHING
        chosen = general
        if wanted.accept_language:
            plain = self.answer(Wanted(b"GET", b"/404.html"))
            own = _LANGUAGE.search(plain.body[:1024]) if plain else None
            for language in languages(wanted.accept_language):
                if own is not None and own[1].decode().lower() == language:
                    break
                found = self._not_found_in(language.encode(), accept)
                if found is not None:
                    chosen = found
                    break
        return _missing(chosen, b"vary: accept-language\r\n")

    def _not_found_in(self, language: bytes, accept_encoding: bytes) -> Answer | None:
        found = self.answer(Wanted(b"GET", b"/" + language + b"/404.html", accept_encoding))
        return found if found is not None and found.status in {200, 404} else None

    def with_slash(self, target: bytes) -> Answer | None:
        """Return a redirect to the same path with a slash, if a page stands there."""
        path, mark, query = target.partition(b"?")
        if path.endswith(b"/") or self._entry(path + b"/") is None:
            return None
        where = quote_from_bytes(path + b"/" + mark + query, safe=_SAFE).encode()
        return make_answer(301, ((b"location", where), (b"content-length", b"0")))

    # --- entries -----------------------------------------------------------------------------

    def _preferred(self, accept_encoding: bytes) -> tuple[int, ...]:
        choices = self._choices.get(accept_encoding)
        if choices is None:
            choices = acceptable(accept_encoding)
            if len(self._choices) < _MOST_CHOICES and len(accept_encoding) <= _LONGEST_CHOICE:
                self._choices[accept_encoding] = choices
        return choices

    def _entry(self, target: bytes) -> _Entry | None:
        name = self._names.get(target)
        if name is None:
            path = self._path(target)
            if path is None:
                return None
            name = str(path)
        entry = self._entries.get(name)
        generation = self._generation.read()
        if entry is None or entry.generation != generation or entry.stale <= self._now():
            return self._fetch(target, name, entry, generation)
        self._entries.move_to_end(name)
        return entry

    def _fetch(
        self, target: bytes, name: str, known: _Entry | None, generation: bytes
    ) -> _Entry | None:
        stamp = _stamp(name)
        if known is not None:
            if stamp == known.stamp and known.stale > self._now():
                known.generation = generation
                return known
            self.forget(name)
        if stamp is None:
            return None
        entry = self._make_entry(name, stamp, generation)
        self._entries[name] = entry
        self._grow(entry, _ENTRY_WEIGHT)
        if len(self._names) >= _MOST_NAMES:
            self._names.clear()
        self._names[target] = name
        return entry

    def forget(self, name: str) -> None:
        """Forget what is known of a file and its copies: it is read anew when it is asked for."""
        for path in (name, *(name.removesuffix(ending) for _, ending in ENCODINGS)):
            known = self._entries.pop(path, None)
            if known is not None:
                self._bytes -= known.size

    def _make_entry(self, name: str, stamp: Stamp, generation: bytes) -> _Entry:
        path = Path(name)
        status, location = 200, b""
        try:
            text = Path(f"{path}{STATUS}").read_text(encoding="utf-8")
            code, _, where = text.partition(" ")
            status, location = int(code), where.encode()
        except (OSError, ValueError):
            pass
        under_media = path.is_relative_to(self._media)
        for_ever = under_media or path.relative_to(self._tree).parts[0] in _FOR_EVER
        base: list[tuple[bytes, bytes]] = [
            (b"content-type", content_type(path)),
            (b"cache-control", _ASSET_CACHE if for_ever else _PAGE_CACHE),
        ]
        if location:
            base.append((b"location", location_header(location.decode())))
        if any(Path(f"{path}{ending}").exists() for _, ending in ENCODINGS):
            base.append(_VARY)
        modified, stale = None, float("inf")
        if status == 200:
            now, at = self._now(), stamp[0] / 1e9
            modified = told_modified(at, now)
            if modified is not None:
                base.append((b"last-modified", http_date(modified)))
            elif at <= now:  # a file from the future never tells its time
                stale = (at // 3600 + 1) * 3600
        return _Entry(name, stamp, generation, status, tuple(base), for_ever, modified, stale)

    def _load(self, entry: _Entry, choice: int) -> _Variant | None:
        """Read one of a page's files, and make room for it."""
        name, ending = ENCODINGS[choice] if choice < _PLAIN else ("", "")
        variant = _read(f"{entry.path}{ending}", entry, name.encode())
        entry.variants[choice] = variant
        if variant is not None:
            kept = len(variant.answer.body) + len(variant.answer.head)
            self._grow(entry, kept + _VARIANT_WEIGHT)
        return variant

    def _grow(self, entry: _Entry, more: int) -> None:
        entry.size += more
        self._bytes += more
        while self._bytes > self._most_bytes and len(self._entries) > 1:
            _, dropped = self._entries.popitem(last=False)
            self._bytes -= dropped.size

    def _path(self, target: bytes) -> Path | None:
        if not target.startswith(b"/") or b"?" in target or b"#" in target or len(target) > 1024:
            return None
        try:
            address = unquote_to_bytes(target).decode("utf-8")
        except UnicodeDecodeError:
            return None
        parts = address[1:].split("/")
        if address.endswith("/"):
            parts[-1] = "index.html"
        if any(part in {"", ".", ".."} or len(part) > 240 for part in parts) or "\0" in address:
            return None
        if parts[-1].endswith(NO_PAGE) or "\\" in address:
            return None
        if parts[0] == "media":
            return self._media.joinpath(*parts[1:])
        return self._tree.joinpath(*parts)


_OF_THE_WHOLE: Final = (b"content-length:", b"accept-ranges:")
#: What may stand in an address as it is.
_SAFE: Final = "/:?=&#%~+,;@!$'()*"


def _methods(method: bytes) -> Answer:
    if method == b"OPTIONS":
        return make_answer(204, (_ALLOWED,))
    return say(405, "Pages are read with GET.", _ALLOWED)


def _missing(page: Answer, more: bytes = b"") -> Answer:
    """Return a page as the answer where nothing is: it has no state that one could ask for."""
    head = _VALIDATORS.sub(b"", page.head) + more
    return Answer(404, head, page.body, page.part)


def _under(
    conditions: Conditions, entry: _Entry, variant: _Variant, *, head: bool, compressed: bool
) -> Answer:
    """Return what is sent of a page under conditions."""
    whole = variant.answer
    match judge(conditions, variant.etag, entry.modified):
        case "failed":
            return _MADE_NO_SENSE
        case "not modified":
            told = (b"cache-control", b"vary")
            kept = tuple(header for header in entry.base if header[0] in told)
            return make_answer(304, (*kept, (b"etag", variant.etag)))
        case _ if head or compressed or not conditions.range:
            return whole
    part = part_asked(conditions, variant.etag, entry.modified, variant.size)
    if part == "unsatisfiable":
        return say(
            416,
            "The page has no such part.",
            (b"content-range", b"bytes */%d" % variant.size),
        )
    if isinstance(part, str):
        return whole
    first, length = part
    lines = whole.head.split(b"\r\n")
    lines = [line for line in lines if line and not line.startswith(_OF_THE_WHOLE)]
    lines.append(b"content-range: bytes %d-%d/%d" % (first, first + length - 1, variant.size))
    lines.append(b"content-length: %d" % length)
    where = None
    if whole.part is not None:
        where = FilePart(whole.part.path, whole.part.stamp, first, length)
    return Answer(206, b"\r\n".join(lines) + b"\r\n", whole.body[first : first + length], where)


def _stamp(name: str) -> Stamp | None:
    try:
        return stamp_of(os.stat(name))  # noqa: PTH116 - the same
    except (OSError, ValueError):
        return None


def _read(name: str, entry: _Entry, encoding: bytes) -> _Variant | None:
    try:
        with open(name, "rb", buffering=0) as file:  # noqa: PTH123 - a third of a Path's cost
            stamp = stamp_of(os.fstat(file.fileno()))
            size = stamp[2]
            if size <= MOST_KEPT:
                body, part = file.readall(), None
                size, digest = len(body), blake2b(body, digest_size=12)
            else:
                body, part = b"", FilePart(name, stamp, 0, size)
                digest = blake2b(digest_size=12)
                if entry.kept_for_ever:
                    # The address says which bytes these are; to read them all would hold up
                    # every other reader.
                    digest.update(f"{'/'.join(Path(name).parts[-2:])} {size}".encode())
                else:
                    while chunk := file.read(1 << 17):
                        digest.update(chunk)
    except OSError:
        return None
    etag = b'"' + digest.hexdigest().encode() + b'"'
    headers = [*entry.base, (b"etag", etag)]
    if encoding:
        headers.append((b"content-encoding", encoding))
    elif entry.status == 200:
        # Of the plain bytes alone: parts of a compressed copy are nothing one could go on with.
        headers.append((b"accept-ranges", b"bytes"))
    headers.append((b"content-length", b"%d" % size))
    return _Variant(Answer(entry.status, head_lines(tuple(headers)), body, part), etag, size)


def location_header(address: str) -> bytes:
    """Return an address as a Location header holds it: percent-encoded ASCII."""
    return quote(address, safe=_SAFE).encode()


def content_type(path: Path) -> bytes:
    if path.name == "feed.xml":
        return b"application/atom+xml; charset=utf-8"
    known = CONTENT_TYPES.get(path.suffix)
    if known is not None:
        return known
    guessed, _ = mimetypes.guess_type(path.name)
    return (guessed or "application/octet-stream").encode()
