"""The live line of the newsroom's lists: a WebSocket at ``/newsroom/live/``.

A page says which pieces it shows; the house says which of them have changed, and which have come
that the account may see. What has changed about them the page asks for itself, by its own address:

    page → house                      house → page
    shown  [id, …]                    changed  [id, …] · much

However many watch in this process, the ledger is asked once a second, and only while somebody does
(`_Watch`); who may see what changed is asked once for each piece that did. Nothing is said of a
piece that an account could not see before and cannot see now.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import Error

from writingviews.articles.models import Article
from writingviews.articles.selectors import readable_by, readers_in_house
from writingviews.desk import database
from writingviews.desk.flood import Allowance
from writingviews.ledger.models import AuditEntry
from writingviews.people.line import account_of_session, from_our_pages, session_key_in
from writingviews.people.models import Account

logger = logging.getLogger(__name__)

Event: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Event]]
Send: TypeAlias = Callable[[Event], Awaitable[None]]

PATH: Final = "/newsroom/live/"
LOOK_SECONDS: Final = 1.0
#: A line is closed after this and taken up anew, so that who is signed out hears no more.
LONGEST_LINE: Final = 600.0
#: Pieces a page may show, and changes told one by one; after more the page is asked for anew.
MOST_SHOWN: Final = 500
MOST_TOLD: Final = 30
LONGEST_MESSAGE: Final = 64 * 1024
#: Entries of the ledger that are read again: on PostgreSQL one may be seen after a later one.
LOOK_BACK: Final = 50

#: Why a line was closed; `frontend/house/live.ts` knows the first.
COME_AGAIN: Final = 4000
BAD_MESSAGE: Final = 4400
SIGNED_OUT: Final = 4401
WRONG_ORIGIN: Final = 4403


@dataclass(eq=False)
class _Line:
    """One page that watches.

    Args:
        account: who looks.
        shown: the pieces on the page that they may see.
        outbox: what is on its way; "" closes the line.
    """

    account: Account
    shown: frozenset[UUID] = frozenset()
    outbox: "asyncio.Queue[str]" = field(default_factory=lambda: asyncio.Queue(100))

    def say(self, kind: str, pieces: Collection[UUID] = ()) -> None:
        """Put a message on the way; a line that does not keep up misses it."""
        if not self.outbox.full():
            told = [str(one) for one in pieces]
            self.outbox.put_nowait(json.dumps({"type": kind, "pieces": told}))


class _Watch:
    """Who watches in one event loop, and what they have been told of."""

    def __init__(self) -> None:
        self.lines: set[_Line] = set()
        self._seen: set[int] = set()
        self._last = 0
        self._task: asyncio.Task[None] | None = None

    async def join(self, line: _Line) -> None:
        if not self.lines:
            # What happened before anybody watched is on their pages already.
            self._last, self._seen = await database.read(_reached)
        self.lines.add(line)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._keep_looking())

    def leave(self, line: _Line) -> None:
        self.lines.discard(line)

    async def _keep_looking(self) -> None:
        while self.lines:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self._look()
            except Error:
                logger.exception("the ledger could not be read for those who watch")
        self._task = None

    async def _look(self) -> None:
        entries = await database.read(_entries_after, self._last - LOOK_BACK)
        fresh = {entry: piece for entry, piece in entries if entry not in self._seen}
        self._seen = {entry for entry, _piece in entries}
        self._last = max([self._last, *self._seen])
        changed = set(fresh.values())
        if len(changed) > MOST_TOLD:
            for line in self.lines:
                line.say("much")
        elif changed:
            readers = await database.read(_readers_of, changed)
            for line in self.lines:
                told = [
                    one
                    for one in changed
                    if one in line.shown or line.account.id in readers.get(one, ())
                ]
                if told:
                    line.say("changed", told)


def _reached() -> tuple[int, set[int]]:
    last = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return last, {entry for entry, _piece in _entries_after(last - LOOK_BACK)}


def _entries_after(last: int) -> list[tuple[int, UUID]]:
    """Return what happened to articles. One query, by the ledger's key."""
    found = AuditEntry.objects.filter(id__gt=last, subject_kind="article").order_by("id")
    return [(entry, UUID(piece)) for entry, piece in found.values_list("id", "subject_id")]


def _readers_of(pieces: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Return the ids of the accounts that may open each piece."""
    return {
        article.id: frozenset(reader.id for reader in readers_in_house(article))
        for article in Article.objects.filter(id__in=pieces)
    }


def _readable(account: Account, pieces: Collection[UUID]) -> frozenset[UUID]:
    found = Article.objects.filter(readable_by(account), id__in=pieces)
    return frozenset(found.values_list("id", flat=True))


_watches: "WeakKeyDictionary[asyncio.AbstractEventLoop, _Watch]" = WeakKeyDictionary()


async def application(scope: Event, receive: Receive, send: Send) -> None:
    """Serve one WebSocket from its handshake to its end."""
    if (await receive())["type"] != "websocket.connect":
        return
    await send({"type": "websocket.accept"})
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    if not from_our_pages(headers):
        await send({"type": "websocket.close", "code": WRONG_ORIGIN})
        return
    try:
        account = await database.read(account_of_session, session_key_in(headers))
        if account is None:
            await send({"type": "websocket.close", "code": SIGNED_OUT})
            return
        watch = _watches.setdefault(asyncio.get_running_loop(), _Watch())
        line = _Line(account)
        await watch.join(line)
    except Error:
        logger.exception("somebody could not begin to watch")
        await send({"type": "websocket.close", "code": COME_AGAIN})
        return
    try:
        await _serve(line, receive, send)
    finally:
        watch.leave(line)
        if not watch.lines:
            await database.rest()


async def _serve(line: _Line, receive: Receive, send: Send) -> None:
    """Listen and speak until the page has gone, spoke nonsense, or the time is up."""
    tasks = [
        asyncio.ensure_future(_listen(line, receive)),
        asyncio.ensure_future(_speak(line, send)),
    ]
    done, _ = await asyncio.wait(tasks, timeout=LONGEST_LINE, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    if not done:
        await send({"type": "websocket.close", "code": COME_AGAIN})
    elif outcomes[0] is False:
        await send({"type": "websocket.close", "code": BAD_MESSAGE})


async def _speak(line: _Line, send: Send) -> None:
    while True:
        await send({"type": "websocket.send", "text": await line.outbox.get()})


async def _listen(line: _Line, receive: Receive) -> bool:
    """Take what a page says it shows; return whether it has gone, and not spoken nonsense."""
    allowance = Allowance(1.0, 20.0)
    while (event := await receive())["type"] == "websocket.receive":
        pieces = _pieces_in(event.get("text"))
        if pieces is None or not allowance.take(asyncio.get_running_loop().time()):
            return False
        try:
            line.shown = await database.read(_readable, line.account, pieces)
        except Error:
            logger.exception("what a page shows could not be looked up")
    return True


def _pieces_in(text: object) -> list[UUID] | None:
    """Return the pieces that a message names; None if it is none of ours."""
    if not isinstance(text, str) or len(text) > LONGEST_MESSAGE:
        return None
    try:
        said = json.loads(text)
        pieces = [UUID(one) for one in said["shown"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return pieces if len(pieces) <= MOST_SHOWN else None
