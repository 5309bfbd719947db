"""The live line: whom it admits, what it carries, what it refuses."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any
from uuid import uuid4

import pytest

from writingviews.articles.contributors import add_contributor
from writingviews.articles.lifecycle import Part, State
from writingviews.articles.models import Article, ArticleByline
from writingviews.desk import authority, database, socket
from writingviews.desk.messages import LONGEST_MESSAGE
from writingviews.desk.models import Step
from writingviews.desk.sheets import SheetId, mint_sheet_id
from writingviews.people.models import Account, Byline, BylineHolder

from .open_sheet import line, session_cookie
from .typing_hand import BODY, body, heading, typed

pytestmark = pytest.mark.django_db(transaction=True)


def run(journey: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a journey on a loop of its own and give the database its connections back."""

    async def whole() -> None:
        try:
            await journey()
        finally:
            await database.rest()

    asyncio.run(whole())


def code_for(article_id: object, account: Account, **how: Any) -> int:  # noqa: ANN401 - as `line`
    """Take up a line, say hello and return the code it is closed with."""
    codes: list[int] = []

    async def journey() -> None:
        async with line(account, str(article_id), **how) as sheet:
            sheet.hello()
            codes.append(await sheet.closing_code())

    run(journey)
    return codes[0]


class TestWhoIsAdmitted:
    def test_without_a_session_nobody_is(self, article: Article, writer: Account) -> None:
        assert code_for(article.id, writer) == socket.SIGNED_OUT

    def test_a_made_up_session_is_none(self, article: Article, writer: Account) -> None:
        assert code_for(article.id, writer, cookie="house=0123456789") == socket.SIGNED_OUT

    @pytest.mark.parametrize(
        "origin", ["https://evil.example", "null", "", "http://testserver.evil.example"]
    )
    def test_a_page_of_another_site_is_not(
        self, article: Article, writer: Account, origin: str
    ) -> None:
        cookie = session_cookie(writer)
        assert code_for(article.id, writer, cookie=cookie, origin=origin) == socket.WRONG_ORIGIN

    def test_a_host_that_is_not_ours_is_not(self, article: Article, writer: Account) -> None:
        how = {"origin": "http://evil.example", "host": "evil.example"}
        cookie = session_cookie(writer)
        assert code_for(article.id, writer, cookie=cookie, **how) == socket.WRONG_ORIGIN

    def test_hidden_and_absent_look_alike(self, article: Article, stranger: Account) -> None:
        cookie = session_cookie(stranger)
        assert code_for(article.id, stranger, cookie=cookie) == socket.HIDDEN
        assert code_for(uuid4(), stranger, cookie=cookie) == socket.HIDDEN
        assert code_for("no-article", stranger, cookie=cookie) == socket.HIDDEN

    def test_a_closed_account_is_not(self, article: Article, writer: Account) -> None:
        cookie = session_cookie(writer)
        Account.objects.update(is_active=False)
        assert code_for(article.id, writer, cookie=cookie) == socket.SIGNED_OUT

    def test_a_changed_password_ends_old_sessions(self, article: Article, writer: Account) -> None:
        cookie = session_cookie(writer)
        writer.set_password("another long password")
        writer.save()
        assert code_for(article.id, writer, cookie=cookie) == socket.SIGNED_OUT

    def test_an_old_build_is_told_to_reload(self, article: Article, writer: Account) -> None:
        async def journey() -> None:
            async with line(writer, article.id, cookie=cookie) as sheet:
                sheet.hello(schema=0)
                assert await sheet.closing_code() == socket.OLD_SCHEMA

        cookie = session_cookie(writer)
        run(journey)

    def test_nobody_writes_under_anothers_sheet(
        self, article: Article, writer: Account, editor: Account
    ) -> None:
        Article.objects.update(state=State.SUBMITTED)
        how = {"cookie": session_cookie(editor), "sheet": mint_sheet_id(writer)}
        assert code_for(article.id, editor, **how) == socket.BAD_MESSAGE
        how["sheet"] = SheetId("../../etc/passwd", "x")
        assert code_for(article.id, editor, **how) == socket.BAD_MESSAGE


