"""Opening a round, and rating a text by its rubric."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from writingviews.articles.models import Article
from writingviews.ledger.services import record_act
from writingviews.people.models import Account
from writingviews.review.models import Rating, Round
from writingviews.review.refusal import ReviewRefused
from writingviews.review.rubrics import missing_steps, read_criteria
from writingviews.review.selectors import rubric_of


def open_round(*, article: Article, now: datetime) -> Round:
    """Return the round an article is in; the first time, keep the text and the rubric it has now.

    Called when it is submitted, and by the first act of a round that was open before the house
    kept rounds. Doing it twice is harmless.
    """
    found, _made = Round.objects.get_or_create(
        article=article,
        number=article.round,
        defaults={
            "opened_at": now,
            "revision": article.revisions.order_by("-number").first(),
            "criteria": [one.as_json() for one in rubric_of(article.kind)],
        },
    )
    return found


@transaction.atomic
def rate(
    *,
    actor: Account,
    of_round: Round,
    by_writer: bool,
    steps: Mapping[str, int | None],
    now: datetime,
) -> Rating:
    """Store how `actor` rates a text; rated again, the new steps stand.

    Args:
        of_round: a round of an article that `actor` may open.
        by_writer: whether they write it.
        steps: 1 to 4 by the criterion's key.

    Raises:
        ReviewRefused: a criterion has no step; `fields` are the keys.
    """
    criteria = read_criteria(of_round.criteria)
    if missing := missing_steps(criteria, steps):
        raise ReviewRefused(
            "Choose a step for each: " + ", ".join(one.name for one in missing) + ".",
            [one.key for one in missing],
        )
    chosen = {one.key: steps[one.key] for one in criteria}
    rating, _made = Rating.objects.update_or_create(
        round=of_round,
        account=actor,
        defaults={"steps": chosen, "by_writer": by_writer, "at": now},
    )
    record_act(
        "rate",
        subject_kind="article",
        subject_id=of_round.article_id,
        actor=actor.id,
        at=now,
        round=of_round.number,
    )
    return rating
