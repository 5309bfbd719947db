"""How soon a step is acknowledged: the desk's part of ``make bench``.

ack_sqlite_*, ack_postgresql_*   30 writers in one text of 1,500 words, each an edit a third of a
                                 second, over the loopback interface: from the key until the house
                                 has said that the step is on its disk
ack_slow_line_*                  5 writers, 5 edits a second each, on lines of 100 ms there and back
"""

import asyncio
import shutil
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests import serving
from tests.hands import Hand, invite, write_together
from tests.postgresql import PostgreSQL, fresh_folder

Say = Callable[[str, float, str], None]


def measure_desk(say: Say) -> None:
    place = Path(tempfile.mkdtemp(prefix="writingviews-bench-"))
    try:
        serving.command(place, "init", str(place), "--name", "The Bench")
        _measure(place, "ack_sqlite", say)
        _measure(place, "ack_slow_line", say, hands=5, every=0.2, delay=0.05)
    finally:
        shutil.rmtree(place)
    place, cluster = Path(tempfile.mkdtemp(prefix="writingviews-bench-")), fresh_folder()
    database = PostgreSQL(cluster, durable=True)
    database.start()
    try:
        place.joinpath("house.toml").write_text(f'database_url = "{database.url}"\n')
        serving.command(place, "init", str(place), "--name", "The Bench")
        _measure(place, "ack_postgresql", say)
    finally:
        database.stop()
        shutil.rmtree(place)
        shutil.rmtree(cluster, ignore_errors=True)


def _measure(
    folder: Path,
    name: str,
    say: Say,
    *,
    hands: int = 30,
    every: float = 1 / 3,
    delay: float = 0.0,
    seconds: float = 20.0,
) -> None:
    house = serving.start(folder, serving.free_port(), "--readers", "1")
    try:
        invited, log = invite(folder, house.address, hands, 1500)
        writers = [Hand(one, log, number, delay) for number, one in enumerate(invited)]
        asyncio.run(write_together(writers, every, seconds))
    finally:
        serving.stop(house)
    waits = [1000 * wait for writer in writers for wait in writer.waits]
    cuts = statistics.quantiles(waits, n=20)
    say(f"{name}_median", statistics.median(waits), "ms")
    say(f"{name}_p95", cuts[18], "ms")
