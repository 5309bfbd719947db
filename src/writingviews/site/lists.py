"""Reading the lists that readers leaf through, in bounded time wherever one opens them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from writingviews.articles.models import Article, Section
from writingviews.articles.selectors import published_articles

from .addresses import ListKey
from .numbering import Slice


def articles_in(key: ListKey) -> QuerySet[Article]:
    """Return a list's articles, oldest first."""
    match key.kind:
        case "latest":
            return published_articles(language=key.language)
        case "section":
            return published_articles(language=key.language).filter(section__slug=key.slug)
        case "topic":
            return published_articles().filter(topics__slug=key.slug)
        case "byline":
            return published_articles().filter(article_bylines__byline__slug=key.slug)
        case "month":
            return published_articles(language=key.language).filter(published_month=key.slug)


def for_cards(found: QuerySet[Article]) -> QuerySet[Article]:
    """Return the same articles with all that a card shows, and no whole text. Three queries."""
    return (
        found.select_related("section", "published_revision")
        .defer("published_revision__document", "published_revision__text")
        .prefetch_related("article_bylines__byline")
    )


def cut(found: QuerySet[Article], part: Slice, count: int) -> list[Article]:
    """Return a slice of a list, newest first.

    Read from the nearer end: the database skips what stands before a slice row by row, and the
    pages that change are those at the new end.

    Args:
        found: ordered oldest first.
        part: counted from the oldest.
        count: how many articles `found` has.
    """
    start, stop = part.start, min(part.stop, count)
    if stop <= start:
        return []
    if start > count - stop:
        return list(for_cards(found).reverse()[count - stop : count - start])
    return list(for_cards(found)[start:stop])[::-1]


def index_of(found: QuerySet[Article], *, published_at: datetime, slug: str, count: int) -> int:
    """Return how many of a list's articles are older than a moment and slug.

    Counts from the newer end: what is published now has nothing newer.
    """
    newer = found.filter(
        Q(published_at__gt=published_at) | Q(published_at=published_at, slug__gte=slug)
    ).count()
    return count - newer


def older_than(found: QuerySet[Article], *, published_at: datetime, slug: str) -> QuerySet[Article]:
    """Return the articles of a list before a moment and slug, the nearest first."""
    return found.filter(
        Q(published_at__lt=published_at) | Q(published_at=published_at, slug__lt=slug)
    ).reverse()


def newer_than(found: QuerySet[Article], *, published_at: datetime, slug: str) -> QuerySet[Article]:
    """Return the articles of a list after a moment and slug, the nearest first."""
    return found.filter(
        Q(published_at__gt=published_at) | Q(published_at=published_at, slug__gt=slug)
    )


def months_of(language: str) -> list[tuple[str, int]]:
    """Return (month as ``2026-03``, number of articles) of a language, newest first. One query."""
    rows = (
        published_articles(language=language)
        .order_by()
        .values("published_month")
        .annotate(number=Count("pk"))
        .order_by("-published_month")
    )
    return [(row["published_month"], row["number"]) for row in rows]


def newest_of_section(section: Section, language: str, number: int) -> Sequence[Article]:
    """Return the newest `number` articles of a section, newest first."""
    found = published_articles(language=language, section=section)
    return list(for_cards(found).reverse()[:number])
