"""A bell between processes of one machine: "look into the outbox".

A datagram to a socket in the publication's ``run/`` folder. Losing one is harmless, because
the listener also looks by itself (`Bell.wait` returns after its time-out); the bell only makes
a published piece appear within milliseconds instead of a second.
"""

import contextlib
import select
import socket
from pathlib import Path
from types import TracebackType
from typing import Self


def ring(path: Path) -> None:
    """Wake whoever listens at `path`. Never blocks, never raises when nobody does."""
    with (
        contextlib.suppress(OSError),
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender,
    ):
        sender.setblocking(False)
        sender.sendto(b"!", str(path))


class Bell:
    """The listening end. Bind once; `wait` returns when rung or after `timeout` seconds."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        self._path = path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.bind(str(path))

    def wait(self, timeout: float) -> bool:
        """Return True if rung within `timeout` seconds; several rings count as one."""
        ready, _, _ = select.select([self._socket], [], [], timeout)
        if not ready:
            return False
        with contextlib.suppress(BlockingIOError):
            while self._socket.recv(16):
                pass
        return True

    def close(self) -> None:
        self._socket.close()
        self._path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
