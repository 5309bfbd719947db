"""Two hundred odd requests, sent raw to a reader's process and to nginx over the same files.

Status, the headers that matter and the bytes of the body must be the same. Where they are not, the
case says in which fields and why we mean to differ; a case that names a difference which is not
there fails too.
"""

import contextlib
import itertools
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from tests import serving
from writingviews.press.tree import Tree
from writingviews.site.page import Page

pytestmark = pytest.mark.tools

PAGE = b'<!doctype html><html lang="en">' + b"<p>some words of a page</p>" * 120
PERSIAN = "<!doctype html><p>کتاب</p>".encode() * 60
#: 2026-03-04, 05:06:07 UTC: long before the clock of anybody who runs this.
WRITTEN = 1772600767
HOST = "example.org"
BOOKS = quote("/topics/کتاب/")
PICTURE, LARGE = "/media/ab/480.jpg", "/media/ab/2400.jpg"

COMPARED = (
    "status",
    "content-type",
    "content-length",
    "content-encoding",
    "content-range",
    "accept-ranges",
    "location",
    "allow",
    "vary",
    "validators",
    "closes",
    "interim",
    "body",
)

#: What differs of itself where a field differs.
FOLLOWS = {
    "status": tuple(name for name in COMPARED if name != "status"),
    "content-encoding": ("content-length", "accept-ranges", "body"),
    "body": ("content-length",),
}


@dataclass(frozen=True)
class Case:
    """One conversation.

    Args:
        name: for the test's name.
        raw: what is sent; ``{etag}``, ``{gzip_etag}`` and ``{modified}`` stand for what the
            server itself said of the page.
        answers: how many answers are to come.
        page: the address of whose validators the placeholders speak.
    """

    name: str
    raw: bytes
    answers: int = 1
    page: str = "/articles/a/"


def case(
    name: str,
    target: str,
    *lines: str,
    method: str = "GET",
    body: bytes = b"",
    host: str | None = HOST,
    version: str = "1.1",
    page: str = "/articles/a/",
) -> Case:
    """Return a well-formed request, more or less."""
    head = [f"{method} {target} HTTP/{version}"]
    head += [f"Host: {host}"] if host is not None else []
    raw = "\r\n".join([*head, *lines, "", ""]).encode() + body
    short = target if len(target) <= 60 else f"{target[:20]}… ({len(target)})"
    said = " ".join([short, *lines])
    shown = "" if host == HOST else f" at {host}"
    spoken = "" if version == "1.1" else f" in {version}"
    return Case(f"{name}: {method} {said}{shown}{spoken}", raw, page=page)


TARGETS = (
    "/",
    "/articles/a/",
    "/articles/a/?from=elsewhere",
    "/articles/%61/",
    "/articles/a/index.html",
    "/articles/a",
    "/articles/a?from=feed&x=%20",
    "/articles/gone/",
    "/articles/old/",
    BOOKS,
    BOOKS.lower().replace("%d8", "%D8"),
    BOOKS.rstrip("/"),
    "/feed.xml",
    "/feed.json",
    "/robots.txt",
    "/robots.txt/",
    "/assets/site-1.css",
    PICTURE,
    LARGE,
    "/404.html",
)


def _plain() -> Iterator[Case]:
    for target in TARGETS:
        for method in ("GET", "HEAD"):
            yield case("plain", target, method=method)
    for target in (
        "/nothing/",
        "/nothing",
        "/articles/",
        "/articles",
        "/media/none.jpg",
        "/fa/nothing/",
    ):
        yield case("absent", target)
        yield case("absent", target, method="HEAD")
    yield case("absent", "/nothing/", "Accept-Language: fa")
    yield case("absent", "/nothing/", "If-None-Match: *")
    yield case("absent", "/nothing/", "Range: bytes=0-1")


CODINGS = (
    "gzip",
    "GZIP",
    "gzip;q=1.0",
    "gzip;q=0.001",
    "gzip;q=0",
    "gzip;q=0.000",
    "gzip, deflate",
    "deflate, gzip",
    "deflate",
    "identity",
    "",
    "*",
    "*;q=0",
    "*;q=0, gzip",
    "identity;q=0",
    "identity;q=0, gzip",
    "identity;q=0, *",
    "gzip;q=0.5, identity",
    "gzip;q=nonsense",
    "gzip;q=2",
    "x-gzip",
    "notgzip",
    "gzip ; q=0.5",
    ",,gzip,,",
    "br",
    "gzip, br",
    "gzip, deflate, br, zstd",
    "zstd",
)


