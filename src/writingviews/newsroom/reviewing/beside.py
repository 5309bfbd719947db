"""What stands beside a piece's sheet of its review: who reads it, and the plan to work through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from writingviews.articles.access import OpenedArticle
from writingviews.articles.lifecycle import Part
from writingviews.articles.reviewers import open_requests
from writingviews.people.models import Account
from writingviews.review.models import Advice
from writingviews.review.selectors import (
    is_over,
    letters_sent,
    plan_to_work_in,
    requested_in,
    round_numbered,
)
from writingviews.review.services.reviews import begin_reading

from .naming import LEADERS, names_for


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody who reads a piece now."""

    who: str
    since: datetime


@dataclass(frozen=True, slots=True)
class RoundBeside:
    """The context of ``newsroom/rounds/beside.html``.

    Args:
        number: of the round the piece is in.
        over: whether it is decided.
        letter: whether a letter was sent in it.
        reading: who has it open since when, and has not handed in.
        writes, leads: what who looks is to the piece.
        mine: their own asking, or None.
        plan: the points to work through.
        may_tick: whether they may tick them off now.
    """

    number: int
    over: bool
    letter: bool
    reading: Sequence[Reading]
    writes: bool
    leads: bool
    mine: UUID | None
    plan: Sequence[Advice]
    may_tick: bool


def round_beside(opened: OpenedArticle, account: Account) -> RoundBeside | None:
    """Return what stands beside a sheet, or None for a piece that was never handed in."""
    article = opened.article
    if article.round == 0:
        return None
    writes, over = Part.WRITER in opened.parts, is_over(article, article.round)
    requested = [] if over else requested_in(article, article.round)
    others = [one for one in requested if one.request.account_id != account.id]
    reading = [one for one in others if one.is_open and one.review and not one.is_in]
    names = names_for(opened, [one.request.account for one in reading])
    mine = [one.request.id for one in requested if one.request.account_id == account.id]
    planned = plan_to_work_in(article) if writes or opened.parts & LEADERS else None
    of_round = round_numbered(article, article.round) if over else None
    return RoundBeside(
        number=article.round,
        over=over,
        letter=bool(of_round and letters_sent([of_round])[of_round.id]),
        reading=[
            Reading(names[one.request.account_id], one.review.opened_at)
            for one in reading
            if one.review
        ],
        writes=writes,
        leads=bool(opened.parts & LEADERS),
        mine=mine[0] if mine and not writes else None,
        plan=list(planned.plan.all()) if planned else [],
        may_tick=writes and over and planned is not None,
    )


def note_reading(opened: OpenedArticle, account: Account) -> None:
    """Note that a reviewer has opened the sheet. No query for anybody else."""
    if Part.REVIEWER in opened.parts:
        request = open_requests().filter(article=opened.article, account=account).first()
        if request is not None:
            begin_reading(request=request, now=timezone.now())
