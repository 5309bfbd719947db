"""Work that stands still is ended."""

import os
import signal
import time
from pathlib import Path

import pytest

from writingviews.editions.zim.watching import Told, watched


def tells(told: Told) -> str:
    told(1, 2)
    told(2, 2)
    return "made"


def refuses(told: Told) -> None:
    raise LookupError(f"nothing is there for {told is not None}")


def dies(told: Told) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def stands_still(told: Told) -> None:
    told(1, 2)
    while True:  # as libzim does
        time.sleep(0.01)


def is_busy(told: Told) -> str:
    until = time.process_time() + 2.5
    while time.process_time() < until:
        pass
    return "made"


def test_what_is_made_and_told_comes_back() -> None:
    heard: list[tuple[int, int]] = []
    assert watched(tells, told=lambda done, of: heard.append((done, of))) == "made"
    assert heard == [(1, 2), (2, 2)]


def test_what_is_refused_is_raised_here() -> None:
    with pytest.raises(LookupError, match="nothing is there for True"):
        watched(refuses, told=print)


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(RuntimeError, match="ended with -9"):
        watched(dies, told=print)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system has no /proc")
def test_what_stands_still_is_ended_and_what_is_busy_is_waited_for() -> None:
    began = time.monotonic()
    with pytest.raises(RuntimeError, match="nothing has moved"):
        watched(stands_still, told=lambda *_: None, patience=1.0)
    assert time.monotonic() - began < 60
    assert watched(is_busy, told=print, patience=2.0) == "made"
