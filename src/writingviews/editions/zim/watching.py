"""Work of a compiled library in a process of its own, which is ended if it stands still.

Where the disk is full while libzim lays its index, the thread that writes is gone and the library
waits for it for ever: no exception comes, and none can be thrown into it.
"""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread
from typing import Final, TypeVar, cast

Result = TypeVar("Result")
Told = Callable[[int, int], None]

#: Seconds without a message and without work after which nothing is to be hoped for. Meanwhile
#: processes that make pages are started, which takes seconds on a busy machine.
PATIENCE: Final = 60.0
#: The part of a processor that is work: to look a thousand times a second whether a thread that is
#: gone is done takes a thousandth of it.
_WORK: Final = 0.01


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
    while True:
        busy = _busy(pid)
        if not line.poll(patience):
            if _busy(pid) - busy < _WORK * patience:
                raise RuntimeError(f"nothing has moved for {patience:.0f} seconds")
            continue
        kind, said = line.recv()
        if kind == "done":
            return said
        if kind == "raised":
            raise said
        told(*said)


def _work(work: Callable[..., object], line: Connection) -> None:
    # A group of its own, so that the processes that it starts end with it.
    os.setpgid(0, 0)
    if (starter := parent_process()) is not None:
        Thread(target=_end_with, args=(starter.sentinel,), daemon=True).start()
    try:
        result = work(told=lambda done, of: line.send(("told", (done, of))))
    except Exception as error:  # noqa: BLE001 - is raised where it is waited for
        line.send(("raised", error))
    else:
        line.send(("done", result))


def _end_with(starter: int) -> None:
    """Wait until the process that started this one is gone, and end all that is done here."""
    wait([starter])
    os.killpg(0, signal.SIGKILL)


def _busy(pid: int) -> float:
    """Return the processor time that a process has had, in seconds."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return time.monotonic()  # cannot be told: it is taken to work
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _end(pid: int) -> None:
    """End a process and all that it started, if any are left."""
    for end in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            end(pid, signal.SIGKILL)
