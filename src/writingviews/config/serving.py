"""`writingviews serve`: the readers' processes, the house and the worker, kept alive together.

Readers and the house share a port but no process: the readers' processes accept connections,
answer pages and pass every other connection on. A process that dies is started again; SIGTERM
lets each finish what it is doing.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from writingviews.house.settings import HouseSettings

from .house_paths import HOUSE_PATHS

logger = logging.getLogger(__name__)

#: Seconds a process gets to finish after SIGTERM.
PATIENCE: Final = 15.0
_QUEUE_BYTES: Final = 4 * 1024 * 1024


class PortTaken(OSError):
    """The port cannot be listened on; the message says the mend."""


@dataclass(slots=True)
class _Watched:
    """A process that is to be there."""

    name: str
    command: Sequence[str]
    descriptors: tuple[int, ...]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    pause: float = 0.0


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Raises:
        PortTaken: something listens there already, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortTaken(
            f"Cannot listen on {host}:{port}: {error.strerror}. Choose another with --port."
        ) from error
    listener.listen(1024)
    listener.setblocking(False)
    return listener


def serve(
    house: HouseSettings,
    *,
    host: str,
    port: int,
    readers: int,
    houses: int,
    ready: Callable[[str], None],
) -> int:
    """Serve until SIGTERM or SIGINT; return the exit code.

    Args:
        house: the publication's settings.
        host: address to listen on.
        port: 0 lets the system choose one.
        readers: number of readers' processes.
        houses: number of the house's processes.
        ready: called with the address once the processes are started.

    Raises:
        PortTaken: the port cannot be listened on.
    """
    listener = listen(host, port)
    out, arrivals = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    for end in (out, arrivals):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _QUEUE_BYTES)
        end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _QUEUE_BYTES)
    house.run_dir.mkdir(parents=True, exist_ok=True)
    watched = [
        *(_reader(house, number, listener, out) for number in range(readers)),
        *(_house(number, arrivals) for number in range(houses)),
        _Watched("worker", (sys.executable, "-m", "writingviews.config.worker_process"), ()),
    ]
    stopping = False

    def stop(_number: int, _frame: object) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    environment = {**os.environ, "WRITINGVIEWS_DIR": str(house.folder)}
    for entry in watched:
        _start(entry, environment)
    shown = f"[{host}]" if ":" in host else host
    ready(f"http://{shown}:{listener.getsockname()[1]}/")
    while not stopping:
        time.sleep(0.1)
        for entry in watched:
            if entry.process is not None and entry.process.poll() is not None:
                _restart(entry, environment)
    _stop_all(watched)
    return 0


def _reader(
    house: HouseSettings, number: int, listener: socket.socket, out: socket.socket
) -> _Watched:
    command = (
        sys.executable,
        "-m",
        "writingviews.press.front",
        "--folder",
        str(house.folder),
        "--listen-fd",
        str(listener.fileno()),
        "--house-fd",
        str(out.fileno()),
        "--house-paths",
        ",".join(HOUSE_PATHS),
        "--hosts",
        ",".join(house.hosts),
    )
    return _Watched(f"readers {number + 1}", command, (listener.fileno(), out.fileno()))


def _house(number: int, arrivals: socket.socket) -> _Watched:
    command = (
        sys.executable,
        "-m",
        "writingviews.config.house_process",
        "--arrivals-fd",
        str(arrivals.fileno()),
    )
    return _Watched(f"house {number + 1}", command, (arrivals.fileno(),))


def _start(entry: _Watched, environment: dict[str, str]) -> None:
    entry.started = time.monotonic()
    # A session of its own: Ctrl-C reaches this process alone, which then lets the others drain.
    entry.process = subprocess.Popen(  # noqa: S603 - our own modules
        entry.command, pass_fds=entry.descriptors, env=environment, start_new_session=True
    )


def _restart(entry: _Watched, environment: dict[str, str]) -> None:
    now = time.monotonic()
    if now - entry.started > 30:
        entry.pause = 0.0
    if now < entry.started + entry.pause:
        return
    code = entry.process.returncode if entry.process else None
    logger.warning("process %s ended with %s, started again", entry.name, code)
    # One that dies at once is started ever more slowly, at most every ten seconds.
    entry.pause = min(10.0, max(0.2, entry.pause * 2))
    _start(entry, environment)


def _stop_all(watched: Sequence[_Watched]) -> None:
    for entry in watched:
        if entry.process is not None and entry.process.poll() is None:
            entry.process.terminate()
    deadline = time.monotonic() + PATIENCE
    for entry in watched:
        if entry.process is None:
            continue
        try:
            entry.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            entry.process.kill()
            entry.process.wait()