def _codings() -> Iterator[Case]:
    for value in CODINGS:
        yield case("coding", "/articles/a/", f"Accept-Encoding: {value}")
    yield case("coding", "/articles/a/", "Accept-Encoding: gzip", method="HEAD")
    yield case("coding", "/articles/a/", "Accept-Encoding: deflate", "Accept-Encoding: gzip")
    yield case("coding", PICTURE, "Accept-Encoding: gzip")
    yield case("coding", "/nothing/", "Accept-Encoding: gzip")
    yield case("coding", "/articles/a", "Accept-Encoding: gzip")


def _conditions() -> Iterator[Case]:
    for value in (
        "{etag}",
        "W/{etag}",
        '"other"',
        '"other", {etag}',
        '"other",{etag},"more"',
        'W/"other" , W/{etag}',
        "*",
        "other",
        "",
    ):
        yield case("none-match", "/articles/a/", f"If-None-Match: {value}")
    yield case("none-match", "/articles/a/", 'If-None-Match: "other"', "If-None-Match: {etag}")
    yield case("none-match", "/articles/a/", "If-None-Match: {etag}", method="HEAD")
    yield case("none-match", "/articles/a/", "If-None-Match: {etag}", "Accept-Encoding: gzip")
    yield case("none-match", "/articles/a/", "If-None-Match: {gzip_etag}", "Accept-Encoding: gzip")
    yield case("none-match", "/articles/gone/", "If-None-Match: *")
    yield case("none-match", "/articles/a", "If-None-Match: *")
    past, future = "Sat, 01 Jan 2000 00:00:00 GMT", "Sat, 01 Jan 2050 00:00:00 GMT"
    for value in (
        "{modified}",
        past,
        future,
        "Saturday, 01-Jan-50 00:00:00 GMT",
        "Sat Jan  1 00:00:00 2050",
        "yesterday",
        "",
        "0",
    ):
        yield case("since", "/articles/a/", f"If-Modified-Since: {value}")
    yield case("since", "/articles/a/", "If-Modified-Since: {modified}", method="HEAD")
    both = f"If-Modified-Since: {future}"
    yield case("precedence", "/articles/a/", 'If-None-Match: "other"', both)
    yield case("precedence", "/articles/a/", "If-None-Match: {etag}", f"If-Modified-Since: {past}")
    for value in ("{etag}", '"other"', "*", "W/{etag}", '"other", {etag}'):
        yield case("match", "/articles/a/", f"If-Match: {value}")
    for value in ("{modified}", past, future, "never"):
        yield case("unmodified", "/articles/a/", f"If-Unmodified-Since: {value}")
    yield case("precedence", "/articles/a/", 'If-Match: "other"', "If-None-Match: {etag}")
    yield case("precedence", "/articles/a/", "If-Match: {etag}", "If-None-Match: {etag}")
    yield case("precedence", "/articles/a/", "If-Match: {etag}", f"If-Unmodified-Since: {past}")


RANGES = (
    "bytes=0-0",
    "bytes=0-99",
    "bytes=100-",
    "bytes=-100",
    "bytes=-99999999",
    "bytes=0-99999999",
    "bytes=99999999-",
    "bytes=99999999-999999999",
    "bytes=-0",
    "bytes=5-2",
    "bytes=",
    "bytes=-",
    "bytes=a-b",
    "bytes=0-1,5-6",
    "bytes=0-1,99999999-",
    "bytes=0-1, 0-2",
    "BYTES=0-9",
    "pages=0-9",
    "bytes 0-9",
    "bytes=0-9 ",
    "bytes= 0-9",
    "bytes=99999999999999999999999-",
)


def _ranges() -> Iterator[Case]:
    for value in RANGES:
        yield case("range", PICTURE, f"Range: {value}")
    for value in ("bytes=0-0", "bytes=2999990-", "bytes=-1000000", "bytes=3000000-"):
        yield case("range", LARGE, f"Range: {value}")
    yield case("range", PICTURE, "Range: bytes=0-9", method="HEAD")
    yield case("range", "/articles/a/", "Range: bytes=0-9")
    yield case("range", "/articles/a/", "Range: bytes=0-9", "Accept-Encoding: gzip")
    yield case("range", "/articles/gone/", "Range: bytes=0-9")
    for value in (
        "{etag}",
        '"other"',
        "W/{etag}",
        "{modified}",
        "Sat, 01 Jan 2000 00:00:00 GMT",
        "x",
    ):
        yield case("if-range", PICTURE, "Range: bytes=0-9", f"If-Range: {value}", page=PICTURE)
    yield case("if-range", PICTURE, "If-Range: {etag}", page=PICTURE)
    yield case("if-range", PICTURE, "Range: bytes=0-9", "If-None-Match: {etag}", page=PICTURE)


