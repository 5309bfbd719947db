"""What is ordered is made though the maker is killed in the middle."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import serving
from writingviews.editions.tests.reading_back import needs_faces, needs_pango
from writingviews.house.assets import BUILT_DIR

pytestmark = [
    pytest.mark.slow,
    needs_pango,
    needs_faces,
    pytest.mark.skipif(
        not list(BUILT_DIR.glob("site-*.css")), reason="needs the front end: make build"
    ),
]

_ORDER = """
from uuid import uuid4
from writingviews.articles.models import Article
from writingviews.carry.formats import Subject
from writingviews.carry.services import order
for article in Article.objects.all():
    order(subject=Subject.ARTICLE, subject_id=article.pk, format_key="booklet", options={},
          actor=uuid4())
"""
_STATES = """
from writingviews.carry.models import Order
print(",".join(Order.objects.order_by("asked_at").values_list("state", flat=True)))
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[serving.House]:
    folder = tmp_path / "house"
    folder.mkdir()
    serving.command(folder, "init", str(folder), "--name", "The Bench")
    _publish(folder, 3)
    house = serving.start(folder, serving.free_port())
    yield house
    serving.stop(house)


def _publish(folder: Path, number: int) -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.publishing", str(number)],
        env=serving.environment(folder),
        check=True,
        capture_output=True,
    )


def _makers(house: serving.House) -> list[int]:
    """The processes that make what is ordered: the loop, and what it has forked."""
    ours = f"WRITINGVIEWS_DIR={house.folder}".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (
                b"config.carry_process" in (place / "cmdline").read_bytes()
                and ours in (place / "environ").read_bytes()
            ):
                found.append(int(place.name))
        except OSError:  # it has ended meanwhile
            continue
    return found


def _kill(house: serving.House) -> bool:
    """Kill the loop and its maker while it makes something; return whether it did."""
    makers = _makers(house)
    for pid in makers:
        os.kill(pid, signal.SIGKILL)
    return len(makers) > 1


def _states(house: serving.House) -> list[str]:
    said = serving.command(house.folder, "manage", "shell", "-v", "0", "-c", _STATES)
    return said.stdout.strip().splitlines()[-1].split(",")


def test_a_killed_maker_loses_nothing(house: serving.House) -> None:
    serving.command(house.folder, "manage", "shell", "-c", _ORDER)
    deadline = time.monotonic() + 60
    while not (len(_makers(house)) > 1 and _kill(house)):
        assert time.monotonic() < deadline, "Nothing was begun."
        time.sleep(0.05)
    deadline = time.monotonic() + 120
    while _states(house) != ["ready"] * 3:
        assert time.monotonic() < deadline, _states(house)
        time.sleep(1)
    carried = Path(house.folder, "carried")
    assert len(list(carried.glob("*.pdf"))) == 3
    assert not list(carried.glob("*.new~"))
