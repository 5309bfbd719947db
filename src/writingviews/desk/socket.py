"""The live line between a sheet and the house: a WebSocket at ``/desk/live/<article>/``.

`application` is plain ASGI. The handshake admits a signed-in account from our own pages to a text
it may open; everybody else is told why by a close code (a refused handshake would tell a browser
nothing). After that the sheet says hello, and then:

    sheet → house                     house → sheet
    hello   schema, sheet, seal,      welcome  write, name
            version                   steps    [[version, sheet, step], …]
    steps   base, batch, steps        steps · behind batch, steps · refused batch, message,
                                      version, document
    since   version                   steps
    anew                              refused 0, message, version, document
    caret   version, anchor, head     caret    sheet, name, version, anchor, head · gone sheet
                                      right    write · notes version

What a line is about, never what is written on it, goes to the log.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.db import Error

from writingviews.articles.access import ArticleHidden, OpenedArticle
from writingviews.articles.lifecycle import Part, State
from writingviews.document.schema import SCHEMA_VERSION
from writingviews.people.line import account_of_session, from_our_pages, session_key_in
from writingviews.people.models import Account

from . import authority, database
from .access import open_sheet
from .flood import Allowance
from .history import first_version_for
from .hub import Hub, Listener, Room, speak, speak_steps, this_hub
from .messages import (
    LONGEST_MESSAGE,
    Anew,
    Batch,
    Caret,
    Hello,
    Message,
    Since,
    read_message,
)
from .selectors import SheetName, name_on_sheet
from .sheets import SheetId, seal_fits
from .untrusted import Misspoken

logger = logging.getLogger(__name__)

Event: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Event]]
Send: TypeAlias = Callable[[Event], Awaitable[None]]

#: Why a line was closed; `frontend/desk/line.ts` has the same list.
HOUSE_AWAY: Final = 1011
BAD_MESSAGE: Final = 4400
SIGNED_OUT: Final = 4401
WRONG_ORIGIN: Final = 4403
HIDDEN: Final = 4404
TOO_SLOW: Final = 4408
OLD_SCHEMA: Final = 4409
TOO_LONG: Final = 4413
FLOOD: Final = 4429

REASONS: Final = {
    HOUSE_AWAY: "the house cannot reach its memory: what you type is kept in this tab",
    BAD_MESSAGE: "this sheet and the house do not understand each other: reload to go on",
    SIGNED_OUT: "sign in to go on",
    WRONG_ORIGIN: "a sheet is opened from our own pages only",
    HIDDEN: "there is no such piece for you",
    TOO_SLOW: "the line is too slow: take it up again",
    OLD_SCHEMA: "the house has been renewed: reload to go on",
    TOO_LONG: "too much at once",
    FLOOD: "too many messages: wait a moment",
}

#: How long a right that was looked up is believed.
RECHECK_SECONDS: Final = 5.0
HELLO_SECONDS: Final = 10.0
#: Messages that may wait for a slow line before it is closed.
LONGEST_QUEUE: Final = 500
#: Characters that may wait for it besides one message of any length: who asks for a long log over
#: and over without reading the answers must not fill the house's memory.
MOST_WAITING: Final = 8_000_000
MESSAGES_PER_SECOND: Final = 60.0
MESSAGES_AT_ONCE: Final = 300.0

_PATH: Final = re.compile(r"/desk/live/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")


class _Closing(Exception):
    """The line is to be closed with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(REASONS[code])
        self.code: Final = code


async def application(scope: Event, receive: Receive, send: Send) -> None:
    """Serve one WebSocket from its handshake to its end."""
    if (await receive())["type"] != "websocket.connect":
        return
    await send({"type": "websocket.accept"})
    try:
        line = await _admit(scope, send)
    except _Closing as closing:
        logger.info("a line was refused with %d", closing.code)
        await _close(send, closing.code)
    except Error:
        logger.exception("a line could not be opened")
        await _close(send, HOUSE_AWAY)
    else:
        await line.serve(receive)


async def _admit(scope: Event, send: Send) -> "_Line":
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    if not from_our_pages(headers):
        raise _Closing(WRONG_ORIGIN)
    session_key = session_key_in(headers)
    path = _PATH.fullmatch(scope["path"])
    if path is None:
        raise _Closing(HIDDEN)
    account, opened = await database.read(_look_up, session_key, UUID(path[1]))
    name = await database.read(name_on_sheet, account, opened.article)
    return _Line(send, session_key, account, opened, name, this_hub())


