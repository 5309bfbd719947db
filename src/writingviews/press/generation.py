"""A number that grows with every batch of pages, shared by all processes through a small file.

A process that keeps pages in memory compares eight mapped bytes instead of asking the file
system for each request whether a page is still the newest.
"""

import mmap
import os
import struct
import time
from pathlib import Path
from typing import Final, Protocol

_FORMAT: Final = struct.Struct("<Q")


class Counter(Protocol):
    """What tells that pages may have changed: compare what it returns, nothing else."""

    def read(self) -> bytes: ...


class Generation:
    """The counter in ``run/generation``; made at 0 if it is not there.

    Args:
        path: of the file.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(descriptor).st_size < _FORMAT.size:
                os.ftruncate(descriptor, _FORMAT.size)
            self._map = mmap.mmap(descriptor, _FORMAT.size)
        finally:
            os.close(descriptor)

    def read(self) -> bytes:
        """Return the counter as bytes: compare them, nothing else."""
        return self._map[:8]

    def bump(self) -> None:
        """Tell every process that pages may have changed. One writer at a time."""
        (number,) = _FORMAT.unpack(self._map[:8])
        self._map[:8] = _FORMAT.pack((number + 1) % 2**64)


class Seconds:
    """Stands in for the counter where it cannot be made (a full disk, a folder that is read-only):
    every second pages may have changed."""

    def read(self) -> bytes:
        return b"%d" % time.time()


def counter_at(path: Path) -> Counter:
    """Return the counter for a reader's process, which answers whatever the disk does."""
    try:
        return Generation(path)
    except OSError:
        return Seconds()
