"""A reader's process over real sockets, with a stand-in for the house behind it."""

import contextlib
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from writingviews.press.tree import Tree
from writingviews.site.page import Page

BODY = b"<!doctype html>" + b"words " * 300


@dataclass
class Front:
    port: int
    house: socket.socket
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
    made = Front(listener.getsockname()[1], house, process)
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
        get("/articles/a/", host="stranger.example"),
        b"POST /articles/a/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\n\r\nabc",
        get("/articles/a/", "Content-Length: 3") + b"abc",
        get("/articles/a/", "Transfer-Encoding: chunked") + b"0\r\n\r\n",
        get("/desk/live/", "Upgrade: websocket", "Connection: Upgrade"),
    ],
)
def test_what_is_for_the_house_moves_there_with_every_byte(front: Front, raw: bytes) -> None:
    with socket.create_connection(("127.0.0.1", front.port)) as connection:
        connection.sendall(raw)
        data, moved = front.arrival()
        with moved:
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


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"\x16\x03\x01 this is not HTTP\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nBad Header\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 40_000, b"431"),
    ],
)
def test_nonsense_is_refused_and_the_connection_closed(
    front: Front, raw: bytes, status: bytes
) -> None:
    answer = front.say(raw)
    assert answer.startswith(b"HTTP/1.1 " + status)
    assert b"connection: close" in answer


def test_an_old_client_is_answered_and_closed(front: Front) -> None:
    answer = front.say(b"GET /articles/a/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
    assert answer.endswith(BODY)
    assert b"connection: close" in answer


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
    impatient = "from writingviews.press import front; front.IDLE = 2.0; front.main()"
    with running_front(tmp_path, [sys.executable, "-c", impatient]) as front:
        with socket.create_connection(("127.0.0.1", front.port), timeout=1) as connection:
            begun = time.monotonic()
            connection.sendall(b"GET / HTTP/1.1\r\nX: ")
            with pytest.raises(OSError, match=r"reset|pipe"):
                while time.monotonic() - begun < 10:
                    connection.sendall(b"a")
                    time.sleep(0.2)
        with socket.create_connection(("127.0.0.1", front.port), timeout=1) as connection:
            with contextlib.suppress(TimeoutError):
                for _ in range(1000):
                    connection.sendall(get("/articles/a/") * 1000)
            time.sleep(6)
            connection.settimeout(5)
            with pytest.raises(ConnectionResetError):
                while connection.recv(1 << 20):
                    pass


def _resident(pid: int) -> int:
    """Bytes of memory that a process holds."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return 1024 * int(next(line for line in lines if line.startswith("VmRSS")).split()[1])
