"""Finding published articles, and those related to one."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Max, Min, QuerySet

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article, ArticleByline
from writingviews.articles.selectors import published_articles
from writingviews.language.words import WORD

from .analysis import word_terms
from .house_index import house_index
from .index import Filters, IndexedArticle, IndexMissing
from .models import RelatedArticle
from .passages import Passages, Segment
from .query import MAX_CHARACTERS, asked
from .spelling import SHORTEST, distance_for, nearest

logger = logging.getLogger(__name__)

#: Articles read from the database at once while the index is built.
_CHUNK: Final = 500
#: The last result a reader can page to: nobody reads on, and it bounds the work.
_DEEPEST: Final = 2_000
#: Misspelt words of a query that are looked after, and articles in which their like is sought.
_CORRECTED: Final = 4
_WHERE_NEAR: Final = 8


@dataclass(frozen=True, slots=True)
class SearchResult:
    """An article that was found.

    Args:
        article_id: of a published article.
        title: its title, and
        passage: about 240 characters of its text, as pairs of plain text (to be escaped) and
            whether that text was asked for.
    """

    article_id: UUID
    title: tuple[Segment, ...]
    passage: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of what was found.

    Args:
        results: the best first.
        total: how many articles were found in all.
        page, size: which page this is, from 1, and how many results a page has.
        available: False while there is no index (it is being built): nothing can be found.
    """

    results: tuple[SearchResult, ...]
    total: int
    page: int
    size: int
    available: bool = True


def search_articles(
    query: str,
    *,
    language: str | None = None,
    kind: str | None = None,
    section: str | None = None,
    year: int | None = None,
    writer: str | None = None,
    page: int = 1,
    size: int = 20,
) -> SearchPage:
    """Find published articles by words, the best first. One query; p95 under 30 ms at 10,000.

    Any of the words may be in an article: the more of them, the rarer and the nearer the title,
    the better. What stands in quotes must be there word for word. Spelling is folded.

    Args:
        query: as the reader typed it; nothing in it raises.
        language, kind, section, year, writer: only such articles; the section's slug, a byline's.
        page: from 1; beyond the last there are no results.
        size: results a page, at most 100.
    """
    page, size = max(1, page), min(100, max(1, size))
    sought = asked(query, language)
    filters = Filters(language=language, kind=kind, section=section, year=year, writer=writer)
    offset = (page - 1) * size
    if sought.empty or offset >= _DEEPEST:
        return SearchPage((), 0, page, size)
    try:
        hits, total = house_index().search(sought, filters, limit=size, offset=offset)
    except IndexMissing:
        logger.warning("search index missing")
        return SearchPage((), 0, page, size, available=False)
    # The index may still name what was taken down a moment ago: the database has the last word.
    rows = {
        row[0]: row
        for row in Article.objects.filter(
            id__in=[hit.id for hit in hits], state=State.PUBLISHED
        ).values_list(
            "id", "language", "published_revision__title",
            "published_revision__standfirst", "published_revision__text",
        )
    }  # fmt: skip
    passages = Passages(sought)
    results: list[SearchResult] = []
    for hit in hits:
        if hit.id in rows:
            _, tongue, title, standfirst, text = rows[hit.id]
            results.append(
                SearchResult(
                    hit.id,
                    passages.marked(title, tongue),
                    passages.passage(text or standfirst, tongue),
                )
            )
    return SearchPage(tuple(results), total, page, size)


