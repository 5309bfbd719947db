"""The audit row of what is done to an article."""

from datetime import datetime

from writingviews.articles.models import Article
from writingviews.ledger.services import record_act
from writingviews.people.models import Account


def record_article_act(
    verb: str, article: Article, actor: Account | None, now: datetime, **details: object
) -> None:
    """Write the audit row of an act on an article; `actor` is None for the house.

    Args:
        details: small facts, never a text or a person's name.
    """
    record_act(
        verb,
        subject_kind="article",
        subject_id=article.id,
        actor=actor.id if actor else None,
        at=now,
        **details,
    )
