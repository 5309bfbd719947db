"""What a request for a page is answered with. No Django: readers' processes import this alone.

`Shelf.answer` is a function of the method, the path, a few headers and the files on disk, and
is used by both ways to a reader: the readers' own processes (`front`) and the house (`asgi`).
"""

import mimetypes
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote_to_bytes

from .generation import Generation

ENCODINGS: Final = (("br", ".br"), ("zstd", ".zst"), ("gzip", ".gz"))
_TREE_ENDINGS: Final = (".br", ".zst", ".gz", ".status", ".new~")
_PAGE_CACHE: Final = b"public, max-age=0, must-revalidate"
_ASSET_CACHE: Final = b"public, max-age=31536000, immutable"
_FOR_EVER: Final = ("/assets/", "/media/")

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
    ".svg": b"image/svg+xml",
}

# What a page of ours uses, all of it our own.
_POLICY: Final = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    b"font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: On every answer to a reader.
SECURITY_HEADERS: Final = (
    (b"content-security-policy", _POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"browsing-topics=(), camera=(), geolocation=(), microphone=()"),
)

_REASONS: Final = {
    200: b"OK",
    301: b"Moved Permanently",
    304: b"Not Modified",
    404: b"Not Found",
    410: b"Gone",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer.

    Args:
        status: the status code.
        headers: names in lower case; no Date, which the server adds.
        body: for GET; a HEAD sends the headers alone.
        raw_head: status line and headers as bytes on the wire, to stand behind the Date.
    """

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    raw_head: bytes


def make_answer(status: int, headers: tuple[tuple[bytes, bytes], ...], body: bytes) -> Answer:
    """Return an answer with the security headers added."""
    whole = (*headers, *SECURITY_HEADERS)
    head = b"".join(name + b": " + value + b"\r\n" for name, value in whole) + b"\r\n"
    return Answer(status, whole, body, head)


def status_line(status: int) -> bytes:
    return b"HTTP/1.1 %d %s\r\n" % (status, _REASONS[status])


@dataclass(slots=True)
class _Variant:
    full: Answer
    not_modified: Answer
    etag: bytes


@dataclass(slots=True)
class _Entry:
    """A file and its copies, as they stood at a generation."""

    variants: tuple[_Variant | None, ...]  # by ENCODINGS, then identity
    size: int
    stamp: tuple[int, int, int]
    generation: bytes


class Shelf:
    """Files below the tree and the media folder, the hot ones in memory.

    Args:
        tree: the page tree.
        media: cleaned pictures, served below ``/media/``.
        generation: tells when pages may have changed.
        most_bytes: memory for hot files.
    """

    def __init__(
        self,
        tree: Path,
        media: Path,
        generation: Generation,
        *,
        most_bytes: int = 64 * 1024 * 1024,
    ) -> None:
        self._tree = tree
        self._media = media
        self._generation = generation
        self._most_bytes = most_bytes
        self._bytes = 0
        self._entries: OrderedDict[bytes, _Entry] = OrderedDict()
        self._choices: dict[bytes, tuple[int, ...]] = {}

    def answer(self, target: bytes, accept_encoding: bytes, if_none_match: bytes) -> Answer | None:
        """Return the answer to GET or HEAD of a page, or None if no page stands there.

        Args:
            target: the request's path, percent-encoded, perhaps with a query (then no page).
            accept_encoding: the header's value, or b"".
            if_none_match: the header's value, or b"".
        """
        entry = self._entries.get(target)
        generation = self._generation.read()
        if entry is None or entry.generation != generation:
            entry = self._fetch(target, entry, generation)
            if entry is None:
                return None
        for choice in self._preferred(accept_encoding):
            variant = entry.variants[choice]
            if variant is not None:
                if if_none_match and _matches(if_none_match, variant.etag):
                    return variant.not_modified
                return variant.full
        return None

    def answer_reader(
        self,
        target: bytes,
        accept_encoding: bytes,
        if_none_match: bytes,
        house_paths: Collection[bytes],
    ) -> Answer | None:
        """Return the answer to GET or HEAD of any address; None if it is the house's to give.

        A query that no page asked for is passed over: links from elsewhere come with one.

        Args:
            target: the request's path, percent-encoded, perhaps with a query.
            accept_encoding: the header's value, or b"".
            if_none_match: the header's value, or b"".
            house_paths: first parts of a path that belong to the house, such as ``b"desk"``.
        """
        answer = self.answer(target, accept_encoding, if_none_match)
        if answer is not None:
            return answer
        path, query, _ = target.partition(b"?")
        first = path[1:].partition(b"/")
        if first[0] in house_paths or first[2].partition(b"/")[0] in house_paths:
            return None
        if query:
            answer = self.answer(path, accept_encoding, if_none_match)
        return answer or self.with_slash(target) or self.not_found(path, accept_encoding)

    def not_found(self, target: bytes, accept_encoding: bytes) -> Answer:
        """Return the "not found" page of the language that the path's prefix names."""
        first = target[1:].partition(b"/")[0]
        for candidate in ((b"/" + first + b"/404.html",) if first else ()) + (b"/404.html",):
            found = self.answer(candidate, accept_encoding, b"")
            if found is not None and found.status == 200:
                return Answer(404, found.headers, found.body, found.raw_head)
        return make_answer(
            404, ((b"content-type", b"text/plain"), (b"content-length", b"10")), b"Not found\n"
        )

    def with_slash(self, target: bytes) -> Answer | None:
        """Return a redirect to the same path with a slash, if a page stands there."""
        path, mark, query = target.partition(b"?")
        if path.endswith(b"/") or self.answer(path + b"/", b"", b"") is None:
            return None
        return make_answer(
            301, ((b"location", path + b"/" + mark + query), (b"content-length", b"0")), b""
        )

    def _preferred(self, accept_encoding: bytes) -> tuple[int, ...]:
        choices = self._choices.get(accept_encoding)
        if choices is None:
            choices = acceptable(accept_encoding)
            if len(self._choices) < 1024:
                self._choices[accept_encoding] = choices
        return choices

    def _fetch(self, target: bytes, known: _Entry | None, generation: bytes) -> _Entry | None:
        path = self._path(target)
        stamp = _stamp(path) if path is not None else None
        if known is not None:
            if stamp == known.stamp:
                known.generation = generation
                return known
            self._bytes -= known.size
            del self._entries[target]
        if path is None or stamp is None:
            return None
        entry = _load(path, target, stamp, generation)
        if entry is None:
            return None
        self._entries[target] = entry
        self._bytes += entry.size
        while self._bytes > self._most_bytes and len(self._entries) > 1:
            _, dropped = self._entries.popitem(last=False)
            self._bytes -= dropped.size
        return entry

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
        if parts[-1].endswith(_TREE_ENDINGS) or "\\" in address:
            return None
        if parts[0] == "media":
            return self._media.joinpath(*parts[1:])
        return self._tree.joinpath(*parts)


def acceptable(accept_encoding: bytes) -> tuple[int, ...]:
    """Return indexes into `ENCODINGS` (then identity) in the order to be tried (RFC 9110, 12.5.3).

    The server's own order among those of quality above 0; identity last, unless refused.
    """
    qualities: dict[str, float] = {}
    for part in accept_encoding.decode("latin-1").lower().split(","):
        name, _, parameter = part.partition(";")
        key, _, value = parameter.strip().partition("=")
        try:
            quality = float(value) if key.strip() == "q" else 1.0
        except ValueError:
            quality = 0.0
        if name.strip():
            qualities[name.strip()] = quality
    default = qualities.get("*", 0.0)
    chosen = [
        index for index, (name, _) in enumerate(ENCODINGS) if qualities.get(name, default) > 0
    ]
    # A client that refuses even identity gets it all the same: a page is better than a 406.
    return (*chosen, len(ENCODINGS))


def _matches(if_none_match: bytes, etag: bytes) -> bool:
    if if_none_match.strip() == b"*":
        return True
    return any(
        candidate.strip().removeprefix(b"W/") == etag for candidate in if_none_match.split(b",")
    )


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def _load(
    path: Path, target: bytes, stamp: tuple[int, int, int], generation: bytes
) -> _Entry | None:
    try:
        body = path.read_bytes()
    except OSError:
        return None
    status, location = 200, b""
    try:
        text = Path(f"{path}.status").read_text(encoding="utf-8")
        code, _, where = text.partition(" ")
        status, location = int(code), where.encode()
    except (OSError, ValueError):
        pass
    kind = _content_type(path)
    base: list[tuple[bytes, bytes]] = [(b"content-type", kind)]
    for_ever = target.decode("latin-1").startswith(_FOR_EVER)
    base.append((b"cache-control", _ASSET_CACHE if for_ever else _PAGE_CACHE))
    if location:
        base.append((b"location", location_header(location.decode())))
    digest = blake2b(body, digest_size=12).hexdigest().encode()
    variants: list[_Variant | None] = []
    has_copies = False
    for encoding, ending in ENCODINGS:
        try:
            data = Path(f"{path}{ending}").read_bytes()
        except OSError:
            variants.append(None)
            continue
        has_copies = True
        variants.append(_variant(status, base, data, digest, encoding.encode()))
    if has_copies:
        base.append((b"vary", b"accept-encoding"))
    variants.append(_variant(status, base, body, digest, b""))
    size = sum(len(variant.full.body) + 1024 for variant in variants if variant is not None)
    return _Entry(tuple(variants), size, stamp, generation)


def location_header(address: str) -> bytes:
    """Return an address as a Location header holds it: percent-encoded ASCII."""
    return quote(address, safe="/:?=&#%").encode()


def _variant(
    status: int, base: list[tuple[bytes, bytes]], data: bytes, digest: bytes, encoding: bytes
) -> _Variant:
    etag = b'"' + digest + (b"-" + encoding if encoding else b"") + b'"'
    headers = [*base, (b"etag", etag)]
    if encoding:
        headers += [(b"content-encoding", encoding), (b"vary", b"accept-encoding")]
    full = make_answer(status, (*headers, (b"content-length", b"%d" % len(data))), data)
    kept = tuple(
        (name, value) for name, value in headers if name in {b"cache-control", b"etag", b"vary"}
    )
    # Only a 200 may be answered by 304; a "gone" is told again.
    not_modified = make_answer(304, kept, b"") if status == 200 else full
    return _Variant(full, not_modified, etag)


def _content_type(path: Path) -> bytes:
    if path.name == "feed.xml":
        return b"application/atom+xml; charset=utf-8"
    known = CONTENT_TYPES.get(path.suffix)
    if known is not None:
        return known
    guessed, _ = mimetypes.guess_type(path.name)
    return (guessed or "application/octet-stream").encode()
