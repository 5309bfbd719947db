"""Reading the lists that readers leaf through, in bounded time wherever one opens them."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from writingviews.articles.models import Article
from writingviews.articles.selectors import published_articles

from .addresses import ListKey


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
