"""A call is made, opens and closes by its days, and takes entries while it is open."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article, Kind, Section
from writingviews.articles.tests.making import make_account, make_chapter, make_publication
from writingviews.calls.access import Hidden, open_call, shown_call
from writingviews.calls.bounds import ENTRIES_AN_HOUR
from writingviews.calls.days import standing_on
from writingviews.calls.models import Call, CallEntry, CallState
from writingviews.calls.refusals import Changed, Refused, TooMany
from writingviews.calls.selectors import calls_of_editors, calls_open
from writingviews.calls.services.calling import (
    begin_call,
    details_of,
    edit_call,
    publish_call,
    turn_calls,
    withdraw_call,
)
from writingviews.calls.services.entering import (
    NotOpen,
    begin_entry,
    enter_submitted,
    leave_call,
    note_moved,
)
from writingviews.ledger.models import Change, ChangeKind
from writingviews.people.models import Account, Role

from .making import NOW, TODAY, make_call

pytestmark = pytest.mark.django_db
AFTER = NOW + timedelta(days=20)


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication("en", "fa")


@pytest.fixture
def writer() -> Account:
    return make_account("writer")


def enter(writer: Account, call: Call, now: datetime = NOW, kind: Kind | None = None) -> Article:
    return begin_entry(actor=writer, call_id=call.id, kind=kind, byline=None, now=now)


class TestACall:
    def test_says_what_is_missing_before_it_can_be_published(self) -> None:
        call = begin_call(actor=None, title="Letters", language="en", now=NOW)
        with pytest.raises(Refused) as refusal:
            publish_call(actor=None, call_id=call.id, version=1, now=NOW)
        assert refusal.value.field == "sought"
        call = make_call(published=False, deadline=TODAY)
        with pytest.raises(Refused, match="is past") as late:
            publish_call(actor=None, call_id=call.id, version=call.version, now=AFTER)
        assert late.value.field == "deadline"

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"title": " "}, "title"),
            ({"language": "de"}, "language"),
            ({"deadline": TODAY - timedelta(days=1)}, "deadline"),
            ({"opens_on": TODAY + timedelta(days=99)}, "opens_on"),
            ({"answer_days": 0}, "answer_days"),
            ({"kinds": ("novel",)}, "kinds"),
        ],
    )
    def test_is_refused_beside_its_field(self, changes: dict[str, object], field: str) -> None:
        call = make_call(published=False)
        with pytest.raises(Refused) as refusal:
            edit_call(
                actor=None,
                call_id=call.id,
                version=call.version,
                details=replace(details_of(call), **changes),  # type: ignore[arg-type]
                now=NOW,
            )
        assert refusal.value.field == field
        assert Call.objects.get().version == call.version

    def test_gets_an_address_of_its_own(self) -> None:
        assert [make_call().slug for _ in range(2)] == [
            "letters-to-a-street",
            "letters-to-a-street-2",
        ]

    def test_that_was_changed_meanwhile_is_not_overwritten(self) -> None:
        call = make_call()
        details = replace(details_of(call), title="Another")
        edit_call(actor=None, call_id=call.id, version=call.version, details=details, now=NOW)
        with pytest.raises(Changed) as refusal:
            withdraw_call(actor=None, call_id=call.id, version=call.version, now=NOW)
        assert refusal.value.version == call.version + 1

    def test_stands_by_its_days_to_the_end_of_the_last(self) -> None:
        days = {"opens_on": TODAY, "deadline": TODAY + timedelta(days=1)}
        stands = [standing_on(TODAY + timedelta(days=day), **days) for day in (-1, 0, 1, 2)]
        assert stands == [CallState.UPCOMING, CallState.OPEN, CallState.OPEN, CallState.CLOSED]

    def test_is_opened_and_closed_by_the_clock_once_and_printed(self) -> None:
        call = make_call(opens_on=TODAY + timedelta(days=2), deadline=TODAY + timedelta(days=4))
        assert call.state == CallState.UPCOMING
        Change.objects.all().delete()
        seen = []
        for hours in range(0, 24 * 7, 6):
            turned = turn_calls(NOW + timedelta(hours=hours))
            if turned:
                seen.append((hours, Call.objects.get().state))
        midnight = datetime(2027, 4, 22, tzinfo=UTC)
        assert turn_calls(midnight) == []
        assert seen == [(36, CallState.OPEN), (108, CallState.CLOSED)]
        assert Change.objects.filter(kind=ChangeKind.CALL).count() == 2

    def test_opens_again_with_a_later_last_day(self) -> None:
        call = make_call()
        turn_calls(AFTER)
        call.refresh_from_db()
        assert call.state == CallState.CLOSED
        details = replace(details_of(call), deadline=AFTER.date())
        edit_call(actor=None, call_id=call.id, version=call.version, details=details, now=AFTER)
        assert Call.objects.get().state == CallState.OPEN

    def test_withdrawn_is_hidden_from_readers_and_not_turned(self) -> None:
        call = make_call()
        withdraw_call(actor=None, call_id=call.id, version=call.version, now=NOW)
        with pytest.raises(Hidden):
            shown_call("letters-to-a-street")
        assert turn_calls(AFTER) == []

    def test_of_a_chapter_is_made_by_its_editors_alone(self) -> None:
        own, central = make_account("teacher"), make_account("editor", Role.EDITOR)
        call = make_call(chapter=make_chapter("harbour-school", editor=own))
        assert open_call(own, call.id) == call
        assert list(calls_of_editors(own)) == [call]
        for stranger in (central, make_account("pupil")):
            with pytest.raises(Hidden):
                open_call(stranger, call.id)
        assert not calls_of_editors(central).exists()


class TestAnEntry:
    def test_is_begun_as_a_draft_filed_as_the_call_asks(self, writer: Account) -> None:
        section = Section.objects.get(slug="literature")
        call = make_call(kinds=("poem", "essay"), section=section, language="fa")
        begun = enter(writer, call)
        assert (begun.kind, begun.section, begun.language) == (Kind.POEM, section, "fa")
        assert begun.state == State.DRAFT
        with pytest.raises(Refused, match="other kinds") as refusal:
            enter(writer, call, kind=Kind.STORY)
        assert refusal.value.field == "kind"

    def test_enters_with_its_first_submission_and_takes_on_who_knows_whom(
        self, writer: Account
    ) -> None:
        call = make_call(anonymity=Anonymity.BOTH_UNKNOWN)
        begun = enter(writer, call)
        assert begun.anonymity == ""
        enter_submitted(article_id=begun.id, now=NOW)
        begun.refresh_from_db()
        assert begun.anonymity == Anonymity.BOTH_UNKNOWN
        assert CallEntry.objects.get().entered_at == NOW

    def test_is_answered_by_the_first_decision(self, writer: Account) -> None:
        begun = enter(writer, make_call())
        enter_submitted(article_id=begun.id, now=NOW)
        later = NOW + timedelta(days=1)
        note_moved(article_id=begun.id, verb=Verb.TAKE_UP, now=later)
        assert CallEntry.objects.get().answered_at is None
        note_moved(article_id=begun.id, verb=Verb.ASK_FOR_CHANGES, now=later)
        note_moved(article_id=begun.id, verb=Verb.ACCEPT, now=later + timedelta(days=1))
        assert CallEntry.objects.get().answered_at == later

    def test_cannot_be_begun_before_or_after(self, writer: Account) -> None:
        call = make_call(opens_on=TODAY + timedelta(days=1))
        with pytest.raises(NotOpen, match="opens on 2027-04-21"):
            enter(writer, call)
        # The day counts, also where nobody has printed that it turned.
        assert enter(writer, call, NOW + timedelta(days=1))
        with pytest.raises(NotOpen, match="closed"):
            enter(writer, call, AFTER)
        assert Article.objects.count() == 1

    def test_is_kept_as_a_draft_after_the_deadline_and_may_leave(self, writer: Account) -> None:
        begun = enter(writer, make_call())
        with pytest.raises(NotOpen, match=r"kept as a draft\. Take it out of the call"):
            enter_submitted(article_id=begun.id, now=AFTER)
        assert Article.objects.get().state == State.DRAFT
        leave_call(actor=writer, article_id=begun.id, now=AFTER)
        leave_call(actor=writer, article_id=begun.id, now=AFTER)
        enter_submitted(article_id=begun.id, now=AFTER)
        assert not CallEntry.objects.exists()

    def test_that_was_entered_may_come_again_after_the_deadline(self, writer: Account) -> None:
        begun = enter(writer, make_call())
        enter_submitted(article_id=begun.id, now=NOW)
        enter_submitted(article_id=begun.id, now=AFTER)
        with pytest.raises(Refused, match="Withdraw it first"):
            leave_call(actor=writer, article_id=begun.id, now=AFTER)

    def test_that_was_withdrawn_enters_anew(self, writer: Account) -> None:
        begun = enter(writer, make_call())
        enter_submitted(article_id=begun.id, now=NOW)
        note_moved(article_id=begun.id, verb=Verb.WITHDRAW, now=NOW)
        with pytest.raises(NotOpen):
            enter_submitted(article_id=begun.id, now=AFTER)

    def test_is_bounded_by_the_hour(self, writer: Account) -> None:
        call = make_call()
        for _ in range(ENTRIES_AN_HOUR):
            enter(writer, call)
        with pytest.raises(TooMany):
            enter(writer, call)
        enter(make_account("second"), call)

    def test_of_a_chapters_call_is_its_writers_alone(self, writer: Account) -> None:
        pupil = make_account("pupil")
        chapter = make_chapter("harbour-school", writer=pupil)
        call = make_call(chapter=chapter)
        assert enter(pupil, call).chapter == chapter
        with pytest.raises(Refused, match="writers of Harbour-school"):
            enter(writer, call)


def test_open_calls_are_those_of_today_by_what_closes_first() -> None:
    late, early = make_call("Late"), make_call("Early", deadline=TODAY)
    make_call("Upcoming", opens_on=TODAY + timedelta(days=1))
    make_call("Draft", published=False)
    assert list(calls_open(NOW)) == [early, late]
    assert list(calls_open(NOW + timedelta(days=1)).values_list("title", flat=True)) == [
        "Late",
        "Upcoming",
    ]