def meant(query: str, *, language: str | None = None) -> str | None:
    """Return a query with its unknown words as they are spelt in some article; None if all are
    known or nothing is near. A query of the database for each unknown word, at most four; 10 ms.

    Args:
        query: as the reader typed it.
        language: BCP 47 tag, if only one language is searched.
    """
    filters = Filters(language=language)
    said: list[str] = []
    end = corrected = 0
    try:
        for match in WORD.finditer(query[:MAX_CHARACTERS]):
            terms = word_terms(match.group(), language)
            if corrected == _CORRECTED or not terms or len(terms[0]) < SHORTEST:
                continue
            if house_index().knows(terms):
                continue
            ids = house_index().near_spelling(
                terms[0], distance_for(terms[0]), filters, limit=_WHERE_NEAR
            )
            rows = Article.objects.filter(id__in=ids, state=State.PUBLISHED).values_list(
                "published_revision__title",
                "published_revision__standfirst",
                "published_revision__text",
            )
            bylines = ArticleByline.objects.filter(article_id__in=ids)
            names = bylines.values_list("byline__name", flat=True)
            found = nearest(terms[0], [*(part or "" for row in rows for part in row), *names])
            if found is not None:
                said += [query[end : match.start()], found]
                end, corrected = match.end(), corrected + 1
    except IndexMissing:
        return None
    return "".join((*said, query[end:])) if corrected else None


def years_published() -> list[int]:
    """Return the years from the first published article to the newest, the latest first. One
    query."""
    span = published_articles().aggregate(first=Min("published_at"), last=Max("published_at"))
    first, last = span["first"], span["last"]
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def related_articles(article_id: UUID) -> list[UUID]:
    """Return the published articles related to one, at most five, nearest first. One query."""
    return list(
        RelatedArticle.objects.filter(article_id=article_id, related__state=State.PUBLISHED)
        .order_by("rank")
        .values_list("related_id", flat=True)
    )


def related_lists(article_ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Return the articles related to some, nearest first, those that were taken down since among
    them. One query; asked for their states, SQLite would go through all articles there are."""
    rows = RelatedArticle.objects.filter(article_id__in=list(article_ids)).order_by(
        "article_id", "rank"
    )
    lists: dict[UUID, list[UUID]] = {}
    for article_id, related_id in rows.values_list("article_id", "related_id"):
        lists.setdefault(article_id, []).append(related_id)
    return lists


def pointing_at(article_ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Return, for each of some articles that is shown as related, on whose pages. One query."""
    rows = RelatedArticle.objects.filter(related_id__in=list(article_ids)).order_by("article_id")
    pages: dict[UUID, list[UUID]] = {}
    for related_id, article_id in rows.values_list("related_id", "article_id"):
        pages.setdefault(related_id, []).append(article_id)
    return pages


def indexed_articles(ids: Sequence[UUID] | None = None) -> Iterator[IndexedArticle]:
    """Yield published articles as the index takes them in. Three queries per 500 articles.

    Args:
        ids: only those of them that are published; None for all that are.
    """
    found: QuerySet[Article] = published_articles()
    if ids is None:
        ids = list(found.values_list("pk", flat=True))
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        bylines: defaultdict[UUID, list[tuple[str, str]]] = defaultdict(list)
        signed = ArticleByline.objects.filter(article_id__in=chunk).order_by("position", "id")
        for article_id, *byline in signed.values_list("article_id", "byline__name", "byline__slug"):
            bylines[article_id].append((byline[0], byline[1]))
        topics: defaultdict[UUID, list[str]] = defaultdict(list)
        tagged = found.filter(pk__in=chunk, topics__isnull=False).order_by("pk", "topics__slug")
        for article_id, name in tagged.values_list("pk", "topics__name"):
            topics[article_id].append(name)
        for row in found.filter(pk__in=chunk).values_list(
            "id", "language", "kind", "section__slug", "published_at", "slug",
            "published_revision__title", "published_revision__standfirst",
            "published_revision__text",
        ):  # fmt: skip
            article_id, language, kind, section, published_at, slug, title, standfirst, text = row
            if published_at is None or slug is None:  # held by the database
                continue
            yield IndexedArticle(
                id=article_id,
                language=language,
                kind=kind,
                section=section or "",
                published_at=published_at,
                slug=slug,
                title=title or "",
                standfirst=standfirst or "",
                body=text or "",
                bylines=tuple(name for name, _ in bylines[article_id]),
                topics=tuple(topics[article_id]),
                writers=tuple(writer for _, writer in bylines[article_id]),
            )