def _look_up(session_key: str, article_id: UUID) -> tuple[Account, OpenedArticle]:
    """Return who holds a session and what the article is to them.

    Raises:
        _Closing: signed out (the session ended, the password changed, the account was closed),
            or the article is hidden from this account or absent.
    """
    account = account_of_session(session_key)
    if account is None:
        raise _Closing(SIGNED_OUT)
    try:
        return account, open_sheet(account, article_id)
    except ArticleHidden:
        raise _Closing(HIDDEN) from None


async def _close(send: Send, code: int) -> None:
    await send({"type": "websocket.close", "code": code, "reason": REASONS[code]})


@dataclass(eq=False)
class _Line:
    """One admitted line."""

    send: Send
    session_key: str
    account: Account
    opened: OpenedArticle
    name: SheetName
    hub: Hub
    sheet: str = ""
    caret: Caret | None = None
    room: Room | None = None
    _outbox: "asyncio.Queue[str | _Closing]" = field(default_factory=asyncio.Queue)
    _waiting: int = 0
    _too_slow: bool = False
    _first: int | None = None
    _allowance: Allowance = field(
        default_factory=lambda: Allowance(MESSAGES_PER_SECOND, MESSAGES_AT_ONCE)
    )

    @property
    def article_id(self) -> UUID:
        return self.opened.article.id

    def say(self, text: str) -> None:
        """Put a message on the way; a line that does not keep up is closed, not waited for."""
        if self._too_slow:
            return
        overfull = self._waiting > 0 and self._waiting + len(text) > MOST_WAITING
        if overfull or self._outbox.qsize() >= LONGEST_QUEUE:
            self._too_slow = True
            self.shut(TOO_SLOW)
        else:
            self._waiting += len(text)
            self._outbox.put_nowait(text)

    def shut(self, code: int) -> None:
        """Close the line after what is already on its way."""
        self._outbox.put_nowait(_Closing(code))

    async def serve(self, receive: Receive) -> None:
        """Listen, speak and look after the right to, until one of the three ends."""
        tasks = [
            asyncio.ensure_future(self._listen(receive)),
            asyncio.ensure_future(self._speak()),
            asyncio.ensure_future(self._keep_checking()),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            if self.room is not None:
                self.hub.leave(self.room, self)
            for outcome in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(outcome, Exception) and not isinstance(outcome, OSError):
                    logger.error("a line broke", exc_info=outcome)

    async def state_changed(self) -> None:
        """The article moved on: look again at what this person may do."""
        await self._check()

    def caret_for(self, other: Listener) -> str | None:
        """The last caret passed on, with the name that `other` may read. Theirs is the article as
        it was read last: a draft that was opened before it was submitted hid nobody yet."""
        if self.caret is None:
            return None
        return speak(
            "caret",
            sheet=self.sheet,
            name=self.name.to(other.opened.parts, other.opened.article),
            version=self.caret.version,
            anchor=self.caret.anchor,
            head=self.caret.head,
        )

    # --- three tasks of a line -----------------------------------------------------------------

    async def _speak(self) -> None:
        while True:
            item = await self._outbox.get()
            if isinstance(item, _Closing):
                logger.info("a line was closed with %d", item.code)
                await _close(self.send, item.code)
                return
            await self.send({"type": "websocket.send", "text": item})
            self._waiting -= len(item)

    async def _keep_checking(self) -> None:
        """Sign-out, a closed account, a lost role: the line follows within seconds."""
        while True:
            await asyncio.sleep(RECHECK_SECONDS)
            await self._check()

    async def _listen(self, receive: Receive) -> None:
        try:
            hello = await asyncio.wait_for(self._next(receive), HELLO_SECONDS)
            if hello is None:
                return
            room = await self._greet(hello)
            while (message := await self._next(receive)) is not None:
                await self._answer(message, room)
        except (Misspoken, TimeoutError):
            self.shut(BAD_MESSAGE)
        except _Closing as closing:
            self.shut(closing.code)
        except Error:
            # Not stored, not lost: the sheet still has it and sends it again on the next line.
            logger.exception("the database failed a line")
            self.shut(HOUSE_AWAY)
        else:
            return
        # The closing is on its way; end when the other side has seen it.
        while (await receive())["type"] != "websocket.disconnect":
            pass

    # --- what a line is told, and answers ------------------------------------------------------

    async def _next(self, receive: Receive) -> Message | None:
        """Return the next message, or None when the other side has gone."""
        event = await receive()
        if event["type"] != "websocket.receive":
            return None
        text = event.get("text")
        if not isinstance(text, str):
            raise Misspoken("not text")
        if len(text) > LONGEST_MESSAGE:
            raise _Closing(TOO_LONG)
        if not self._allowance.take(asyncio.get_running_loop().time()):
            raise _Closing(FLOOD)
        return read_message(text)

    async def _greet(self, hello: Message) -> Room:
        if not isinstance(hello, Hello):
            raise _Closing(BAD_MESSAGE)
        if hello.schema != SCHEMA_VERSION:
            raise _Closing(OLD_SCHEMA)
        if not seal_fits(self.account, SheetId(hello.sheet, hello.seal)):
            raise _Closing(BAD_MESSAGE)
        self.sheet = hello.sheet
        self.say(speak("welcome", write=self.opened.text_is_editable, name=self.name.known))
        text = await database.read(authority.load, self.opened.article)
        if hello.version > text.version:
            # The house was restored from a backup: the sheet must take the older text.
            await self._refuse(0, "The house has gone back to an older text than this sheet's.")
        room = self.room = self.hub.join(self.article_id, self, text.version)
        room.state = room.state or State(self.opened.article.state)
        await self._tell_since(hello.version)
        if room.notes_version is not None:
            self.say(speak("notes", version=room.notes_version))
        for listener in room.listeners:
            if listener is not self and (caret := listener.caret_for(self)) is not None:
                self.say(caret)
        return room

    async def _answer(self, message: Message, room: Room) -> None:
        match message:
            case Batch():
                await self._commit(message, room)
            case Since(version):
                await self._tell_since(version)
            case Anew():
                logger.error("a sheet had another text than the house and took the house's")
                await self._refuse(0, "This sheet and the house no longer had the same text.")
            case Caret():
                self._pass_on(message, room)
            case Hello():
                raise _Closing(BAD_MESSAGE)

    async def _commit(self, batch: Batch, room: Room) -> None:
        known = room.version
        if batch.base < known:
            await self._check_past(batch.base)
        try:
            stored = await room.intake.store(
                authority.Submitted(
                    base=batch.base,
                    client=self.sheet,
                    batch=batch.number,
                    steps=batch.steps,
                    actor=self.account,
                    parts=self.opened.parts,
                )
            )
        except authority.Behind as behind:
            steps = [[one.version, one.client, one.step] for one in behind.missed]
            self.say(speak("behind", batch=batch.number, steps=steps))
        except authority.BatchRefused as refusal:
            logger.info("a batch of steps was refused: %s", type(refusal).__name__)
            await self._refuse(batch.number, str(refusal))
            await self._check()
        else:
            if stored[-1].version <= known:  # a repeat: the others have it
                self.say(speak_steps(stored))

    async def _refuse(self, batch: int, message: str) -> None:
        """Say why, and give the sheet the text as it stands, to go on from."""
        text = await database.read(authority.load, self.opened.article)
        self.say(
            speak(
                "refused",
                batch=batch,
                message=message,
                version=text.version,
                document=text.document.to_json(),
            )
        )

    async def _tell_since(self, version: int) -> None:
        steps = await database.read(authority.steps_since, self.article_id, version)
        if steps:
            await self._check_past(version)
            self.say(speak_steps(steps))

    async def _check_past(self, version: int) -> None:
        """Close the line of one who asks for what was written before the piece was handed in.

        No page of ours began there for anybody but a writer.
        """
        if Part.WRITER in self.opened.parts:
            return
        if self._first is None:
            self._first = await database.read(first_version_for, self.opened)
        if version < self._first:
            raise _Closing(BAD_MESSAGE)

    def _pass_on(self, caret: Caret, room: Room) -> None:
        self.caret = caret
        for listener in room.listeners:
            if listener is not self and (text := self.caret_for(listener)) is not None:
                listener.say(text)

    async def _check(self) -> None:
        """Look again at session and rights; say so if the right to write came or went."""
        could_write, played = self.opened.text_is_editable, self.opened.parts
        try:
            self.account, self.opened = await database.read(
                _look_up, self.session_key, self.article_id
            )
            if self.opened.parts != played:
                self.name = await database.read(name_on_sheet, self.account, self.opened.article)
        except _Closing as closing:
            self.shut(closing.code)
            return
        except Error:
            logger.exception("a right could not be looked up")
            return
        if self.opened.text_is_editable != could_write:
            self.say(speak("right", write=self.opened.text_is_editable))
