"""Where the house goes when somebody wrote an address, and where it does not."""

import datetime as dt
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from writingviews.house.outgoing import (
    OUT,
    OutgoingError,
    OutgoingFailed,
    OutgoingRefused,
    Way,
    fetch,
    is_public,
)

LOOPBACK = ipaddress.ip_address("127.0.0.1")


class Host:
    """A host of somebody else, on loopback; `answer` makes the bytes for each request."""

    def __init__(self, answer: Callable[[bytes], bytes], tls: ssl.SSLContext | None = None) -> None:
        self.asked: list[bytes] = []
        self._answer, self._tls = answer, tls
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._done = Event()
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            try:
                if self._tls:
                    line = self._tls.wrap_socket(line, server_side=True)
                with line:
                    request = b""
                    while b"\r\n\r\n" not in request and (piece := line.recv(4096)):
                        request += piece
                    self.asked.append(request)
                    line.sendall(self._answer(request))
            except OSError:  # the other side broke off, as it should
                line.close()

    def close(self) -> None:
        self._listening.close()


@pytest.fixture()
def host() -> Iterator[Callable[..., Host]]:
    made: list[Host] = []

    def make(answer: Callable[[bytes], bytes] | bytes, tls: ssl.SSLContext | None = None) -> Host:
        say = answer if callable(answer) else lambda _request: answer
        made.append(Host(say, tls))
        return made[-1]

    yield make
    for one in made:
        one.close()


def way_to(*hosts: Host, trusted: Callable[[], ssl.SSLContext] = ssl.create_default_context) -> Way:
    """A way on which every name stands for loopback, and that is open."""
    return Way(
        resolve=lambda _host, _port: [LOOPBACK],
        is_open=lambda address: address == LOOPBACK,
        ports=frozenset(one.port for one in hosts),
        trusted=trusted,
    )


def said(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", *headers])
    return f"{head}\r\n\r\n".encode() + body


def moved(to: str) -> bytes:
    return said(b"", f"Location: {to}", "Content-Length: 0", status="302 Found")


def test_it_brings_what_is_at_an_address(host: Callable[..., Host]) -> None:
    page = host(said("Ünder".encode(), "Content-Type: Text/HTML; charset=UTF-8"))
    got = fetch(
        f"http://page.example:{page.port}/ä b?q=ö#part".replace(" ", "%20"),
        most=100,
        way=way_to(page),
    )
    assert (got.status, got.media_type, got.charset) == (200, "text/html", "utf-8")
    assert got.body.decode() == "Ünder"
    [request] = page.asked
    assert request.startswith(b"GET /%C3%A4%20b?q=%C3%B6 HTTP/1.1\r\n")
    assert f"Host: page.example:{page.port}\r\n".encode() in request
    assert b"Cookie" not in request and b"Referer" not in request


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",  # noqa: S104 - not bound to
        "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.9",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1",
        "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "100::1",
        "2001::1", "2001:db8::1", "2002:7f00:1::", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0",
        "fec0::1", "ff02::1", "3fff::1", "5f00::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_of_the_open_internet_is_not_gone_to(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    closed = Way(resolve=lambda _host, _port: [ipaddress.ip_address(address)])
    with pytest.raises(OutgoingRefused, match="not on the open internet"):
        fetch("http://innocent.example/", most=100, way=closed)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "2a00:1450::1"])
def test_addresses_of_the_open_internet_are(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/",
        "http://0x7f.0.0.1/", "http://127.1/", "http://0/", "http://[::ffff:127.0.0.1]/",
    ],
)  # fmt: skip
def test_however_this_machine_is_spelled_it_is_not_asked(address: str) -> None:
    """With the system's own resolver, which reads numbers as programs have always done."""
    with pytest.raises(OutgoingError):
        fetch(address, most=100, within=5)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/", "file:///etc/passwd", "gopher://a.example/", "data:text/plain,a",
        "//a.example/", "a.example", "", "http://", "http:///path", "https://a.example:22/",
        "http://a.example:25/", "http://a.example:8000/", "http://a.example:0/",
        "http://a.example:99999/", "http://me@a.example/", "http://me:secret@a.example/",
        "http://a.example/ b", "http://a.example/\r\nHost: b", "http://a b.example/",
        "http://a.example\\@b.example/", "http://[fe80::1%25eth0]/", "http://" + "a" * 2000 + "/",
        "http://a..example/", "http://[::1", "http://a.example/\x00",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_public_page_is_refused_unasked(address: str) -> None:
    resolved: list[str] = []

    def resolve(name: str, _port: int) -> list[ipaddress.IPv4Address]:
        resolved.append(name)
        return []

    with pytest.raises(OutgoingRefused) as refusal:
        fetch(address, most=100, way=Way(resolve=resolve))
    assert resolved == []
    assert "secret" not in str(refusal.value)


def test_a_name_that_stands_for_a_public_and_a_private_address_is_refused() -> None:
    both = [ipaddress.ip_address("8.8.8.8"), LOOPBACK]
    with pytest.raises(OutgoingRefused):
        fetch("http://both.example/", most=9, way=Way(resolve=lambda _host, _port: both))


def test_a_name_is_resolved_once_and_that_address_is_gone_to(host: Callable[..., Host]) -> None:
    """Whoever answers with another address the second time is not asked a second time."""
    page = host(said(b"here", "Content-Length: 4"))
    answers = [[LOOPBACK]]
    way = way_to(page)
    rebinding = Way(
        resolve=lambda _host, _port: answers.pop(), is_open=way.is_open, ports=way.ports
    )
    assert fetch(f"http://turning.example:{page.port}/", most=9, way=rebinding).body == b"here"
    assert answers == []


