"""What is to be written: pitches, what was agreed, and calls, as the pages of the house show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article, ArticleByline, Kind
from writingviews.articles.selectors import CENTRAL, day_of, readable_by
from writingviews.calls.days import answer_by
from writingviews.calls.models import Call, CallEntry, CallState, Pitch, PitchState
from writingviews.calls.selectors import (
    assigned_to_come,
    calls_of_editors,
    calls_open,
    is_late,
    pitches_for_editors,
    pitches_of,
)
from writingviews.language.direction import Direction, direction_of_language
from writingviews.newsroom.signing import Signature, signatures
from writingviews.newsroom.wording import KINDS, language_name
from writingviews.people.models import Account, Byline

from .rows import Listing, listing_page
from .seeking import LISTED

#: Pitches of a group on the editors' page; more wait behind them, the longest waiting first.
MOST: Final = 100
_PAGE_ROWS: Final = 50
_ON_DESK: Final = 6

PITCH_STATES: Final[dict[PitchState, Promise]] = {
    PitchState.WAITING: _("Waits for an editor"),
    PitchState.OFFERED: _("Asked of its writer"),
    PitchState.ASKED: _("An editor asks"),
    PitchState.ACCEPTED: _("Accepted"),
    PitchState.DECLINED: _("Declined"),
    PitchState.WITHDRAWN: _("Withdrawn"),
}
CALL_STATES: Final[dict[CallState, Promise]] = {
    CallState.DRAFT: _("Draft"),
    CallState.UPCOMING: _("Not open yet"),
    CallState.OPEN: _("Open"),
    CallState.CLOSED: _("Closed"),
    CallState.WITHDRAWN: _("Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class PitchRow:
    """A pitch in a list. Names the byline, never the account behind it.

    Args:
        what: its first line.
        byline: under which name, or None.
        last_words: what was said about it last; "" for its own writer's list.
        words, due_on: what was agreed.
        late: whether that day has passed and the piece is not submitted.
        article_id: the piece, once it was begun.
    """

    id: UUID
    what: str
    why: str
    language: str
    direction: Direction
    language_name: str
    kind: Promise
    byline: Signature | None
    chapter: str
    state: PitchState
    state_words: Promise
    since: datetime
    last_words: str = ""
    words: int | None = None
    due_on: date | None = None
    late: bool = False
    article_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PitchesForEditors:
    """The editors' page: what waits for them, for writers, and what was agreed."""

    waiting: tuple[PitchRow, ...]
    asked: tuple[PitchRow, ...]
    offered: tuple[PitchRow, ...]
    to_come: tuple[PitchRow, ...]


def pitches_to_answer(account: Account, now: datetime) -> PitchesForEditors:
    """Return the pitches that an editor has part in. Seven queries, however many pitches."""
    today = day_of(now)
    waiting, asked, offered = (
        list(pitches_for_editors(account, state)[:MOST])
        for state in (PitchState.WAITING, PitchState.ASKED, PitchState.OFFERED)
    )
    agreed = list(assigned_to_come(account)[:MOST])
    signed = _signed([*waiting, *asked, *offered, *(each.pitch for each in agreed)])
    return PitchesForEditors(
        waiting=tuple(_row(pitch, signed, today) for pitch in waiting),
        asked=tuple(_row(pitch, signed, today) for pitch in asked),
        offered=tuple(_row(pitch, signed, today, agreed=pitch.assignment) for pitch in offered),
        to_come=tuple(_row(each.pitch, signed, today, agreed=each) for each in agreed),
    )


def bylines_of_pieces(editor: Account) -> QuerySet[Byline]:
    """Return the names under which something was handed in that an editor of the house reads: of
    others, and of a chapter's writers before it sends something up, nobody is told."""
    seen = Article.objects.filter(readable_by(editor), CENTRAL, state__in=LISTED)
    signed = ArticleByline.objects.filter(article__in=seen)
    return Byline.objects.filter(id__in=signed.values("byline_id")).order_by("name")


def own_pitches(account: Account, number: object, now: datetime) -> "Page[PitchRow]":
    """Return one page of an account's own pitches, the latest changed first. Two queries."""
    found = pitches_of(account)
    page: Page[Any] = Paginator(found, _PAGE_ROWS).get_page(number)  # type: ignore[arg-type]
    today = day_of(now)
    page.object_list = [
        _row(pitch, {}, today, agreed=getattr(pitch, "assignment", None))
        for pitch in page.object_list
    ]
    return page


def _signed(pitches: Iterable[Pitch]) -> Mapping[UUID, Signature]:
    return signatures(pitch.byline for pitch in pitches if pitch.byline)


def _row(
    pitch: Any,  # noqa: ANN401 - a Pitch with an annotation
    signed: Mapping[UUID, Signature],
    today: date,
    *,
    agreed: Any = None,  # noqa: ANN401 - an Assignment, or None
) -> PitchRow:
    state = PitchState(pitch.state)
    due_on = agreed.due_on if agreed else None
    begun = agreed.article if agreed else None
    return PitchRow(
        id=pitch.id,
        what=pitch.what,
        why=pitch.why,
        language=pitch.language,
        direction=direction_of_language(pitch.language),
        language_name=language_name(pitch.language),
        kind=KINDS[Kind(agreed.kind if agreed else pitch.kind)],
        byline=signed.get(pitch.byline_id),
        chapter=pitch.chapter.name_in("en") if signed and pitch.chapter_id else "",
        state=state,
        state_words=PITCH_STATES[state],
        since=pitch.changed_at,
        last_words=getattr(pitch, "last_words", "") or "",
        words=agreed.words if agreed else None,
        due_on=due_on,
        late=is_late(due_on, begun.state if begun else None, today),
        article_id=begun.id if begun else None,
    )


