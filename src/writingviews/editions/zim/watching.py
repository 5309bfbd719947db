"""Work of a compiled library in a process of its own, which is ended if it stands still.

Where the disk is full while libzim lays its index, the thread that writes is gone and the library
waits for it for ever: no exception comes, and none can be thrown into it.
"""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, TypeVar, cast

Result = TypeVar("Result")
Told = Callable[[int, int], None]

#: Seconds without a message and without processor time after which nothing is to be hoped for.
#: Meanwhile processes that make pages are started, which takes seconds on a busy machine.
PATIENCE: Final = 60.0


def watched(work: Callable[..., Result], *, told: Told, patience: float = PATIENCE) -> Result:
    """Return what `work` returns, called in a process of its own.

    Args:
        work: can be pickled; is given a function to tell its progress with, by the name `told`.
        told: called here with what it tells.
        patience: see `PATIENCE`.

    Raises:
        RuntimeError: it stood still, or its process died.
        Exception: what `work` raised.
    """
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, there))
    process.start()
    pid = cast("int", process.pid)  # it has one once it is started
    there.close()
    try:
        return cast("Result", _heard(here, pid, told, patience))
    except EOFError:
        process.join()
        raise RuntimeError(f"its process ended with {process.exitcode}") from None
    finally:
        _end(pid)
        process.join()
        here.close()


def _heard(line: Connection, pid: int, told: Told, patience: float) -> object:
    """Take up what is told until the result comes."""
    busy, since = _busy(pid), time.monotonic()
    while True:
        if line.poll(min(1.0, patience)):
            kind, said = line.recv()
            if kind == "done":
                return said
            if kind == "raised":
                raise said
            told(*said)
        elif (now := _busy(pid)) == busy:
            if time.monotonic() - since > patience:
                raise RuntimeError("nothing has moved for a minute")
            continue
        else:
            busy = now
        since = time.monotonic()


def _work(work: Callable[..., object], line: Connection) -> None:
    # A group of its own, so that the processes that it starts end with it.
    os.setpgid(0, 0)
    try:
        result = work(told=lambda done, of: line.send(("told", (done, of))))
    except Exception as error:  # noqa: BLE001 - is raised where it is waited for
        line.send(("raised", error))
    else:
        line.send(("done", result))


def _busy(pid: int) -> int:
    """Return the processor time that a process has had, in ticks."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return time.monotonic_ns()  # cannot be told: it is taken to move
    return int(fields[11]) + int(fields[12])


def _end(pid: int) -> None:
    """End a process and all that it started, if any are left."""
    for end in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            end(pid, signal.SIGKILL)
