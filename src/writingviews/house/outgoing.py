"""The one way out: what the house asks of other hosts because somebody wrote an address.

Whoever can make a server ask for an address can make it ask its own network: the database beside
it, the metadata of its host, a printer. So a name is resolved once, every address it stands for
must be one of the open internet, the connection goes to that very address and to no other, and
each redirect passes the same checks. Time and size are bounded for the whole of it, not for one
packet.

No cookie, no key and no proxy of the environment is used; who is asked learns the house's own
network address, as from every request.
"""

import io
import ipaddress
import re
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from queue import Empty, Queue
from threading import BoundedSemaphore, Thread
from time import monotonic
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[Address]]

MOST_REDIRECTS: Final = 5
_LONGEST_ADDRESS: Final = 2_000
_USUAL: Final = {"http": 80, "https": 443}
_PIECE: Final = 64 * 1024
_HOST: Final = re.compile(r"[a-z0-9_](?:[a-z0-9._-]{0,251}[a-z0-9_])?\.?|[0-9a-f:.]+")
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
#: What `ipaddress` of Python 3.11 calls global and is not: addresses that stand for others (6to4,
#: Teredo, NAT64), and what was set apart later. IANA, special-purpose address registries.
_SET_APART: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "240.0.0.0/4",
        "::/8",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/9",
        "ff00::/8",
    )
)
#: Names that wait for their addresses at once; each holds a thread that nothing can end.
_resolving: Final = BoundedSemaphore(16)


class OutgoingError(Exception):
    """Nothing was fetched; the message says which host, why, and what can be done."""


class OutgoingRefused(OutgoingError):
    """The house does not go there, or does not take what came."""


class OutgoingFailed(OutgoingError):
    """The other host could not be reached, or did not answer as it should."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What another host answered.

    Args:
        address: where it was found, after redirects.
        status: of the answer; any but a redirect.
        media_type: such as ``text/html``, in lower case; "" if it was not said.
        charset: as the answer says it; "" if it does not.
        body: at most as many bytes as were asked for.
    """

    address: str
    status: int
    media_type: str
    charset: str
    body: bytes


