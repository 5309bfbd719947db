"""What a writer does with a pitch: making it, answering, withdrawing it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from writingviews.articles.models import Kind
from writingviews.calls.access import editors_of
from writingviews.calls.bounds import bound_messages, bound_pitches
from writingviews.calls.models import Pitch, PitchMessage, PitchState, PitchVerb
from writingviews.calls.refusals import Changed, Refused
from writingviews.ledger.services import record_act
from writingviews.notices.models import NoticeKind
from writingviews.notices.services import tell
from writingviews.people.chapter_selectors import chapter_role_of
from writingviews.people.models import Account, Byline, Chapter

MAX_MESSAGE: Final = 2000
#: Who may still write about a pitch, by how it stands; a declined or withdrawn one is at its end.
TALKED_OF: Final = frozenset(
    {PitchState.WAITING, PitchState.OFFERED, PitchState.ASKED, PitchState.ACCEPTED}
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A piece in three lines.

    Args:
        what: what it is.
        why: why readers need it, and why now.
        how: whom one will speak to, where one will go, what one has seen.
        language: BCP 47 tag.
        kind: what it is to be.
        byline: under which name; None to be settled later.
        chapter: to whose editors; None to the central newsroom's.
    """

    what: str
    why: str
    how: str
    language: str
    kind: Kind
    byline: Byline | None = None
    chapter: Chapter | None = None


@transaction.atomic
def pitch(*, actor: Account, proposal: Proposal, now: datetime) -> Pitch:
    """Send a pitch to the editors.

    Raises:
        Refused: a line is empty, there are too many, or the chapter is not the writer's.
    """
    lines = {
        name: " ".join(getattr(proposal, name).replace("\x00", "").split())
        for name in ("what", "why", "how")
    }
    for name, line in lines.items():
        if not line:
            raise Refused(gettext("Write this line, too: a pitch has three."), name)
    if proposal.chapter and chapter_role_of(actor, proposal.chapter.id) is None:
        raise Refused(gettext("You do not belong to this chapter any more."), "chapter")
    # Held, so that two windows do not both send the last one of the hour.
    Account.objects.select_for_update().get(pk=actor.pk)
    bound_pitches(actor, now)
    made = Pitch.objects.create(
        account=actor,
        byline=proposal.byline,
        chapter=proposal.chapter,
        language=proposal.language,
        kind=proposal.kind,
        created_at=now,
        changed_at=now,
        **lines,
    )
    record_act("pitch", subject_kind="pitch", subject_id=made.id, actor=actor.id, at=now)
    tell(editors_of(made), NoticeKind.PITCHED, subject_id=made.id, actor=actor)
    return made


@transaction.atomic
def answer_editors(*, actor: Account, pitch_id: UUID, text: str, now: datetime) -> Pitch:
    """Say something about one's own pitch; one that was asked of waits for an editor again.

    Raises:
        Refused: nothing is said, too much, or the pitch is at its end.
    """
    found = held(pitch_id)
    if found.state not in TALKED_OF:
        raise Refused(
            gettext("This pitch is at its end. What you learnt from it may make a new one.")
        )
    words = said(text)
    if not words:
        raise Refused(gettext("Write your answer."), "text")
    bound_messages(actor, now)
    if found.state == PitchState.ASKED:
        found.state = PitchState.WAITING
    note(found, actor, PitchVerb.SAY, words, now, by_writer=True)
    return found


@transaction.atomic
def withdraw_pitch(*, actor: Account, pitch_id: UUID, now: datetime) -> Pitch:
    """Take back one's own pitch; editors do not see it any more. Doing it twice is harmless.

    Raises:
        Refused: the editors have declined it, or the piece was begun: that is withdrawn itself.
    """
    found = held(pitch_id)
    if found.state == PitchState.WITHDRAWN:
        return found
    if found.was_asked_for:
        raise Refused(gettext("An editor asked you for this. Say no to it, then they know."))
    if found.state == PitchState.DECLINED:
        raise Refused(gettext("The editors have declined this pitch; nothing waits for it."))
    agreed = getattr(found, "assignment", None)
    if agreed and agreed.article_id:
        raise Refused(
            gettext("You have begun the piece. Withdraw that, on its own page: this goes with it.")
        )
    found.state = PitchState.WITHDRAWN
    note(found, actor, PitchVerb.WITHDRAW, "", now, by_writer=True)
    return found


def held(pitch_id: UUID, version: int | None = None) -> Pitch:
    """Return a pitch whose row is held until the transaction ends.

    Raises:
        Changed: it has another version than the one that was seen.
    """
    found = Pitch.objects.select_for_update(of=("self",)).get(pk=pitch_id)
    if version is not None and found.version != version:
        raise Changed(
            gettext(
                "Somebody was faster: this pitch has changed since you opened it, and nothing of "
                "yours was sent. Look at how it stands now; what you typed is still below."
            ),
            found.version,
        )
    return found


def said(text: str) -> str:
    """Return what was typed with its ends in order.

    Raises:
        Refused: it is too long.
    """
    words = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(words) > MAX_MESSAGE:
        raise Refused(
            gettext("These are %(count)d characters; %(most)d are the most. Shorten it.")
            % {"count": len(words), "most": MAX_MESSAGE},
            "text",
        )
    return words


def note(
    found: Pitch, actor: Account, verb: PitchVerb, text: str, now: datetime, *, by_writer: bool
) -> None:
    """Store a turn and the pitch that it changed, with its audit row; tell whom it is for: its
    writer, or of the editors those who have said something."""
    found.version += 1
    found.changed_at = now
    found.save()
    PitchMessage.objects.create(
        pitch=found, account=actor, by_writer=by_writer, verb=verb, text=text, at=now
    )
    record_act(verb.value, subject_kind="pitch", subject_id=found.id, actor=actor.id, at=now)
    if not by_writer:
        answered = NoticeKind.PIECE_ASKED if found.was_asked_for else NoticeKind.PITCH_ANSWERED
        tell([found.account], answered, subject_id=found.id, actor=actor)
    elif verb is not PitchVerb.WITHDRAW:
        took_part = PitchMessage.objects.filter(pitch=found, by_writer=False).values("account")
        talking = editors_of(found).filter(id__in=took_part)
        waits = NoticeKind.PITCHED if verb is PitchVerb.SAY else NoticeKind.PIECE_ANSWERED
        tell(talking, waits, subject_id=found.id, actor=actor)
