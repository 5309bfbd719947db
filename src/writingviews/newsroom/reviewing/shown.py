"""What the pages of review show: ratings beside each other, reviews, letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Reviewer, ReviewerKind
from writingviews.review.models import Letter, PeerReview, Rating, Round
from writingviews.review.rubrics import Criterion, read_criteria
from writingviews.review.selectors import Requested

from .forms import HELPFUL, HelpfulForm
from .naming import REVIEWER_KINDS, Names

DECIDED: Mapping[Verb, Promise] = {
    Verb.ACCEPT: gettext_lazy("Accepted"),
    Verb.ASK_FOR_CHANGES: gettext_lazy("Changes asked"),
    Verb.DECLINE: gettext_lazy("Declined"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """The step that somebody chose; 0 where they chose none."""

    step: int
    words: str


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion, and what each who rated chose, in the order of the table's heads."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RatingTable:
    """Ratings side by side. Context of ``newsroom/rounds/ratings.html``."""

    raters: tuple[str, ...]
    rows: tuple[CriterionRow, ...]


def rating_table(
    criteria: Sequence[Criterion], ratings: Sequence[tuple[str, Rating]]
) -> RatingTable | None:
    """Return ratings beside each other, or None where nobody rated."""
    if not ratings:
        return None
    rows = tuple(
        CriterionRow(
            one.name,
            tuple(
                Cell(step, one.steps[step - 1] if step else "")
                for _who, rating in ratings
                for step in [int(rating.steps.get(one.key, 0))]
            ),
        )
        for one in criteria
    )
    return RatingTable(tuple(who for who, _rating in ratings), rows)


def ratings_of(
    of_round: Round, requested: Sequence[Requested], names: Names, *, viewer_id: UUID, all_: bool
) -> list[tuple[str, Rating]]:
    """Return the ratings that one may see, the writers' first. One query.

    Args:
        all_: whether also of those who have not handed their review in.
    """
    by_writers = Rating.objects.filter(round=of_round, by_writer=True).order_by("at")
    found = [
        (gettext("You") if one.account_id == viewer_id else gettext("The writer"), one)
        for one in by_writers
    ]
    for one in requested:
        if one.rating is None or one.rating.by_writer:
            continue
        mine = one.request.account_id == viewer_id
        if mine or one.is_in or all_:
            who = gettext("You") if mine else names[one.request.account_id]
            found.append((who, one.rating))
    return found


@dataclass(frozen=True, slots=True)
class ShownReview:
    """A review that was handed in. Context of ``newsroom/rounds/review.html``.

    Args:
        who: what its author is called.
        kind: as what they were asked.
        helpful: how helpful its writer found it, in words; "" before they say so.
        form: for the writer to say so; None for others.
    """

    id: UUID
    who: str
    kind: Promise
    describe: str
    evaluate: str
    suggest: str
    at: datetime | None
    helpful: str
    line: str
    form: HelpfulForm | None


def shown_review(
    review: PeerReview, request: Reviewer, who: str, form: HelpfulForm | None = None
) -> ShownReview:
    helpful = dict(HELPFUL).get(review.helpful or 0, "")
    return ShownReview(
        id=review.id,
        who=who,
        kind=REVIEWER_KINDS[ReviewerKind(request.kind)],
        describe=review.describe,
        evaluate=review.evaluate,
        suggest=review.suggest,
        at=review.handed_in_at,
        helpful=str(helpful),
        line=review.helpful_line,
        form=form,
    )


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """A letter that was sent. Context of ``newsroom/rounds/letter_sent.html``."""

    decision: Promise
    text: str
    signed: str
    at: datetime | None


def shown_letter(letter: Letter) -> ShownLetter:
    return ShownLetter(DECIDED[Verb(letter.verb)], letter.text, letter.signed, letter.sent_at)


@dataclass(frozen=True, slots=True)
class ReviewerRow:
    """One who was asked, for who decides and, with less, for the writer.

    Args:
        standing: how far they are, in words.
        late: whether they are past their day.
        since: since when they read, where that is what they do.
    """

    id: UUID
    who: str
    kind: Promise
    standing: str
    since: datetime | None
    due: date | None
    late: bool
    is_open: bool


def reviewer_row(one: Requested, names: Names, day: date) -> ReviewerRow:
    return ReviewerRow(
        id=one.request.id,
        who=names[one.request.account_id],
        kind=REVIEWER_KINDS[ReviewerKind(one.request.kind)],
        standing=_standing(one),
        since=one.review.opened_at if one.review and not one.is_in else None,
        due=one.request.due,
        late=one.is_late(day),
        is_open=one.is_open,
    )


def _standing(one: Requested) -> str:
    if one.is_in:
        return gettext("has handed in")
    if one.request.ended_at is not None:
        return gettext("does not review it any more")
    if not one.is_open:
        return gettext("has not handed in")
    return gettext("is reading") if one.review else gettext("has not opened it yet")


def criteria_of(of_round: Round) -> tuple[Criterion, ...]:
    """Return the rubric of a round as it was opened with."""
    return read_criteria(of_round.criteria)
