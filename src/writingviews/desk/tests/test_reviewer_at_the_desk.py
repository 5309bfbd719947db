"""A reviewer at the desk: notes and suggestions, and under which names everybody sees everybody."""

import asyncio
import json
import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from writingviews.articles.access import open_article
from writingviews.articles.anonymity import Anonymity
from writingviews.articles.lifecycle import Part, Verb
from writingviews.articles.models import Article, Reviewer
from writingviews.articles.services.moving import Move, move_article
from writingviews.articles.tests.making import (
    make_account,
    make_in_review,
    make_publication,
    make_reviewer,
)
from writingviews.desk import authority, database, socket, views_notes
from writingviews.desk.history import points_of
from writingviews.desk.selectors import current_document
from writingviews.people.models import Account, BylineKind, Role
from writingviews.people.services import take_byline

from .open_sheet import line, session_cookie
from .test_notes import Margin
from .typing_hand import typed

pytestmark = pytest.mark.django_db(transaction=True)

OPEN, WRITER_UNKNOWN, BOTH_UNKNOWN = Anonymity
#: "Some" in the text of `make_in_review`: after a title and an empty standfirst.
AT = 12
SOME = (AT, AT + 4)


@pytest.fixture(autouse=True)
def _desk_alone(settings: Settings) -> None:
    settings.ROOT_URLCONF = "writingviews.desk.tests.house_urls"
    views_notes._allowances.clear()


@dataclass
class Review:
    """A piece under review by two, and its people; Mira writes, Lina and Ada review, Ed edits."""

    article: Article
    writer: Account
    first: Account
    second: Account
    editor: Account

    @property
    def people(self) -> list[Account]:
        return [self.writer, self.first, self.second, self.editor]


def review(anonymity: Anonymity) -> Review:
    make_publication()
    writer, first, second = people = [
        make_account(name) for name in ("w-account", "r1-account", "r2-account")
    ]
    editor = make_account("e-account", Role.EDITOR)
    names = zip([*people, editor], ("Mira Talab", "Lina", "Ada Quill", "Ed Mar"), strict=True)
    bylines = [take_byline(account=one, name=name, kind=BylineKind.PEN) for one, name in names]
    article = make_in_review(writer, byline=bylines[0], anonymity=anonymity)
    authority.load(article)
    for one in (first, second):
        make_reviewer(article, one)
    return Review(article, writer, first, second, editor)


#: What each calls (writer, first reviewer, second reviewer, editor).
ALL = ("Mira Talab", "Lina", "Ada Quill", "Ed Mar")
UNNAMED_WRITER = ("The writer", "Lina", "Ada Quill", "Ed Mar")
UNNAMED = ("The writer", "Reviewer 1", "Reviewer 2", "Ed Mar")
UNNAMED_REVIEWERS = ("Mira Talab", "Reviewer 1", "Reviewer 2", "Ed Mar")
CALLED = [
    (OPEN, "writer", ALL),
    (OPEN, "first", ALL),
    (OPEN, "editor", ALL),
    (WRITER_UNKNOWN, "writer", ALL),
    (WRITER_UNKNOWN, "first", UNNAMED_WRITER),
    (WRITER_UNKNOWN, "editor", ALL),
    (BOTH_UNKNOWN, "writer", UNNAMED_REVIEWERS),
    (BOTH_UNKNOWN, "second", UNNAMED),
    (BOTH_UNKNOWN, "editor", ALL),
]


@pytest.mark.parametrize(("anonymity", "viewer", "called"), CALLED)
def test_notes_suggestions_and_calls_bear_the_names_one_may_know(
    anonymity: Anonymity, viewer: str, called: tuple[str, ...]
) -> None:
    case = review(anonymity)
    account: Account = getattr(case, viewer)
    for one, name in zip(case.people, ALL, strict=True):
        Margin(one, case.article).begin(0, SOME, f"From {case.people.index(one)}")
        suggest(one, case.article)
        assert name  # each writes one note and suggests one change
    seen = Margin(account, case.article).see()
    noted = {
        message["text"]: message["name"] for note in seen["notes"] for message in note["messages"]
    }
    assert noted == {f"From {number}": name for number, name in enumerate(called)}
    suggested = {note["suggestion"]["name"] for note in seen["notes"] if note["suggestion"]}
    assert suggested == set(called)
    mine = called[case.people.index(account)]
    assert set(called) - {mine} <= set(seen["people"])
    unknown = set(ALL) - set(called)
    assert not any(name in json.dumps(seen) for name in unknown)


