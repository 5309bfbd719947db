"""An article as it stands in a list."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from writingviews.document.html import PictureView
from writingviews.language.direction import direction_of_language
from writingviews.language.reading import reading_minutes
from writingviews.people.models import Byline

from .addresses import article_address
from .body import head_html
from .contexts import BylineView, Card
from .publication_view import PublicationView
from .published import PublishedArticle
from .typesetting import speech_kept

#: How wide a picture stands in a card, for the browser's choice of rendition.
CARD_SIZES = "(min-width: 64rem) 22rem, (min-width: 40rem) 45vw, 94vw"
#: How wide the lead of the front page and the head picture of an article stand.
LEAD_SIZES = "(min-width: 64rem) 46rem, 94vw"


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


def card(
    article: PublishedArticle,
    site: PublicationView,
    pictures: dict[str, PictureView],
    *,
    lead: bool = False,
) -> Card:
    """Return an article's card.

    Args:
        article: what stands on it.
        site: the publication.
        pictures: by id; an article whose picture is not among them shows none.
        lead: whether it stands large.
    """
    picture = pictures.get(article.picture)
    title_html, standfirst_html = (
        speech_kept(line, article.language) for line in head_html(article)
    )
    return Card(
        href=article_address(article.slug),
        title_html=title_html,
        standfirst_html=standfirst_html,
        kind=article.kind,
        language=article.language,
        direction=direction_of_language(article.language),
        published=article.published_at.date(),
        section=site.section_link(article.section, article.language),
        bylines=tuple(byline_view(byline) for byline in article.bylines),
        reading_minutes=reading_minutes(article.words, article.language),
        picture=replace(picture, sizes=LEAD_SIZES if lead else CARD_SIZES) if picture else None,
        picture_alt=article.picture_alt,
        dateline=article.dateline,
    )


def pictures_for(
    articles: Iterable[PublishedArticle], site: PublicationView
) -> dict[str, PictureView]:
    """Return the lead pictures of articles by id."""
    return site.reader.pictures(article.picture for article in articles)


def cards(articles: Sequence[PublishedArticle], site: PublicationView) -> tuple[Card, ...]:
    """Return the cards of a list of articles."""
    pictures = pictures_for(articles, site)
    return tuple(
        site.reader.card(article, partial(card, article, site, pictures)) for article in articles
    )
