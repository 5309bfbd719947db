"""A pitch is answered, asked about, declined or accepted; a piece is begun from what was agreed."""

from datetime import timedelta

import pytest

from writingviews.articles.contributors import writers_of
from writingviews.articles.models import Article, ArticleByline, Kind, Section
from writingviews.articles.tests.making import make_account, make_chapter, make_publication
from writingviews.calls.access import Hidden, open_pitch
from writingviews.calls.bounds import MOST_WAITING, PITCHES_AN_HOUR
from writingviews.calls.models import Assignment, Pitch, PitchMessage, PitchState, PitchVerb
from writingviews.calls.refusals import Changed, Refused, TooMany
from writingviews.calls.selectors import agreed_of, assigned_to_come, pitches_for_editors
from writingviews.calls.services.assigning import Terms, answer_pitch, assign, begin_assigned
from writingviews.calls.services.pitching import (
    MAX_MESSAGE,
    answer_editors,
    pitch,
    withdraw_pitch,
)
from writingviews.ledger.models import AuditEntry
from writingviews.notices.models import Notice
from writingviews.people.models import Account, Role
from writingviews.people.services import take_byline

from .making import NOW, TODAY, make_pitch, make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication("en", "fa")


@pytest.fixture
def writer() -> Account:
    return make_account("writer")


@pytest.fixture
def editor() -> Account:
    return make_account("editor", Role.EDITOR)


def test_a_pitch_waits_for_the_editors_and_is_hidden_from_other_writers(
    writer: Account, editor: Account
) -> None:
    made = make_pitch(writer)
    assert made.state == PitchState.WAITING
    assert open_pitch(writer, made.id).is_writer
    assert not open_pitch(editor, made.id).is_writer
    assert list(pitches_for_editors(editor, PitchState.WAITING)) == [made]
    with pytest.raises(Hidden):
        open_pitch(make_account("second"), made.id)
    assert AuditEntry.objects.filter(verb="pitch", subject_id=str(made.id)).exists()


@pytest.mark.parametrize("line", ["what", "why", "how"])
def test_each_of_the_three_lines_is_needed(writer: Account, line: str) -> None:
    with pytest.raises(Refused) as refusal:
        pitch(actor=writer, proposal=make_proposal(**{line: " \n "}), now=NOW)
    assert refusal.value.field == line
    assert not Pitch.objects.exists()


def test_asked_it_waits_for_its_writer_and_answered_for_an_editor_again(
    writer: Account, editor: Account
) -> None:
    made = make_pitch(writer)
    asked = answer_pitch(
        actor=editor,
        pitch_id=made.id,
        version=1,
        verb=PitchVerb.ASK,
        text="Who is the baker?",
        now=NOW,
    )
    assert asked.state == PitchState.ASKED
    again = answer_editors(actor=writer, pitch_id=made.id, text="My neighbour.", now=NOW)
    assert again.state == PitchState.WAITING
    assert [(each.by_writer, each.text) for each in PitchMessage.objects.all()] == [
        (False, "Who is the baker?"),
        (True, "My neighbour."),
    ]


def test_who_waits_for_it_is_told_and_nobody_else(writer: Account, editor: Account) -> None:
    second = make_account("second-editor", Role.PUBLISHER)
    make_account("bystander")

    def told() -> set[tuple[str, str]]:
        found = set(Notice.objects.filter(read=False).values_list("account__username", "kind"))
        Notice.objects.update(read=True)
        return found

    made = make_pitch(writer)
    assert told() == {("editor", "pitched"), ("second-editor", "pitched")}
    answer_pitch(
        actor=editor, pitch_id=made.id, version=1, verb=PitchVerb.ASK, text="Who?", now=NOW
    )
    assert told() == {("writer", "pitch_answered")}
    answer_editors(actor=writer, pitch_id=made.id, text="The baker.", now=NOW)
    assert told() == {("editor", "pitched")}
    withdraw_pitch(actor=writer, pitch_id=made.id, now=NOW)
    assert told() == set()
    assert second.is_active


def test_of_two_editors_one_wins_and_the_other_is_told(writer: Account, editor: Account) -> None:
    made, second = make_pitch(writer), make_account("second", Role.PUBLISHER)
    answer_pitch(
        actor=editor, pitch_id=made.id, version=1, verb=PitchVerb.DECLINE, text="Not now.", now=NOW
    )
    with pytest.raises(Changed, match="Somebody was faster") as refusal:
        assign(
            actor=second, pitch_id=made.id, version=1, terms=Terms(Kind.REPORT), text="", now=NOW
        )
    assert refusal.value.version == 2
    assert not Assignment.objects.exists()
    assert Pitch.objects.get().state == PitchState.DECLINED


@pytest.mark.parametrize("verb", [PitchVerb.SAY, PitchVerb.ASK, PitchVerb.DECLINE])
def test_an_editor_who_says_nothing_is_told_what_to_write(
    writer: Account, editor: Account, verb: PitchVerb
) -> None:
    made = make_pitch(writer)
    with pytest.raises(Refused) as refusal:
        answer_pitch(actor=editor, pitch_id=made.id, version=1, verb=verb, text=" ", now=NOW)
    assert refusal.value.field == "text"
    assert str(refusal.value)
    assert Pitch.objects.get().version == 1


def test_nobody_answers_their_own_pitch(editor: Account) -> None:
    made = make_pitch(editor)
    with pytest.raises(Refused, match="another editor"):
        assign(
            actor=editor, pitch_id=made.id, version=1, terms=Terms(Kind.REPORT), text="", now=NOW
        )


