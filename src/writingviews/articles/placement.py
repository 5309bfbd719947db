"""Which public lists an article stands in, as a value that survives the act that changes it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from .lifecycle import State
from .models import Article


@dataclass(frozen=True, slots=True)
class Placement:
    """Where readers find an article.

    Args:
        slug: of the article's address.
        language: BCP 47 tag of the lists it stands in.
        section: the section's slug.
        topics: the topics' slugs, sorted.
        bylines: the bylines' slugs, in their order.
        published_at: aware moment in UTC, the order of every list.
    """

    slug: str
    language: str
    section: str
    topics: tuple[str, ...]
    bylines: tuple[str, ...]
    published_at: datetime

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "published_at": self.published_at.isoformat()}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        return cls(
            slug=value["slug"],
            language=value["language"],
            section=value["section"],
            topics=tuple(value["topics"]),
            bylines=tuple(value["bylines"]),
            published_at=datetime.fromisoformat(value["published_at"]),
        )


def placement_of(article: Article) -> Placement | None:
    """Return where readers find an article now; None if they do not. Two queries."""
    if article.state != State.PUBLISHED:
        return None
    if not (article.slug and article.section and article.published_at):
        raise ValueError(
            f"Article {article.pk} is published and not whole; the database forbids it."
        )
    return Placement(
        slug=article.slug,
        language=article.language,
        section=article.section.slug,
        topics=tuple(article.topics.order_by("slug").values_list("slug", flat=True)),
        bylines=tuple(
            article.article_bylines.order_by("position", "id").values_list(
                "byline__slug", flat=True
            )
        ),
        published_at=article.published_at,
    )