def _connections() -> Iterator[Case]:
    page = "/articles/a/"
    yield case("connection", page, "Connection: close")
    yield case("connection", page, "Connection: Close")
    yield case("connection", page, "Connection: keep-alive")
    yield case("connection", page, "Connection: keep-alive, close")
    yield case("connection", page, "Connection: upgrade", "Upgrade: websocket")
    yield case("connection", page, "Connection: upgrade", "Upgrade: h2c")
    yield case("connection", page, version="1.0")
    yield case("connection", page, "Connection: keep-alive", version="1.0")
    yield case("connection", page, version="1.0", host=None)
    yield case("connection", page, "Connection: close", method="HEAD")
    yield case("connection", "/nothing/", "Connection: close")
    one = f"GET {page} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
    head = one.replace(b"GET", b"HEAD")
    absent = one.replace(b"/articles/a/", b"/nothing/")
    last = one.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    yield Case("pipelined: two", one + one, 2)
    yield Case("pipelined: page, head, absent, last", one + head + absent + last, 4)
    yield Case("pipelined: what follows the last is not answered", last + one, 1)
    yield Case("pipelined: empty lines before", b"\r\n\r\n" + one, 1)
    yield Case("pipelined: large, then small", one.replace(page.encode(), LARGE.encode()) + one, 2)


def _methods() -> Iterator[Case]:
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
        yield case("method", "/articles/a/", "Content-Length: 0", method=method)
    yield case("method", "/nothing/", "Content-Length: 0", method="POST")
    yield case("method", "/articles/a/", "Content-Length: 3", method="POST", body=b"abc")
    yield case("method", "/articles/a/", method="OPTIONS")
    yield case("method", "*", method="OPTIONS")
    yield case("method", "/articles/a/", method="BREW")
    yield case("method", "/articles/a/", method="get")
    yield case("method", f"{HOST}:443", method="CONNECT")
    page = "/articles/a/"
    yield case("body", page, "Content-Length: 3", body=b"abc")
    yield case("body", page, "Content-Length: 0")
    yield case("body", page, "Content-Length: 3", method="HEAD", body=b"abc")
    yield case("body", page, "Transfer-Encoding: chunked", body=b"3\r\nabc\r\n0\r\n\r\n")
    yield case("body", page, "Content-Length: 3", "Expect: 100-continue", body=b"abc")
    yield case("body", page, "Expect: 100-continue")
    yield case("body", page, "Expect: a miracle")


def _targets() -> Iterator[Case]:
    yield case("target", f"http://{HOST}/articles/a/")
    yield case("target", f"HTTP://{HOST.upper()}/articles/a/?x")
    yield case("target", f"http://{HOST}:80/articles/a/")
    yield case("target", f"http://{HOST}")
    yield case("target", f"http://{HOST}/articles/a/", host="stranger.example")
    yield case("target", "http://stranger.example/articles/a/")
    yield case("target", "//articles/a/")
    yield case("target", "/articles//a/")
    yield case("target", "/articles/./a/")
    yield case("target", "/articles/x/../a/")
    yield case("target", "/articles/%2e%2e/articles/a/")
    yield case("target", "/../secret.key")
    yield case("target", "/%2e%2e/secret.key")
    yield case("target", "/articles/..%2f..%2fsecret.key")
    yield case("target", "/articles%2Fa/")
    yield case("target", "/articles/a%00/")
    yield case("target", "/articles/%zz/")
    yield case("target", "/articles/%")
    yield case("target", "/%ff%fe/")
    yield case("target", "/articles/a/#part")
    yield case("target", "/articles\\a/")
    yield case("target", "/articles/a/index.html.gz")
    yield case("target", "/articles/gone/index.html.status")
    yield case("target", "/topics/کتاب/")
    yield case("target", "/topics/کتاب")
    yield case("target", "articles/a/")
    yield case("target", "*")
    yield case("target", "")
    yield case("target", "/a b/")
    yield case("target", "/" + "a" * 300 + "/")
    yield case("target", "/" + "a" * 5000)
    yield case("target", "/" + "a" * 20000)
    yield case("target", "/articles/a/?" + "a" * 5000)