def is_public(address: Address) -> bool:
    """Return whether an address belongs to the open internet, and to it alone."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return False  # no host is reached by it that has no address of its own
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    return not any(
        address in network for network in _SET_APART if network.version == address.version
    )


def resolve(host: str, port: int) -> Sequence[Address]:
    """Ask the system for the addresses of a host.

    Raises:
        OSError: there is no such host.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    # A zone ("%eth0") names a link of this machine; `ip_address` keeps it, and it is not global.
    return list(dict.fromkeys(ipaddress.ip_address(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Way:
    """How the house goes out; tests go to a server of their own.

    Args:
        resolve: from a name to addresses.
        is_open: whether an address may be gone to.
        ports: those that may be gone to.
        trusted: the certificates that are believed; the system's by default.
    """

    resolve: Resolve = resolve
    is_open: Callable[[Address], bool] = is_public
    ports: frozenset[int] = frozenset({80, 443})
    trusted: Callable[[], ssl.SSLContext] = ssl.create_default_context


OUT: Final = Way()


def fetch(
    address: str, *, most: int, within: float = 20.0, accept: str = "*/*", way: Way = OUT
) -> Fetched:
    """Fetch what is at an address that somebody wrote.

    Args:
        address: http or https, on its usual port, without a name and a password in it.
        most: bytes that are taken at most; more are refused and not read.
        within: seconds that all of it may take, redirects among them.
        accept: the kinds of content that are wanted, as in a request's ``Accept``.
        way: how to go out.

    Raises:
        OutgoingRefused: an address that leads into the house's own network, another port or
            scheme, too many redirects, or more than `most`.
        OutgoingFailed: no such host, no connection, a false certificate, no answer in time.
    """
    until = monotonic() + within
    asked = address
    for _ in range(MOST_REDIRECTS + 1):
        parts = _checked(asked, way)
        try:
            answer = _ask(parts, most=most, until=until, accept=accept, way=way)
        except TimeoutError as error:
            raise OutgoingFailed(
                f"{parts.hostname} did not answer within {within:g} seconds. Try again later."
            ) from error
        except ssl.SSLCertVerificationError as error:
            raise OutgoingFailed(
                f"{parts.hostname} cannot prove that it is {parts.hostname}: "
                f"{error.verify_message}. Nothing was asked of it."
            ) from error
        except (OSError, HTTPException, ValueError) as error:
            raise OutgoingFailed(
                f"{parts.hostname} could not be reached or does not speak http "
                f"({type(error).__name__}). Look whether the address is right."
            ) from error
        if isinstance(answer, Fetched):
            return answer
        onward = urljoin(asked, answer)
        if parts.scheme == "https" and urlsplit(onward).scheme == "http":
            raise OutgoingRefused(
                f"{parts.hostname} leads from https to http, where anybody could answer. "
                "Write the address it shall be read from."
            )
        asked = onward
    raise OutgoingRefused(
        f"{address[:200]} leads on more than {MOST_REDIRECTS} times. Write the address at its end."
    )


def _checked(address: str, way: Way) -> SplitResult:
    """Return an address in its parts, its host in the letters that names are resolved by."""
    shown = address[:200]
    if len(address) > _LONGEST_ADDRESS or any(c.isspace() or not c.isprintable() for c in address):
        raise OutgoingRefused(
            f"The address {shown!r} is longer than {_LONGEST_ADDRESS} characters or has blanks "
            "in it. Write it as a browser shows it."
        )
    try:
        parts = urlsplit(address)
        port = _port(parts)
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
    except ValueError as error:  # a port or a host that is none; UnicodeError is a ValueError
        raise OutgoingRefused(f"{shown!r} is no address. Write https://host/path.") from error
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        raise OutgoingRefused(f"{shown!r} is no address of a page. Write https://host/path.")
    if parts.username is not None or parts.password is not None:
        raise OutgoingRefused(
            f"The address at {host} has a name or a password in it. Write it without."
        )
    if port not in way.ports:
        raise OutgoingRefused(
            f"{host} is asked for at port {port}; only the ports of the web are gone to "
            f"({', '.join(map(str, sorted(way.ports)))}). Write the address without a port."
        )
    shown_host = f"[{host}]" if ":" in host else host
    if port != _USUAL[parts.scheme]:
        shown_host = f"{shown_host}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._")
    return SplitResult(parts.scheme, shown_host, path, query, "")


def _port(parts: SplitResult) -> int:
    return parts.port if parts.port is not None else _USUAL.get(parts.scheme, 0)


def _ask(parts: SplitResult, *, most: int, until: float, accept: str, way: Way) -> Fetched | str:
    """Return an answer, or where it leads to."""
    host, port = str(parts.hostname), _port(parts)
    with _connected(_pinned(host, port, until, way), port, until) as plain:
        line = plain
        if parts.scheme == "https":
            plain.settimeout(_left(until))
            line = way.trusted().wrap_socket(plain, server_hostname=host)
        with line:
            line.settimeout(_left(until))
            line.sendall(_request(parts, accept))
            answer = HTTPResponse(_Line(line, until), method="GET")  # type: ignore[arg-type]  # it asks for `makefile` alone
            try:
                answer.begin()
                return _taken(answer, parts, most)
            finally:
                answer.close()


def _pinned(host: str, port: int, until: float, way: Way) -> Address:
    """Return the address to go to; all that a name stands for must be open.

    Raises:
        OutgoingRefused: one of them is not: the next answer could have been that one.
    """
    found = _resolved(host, port, until, way)
    if not found or not all(way.is_open(address) for address in found):
        raise OutgoingRefused(
            f"{host} is not on the open internet, but in a network of its own. "
            "Write the address of a public page."
        )
    return found[0]


def _resolved(host: str, port: int, until: float, way: Way) -> Sequence[Address]:
    """Resolve in a thread: the system's resolver waits as long as it likes."""
    answers: Queue[Sequence[Address] | OSError | ValueError] = Queue(maxsize=1)

    def ask() -> None:
        try:
            answers.put(way.resolve(host, port))
        except (OSError, ValueError) as error:
            answers.put(error)
        finally:
            _resolving.release()

    if not _resolving.acquire(timeout=_left(until)):
        raise TimeoutError
    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=_left(until))
    except Empty as error:
        raise TimeoutError from error
    if isinstance(answer, Exception):
        raise answer
    return answer


def _connected(address: Address, port: int, until: float) -> socket.socket:
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    line = socket.socket(family, socket.SOCK_STREAM)
    try:
        line.settimeout(_left(until))
        line.connect((str(address), port))
    except BaseException:
        line.close()
        raise
    return line


def _request(parts: SplitResult, accept: str) -> bytes:
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    return (
        f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nUser-Agent: WritingViews\r\n"
        f"Accept: {accept}\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n"
    ).encode("ascii")


def _taken(answer: HTTPResponse, parts: SplitResult, most: int) -> Fetched | str:
    if answer.status in _REDIRECTS and (onward := answer.getheader("Location")):
        return onward
    packed = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if packed != "identity":  # a few bytes of it can be a gigabyte
        raise OutgoingRefused(
            f"{parts.hostname} answers packed ({packed[:40]!r}), which was not asked for and is "
            "not unpacked. Fetch it by hand."
        )
    body = bytearray()
    if (answer.length or 0) <= most:
        while piece := answer.read(min(_PIECE, most + 1 - len(body))):
            body += piece
            if len(body) > most:
                break
    if len(body) > most or (answer.length or 0) > most:
        raise OutgoingRefused(
            f"{parts.hostname} sends more than the {most:,} bytes that are taken. "
            "Fetch it by hand and make it smaller."
        )
    return Fetched(
        address=parts.geturl(),
        status=answer.status,
        media_type=answer.headers.get_content_type() if answer.getheader("Content-Type") else "",
        charset=answer.headers.get_content_charset() or "",
        body=bytes(body),
    )


class _Line(io.RawIOBase):
    """What comes from a connection, each piece waited for no longer than is left of the whole."""

    def __init__(self, line: socket.socket, until: float) -> None:
        self._line, self._until = line, until

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        self._line.settimeout(_left(self._until))
        return self._line.recv_into(buffer)


def _left(until: float) -> float:
    """Return the seconds that are left.

    Raises:
        TimeoutError: none.
    """
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
