"""The bell between processes."""

import time
from pathlib import Path

from writingviews.ledger.bell import Bell, ring


def test_a_ring_wakes_the_listener_at_once_and_several_count_as_one(tmp_path: Path) -> None:
    with Bell(tmp_path / "bell") as bell:
        for _ in range(5):
            ring(tmp_path / "bell")
        began = time.monotonic()
        assert bell.wait(5)
        assert time.monotonic() - began < 1
        assert not bell.wait(0.01)


def test_ringing_where_nobody_listens_is_harmless(tmp_path: Path) -> None:
    ring(tmp_path / "bell")
    with Bell(tmp_path / "bell"):
        pass
    ring(tmp_path / "bell")


def test_a_full_bell_does_not_hold_up_who_rings(tmp_path: Path) -> None:
    with Bell(tmp_path / "bell") as bell:
        began = time.monotonic()
        for _ in range(2000):
            ring(tmp_path / "bell")
        assert time.monotonic() - began < 5
        assert bell.wait(1)
