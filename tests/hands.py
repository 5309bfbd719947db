"""Writers without a browser on the live line of a real house: each does what a sheet does.

A `Hand` types letters of its own alphabet sign at random places, erases some of them, parts
paragraphs now and then, and keeps its text as `frontend/desk/collaboration.ts` keeps a sheet's:
unsent steps are rebased over what others stored, one numbered batch is under way at a time, and a
line that breaks is taken up again.
"""

import asyncio
import contextlib
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar
from uuid import UUID, uuid4

from prosemirror.model import Node, Slice
from prosemirror.transform import Mapping, ReplaceStep, Step, Transform
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests import serving
from writingviews.document.schema import SCHEMA, SCHEMA_VERSION
from writingviews.document.validate import parse_document

if TYPE_CHECKING:
    from writingviews.people.models import Account

#: The sign that the first hand types; the others follow it in Unicode (Hangul syllables).
FIRST_SIGN: Final = 0xAC00
#: As a sheet: no longer than this between two attempts.
LONGEST_WAIT: Final = 2.0
PATIENCE: Final = 60.0

T = TypeVar("T")


class Astray(AssertionError):
    """A hand was told what cannot be."""


@dataclass(frozen=True, slots=True)
class Invited:
    """What a hand needs to take up a line."""

    address: str
    article: str
    cookie: str
    sheet: str
    seal: str


@dataclass
class Log:
    """The stored steps as all hands of this process were told them: one text for each version.

    Whoever is told another step for a version than somebody else was, has gone astray.
    """

    document: Node
    _told: list[tuple[Any, Step, Node]] = field(default_factory=list)

    def take(self, version: int, data: Any) -> Step:  # noqa: ANN401 - JSON
        """Return a stored step."""
        if version <= len(self._told):
            known, step, _ = self._told[version - 1]
            if known != data:
                raise Astray(f"Two hands were told different steps of version {version}.")
            return step
        step = Step.from_json(SCHEMA, data)
        if version != len(self._told) + 1:
            raise Astray(f"Version {version} was told after {len(self._told)}.")
        result = step.apply(self.at(version - 1))
        if result.doc is None:
            raise Astray(f"The stored step {version} does not apply: {result.failed}")
        self._told.append((data, step, result.doc))
        return step

    def at(self, version: int) -> Node:
        return self._told[version - 1][2] if version else self.document


