"""The batches that come in for one text: those that come while others are being stored wait, and
are then stored together.

A commit waits for the disk, and all hands in a text wait for its row. Stored one by one, thirty
hands would wait for thirty commits in a row; so they wait for two at most.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias
from uuid import UUID

from . import database
from .authority import Outcome, StoredStep, Submitted, commit_all

#: Batches in one transaction: the first of them waits until the last is checked.
MOST_AT_ONCE: Final = 50

PassOn: TypeAlias = Callable[[list[StoredStep]], Awaitable[None]]


class Intake:
    """What waits to be stored in one text, in this process."""

    def __init__(self, article_id: UUID, pass_on: PassOn) -> None:
        self._article_id = article_id
        self._pass_on = pass_on
        self._waiting: deque[tuple[Submitted, asyncio.Future[list[StoredStep]]]] = deque()
        self._storing: asyncio.Task[None] | None = None

    async def store(self, batch: Submitted) -> list[StoredStep]:
        """Return a batch's steps as stored; everybody in the text has been told of them by then.

        Raises:
            Behind, BatchRefused: as `authority.commit`.
            django.db.Error: the database is away; whether it is stored is not known.
        """
        outcome: asyncio.Future[list[StoredStep]] = asyncio.get_running_loop().create_future()
        self._waiting.append((batch, outcome))
        if self._storing is None or self._storing.done():
            self._storing = asyncio.get_running_loop().create_task(self._store_all())
        return await outcome

    async def _store_all(self) -> None:
        while self._waiting:
            some = [self._waiting.popleft() for _ in range(min(MOST_AT_ONCE, len(self._waiting)))]
            try:
                outcomes = await self._stored([batch for batch, _ in some])
            except Exception as fault:  # noqa: BLE001 - each who waits is to hear of it
                outcomes = [fault] * len(some)
            for (_, waits), outcome in zip(some, outcomes, strict=True):
                if waits.done():  # its line has gone
                    continue
                if isinstance(outcome, Exception):
                    waits.set_exception(outcome)
                else:
                    waits.set_result(outcome)

    async def _stored(self, batches: list[Submitted]) -> list[Outcome | Exception]:
        outcomes = await database.write(commit_all, self._article_id, batches)
        stored = [step for one in outcomes if isinstance(one, list) for step in one]
        if stored:
            await self._pass_on(sorted(stored, key=lambda step: step.version))
        return [*outcomes]
