"""Notes in the margin: who may write them, what is kept, where their words stand."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from writingviews.articles.access import ArticleHidden, open_article
from writingviews.articles.lifecycle import Part, State
from writingviews.articles.models import Article
from writingviews.articles.selectors import readers_in_house
from writingviews.desk import authority, note_anchors, views_notes
from writingviews.desk.models import Note, NoteMessage
from writingviews.desk.note_acts import read_act
from writingviews.desk.untrusted import Misspoken
from writingviews.ledger.models import AuditEntry
from writingviews.people.models import Account, BylineKind
from writingviews.people.services import take_byline

from .typing_hand import BODY, typed

pytestmark = pytest.mark.django_db(transaction=True)
WRITER = frozenset({Part.WRITER})


@pytest.fixture(autouse=True)
def _desk_alone(settings: Settings) -> None:
    settings.ROOT_URLCONF = "writingviews.desk.tests.house_urls"
    views_notes._allowances.clear()


@pytest.fixture
def piece(article: Article, writer: Account) -> Article:
    """A piece in review whose body is "The night bus is late."."""
    authority.load(article)
    write(article, writer, typed("The night bus is late.", BODY))
    Article.objects.update(state=State.IN_REVIEW)
    article.refresh_from_db()
    return article


def write(article: Article, actor: Account, *steps: dict[str, Any]) -> int:
    base = authority.load(article).version
    stored = authority.commit(
        article.id, base=base, client="a" * 16, batch=1, steps=steps, actor=actor, parts=WRITER
    )
    return stored[-1].version


def removed(start: int, end: int) -> dict[str, Any]:
    return {"stepType": "replace", "from": start, "to": end}


class Margin:
    """One account's way to the notes of a piece."""

    def __init__(self, account: Account, article: Article) -> None:
        self.client = Client()
        self.client.force_login(account)
        self.path = f"/desk/{article.id}/notes/"

    def see(self, since: int = 0) -> dict[str, Any]:
        answer = self.client.get(self.path, {"since": since})
        assert answer.status_code == 200
        found: dict[str, Any] = answer.json()
        return found

    def note(self, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of an act
        """See the only note that is there."""
        (found,) = self.see()["notes"]
        shown: dict[str, Any] = found
        assert fields.items() <= shown.items()
        return shown

    def do(self, act: str, **fields: object) -> tuple[int, str]:
        body = json.dumps({"act": act, **fields}, default=str)
        answer = self.client.post(self.path, body, content_type="application/json")
        return answer.status_code, answer.json().get("error", "")

    def begin(self, version: int, words: tuple[int, int], text: str = "Really?") -> UUID:
        note = uuid4()
        start, end = words
        fields = {"version": version, "start": start, "end": end, "quote": "", "text": text}
        assert self.do("begin", note=note, message=uuid4(), **fields) == (200, "")
        return note


#: "night bus" in the piece.
NIGHT_BUS = (BODY + 4, BODY + 13)


class TestWhoMayNote:
    def test_whoever_may_open_the_piece(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        Margin(editor, piece).begin(1, NIGHT_BUS)
        seen = Margin(writer, piece).note(quote="night bus", gone=False, settled=None)
        (message,) = seen["messages"]
        assert (message["name"], message["own"]) == ("An editor", False)

    def test_also_where_the_text_is_not_theirs_to_change(
        self, piece: Article, writer: Account
    ) -> None:
        Article.objects.update(state=State.ACCEPTED)
        Margin(writer, piece).begin(1, NIGHT_BUS)
        assert Note.objects.exists()

    def test_hidden_and_absent_look_alike(
        self, piece: Article, writer: Account, stranger: Account
    ) -> None:
        Margin(writer, piece).begin(1, NIGHT_BUS)
        outside = Margin(stranger, piece)
        assert outside.client.get(outside.path).status_code == 404
        assert outside.client.get(f"/desk/{uuid4()}/notes/").status_code == 404
        body = {"act": "settle", "note": str(Note.objects.get().id)}
        answer = outside.client.post(outside.path, body, content_type="application/json")
        assert answer.status_code == 404
        assert Client().get(outside.path).status_code == 302

    def test_a_page_of_another_site_may_not(self, piece: Article, writer: Account) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(writer)
        answer = client.post(f"/desk/{piece.id}/notes/", "{}", content_type="application/json")
        assert answer.status_code == 403

    def test_a_note_of_another_piece_is_not_reached(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        Margin(writer, piece).begin(1, NIGHT_BUS)
        note, message = Note.objects.get(), NoteMessage.objects.get()
        other = Article.objects.create(
            language="en", created_at=piece.created_at, state=State.SUBMITTED
        )
        authority.load(other)
        margin = Margin(editor, other)
        for act, fields in (
            ("settle", {"note": note.id}),
            ("answer", {"note": note.id, "message": uuid4(), "text": "x"}),
            ("edit", {"message": message.id, "text": "x"}),
            ("remove", {"message": message.id}),
        ):
            assert margin.do(act, **fields)[0] == 400
        assert margin.see()["notes"] == []


class TestThreads:
    def test_answer_settle_and_reopen(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        mine, theirs = Margin(writer, piece), Margin(editor, piece)
        note = theirs.begin(1, NIGHT_BUS, "Which line?")
        assert mine.do("answer", note=note, message=uuid4(), text="The 61.") == (200, "")
        assert [one["text"] for one in theirs.note()["messages"]] == ["Which line?", "The 61."]
        assert theirs.do("settle", note=note)[0] == 200
        mine.note(settled="An editor")
        assert mine.do("reopen", note=note)[0] == 200
        mine.note(settled=None)
        theirs.do("settle", note=note)
        mine.do("answer", note=note, message=uuid4(), text="Wait.")
        mine.note(settled=None)

    def test_what_is_sent_twice_is_there_once(self, piece: Article, writer: Account) -> None:
        margin, note, message, answer = Margin(writer, piece), uuid4(), uuid4(), uuid4()
        begin = {"version": 1, "start": BODY, "end": BODY + 3, "quote": "", "text": "One"}
        for _ in range(2):
            assert margin.do("begin", note=note, message=message, **begin)[0] == 200
            assert margin.do("answer", note=note, message=answer, text="Two")[0] == 200
            assert margin.do("settle", note=note)[0] == 200
        assert len(margin.note()["messages"]) == 2
        assert AuditEntry.objects.filter(verb__contains="note").count() == 3

    def test_ones_own_message_is_edited_and_taken_back_while_nobody_answered(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        mine, theirs = Margin(writer, piece), Margin(editor, piece)
        note = mine.begin(1, NIGHT_BUS, "Whihc?")
        first = NoteMessage.objects.get().id
        assert theirs.do("edit", message=first, text="Ha")[0] == 400
        assert theirs.do("remove", message=first)[0] == 400
        assert mine.do("edit", message=first, text="Which?")[0] == 200
        (message,) = theirs.note()["messages"]
        assert (message["text"], message["edited"]) == ("Which?", True)
        answer = uuid4()
        theirs.do("answer", note=note, message=answer, text="The 61.")
        status, why = mine.do("remove", message=first)
        assert (status, "answered" in why) == (400, True)
        theirs.do("remove", message=answer)
        known = theirs.see()["notes_version"]
        assert mine.do("remove", message=first)[0] == 200
        assert theirs.see()["notes"] == []
        (news,) = theirs.see(known)["notes"]
        assert news["removed"]
        assert not NoteMessage.objects.exists()
        assert Note.objects.get().quote == ""

    def test_a_name_in_a_message_calls_who_bears_it(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        take_byline(account=writer, name="Heron", kind=BylineKind.PEN, language="en")
        theirs, mine = Margin(editor, piece), Margin(writer, piece)
        assert theirs.see()["people"] == ["Heron"]
        note = theirs.begin(1, NIGHT_BUS, "Ask @heron, not @stranger.")
        assert list(NoteMessage.objects.get().mentions.all()) == [writer]
        assert mine.note()["mine"]
        mine.do("answer", note=note, message=uuid4(), text="Here.")
        assert [one["name"] for one in theirs.note()["messages"]] == ["An editor", "Heron"]
        assert "writer" not in json.dumps(theirs.see())
        assert str(writer.id) not in json.dumps(theirs.see())

    def test_those_who_can_be_called_are_those_who_may_open_it(
        self, piece: Article, writer: Account, editor: Account, stranger: Account
    ) -> None:
        for state in State:
            if state in {State.PUBLISHED, State.TAKEN_DOWN}:
                continue
            Article.objects.update(state=state)
            piece.refresh_from_db()
            may = set()
            for account in (writer, editor, stranger):
                try:
                    open_article(account, piece.id)
                except ArticleHidden:
                    continue
                may.add(account)
            assert set(readers_in_house(piece)) == may


class TestWhereItsWordsStand:
    def test_they_are_followed_through_what_is_typed(self, piece: Article, writer: Account) -> None:
        margin = Margin(writer, piece)
        margin.begin(1, NIGHT_BUS)
        write(piece, writer, typed("Listen: ", BODY))
        assert margin.see()["version"] == 2
        margin.note(start=BODY + 12, end=BODY + 21)

    def test_a_note_made_on_an_older_text_finds_its_words(
        self, piece: Article, writer: Account
    ) -> None:
        write(piece, writer, typed("Listen: ", BODY))
        margin = Margin(writer, piece)
        margin.begin(1, NIGHT_BUS)
        margin.note(start=BODY + 12, end=BODY + 21, quote="night bus")

    def test_words_that_are_deleted_stay_as_a_quotation_and_come_back(
        self, piece: Article, writer: Account
    ) -> None:
        margin = Margin(writer, piece)
        margin.begin(1, NIGHT_BUS)
        write(piece, writer, removed(BODY + 2, BODY + 20))
        margin.note(gone=True, quote="night bus")
        authority.forget()
        write(piece, writer, typed("e night bus is lat", BODY + 2))
        margin.note(gone=False, start=BODY + 4, end=BODY + 13)

    def test_words_deleted_before_the_note_arrives_are_quoted_as_its_sheet_saw_them(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        write(piece, writer, removed(*NIGHT_BUS))
        margin = Margin(editor, piece)
        begin = {"version": 1, "start": NIGHT_BUS[0], "end": NIGHT_BUS[1], "text": "Which?"}
        sent = margin.do("begin", note=uuid4(), message=uuid4(), quote="night bus", **begin)
        assert sent == (200, "")
        margin.note(gone=True, quote="night bus")

    def test_the_rows_are_moved_on_so_that_reading_stays_short(
        self, piece: Article, writer: Account, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(authority, "ADVANCE_EVERY", 5)
        margin = Margin(writer, piece)
        margin.begin(1, NIGHT_BUS)
        for _ in range(7):
            write(piece, writer, typed("x", BODY))
        note = Note.objects.get()
        assert (note.version, note.start) == (5, NIGHT_BUS[0] + 4)
        margin.note(start=NIGHT_BUS[0] + 7)
        assert note_anchors.ADVANCE_EVERY <= 500


class TestRefusals:
    @pytest.mark.parametrize(
        "fields",
        [
            {"start": BODY, "end": BODY},
            {"start": BODY + 3, "end": BODY},
            {"start": BODY, "end": 5000},
            {"start": 1, "end": 2},  # between two empty blocks
            {"version": 99},
            {"text": "  \n"},
            {"text": "x" * 4001},
        ],
    )
    def test_with_a_sentence_and_nothing_stored(
        self, piece: Article, writer: Account, fields: dict[str, object]
    ) -> None:
        act: dict[str, object] = {
            "note": uuid4(),
            "message": uuid4(),
            "version": 1,
            "start": BODY,
            "end": BODY + 3,
            "quote": "",
            "text": "Which?",
            **fields,
        }
        status, why = Margin(writer, piece).do("begin", **act)
        assert status == 400
        assert why.endswith(".")
        assert not Note.objects.exists()
        assert not NoteMessage.objects.exists()

    @pytest.mark.parametrize(
        "body",
        [
            *(b"", b"[]", b"{}", b"\xff", b'{"act":"begin"}', b'{"act":"settle","note":"1"}'),
            *(b'{"act":"edit","message":"x","text":"y"}', b"[" * 10_000),
        ],
    )
    def test_of_what_is_no_act(self, body: bytes) -> None:
        with pytest.raises(Misspoken):
            read_act(body)

    def test_of_a_flood_and_of_what_is_too_long(self, piece: Article, writer: Account) -> None:
        margin = Margin(writer, piece)
        assert margin.do("settle", note=uuid4(), padding="x" * 50_000)[0] == 413
        codes = {margin.do("settle", note=uuid4())[0] for _ in range(40)}
        assert codes == {400, 429}

    def test_the_log_and_the_audit_hold_no_word_of_a_note(
        self, piece: Article, writer: Account, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("DEBUG", logger="writingviews")
        margin = Margin(writer, piece)
        margin.begin(1, NIGHT_BUS, "Canary")
        margin.do("answer", note=uuid4(), message=uuid4(), text="Canary")
        assert "400" in caplog.text
        assert "Canary" not in caplog.text
        assert "Canary" not in str(list(AuditEntry.objects.values()))
        assert "night" not in str(list(AuditEntry.objects.values()))


def test_reading_takes_as_many_queries_for_many_notes_as_for_one(
    piece: Article, writer: Account, editor: Account
) -> None:
    mine, theirs = Margin(writer, piece), Margin(editor, piece)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            mine.see()
        return len(captured)

    theirs.begin(1, NIGHT_BUS, "Ask @A writer")
    mine.do("answer", note=Note.objects.get().id, message=uuid4(), text="Here.")
    one = queries()
    for _ in range(8):
        theirs.begin(1, NIGHT_BUS, "Ask @A writer")
    assert queries() == one <= 20


def test_messages_stand_in_the_order_in_which_they_came(piece: Article, writer: Account) -> None:
    margin = Margin(writer, piece)
    note = margin.begin(1, NIGHT_BUS, "1")
    for number in "234":
        margin.do("answer", note=note, message=uuid4(), text=number)
    assert [one["text"] for one in margin.note()["messages"]] == list("1234")
    NoteMessage.objects.filter(text="4").update(at=NoteMessage.objects.first().at - timedelta(1))  # type: ignore[union-attr]
    assert margin.note()["messages"][0]["text"] == "4"
