"""A piece that an editor asks a writer for, without a pitch, and the writer's yes or no."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from writingviews.articles.selectors import day_of
from writingviews.calls.bounds import bound_messages
from writingviews.calls.models import Assignment, Pitch, PitchState, PitchVerb
from writingviews.calls.refusals import Refused
from writingviews.people.models import Account, Byline
from writingviews.people.selectors import holders_of

from .assigning import Terms, check_terms
from .pitching import held, note, said


@dataclass(frozen=True, slots=True)
class Wanted:
    """A piece that an editor would like.

    Args:
        what: what it is, in a line.
        byline: of whom. Who writes under it is told; the editor learns no account.
        language: BCP 47 tag.
        terms: kind, section, length and due date.
    """

    what: str
    byline: Byline
    language: str
    terms: Terms


@transaction.atomic
def offer_piece(*, actor: Account, wanted: Wanted, text: str, now: datetime) -> Pitch:
    """Ask a writer for a piece. It waits for their yes.

    Args:
        actor: an editor of the central newsroom.
        wanted: what is asked for.
        text: what the writer reads with it; may be "".

    Raises:
        Refused: nothing is asked for, a term makes no sense, or nobody can be asked so.
    """
    what = " ".join(wanted.what.replace("\x00", "").split())
    if not what:
        raise Refused(gettext("Say in a line what piece you would like."), "what")
    check_terms(wanted.terms, day_of(now))
    words = said(text)
    bound_messages(actor, now)
    writer = _writer_behind(wanted.byline)
    if writer.id == actor.id:
        raise Refused(gettext("This byline is yours: begin the piece on your desk."), "byline")
    made = Pitch.objects.create(
        account=writer,
        byline=wanted.byline,
        language=wanted.language,
        kind=wanted.terms.kind,
        what=what,
        state=PitchState.OFFERED,
        created_at=now,
        changed_at=now,
    )
    Assignment.objects.create(
        pitch=made,
        account=writer,
        kind=wanted.terms.kind,
        section=wanted.terms.section,
        words=wanted.terms.words,
        due_on=wanted.terms.due_on,
        given_at=now,
    )
    note(made, actor, PitchVerb.OFFER, words, now, by_writer=False)
    return made


@transaction.atomic
def take_on(*, actor: Account, pitch_id: UUID, version: int, now: datetime) -> Pitch:
    """Say yes to what one was asked for, as one has read it. Doing it twice is harmless.

    Raises:
        Changed: the terms are others than were read.
        Refused: it is not asked for any more.
    """
    found = held(pitch_id)
    if found.state == PitchState.ACCEPTED:
        return found
    found = held(pitch_id, version)
    if found.state != PitchState.OFFERED:
        raise Refused(_gone())
    found.state = PitchState.ACCEPTED
    note(found, actor, PitchVerb.TAKE, "", now, by_writer=True)
    return found


@transaction.atomic
def say_no(*, actor: Account, pitch_id: UUID, text: str, now: datetime) -> Pitch:
    """Say no to what one was asked for, also after a yes, while it is not begun. No reason is
    asked for.

    Raises:
        Refused: it is not asked for any more, or it was begun: then the piece is withdrawn itself.
    """
    found = held(pitch_id)
    if not found.was_asked_for or found.state not in {PitchState.OFFERED, PitchState.ACCEPTED}:
        raise Refused(_gone())
    if Assignment.objects.filter(pitch=found, article__isnull=False).exists():
        raise Refused(
            gettext("You have begun the piece. Withdraw that, on its own page: this goes with it.")
        )
    words = said(text)
    bound_messages(actor, now)
    found.state = PitchState.DECLINED
    note(found, actor, PitchVerb.DECLINE, words, now, by_writer=True)
    return found


@transaction.atomic
def take_back(*, actor: Account, pitch_id: UUID, version: int, text: str, now: datetime) -> Pitch:
    """Ask for a piece no more, as an editor, while its writer has not answered.

    Raises:
        Changed: somebody was faster.
        Refused: its writer has answered.
    """
    found = held(pitch_id, version)
    if found.state != PitchState.OFFERED:
        raise Refused(gettext("Its writer has answered. Below is how it stands."))
    words = said(text)
    bound_messages(actor, now)
    found.state = PitchState.DECLINED
    note(found, actor, PitchVerb.DECLINE, words, now, by_writer=False)
    return found


def _writer_behind(byline: Byline) -> Account:
    """Return the one account that writes under a byline."""
    held_by = holders_of([byline])[byline.id]
    found = list(Account.objects.filter(id__in=held_by, is_active=True)[:2])
    if len(found) == 1:
        return found[0]
    raise Refused(
        gettext("Several write under this name: ask one of them by a name of their own.")
        if found
        else gettext("Nobody can be reached under this name. Choose another."),
        "byline",
    )


def _gone() -> str:
    return gettext("This is not asked for any more. Below is how it stands.")
