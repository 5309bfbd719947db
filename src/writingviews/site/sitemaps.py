"""The sitemap: an index, one part for the standing pages, numbered parts of articles; the part of
news is in `crawlers`."""

from typing import Final
from xml.sax.saxutils import escape

from writingviews.articles.selectors import updated_between

from . import addresses
from .addresses import article_address, sitemap_part_address
from .numbering import SITEMAP_SIZE, sitemap_parts
from .publication_view import PublicationView
from .published_calls import listed_calls

_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
STANDING: Final = "/sitemaps/standing.xml"


def sitemap_index(site: PublicationView) -> bytes:
    """Return ``/sitemap.xml``. No query."""
    count = site.reader.catalogue.count()
    parts = [
        STANDING,
        addresses.NEWS,
        *(sitemap_part_address(n + 1) for n in range(sitemap_parts(count))),
    ]
    rows = "".join(f"<sitemap><loc>{_url(site, part)}</loc></sitemap>" for part in parts)
    return f"{_HEAD}<sitemapindex {_NAMESPACE}>{rows}</sitemapindex>".encode()


def standing_part(site: PublicationView) -> bytes:
    """Return the part with all that is no article: fronts, sections, chapters, indexes, about
    pages, editions, calls. Two queries."""
    found: list[str] = []
    for language in site.languages:
        prefix = site.prefix(language)
        found.append(addresses.front_address(prefix))
        found += [
            site.list_key("section", language, section.slug).address for section in site.sections
        ]
        found += [
            site.list_key("chapter", language, chapter.slug).address for chapter in site.chapters
        ]
        found += [
            addresses.topics_address(prefix),
            addresses.bylines_address(prefix),
            addresses.archive_address(prefix),
            addresses.about_address(prefix),
        ]
        if site.has_editions(language):
            found.append(addresses.editions_address(prefix))
        if site.has_calls(language):
            found.append(addresses.calls_address(prefix))
        if site.has_places(language):
            found.append(addresses.places_address(prefix))
        if site.has_timeline(language):
            found.append(addresses.timeline_address(prefix))
    editions = site.reader.listed_editions()
    found += [addresses.edition_address(edition.slug) for edition in editions]
    found += [addresses.call_address(call.slug) for call in listed_calls()]
    rows = "".join(f"<url><loc>{_url(site, address)}</loc></url>" for address in found)
    return f"{_HEAD}<urlset {_NAMESPACE}>{rows}</urlset>".encode()


def articles_part(site: PublicationView, number: int) -> bytes | None:
    """Return part `number` of the articles, counted from the oldest; None beyond the last.
    One query."""
    found = site.reader.catalogue.entries()[(number - 1) * SITEMAP_SIZE :][:SITEMAP_SIZE]
    if number < 1 or not found:
        return None
    updated = updated_between(found[0].published_at, found[-1].published_at)
    urls = "".join(
        f"<url><loc>{_url(site, article_address(entry.slug))}</loc>"
        f"<lastmod>{updated.get(entry.id, entry.published_at).date().isoformat()}</lastmod></url>"
        for entry in found
    )
    return f"{_HEAD}<urlset {_NAMESPACE}>{urls}</urlset>".encode()


def _url(site: PublicationView, address: str) -> str:
    return escape(site.url(address))
