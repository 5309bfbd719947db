"""Readers' processes share the connections."""

import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from writingviews.press.share import Share, share_size
from writingviews.press.tree import Tree
from writingviews.site.page import Page


def test_who_holds_more_lets_another_accept() -> None:
    with tempfile.TemporaryFile() as file:
        file.truncate(share_size(3))
        first, second, third = (Share(file.fileno(), number) for number in range(3))
        assert not first.is_ample()
        first.tell(1)
        assert not first.is_ample()
        first.tell(2)
        assert first.is_ample()
        second.tell(1)
        third.tell(1)
        assert not first.is_ample()
        # One that was started again begins with none.
        third.tell(50)
        Share(file.fileno(), 2)
        assert not third.is_ample()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts connections in /proc")
def test_connections_that_come_at_once_are_shared_and_a_stuck_process_holds_up_nobody(
    tmp_path: Path,
) -> None:
    Tree(tmp_path / "tree").write([Page("/", b"<!doctype html>")])
    with tempfile.TemporaryFile() as file, socket.socket() as listener:
        file.truncate(share_size(2))
        listener.bind(("127.0.0.1", 0))
        listener.listen(256)
        listener.setblocking(False)
        address = listener.getsockname()
        processes = [
            subprocess.Popen(
                [
                    *(sys.executable, "-m", "writingviews.press.front", f"--folder={tmp_path}"),
                    *(f"--listen-fd={listener.fileno()}", f"--share-fd={file.fileno()}"),
                    f"--number={number}",
                ],
                pass_fds=(listener.fileno(), file.fileno()),
            )
            for number in range(2)
        ]
        try:
            _wait_for_both(processes)
            before = [_sockets(process.pid) for process in processes]
            connections = [_ask(address) for _ in range(40)]
            held = [
                _sockets(process.pid) - without
                for process, without in zip(processes, before, strict=True)
            ]
            assert sum(held) == 40
            assert min(held) >= 15
            # The one that holds fewer is stuck: the other takes all that come.
            processes[0].send_signal(signal.SIGSTOP)
            began = time.monotonic()
            connections += [_ask(address) for _ in range(20)]
            assert time.monotonic() - began < 5
            for connection in connections:
                connection.close()
        finally:
            for process in processes:
                process.kill()
                process.wait()


def _wait_for_both(processes: "list[subprocess.Popen[bytes]]") -> None:
    """Wait until each looks at the listener: then it has an epoll of its own."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if all(any("eventpoll" in each for each in _open_files(one.pid)) for one in processes):
            time.sleep(0.3)
            return
        time.sleep(0.05)
    raise AssertionError("The readers' processes have not begun.")


def _ask(address: tuple[str, int]) -> socket.socket:
    connection = socket.create_connection(address, timeout=5)
    connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    assert connection.recv(65536).startswith(b"HTTP/1.1 200")
    return connection


def _open_files(pid: int) -> list[str]:
    found = []
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            found.append(str(entry.readlink()))
        except OSError:  # it was closed meanwhile
            continue
    return found


def _sockets(pid: int) -> int:
    return sum(each.startswith("socket:") for each in _open_files(pid))
