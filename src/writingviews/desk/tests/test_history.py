"""A text's history: what is shown of it to whom, and going back."""

import asyncio
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prosemirror.model import Node
from pytest_django.fixtures import Settings

from writingviews.articles.access import open_article
from writingviews.articles.lifecycle import Part, State
from writingviews.articles.models import Article, ArticleByline
from writingviews.articles.services.revising import freeze_revision
from writingviews.desk import authority, database, history, socket
from writingviews.desk.history import OutOfReach, PointKind, document_at, point_called, points_of
from writingviews.desk.models import Draft, KeptText, NamedVersion, Step
from writingviews.desk.selectors import current_document
from writingviews.document.steps import apply_steps
from writingviews.document.text import plain_text
from writingviews.ledger.models import AuditEntry
from writingviews.people.models import Account, BylineKind
from writingviews.people.services import take_byline

from .open_sheet import Closed, line, session_cookie
from .typing_hand import BODY, typed

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
WRITES = frozenset({Part.WRITER, Part.EDITOR})


@pytest.fixture(autouse=True)
def _desk_alone(settings: Settings) -> None:
    settings.ROOT_URLCONF = "writingviews.desk.tests.house_urls"
    history.forget()


def write(article: Article, actor: Account, text: str, at: datetime, *, parts: int = 1) -> int:
    """Type at the beginning of the body, in so many steps; return the version after it."""
    base = authority.load(article).version
    steps = [typed(text if number == 0 else ".", BODY) for number in range(parts)]
    with patch.object(timezone, "now", lambda: at):
        stored = authority.commit(
            article.id,
            base=base,
            client="a" * 16,
            batch=base,
            steps=steps,
            actor=actor,
            parts=WRITES,
        )
    return stored[-1].version


def submit(article: Article, at: datetime) -> None:
    document = current_document(article)[1]
    freeze_revision(article=article, document=document, why="submitted", now=at)
    Article.objects.filter(id=article.id).update(state=State.IN_REVIEW)


@pytest.fixture
def piece(article: Article, writer: Account, editor: Account) -> Article:
    """Written on Monday, handed in on Tuesday, written on by the editor and the writer after."""
    write(article, writer, "One.", MONDAY, parts=3)
    write(article, writer, "Two.", MONDAY + timedelta(days=1))
    submit(article, MONDAY + timedelta(days=1, hours=1))
    write(article, editor, "Three.", MONDAY + timedelta(days=1, hours=2))
    write(article, writer, "Four.", MONDAY + timedelta(days=2))
    article.refresh_from_db()
    return article


def browser_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def keys(article: Article, account: Account) -> list[str]:
    return [point.key for point in points_of(open_article(account, article.id))]


def text_at(article: Article, account: Account, key: str) -> str:
    point = point_called(key, points_of(open_article(account, article.id)))
    return plain_text(document_at(article, point))


def address(article: Article, end: str = "") -> str:
    return f"/desk/{article.id}/history/{end}"


def go_back(browser: Client, article: Article, point: str, version: int) -> Any:  # noqa: ANN401
    given = {"point": point, "version": version}
    return browser.post(address(article, "back/"), given, follow=True)


