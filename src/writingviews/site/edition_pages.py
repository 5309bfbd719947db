"""An edition's page, and the index of all editions."""

from dataclasses import replace
from typing import Final

from writingviews.articles.models import Edition, EditionState
from writingviews.language.direction import direction_of_language

from . import addresses, metadata, words
from .addresses import edition_address
from .cards import cards
from .contexts import EditionContext, EditionEntry, EditionsContext, Link, Social
from .publication_view import PublicationView
from .published_editions import EditionName, PublishedEdition
from .rendering import render
from .standing_pages import gone_page

#: How wide a cover stands in the index, and on its own page. In the index one that is wider than
#: high fills a high frame, and needs twice the width.
_SMALL: Final = "(min-width: 48rem) 16rem, 46vw"
_SMALL_WIDE: Final = "(min-width: 48rem) 32rem, 92vw"
_LARGE: Final = "(min-width: 64rem) 26rem, 94vw"
_LARGE_WIDE: Final = "(min-width: 64rem) 44rem, 94vw"


def edition_page(site: PublicationView, slug: str) -> str | None:
    """Return a published edition's page as HTML; None if readers may not see it.

    Eight queries, whatever the number of its articles; fewer when others of the batch asked
    before.
    """
    edition = site.reader.edition(slug)
    if edition is None:
        return None
    entry = _entry(site, edition, high=_LARGE, wide=_LARGE_WIDE)
    picture = entry.picture
    image = site.base_address + picture.src if picture else None
    return render(
        EditionContext(
            frame=site.frame(
                language=edition.language,
                address=entry.href,
                title=edition.title,
                description=edition.standfirst,
                social=Social(
                    image=image,
                    image_width=picture.width if picture else None,
                    image_height=picture.height if picture else None,
                    image_alt=edition.picture_alt,
                ),
                json_ld=metadata.edition_json(site, edition, image),
            ),
            edition=entry,
            credit=edition.picture_credit,
            letter=edition.letter,
            signed=edition.signed,
            cards=cards(site.reader.articles(edition.articles), site),
        )
    )


def editions_page(site: PublicationView, language: str) -> str | None:
    """Return the index of a language's editions as HTML, the newest first; None where there is
    none. Two queries.

    It says nothing of what is in them, so that an article's change leaves it alone.
    """
    if not site.has_editions(language):
        return None
    found = [
        edition
        for edition in site.reader.listed_editions()
        if site.shown_language(edition.language) == language
    ]
    site.reader.pictures(edition.picture for edition in found)
    return render(
        EditionsContext(
            frame=site.frame(
                language=language,
                address=addresses.editions_address(site.prefix(language)),
                title=words.translations(language).gettext("Editions"),
            ),
            editions=tuple(
                _entry(site, edition, high=_SMALL, wide=_SMALL_WIDE) for edition in found
            ),
        )
    )


def withdrawn_edition_page(site: PublicationView, slug: str) -> str | None:
    """Return the page that stands where an edition was withdrawn; None if it was not. One query."""
    found = Edition.objects.filter(slug=slug, state=EditionState.WITHDRAWN)
    for language in found.values_list("language", flat=True):
        return gone_page(site, site.shown_language(language), edition_address(slug))
    return None


def edition_link(edition: EditionName) -> Link:
    """Return the way to an edition from the page of an article in it."""
    return Link(
        edition.title,
        edition_address(edition.slug),
        language=edition.language,
        direction=direction_of_language(edition.language),
    )


def _entry(
    site: PublicationView, edition: PublishedEdition, *, high: str, wide: str
) -> EditionEntry:
    picture = site.reader.pictures([edition.picture]).get(edition.picture)
    if picture:
        picture = replace(picture, sizes=wide if picture.width > picture.height else high)
    return EditionEntry(
        title=edition.title,
        href=edition_address(edition.slug),
        language=edition.language,
        direction=direction_of_language(edition.language),
        published=edition.published_on,
        label=edition.label,
        standfirst=edition.standfirst,
        picture=picture,
        picture_alt=edition.picture_alt,
    )
