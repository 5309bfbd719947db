"""Who has which text open in this process, and how news of a text reaches them.

Steps that are stored here are passed on at once. What another process stored, and that notes have
changed, is found by asking the database for the versions of all open texts, in one query, every
`POLL_SECONDS`.
"""

import asyncio
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Protocol
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import Error

from writingviews.articles.access import OpenedArticle
from writingviews.articles.lifecycle import State

from . import database
from .authority import StoredStep, steps_since, versions_of
from .intake import Intake

logger = logging.getLogger(__name__)

POLL_SECONDS: Final = 0.4


class Listener(Protocol):
    """A line into a text, as the hub knows it."""

    @property
    def sheet(self) -> str: ...

    @property
    def opened(self) -> OpenedArticle:
        """The text, and what who listens is to it."""

    def caret_for(self, other: "Listener") -> str | None:
        """The caret message that it last had for others, with the name that `other` may read."""

    def say(self, text: str) -> None:
        """Put a message on the way to the sheet; never waits."""

    async def state_changed(self) -> None:
        """The article moved on: look again at what this person may do."""


@dataclass(slots=True, eq=False)
class Room:
    """One text that is open in this process."""

    article_id: UUID
    version: int
    state: State | None = None
    notes_version: int | None = None
    listeners: set[Listener] = field(default_factory=set)
    intake: Intake = field(init=False)


def speak(kind: str, **fields: object) -> str:
    """Return a message to a sheet."""
    return json.dumps({"type": kind, **fields}, ensure_ascii=False, separators=(",", ":"))


def speak_steps(steps: Iterable[StoredStep]) -> str:
    """Return the message that brings stored steps to a sheet."""
    return speak("steps", steps=[[one.version, one.client, one.step] for one in steps])


class Hub:
    """The open texts of one event loop."""

    def __init__(self) -> None:
        self.rooms: dict[UUID, Room] = {}
        self._watch: asyncio.Task[None] | None = None

    def join(self, article_id: UUID, listener: Listener, version: int) -> Room:
        """Let a line, which has or is being sent everything up to `version`, hear of a text.

        The room may be ahead of `version` if others were there before; the caller must send its
        line what lies between.
        """
        room = self.rooms.get(article_id)
        if room is None:
            room = self.rooms[article_id] = Room(article_id, version)
            room.intake = Intake(article_id, partial(self.stored, room))
        room.listeners.add(listener)
        if self._watch is None or self._watch.done():
            self._watch = asyncio.get_running_loop().create_task(self._watch_other_processes())
        return room

    def leave(self, room: Room, listener: Listener) -> None:
        """Let a line hear no more, and tell the others that its caret is gone."""
        room.listeners.discard(listener)
        self.tell_others(room, listener, speak("gone", sheet=listener.sheet))
        if not room.listeners and self.rooms.get(room.article_id) is room:
            del self.rooms[room.article_id]

    def tell_others(self, room: Room, speaker: Listener, text: str) -> None:
        """Pass a message on to everyone in a text but its speaker."""
        for listener in room.listeners:
            if listener is not speaker:
                listener.say(text)

    async def stored(self, room: Room, steps: list[StoredStep]) -> None:
        """Pass on steps that this process has stored; whoever sent them is told too.

        A repeat, of which all have heard, is told to nobody.
        """
        if steps[0].version > room.version + 1:
            steps = await database.read(steps_since, room.article_id, room.version)
        self._pass_on(room, steps)

    def _pass_on(self, room: Room, steps: list[StoredStep]) -> None:
        fresh = [one for one in steps if one.version > room.version]
        if not fresh:
            return
        room.version = fresh[-1].version
        text = speak_steps(fresh)
        # Those first who wait to hear that their own are stored.
        senders = {one.client for one in fresh}
        for listener in sorted(room.listeners, key=lambda one: one.sheet not in senders):
            listener.say(text)

    async def _watch_other_processes(self) -> None:
        """Look for what others stored for as long as any text is open; then rest."""
        while self.rooms:
            await asyncio.sleep(POLL_SECONDS)
            try:
                await self._look()
            except Error:
                # The database is away. Lines stay open: what is typed is kept in its tab.
                logger.exception("the versions of open texts could not be read")
        self._watch = None
        await database.rest()

    async def _look(self) -> None:
        found = await database.read(versions_of, list(self.rooms)) if self.rooms else {}
        for article_id, (version, notes_version, state) in found.items():
            room = self.rooms.get(article_id)
            if room is None:
                continue
            if version > room.version:
                self._pass_on(room, await database.read(steps_since, article_id, room.version))
            if room.notes_version != notes_version:
                # Only that there is news: what a note says, each sheet asks for under its own name.
                room.notes_version = notes_version
                text = speak("notes", version=notes_version)
                for listener in room.listeners:
                    listener.say(text)
            if room.state is not state:
                moved = room.state is not None
                room.state = state
                if moved:
                    await asyncio.gather(*(one.state_changed() for one in list(room.listeners)))


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def this_hub() -> Hub:
    """Return the hub of the running event loop."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())
