"""`writingviews serve`: the readers' processes, the house, the worker and the maker of what is
carried, kept alive together.

Readers and the house share a port but no process: the readers' processes accept connections,
answer pages and pass every other connection on. They are there first and need no database; the
house and the worker are started when it answers. A process that dies is started again; SIGTERM
lets each finish what it is doing.
"""

import contextlib
import logging
import logging.config
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Final

from writingviews.house.settings import ENVIRONMENT_ONLY, HouseSettings
from writingviews.press.answers import say, whole
from writingviews.press.share import share_size

from .database_process import AWAY
from .house_paths import HOUSE_PATHS
from .logs import LOGGING

logger = logging.getLogger(__name__)

#: Seconds a process gets to finish after SIGTERM.
PATIENCE: Final = 15.0
_BUCKET_COMMAND: Final = (sys.executable, "-m", "writingviews.config.bucket_process")
_BACKUP_COMMAND: Final = (sys.executable, "-m", "writingviews.config.backup_process")
#: Each secret of the environment is for the one process that needs it.
_SECRETS: Final = {
    "bucket": {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"},
    "worker": {"WRITINGVIEWS_MAIL_PASSWORD"},
    "backup": {"WRITINGVIEWS_BACKUP_PASSPHRASE"},
}
_QUEUE_BYTES: Final = 4 * 1024 * 1024
_MOST_BYTES: Final = 1024 * 1024
#: Seconds between two attempts at a database that is away: the first pause, and the longest.
_PAUSES: Final = (0.5, 5.0)
#: Seconds after which who asks for the house is told that it is not there yet.
_PATIENCE_AT_START: Final = 8.0
#: Seconds after which a reason for waiting is told again.
_TOLD_AGAIN: Final = 600.0
_NOT_THERE: Final = say(
    503,
    "The house cannot reach its database. Pages can be read; please come back for the rest.",
    (b"retry-after", b"30"),
    (b"connection", b"close"),
)


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
    logging.config.dictConfig(LOGGING)
    listener = listen(host, port)
    out, arrivals = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    for end in (out, arrivals):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _QUEUE_BYTES)
        end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _QUEUE_BYTES)
    arrivals.setblocking(False)
    with contextlib.suppress(OSError):  # readers do without it
        house.run_dir.mkdir(parents=True, exist_ok=True)
    share = _shared_bytes(share_size(readers))
    environment = {
        **os.environ,
        "WRITINGVIEWS_DIR": str(house.folder),
        "DJANGO_SETTINGS_MODULE": "writingviews.config.settings",
    }
    staff = _Staff(
        environment,
        [_reader(house, number, listener, out, share) for number in range(readers)],
        [
            *(_house(number, arrivals) for number in range(houses)),
            _Watched("worker", (sys.executable, "-m", "writingviews.config.worker_process"), ()),
            _Watched("carry", (sys.executable, "-m", "writingviews.config.carry_process"), ()),
            *([_Watched("bucket", _BUCKET_COMMAND, ())] if house.bucket else []),
            *([_Watched("backup", _BACKUP_COMMAND, ())] if house.backup.folder else []),
        ],
    )
    stopping = False

    def stop(_number: int, _frame: object) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    staff.begin()
    shown = f"[{host}]" if ":" in host else host
    ready(f"http://{shown}:{listener.getsockname()[1]}/")
    while not stopping:
        time.sleep(0.1)
        staff.look_after()
        if staff.nobody_in_the_house:
            _turn_away(arrivals)
    staff.send_home()
    return 0


def _shared_bytes(size: int) -> IO[bytes]:
    """Return an open file of zeroes that processes can share; on Linux it needs no disk."""
    file: IO[bytes]
    if sys.platform == "linux":
        file = os.fdopen(os.memfd_create("share"), "w+b")
    else:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - as long as we live
    file.truncate(size)
    return file


