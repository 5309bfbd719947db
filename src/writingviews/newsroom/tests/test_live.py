"""The live line of the lists: whom it admits, what it tells, and what it costs."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, MutableMapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from writingviews.articles.models import Article
from writingviews.desk import database
from writingviews.ledger.services import record_act
from writingviews.newsroom import live
from writingviews.people.models import Account, Chapter

from .conftest import SUBMITTED, Cast

pytestmark = pytest.mark.django_db(transaction=True)
Make = Callable[..., Article]
#: Longer than anything may take here.
PATIENCE = 6.0
#: Between two looks, in these tests; and long enough for the house to have looked twice.
LOOK = 0.3
SILENCE = 2.5 * LOOK


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "LOOK_SECONDS", LOOK)


class Page:
    """One end of a line, without a browser."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.said.put_nowait({"type": "websocket.connect"})

    def say(self, text: str) -> None:
        self.said.put_nowait({"type": "websocket.receive", "text": text})

    def shows(self, *pieces: Article) -> None:
        self.say(json.dumps({"shown": [str(piece.id) for piece in pieces]}))

    async def hear(self) -> dict[str, Any]:
        while (event := await asyncio.wait_for(self.heard.get(), PATIENCE))["type"] == (
            "websocket.accept"
        ):
            pass
        if event["type"] == "websocket.close":
            return {"type": "close", "code": event["code"]}
        message: dict[str, Any] = json.loads(event["text"])
        return message

    async def hears_nothing(self) -> bool:
        await asyncio.sleep(SILENCE)
        return all(
            self.heard.get_nowait()["type"] == "websocket.accept" for _ in range(self.heard.qsize())
        )


@asynccontextmanager
async def watching(
    account: Account | None, *, origin: str = "http://testserver"
) -> AsyncIterator[Page]:
    cookie = ""
    if account is not None:

        def sign_in() -> str:
            client = Client()
            client.force_login(account)
            return client.cookies[settings.SESSION_COOKIE_NAME].value

        cookie = f"{settings.SESSION_COOKIE_NAME}={await database.write(sign_in)}"
    page = Page()

    async def send(event: MutableMapping[str, Any]) -> None:
        page.heard.put_nowait(dict(event))

    headers = [(b"host", b"testserver"), (b"origin", origin.encode()), (b"cookie", cookie.encode())]
    scope = {"type": "websocket", "path": live.PATH, "headers": headers}
    task = asyncio.create_task(live.application(scope, page.said.get, send))
    await asyncio.sleep(0.3)  # until it has looked where the ledger stands
    try:
        yield page
    finally:
        page.said.put_nowait({"type": "websocket.disconnect"})
        await asyncio.wait_for(task, PATIENCE)


def run(journey: Callable[[], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        try:
            await journey()
        finally:
            await database.rest()

    asyncio.run(whole())


async def happen(article: Article, verb: str = "take_up") -> None:
    await database.write(
        record_act, verb, subject_kind="article", subject_id=article.id, actor=None
    )


class TestWhoIsAdmitted:
    def code(self, account: Account | None, **how: str) -> int:
        codes: list[int] = []

        async def journey() -> None:
            async with watching(account, **how) as page:
                codes.append((await page.hear())["code"])

        run(journey)
        return codes[0]

    @pytest.mark.usefixtures("cast")
    def test_without_a_session_nobody_is(self) -> None:
        assert self.code(None) == live.SIGNED_OUT

    def test_a_page_of_another_site_is_not(self, cast: Cast) -> None:
        assert self.code(cast.editor, origin="https://evil.example") == live.WRONG_ORIGIN

    @pytest.mark.parametrize(
        "said", ["", "[]", '{"shown": 3}', '{"shown": ["x"]}', '{"shown": [null]}', "[" * 9000]
    )
    def test_who_speaks_nonsense_is_shut_out(self, cast: Cast, said: str) -> None:
        codes: list[int] = []

        async def journey() -> None:
            async with watching(cast.editor) as page:
                page.say(said)
                codes.append((await page.hear())["code"])

        run(journey)
        assert codes == [live.BAD_MESSAGE]


class TestWhatIsTold:
    def test_who_may_see_a_piece_hears_that_it_changed_and_nobody_else(
        self, cast: Cast, piece: Make
    ) -> None:
        article = piece(*SUBMITTED)

        async def journey() -> None:
            async with watching(cast.editor) as editor, watching(cast.stranger) as stranger:
                await happen(article)
                assert await editor.hear() == {"type": "changed", "pieces": [str(article.id)]}
                assert await stranger.hears_nothing()

        run(journey)

    def test_a_stranger_to_a_chapter_hears_nothing_of_it_whatever_they_say_they_show(
        self, cast: Cast, piece: Make
    ) -> None:
        article = piece(*SUBMITTED)
        Article.objects.update(chapter=Chapter.objects.create(slug="north"))

        async def journey() -> None:
            async with watching(cast.editor) as editor:
                editor.shows(article)
                await asyncio.sleep(0.3)
                await happen(article)
                assert await editor.hears_nothing()

        run(journey)

    def test_who_showed_it_hears_that_it_is_gone(self, cast: Cast, piece: Make) -> None:
        article = piece(*SUBMITTED)

        async def journey() -> None:
            async with watching(cast.editor) as editor:
                editor.shows(article)
                await asyncio.sleep(0.3)
                await database.write(Article.objects.update, state="withdrawn")
                await happen(article, "withdraw")
                assert (await editor.hear())["pieces"] == [str(article.id)]

        run(journey)

    def test_after_very_many_changes_the_page_is_to_look_for_itself(self, cast: Cast) -> None:
        def much() -> None:
            with transaction.atomic():  # so that one look finds them all
                for _ in range(live.MOST_TOLD + 1):
                    record_act("import", subject_kind="article", subject_id=uuid4(), actor=None)

        async def journey() -> None:
            async with watching(cast.editor) as editor:
                await database.write(much)
                kinds = {(await editor.hear())["type"]}
                assert kinds == {"much"}

        run(journey)

    def test_an_entry_that_is_seen_after_a_later_one_is_not_missed(
        self, cast: Cast, piece: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """On PostgreSQL an id may be given before another and be committed after it."""
        first, second = piece(*SUBMITTED), piece(*SUBMITTED)
        real, late = live._entries_after, [True]

        def without_the_first(last: int) -> list[tuple[int, Any]]:
            found = real(last)
            return [one for one in found if one[1] != first.id] if late[0] else found

        monkeypatch.setattr(live, "_entries_after", without_the_first)

        async def journey() -> None:
            async with watching(cast.editor) as editor:
                await happen(first)
                await happen(second)
                assert (await editor.hear())["pieces"] == [str(second.id)]
                late[0] = False
                assert str(first.id) in (await editor.hear())["pieces"]

        run(journey)


def test_all_who_watch_share_one_look_at_the_ledger(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    real = live._entries_after

    def counted(last: int) -> list[tuple[int, UUID]]:
        looks.append(last)
        return real(last)

    monkeypatch.setattr(live, "_entries_after", counted)
    everybody = (cast.editor, cast.second_editor, cast.publisher, cast.editor)

    async def journey() -> None:
        async with (
            watching(everybody[0]),
            watching(everybody[1]),
            watching(everybody[2]),
            watching(everybody[3]),
        ):
            looks.clear()
            await asyncio.sleep(3 * LOOK)
        looks_while_watched = len(looks)
        assert 1 <= looks_while_watched <= 4
        await asyncio.sleep(2 * LOOK)
        assert len(looks) <= looks_while_watched + 1  # nobody watches: nobody asks

    run(journey)