def test_a_redirect_passes_the_same_checks(host: Callable[..., Host]) -> None:
    end = host(said(b"the end"))
    start = host(moved(f"http://end.example:{end.port}/there"))
    way = way_to(start, end)
    got = fetch(f"http://start.example:{start.port}/", most=100, way=way)
    assert (got.address, got.body) == (f"http://end.example:{end.port}/there", b"the end")
    for bad in (
        "http://inside.example/",
        "file:///etc/passwd",
        f"http://me@a.example:{end.port}/",
        "http://a.example:22/",
    ):
        leading = host(moved(bad))
        closed = Way(
            resolve=lambda name, _port: (
                [ipaddress.ip_address("10.0.0.1")] if name == "inside.example" else [LOOPBACK]
            ),
            is_open=way.is_open,
            ports=frozenset({80, end.port, leading.port}),
        )
        with pytest.raises(OutgoingRefused):
            fetch(f"http://start.example:{leading.port}/", most=100, way=closed)
    assert len(end.asked) == 1


def test_who_leads_in_a_circle_is_left_after_five_times(host: Callable[..., Host]) -> None:
    circle = host(moved("/again"))
    with pytest.raises(OutgoingRefused, match="more than 5 times"):
        fetch(f"http://circle.example:{circle.port}/", most=100, way=way_to(circle))
    assert len(circle.asked) == 6


@pytest.mark.parametrize("length", ["announced", "not announced"])
def test_more_than_is_wanted_is_not_taken(host: Callable[..., Host], length: str) -> None:
    for size, taken in ((1000, True), (1001, False)):
        page = host(
            said(b"x" * size, *([f"Content-Length: {size}"] if length == "announced" else []))
        )
        address, way = f"http://big.example:{page.port}/", way_to(page)
        if taken:
            assert len(fetch(address, most=1000, way=way).body) == 1000
        else:
            with pytest.raises(OutgoingRefused, match="1,000 bytes"):
                fetch(address, most=1000, way=way)


def test_what_comes_packed_is_not_unpacked(host: Callable[..., Host]) -> None:
    page = host(said(b"\x1f\x8b", "Content-Encoding: gzip"))
    with pytest.raises(OutgoingRefused, match="packed"):
        fetch(f"http://bomb.example:{page.port}/", most=1000, way=way_to(page))


def test_all_of_it_has_one_time_however_slowly_it_drips() -> None:
    """Each byte in time, the whole never: a bound on each packet alone would wait for ever."""
    listening = socket.create_server(("127.0.0.1", 0))
    broken_off = Event()

    def drip() -> None:
        line, _ = listening.accept()
        with line:
            try:
                line.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                while not broken_off.wait(0.02):
                    line.sendall(b"x")
            except OSError:
                broken_off.set()

    dripping = Thread(target=drip, daemon=True)
    dripping.start()
    port = listening.getsockname()[1]
    way = Way(lambda _host, _port: [LOOPBACK], lambda _address: True, frozenset({port}))
    try:
        with pytest.raises(OutgoingFailed, match="within 1 seconds"):
            fetch(f"http://slow.example:{port}/", most=10**9, within=1.0, way=way)
        assert broken_off.wait(10), "the line was left open"
    finally:
        broken_off.set()
        listening.close()


def test_a_resolver_that_never_answers_is_not_waited_for() -> None:
    never = Event()

    def resolve(_host: str, _port: int) -> list[ipaddress.IPv4Address]:
        never.wait(30)
        return []

    try:
        with pytest.raises(OutgoingFailed, match=r"within 0\.2 seconds"):
            fetch("http://never.example/", most=1, within=0.2, way=Way(resolve=resolve))
    finally:
        never.set()


def test_who_speaks_no_http_or_is_not_there_is_told_as_such(host: Callable[..., Host]) -> None:
    other = host(b"220 mail.example ESMTP\r\n")
    with pytest.raises(OutgoingFailed, match="does not speak http"):
        fetch(f"http://mail.example:{other.port}/", most=100, way=way_to(other))

    def nobody(_host: str, _port: int) -> list[ipaddress.IPv4Address]:
        raise socket.gaierror("no such host")

    with pytest.raises(OutgoingFailed, match=r"none\.example could not be reached"):
        fetch("http://none.example/", most=100, way=Way(resolve=nobody))


def test_a_certificate_is_looked_at_under_the_name_that_was_asked(
    host: Callable[..., Host], tmp_path: Path
) -> None:
    serving, trusted = certificate(tmp_path, "page.example")
    page = host(said(b"proved"), serving)
    way = way_to(page, trusted=trusted)
    assert fetch(f"https://page.example:{page.port}/", most=100, way=way).body == b"proved"
    with pytest.raises(OutgoingFailed, match=r"cannot prove that it is other\.example"):
        fetch(f"https://other.example:{page.port}/", most=100, way=way)
    with pytest.raises(OutgoingFailed, match="cannot prove"):
        fetch(f"https://page.example:{page.port}/", most=100, way=way_to(page))
    assert len(page.asked) == 1
    down = host(moved(f"http://page.example:{page.port}/"), serving)
    with pytest.raises(OutgoingRefused, match="from https to http"):
        fetch(
            f"https://page.example:{down.port}/",
            most=100,
            way=way_to(page, down, trusted=trusted),
        )


def test_the_house_goes_out_by_the_ports_of_the_web_and_with_the_systems_certificates() -> None:
    assert OUT.ports == {80, 443}
    assert OUT.is_open is is_public
    context = OUT.trusted()
    assert context.check_hostname and context.verify_mode == ssl.CERT_REQUIRED


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, Callable[[], ssl.SSLContext]]:
    """Return a host's certificate for a name, and how to believe it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(file)
    return serving, lambda: ssl.create_default_context(cafile=str(file))
