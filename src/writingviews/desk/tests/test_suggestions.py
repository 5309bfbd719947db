"""Suggestions: who may make, take and leave them, and what becomes of the text."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from writingviews.articles.lifecycle import Part, State
from writingviews.articles.models import Article
from writingviews.desk import authority, views_notes
from writingviews.desk.models import Note, Step, Suggestion
from writingviews.desk.suggestion_acts import LONGEST_ACT, read_suggestion_act
from writingviews.desk.untrusted import Misspoken
from writingviews.document.text import plain_text
from writingviews.ledger.models import AuditEntry
from writingviews.people.models import Account

from .typing_hand import BODY, typed

pytestmark = pytest.mark.django_db(transaction=True)
WRITER = frozenset({Part.WRITER})

LINK = {"type": "link", "attrs": {"href": "javascript:1"}}
TEXT = "The night bus is late."
#: Places in it.
NIGHT, LATE, END = (BODY + 4, BODY + 9), (BODY + 17, BODY + 21), (BODY + 22, BODY + 22)


@pytest.fixture(autouse=True)
def _desk_alone(settings: Settings) -> None:
    settings.ROOT_URLCONF = "writingviews.desk.tests.house_urls"
    views_notes._allowances.clear()


@pytest.fixture
def piece(article: Article, writer: Account) -> Article:
    authority.load(article)
    write(article, writer, typed(TEXT, BODY))
    Article.objects.update(state=State.IN_REVIEW)
    article.refresh_from_db()
    return article


def write(article: Article, actor: Account, *steps: dict[str, Any]) -> None:
    base = authority.load(article).version
    authority.commit(
        article.id, base=base, client="a" * 16, batch=base, steps=steps, actor=actor, parts=WRITER
    )


def words(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": text}] if text else []


def body(article: Article) -> str:
    return plain_text(authority.load(article).document)


class Sheet:
    """One account's open sheet of a piece."""

    def __init__(self, account: Account, article: Article) -> None:
        self.client, self.article = Client(), article
        self.client.force_login(account)
        self.path = f"/desk/{article.id}/suggestions/"

    def post(self, **act: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401 - fields of an act
        body = json.dumps(act, default=str)
        answer = self.client.post(self.path, body, content_type="application/json")
        return answer.status_code, answer.json()

    def refused(self, **act: Any) -> str:  # noqa: ANN401 - fields of an act
        status, said = self.post(**act)
        assert status == 400
        return str(said["error"])

    def proposal(
        self, place: tuple[int, int], before: str, after: str, note: UUID | None = None
    ) -> dict[str, Any]:
        start, end = place
        return {
            "id": note or uuid4(),
            "kind": "words",
            "from": start,
            "to": end,
            "before": words(before),
            "after": words(after),
        }

    def suggest(
        self, place: tuple[int, int], before: str, after: str, note: UUID | None = None
    ) -> UUID:
        made = self.proposal(place, before, after, note)
        status, said = self.post(act="suggest", version=self.version, made=[made], withdrawn=[])
        assert status == 200, said
        return UUID(str(made["id"]))

    def settle(self, act: str, *ids: UUID, **more: object) -> dict[str, str]:
        status, said = self.post(act=act, ids=ids, **more)
        assert status == 200, said
        unsettled: dict[str, str] = said["unsettled"]
        return unsettled

    def see(self, note: UUID) -> dict[str, Any]:
        notes = self.client.get(f"/desk/{self.article.id}/notes/").json()["notes"]
        return next((one for one in notes if one["id"] == str(note)), {})

    @property
    def version(self) -> int:
        return authority.load(self.article).version


class TestSuggesting:
    def test_it_is_shown_to_the_writer_and_leaves_the_text_alone(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        note = Sheet(editor, piece).suggest(LATE, "late", "early")
        shown = Sheet(writer, piece).see(note)
        assert (shown["quote"], shown["start"], shown["end"]) == ("late", *LATE)
        change = shown["suggestion"]
        assert (change["name"], change["own"], change["state"]) == ("An editor", False, "open")
        assert (change["before"], change["after"], change["fits"]) == (
            words("late"),
            words("early"),
            True,
        )
        assert body(piece) == TEXT

    def test_it_is_taken_back_however_old_the_sheet_is(
        self, piece: Article, editor: Account, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("writingviews.desk.proposing.OLDEST", 0)
        sheet = Sheet(editor, piece)
        note = sheet.suggest(LATE, "late", "early")
        refusal = sheet.refused(
            act="suggest", version=0, made=[sheet.proposal(END, "", "!")], withdrawn=[]
        )
        assert "moved on too far" in refusal
        status, _ = sheet.post(act="suggest", version=0, made=[], withdrawn=[note])
        assert status == 200
        assert sheet.see(note) == {}

    def test_one_who_goes_on_typing_changes_it(self, piece: Article, editor: Account) -> None:
        sheet = Sheet(editor, piece)
        note = sheet.suggest(LATE, "late", "ear")
        sheet.suggest(LATE, "late", "early", note)
        assert sheet.see(note)["suggestion"]["after"] == words("early")
        assert Suggestion.objects.count() == 1

    def test_one_that_was_undone_is_withdrawn(self, piece: Article, editor: Account) -> None:
        sheet = Sheet(editor, piece)
        note = sheet.suggest(LATE, "late", "early")
        sheet.post(act="suggest", version=1, made=[], withdrawn=[note])
        assert sheet.see(note) == {}
        assert Suggestion.objects.get().after == []

    def test_one_that_was_answered_stays_in_the_list_when_it_is_withdrawn(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        sheet = Sheet(editor, piece)
        note = sheet.suggest(LATE, "late", "early")
        answer = {"act": "answer", "note": str(note), "message": str(uuid4()), "text": "Why?"}
        told = Sheet(writer, piece).client.post(
            f"/desk/{piece.id}/notes/", json.dumps(answer), content_type="application/json"
        )
        assert told.status_code == 200
        sheet.post(act="suggest", version=1, made=[], withdrawn=[note])
        shown = sheet.see(note)
        assert shown["suggestion"]["state"] == "withdrawn"
        assert [message["text"] for message in shown["messages"]] == ["Why?"]

    def test_it_follows_its_words_from_the_version_it_was_made_on(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        sheet = Sheet(editor, piece)
        made = sheet.proposal(LATE, "late", "early")
        write(piece, writer, typed("Again: ", BODY))
        assert sheet.post(act="suggest", version=1, made=[made], withdrawn=[])[0] == 200
        shown = sheet.see(made["id"])
        assert (shown["start"], shown["end"]) == (LATE[0] + 7, LATE[1] + 7)
        assert shown["suggestion"]["fits"]

    def test_the_audit_has_the_act_and_not_a_word(self, piece: Article, editor: Account) -> None:
        Sheet(editor, piece).suggest(LATE, "late", "early")
        (row,) = AuditEntry.objects.filter(verb="suggest")
        assert (row.actor, row.details) == (editor.id, {})

    @pytest.mark.parametrize(
        ("place", "before", "after", "why"),
        [
            (LATE, "late", "late", "changes nothing"),
            ((LATE[1], LATE[0]), "late", "early", "before it begins"),
            ((LATE[0], 900), "late", "early", "ends before"),
        ],
    )
    def test_what_is_no_change_is_refused(
        self,
        piece: Article,
        editor: Account,
        place: tuple[int, int],
        before: str,
        after: str,
        why: str,
    ) -> None:
        sheet = Sheet(editor, piece)
        made = sheet.proposal(place, before, after)
        assert why in sheet.refused(act="suggest", version=1, made=[made], withdrawn=[])
        assert not Note.objects.exists()

    @pytest.mark.parametrize(
        "after",
        [
            [{"type": "text", "text": "x", "marks": [LINK]}],
            [{"type": "script"}],
            [{"type": "text", "text": ""}],
            [{"type": "paragraph"}],
            "early",
            None,
        ],
    )  # fmt: skip
    def test_what_the_text_could_not_hold_is_refused(
        self,
        piece: Article,
        editor: Account,
        after: Any,  # noqa: ANN401 - from outside
    ) -> None:
        sheet = Sheet(editor, piece)
        made = {**sheet.proposal(LATE, "late", "x"), "after": after}
        refused = sheet.refused(act="suggest", version=1, made=[made], withdrawn=[])
        assert "breaks a rule" in refused
        assert not Note.objects.exists()

    def test_somebody_elses_is_not_changed_or_withdrawn(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        note = Sheet(editor, piece).suggest(LATE, "late", "early")
        writers = Sheet(writer, piece)
        made = writers.proposal(LATE, "late", "never", note)
        assert "somebody else" in writers.refused(
            act="suggest", version=1, made=[made], withdrawn=[]
        )
        assert "somebody else" in writers.refused(
            act="suggest", version=1, made=[], withdrawn=[note]
        )
        assert Suggestion.objects.get().after == words("early")

    def test_hidden_and_absent_look_alike(self, piece: Article, stranger: Account) -> None:
        sheet = Sheet(stranger, piece)
        for path in (sheet.path, f"/desk/{uuid4()}/suggestions/"):
            sheet.path = path
            answer = sheet.client.post(path, "{}", content_type="application/json")
            assert answer.status_code == 404

    def test_a_closed_piece_takes_none(self, piece: Article, editor: Account) -> None:
        Article.objects.update(state=State.DECLINED)
        sheet = Sheet(editor, piece)
        made = sheet.proposal(LATE, "late", "early")
        assert "closed" in sheet.refused(act="suggest", version=1, made=[made], withdrawn=[])


class TestTwoSheetsOfOnePerson:
    """Both hold the same suggestion, and each goes on in it."""

    def test_the_later_one_does_not_overwrite_the_earlier(
        self, piece: Article, editor: Account
    ) -> None:
        sheet = Sheet(editor, piece)
        note = sheet.suggest(LATE, "late", "early")
        known = {str(note): words("early")}
        one, two = (sheet.proposal(LATE, "late", word, note) for word in ("earlier", "punctual"))
        act = {"act": "suggest", "version": 1, "withdrawn": [], "known": known}
        assert sheet.post(made=[one], **act)[1]["unsettled"] == {}
        # Sent again because the answer was lost: the house has it.
        assert sheet.post(made=[one], **act)[1]["unsettled"] == {}
        assert sheet.post(made=[two], **act)[1]["unsettled"] == {str(note): "changed"}
        assert sheet.see(note)["suggestion"]["after"] == words("earlier")
        # Under an id of its own both stand, and whoever takes one is asked about the other.
        other = sheet.suggest(LATE, "late", "punctual")
        Sheet(editor, piece)
        assert {note, other} == {one.note_id for one in Suggestion.objects.filter(state="open")}

    def test_taking_it_back_in_one_does_not_take_back_what_the_other_wrote(
        self, piece: Article, editor: Account
    ) -> None:
        sheet = Sheet(editor, piece)
        note = sheet.suggest(LATE, "late", "early")
        sheet.suggest(LATE, "late", "earlier", note)
        act = {"act": "suggest", "version": 1, "made": [], "withdrawn": [note]}
        told = sheet.post(**act, known={str(note): words("early")})
        assert told[1]["unsettled"] == {str(note): "changed"}
        assert sheet.see(note)["suggestion"]["state"] == "open"
        sheet.post(**act, known={str(note): words("earlier")})
        assert sheet.see(note) == {}

    def test_what_is_known_is_read_with_suspicion(self, piece: Article, editor: Account) -> None:
        sheet = Sheet(editor, piece)
        note = sheet.suggest(LATE, "late", "early")
        act = {"act": "suggest", "version": 1, "made": [], "withdrawn": [note]}
        assert sheet.post(**act, known={str(note): [{"type": "script"}]})[1]["unsettled"]
        faults: list[object] = [[], {"no id": []}]
        for known in faults:
            assert "do not understand" in sheet.refused(**act, known=known)


class TestTaking:
    def test_the_text_has_it_and_the_log_says_whose_it_was(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        note = Sheet(editor, piece).suggest(LATE, "late", "early")
        assert Sheet(writer, piece).settle("take", note) == {}
        assert body(piece) == "The night bus is early."
        step = Step.objects.order_by("version").last()
        assert step is not None
        assert (step.client, step.account) == (note.hex, writer)
        shown = Sheet(writer, piece).see(note)
        assert shown["suggestion"]["state"] == "taken"
        assert shown["settled"] is not None
        authority.forget()
        assert body(piece) == "The night bus is early."

    def test_several_at_once_in_any_order(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        sheet = Sheet(editor, piece)
        notes = [
            sheet.suggest(END, "", " Again."),
            sheet.suggest(NIGHT, "night", "morning"),
            sheet.suggest(LATE, "late", ""),
        ]
        assert Sheet(writer, piece).settle("take", *notes) == {}
        assert body(piece) == "The morning bus is . Again."

    def test_after_others_wrote_around_it(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        note = Sheet(editor, piece).suggest(LATE, "late", "early")
        write(piece, writer, typed("Again: ", BODY), typed("very ", LATE[0] + 7))
        assert Sheet(writer, piece).settle("take", note) == {}
        assert body(piece) == "Again: The night bus is very early."

    def test_where_somebody_wrote_under_it_a_person_is_asked(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        note = Sheet(editor, piece).suggest(LATE, "late", "early")
        write(piece, writer, typed("t", LATE[0] + 2))
        sheet = Sheet(writer, piece)
        assert sheet.see(note)["suggestion"]["fits"] is False
        assert sheet.settle("take", note) == {str(note): "changed"}
        assert body(piece) == "The night bus is latte."
        assert sheet.settle("take", note, anyway=True) == {}
        assert body(piece) == "The night bus is early."

    def test_where_its_words_are_gone_a_person_is_asked(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        note = Sheet(editor, piece).suggest(LATE, "late", "early")
        write(piece, writer, {"stepType": "replace", "from": LATE[0] - 3, "to": LATE[1]})
        sheet = Sheet(writer, piece)
        assert sheet.settle("take", note) == {str(note): "changed"}
        assert sheet.settle("take", note, anyway=True) == {}
        assert body(piece) == "The night bus early."

    def test_an_addition_takes_nothing_away_that_came_to_stand_there(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        sheet = Sheet(editor, piece)
        note = sheet.suggest(END, "", " Again.")
        write(piece, writer, typed(" Truly.", END[0]))
        assert sheet.settle("take", note) == {str(note): "changed"}
        assert sheet.settle("take", note, anyway=True) == {}
        assert body(piece) == "The night bus is late. Truly. Again."

    def test_what_cannot_stand_there_any_more_is_said(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        sheet = Sheet(editor, piece)
        note = sheet.suggest(END, "", " Again.")
        write(
            piece,
            writer,
            typed("x", BODY - 2),  # the standfirst, so that the paragraph can go
            {
                "stepType": "replace",
                "from": BODY,
                "to": BODY + len(TEXT) + 2,
                "slice": {"content": [{"type": "sceneBreak"}]},
            },
        )
        assert sheet.settle("take", note, anyway=True) == {str(note): "unfit"}
        assert Suggestion.objects.get().state == "open"

    def test_one_that_was_taken_meanwhile_is_not_taken_twice(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        note = Sheet(editor, piece).suggest(END, "", " Again.")
        Sheet(writer, piece).settle("take", note)
        Sheet(editor, piece).settle("take", note)
        assert body(piece) == f"{TEXT} Again."

    def test_who_may_not_change_the_text_may_not_take_or_leave(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        note = Sheet(editor, piece).suggest(LATE, "late", "early")
        Article.objects.update(state=State.ACCEPTED)
        sheet = Sheet(writer, piece)
        for act in ("take", "leave", "reconsider"):
            assert "not yours to change" in sheet.refused(act=act, ids=[note])
        assert body(piece) == TEXT

    def test_three_hundred_take_few_queries(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        write(piece, writer, typed("abc " * 300, BODY))
        sheet = Sheet(editor, piece)
        made = [sheet.proposal((BODY + 4 * n, BODY + 4 * n + 3), "abc", "abcd") for n in range(300)]
        assert sheet.post(act="suggest", version=2, made=made, withdrawn=[])[0] == 200
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert sheet.settle("take", *(UUID(str(one["id"])) for one in made)) == {}
        assert body(piece).startswith("abcd abcd")
        assert len(queries) < 40

    def test_a_sheet_asks_again_while_there_are_more(
        self, piece: Article, writer: Account, editor: Account, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("writingviews.desk.note_selectors.MOST_AT_ONCE", 2)
        sheet = Sheet(editor, piece)
        # One act of three, whose news are not parted, and two of one each.
        three = [sheet.proposal((BODY + n, BODY + n), "", str(n)) for n in range(3)]
        assert sheet.post(act="suggest", version=1, made=three, withdrawn=[])[0] == 200
        others = [sheet.suggest(END, "", "!"), sheet.suggest(END, "", "?")]
        wanted = [{str(one["id"]) for one in three}, {str(one) for one in others}]
        client, since = Sheet(writer, piece).client, 0
        for ids in wanted:
            answer = client.get(f"/desk/{piece.id}/notes/?since={since}").json()
            assert {one["id"] for one in answer["notes"]} == ids
            assert answer["more"] is (ids == wanted[0])
            since = answer["notes_version"]


class TestLeaving:
    def test_the_text_stays_and_it_is_listed_as_settled(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        note = Sheet(editor, piece).suggest(LATE, "late", "early")
        sheet = Sheet(writer, piece)
        sheet.settle("leave", note)
        assert body(piece) == TEXT
        assert sheet.see(note)["suggestion"]["state"] == "left"
        sheet.settle("take", note)
        assert body(piece) == TEXT

    def test_it_can_be_reconsidered_and_then_taken(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        note = Sheet(editor, piece).suggest(LATE, "late", "early")
        sheet = Sheet(writer, piece)
        sheet.settle("leave", note)
        sheet.settle("reconsider", note)
        assert sheet.see(note)["settled"] is None
        sheet.settle("take", note)
        assert body(piece) == "The night bus is early."

    def test_it_is_not_settled_as_a_note_is(
        self, piece: Article, writer: Account, editor: Account
    ) -> None:
        note = Sheet(editor, piece).suggest(LATE, "late", "early")
        act = json.dumps({"act": "settle", "note": str(note)})
        answer = Sheet(writer, piece).client.post(
            f"/desk/{piece.id}/notes/", act, content_type="application/json"
        )
        assert answer.status_code == 400
        assert Suggestion.objects.get().state == "open"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"act":"take"}',
        b'{"act":"take","ids":["x"]}',
        b'{"act":"suggest","version":1,"made":[1],"withdrawn":[]}',
        b'{"act":"suggest","version":1,"made":[{"kind":"all"}],"withdrawn":[]}',
        b'{"act":"suggest","version":-1,"made":[],"withdrawn":[]}',
        b'{"act":"take","ids":[' + b",".join([b'"x"'] * 501) + b"]}",
    ],
)
def test_what_is_no_act_is_refused(body: bytes) -> None:
    with pytest.raises(Misspoken):
        read_suggestion_act(body)


def test_what_is_too_long_is_refused(piece: Article, editor: Account) -> None:
    sheet = Sheet(editor, piece)
    answer = sheet.client.post(
        sheet.path, b" " * (LONGEST_ACT + 1), content_type="application/json"
    )
    assert answer.status_code == 413