class TestTwoHands:
    def test_what_one_types_the_other_hears_once_it_is_stored(
        self, article: Article, writer: Account, editor: Account
    ) -> None:
        Article.objects.update(state=State.IN_REVIEW)
        cookies = session_cookie(writer), session_cookie(editor)

        async def journey() -> None:
            async with (
                line(writer, article.id, cookie=cookies[0]) as one,
                line(editor, article.id, cookie=cookies[1]) as two,
            ):
                for sheet in (one, two):
                    sheet.hello()
                    assert (await sheet.hear("welcome"))["write"] is True
                one.send_steps(typed("Hello", BODY), base=0)
                told = await one.hear_step(1)
                assert told == [1, one.sheet.id, typed("Hello", BODY)]
                assert await two.hear_step(1) == told
                two.send_steps(typed(" all", BODY + 5), base=1)
                await one.hear_step(2)

        run(journey)
        assert body(authority.load(article).document) == "Hello all"

    def test_a_late_batch_is_turned_back_and_taken_when_it_is_mended(
        self, article: Article, writer: Account
    ) -> None:
        cookie = session_cookie(writer)

        async def journey() -> None:
            async with (
                line(writer, article.id, cookie=cookie) as one,
                line(writer, article.id, cookie=cookie) as two,
            ):
                for sheet in (one, two):
                    sheet.hello()
                    await sheet.hear("welcome")
                one.send_steps(typed("one", BODY), base=0)
                await one.hear_step(1)
                two.send_steps(typed("two", BODY), base=0)
                missed = await two.hear("behind")
                assert missed["batch"] == 1
                assert missed["steps"] == [[1, one.sheet.id, typed("one", BODY)]]
                two.send_steps(typed("two", BODY + 3), base=1)
                await one.hear_step(2)

        run(journey)
        assert body(authority.load(article).document) == "onetwo"

    def test_who_comes_back_hears_what_was_missed(self, article: Article, writer: Account) -> None:
        cookie = session_cookie(writer)
        sheet_id = mint_sheet_id(writer)

        async def journey() -> None:
            async with line(writer, article.id, cookie=cookie, sheet=sheet_id) as sheet:
                sheet.hello()
                sheet.send_steps(typed("kept", BODY), base=0)
                await sheet.hear_step(1)
            async with line(writer, article.id, cookie=cookie, sheet=sheet_id) as sheet:
                sheet.hello(version=0)
                # The line broke before the answer came: the sheet sends the batch again.
                sheet.send_steps(typed("kept", BODY), base=0)
                assert (await sheet.hear_step(1))[1] == sheet.sheet.id

        run(journey)
        assert Step.objects.count() == 1

    def test_what_another_process_stored_arrives_by_itself(
        self, article: Article, writer: Account
    ) -> None:
        cookie = session_cookie(writer)

        async def journey() -> None:
            async with line(writer, article.id, cookie=cookie) as sheet:
                sheet.hello()
                await sheet.hear("welcome")
                sheet.send_steps(typed("here", BODY), base=0)
                await sheet.hear_step(1)
                await database.write(
                    authority.commit,
                    article.id,
                    base=1,
                    client="f" * 16,
                    batch=1,
                    steps=[typed("there", BODY)],
                    actor=writer,
                    parts=frozenset({Part.WRITER}),
                )
                assert await sheet.hear_step(2) == [2, "f" * 16, typed("there", BODY)]

        run(journey)

    def test_carets_bear_the_byline_and_go_with_their_hand(
        self, article: Article, writer: Account, editor: Account
    ) -> None:
        Article.objects.update(state=State.SUBMITTED)
        pen = Byline.objects.create(slug="ada-quill", name="Ada Quill", kind="pen")
        BylineHolder.objects.create(byline=pen, account=writer)
        ArticleByline.objects.create(article=article, byline=pen)
        cookies = session_cookie(writer), session_cookie(editor)

        async def journey() -> None:
            async with line(editor, article.id, cookie=cookies[1]) as watching:
                watching.hello()
                await watching.hear("welcome")
                async with line(writer, article.id, cookie=cookies[0]) as moving:
                    moving.hello()
                    await moving.hear("welcome")
                    moving.say("caret", version=0, anchor=BODY, head=BODY)
                    caret = await watching.hear("caret")
                    assert caret["name"] == "Ada Quill"
                    assert (caret["sheet"], caret["head"]) == (moving.sheet.id, BODY)
                gone = await watching.hear("gone")
                assert gone["sheet"] == caret["sheet"]

        run(journey)