def suggest(account: Account, article: Article) -> None:
    client = Client()
    client.force_login(account)
    made = {
        "id": str(uuid4()),
        "kind": "words",
        "from": AT,
        "to": AT + 4,
        "before": [{"type": "text", "text": "Some"}],
        "after": [{"type": "text", "text": "Few"}],
    }
    act = {"act": "suggest", "version": 0, "made": [made], "withdrawn": []}
    answer = client.post(
        f"/desk/{article.id}/suggestions/", json.dumps(act), content_type="application/json"
    )
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("anonymity", [WRITER_UNKNOWN, BOTH_UNKNOWN])
def test_a_name_that_is_called_in_a_note_is_kept_from_those_who_may_not_know_it(
    anonymity: Anonymity,
) -> None:
    case = review(anonymity)
    editors = Margin(case.editor, case.article)
    editors.begin(0, SOME, "@mira talab and @Lina, look")
    (reviewers,) = Margin(case.second, case.article).see()["notes"]
    kept = "@The writer and @Reviewer 1, look" if anonymity is BOTH_UNKNOWN else None
    assert reviewers["messages"][0]["text"] == (kept or "@The writer and @Lina, look")
    (writers,) = Margin(case.writer, case.article).see()["notes"]
    assert writers["mine"]
    said = writers["messages"][0]["text"]
    assert ("Lina" in said) is (anonymity is WRITER_UNKNOWN)
    # Who calls the writer by what they know calls them too.
    Margin(case.first, case.article).begin(0, SOME, "@The writer, which?")
    assert all(note["mine"] for note in Margin(case.writer, case.article).see()["notes"])


def test_a_name_that_is_guessed_is_answered_by_nothing() -> None:
    case = review(BOTH_UNKNOWN)
    margin = Margin(case.first, case.article)
    for guess in ("@Mira Talab?", "@Nobody At All?"):
        margin.begin(0, SOME, guess)
    assert [note["messages"][0]["text"] for note in margin.see()["notes"]] == [
        "@Mira Talab?",
        "@Nobody At All?",
    ]
    assert not any(note["mine"] for note in Margin(case.writer, case.article).see()["notes"])


@pytest.mark.parametrize(("anonymity", "viewer", "called"), CALLED)
def test_carets_bear_the_names_one_may_know(
    anonymity: Anonymity, viewer: str, called: tuple[str, ...]
) -> None:
    case = review(anonymity)
    account: Account = getattr(case, viewer)
    others = [one for one in case.people if one != account]
    cookies = {one: session_cookie(one) for one in case.people}
    heard: list[str] = []

    async def journey() -> None:
        # One who was there before, whose caret is told at the greeting, and one who comes after.
        async with line(others[0], case.article.id, cookie=cookies[others[0]]) as before:
            before.hello()
            await before.hear("welcome")
            before.say("caret", version=0, anchor=AT, head=AT)
            await asyncio.sleep(0.2)
            async with line(account, case.article.id, cookie=cookies[account]) as watching:
                watching.hello()
                heard.append((await watching.hear("caret"))["name"])
                for other in others[1:]:
                    async with line(other, case.article.id, cookie=cookies[other]) as moving:
                        moving.hello()
                        await moving.hear("welcome")
                        moving.say("caret", version=0, anchor=AT, head=AT)
                        heard.append((await watching.hear("caret"))["name"])

    run(journey())
    assert heard == [called[case.people.index(one)] for one in others]


def test_a_line_that_was_open_before_submitting_hides_its_writer_too() -> None:
    case = review(WRITER_UNKNOWN)
    Article.objects.update(anonymity="")  # as the writer's line read it
    cookies = {one: session_cookie(one) for one in (case.writer, case.first)}
    names: list[str] = []

    async def journey() -> None:
        async with line(case.writer, case.article.id, cookie=cookies[case.writer]) as moving:
            moving.hello()
            await moving.hear("welcome")
            await asyncio.to_thread(hide)
            async with line(case.first, case.article.id, cookie=cookies[case.first]) as watching:
                watching.hello()
                await watching.hear("welcome")
                moving.say("caret", version=0, anchor=AT, head=AT)
                names.append((await watching.hear("caret"))["name"])

    def hide() -> None:
        Article.objects.update(anonymity=WRITER_UNKNOWN)

    run(journey())
    assert names == ["The writer"]


def run(journey: Any) -> None:  # noqa: ANN401 - a coroutine
    async def whole() -> None:
        try:
            await journey
        finally:
            await database.rest()

    asyncio.run(whole())


