"""Published editions as pages show them: plain values. A draft or a withdrawn one is absent."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Edition, EditionArticle, EditionState


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """What an edition says of itself, and the order of its articles.

    Args:
        title: plain text, in the edition's language.
        language: BCP 47 tag.
        label: its number or season, or "".
        standfirst: one line under the title, or "".
        letter: the editor's letter, its paragraphs as plain text.
        signed: who signs the letter, or "".
        picture: the cover's id in the media room, or "".
        picture_alt, picture_credit: of the cover.
        published_on: the day that stands on it.
        changed_at: when its words, its cover or its order last changed; None if nobody knows.
        articles: ids of the articles that readers may see, in their order.
        slugs: of the same articles.
    """

    slug: str
    title: str
    language: str
    label: str
    standfirst: str
    letter: tuple[str, ...]
    signed: str
    picture: str
    picture_alt: str
    picture_credit: str
    published_on: date
    changed_at: datetime | None = None
    articles: tuple[UUID, ...] = ()
    slugs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionName:
    """An edition as an article's page names it."""

    slug: str
    title: str
    language: str


#: Articles asked for with one query.
_TOGETHER: Final = 500
_COLUMNS: Final = (
    "slug",
    "title",
    "language",
    "label",
    "standfirst",
    "signed",
    "picture",
    "picture_alt",
    "picture_credit",
    "published_on",
    "changed_at",
)


def read_edition(slug: str) -> PublishedEdition | None:
    """Return a published edition with the order of its published articles; None for a reader who
    asks for a draft, a withdrawn one, or none. Two queries."""
    return read_editions([slug]).get(slug)


def read_editions(slugs: Collection[str]) -> dict[str, PublishedEdition]:
    """Return published editions by slug, with the order of their articles. Two queries."""
    held: defaultdict[str, list[tuple[UUID, str]]] = defaultdict(list)
    rows = EditionArticle.objects.filter(
        edition__slug__in=slugs,
        edition__state=EditionState.PUBLISHED,
        article__state=State.PUBLISHED,
    ).order_by("edition_id", "position")
    for edition, article_id, slug in rows.values_list(
        "edition__slug", "article_id", "article__slug"
    ):
        if edition and slug:  # held by the database
            held[edition].append((article_id, slug))
    found = Edition.objects.filter(slug__in=slugs, state=EditionState.PUBLISHED)
    return {
        row["slug"]: _edition(row, held[row["slug"]]) for row in found.values(*_COLUMNS, "letter")
    }


def listed_editions() -> list[PublishedEdition]:
    """Return all published editions, the newest first, without their articles. One query."""
    found = Edition.objects.filter(state=EditionState.PUBLISHED).order_by("-published_on", "slug")
    return [_edition(row, ()) for row in found.values(*_COLUMNS, "letter")]


def editions_with(articles: Collection[UUID]) -> dict[UUID, list[EditionName]]:
    """Return the published editions in which articles stand, the oldest first, by the articles'
    ids. One query."""
    rows = EditionArticle.objects.filter(
        article_id__in=articles, edition__state=EditionState.PUBLISHED
    ).order_by("edition__published_on", "edition__slug")
    found: defaultdict[UUID, list[EditionName]] = defaultdict(list)
    for article_id, slug, title, language in rows.values_list(
        "article_id", "edition__slug", "edition__title", "edition__language"
    ):
        found[article_id].append(EditionName(str(slug), title, language))
    return dict(found)


def edition_slugs(ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the slugs of the published ones among editions, by their ids. One query."""
    found = Edition.objects.filter(pk__in=ids, state=EditionState.PUBLISHED)
    return {known: str(slug) for known, slug in found.values_list("pk", "slug")}


def editions_holding(articles: Collection[UUID]) -> set[UUID]:
    """Return the ids of the editions in which articles stand, whatever their state. One query for
    every 500 articles."""
    known, found = list(articles), set[UUID]()
    for start in range(0, len(known), _TOGETHER):
        rows = EditionArticle.objects.filter(article_id__in=known[start : start + _TOGETHER])
        found.update(rows.order_by().values_list("edition_id", flat=True).distinct())
    return found


def languages_with_editions() -> frozenset[str]:
    """Return the languages in which an edition is published. One query."""
    found = Edition.objects.filter(state=EditionState.PUBLISHED)
    return frozenset(found.values_list("language", flat=True).distinct())


def _edition(row: dict[str, Any], held: Collection[tuple[UUID, str]]) -> PublishedEdition:
    return PublishedEdition(
        **{name: row[name] for name in _COLUMNS},
        letter=paragraphs(row["letter"]),
        articles=tuple(known for known, _ in held),
        slugs=tuple(slug for _, slug in held),
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text in which empty lines part them; other breaks are spaces."""
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            found[-1] += line.split()
        elif found[-1]:
            found.append([])
    return tuple(" ".join(words) for words in found if words)
