"""The sitemap: an index, one part for the standing pages, and numbered parts of articles."""

from typing import Final
from xml.sax.saxutils import escape

from writingviews.articles.selectors import published_articles

from . import addresses
from .addresses import article_address, sitemap_part_address
from .numbering import SITEMAP_SIZE, sitemap_parts
from .publication_view import PublicationView

_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
STANDING: Final = "/sitemaps/standing.xml"


def sitemap_index(site: PublicationView) -> bytes:
    """Return ``/sitemap.xml``. One query."""
    count = published_articles().count()
    parts = [STANDING, *(sitemap_part_address(n + 1) for n in range(sitemap_parts(count)))]
    rows = "".join(f"<sitemap><loc>{_url(site, part)}</loc></sitemap>" for part in parts)
    return f"{_HEAD}<sitemapindex {_NAMESPACE}>{rows}</sitemapindex>".encode()


def standing_part(site: PublicationView) -> bytes:
    """Return the part with fronts, sections, indexes and about pages. No query."""
    found: list[str] = []
    for language in site.languages:
        prefix = site.prefix(language)
        found.append(addresses.front_address(prefix))
        found += [
            site.list_key("section", language, section.slug).address for section in site.sections
        ]
        found += [
            addresses.topics_address(prefix),
            addresses.bylines_address(prefix),
            addresses.archive_address(prefix),
            addresses.about_address(prefix),
        ]
    rows = "".join(f"<url><loc>{_url(site, address)}</loc></url>" for address in found)
    return f"{_HEAD}<urlset {_NAMESPACE}>{rows}</urlset>".encode()


def articles_part(site: PublicationView, number: int) -> bytes | None:
    """Return part `number` of the articles, counted from the oldest; None beyond the last."""
    found = published_articles()
    count = found.count()
    start, stop = (number - 1) * SITEMAP_SIZE, min(number * SITEMAP_SIZE, count)
    if number < 1 or start >= stop:
        return None
    # Read from the nearer end, as `lists.cut` does.
    values = ("slug", "published_at", "updated_at")
    if start > count - stop:
        rows = list(found.reverse().values_list(*values)[count - stop : count - start])[::-1]
    else:
        rows = list(found.values_list(*values)[start:stop])
    urls = "".join(
        f"<url><loc>{_url(site, article_address(slug))}</loc>"
        f"<lastmod>{(updated or published).date().isoformat()}</lastmod></url>"
        for slug, published, updated in rows
    )
    return f"{_HEAD}<urlset {_NAMESPACE}>{urls}</urlset>".encode()


def _url(site: PublicationView, address: str) -> str:
    return escape(site.url(address))
