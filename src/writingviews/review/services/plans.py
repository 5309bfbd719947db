"""The revision plan: which advice a writer takes, what they will do, and what is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from writingviews.articles.contributors import contributes
from writingviews.ledger.services import record_act
from writingviews.people.models import Account
from writingviews.review.models import Advice, Round
from writingviews.review.refusal import ReviewRefused

MOST_ADVICE: Final = 60


@dataclass(frozen=True, slots=True)
class Answered:
    """What a writer says to a piece of advice; `answer` is "" while they think."""

    answer: str
    how: str


@transaction.atomic
def take_advice(*, actor: Account, of_round: Round, source: Advice.Source, text: str) -> Advice:
    """Put a piece of advice into a round's plan; the same words twice are one.

    Raises:
        ReviewRefused: not a writer of the piece, no words, too long, or too many.
    """
    _hold(actor, of_round)
    words = text.strip()
    if not words:
        raise ReviewRefused("Write what you will work on first.", ["own"])
    if len(words) > Advice.LONGEST:
        raise ReviewRefused(
            f"That is {len(words):,} characters; a point of the plan may have {Advice.LONGEST:,}.",
            ["own"],
        )
    plan = Advice.objects.filter(round=of_round)
    if known := plan.filter(source=source, text=words).first():
        return known
    if plan.count() >= MOST_ADVICE:
        raise ReviewRefused(
            f"A plan has at most {MOST_ADVICE} points, and nobody works through more. "
            "Take some out first."
        )
    last = plan.aggregate(last=Max("position"))["last"] or 0
    return Advice.objects.create(round=of_round, source=source, text=words, position=last + 1)


@transaction.atomic
def answer_advice(
    *, actor: Account, of_round: Round, answers: Mapping[UUID, Answered]
) -> list[UUID]:
    """Store what a writer will do about the advice in their plan.

    Returns:
        The advice to which they say no without saying why: what was typed for it is stored, but
        the answer waits for its reason.

    Raises:
        ReviewRefused: not a writer of the piece.
    """
    _hold(actor, of_round)
    unsaid: list[UUID] = []
    for advice in Advice.objects.filter(round=of_round, id__in=answers):
        given = answers[advice.id]
        answer = given.answer if given.answer in Advice.Answer.values else ""
        advice.how = given.how.strip()[: Advice.LONGEST]
        if answer == Advice.Answer.NO and not advice.how:
            unsaid.append(advice.id)
            answer = ""
        advice.answer = answer
        advice.save(update_fields=("answer", "how"))
    return unsaid


@transaction.atomic
def drop_advice(*, actor: Account, of_round: Round, advice_id: UUID) -> None:
    """Take a piece of advice out of a plan again. Twice is once."""
    _hold(actor, of_round)
    Advice.objects.filter(round=of_round, id=advice_id).delete()


@transaction.atomic
def tick_advice(
    *, actor: Account, of_round: Round, advice_id: UUID, done: bool, now: datetime
) -> None:
    """Note that a piece of advice is worked in, or that it is not yet.

    Raises:
        ReviewRefused: not a writer of the piece, or the advice is not in its plan.
    """
    _hold(actor, of_round)
    found = Advice.objects.filter(round=of_round, id=advice_id)
    if not found.update(done_at=now if done else None):
        raise ReviewRefused("This point is not in the plan any more. Load the page anew.")
    record_act(
        "tick plan" if done else "untick plan",
        subject_kind="article",
        subject_id=of_round.article_id,
        actor=actor.id,
        at=now,
        round=of_round.number,
    )


def _hold(actor: Account, of_round: Round) -> None:
    Round.objects.select_for_update().get(id=of_round.id)
    if not contributes(actor, of_round.article_id):
        raise ReviewRefused("The plan is its writer’s to make.")