# --- the desk --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call that takes entries today."""

    slug: str
    title: str
    language: str
    direction: Direction
    deadline: date


@dataclass(frozen=True, slots=True)
class Planned:
    """What a writer's desk shows besides pieces.

    Args:
        pitches: those that wait, asked for or asked about, and those accepted and not begun.
        calls: open ones, by what closes first.
    """

    pitches: tuple[PitchRow, ...]
    calls: tuple[OpenCall, ...]


def planned_for(account: Account, now: datetime) -> Planned:
    """Return what is to be written, for a writer's desk. Two queries."""
    today = day_of(now)
    alive = Q(state__in=[PitchState.WAITING, PitchState.OFFERED, PitchState.ASKED])
    to_begin = Q(state=PitchState.ACCEPTED, assignment__article=None)
    pitches = pitches_of(account).filter(alive | to_begin)[:_ON_DESK]
    return Planned(
        pitches=tuple(
            _row(pitch, {}, today, agreed=getattr(pitch, "assignment", None)) for pitch in pitches
        ),
        calls=tuple(
            OpenCall(
                slug=str(call.slug),
                title=call.title,
                language=call.language,
                direction=direction_of_language(call.language),
                deadline=cast(date, call.deadline),
            )
            for call in calls_open(now)[:_ON_DESK]
        ),
    )


# --- calls -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call in the editors' list.

    Args:
        address: its public page, or "".
        entered, answered: how many pieces came, and how many of them were decided on.
        answer_by: the day by which everybody is answered; None while there is no deadline.
        late: whether that day has passed and somebody still waits.
    """

    id: UUID
    title: str
    language: str
    language_name: str
    chapter: str
    state: CallState
    state_words: Promise
    deadline: date | None
    address: str
    entered: int
    answered: int
    answer_by: date | None
    late: bool


def call_rows(account: Account, number: object, now: datetime) -> "Page[CallRow]":
    """Return one page of the calls that an editor makes: those without a deadline first, then the
    latest. Three queries."""
    found = calls_of_editors(account)
    page: Page[Any] = Paginator(found, _PAGE_ROWS).get_page(number)  # type: ignore[arg-type]
    today = day_of(now)
    page.object_list = [_call_row(call, today) for call in page.object_list]
    return page


def _call_row(call: Any, today: date) -> CallRow:  # noqa: ANN401 - a Call with annotations
    state = CallState(call.state)
    entered, answered = call.entered or 0, call.answered or 0
    by = answer_by(call.deadline, call.answer_days) if call.deadline else None
    public = state in {CallState.UPCOMING, CallState.OPEN, CallState.CLOSED}
    return CallRow(
        id=call.id,
        title=call.title,
        language=call.language,
        language_name=language_name(call.language),
        chapter=call.chapter.name_in("en") if call.chapter else "",
        state=state,
        state_words=CALL_STATES[state],
        deadline=call.deadline,
        address=f"/calls/{call.slug}/" if public else "",
        entered=entered,
        answered=answered,
        answer_by=by,
        late=bool(by and by < today and answered < entered),
    )


@dataclass(frozen=True, slots=True)
class Entries:
    """What came for one call.

    Args:
        begun: drafts that were begun for it; nobody but their writers sees them.
        entered: how many were submitted.
        answered: how many of those an editor has decided on.
        in_time: how many of those within the promised days.
        answer_by: the day by which everybody is answered; None while there is no deadline.
        late: whether that day has passed and somebody still waits.
        listing: one page of those submitted that whoever looks may open.
    """

    begun: int
    entered: int
    answered: int
    in_time: int
    answer_by: date | None
    late: bool
    listing: Listing

    @property
    def waiting(self) -> int:
        return self.entered - self.answered


def entries_of(call: Call, number: object, *, viewer: Account, now: datetime) -> Entries:
    """Return what came for a call: those that wait first, the longest waiting before. As many
    queries for ten as for ten thousand."""
    mine = CallEntry.objects.filter(call=call)
    came = Q(entered_at__isnull=False)
    by = answer_by(call.deadline, call.answer_days) if call.deadline else None
    counted = mine.aggregate(
        begun=Count("pk", filter=Q(entered_at=None)),
        entered=Count("pk", filter=came),
        answered=Count("pk", filter=came & Q(answered_at__isnull=False)),
        in_time=Count("pk", filter=came & Q(answered_at__date__lte=by)) if by else Count("pk"),
    )
    found = Article.objects.filter(readable_by(viewer), id__in=mine.filter(came).values("article"))
    waits = Case(When(state__in=[State.SUBMITTED, State.IN_REVIEW], then=0), default=1)
    found = found.order_by(waits, "stands_since", "id")
    return Entries(
        begun=counted["begun"],
        entered=counted["entered"],
        answered=counted["answered"],
        in_time=counted["in_time"],
        answer_by=by,
        late=bool(by and by < day_of(now) and counted["answered"] < counted["entered"]),
        listing=listing_page(found, number, viewer=viewer),
    )