class _Staff:
    """All processes of a publication.

    Args:
        environment: of each.
        readers: are there whatever the database does.
        others: wait for it.
    """

    def __init__(
        self, environment: dict[str, str], readers: list[_Watched], others: list[_Watched]
    ) -> None:
        self._environment = environment
        self._present: list[_Watched] = readers
        self._waiting = others
        self._opening = _Watched(
            "database", (sys.executable, "-m", "writingviews.config.database_process"), ()
        )
        self._begun = 0.0
        self._told = ("", 0.0)

    @property
    def nobody_in_the_house(self) -> bool:
        """Whether who asks for the house must be told that it waits."""
        patient = time.monotonic() < self._begun + _PATIENCE_AT_START
        return bool(self._waiting) and (bool(self._told[0]) or not patient)

    def begin(self) -> None:
        """Start the readers, and what brings the database up to date."""
        self._begun = time.monotonic()
        for entry in self._present:
            _start(entry, self._environment)
        _start(self._opening, self._environment, listened_to=True)

    def look_after(self) -> None:
        """Start again who has died, and the others when the database answers."""
        for entry in self._present:
            if entry.process is not None and entry.process.poll() is not None:
                _restart(entry, self._environment)
        if self._waiting:
            self._look_for_the_database()

    def _look_for_the_database(self) -> None:
        opening = self._opening
        if opening.process is not None:
            code = opening.process.poll()
            if code is None:
                return
            said = opening.process.communicate()[0].decode(errors="replace").strip()
            opening.process = None
            if code == 0:
                self._open()
                return
            shortest, longest = _PAUSES
            opening.pause = min(longest, max(shortest, opening.pause * 2))
            opening.started = time.monotonic()
            self._tell(said if code == AWAY else f"The database process ended with {code}.")
        elif time.monotonic() >= opening.started + opening.pause:
            _start(opening, self._environment, listened_to=True)

    def _tell(self, reason: str) -> None:
        """Log once what is waited for, and again after ten minutes or when it is another."""
        now = time.monotonic()
        if reason != self._told[0] or now > self._told[1] + _TOLD_AGAIN:
            logger.warning("pages are served, the house and the worker wait. %s", reason)
            self._told = (reason, now)

    def _open(self) -> None:
        if self._told[0]:
            logger.warning("the database answers, the house and the worker start")
        for entry in self._waiting:
            _start(entry, self._environment)
        self._present = [*self._present, *self._waiting]
        self._waiting = []

    def send_home(self) -> None:
        """Let each finish, `PATIENCE` seconds at most."""
        _stop_all([*self._present, self._opening])


def _turn_away(arrivals: socket.socket) -> None:
    """Tell all who have come for the house that it is not there."""
    while True:
        try:
            _, descriptors, _, _ = socket.recv_fds(arrivals, _MOST_BYTES, 1)
        except (BlockingIOError, InterruptedError):
            return
        for descriptor in descriptors:
            with contextlib.suppress(OSError), socket.socket(fileno=descriptor) as connection:
                connection.setblocking(False)
                connection.send(whole(_NOT_THERE))
                connection.shutdown(socket.SHUT_WR)
                # Unread words would throw away the answer on its way.
                connection.recv(1 << 20)


def _reader(
    house: HouseSettings,
    number: int,
    listener: socket.socket,
    out: socket.socket,
    share: IO[bytes],
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
        "--share-fd",
        str(share.fileno()),
        "--number",
        str(number),
    )
    descriptors = (listener.fileno(), out.fileno(), share.fileno())
    return _Watched(f"readers {number + 1}", command, descriptors)


def _house(number: int, arrivals: socket.socket) -> _Watched:
    command = (
        sys.executable,
        "-m",
        "writingviews.config.house_process",
        "--arrivals-fd",
        str(arrivals.fileno()),
    )
    return _Watched(f"house {number + 1}", command, (arrivals.fileno(),))


def _start(entry: _Watched, environment: dict[str, str], *, listened_to: bool = False) -> None:
    entry.started = time.monotonic()
    # A session of its own: Ctrl-C reaches this process alone, which then lets the others drain.
    entry.process = subprocess.Popen(  # noqa: S603 - our own modules
        entry.command,
        pass_fds=entry.descriptors,
        env={
            name: value
            for name, value in environment.items()
            if name not in ENVIRONMENT_ONLY or name in _SECRETS.get(entry.name, set())
        },
        start_new_session=True,
        stdout=subprocess.PIPE if listened_to else None,
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
