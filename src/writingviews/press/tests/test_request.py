"""Heads, as they are read. What is refused on the wire is in `test_front`."""

import pytest

from writingviews.press.conditions import Conditions
from writingviews.press.request import HeadReader, Request, RequestRefused, mend_target

HOST = b"Host: example.org\r\n"


def _read(*lines: bytes, first: bytes = b"GET /a/ HTTP/1.1") -> Request:
    return HeadReader().read(b"\r\n".join([first, *lines, b"", b""]))


def test_a_list_said_in_two_lines_goes_on() -> None:
    request = _read(
        b"Host: Example.ORG",
        b"Accept-Encoding: gzip",
        b"accept-encoding: br;q=0",
        b'If-None-Match: "a"',
        b'If-None-Match: "b"',
    )
    assert request.host == b"example.org"
    assert request.wanted.accept_encoding == b"gzip,br;q=0"
    assert request.wanted.conditions == Conditions(if_none_match=b'"a","b"')


def test_a_range_said_twice_says_nothing() -> None:
    request = _read(b"Host: a", b"Range: bytes=0-1", b"Range: bytes=2-3")
    assert request.wanted.conditions == Conditions()


@pytest.mark.parametrize(
    ("lines", "keeps"),
    [
        ((b"GET / HTTP/1.1", b"Host: a"), True),
        ((b"GET / HTTP/1.1", b"Host: a", b"Connection: close"), False),
        ((b"GET / HTTP/1.1", b"Host: a", b"Connection: Keep-Alive, Close"), False),
        ((b"GET / HTTP/1.1", b"Host: a", b"Content-Length: 5"), True),
        ((b"GET / HTTP/1.0",), False),
        ((b"GET / HTTP/1.0", b"Connection: keep-alive"), True),
    ],
)
def test_who_stays_on_the_line(lines: tuple[bytes, ...], *, keeps: bool) -> None:
    assert _read(*lines[1:], first=lines[0]).keep_alive is keeps


def test_one_reader_serves_all_connections_whatever_came_before() -> None:
    reader = HeadReader()
    for first in (
        b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
        b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
    ):
        try:
            reader.read(first)
        except RequestRefused as refused:
            assert first.startswith(b"nonsense"), refused
        after = reader.read(b"GET /next/ HTTP/1.1\r\n" + HOST + b"\r\n")
        assert after.wanted.target == b"/next/"
        assert after.keep_alive
        reader._known.clear()


def test_heads_are_remembered_but_for_those_of_who_is_signed_in() -> None:
    reader = HeadReader()
    plain = b"GET / HTTP/1.1\r\n" + HOST + b"\r\n"
    signed_in = b"GET / HTTP/1.1\r\n" + HOST + b"Cookie: house=secret\r\n\r\n"
    assert reader.read(plain) is reader.read(plain)
    assert reader.read(signed_in) == reader.read(plain)
    assert list(reader._known) == [plain]
    for number in range(2000):
        reader.read(b"GET /%d HTTP/1.1\r\n" % number + HOST + b"\r\n")
    reader.read(b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 2000 + b"\r\n\r\n")
    assert len(reader._known) <= 512
    assert max(map(len, reader._known)) <= 1024


def test_letters_in_the_first_line_are_encoded_and_no_other_line_is_touched() -> None:
    head = "GET /کتاب?q=é HTTP/1.1\r\nX: é\r\n\r\n".encode()
    mended = mend_target(head)
    assert mended.startswith(b"GET /%DA%A9%D8%AA%D8%A7%D8%A8?q=%C3%A9 HTTP/1.1\r\n")
    assert mended.endswith("X: é\r\n\r\n".encode())