@dataclass
class Hand:
    """A writer on a line.

    Attributes:
        number: which of the hands; gives it its sign.
        delay: seconds that each message takes each way.
        parts: how many of a hundred edits part a paragraph.
        waits: seconds from each edit to its acknowledgement.
        standing: signs that were typed and not erased, by what was acknowledged.
        repeats: batches under way when a line broke, and so sent again.
        turned_back: batches that the house left to the hand to rebase.
    """

    invited: Invited
    log: Log
    number: int
    delay: float = 0.0
    parts: int = 2
    waits: list[float] = field(default_factory=list)
    standing: int = 0
    acknowledged: int = 0
    repeats: int = 0
    turned_back: int = 0
    greeted: bool = False
    version: int = 0
    unsent: list[tuple[Step, float, int]] = field(default_factory=list)
    _batch: int = 0
    _under_way: bool = False
    _numbered: bool = False
    _said: "_Slow[str] | None" = None

    def __post_init__(self) -> None:
        self._dice = random.Random(self.number)
        self.text = self.log.at(0)
        self._caret = 0

    @property
    def sign(self) -> str:
        return chr(FIRST_SIGN + self.number)

    # --- typing ---------------------------------------------------------------------------------

    async def type(self, every: float, until: float) -> None:
        """Type an edit every so many seconds, until a moment of the steady clock."""
        await asyncio.sleep(self._dice.uniform(0, every))
        while time.monotonic() < until:
            self._edit()
            self._send()
            await asyncio.sleep(every * self._dice.uniform(0.5, 1.5))

    def _edit(self) -> None:
        kind = self._dice.randrange(100)
        if kind < self.parts and (step := self._parting()) is not None:
            self._write(step, 0)
        elif kind < 2 * self.parts + 8 and (step := self._erasing()) is not None:
            self._write(step, -1)
        else:
            at = self._place()
            self._write(_typing(at, self.sign), 1)

    def _write(self, step: Step, signs: int) -> None:
        result = step.apply(self.text)
        if result.doc is None:
            return
        self.text = result.doc
        self.unsent.append((step, time.monotonic(), signs))
        self._caret = step.get_map().map(self._caret, 1)

    def _place(self) -> int:
        """Mostly where it typed last; sometimes anywhere."""
        if self._dice.randrange(12) and self._writable(self._caret):
            return self._caret
        while True:
            at = self._dice.randrange(self.text.content.size)
            if self._writable(at):
                self._caret = at
                return at

    def _writable(self, at: int) -> bool:
        if not 0 < at < self.text.content.size:
            return False
        return bool(self.text.resolve(at).parent.type.name == "paragraph")

    def _parting(self) -> Step | None:
        at = self._place()
        return Transform(self.text).split(at).steps[0]

    def _erasing(self) -> Step | None:
        found: list[int] = []

        def look(node: Node, position: int, *_: object) -> bool:
            if node.is_text and self.sign in (node.text or ""):
                found.append(position + node.text.index(self.sign))
            return not found

        self.text.descendants(look)
        return ReplaceStep(found[0], found[0] + 1, Slice.empty) if found else None

    # --- the line -------------------------------------------------------------------------------

    async def hold(self) -> None:
        """Keep a line to the house until cancelled."""
        wait = 0.1
        while True:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                async with connect(
                    self.invited.address.replace("http", "ws")
                    + f"/desk/live/{self.invited.article}/",
                    origin=self.invited.address,  # type: ignore[arg-type]
                    additional_headers={"Cookie": self.invited.cookie},
                    open_timeout=10,
                    max_size=None,
                    ping_interval=None,
                    compression=None,
                ) as line:
                    await self._converse(line)
                    wait = 0.1
            self._said, self.greeted = None, False
            await asyncio.sleep(wait * self._dice.uniform(0.5, 1.5))
            wait = min(2 * wait, LONGEST_WAIT)

    async def _converse(self, line: ClientConnection) -> None:
        heard: _Slow[str | bytes] = _Slow(self.delay, self._heard)
        self._said = _Slow(self.delay, line.send)
        ways = [asyncio.ensure_future(way.carry()) for way in (heard, self._said)]
        if self._under_way:
            self._under_way = False
            self.repeats += 1
        hello = {"type": "hello", "schema": SCHEMA_VERSION, "version": self.version}
        self._say({**hello, "sheet": self.invited.sheet, "seal": self.invited.seal})
        listening = asyncio.ensure_future(self._listen(line, heard))
        try:
            done, _ = await asyncio.wait([*ways, listening], return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                one.result()
        finally:
            for one in (*ways, listening):
                one.cancel()
            await asyncio.gather(*ways, listening, return_exceptions=True)

    async def _listen(self, line: ClientConnection, heard: "_Slow[str | bytes]") -> None:
        async for message in line:
            heard.put(message)

    def _say(self, message: dict[str, Any]) -> None:
        if self._said is not None:
            self._said.put(json.dumps(message))

    async def _heard(self, told: str | bytes) -> None:
        message = json.loads(told)
        match message["type"]:
            case "welcome":
                self.greeted = True
            case "steps":
                self._take(message["steps"])
            case "behind":
                self._under_way = False
                self.turned_back += 1
                self._take(message["steps"])
            case "refused":
                raise Astray(f"Hand {self.number} was refused: {message['message']}")
        self._send()

    def _send(self) -> None:
        if not self.greeted or self._under_way or not self.unsent:
            return
        if not self._numbered:
            self._batch += 1
            self._numbered = True
        self._under_way = True
        steps = [step.to_json() for step, _, _ in self.unsent[:200]]
        self._say({"type": "steps", "base": self.version, "batch": self._batch, "steps": steps})

    def _take(self, stored: list[list[Any]]) -> None:
        others: list[Step] = []
        for version, sheet, data in stored:
            if version <= self.version:
                continue
            if version > self.version + 1:
                self._say({"type": "since", "version": self.version})
                break
            step = self.log.take(version, data)
            if sheet != self.invited.sheet:
                others.append(step)
            else:
                self._rebase(others)
                others = []
                self._acknowledge(step)
            self.version = version
        self._rebase(others)

    def _acknowledge(self, step: Step) -> None:
        if not self.unsent:
            raise Astray(f"Hand {self.number} was told a step of its own a second time.")
        mine, began, signs = self.unsent.pop(0)
        if mine.to_json() != step.to_json():
            raise Astray(f"{mine.to_json()} was stored as {step.to_json()}.")
        self.waits.append(time.monotonic() - began)
        self.standing += signs
        self.acknowledged += 1
        self._under_way = self._numbered = False

    def _rebase(self, over: list[Step]) -> None:
        if not over:
            return
        mapping = Mapping([step.get_map().invert() for step, _, _ in reversed(self.unsent)])
        for step in over:
            self._caret = step.get_map().map(self._caret, -1)
            mapping.append_map(step.get_map())
        kept: list[tuple[Step, float, int]] = []
        text = self.log.at(self.version)
        for number, (step, began, signs) in enumerate(self.unsent):
            undone = len(self.unsent) - number
            mapped = step.map(mapping.slice(undone))
            result = mapped.apply(text) if mapped is not None else None
            if mapped is None or result is None or result.doc is None:
                continue
            mapping.append_map(mapped.get_map(), undone - 1)
            text = result.doc
            kept.append((mapped, began, signs))
        self.text, self.unsent = text, kept


class _Slow(Generic[T]):
    """One way of a slow line: what is put in comes out `delay` seconds later, in order."""

    def __init__(self, delay: float, out: Callable[[T], Coroutine[Any, Any, None]]) -> None:
        self._delay, self._out = delay, out
        self._on_the_way: asyncio.Queue[tuple[float, T]] = asyncio.Queue()

    def put(self, message: T) -> None:
        self._on_the_way.put_nowait((time.monotonic() + self._delay, message))

    async def carry(self) -> None:
        while True:
            due, message = await self._on_the_way.get()
            if (rest := due - time.monotonic()) > 0:
                await asyncio.sleep(rest)
            await self._out(message)


def _typing(at: int, sign: str) -> Step:
    step = {
        "stepType": "replace",
        "from": at,
        "to": at,
        "slice": {"content": [{"type": "text", "text": sign}]},
    }
    return Step.from_json(SCHEMA, step)


async def write_together(
    hands: list[Hand],
    every: float,
    seconds: float,
    meanwhile: Callable[[], Coroutine[Any, Any, None]] | None = None,
) -> None:
    """Let hands type for a while, each every so many seconds, until all of it is acknowledged.

    Args:
        hands: that type, each into the same text.
        every: seconds between two edits of a hand.
        seconds: of typing.
        meanwhile: goes on until the typing is over.

    Raises:
        AssertionError: a hand went astray, or something is not acknowledged after `PATIENCE`.
    """
    lines = [asyncio.ensure_future(hand.hold()) for hand in hands]

    def told() -> str:
        greeted = sum(hand.greeted for hand in hands)
        unsent = [len(hand.unsent) for hand in hands]
        versions = sorted({hand.version for hand in hands})
        return f"{greeted} of {len(hands)} greeted, unsent {unsent}, versions {versions}"

    async def write() -> None:
        await _wait_for(lambda: all(hand.greeted for hand in hands), told)
        until = time.monotonic() + seconds
        besides = asyncio.ensure_future(meanwhile()) if meanwhile is not None else None
        await asyncio.gather(*(hand.type(every, until) for hand in hands))
        if besides is not None and not besides.cancel():
            besides.result()
        await _wait_for(lambda: not any(hand.unsent for hand in hands), told)
        newest = max(hand.version for hand in hands)
        await _wait_for(lambda: all(hand.version == newest for hand in hands), told)

    writing = asyncio.ensure_future(write())
    try:
        done, _ = await asyncio.wait([*lines, writing], return_when=asyncio.FIRST_COMPLETED)
        for one in done:
            one.result()
    finally:
        for one in (*lines, writing):
            one.cancel()
        await asyncio.gather(*lines, writing, return_exceptions=True)


async def _wait_for(what: Callable[[], bool], told: Callable[[], str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > deadline:
            raise AssertionError(f"Not all is acknowledged after {PATIENCE} s: {told()}.")
        await asyncio.sleep(0.05)


# --- a house with one text and many writers -------------------------------------------------------


def invite(
    folder: Path, address: str, number: int, words: int, in_margin: int = 0
) -> tuple[list[Invited], Log]:
    """Begin a text in a publication, and let so many writers into it.

    Args:
        folder: the publication's, with its tables made.
        address: where it is or will be served.
        number: of writers, each with an account of their own.
        words: of the text to begin with, about.
        in_margin: as many notes, and as many suggestions, stand in its margin.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.hands", str(number), str(words), str(in_margin)],
        env=serving.environment(folder),
        check=True,
        capture_output=True,
        text=True,
    )
    told = json.loads(done.stdout)
    log = Log(parse_document(told["document"]))
    return [Invited(address, told["article"], *one) for one in told["writers"]], log


def stored_text(folder: Path, article: str) -> tuple[int, Node]:
    """Return version and text of an article as the database has them."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hands", "--stored", article],
        env=serving.environment(folder),
        check=True,
        capture_output=True,
        text=True,
    )
    told = json.loads(done.stdout)
    return told["version"], parse_document(told["document"])


def _invite(number: int, words: int, in_margin: int) -> None:
    from datetime import UTC, datetime

    from django.conf import settings
    from django.test import Client

    from writingviews.articles.contributors import add_contributor
    from writingviews.articles.services.filing import begin_article
    from writingviews.articles.services.revising import freeze_revision
    from writingviews.desk import authority
    from writingviews.desk.sheets import mint_sheet_id
    from writingviews.people.models import Account

    accounts = [
        Account.objects.create_user(f"hand-{os.urandom(4).hex()}", "never typed by anybody")
        for _ in range(number)
    ]
    article = begin_article(actor=accounts[0], language="en")
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": "word " * 49 + "end."}]}
    document = {
        "type": "doc",
        "content": [
            {"type": "title", "content": [{"type": "text", "text": "Many hands"}]},
            {"type": "standfirst"},
            *[paragraph] * max(1, words // 50),
        ],
    }
    now = datetime(2026, 3, 1, tzinfo=UTC)
    freeze_revision(article=article, document=document, why="imported", now=now)
    writers = []
    for account in accounts:
        add_contributor(account=account, article_id=article.id)
        client = Client()
        client.force_login(account)
        name = settings.SESSION_COOKIE_NAME
        sheet = mint_sheet_id(account)
        writers.append([f"{name}={client.cookies[name].value}", sheet.id, sheet.seal])
    text = authority.load(article).document.to_json()
    if in_margin:
        _fill_margin(article.id, accounts[-1], words, in_margin)
    print(json.dumps({"article": str(article.id), "document": text, "writers": writers}))  # noqa: T201


def _fill_margin(article_id: UUID, account: "Account", words: int, number: int) -> None:
    """Let an account note on a word, and suggest another for one, here and there."""
    from writingviews.articles.access import open_article
    from writingviews.desk.note_acts import Begin
    from writingviews.desk.noting import do
    from writingviews.desk.suggesting import do_suggestion
    from writingviews.desk.suggestion_acts import Proposed, Suggest

    opened = open_article(account, article_id)
    # "Many hands", an empty standfirst, and paragraphs of "word " * 49 + "end.".
    begin, paragraph = len("Many hands") + 4, 5 * 49 + 4 + 2
    made = []
    for one in range(number):
        at = begin + one * (words // 50) // number * paragraph + 1 + 5 * (one * 7 % 40)
        note = Begin(uuid4(), uuid4(), 0, at, at + 4, "word", f"Remark {one}.")
        do(note, article=opened.article, actor=account)
        before, after = ({"type": "text", "text": text} for text in ("word", "thing"))
        made.append(Proposed(uuid4(), "words", at + 15, at + 19, [before], [after]))
    do_suggestion(Suggest(0, tuple(made), ()), opened=opened, actor=account)


def _tell_stored(article: str) -> None:
    from writingviews.articles.models import Article
    from writingviews.desk import authority

    text = authority.living_text(Article.objects.get(pk=article))
    print(json.dumps({"version": text.version, "document": text.document.to_json()}))  # noqa: T201


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    import django

    django.setup()
    if sys.argv[1] == "--stored":
        _tell_stored(sys.argv[2])
    else:
        _invite(*map(int, sys.argv[1:4]))


if __name__ == "__main__":
    main()
