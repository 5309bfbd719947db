"""An editor asks a writer for a piece without a pitch; the writer says yes or no."""

from datetime import timedelta
from typing import Any

import pytest

from writingviews.articles.contributors import writers_of
from writingviews.articles.models import Kind, Section
from writingviews.articles.tests.making import make_account, make_publication
from writingviews.calls.models import Assignment, Pitch, PitchMessage, PitchState
from writingviews.calls.refusals import Changed, Refused
from writingviews.calls.selectors import pitches_waiting
from writingviews.calls.services.assigning import Terms, assign, begin_assigned
from writingviews.calls.services.offering import Wanted, offer_piece, say_no, take_back, take_on
from writingviews.calls.services.pitching import withdraw_pitch
from writingviews.notices.models import Notice, NoticeKind
from writingviews.people.models import Account, Byline, BylineHolder, Role
from writingviews.people.services import take_byline

from .making import NOW, TODAY, make_pitch

pytestmark = pytest.mark.django_db
DUE = TODAY + timedelta(days=10)


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication("en", "fa")


@pytest.fixture
def writer() -> Account:
    return make_account("writer")


@pytest.fixture
def editor() -> Account:
    return make_account("editor", Role.EDITOR)


@pytest.fixture
def byline(writer: Account) -> Byline:
    return take_byline(account=writer, name="Mira Talab")


def terms(**more: Any) -> Terms:  # noqa: ANN401 - of Terms
    section = Section.objects.get(slug="culture")
    return Terms(**{"kind": Kind.REPORT, "section": section, "words": 700, "due_on": DUE, **more})


def offered(editor: Account, byline: Byline, what: str = "The night bus", **more: Any) -> Pitch:  # noqa: ANN401
    wanted = Wanted(what, byline, "en", terms(**more))
    return offer_piece(actor=editor, wanted=wanted, text="You ride it.", now=NOW)


def told(account: Account) -> list[str]:
    return list(Notice.objects.filter(account=account).values_list("kind", flat=True))


def test_a_yes_lets_its_writer_begin_it_filed_as_it_was_asked_for(
    writer: Account, editor: Account, byline: Byline
) -> None:
    made = offered(editor, byline)
    assert (made.account, made.state, made.was_asked_for) == (writer, PitchState.OFFERED, True)
    assert told(writer) == [NoticeKind.PIECE_ASKED]
    assert pitches_waiting(writer).asked_for == 1
    with pytest.raises(Refused, match="Nobody has accepted"):
        begin_assigned(actor=writer, pitch_id=made.id)
    take_on(actor=writer, pitch_id=made.id, version=made.version, now=NOW)
    take_on(actor=writer, pitch_id=made.id, version=made.version, now=NOW)  # twice is harmless
    assert told(editor) == [NoticeKind.PIECE_ANSWERED]
    begun = begin_assigned(actor=writer, pitch_id=made.id)
    assert (begun.kind, begun.section, begun.language) == (Kind.REPORT, terms().section, "en")
    assert list(writers_of(begun.id)) == [writer]
    assert pitches_waiting(writer).asked_for == 0


@pytest.mark.parametrize("yes_before", [False, True])
def test_a_no_needs_no_reason_and_may_follow_a_yes(
    writer: Account, editor: Account, byline: Byline, *, yes_before: bool
) -> None:
    made = offered(editor, byline)
    if yes_before:
        take_on(actor=writer, pitch_id=made.id, version=made.version, now=NOW)
    say_no(actor=writer, pitch_id=made.id, text="", now=NOW)
    made.refresh_from_db()
    assert made.state == PitchState.DECLINED
    assert NoticeKind.PIECE_ANSWERED in told(editor)
    for again in (
        lambda: take_on(actor=writer, pitch_id=made.id, version=made.version, now=NOW),
        lambda: say_no(actor=writer, pitch_id=made.id, text="", now=NOW),
        lambda: begin_assigned(actor=writer, pitch_id=made.id),
    ):
        with pytest.raises(Refused):
            again()


def test_a_yes_is_to_the_terms_that_were_read(
    writer: Account, editor: Account, byline: Byline
) -> None:
    made = offered(editor, byline)
    assign(
        actor=editor,
        pitch_id=made.id,
        version=made.version,
        terms=terms(words=2000),
        text="",
        now=NOW,
    )
    with pytest.raises(Changed):
        take_on(actor=writer, pitch_id=made.id, version=made.version, now=NOW)
    made.refresh_from_db()
    assert made.state == PitchState.OFFERED  # other terms are no yes
    take_on(actor=writer, pitch_id=made.id, version=made.version, now=NOW)
    assert Assignment.objects.get().words == 2000


def test_an_editor_asks_no_more_while_nobody_has_answered(
    writer: Account, editor: Account, byline: Byline
) -> None:
    first, second = offered(editor, byline), offered(editor, byline, "The day bus")
    take_back(actor=editor, pitch_id=first.id, version=first.version, text="", now=NOW)
    with pytest.raises(Refused, match="not asked for any more"):
        say_no(actor=writer, pitch_id=first.id, text="", now=NOW)
    taken = take_on(actor=writer, pitch_id=second.id, version=second.version, now=NOW)
    with pytest.raises(Refused, match="has answered"):
        take_back(actor=editor, pitch_id=second.id, version=taken.version, text="", now=NOW)
    with pytest.raises(Refused, match="Say no to it"):
        withdraw_pitch(actor=writer, pitch_id=second.id, now=NOW)


def test_what_cannot_be_asked_is_refused_beside_its_field(editor: Account, byline: Byline) -> None:
    def refused(*given: Any, **more: Any) -> str:  # noqa: ANN401
        with pytest.raises(Refused) as caught:
            offered(editor, *given, **more)
        return caught.value.field

    assert refused(byline, " ") == "what"
    assert refused(byline, due_on=TODAY - timedelta(days=1)) == "due_on"
    assert refused(byline, words=3) == "words"
    assert refused(take_byline(account=editor, name="Eda")) == "byline"
    second = make_account("second")
    BylineHolder.objects.create(account=second, byline=byline)
    assert refused(byline) == "byline"  # several write under it
    Account.objects.update(is_active=False)
    assert refused(byline) == "byline"
    assert not Pitch.objects.exists()
    assert not PitchMessage.objects.exists()


def test_a_pitch_is_not_answered_as_if_it_had_been_asked_for(writer: Account) -> None:
    made = make_pitch(writer)
    with pytest.raises(Refused):
        take_on(actor=writer, pitch_id=made.id, version=made.version, now=NOW)
    with pytest.raises(Refused):
        say_no(actor=writer, pitch_id=made.id, text="", now=NOW)
