"""What an editor does with a pitch: answering, asking, declining kindly, assigning."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from writingviews.articles.models import Article, Kind, Section
from writingviews.articles.selectors import day_of
from writingviews.articles.services.filing import begin_article, file_article, filing_of
from writingviews.calls.bounds import bound_messages
from writingviews.calls.models import Assignment, Pitch, PitchState, PitchVerb
from writingviews.calls.refusals import Refused, past_day
from writingviews.ledger.services import record_act
from writingviews.people.chapter_selectors import chapter_role_of
from writingviews.people.models import Account, Chapter

from .pitching import TALKED_OF, held, note, said

MIN_WORDS: Final = 10
MAX_WORDS: Final = 50_000
_UNDECIDED: Final = frozenset({PitchState.WAITING, PitchState.ASKED})


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked for.

    Args:
        kind: what the piece is to be.
        section: where it is to stand; None is open.
        words: how long it is to be; None is open.
        due_on: the day by which it is to be submitted; None is open.
    """

    kind: Kind
    section: Section | None = None
    words: int | None = None
    due_on: date | None = None


@transaction.atomic
def answer_pitch(
    *, actor: Account, pitch_id: UUID, version: int, verb: PitchVerb, text: str, now: datetime
) -> Pitch:
    """Say something about a pitch, ask its writer, or decline it.

    Args:
        actor: an editor who may see the pitch (`access.open_pitch` came before).
        version: of the pitch as the editor saw it.
        verb: `SAY`, `ASK` or `DECLINE`.
        text: what the writer reads.

    Raises:
        Changed: somebody answered meanwhile.
        Refused: nothing is said, or it is decided already.
    """
    found = held(pitch_id, version)
    _refuse_own(found, actor)
    if found.state not in (TALKED_OF if verb is PitchVerb.SAY else _UNDECIDED):
        raise Refused(gettext("This is decided already. Below is how it stands."))
    words = said(text)
    if not words:
        raise Refused(_EMPTY[verb](), "text")
    bound_messages(actor, now)
    if verb is PitchVerb.ASK:
        found.state = PitchState.ASKED
    elif verb is PitchVerb.DECLINE:
        found.state = PitchState.DECLINED
    note(found, actor, verb, words, now, by_writer=False)
    return found


_EMPTY: Final = {
    PitchVerb.SAY: lambda: gettext("Write your answer."),
    PitchVerb.ASK: lambda: gettext("Write what you would like to know."),
    PitchVerb.DECLINE: lambda: gettext(
        "Say why, in a sentence or two: what was good, and what would make you say yes."
    ),
}


@transaction.atomic
def assign(
    *,
    actor: Account,
    pitch_id: UUID,
    version: int,
    terms: Terms,
    text: str,
    now: datetime,
) -> Assignment:
    """Accept a pitch: its writer may begin the piece. An accepted one gets other terms.

    Args:
        actor: an editor who may see the pitch.
        version: of the pitch as the editor saw it.
        terms: what is asked for.
        text: what the writer reads with it; may be "".

    Raises:
        Changed: somebody answered meanwhile.
        Refused: the pitch is at its end, the due date is past, or the length makes no sense.
    """
    found = held(pitch_id, version)
    _refuse_own(found, actor)
    if found.state not in TALKED_OF:
        raise Refused(gettext("This is decided already. Below is how it stands."))
    known = Assignment.objects.filter(pitch=found).first()
    check_terms(terms, day_of(now), before=known.due_on if known else None)
    words = said(text)
    bound_messages(actor, now)
    verb = PitchVerb.CHANGE if known else PitchVerb.ACCEPT
    made = known or Assignment(pitch=found, account_id=found.account_id, given_at=now)
    if not made.article_id:
        made.kind = terms.kind  # a piece that was begun has its own
        made.section = terms.section
    made.words, made.due_on = terms.words, terms.due_on
    made.save()
    if found.state != PitchState.OFFERED:  # what an editor asked for is its writer's to accept
        found.state = PitchState.ACCEPTED
    note(found, actor, verb, words, now, by_writer=False)
    return made


@transaction.atomic
def begin_assigned(*, actor: Account, pitch_id: UUID) -> Article:
    """Begin the piece that was agreed on, filed as it was agreed. Twice gives the same piece.

    Args:
        actor: whose pitch it is.

    Raises:
        Refused: the pitch is not accepted.
    """
    found = held(pitch_id)
    agreed = Assignment.objects.filter(pitch=found).select_related("section", "article").first()
    if agreed is not None and agreed.article is not None:
        return agreed.article
    if agreed is None or found.state != PitchState.ACCEPTED:
        raise Refused(gettext("Nobody has accepted this pitch yet. Wait for an editor’s answer."))
    begun = begin_article(
        actor=actor,
        language=found.language,
        kind=Kind(agreed.kind),
        byline=found.byline,
        chapter=_chapter_still(found, actor),
    )
    if agreed.section is not None:
        filing = replace(filing_of(begun), section=agreed.section)
        begun = file_article(actor=actor, article_id=begun.id, filing=filing)
    agreed.article = begun
    agreed.save(update_fields=("article",))
    record_act("begin", subject_kind="pitch", subject_id=found.id, actor=actor.id)
    return begun


def _chapter_still(found: Pitch, actor: Account) -> Chapter | None:
    """Return the chapter of a pitch while its writer belongs to it; else it is the central
    newsroom's piece."""
    chapter = found.chapter
    return chapter if chapter and chapter_role_of(actor, chapter.id) else None


def _refuse_own(found: Pitch, actor: Account) -> None:
    if found.account_id == actor.id:
        raise Refused(gettext("This pitch is yours: another editor answers it."))


def check_terms(terms: Terms, today: date, *, before: date | None = None) -> None:
    """Refuse a length that makes no sense, and a due date that is past and not the one `before`.

    Raises:
        Refused: beside its field.
    """
    if terms.due_on and terms.due_on < today and terms.due_on != before:
        raise past_day(terms.due_on, today, "due_on")
    if terms.words is not None and not MIN_WORDS <= terms.words <= MAX_WORDS:
        raise Refused(
            gettext("A length of %(least)d to %(most)d words can be asked for.")
            % {"least": MIN_WORDS, "most": MAX_WORDS},
            "words",
        )
