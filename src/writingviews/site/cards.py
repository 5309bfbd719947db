"""An article as it stands in a list."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from writingviews.articles.models import Article, Revision
from writingviews.document.html import PictureView
from writingviews.language.direction import direction_of_language
from writingviews.language.reading import reading_minutes
from writingviews.people.models import Byline

from .addresses import article_address
from .body import head_html
from .contexts import BylineView, Card
from .publication_view import PublicationView

#: How wide a picture stands in a card, for the browser's choice of rendition.
CARD_SIZES = "(min-width: 64rem) 22rem, (min-width: 40rem) 45vw, 94vw"
#: How wide the lead of the front page and the head picture of an article stand.
LEAD_SIZES = "(min-width: 64rem) 46rem, 94vw"


def revision_of(article: Article) -> Revision:
    """Return what readers see of a published article.

    Raises:
        ValueError: the article is not published.
    """
    if article.published_revision is None:
        raise ValueError(f"Article {article.pk} has no published revision; publish it first.")
    return article.published_revision


def slug_of(article: Article) -> str:
    """Return the last part of a published article's address."""
    if article.slug is None:
        raise ValueError(f"Article {article.pk} has no address; publish it first.")
    return article.slug


def published_at(article: Article) -> datetime:
    """Return when a published article appeared."""
    if article.published_at is None:
        raise ValueError(f"Article {article.pk} has no date; publish it first.")
    return article.published_at


def monogram(name: str) -> str:
    """Return the first letters of the first and the last word of a name: ``MK``.

    In scripts that join their letters two letters would form a word; one stands alone.
    """
    parts = [part for part in name.split() if part[0].isalpha()]
    if not parts:
        return name[:1]
    first = parts[0][0].upper()
    if len(parts) == 1 or not first.isascii():
        return first
    return first + parts[-1][0].upper()


def byline_view(byline: Byline) -> BylineView:
    return BylineView(
        name=byline.name, href=f"/bylines/{byline.slug}/", monogram=monogram(byline.name)
    )


def bylines_of(article: Article) -> tuple[Byline, ...]:
    """Return an article's bylines in their order, from what was prefetched."""
    entries = sorted(article.article_bylines.all(), key=lambda entry: (entry.position, entry.pk))
    return tuple(entry.byline for entry in entries)


def card(
    article: Article, site: PublicationView, pictures: dict[str, PictureView], *, lead: bool = False
) -> Card:
    """Return an article's card.

    Args:
        article: from `reading.Reader`.
        site: the publication.
        pictures: by id; an article whose picture is not among them shows none.
        lead: whether it stands large.
    """
    revision = revision_of(article)
    picture = pictures.get(article.picture)
    title_html, standfirst_html = head_html(revision)
    return Card(
        href=article_address(slug_of(article)),
        title_html=title_html,
        standfirst_html=standfirst_html,
        kind=article.kind,
        language=article.language,
        direction=direction_of_language(article.language),
        published=article.published_at.date() if article.published_at else None,
        section=(
            site.section_link(article.section.slug, article.language) if article.section else None
        ),
        bylines=tuple(byline_view(byline) for byline in bylines_of(article)),
        reading_minutes=reading_minutes(revision.words, article.language),
        picture=replace(picture, sizes=LEAD_SIZES if lead else CARD_SIZES) if picture else None,
        picture_alt=article.picture_alt,
        dateline=article.dateline,
    )


def pictures_for(articles: Iterable[Article], site: PublicationView) -> dict[str, PictureView]:
    """Return the lead pictures of articles by id."""
    return site.reader.pictures(article.picture for article in articles)


def cards(articles: Sequence[Article], site: PublicationView) -> tuple[Card, ...]:
    """Return the cards of a list of articles."""
    pictures = pictures_for(articles, site)
    return tuple(card(article, site, pictures) for article in articles)