def test_a_due_date_before_today_is_refused_beside_its_field_and_today_is_not(
    writer: Account, editor: Account
) -> None:
    made = make_pitch(writer)
    with pytest.raises(Refused, match="2027-04-19 is past: today is 2027-04-20") as refusal:
        _assign(editor, made, due_on=TODAY - timedelta(days=1))
    assert refusal.value.field == "due_on"
    assert _assign(editor, made, due_on=TODAY).due_on == TODAY


def test_a_due_date_that_has_passed_meanwhile_does_not_stop_a_change_of_the_rest(
    writer: Account, editor: Account
) -> None:
    made = make_pitch(writer)
    _assign(editor, made, due_on=TODAY)
    later = NOW + timedelta(days=3)
    changed = assign(
        actor=editor,
        pitch_id=made.id,
        version=2,
        terms=Terms(Kind.ESSAY, words=700, due_on=TODAY),
        text="A little shorter.",
        now=later,
    )
    assert (changed.words, changed.due_on) == (700, TODAY)


@pytest.mark.parametrize("words", [0, 9, 50_001])
def test_a_length_that_makes_no_sense_is_refused(
    writer: Account, editor: Account, words: int
) -> None:
    with pytest.raises(Refused) as refusal:
        _assign(editor, make_pitch(writer), words=words)
    assert refusal.value.field == "words"


def test_the_piece_is_begun_once_filed_as_it_was_agreed(writer: Account, editor: Account) -> None:
    byline = take_byline(account=writer, name="Heron")
    made = make_pitch(writer, byline=byline)
    section = Section.objects.get(slug="culture")
    _assign(editor, made, section=section, words=900, due_on=TODAY + timedelta(days=7))
    begun = begin_assigned(actor=writer, pitch_id=made.id)
    assert (begun.kind, begun.language, begun.section) == (Kind.REPORT, "en", section)
    assert ArticleByline.objects.get(article=begun).byline == byline
    assert list(writers_of(begun.id)) == [writer]
    assert begin_assigned(actor=writer, pitch_id=made.id).id == begun.id
    assert Article.objects.count() == 1
    asked = agreed_of([begun.id], NOW.date())[begun.id]
    assert (asked.words, asked.due_on, asked.late) == (900, TODAY + timedelta(days=7), False)
    assert agreed_of([begun.id], NOW.date() + timedelta(days=8))[begun.id].late


def test_what_was_not_accepted_cannot_be_begun(writer: Account) -> None:
    with pytest.raises(Refused, match="accepted"):
        begin_assigned(actor=writer, pitch_id=make_pitch(writer).id)


def test_a_writer_takes_a_pitch_back_until_the_piece_is_begun(
    writer: Account, editor: Account
) -> None:
    made = make_pitch(writer)
    withdraw_pitch(actor=writer, pitch_id=made.id, now=NOW)
    withdraw_pitch(actor=writer, pitch_id=made.id, now=NOW)
    with pytest.raises(Hidden):
        open_pitch(editor, made.id)
    assert open_pitch(writer, made.id).pitch.state == PitchState.WITHDRAWN
    other = make_pitch(writer)
    _assign(editor, other)
    begin_assigned(actor=writer, pitch_id=other.id)
    with pytest.raises(Refused, match="Withdraw that"):
        withdraw_pitch(actor=writer, pitch_id=other.id, now=NOW)


def test_a_flood_of_pitches_ends_within_the_hour(writer: Account) -> None:
    for _ in range(PITCHES_AN_HOUR):
        make_pitch(writer)
    with pytest.raises(TooMany, match="within the hour"):
        make_pitch(writer)
    make_pitch(make_account("second"))
    make_pitch(writer, now=NOW + timedelta(hours=1, seconds=1))


def test_pitches_that_wait_are_bounded_whatever_the_hour(writer: Account) -> None:
    for number in range(MOST_WAITING):
        make_pitch(writer, now=NOW + timedelta(hours=number))
    with pytest.raises(TooMany, match="wait for an answer"):
        make_pitch(writer, now=NOW + timedelta(days=9))


def test_a_message_too_long_is_refused_with_its_length(writer: Account) -> None:
    made = make_pitch(writer)
    with pytest.raises(Refused, match="2001 characters; 2000"):
        answer_editors(actor=writer, pitch_id=made.id, text="a" * (MAX_MESSAGE + 1), now=NOW)


def test_a_chapters_pitches_are_its_own_editors_alone(editor: Account) -> None:
    writer, own = make_account("pupil"), make_account("teacher")
    chapter = make_chapter("harbour-school", writer=writer, editor=own)
    other = make_account("other-teacher")
    make_chapter("hill-school", editor=other)
    made = make_pitch(writer, chapter=chapter)
    assert open_pitch(own, made.id).pitch == made
    assert list(pitches_for_editors(own, PitchState.WAITING)) == [made]
    for stranger in (editor, other):
        with pytest.raises(Hidden):
            open_pitch(stranger, made.id)
        assert not pitches_for_editors(stranger, PitchState.WAITING).exists()
    _assign(own, made)
    assert [each.pitch for each in assigned_to_come(own)] == [made]
    assert not assigned_to_come(editor).exists()
    assert begin_assigned(actor=writer, pitch_id=made.id).chapter == chapter


def test_a_pitch_to_a_chapter_one_does_not_belong_to_is_refused(writer: Account) -> None:
    with pytest.raises(Refused) as refusal:
        make_pitch(writer, chapter=make_chapter("hill-school"))
    assert refusal.value.field == "chapter"


def _assign(editor: Account, made: Pitch, **terms: object) -> Assignment:
    return assign(
        actor=editor,
        pitch_id=made.id,
        version=1,
        terms=Terms(Kind.REPORT, **terms),  # type: ignore[arg-type]
        text="",
        now=NOW,
    )
