"""Many writers in one text while its house is killed again and again.

``python -m tests.soak`` lets 30 writers type for two minutes into one text of a publication of its
own, on SQLite and then on PostgreSQL, and kills (SIGKILL) a process of the house every ten seconds,
each third time all of them at once, as a power cut would. In the end all writers and the database
must have the same text, and in it each letter that was acknowledged and not erased, exactly once.

On PostgreSQL two processes of the house serve the writers, so that each hears of half of the
others through the database.
"""

import argparse
import asyncio
import contextlib
import os
import random
import shutil
import signal
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests import serving
from tests.hands import Hand, invite, stored_text, write_together
from tests.postgresql import PostgreSQL, fresh_folder

HOUSE_PROCESS = "config.house_process"


@dataclass(frozen=True)
class Told:
    """What came of a soak."""

    kills: int
    steps: int
    repeats: int
    turned_back: int

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.steps} steps acknowledged and found, "
            f"{self.repeats} batches sent again, {self.turned_back} turned back"
        )


@contextlib.contextmanager
def publication(*, postgresql: bool) -> Iterator[Path]:
    """An empty publication in a folder of its own, with a database of its own."""
    folder = Path(tempfile.mkdtemp(prefix="writingviews-soak-"))
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        if postgresql:
            cluster = fresh_folder()
            stack.callback(shutil.rmtree, cluster, ignore_errors=True)
            database = PostgreSQL(cluster)
            database.start()
            stack.callback(database.stop)
            folder.joinpath("house.toml").write_text(f'database_url = "{database.url}"\n')
        serving.command(folder, "init", str(folder), "--name", "The Soak")
        yield folder


def soak(
    folder: Path, *, seconds: float, writers: int, every: float, houses: int, words: int = 600
) -> Told:
    """Let writers type while the house is killed.

    Args:
        folder: a publication.
        seconds: of typing.
        writers: each with an account and a line of their own.
        every: seconds between two kills.
        houses: processes of the house.
        words: of the text to begin with.

    Raises:
        AssertionError: somebody has another text than somebody else, or a letter is missing.
    """
    return asyncio.run(_soak(folder, seconds, writers, every, houses, words))


async def _soak(
    folder: Path, seconds: float, writers: int, every: float, houses: int, words: int
) -> Told:
    port = serving.free_port()
    options = ("--houses", str(houses), "--readers", "1")
    log = folder / "said.log"
    house = serving.start(folder, port, *options, log=log)
    chance, kills = random.Random(1), 0

    async def kill() -> None:
        nonlocal house, kills
        while True:
            await asyncio.sleep(every)
            kills += 1
            if kills % 3:
                victim = chance.choice(serving.children(house, HOUSE_PROCESS))
                os.kill(victim, signal.SIGKILL)
            else:
                serving.kill_all(house)
                house = serving.start(folder, port, *options, log=log, wait=False)

    try:
        invited, told = await asyncio.to_thread(invite, folder, house.address, writers, words)
        hands = [Hand(one, told, number) for number, one in enumerate(invited)]
        await write_together(hands, 0.4, seconds, meanwhile=kill)
    finally:
        serving.kill_all(house)
    _agree(hands, *stored_text(folder, invited[0].article))
    return Told(
        kills=kills,
        steps=sum(hand.acknowledged for hand in hands),
        repeats=sum(hand.repeats for hand in hands),
        turned_back=sum(hand.turned_back for hand in hands),
    )


def _agree(hands: list[Hand], version: int, stored: object) -> None:
    """Hold every hand's text, and what it was told, against the database's."""
    text = hands[0].text
    assert text.eq(stored), "The database has another text than its writers."
    letters = text.text_between(0, text.content.size)
    for hand in hands:
        assert hand.version == version, f"Hand {hand.number} stands at {hand.version}."
        assert hand.text.eq(text), f"Hand {hand.number} has another text."
        found = letters.count(hand.sign)
        assert found == hand.standing, (
            f"Hand {hand.number} was told of {hand.standing} letters; {found} are in the text."
        )
    assert sum(hand.acknowledged for hand in hands) == version


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0, help="of typing on each database")
    parser.add_argument("--writers", type=int, default=30)
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two kills")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    options = parser.parse_args()
    for database, houses in (("sqlite", 1), ("postgresql", 2)):
        if options.only in (None, database):
            with publication(postgresql=database == "postgresql") as folder:
                told = soak(
                    folder,
                    seconds=options.seconds,
                    writers=options.writers,
                    every=options.every,
                    houses=houses,
                )
            print(f"{database}: {told}", flush=True)  # noqa: T201 - it is a command


if __name__ == "__main__":
    main()
