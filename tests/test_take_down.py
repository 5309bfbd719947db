"""How long readers still find a piece that its writer took down, while the press has all its
hands full."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests import serving
from tests.machine import slack
from writingviews.house.assets import BUILT_DIR

pytestmark = pytest.mark.skipif(
    not list(BUILT_DIR.glob("site-*.css")), reason="needs the front end: make build"
)

#: Seconds from the click at most, on a machine that does nothing else: the promise to a writer
#: in danger.
WITHIN = 5.0
PIECES = 150
GONE = 5


def _run(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env=serving.environment(folder),
        stdout=subprocess.PIPE,
        text=True,
    )


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 (our own)
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


@pytest.mark.slow
def test_a_piece_is_gone_within_five_seconds_of_the_click_while_all_is_printed_anew(
    tmp_path: Path,
) -> None:
    """A whole tree is built beside the press, over and over; a queue of new pieces waits; and the
    whole publication is printed anew besides."""
    folder = tmp_path / "house"
    serving.command(folder, "init", str(folder), "--name", "The Bench")
    _run(folder, "tests.publishing", str(PIECES)).communicate(timeout=300)
    house = serving.start(folder, serving.free_port())
    busy: list[subprocess.Popen[str]] = []
    waits: list[float] = []
    try:
        busy.append(_run(folder, "tests.publishing", "2000"))
        busy.append(_run(folder, "writingviews", "rebuild", "--dir", str(folder)))
        changes = "from writingviews.ledger.services import record_change as r; r('publication')"
        serving.command(folder, "manage", "--dir", str(folder), "shell", "-c", changes)
        taking = _run(folder, "tests.taking_down", "1.5", str(GONE))
        assert taking.stdout is not None
        for line in taking.stdout:
            clicked, slug = line.split()
            while _status(f"{house.address}/articles/{slug}/") != 410:
                assert time.time() - float(clicked) < 10 * WITHIN
                time.sleep(0.01)
            waits.append(time.time() - float(clicked))
            for page in ("/", "/latest/", "/feed.xml", "/sections/culture/"):
                with urllib.request.urlopen(f"{house.address}{page}") as answer:  # noqa: S310
                    assert slug not in answer.read().decode(), page
            if busy[1].poll() is not None:
                busy[1] = _run(folder, "writingviews", "rebuild", "--dir", str(folder))
    finally:
        for each in busy:
            each.kill()
            each.communicate()
        serving.kill_all(house)
    print(f"worst {max(waits):.2f} s of {len(waits)}")  # noqa: T201 - the figure
    assert len(waits) == GONE
    assert max(waits) < WITHIN * slack(), waits
