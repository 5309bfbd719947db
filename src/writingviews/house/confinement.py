"""A process of one's own for what strangers sent: bounded, without secrets, files or network.

`confined` starts one and waits for it; `bound_by` and `leave_network` are the first things that
its program does.
"""

import argparse
import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

#: The largest file that such a process may write.
_MAX_FILE: Final = 64 * 1024 * 1024
_PACKAGES: Final = Path(__file__).resolve().parents[2]
_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one such process may cost.

    Args:
        memory: bytes of address space.
        cpu: seconds of processor time.
        wall: seconds from start to end.
    """

    memory: int
    cpu: int
    wall: float


def confined(
    module: str,
    data: bytes,
    *,
    bounds: Bounds,
    folder: Path,
    arguments: Sequence[str] = (),
    answer: BinaryIO | None = None,
) -> int | None:
    """Run a module of ours with `data` on its standard input, and wait for its end.

    Args:
        module: its dotted name; its `main` begins with `bound_by`.
        data: what a stranger sent. It goes through a pipe and touches no disk.
        bounds: what it may cost.
        folder: where it works; it may write there.
        arguments: for it, besides the bounds.
        answer: what its standard output goes to; nowhere if None.

    Returns:
        its exit status, negative for a signal; None if its time ran out.
    """
    command = [
        sys.executable, "-P", "-s", "-m", module,
        "--memory", str(bounds.memory), "--cpu", str(bounds.cpu), *arguments,
    ]  # fmt: skip
    with subprocess.Popen(  # noqa: S603 - the arguments are our own
        command,
        cwd=folder,
        # Not the house's environment: that holds its secrets. One arena keeps glibc's idea of
        # memory near the real one.
        env={"PYTHONPATH": str(_PACKAGES), "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL if answer is None else answer,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        start_new_session=True,
    ) as process:
        try:
            process.communicate(data, timeout=bounds.wall)
        except subprocess.TimeoutExpired:
            _kill(process)
            return None
        except BaseException:
            _kill(process)
            raise
        return process.returncode


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill the process and whatever it may have started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def bound_by(arguments: list[str]) -> list[str]:
    """Bound this process by what its command line says; return the arguments that are left."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--memory", type=int, required=True, help="bytes of address space")
    parser.add_argument("--cpu", type=int, required=True, help="seconds of processor time")
    limits, left = parser.parse_known_args(arguments)
    _bound(memory=limits.memory, cpu=limits.cpu)
    return left


def _bound(*, memory: int, cpu: int) -> None:
    """Let the kernel end this process when it wants too much.

    Beyond the memory an allocation fails; beyond the processor time the process is killed.
    """
    for kind, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, _MAX_FILE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)  # noqa: PLW2901 - the operator's own bound is narrower
        resource.setrlimit(kind, (limit, limit))


def leave_network() -> bool:
    """Step into a network namespace with nothing in it, where the kernel lets one.

    Nothing here uses the network; this is for the day a decoder is made to. Linux alone, and
    not in every container: a second wall, not the first.

    Returns:
        whether the network is gone.
    """
    with contextlib.suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None, use_errno=True).unshare
        return bool(unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0 or unshare(_CLONE_NEWNET) == 0)
    return False