class TestThePoints:
    def test_days_and_frozen_versions_stand_in_one_row(
        self, piece: Article, writer: Account
    ) -> None:
        points = points_of(open_article(writer, piece.id))
        assert [(point.key, point.kind, point.current) for point in points] == [
            ("v6", PointKind.DAY, True),
            ("v5", PointKind.DAY, False),
            ("r1", PointKind.REVISION, False),
            ("v3", PointKind.DAY, False),
            ("v0", PointKind.BEGINNING, False),
        ]

    def test_a_day_says_who_wrote_and_how_much_by_the_names_of_this_sheet(
        self, piece: Article, writer: Account
    ) -> None:
        byline = take_byline(account=writer, name="Ferry Clerk", kind=BylineKind.PEN)
        ArticleByline.objects.create(article=piece, byline=byline)
        days = points_of(open_article(writer, piece.id))
        told = {day.key: [(hand.name, hand.steps) for hand in day.hands] for day in days}
        assert told["v5"] == [("An editor", 1), ("Ferry Clerk", 1)]
        assert told["v3"] == [("Ferry Clerk", 3)]
        page = browser_of(writer).get(address(piece)).content.decode()
        assert "Ferry Clerk" in page
        assert "An editor" in page

    def test_what_was_written_before_it_was_handed_in_is_the_writers_alone(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        assert keys(piece, editor) == ["v6", "v5", "r1"]
        with_editor = {p.key: p.hands for p in points_of(open_article(editor, piece.id))}
        assert [(hand.name, hand.steps) for hand in with_editor["v5"]] == [("An editor", 1)]
        for hidden in ("v0", "v3"):
            asked = address(piece) + f"?from={hidden}&to=v6"
            assert browser_of(editor).get(asked).status_code == 404
            assert browser_of(writer).get(asked).status_code == 200

    def test_nothing_finer_than_a_day_can_be_asked_for(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        for account in (writer, editor):
            for finer in ("v1", "v2", "v4", "v7", "r2", "v", "x"):
                answer = browser_of(account).get(address(piece) + f"?from={finer}")
                assert answer.status_code == 404, finer

    def test_their_number_does_not_change_the_number_of_queries(
        self, piece: Article, writer: Account
    ) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as found:
                points_of(open_article(writer, piece.id))
            return len(found)

        browser = browser_of(writer)
        browser.post(address(piece, "name/"), {"point": "v6", "name": "First"})
        few = queries()
        for day in range(3, 9):
            write(piece, writer, "More.", MONDAY + timedelta(days=day), parts=60)
            newest = points_of(open_article(writer, piece.id))[0].key
            browser.post(address(piece, "name/"), {"point": newest, "name": f"Day {day}"})
        assert NamedVersion.objects.count() == 7
        assert queries() == few <= 18

    def test_a_piece_that_nobody_has_opened_has_its_revisions(
        self, article: Article, writer: Account
    ) -> None:
        assert keys(article, writer) == []
        assert b"Nothing has been written yet" in browser_of(writer).get(address(article)).content
        submit(article, MONDAY)
        assert keys(article, writer) == ["r1"]
        assert browser_of(writer).get(address(article)).status_code == 200
        assert not Draft.objects.exists()


class TestTheTextAtAPoint:
    def test_it_is_what_it_was(self, piece: Article, writer: Account) -> None:
        assert text_at(piece, writer, "v0") == ""
        assert text_at(piece, writer, "v3") == "..One."
        assert text_at(piece, writer, "r1") == "Two...One."
        assert text_at(piece, writer, "v6") == "Four.Three.Two...One."

    def test_it_is_read_from_the_nearest_text_that_was_kept(
        self, article: Article, writer: Account, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(authority, "KEPT_EVERY", 100)
        for day in range(6):
            write(article, writer, f"{day}", MONDAY + timedelta(days=day), parts=70)
        assert list(KeptText.objects.order_by("version").values_list("version", flat=True)) == [
            0,
            140,
            210,
            350,
            420,
        ]
        replayed = []

        def counted(document: Node, steps: Sequence[dict[str, Any]]) -> Node:
            replayed.append(len(steps))
            return apply_steps(document, steps)

        monkeypatch.setattr(history, "apply_steps", counted)
        for version in (70, 140, 280, 350):
            assert len(text_at(article, writer, f"v{version}")) == version
        assert replayed == [70, 0, 70, 0]
        text_at(article, writer, "v70")
        assert len(replayed) == 4, "it is remembered"

    def test_what_would_take_too_long_is_refused_with_a_sentence(
        self, piece: Article, writer: Account, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(history, "MOST_REPLAYED", 2)
        with pytest.raises(OutOfReach, match="too far"):
            text_at(piece, writer, "v3")
        page = browser_of(writer).get(address(piece) + "?from=v3&to=r1")
        assert page.status_code == 200
        assert b"lies too far" in page.content
        assert b"history-config" not in page.content

    def test_what_was_written_before_texts_were_kept_is_said(
        self, piece: Article, writer: Account
    ) -> None:
        KeptText.objects.all().delete()
        Draft.objects.update(document_version=5)
        with pytest.raises(OutOfReach, match="before the house kept"):
            text_at(piece, writer, "v3")

    @pytest.mark.parametrize("frozen_before", [False, True])
    def test_drafts_begun_before_texts_were_kept_keep_what_is_known(
        self, article: Article, writer: Account, *, frozen_before: bool
    ) -> None:
        write(article, writer, "One.", MONDAY, parts=20)
        write(article, writer, "Two.", MONDAY + timedelta(days=1), parts=40)
        if frozen_before:
            submit(article, MONDAY)
        KeptText.objects.all().delete()
        migration = import_module("writingviews.desk.migrations.0005_history")
        migration.keep_what_is_known(apps, None)
        kept = set(KeptText.objects.values_list("version", flat=True))
        # Nobody knows with what a piece began that was frozen once.
        assert kept == ({60} if frozen_before else {0, 60})
        if frozen_before:
            with pytest.raises(OutOfReach):
                text_at(article, writer, "v20")
        else:
            assert text_at(article, writer, "v20") == "." * 19 + "One."

    def test_a_beginning_that_does_not_fit_is_said(self, piece: Article, writer: Account) -> None:
        Step.objects.filter(version=2).update(step=typed(".", 400))
        with pytest.raises(OutOfReach, match="before the house kept what leads"):
            text_at(piece, writer, "v3")


class TestThePage:
    def test_it_compares_the_last_two_points_by_itself(
        self, piece: Article, writer: Account
    ) -> None:
        answer = browser_of(writer).get(address(piece))
        assert "no-store" in answer.headers["Cache-Control"]
        page = answer.content.decode()
        assert re.search(r'name="from" value="v5"[^>]* checked', page)
        assert re.search(r'name="to" value="v6"[^>]* checked', page)
        config = answer.context["page"].config
        assert "Four." not in str(config["older"])
        assert "Four." in str(config["newer"])
        assert not re.findall(r"<style|\son\w+=|\sstyle=", page)

    def test_the_older_is_the_base_whichever_way_it_is_asked(
        self, piece: Article, writer: Account
    ) -> None:
        page = browser_of(writer).get(address(piece) + "?from=v6&to=v3").context["page"]
        assert (page.older.key, page.newer.key) == ("v3", "v6")

    def test_hidden_and_absent_look_alike(self, piece: Article, stranger: Account) -> None:
        browser = browser_of(stranger)
        for found in (address(piece), f"/desk/{uuid4()}/history/"):
            assert browser.get(found).status_code == 404
        for end in ("name/", "back/"):
            given = {"point": "v5", "version": "6", "name": "Mine"}
            assert browser.post(address(piece, end), given).status_code == 404
        assert Client().get(address(piece)).status_code == 302

    def test_who_may_only_read_is_offered_nothing_and_refused(
        self, piece: Article, writer: Account
    ) -> None:
        Article.objects.update(state=State.ACCEPTED)
        browser = browser_of(writer)
        page = browser.get(address(piece)).content.decode()
        assert "Go back" not in page
        assert "Name this version" not in page
        assert "not yours to change" in go_back(browser, piece, "v5", 6).content.decode()
        given = {"point": "v5", "name": "Mine"}
        answer = browser.post(address(piece, "name/"), given, follow=True)
        assert "not yours to change" in answer.content.decode()
        assert not NamedVersion.objects.exists()
        assert Draft.objects.get().version == 6

    def test_a_form_without_our_token_is_refused(self, piece: Article, writer: Account) -> None:
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(writer)
        assert browser.post(address(piece, "back/"), {"point": "v5"}).status_code == 403


class TestNames:
    def test_one_is_given_changed_and_taken_away(self, piece: Article, editor: Account) -> None:
        browser = browser_of(editor)

        def give(name: str) -> str:
            given = {"point": "v5", "name": name, "from": "r1", "to": "v6"}
            answer = browser.post(address(piece, "name/"), given)
            assert answer.headers["Location"] == address(piece) + "?from=r1&to=v6"
            return browser.get(address(piece)).content.decode()

        assert "Before the cuts" in give("  Before \n the cuts ")
        named = NamedVersion.objects.get()
        assert (named.version, named.name, named.by) == (5, "Before the cuts", editor)
        assert "The long one" in (page := give("The long one"))
        assert "Before the cuts" not in page
        assert "Named by An editor" in page
        assert "up to 80 characters" in give("x" * 81)
        give("")
        assert not NamedVersion.objects.exists()
        verbs = list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))
        assert verbs == ["name version", "name version", "take name of version"]
        assert not AuditEntry.objects.filter(details__icontains="cuts").exists()

    def test_a_frozen_version_has_one_already(self, piece: Article, writer: Account) -> None:
        given = {"point": "r1", "name": "Mine"}
        answer = browser_of(writer).post(address(piece, "name/"), given, follow=True)
        assert "a name of its own" in answer.content.decode()

    def test_a_named_version_stays_a_point_when_the_day_goes_on(
        self, piece: Article, writer: Account
    ) -> None:
        browser_of(writer).post(address(piece, "name/"), {"point": "v6", "name": "Noon"})
        write(piece, writer, "Five.", MONDAY + timedelta(days=2, hours=3))
        assert keys(piece, writer)[:2] == ["v7", "v6"]


class TestGoingBack:
    def test_the_text_is_what_it_was_and_nothing_is_lost(
        self, piece: Article, writer: Account
    ) -> None:
        answer = go_back(browser_of(writer), piece, "r1", 6)
        assert "nothing was lost" in answer.content.decode()
        authority.forget()
        assert plain_text(authority.load(piece).document) == "Two...One."
        assert Step.objects.count() == Draft.objects.get().version == 7
        assert Step.objects.get(version=7).account == writer
        # What was left can be gone back to, though its day has gone on.
        assert NamedVersion.objects.get().name == "Before going back"
        assert text_at(piece, writer, "v6") == "Four.Three.Two...One."
        page = answer.context["page"]
        assert (page.older.key, page.newer.key) == ("v6", "v7")
        act = AuditEntry.objects.get()
        assert (act.verb, act.actor, act.details) == (
            "restore version",
            writer.id,
            {"version": 6, "to": "r1"},
        )

    def test_and_forth_again(self, piece: Article, writer: Account) -> None:
        browser = browser_of(writer)
        go_back(browser, piece, "v3", 6)
        go_back(browser, piece, "v6", 7)
        assert plain_text(authority.load(piece).document) == "Four.Three.Two...One."
        assert Draft.objects.get().version == 8

    def test_who_has_not_seen_what_was_written_since_looks_first(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        write(piece, editor, "Five.", MONDAY + timedelta(days=3))
        answer = go_back(browser_of(writer), piece, "v5", 6)
        assert "Somebody has written since" in answer.content.decode()
        for nonsense in ("", "six", "-6"):
            given = {"point": "v5", "version": nonsense}
            browser_of(writer).post(address(piece, "back/"), given)
        assert plain_text(authority.load(piece).document).startswith("Five.")
        assert not AuditEntry.objects.exists()

    def test_what_stands_already_makes_no_step(self, piece: Article, writer: Account) -> None:
        answer = go_back(browser_of(writer), piece, "v6", 6)
        assert "stands so already" in answer.content.decode()
        assert Draft.objects.get().version == 6

    def test_an_editor_cannot_go_back_to_what_was_never_handed_in(
        self, piece: Article, editor: Account
    ) -> None:
        assert go_back(browser_of(editor), piece, "v3", 6).status_code == 404
        assert Draft.objects.get().version == 6


def test_live_sheets_follow_when_somebody_goes_back(
    piece: Article, writer: Account, editor: Account
) -> None:
    cookie, browser = session_cookie(editor), browser_of(writer)

    async def watch() -> list[Any]:
        try:
            async with line(editor, piece.id, cookie=cookie) as sheet:
                sheet.hello(6)
                await sheet.hear("welcome")
                await database.write(go_back, browser, piece, "r1", 6)
                return await sheet.hear_step(7)
        finally:
            await database.rest()

    version, client, _step = asyncio.run(watch())
    assert (version, client) == (7, "history")


def test_the_live_line_tells_nobody_else_what_was_never_handed_in(
    piece: Article, writer: Account, editor: Account
) -> None:
    async def told(account: Account, cookie: str, version: int) -> list[int] | int:
        async with line(account, piece.id, cookie=cookie) as sheet:
            sheet.hello(version)
            try:
                await sheet.hear("welcome")
                return [step[0] for step in (await sheet.hear("steps"))["steps"]]
            except Closed as closed:
                return closed.code

    async def turned_back(cookie: str, base: int) -> int | str:
        async with line(editor, piece.id, cookie=cookie) as sheet:
            sheet.hello(6)
            await sheet.hear("welcome")
            sheet.send_steps(typed("x", BODY), base=base)
            try:
                return str((await sheet.hear("behind"))["type"])
            except Closed as closed:
                return closed.code

    async def journey() -> None:
        try:
            assert await told(writer, own, 0) == [1, 2, 3, 4, 5, 6]
            assert await told(editor, theirs, 4) == [5, 6]
            assert await told(editor, theirs, 3) == socket.BAD_MESSAGE
            assert await turned_back(theirs, 4) == "behind"
            assert await turned_back(theirs, 3) == socket.BAD_MESSAGE
        finally:
            await database.rest()

    own, theirs = session_cookie(writer), session_cookie(editor)
    asyncio.run(journey())
