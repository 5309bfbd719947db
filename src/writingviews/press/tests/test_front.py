"""A reader's process over real sockets, with a stand-in for the house behind it."""

import contextlib
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from writingviews.press.tree import Tree
from writingviews.site.page import Page

BODY = b"<!doctype html>" + b"words " * 300


@dataclass
class Front:
    port: int
    house: socket.socket
    folder: Path
    process: "subprocess.Popen[bytes]"

    def say(self, raw: bytes, *, wait: float = 5.0) -> bytes:
        """Send bytes on a new connection and return all that comes until the server closes, or
        until nothing has come for 0.3 seconds."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as connection:
            connection.sendall(raw)
            return read_all(connection)

    def arrival(self) -> tuple[bytes, socket.socket]:
        """Return the next connection that was handed to the house, with its first bytes."""
        self.house.settimeout(5)
        data, descriptors, _, _ = socket.recv_fds(self.house, 1 << 20, 1)
        return data, socket.socket(fileno=descriptors[0])


def read_all(connection: socket.socket) -> bytes:
    got = b""
    connection.settimeout(5)
    while True:
        try:
            data = connection.recv(65536)
        except TimeoutError:
            return got
        if not data:
            return got
        got += data
        connection.settimeout(0.3)


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    with running_front(tmp_path, [sys.executable, "-m", "writingviews.press.front"]) as made:
        yield made


@contextlib.contextmanager
def running_front(folder: Path, command: list[str]) -> Iterator[Front]:
    tree = Tree(folder / "tree")
    tree.write(
        [
            Page("/", BODY),
            Page("/articles/a/", BODY),
            Page("/404.html", b"not here"),
            Page("/fa/404.html", "اینجا نیست".encode()),
        ]
    )
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)
    listener.setblocking(False)
    out, house = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    process = subprocess.Popen(
        [
            *command,
            f"--folder={folder}",
            f"--listen-fd={listener.fileno()}",
            f"--house-fd={out.fileno()}",
            "--house-paths=desk,search",
            "--hosts=127.0.0.1,example.org",
        ],
        pass_fds=(listener.fileno(), out.fileno()),
    )
    made = Front(listener.getsockname()[1], house, folder, process)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if made.say(get("/", close=True)).startswith(b"HTTP/1.1 200"):
                break
    yield made
    process.kill()
    process.wait()
    for each in (listener, out, house):
        each.close()


def get(target: str, *extra: str, close: bool = False, host: str = "127.0.0.1") -> bytes:
    lines = [f"GET {target} HTTP/1.1", f"Host: {host}", *extra]
    if close:
        lines.append("Connection: close")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def test_a_page_is_answered_with_date_and_length(front: Front) -> None:
    answer = front.say(get("/articles/a/"))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK\r\ndate: ")
    assert b"content-length: %d" % len(BODY) in head
    assert body == BODY


def test_a_head_request_gets_the_head_alone(front: Front) -> None:
    raw = get("/articles/a/", close=True).replace(b"GET", b"HEAD")
    head, _, body = front.say(raw).partition(b"\r\n\r\n")
    assert b"content-length: %d" % len(BODY) in head
    assert body == b""


def test_pipelined_requests_are_answered_in_order(front: Front) -> None:
    answer = front.say(get("/articles/a/") + get("/nothing/") + get("/", close=True))
    statuses = [part[:3] for part in answer.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [b"200", b"404", b"200"]


def test_a_request_that_comes_byte_by_byte_is_understood(front: Front) -> None:
    with socket.create_connection(("127.0.0.1", front.port)) as connection:
        for byte in get("/articles/a/", close=True):
            connection.sendall(bytes([byte]))
        assert read_all(connection).startswith(b"HTTP/1.1 200 OK")


def test_what_is_no_page_is_not_found_in_the_readers_language(front: Front) -> None:
    assert b"not here" in front.say(get("/nothing/", close=True))
    answer = front.say(get("/fa/nothing/", close=True))
    assert answer.startswith(b"HTTP/1.1 404 Not Found")
    assert "اینجا نیست".encode() in answer


def test_a_missing_slash_is_mended(front: Front) -> None:
    answer = front.say(get("/articles/a?from=feed", close=True))
    assert answer.startswith(b"HTTP/1.1 301")
    assert b"location: /articles/a/?from=feed\r\n" in answer


def test_a_query_that_comes_with_a_link_is_passed_over(front: Front) -> None:
    answer = front.say(get("/articles/a/?from=elsewhere", close=True))
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert front.say(get("/nothing/?from=elsewhere", close=True)).startswith(b"HTTP/1.1 404")


@pytest.mark.parametrize(
    "raw",
    [
        get("/desk/"),
        get("/fa/search?q=x"),
        get("http://example.org/desk/"),
        b"POST /fa/search HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\n\r\nabc",
        b"POST /desk/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 200000\r\n\r\n"
        + b"a" * 200_000,
        b"POST /desk/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        get("/desk/live/", "Upgrade: websocket", "Connection: Upgrade"),
    ],
)
def test_what_is_for_the_house_moves_there_with_every_byte(front: Front, raw: bytes) -> None:
    with socket.create_connection(("127.0.0.1", front.port)) as connection:
        connection.sendall(raw)
        data, moved = front.arrival()
        with moved:
            while len(data) < len(raw):  # what was not here yet comes by the connection itself
                data += moved.recv(1 << 20)
            assert data == raw
            moved.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhouse")
            assert read_all(connection).endswith(b"house")
            # The connection lives on between the reader and the house.
            connection.sendall(b"more")
            assert moved.recv(10) == b"more"


def test_pages_asked_before_are_answered_before_the_move(front: Front) -> None:
    with socket.create_connection(("127.0.0.1", front.port)) as connection:
        connection.sendall(get("/articles/a/") + get("/desk/"))
        data, moved = front.arrival()
        with moved:
            assert data == get("/desk/")
            moved.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
            answer = read_all(connection)
            assert answer.startswith(b"HTTP/1.1 200 OK")
            assert answer.endswith(BODY + b"HTTP/1.1 204 No Content\r\n\r\n")


HEAD_OF = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"\x16\x03\x01 this is not HTTP\r\n\r\n", 400),
        (f"{HEAD_OF}Bad Header\r\n\r\n", 400),
        (f"{HEAD_OF}X: a\r\n folded\r\n\r\n", 400),
        (f"{HEAD_OF}X : a\r\n\r\n", 400),
        (f"{HEAD_OF}X: a\rb\r\n\r\n", 400),
        (f"{HEAD_OF}X: a\0b\r\n\r\n", 400),
        ("GET / HTTP/1.1\nHost: 127.0.0.1\n\nGET /desk/ HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (f"{HEAD_OF}Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400),
        (f"{HEAD_OF}Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc", 400),
        (f"{HEAD_OF}Content-Length: 3, 3\r\n\r\nabc", 400),
        (f"{HEAD_OF}Content-Length: +3\r\n\r\nabc", 400),
        (f"{HEAD_OF}Content-Length: -1\r\n\r\n", 400),
        (f"{HEAD_OF}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (f"{HEAD_OF}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400),
        (f"{HEAD_OF}Transfer-Encoding: gzip\r\n\r\n", 400),
        (f"{HEAD_OF}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        (f"{HEAD_OF}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (f"{HEAD_OF}Transfer-Encoding: xchunked\r\n\r\n", 400),
        ("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (f"{HEAD_OF}Host: 127.0.0.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost:\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
        ("GET /\r\n\r\n", 400),
        ("GET /#part HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
        ("GET * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
        ("GET articles/a/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
        ("GET ftp://example.org/ HTTP/1.1\r\nHost: example.org\r\n\r\n", 400),
        ("GET http://me@example.org/ HTTP/1.1\r\nHost: example.org\r\n\r\n", 400),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        ("GET / HTTP/3.0\r\nHost: 127.0.0.1\r\n\r\n", 505),
        ("BREW / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 501),
        (f"GET /{'a' * 9000} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 414),
        (f"{HEAD_OF}X: {'a' * 40_000}", 431),
        (f"{HEAD_OF}X: {'a' * 400_000}\r\n\r\n", 431),
        (HEAD_OF + "X: a\r\n" * 120 + "\r\n", 431),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_and_the_connection_closed(
    front: Front, raw: str | bytes, status: int
) -> None:
    answer = front.say(raw if isinstance(raw, bytes) else raw.encode())
    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"connection: close" in answer
    assert b"content-security-policy: default-src 'none'" in answer
    assert b"\r\ndate: " in answer


def test_another_name_is_not_answered_to(front: Front) -> None:
    for raw in (
        get("/articles/a/", host="stranger.example"),
        get("http://stranger.example/articles/a/", host="127.0.0.1"),
        get("/desk/", host="stranger.example"),
    ):
        assert front.say(raw).startswith(b"HTTP/1.1 421 ")


@pytest.mark.parametrize(
    ("target", "host"),
    [
        ("/articles/a/", "EXAMPLE.org"),
        ("/articles/a/", "example.org."),
        ("/articles/a/", "example.org:8080"),
        ("http://example.org/articles/a/", "example.org"),
        ("HTTP://Example.Org:80/articles/a/?x=y", "example.org"),
        ("http://example.org/articles/a/", "stranger.example"),
    ],
)
def test_our_own_name_is_known_in_all_its_forms(front: Front, target: str, host: str) -> None:
    answer = front.say(get(target, host=host, close=True))
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert answer.endswith(BODY)


@pytest.mark.parametrize(
    "asked",
    [
        get("/articles/a/", "Content-Length: 5") + b"abcde",
        get("/articles/a/", "Content-Length: 0"),
        b"\r\n" + get("/articles/a/"),
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 14\r\n\r\nGET / HTTP/1.1",
        get("/articles/a/", "Upgrade: websocket", "Connection: Upgrade"),
        get("/articles/a/", "Upgrade: h2c", "Connection: Upgrade", "Expect: 100-continue"),
        b"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ],
)
@pytest.mark.parametrize("byte_by_byte", [False, True])
def test_a_body_nobody_wants_is_passed_over_and_the_next_request_answered(
    front: Front, asked: bytes, *, byte_by_byte: bool
) -> None:
    with socket.create_connection(("127.0.0.1", front.port), timeout=5) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        whole = asked + get("/404.html", close=True)
        for piece in [bytes([byte]) for byte in whole] if byte_by_byte else [whole]:
            with contextlib.suppress(OSError):
                connection.sendall(piece)
        answer = read_all(connection)
    assert answer.count(b"HTTP/1.1 ") == 2
    assert answer.endswith(b"not here")


@pytest.mark.parametrize(
    "asked",
    [
        get("/articles/a/", "Transfer-Encoding: chunked") + b"5\r\nabcde\r\n0\r\n\r\n",
        get("/articles/a/", "Content-Length: 300000") + b"a" * 300_000,
        # Who waits for a word before it sends a body may send it or not; nobody can tell which.
        get("/articles/a/", "Content-Length: 5", "Expect: 100-continue"),
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000\r\n\r\n" + b"a" * 900_000,
    ],
)
def test_after_a_long_body_the_answer_still_arrives_and_the_connection_ends(
    front: Front, asked: bytes
) -> None:
    answer = front.say(asked)
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"connection: close" in answer
    assert answer.endswith(BODY if asked.startswith(b"GET") else b"with GET.\n")


def test_who_has_said_all_still_gets_the_answer(front: Front) -> None:
    for asked in (get("/articles/a/"), get("/articles/a/") * 200):
        with socket.create_connection(("127.0.0.1", front.port), timeout=5) as connection:
            connection.sendall(asked)
            connection.shutdown(socket.SHUT_WR)
            answer = b""
            while data := connection.recv(1 << 20):
                answer += data
        assert answer.count(BODY) == asked.count(b"GET")
    with socket.create_connection(("127.0.0.1", front.port), timeout=5) as connection:
        connection.sendall(get("/desk/"))
        connection.shutdown(socket.SHUT_WR)
        data, moved = front.arrival()
        with moved:
            assert data == get("/desk/")
            assert moved.recv(10) == b""
            moved.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
        assert read_all(connection) == b"HTTP/1.1 204 No Content\r\n\r\n"


def test_letters_in_an_address_are_understood_as_they_are(front: Front) -> None:
    raw = "GET /موضوع/کتاب HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
    assert front.say(raw).startswith(b"HTTP/1.1 404 ")
    Tree(front.folder / "tree").write([Page("/موضوع/کتاب/", BODY)])
    answer = front.say(raw)
    assert answer.startswith(b"HTTP/1.1 301 ")
    assert f"location: {quote('/موضوع/کتاب/')}\r\n".encode() in answer


def test_a_large_picture_is_sent_whole_in_order_and_in_part(front: Front) -> None:
    data = random.Random(1).randbytes(5_000_000)
    (front.folder / "media" / "ab").mkdir(parents=True)
    (front.folder / "media" / "ab" / "2400.jpg").write_bytes(data)
    picture = get("/media/ab/2400.jpg")
    part = get("/media/ab/2400.jpg", "Range: bytes=4000000-", close=True)
    head = picture.replace(b"GET", b"HEAD")
    with socket.create_connection(("127.0.0.1", front.port), timeout=5) as connection:
        connection.sendall(picture + get("/articles/a/") + head + part)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while more := connection.recv(1 << 20):
            answer += more
    whole, page, head_alone, last = answer.split(b"HTTP/1.1 ")[1:]
    assert whole.endswith(b"\r\n\r\n" + data)
    assert page.endswith(BODY)
    assert head_alone.startswith(b"200 OK")
    assert b"content-length: 5000000\r\n" in head_alone
    assert head_alone.endswith(b"\r\n\r\n")
    assert last.startswith(b"206 Partial Content")
    assert last.endswith(b"\r\n\r\n" + data[4_000_000:])


def test_large_files_and_many_pages_do_not_grow_the_process(front: Front) -> None:
    """200 MB of pictures and 100 MB of pages, read in turn and by readers who do not read on."""
    for number in range(25):
        folder = front.folder / "media" / f"{number}"
        folder.mkdir(parents=True)
        (folder / "2400.jpg").write_bytes(random.Random(number).randbytes(8_000_000))
    page = b"<!doctype html>" + b"words " * 40_000
    Tree(front.folder / "tree").write(
        [Page(f"/articles/{number}/", page + b"%d" % number) for number in range(400)]
    )
    slow = []
    for number in range(25):
        connection = socket.create_connection(("127.0.0.1", front.port), timeout=5)
        connection.sendall(get(f"/media/{number}/2400.jpg") * 3)
        slow.append(connection)
    for number in range(400):
        answer = front.say(get(f"/articles/{number}/", close=True))
        assert answer.endswith(b"words %d" % number)
    assert front.say(get("/media/7/2400.jpg", close=True)).endswith(
        random.Random(7).randbytes(8_000_000)
    )
    # 30 MB for the interpreter, 64 MB of hot pages, 25 readers with 200 KB each.
    assert _resident(front.process.pid) < 130_000_000
    for connection in slow:
        connection.close()


def test_connections_are_bounded_and_the_silent_one_gives_way(tmp_path: Path) -> None:
    few = "from writingviews.press import front; front._most_connections = lambda: 20; front.main()"
    with running_front(tmp_path, [sys.executable, "-c", few]) as front:
        active = socket.create_connection(("127.0.0.1", front.port), timeout=5)
        silent = [socket.create_connection(("127.0.0.1", front.port), timeout=5) for _ in range(60)]
        for number in range(60):
            if number % 10 == 0:
                silent.append(socket.create_connection(("127.0.0.1", front.port), timeout=5))
            active.sendall(get("/articles/a/"))
            if not number:
                active.close()  # it was the oldest, and silent till now
                active = socket.create_connection(("127.0.0.1", front.port), timeout=5)
                continue
            assert read_some(active).endswith(BODY)
        ended = 0
        for connection in silent:
            connection.setblocking(False)
            try:
                ended += connection.recv(10) == b""
            except ConnectionError:
                ended += 1
            except BlockingIOError:
                continue
        assert ended >= 40
        for connection in (active, *silent):
            connection.close()


def read_some(connection: socket.socket) -> bytes:
    """Return one answer of a page that stays on the line."""
    got = b""
    while not got.endswith(BODY):
        data = connection.recv(65536)
        if not data:
            break
        got += data
    return got


def test_an_old_client_is_answered_and_closed(front: Front) -> None:
    answer = front.say(b"GET /articles/a/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
    assert answer.endswith(BODY)
    assert b"connection: close" in answer
    kept = front.say(b"GET /articles/a/ HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" * 2)
    assert kept.count(b"connection: keep-alive\r\n") == 2
    assert kept.endswith(BODY)


def test_sigterm_lets_it_end_at_once_when_nothing_is_under_way(front: Front) -> None:
    front.process.send_signal(signal.SIGTERM)
    assert front.process.wait(timeout=7) == 0


def test_who_asks_for_the_end_of_the_connection_gets_it_at_once(front: Front) -> None:
    with socket.create_connection(("127.0.0.1", front.port), timeout=5) as connection:
        connection.sendall(get("/articles/a/", close=True) + get("/articles/a/"))
        answer = b""
        while data := connection.recv(65536):
            answer += data
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"connection: close\r\n" in answer
    assert answer.endswith(BODY)


def test_who_asks_without_reading_is_not_listened_to_for_ever(front: Front) -> None:
    asked = get("/articles/a/") * 1000
    with socket.create_connection(("127.0.0.1", front.port), timeout=1) as connection:
        sent = 0
        with contextlib.suppress(TimeoutError):
            while sent < 100_000_000:
                sent += connection.send(asked)
        # The kernel holds some megabytes between the two; the process itself next to nothing.
        assert sent < 50_000_000
        assert _resident(front.process.pid) < 80_000_000
        assert front.say(get("/", close=True)).endswith(BODY)
        # Whoever then reads gets every answer, whole and in order.
        connection.settimeout(5)
        answer = b""
        while answer.count(b"HTTP/1.1 200 OK") < 5000:
            answer += connection.recv(1 << 20)
        each = answer.split(b"HTTP/1.1 200 OK\r\n")[1:-1]
        assert all(one.endswith(BODY) for one in each)


def test_a_head_that_never_ends_and_an_answer_never_taken_end_the_connection(
    tmp_path: Path,
) -> None:
    impatient = "from writingviews.press import front; front.IDLE = 1.0; front.main()"
    with running_front(tmp_path, [sys.executable, "-c", impatient]) as front:
        with socket.create_connection(("127.0.0.1", front.port), timeout=1) as connection:
            begun = time.monotonic()
            connection.sendall(b"GET / HTTP/1.1\r\nX: ")
            with pytest.raises(OSError, match=r"reset|pipe"):
                while time.monotonic() - begun < 10:
                    connection.sendall(b"a")
                    time.sleep(0.2)
        with socket.create_connection(("127.0.0.1", front.port), timeout=5) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nX: ")
            assert read_all(connection).startswith(b"HTTP/1.1 408 ")
        with socket.create_connection(("127.0.0.1", front.port), timeout=1) as connection:
            with contextlib.suppress(TimeoutError):
                for _ in range(1000):
                    connection.sendall(get("/articles/a/") * 1000)
            time.sleep(3.5)
            connection.settimeout(5)
            with pytest.raises(ConnectionResetError):
                while connection.recv(1 << 20):
                    pass


def _resident(pid: int) -> int:
    """Bytes of memory that a process holds."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return 1024 * int(next(line for line in lines if line.startswith("VmRSS")).split()[1])