def _hosts() -> Iterator[Case]:
    page = "/articles/a/"
    for host in (
        HOST.upper(),
        f"{HOST}:8080",
        f"{HOST}.",
        "stranger.example",
        "",
        "a b",
        "a/b",
        None,
    ):
        yield case("host", page, host=host)
    yield case("host", page, f"Host: {HOST}")
    yield case("host", page, "Host: stranger.example")


def _malformed() -> Iterator[Case]:
    start = f"GET /articles/a/ HTTP/1.1\r\nHost: {HOST}\r\n"

    def bad(name: str, raw: str | bytes) -> Case:
        return Case(f"malformed: {name}", raw if isinstance(raw, bytes) else raw.encode())

    yield bad("no HTTP", "hello\r\n\r\n")
    yield bad("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n")
    yield bad("HTTP/0.9", "GET /articles/a/\r\n\r\n")
    yield bad("HTTP/1.2", start.replace("1.1", "1.2") + "\r\n")
    yield bad("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    yield bad("HTTP/3.0", start.replace("HTTP/1.1", "HTTP/3.0") + "\r\n")
    yield bad("version of letters", start.replace("HTTP/1.1", "HTTP/x.y") + "\r\n")
    yield bad("no colon", start + "Bad Header\r\n\r\n")
    yield bad("space before the colon", start + "X : a\r\n\r\n")
    yield bad("no name", start + ": a\r\n\r\n")
    yield bad("folded", start + "X: a\r\n b\r\n\r\n")
    yield bad("folded with a tab", start + "X: a\r\n\tb\r\n\r\n")
    yield bad("NUL in a value", start + "X: a\0b\r\n\r\n")
    yield bad("control in a name", start + "X\x01: a\r\n\r\n")
    yield bad("bare CR", start + "X: a\rb\r\n\r\n")
    yield bad("bare LF", start.replace("\r\n", "\n") + "\n")
    yield bad(
        "bare LF, another request hidden",
        start.replace("\r\n", "\n") + "\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
    )
    yield bad("two lengths", start + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd")
    yield bad("twice one length", start + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc")
    yield bad("list of lengths", start + "Content-Length: 3, 3\r\n\r\nabc")
    yield bad("signed length", start + "Content-Length: +3\r\n\r\nabc")
    yield bad("negative length", start + "Content-Length: -3\r\n\r\nabc")
    yield bad("length of letters", start + "Content-Length: abc\r\n\r\nabc")
    yield bad("hexadecimal length", start + "Content-Length: 0x3\r\n\r\nabc")
    yield bad("length without end", start + f"Content-Length: {'9' * 40}\r\n\r\n")
    yield bad(
        "coding and length",
        start + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
    )
    yield bad(
        "length and coding",
        start + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    )
    yield bad("unknown coding", start + "Transfer-Encoding: gzip\r\n\r\n")
    yield bad("two codings", start + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")
    yield bad(
        "chunked twice",
        start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    )
    yield bad("coding hidden by a tab", start + "Transfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n")
    yield bad(
        "coding in HTTP/1.0",
        start.replace("1.1", "1.0") + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    )
    yield bad("bad chunk", start + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n")
    yield bad("long head", start + f"X: {'a' * 40_000}\r\n\r\n")
    yield bad("many fields", start + "X: a\r\n" * 150 + "\r\n")


CASES = [
    *_plain(),
    *_codings(),
    *_conditions(),
    *_ranges(),
    *_connections(),
    *_methods(),
    *_targets(),
    *_hosts(),
    *_malformed(),
]


# --- where we mean to differ --------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """What we mean to answer otherwise than nginx.

    Args:
        reason: why.
        told: the field that tells, with our value and nginx's; what follows from it (another
            body of another status) is not told.
        cases: how the names of the cases begin.
    """

    reason: str
    told: dict[str, tuple[object, object]]
    cases: tuple[str, ...]


def _status(ours: int, theirs: int) -> dict[str, tuple[object, object]]:
    return {"status": (ours, theirs)}


_PAGE, _PAST, _EMPTY = "GET /articles/a/", "Sat, 01 Jan 2000 00:00:00 GMT", "Content-Length: 0"
DIFFERENCES = (
    Difference(
        "Debian's nginx has no Brotli; ours are shorter",
        {"content-encoding": ("br", "")},
        (
            f"coding: {_PAGE} Accept-Encoding: *",
            f"coding: {_PAGE} Accept-Encoding: identity;q=0, *",
            f"coding: {_PAGE} Accept-Encoding: br",
        ),
    ),
    Difference(
        "the same, where gzip is accepted too",
        {"content-encoding": ("br", "gzip")},
        (
            f"coding: {_PAGE} Accept-Encoding: gzip, br",
            f"coding: {_PAGE} Accept-Encoding: gzip, deflate, br, zstd",
        ),
    ),
    Difference(
        "x-gzip is an old name of gzip (RFC 9110, 8.4.1.3)",
        {"content-encoding": ("gzip", "")},
        (f"coding: {_PAGE} Accept-Encoding: x-gzip",),
    ),
    Difference(
        "the highest quality is preferred (RFC 9110, 12.5.3)",
        {"content-encoding": ("", "gzip")},
        (f"coding: {_PAGE} Accept-Encoding: gzip;q=0.5, identity",),
    ),
    Difference(
        "a list may go on in a second line (RFC 9110, 5.3); nginx reads the first",
        {"content-encoding": ("gzip", "")},
        (f"coding: {_PAGE} Accept-Encoding: deflate Accept-Encoding: gzip",),
    ),
    Difference(
        "the same; nginx refuses the second line",
        _status(304, 400),
        (f'none-match: {_PAGE} If-None-Match: "other" If-None-Match: {{etag}}',),
    ),
    Difference(
        "If-Modified-Since is passed over beside If-None-Match (RFC 9110, 13.1.3)",
        _status(304, 200),
        (f"precedence: {_PAGE} If-None-Match: {{etag}} If-Modified-Since: {_PAST}",),
    ),
    Difference(
        "If-Unmodified-Since is passed over beside If-Match, and when it is no date (13.1.4)",
        _status(200, 412),
        (
            f"unmodified: {_PAGE} If-Unmodified-Since: never",
            f"precedence: {_PAGE} If-Match: {{etag}} If-Unmodified-Since: {_PAST}",
        ),
    ),
    Difference(
        "a range that is malformed is passed over (RFC 9110, 14.2): the whole is sent",
        _status(200, 416),
        (
            f"range: GET {PICTURE} Range: bytes=5-2",
            f"range: GET {PICTURE} Range: bytes=-",
            f"range: GET {PICTURE} Range: bytes=a-b",
        ),
    ),
    Difference(
        "several ranges are passed over: no browser asks for them, and answers to them have been "
        "used to wear servers out",
        _status(200, 206),
        (
            f"range: GET {PICTURE} Range: bytes=0-1,5-6",
            f"range: GET {PICTURE} Range: bytes=0-1,99999999-",
            f"range: GET {PICTURE} Range: bytes=0-1, 0-2",
        ),
    ),
    Difference(
        "Range is defined for GET alone (RFC 9110, 14.2)",
        _status(200, 206),
        (f"range: HEAD {PICTURE} Range: bytes=0-9",),
    ),
    Difference(
        "405 says what is allowed (RFC 9110, 15.5.6)",
        {"allow": ("GET, HEAD, OPTIONS", "")},
        (
            f"method: POST /articles/a/ {_EMPTY}",
            f"method: PUT /articles/a/ {_EMPTY}",
            f"method: DELETE /articles/a/ {_EMPTY}",
            f"method: PATCH /articles/a/ {_EMPTY}",
            f"method: PROPFIND /articles/a/ {_EMPTY}",
            "method: POST /articles/a/ Content-Length: 3",
        ),
    ),
    Difference(
        "the same; and the connection may stay",
        {"allow": ("GET, HEAD, OPTIONS", ""), "closes": (False, True)},
        (f"method: TRACE /articles/a/ {_EMPTY}",),
    ),
    Difference(
        "nothing is ever posted where a page could stand, whether one does or not",
        _status(405, 404),
        (f"method: POST /nothing/ {_EMPTY}",),
    ),
    Difference(
        "OPTIONS is answered (RFC 9110, 9.3.7)",
        _status(204, 405),
        ("method: OPTIONS /articles/a/",),
    ),
    Difference("so is OPTIONS of the server itself", _status(204, 400), ("method: OPTIONS *",)),
    Difference(
        "a method nobody knows is 501 (RFC 9110, 15.6.2)",
        _status(501, 405),
        ("method: BREW /articles/a/",),
    ),
    Difference("so is one in small letters", _status(501, 400), ("method: get /articles/a/",)),
    Difference(
        "a tunnel is a method not allowed", _status(405, 400), (f"method: CONNECT {HOST}:443",)
    ),
    Difference(
        "of a chunked body that nobody wants the end is not looked for: the connection ends",
        {"closes": (True, False)},
        (f"body: {_PAGE} Transfer-Encoding: chunked",),
    ),
    Difference(
        "who waits for a word before a body nobody wants gets the answer instead of the word; the "
        "body may come or not, so the connection ends",
        {"closes": (True, False), "interim": (False, True)},
        (f"body: {_PAGE} Content-Length: 3 Expect: 100-continue",),
    ),
    Difference(
        "without a body there is nothing to wait for (RFC 9110, 10.1.1)",
        {"interim": (False, True)},
        (f"body: {_PAGE} Expect: 100-continue",),
    ),
    Difference(
        "a folder of pages is no page",
        _status(404, 403),
        ("absent: GET /articles/", "absent: HEAD /articles/"),
    ),
    Difference(
        "nor is it worth a redirect",
        _status(404, 301),
        ("absent: GET /articles", "absent: HEAD /articles"),
    ),
    Difference(
        "the 404 of an address without a language is in the reader's",
        {"body": ("inja nist'", ">not here'")},
        ("absent: GET /nothing/ Accept-Language: fa",),
    ),
    Difference(
        "one page has one address: browsers resolve dots before they ask, and nobody links to "
        "empty parts",
        _status(404, 200),
        (
            "target: GET //articles/a/",
            "target: GET /articles//a/",
            "target: GET /articles/./a/",
            "target: GET /articles/x/../a/",
            "target: GET /articles/%2e%2e/articles/a/",
        ),
    ),
    Difference(
        "an address at which no page can stand is not found, whatever it was meant to do",
        _status(404, 400),
        (
            "target: GET /../secret.key",
            "target: GET /%2e%2e/secret.key",
            "target: GET /articles/..%2f..%2fsecret.key",
            "target: GET /articles/a%00/",
            "target: GET /articles/%zz/",
            "target: GET /articles/%",
        ),
    ),
    Difference(
        "a browser keeps the part of an address behind # for itself: who sends it is none",
        _status(400, 200),
        ("target: GET /articles/a/#part",),
    ),
    Difference("HTTP/0.9 is not spoken", _status(400, 0), ("malformed: HTTP/0.9",)),
    Difference("there is no HTTP/1.2", _status(400, 200), ("malformed: HTTP/1.2",)),
    Difference(
        "another major version is refused as such (RFC 9110, 15.6.6)",
        _status(505, 400),
        ("malformed: HTTP/2",),
    ),
    Difference(
        "a line that ends with LF alone is read in two ways by two parsers; what hides behind "
        "it must not be a request",
        _status(400, 200),
        ("malformed: bare LF", "malformed: bare LF, another request hidden"),
    ),
    Difference(
        "a body whose last coding is not chunked has no end (RFC 9112, 6.3)",
        _status(400, 501),
        ("malformed: unknown coding",),
    ),
    Difference(
        "a tab before a value is space like any other (RFC 9110, 5.6.3)",
        _status(200, 501),
        ("malformed: coding hidden by a tab",),
    ),
    Difference(
        "a body that nobody wants is not read, and the connection ends: nobody minds what is in it",
        _status(200, 400),
        ("malformed: bad chunk",),
    ),
    Difference(
        "too long a head is told as such (RFC 6585, 5)",
        _status(431, 400),
        ("malformed: long head",),
    ),
    Difference("a hundred fields are enough", _status(431, 200), ("malformed: many fields",)),
)

#: Of a body its last words are told.
_SHOWN = {"body": 10}
_BY_CASE = {name: each for each in DIFFERENCES for name in each.cases}


# --- two servers --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("conformance")
    made.chmod(0o755)
    tree = Tree(made / "tree")
    tree.write(
        [
            Page("/", PAGE + b"front"),
            Page("/articles/a/", PAGE),
            Page("/articles/old/", b"moved", 301, "/articles/a/"),
            Page("/articles/gone/", PAGE + b"gone", 410),
            Page("/topics/کتاب/", PERSIAN),
            Page("/feed.xml", b"<feed>" + b"<entry/>" * 200 + b"</feed>"),
            Page("/feed.json", b"{}" + b" " * 2000),
            Page("/robots.txt", b"User-agent: *\n" * 100),
            Page("/assets/site-1.css", b"a{color:red}" * 100),
            Page("/404.html", PAGE + b"not here"),
            Page("/fa/404.html", PERSIAN + b"inja nist"),
        ]
    )
    pictures = made / "media" / "ab"
    pictures.mkdir(parents=True)
    (pictures / "480.jpg").write_bytes(b"\xff\xd8" + b"picture" * 300)
    (pictures / "2400.jpg").write_bytes(os.urandom(3_000_000))
    for path in made.rglob("*"):
        os.utime(path, (WRITTEN, WRITTEN))
    return made


@pytest.fixture(scope="module")
def ours(folder: Path) -> Iterator[int]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)
    listener.setblocking(False)
    port = int(listener.getsockname()[1])
    command = [sys.executable, "-m", "writingviews.press.front", f"--folder={folder}"]
    process = subprocess.Popen(
        [*command, f"--listen-fd={listener.fileno()}", f"--hosts={HOST}"],
        pass_fds=(listener.fileno(),),
    )
    yield from _until_done(process, port)
    listener.close()


@pytest.fixture(scope="module")
def nginx(folder: Path) -> Iterator[int]:
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        pytest.skip("needs nginx: apt install nginx")
    port, place = serving.free_port(), folder / "nginx"
    place.mkdir()
    (place / "nginx.conf").write_text(_configuration(folder, place, port), encoding="utf-8")
    process = subprocess.Popen([program, "-p", str(place), "-c", str(place / "nginx.conf")])
    yield from _until_done(process, port)


def _until_done(process: "subprocess.Popen[bytes]", port: int) -> Iterator[int]:
    deadline = time.monotonic() + 15
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            assert time.monotonic() < deadline
            assert process.poll() is None
            time.sleep(0.05)
    yield port
    process.terminate()
    process.wait(timeout=20)


def _configuration(folder: Path, place: Path, port: int) -> str:
    """Our pages by nginx, as near to what we mean as its own means allow."""
    temporary = " ".join(
        f"{kind}_temp_path {place}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    return f"""{user} worker_processes 1; daemon off; pid {place}/pid; error_log {place}/errors;
events {{ worker_connections 256; }}
http {{
    access_log off; {temporary} sendfile on; absolute_redirect off; server_tokens off;
    if_modified_since before; gzip_static on; gzip_vary on; charset utf-8;
    charset_types text/css text/plain text/javascript application/xml application/atom+xml
        application/feed+json;
    types {{
        text/html html; text/css css; text/javascript js; application/feed+json json;
        application/xml xml; text/plain txt; image/jpeg jpg;
    }}
    server {{ listen 127.0.0.1:{port} default_server; server_name _; return 421; }}
    server {{
        listen 127.0.0.1:{port}; server_name {HOST} ""; root {folder}/tree; index index.html;
        error_page 404 /404.html;
        location ~ \\.(br|gz|status|new~)$ {{ return 404; }}
        location = /feed.xml {{ types {{ }} default_type application/atom+xml; }}
        location /media/ {{ root {folder}; }}
        location /fa/ {{ error_page 404 /fa/404.html; }}
        location = /articles/gone/ {{ error_page 410 /articles/gone/index.html; return 410; }}
        location = /articles/old/ {{ return 301 /articles/a/; }}
    }}
}}
"""


# --- asking and comparing -----------------------------------------------------------------------


@dataclass
class Said:
    """An answer, as far as it is compared."""

    fields: dict[str, object]
    headers: dict[str, str]


def _ask(port: int, raw: bytes, answers: int) -> list[Said]:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(raw)
        stream = connection.makefile("rb")
        said = []
        heads = [line.split(b" ")[0] for line in raw.split(b"\r\n") if line.endswith(b"HTTP/1.1")]
        for number in range(answers):
            head = heads[number] == b"HEAD" if number < len(heads) else False
            one = _answer(stream, head=head)
            if one is None:
                break
            said.append(one)
        if answers > 1 or b"hidden" in raw or raw.count(b"HTTP/1.1\r\n") > answers:
            # No further answer may come.
            connection.settimeout(0.2)
            with contextlib.suppress(TimeoutError, ConnectionError):
                assert not stream.read(1), f"An answer too many to {raw[:200]!r}"
        return said


def _answer(stream, *, head: bool) -> Said | None:  # type: ignore[no-untyped-def] # noqa: ANN001
    interim = False
    while True:
        line = stream.readline()
        if not line:
            return None
        if not line.startswith(b"HTTP/1.1 "):  # HTTP/0.9: a body alone
            return Said({"status": 0, "body": line + stream.read()}, {})
        status = int(line.split()[1])
        headers: dict[str, str] = {}
        while line := stream.readline().strip():
            name, _, value = line.decode("latin-1").partition(":")
            key = name.lower()
            headers[key] = f"{headers[key]}, {value.strip()}" if key in headers else value.strip()
        if status != 100:
            break
        interim = True
    empty = head or status in {204, 304}
    length = int(headers.get("content-length", 0))
    body = b"" if empty else stream.read(length)
    assert len(body) == length or empty
    fields: dict[str, object] = {name: headers.get(name, "") for name in COMPARED}
    vary = {part.strip().lower() for part in headers.get("vary", "").split(",")} - {""}
    fields |= {
        "status": status,
        "vary": "accept-encoding" in vary,
        "validators": "etag" in headers and "last-modified" in headers,
        "closes": "close" in headers.get("connection", "").lower(),
        "interim": interim,
        "body": body,
    }
    return _without_what_is_told_apart(Said(fields, headers))


def _without_what_is_told_apart(said: Said) -> Said:
    """Leave out the words of errors and redirects, which are each server's own; a 304 has no
    length and type, and its ETag is enough."""
    status = said.fields["status"]
    own_words = isinstance(status, int) and status >= 300 and status not in {404, 410}
    if own_words:
        for name in (
            "body",
            "content-length",
            "content-type",
            "vary",
            "validators",
            "accept-ranges",
        ):
            said.fields[name] = ""
    if status in {404, 410}:
        # nginx sends its error pages with their validators' half; ours have none.
        said.fields["accept-ranges"] = said.fields["validators"] = ""
    return said


def _filled(port: int, asked: Case) -> bytes:
    """Put the server's own validators into a request."""
    raw = asked.raw
    for name, coding in ((b"{etag}", ""), (b"{gzip_etag}", "Accept-Encoding: gzip")):
        if name in raw:
            [first] = _ask(port, case("", asked.page, coding or "X: y").raw, 1)
            raw = raw.replace(name, first.headers["etag"].encode())
    if b"{modified}" in raw:
        [first] = _ask(port, case("", asked.page).raw, 1)
        raw = raw.replace(b"{modified}", first.headers["last-modified"].encode())
    return raw


@pytest.mark.parametrize("asked", CASES, ids=[each.name for each in CASES])
def test_a_request_is_answered_as_by_nginx(asked: Case, ours: int, nginx: int) -> None:
    mine = _ask(ours, _filled(ours, asked), asked.answers)
    theirs = _ask(nginx, _filled(nginx, asked), asked.answers)
    differing: dict[str, tuple[object, object]] = {}
    for left, right in itertools.zip_longest(mine, theirs, fillvalue=Said({"status": None}, {})):
        for name in COMPARED:
            pair = left.fields.get(name, ""), right.fields.get(name, "")
            if pair[0] != pair[1]:
                differing[name] = pair
    for telling, following in FOLLOWS.items():
        if telling in differing:
            for name in following:
                differing.pop(name, None)
    meant = _BY_CASE.get(asked.name)
    told = meant.told if meant else {}
    shown = {
        name: tuple(str(one)[-_SHOWN.get(name, 60) :] for one in pair)
        for name, pair in differing.items()
    }
    assert shown == {name: tuple(str(one) for one in pair) for name, pair in told.items()}, (
        f"{asked.name}: ours and nginx's answer, and the difference we mean ({meant})."
    )
    # Ours alone: the headers that every answer bears.
    for one in mine:
        assert one.headers["x-content-type-options"] == "nosniff"
        assert one.headers["content-security-policy"].startswith("default-src 'none'")
        assert one.headers["date"]


def test_there_are_two_hundred_requests_and_no_two_are_the_same() -> None:
    assert len(CASES) >= 200
    assert len({each.raw for each in CASES}) == len(CASES)
    names = [each.name for each in CASES]
    assert len(set(names)) == len(names)
    assert set(_BY_CASE) <= set(names), "A difference names a case that is not there."