class TestRefusals:
    def test_a_refused_step_gives_the_stored_text_back_and_disturbs_nobody(
        self, article: Article, writer: Account
    ) -> None:
        cookie = session_cookie(writer)

        async def journey() -> None:
            async with (
                line(writer, article.id, cookie=cookie) as one,
                line(writer, article.id, cookie=cookie) as two,
            ):
                for sheet in (one, two):
                    sheet.hello()
                    await sheet.hear("welcome")
                one.send_steps(typed("kept", BODY), base=0)
                await one.hear_step(1)
                await two.hear_step(1)
                one.send_steps(heading(7), base=1, batch=2)
                refused = await one.hear("refused")
                assert refused["batch"] == 2
                assert "level" in refused["message"]
                assert refused["version"] == 1
                assert refused["document"]["content"][2]["content"][0]["text"] == "kept"
                one.send_steps(typed("!", BODY + 4), base=1, batch=3)
                await two.hear_step(2)

        run(journey)
        assert body(authority.load(article).document) == "kept!"

    def test_who_may_only_read_is_told_so_and_stores_nothing(
        self, article: Article, writer: Account
    ) -> None:
        Article.objects.update(state=State.ACCEPTED)
        cookie = session_cookie(writer)

        async def journey() -> None:
            async with line(writer, article.id, cookie=cookie) as sheet:
                sheet.hello()
                assert (await sheet.hear("welcome"))["write"] is False
                sheet.send_steps(typed("late", BODY), base=0)
                assert "moved on" in (await sheet.hear("refused"))["message"]

        run(journey)
        assert not Step.objects.exists()

    def test_the_right_to_write_goes_and_comes_with_the_state(
        self, article: Article, writer: Account
    ) -> None:
        cookie = session_cookie(writer)

        async def journey() -> None:
            async with line(writer, article.id, cookie=cookie) as sheet:
                sheet.hello()
                assert (await sheet.hear("welcome"))["write"] is True
                await database.write(Article.objects.update, state=State.ACCEPTED)
                assert (await sheet.hear("right"))["write"] is False
                await database.write(Article.objects.update, state=State.CHANGES_ASKED)
                assert (await sheet.hear("right"))["write"] is True

        run(journey)

    def test_who_signs_out_elsewhere_is_out_within_seconds(
        self, article: Article, writer: Account, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(socket, "RECHECK_SECONDS", 0.05)
        cookie = session_cookie(writer)

        async def journey() -> None:
            async with line(writer, article.id, cookie=cookie) as sheet:
                sheet.hello()
                await sheet.hear("welcome")
                await database.write(Account.objects.update, is_active=False)
                assert await sheet.closing_code() == socket.SIGNED_OUT

        run(journey)

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("not json", socket.BAD_MESSAGE),
            ('{"type": "steps", "base": 0, "batch": 1, "steps": []}', socket.BAD_MESSAGE),
            ("[" * 200_000, socket.BAD_MESSAGE),
            ("x" * (LONGEST_MESSAGE + 1), socket.TOO_LONG),
        ],
    )
    def test_nonsense_instead_of_hello_closes_the_line(
        self, article: Article, writer: Account, text: str, code: int
    ) -> None:
        cookie = session_cookie(writer)

        async def journey() -> None:
            async with line(writer, article.id, cookie=cookie) as sheet:
                sheet.say_text(text)
                assert await sheet.closing_code() == code

        run(journey)

    def test_a_flood_closes_the_line_it_comes_from(self, article: Article, writer: Account) -> None:
        cookie = session_cookie(writer)

        async def journey() -> None:
            async with line(writer, article.id, cookie=cookie) as sheet:
                sheet.hello()
                for _ in range(2 * int(socket.MESSAGES_AT_ONCE)):
                    sheet.say("caret", version=0, anchor=BODY, head=BODY)
                assert await sheet.closing_code() == socket.FLOOD

        run(journey)

    def test_a_flood_disturbs_nobody_else(
        self, article: Article, writer: Account, caplog: pytest.LogCaptureFixture
    ) -> None:
        cookie = session_cookie(writer)

        async def journey() -> None:
            async with (
                line(writer, article.id, cookie=cookie) as calm,
                line(writer, article.id, cookie=cookie) as wild,
            ):
                for sheet in (calm, wild):
                    sheet.hello()
                    await sheet.hear("welcome")
                for _ in range(2 * int(socket.MESSAGES_AT_ONCE)):
                    wild.say("caret", version=0, anchor=BODY, head=BODY)
                assert await wild.closing_code() == socket.FLOOD
                calm.send_steps(typed("calm", BODY), base=0)
                await calm.hear_step(1)

        with caplog.at_level("INFO", logger="writingviews"):
            run(journey)
        assert body(authority.load(article).document) == "calm"
        assert f"closed with {socket.FLOOD}" in caplog.text

    def test_a_step_made_for_another_piece_is_refused_there_and_changes_neither(
        self, article: Article, writer: Account
    ) -> None:
        other = Article.objects.create(language="en", created_at=article.created_at)
        add_contributor(account=writer, article_id=other.id)
        cookie = session_cookie(writer)

        async def journey() -> None:
            async with (
                line(writer, article.id, cookie=cookie) as here,
                line(writer, other.id, cookie=cookie) as there,
            ):
                for sheet in (here, there):
                    sheet.hello()
                    await sheet.hear("welcome")
                here.send_steps(typed("a long line of words", BODY), base=0)
                await here.hear_step(1)
                # On the version, and in the place, that only the first piece has.
                there.send_steps(typed("!", BODY + 10), base=1)
                assert "older text" in (await there.hear("refused"))["message"]
                there.send_steps(typed("!", BODY + 10), base=0, batch=2)
                assert "breaks a rule" in (await there.hear("refused"))["message"]

        run(journey)
        assert body(authority.load(article).document) == "a long line of words"
        assert body(authority.load(other).document) == ""

    def test_a_line_that_is_half_open_does_not_store_a_batch_a_second_time(
        self, article: Article, writer: Account
    ) -> None:
        cookie = session_cookie(writer)
        sheet_id = mint_sheet_id(writer)

        async def journey() -> None:
            # A laptop that slept: its old line still stands on the house's side, and what it sent
            # comes in there after the sheet has sent it anew.
            async with (
                line(writer, article.id, cookie=cookie, sheet=sheet_id) as old,
                line(writer, article.id, cookie=cookie, sheet=sheet_id) as new,
            ):
                for sheet in (old, new):
                    sheet.hello()
                    await sheet.hear("welcome")
                new.send_steps(typed("once", BODY), typed("!", BODY + 4), base=0)
                await new.hear_step(2)
                old.send_steps(typed("once", BODY), base=0)
                told = await old.hear("steps")
                assert [step[0] for step in told["steps"]] == [1, 2]
                new.send_steps(typed("?", BODY + 5), base=2, batch=2)
                await new.hear_step(3)

        run(journey)
        assert body(authority.load(article).document) == "once!?"

    def test_a_line_that_flaps_stores_each_batch_once_and_in_order(
        self, article: Article, writer: Account
    ) -> None:
        cookie = session_cookie(writer)
        sheet_id = mint_sheet_id(writer)

        async def journey() -> None:
            version = 0
            for number, letter in enumerate("flapping", start=1):
                # Cut before the answer, each time; then the same once more.
                async with line(writer, article.id, cookie=cookie, sheet=sheet_id) as sheet:
                    sheet.hello(version=version)
                    await sheet.hear("welcome")
                    sheet.send_steps(typed(letter, BODY + version), base=version, batch=number)
                async with line(writer, article.id, cookie=cookie, sheet=sheet_id) as sheet:
                    sheet.hello(version=version)
                    sheet.send_steps(typed(letter, BODY + version), base=version, batch=number)
                    version = (await sheet.hear_step(version + 1))[0]

        run(journey)
        assert body(authority.load(article).document) == "flapping"
        assert Step.objects.count() == len("flapping")

    def test_an_old_build_disturbs_nobody_else(self, article: Article, writer: Account) -> None:
        cookie = session_cookie(writer)

        async def journey() -> None:
            async with (
                line(writer, article.id, cookie=cookie) as current,
                line(writer, article.id, cookie=cookie) as old,
            ):
                current.hello()
                await current.hear("welcome")
                old.hello(schema=0)
                assert await old.closing_code() == socket.OLD_SCHEMA
                current.send_steps(typed("goes on", BODY), base=0)
                await current.hear_step(1)

        run(journey)

    def test_a_sheet_that_has_parted_is_given_the_houses_text(
        self, article: Article, writer: Account, caplog: pytest.LogCaptureFixture
    ) -> None:
        cookie = session_cookie(writer)

        async def journey() -> None:
            async with line(writer, article.id, cookie=cookie) as sheet:
                sheet.hello()
                await sheet.hear("welcome")
                sheet.say("anew")
                refused = await sheet.hear("refused")
                assert (refused["batch"], refused["version"]) == (0, 0)

        run(journey)
        assert "another text than the house" in caplog.text

    def test_a_sheet_ahead_of_the_house_takes_the_house_s_text(
        self, article: Article, writer: Account
    ) -> None:
        cookie = session_cookie(writer)

        async def journey() -> None:
            async with line(writer, article.id, cookie=cookie) as sheet:
                sheet.hello(version=9)
                assert (await sheet.hear("refused"))["version"] == 0

        run(journey)

    def test_the_log_tells_no_text(
        self, article: Article, writer: Account, caplog: pytest.LogCaptureFixture
    ) -> None:
        cookie = session_cookie(writer)

        async def journey() -> None:
            async with line(writer, article.id, cookie=cookie) as sheet:
                sheet.hello()
                await sheet.hear("welcome")
                sheet.send_steps(typed("a secret", 4000), base=0)
                await sheet.hear("refused")

        with caplog.at_level("DEBUG", logger="writingviews"):
            run(journey)
        assert "refused" in caplog.text
        assert "secret" not in caplog.text
        assert writer.username not in caplog.text