@pytest.mark.parametrize(("anonymity", "viewer", "called"), CALLED)
def test_history_and_who_wrote_what_bear_the_names_one_may_know(
    anonymity: Anonymity, viewer: str, called: tuple[str, ...]
) -> None:
    case = review(anonymity)
    account: Account = getattr(case, viewer)
    client = Client()
    client.force_login(case.writer)
    authority.commit(
        case.article.id,
        base=0,
        client="a" * 16,
        batch=1,
        steps=[typed("Very ", AT)],
        actor=case.writer,
        parts=frozenset({Part.WRITER}),
    )
    client.post(f"/desk/{case.article.id}/history/name/", {"point": "v1", "name": "Opening"})
    points = points_of(open_article(account, case.article.id))
    (day,) = [point for point in points if point.hands]
    assert [hand.name for hand in day.hands] == [called[0]]
    (named,) = [point for point in points if point.name == "Opening"]
    assert named.by == called[0]
    client.force_login(account)
    page = client.get(f"/desk/{case.article.id}/history/?who=1").text
    assert called[0] in page
    if called[0] != ALL[0]:
        assert ALL[0] not in page


def without_token(answer: Any) -> str:  # noqa: ANN401 - a response
    return re.sub(r'value="\w{64}"', "", answer.text)


class TestWhatAReviewerMayDo:
    def test_note_and_suggest_but_neither_write_nor_take_nor_bring_pictures(self) -> None:
        case = review(OPEN)
        Margin(case.first, case.article).begin(0, SOME)
        suggest(case.first, case.article)
        with pytest.raises(authority.NotEditable):
            authority.commit(
                case.article.id,
                base=0,
                client="b" * 16,
                batch=1,
                steps=[typed("x", AT)],
                actor=case.first,
                parts=open_article(case.first, case.article.id).parts,
            )
        client = Client()
        client.force_login(case.first)
        assert client.post(f"/desk/{case.article.id}/pictures/").status_code == 404
        notes = Margin(case.writer, case.article).see()["notes"]
        (suggestion,) = [note for note in notes if note["suggestion"]]
        take = {"act": "take", "ids": [suggestion["id"]], "anyway": False}
        answer = client.post(
            f"/desk/{case.article.id}/suggestions/",
            json.dumps(take),
            content_type="application/json",
        )
        assert answer.status_code == 400
        back = {"point": "r1", "version": "0"}
        client.post(f"/desk/{case.article.id}/history/back/", back)
        assert current_document(case.article)[0] == 0

    def test_settle_their_own_notes_and_nobody_elses(self) -> None:
        case = review(OPEN)
        of_editor = Margin(case.editor, case.article).begin(0, SOME)
        reviewer = Margin(case.first, case.article)
        status, error = reviewer.do("settle", note=of_editor)
        assert (status, "You settle your own" in error) == (400, True)
        own = reviewer.begin(0, SOME)
        assert reviewer.do("settle", note=own) == (200, "")
        assert Margin(case.editor, case.article).do("settle", note=of_editor) == (200, "")
        assert reviewer.do("reopen", note=of_editor)[0] == 400

    def test_nothing_any_more_at_any_address_once_it_has_ended(self) -> None:
        case = review(OPEN)
        client = Client()
        client.force_login(case.first)
        addresses = [
            f"/desk/{case.article.id}/{rest}"
            for rest in ("", "history/", "notes/", "history/?who=1")
        ]
        assert [client.get(one).status_code for one in addresses] == [200] * 4
        Reviewer.objects.filter(account=case.first).update(ended_at=timezone.now())
        absent = client.get(f"/desk/{uuid4()}/")
        for address in addresses:
            answer = client.get(address)
            assert (answer.status_code, without_token(answer)) == (404, without_token(absent))

    def test_their_line_is_closed_when_the_piece_leaves_review(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(socket, "RECHECK_SECONDS", 0.2)
        case = review(OPEN)
        cookie = session_cookie(case.first)
        codes: list[int] = []

        def ask_for_changes() -> None:
            move_article(
                actor=case.editor,
                article_id=case.article.id,
                move=Move(Verb.ASK_FOR_CHANGES),
                document=current_document(case.article)[1],
                now=timezone.now(),
            )

        async def journey() -> None:
            async with line(case.first, case.article.id, cookie=cookie) as sheet:
                sheet.hello()
                assert (await sheet.hear("welcome"))["write"] is False
                await asyncio.to_thread(ask_for_changes)
                codes.append(await sheet.closing_code())

        run(journey())
        assert codes == [socket.HIDDEN]
