"""What readers may take along from an article's page: the file that says what the page says.

A file is offered only as long as what it was made from is what the page shows. So both a page and
the file beside it stay a pure function of the database, and what was corrected or taken down is
offered no longer from the moment the press prints it, however long the making of another takes.
"""

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Final
from uuid import UUID

from writingviews import __version__
from writingviews.carry import store
from writingviews.carry.formats import FORMATS, OFFERED
from writingviews.carry.selectors import OfferedFile

from .publication_view import PublicationView
from .published import PublishedArticle
from .published_editions import PublishedEdition

_PARTS: Final = ":"
_FILE: Final = re.compile(r"/articles/(?P<slug>[^/]+)/(?P<name>[^/]+\.(?:pdf|epub|png))")


def offer_address(slug: str, format_key: str) -> str:
    """``/articles/<slug>/leaflet.pdf``; a book is named for its piece, since it is kept among
    others: ``/articles/<slug>/<slug>.epub``."""
    ending = FORMATS[format_key].endings[0]
    name = slug if ending == ".epub" else format_key
    return f"/articles/{slug}/{name}{ending}"


def offer_addresses(slug: str) -> list[str]:
    """Return every address at which a file may stand beside an article."""
    return [offer_address(slug, key) for key in OFFERED]


def article_fingerprint(site: PublicationView, article: PublishedArticle) -> str:
    """Return what a file made of an article is known by: a part for what it says, and a part for
    the dress: the publication's name, address and sections, and the program."""
    return f"{_content(article)}{_PARTS}{dress(site)}"


def edition_fingerprint(
    site: PublicationView, edition: PublishedEdition, articles: Iterable[PublishedArticle]
) -> str:
    """Return what a file made of an edition is known by.

    Args:
        site: the publication.
        edition: a published one.
        articles: those that readers may see of it, in its order.
    """
    content = _digest(edition, [_content(article) for article in articles])
    return f"{content}{_PARTS}{dress(site)}"


def _content(article: PublishedArticle) -> str:
    return _digest(
        article.id,
        article.slug,
        article.language,
        article.kind,
        article.section,
        article.dateline,
        article.content_note,
        article.happened_on,
        article.place.slug if article.place else "",
        dict(article.about),
        list(article.speaking),
        article.picture,
        article.picture_alt,
        article.picture_caption,
        article.picture_credit,
        article.published_at,
        article.updated_at,
        article.revision,
        [(each.on, each.wrong, each.text) for each in article.corrections],
        [(byline.slug, byline.name, byline.about) for byline in article.bylines],
        [(topic.slug, topic.name) for topic in article.topics],
    )


def dress(site: PublicationView) -> str:
    """Return the part of a fingerprint that all files of a publication share."""
    return _digest(
        __version__,
        site.base_address,
        site.languages,
        site.public_key,
        sorted(site.names.items()),
        sorted(site.mottos.items()),
        sorted(site.licences.items()),
        site.licence_address,
        site.accent.light,
        [(section.slug, sorted(section.names.items())) for section in site.sections],
    )


def _digest(*values: object) -> str:
    return blake2b(repr(values).encode(), digest_size=16).hexdigest()


def offers(site: PublicationView, article: PublishedArticle) -> list[OfferedFile]:
    """Return what is offered beside an article. One query, none if it was read ahead or if the
    publication offers nothing."""
    if not site.offers:
        return []
    content = _content(article)
    return [
        file
        for file in site.reader.offered(article)
        if file.format in site.offers and file.made_from.partition(_PARTS)[0] == content
    ]


def offered_addresses(site: PublicationView, articles: Iterable[PublishedArticle]) -> Iterable[str]:
    """Yield the addresses of all files that stand beside some articles."""
    for article in articles:
        for file in offers(site, article):
            yield offer_address(article.slug, file.format)


def offered_file(site: PublicationView, address: str) -> bytes | None:
    """Return the file at an address; None if none stands there.

    Raises:
        OSError: it is on the list and cannot be read.
    """
    found = _FILE.fullmatch(address)
    article = site.reader.article(found["slug"]) if found and site.offers else None
    if article is None:
        return None
    for file in offers(site, article):
        if offer_address(article.slug, file.format) == address:
            return store.path_of(file.file).read_bytes()
    return None


def slug_of_offer(address: str) -> str | None:
    """Return the slug of the article beside which an address's file may stand; None if the address
    is no such file's."""
    found = _FILE.fullmatch(address)
    return found["slug"] if found else None


def articles_of_offers(site: PublicationView, addresses: Iterable[str]) -> list[UUID]:
    """Return the articles beside which some addresses' files may stand. No query."""
    if not site.offers:
        return []
    slugs = filter(None, map(slug_of_offer, addresses))
    return [known for slug in slugs if (known := site.reader.catalogue.id_of(slug))]


def fetch_offers(site: PublicationView, articles: Sequence[UUID]) -> None:
    """Read at once which files stand beside articles. One query, none if nothing is offered."""
    if site.offers and articles:
        site.reader.fetch_offered(articles)
