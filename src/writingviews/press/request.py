"""What a request asks for, read from its head. No Django.

The parser is Node's (llhttp, through httptools), which is strict: folded lines, bare line feeds,
two lengths, a length beside a transfer coding are refused by it. What it leaves open is refused
here, so that no proxy before us and nothing behind us can read a request in another way.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote_from_bytes

import httptools

from .conditions import Conditions

#: A head longer than this is refused; browsers send one or two KB.
MAX_HEAD: Final = 32 * 1024
_MAX_TARGET: Final = 8 * 1024
_MAX_HEADERS: Final = 100
_MOST_KNOWN: Final = 512
_LONGEST_KNOWN: Final = 1024

_ABSOLUTE: Final = re.compile(rb"https?://([^/?]*)(.*)", re.IGNORECASE | re.DOTALL)
_REQUEST_LINE: Final = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) [^ ]+ HTTP/(\d)\.(\d)\r\n")
_HOST: Final = re.compile(rb"[A-Za-z0-9._-]+(?::\d*)?|\[[0-9A-Fa-f:.]+\](?::\d*)?")
_NOT_ASCII: Final = re.compile(rb"[\x80-\xff]+")

#: Headers that say under which conditions an answer is wanted, and the field of each.
CONDITIONS: Final = {
    b"if-match": "if_match",
    b"if-none-match": "if_none_match",
    b"if-modified-since": "if_modified_since",
    b"if-unmodified-since": "if_unmodified_since",
    b"range": "range",
    b"if-range": "if_range",
}
_LISTS: Final = frozenset({"if_match", "if_none_match"})


class RequestRefused(Exception):
    """A request that is answered with a refusal and the end of the connection.

    Attributes:
        status: the status code.
    """

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status: Final = status


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants, as the shelf needs to know it.

    Args:
        method: ``GET``, ``HEAD`` or another.
        target: the path, percent-encoded, perhaps with a query; ``*`` for the server itself.
        accept_encoding: the header's value, or b"".
        accept_language: the same.
        conditions: None if the request has none.
    """

    method: bytes
    target: bytes
    accept_encoding: bytes = b""
    accept_language: bytes = b""
    conditions: Conditions | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A request's head.

    Args:
        wanted: what the shelf must know.
        host: name and port that were asked for, in lower case; b"" from an old client.
        old: the client speaks HTTP/1.0.
        keep_alive: the connection is to stay.
        body: number of bytes that follow the head; None if only their end will tell.
        hesitates: the client waits for a word before it sends the body.
    """

    wanted: Wanted
    host: bytes
    old: bool
    keep_alive: bool
    body: int | None
    hesitates: bool


def mend_target(head: bytes) -> bytes:
    """Return a head with the letters in its first line percent-encoded, as browsers send them."""
    line, end, rest = head.partition(b"\r\n")
    return _NOT_ASCII.sub(lambda found: quote_from_bytes(found[0]).encode(), line) + end + rest


class HeadReader:
    """Reads heads, one whole head at a time; one for a process, not for each connection.

    A browser says the same words over and over: what the parser made of some hundred short heads
    is remembered by their very bytes, never of one with a cookie in it. That halves what a page
    costs.
    """

    def __init__(self) -> None:
        self._known: dict[bytes, Request] = {}
        self._parser = httptools.HttpRequestParser(self)
        self._clear()

    def _clear(self) -> None:
        self._target = b""
        self._hosts: list[bytes] = []
        self._encodings: list[bytes] = []
        self._languages: list[bytes] = []
        self._conditions: dict[str, bytes] | None = None
        self._length = b""
        self._codings: list[bytes] = []
        self._headers = 0
        self._keep_alive = False
        self._hesitates = False
        self._private = False
        self._complete = False

    def read(self, head: bytes) -> Request:
        """Return what a head says.

        Args:
            head: from the request line to the empty line, both included.

        Raises:
            RequestRefused: it is no request of HTTP/1, or an ambiguous one.
        """
        known = self._known.get(head)
        if known is not None:
            return known
        self._clear()
        upgrade = False
        try:
            self._parser.feed_data(head)
        except httptools.HttpParserUpgrade:
            # Nobody has to take up another protocol; the house looks at the head by itself.
            upgrade = True
        except httptools.HttpParserError as error:
            self._parser = httptools.HttpRequestParser(self)
            raise _refusal(head) from error
        version = self._parser.get_http_version()
        method: bytes = self._parser.get_method()
        if upgrade or not (self._complete and self._keep_alive):
            # What it has read goes on, or is the last: the next head is another connection's.
            self._parser = httptools.HttpRequestParser(self)
        request = self._checked(method, version)
        if len(head) <= _LONGEST_KNOWN and not self._private:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[head] = request
        return request

    def _checked(self, method: bytes, version: str) -> Request:
        old = version == "1.0"
        if not old and version != "1.1":
            raise RequestRefused(505 if version[0] >= "2" else 400, "This server speaks HTTP/1.1.")
        if self._headers > _MAX_HEADERS:
            raise RequestRefused(431, "A request has at most 100 header fields.")
        if self._codings and (old or self._codings != [b"chunked"]):
            another = self._codings[-1] == b"chunked" and b"chunked" not in self._codings[:-1]
            status = 501 if another and not old else 400
            raise RequestRefused(status, "The only transfer coding is chunked.")
        target, host = self._place(method, old=old)
        conditions = self._conditions
        return Request(
            Wanted(
                method,
                target,
                b",".join(self._encodings),
                b",".join(self._languages),
                Conditions(**conditions) if conditions is not None else None,
            ),
            host,
            old,
            self._keep_alive,
            None if self._codings else int(self._length or b"0"),
            self._hesitates,
        )

    def _place(self, method: bytes, *, old: bool) -> tuple[bytes, bytes]:
        """Return path and host that are asked for."""
        hosts, target = self._hosts, self._target
        if len(hosts) > 1 or not (hosts or old):
            raise RequestRefused(400, "A request names one host.")
        if hosts and not _HOST.fullmatch(hosts[0]):
            raise RequestRefused(400, "This is no host.")
        host = hosts[0].lower() if hosts else b""
        if not target.startswith(b"/") and target != b"*":
            absolute = _ABSOLUTE.fullmatch(target)
            if absolute is None and method == b"CONNECT":
                return b"/", host
            if absolute is None or b"@" in absolute[1]:
                raise RequestRefused(400, "This is no address.")
            host, target = absolute[1].lower(), absolute[2]
            if not target.startswith(b"/"):
                target = b"/" + target
        if len(target) > _MAX_TARGET:
            raise RequestRefused(414, "An address has at most 8192 bytes.")
        if b"#" in target or (target == b"*" and method != b"OPTIONS"):
            raise RequestRefused(400, "This is no address.")
        return target, host

    # --- httptools ---------------------------------------------------------------------------

    def on_url(self, url: bytes) -> None:
        self._target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers += 1
        match name.lower():
            case b"host":
                self._hosts.append(value.strip())
            case b"accept-encoding":
                self._encodings.append(value)
            case b"accept-language":
                self._languages.append(value)
            case b"content-length":
                self._length = value.strip()
            case b"transfer-encoding":
                self._codings += [part.strip().lower() for part in value.split(b",")]
            case b"expect":
                self._hesitates = value.strip().lower() == b"100-continue"
            case b"cookie" | b"authorization":
                self._private = True
            case other:
                if other in CONDITIONS:
                    self._take_condition(CONDITIONS[other], value)

    def _take_condition(self, key: str, value: bytes) -> None:
        if self._conditions is None:
            self._conditions = {}
        known = self._conditions.get(key)
        if known is None:
            self._conditions[key] = value
        elif key in _LISTS:
            self._conditions[key] = known + b"," + value
        else:
            self._conditions[key] = b""  # said twice, it says nothing

    def on_headers_complete(self) -> None:
        # Only here: the parser forgets "Connection: close" with the message.
        self._keep_alive = self._parser.should_keep_alive()

    def on_message_complete(self) -> None:
        self._complete = True


def _refusal(head: bytes) -> RequestRefused:
    line = _REQUEST_LINE.match(head)
    if line is not None and line[2] != b"1":
        return RequestRefused(505, "This server speaks HTTP/1.1.")
    if line is not None and _unknown(line[1]):
        return RequestRefused(501, "This method is not known here.")
    return RequestRefused(400, "This is no request of HTTP/1.1.")


def _unknown(method: bytes) -> bool:
    """Return whether the parser knows no such method: then that was all it minded."""
    parser = httptools.HttpRequestParser(object())
    try:
        parser.feed_data(method + b" / HTTP/1.1\r\nhost: x\r\n\r\n")
    except httptools.HttpParserInvalidMethodError:
        return True
    except (httptools.HttpParserError, httptools.HttpParserUpgrade):
        return False
    return False
