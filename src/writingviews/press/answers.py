"""Whole answers to readers: status, headers, and a body in memory or in a file. No Django."""

import os
from dataclasses import dataclass
from email.utils import formatdate
from typing import Final

# What a page of ours uses, all of it our own. Ours ask for nothing more by script; whoever examines
# a page in a browser reads its robots.txt from inside it.
_POLICY: Final = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    b"font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    b"frame-ancestors 'none'"
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
    204: b"No Content",
    206: b"Partial Content",
    301: b"Moved Permanently",
    304: b"Not Modified",
    400: b"Bad Request",
    404: b"Not Found",
    405: b"Method Not Allowed",
    408: b"Request Timeout",
    410: b"Gone",
    412: b"Precondition Failed",
    413: b"Content Too Large",
    414: b"URI Too Long",
    416: b"Range Not Satisfiable",
    421: b"Misdirected Request",
    431: b"Request Header Fields Too Large",
    501: b"Not Implemented",
    503: b"Service Unavailable",
    505: b"HTTP Version Not Supported",
}

_CHUNK: Final = 128 * 1024

Headers = tuple[tuple[bytes, bytes], ...]


def head_lines(headers: Headers) -> bytes:
    """Return headers as they stand on the wire, each with its line's end."""
    return b"".join(name + b": " + value + b"\r\n" for name, value in headers)


#: What ends the head of every answer: the security headers and the empty line.
HEAD_END: Final = head_lines(SECURITY_HEADERS) + b"\r\n"


class FileChanged(OSError):
    """A file is no longer the one that the head of an answer speaks of."""


Stamp = tuple[int, int, int]


def stamp_of(found: os.stat_result) -> Stamp:
    """Return what differs whenever a file is written anew."""
    return found.st_mtime_ns, found.st_ino, found.st_size


@dataclass(frozen=True, slots=True)
class FilePart:
    """A stretch of a file that is too large to be kept in memory.

    Args:
        path: of the file.
        stamp: of the file that the answer's head speaks of.
        offset: first byte.
        length: number of bytes.
    """

    path: str
    stamp: Stamp
    offset: int
    length: int

    def open(self) -> "OpenPart":
        """Open the file; what replaces it afterwards does not change what is sent.

        Raises:
            OSError: the file has gone.
            FileChanged: another stands in its place.
        """
        descriptor = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        if stamp_of(os.fstat(descriptor)) != self.stamp:
            os.close(descriptor)
            raise FileChanged(f"{self.path} was written anew.")
        return OpenPart(descriptor, self.offset, self.offset + self.length)


class OpenPart:
    """An open stretch of a file, read from its beginning to its end in pieces of 128 KB."""

    def __init__(self, descriptor: int, at: int, end: int) -> None:
        self._descriptor = descriptor
        self.at = at
        self._end = end

    @property
    def done(self) -> bool:
        return self.at >= self._end

    def read(self) -> bytes:
        """Return the next piece.

        Raises:
            OSError: the disk fails, or the file was cut short in its place.
        """
        data = os.pread(self._descriptor, min(_CHUNK, self._end - self.at), self.at)
        if not data:
            raise FileChanged(f"The file ended at {self.at} of {self._end} bytes.")
        self.at += len(data)
        return data

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer.

    Args:
        status: the status code.
        head: its own headers on the wire, names in lower case; without Date, which the server
            adds, and without the security headers, which all answers share.
        body: for GET; a HEAD sends the headers alone.
        part: the body instead, where it is large.
    """

    status: int
    head: bytes
    body: bytes = b""
    part: FilePart | None = None

    @property
    def headers(self) -> Headers:
        """All headers but Date, the security headers among them."""
        own = (line.partition(b": ") for line in self.head.split(b"\r\n") if line)
        return (*((name, value) for name, _, value in own), *SECURITY_HEADERS)


def make_answer(status: int, headers: Headers, body: bytes = b"") -> Answer:
    """Return an answer with these headers and the security headers."""
    return Answer(status, head_lines(headers), body)


def say(status: int, words: str, *headers: tuple[bytes, bytes]) -> Answer:
    """Return a short answer in plain English words, for what no reader meets in a browser."""
    body = words.encode() + b"\n"
    own = (
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        *headers,
    )
    return make_answer(status, own, body)


_STATUS_LINES: Final = {
    status: b"HTTP/1.1 %d %s\r\n" % (status, reason) for status, reason in _REASONS.items()
}


def status_line(status: int) -> bytes:
    """Return the first line of an answer."""
    return _STATUS_LINES[status]


def whole(answer: Answer) -> bytes:
    """Return a short answer as it stands on the wire, for where no server adds the Date."""
    date = b"date: " + formatdate(usegmt=True).encode() + b"\r\n"
    return status_line(answer.status) + date + answer.head + HEAD_END + answer.body


#: Told to who speaks while nobody in the house can listen.
BUSY: Final = say(
    503,
    "The house is busy. Please try again in a few seconds.",
    (b"retry-after", b"10"),
)
