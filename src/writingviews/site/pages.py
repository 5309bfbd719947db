"""From an address to the page that stands there, and the list of all addresses.

`render_page` is a pure function of what the database holds: the press calls it for the pages
that a change touches, and a rebuild calls it for all of them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from writingviews.articles.first_drafts import slugs_ever_shown, was_shown
from writingviews.articles.lifecycle import State
from writingviews.articles.models import (
    Article,
    Edition,
    EditionState,
    FirstDraft,
    OldAddress,
    SlugRedirect,
)

from . import addresses
from .addresses import ListKey, article_address, drafts_address
from .article_page import article_page, beside
from .body import fetch_for_pages
from .call_pages import call_page, calls_page, withdrawn_call_page
from .crawlers import news_part, robots, security
from .drafts_page import drafts_page
from .edition_pages import edition_page, editions_page, withdrawn_edition_page
from .feeds import FEED_SIZE, feed, fetch_for_feeds
from .front_page import front_page, ids_on_front
from .index_pages import archive_page, bylines_page, topics_page
from .list_pages import list_page, own_page_ids
from .map_page import places_page, timeline_ids, timeline_page
from .numbering import numbered_pages, page_slice, sitemap_parts
from .offers import articles_of_offers, fetch_offers, offered_addresses, offered_file, slug_of_offer
from .page import Page
from .publication_view import PublicationView
from .published_calls import call_slugs
from .sitemaps import STANDING, articles_part, sitemap_index, standing_part
from .standing_pages import about_page, gone_page, moved_page, not_found_page

_ARTICLE: Final = re.compile(r"/articles/(?P<slug>[^/]+)/")
_DRAFTS: Final = re.compile(r"/articles/(?P<slug>[^/]+)/drafts/")
_EDITION: Final = re.compile(r"/editions/(?P<slug>[^/]+)/")
_CALL: Final = re.compile(r"/calls/(?P<slug>[^/]+)/")
_LIST: Final = re.compile(
    r"(?P<rest>/(?:latest|sections/[^/]+|chapters/[^/]+|topics/[^/]+|bylines/[^/]+|places/[^/]+|archive/\d{4}/\d{2})/)"
    r"(?:page/(?P<number>[1-9]\d{0,5})/|feed\.(?P<feed>xml|json))?"
)
_FRONT_FEED: Final = re.compile(r"/feed\.(xml|json)")
#: Articles whose files are looked for at once.
_TOGETHER: Final = 500
_SITEMAP_PART: Final = re.compile(r"/sitemaps/([1-9]\d{0,5})\.xml")

_STANDING: Final[dict[str, Callable[[PublicationView, str], str]]] = {
    "/": front_page,
    "/about/": about_page,
    "/archive/": archive_page,
    "/topics/": topics_page,
    "/bylines/": bylines_page,
    "/404.html": not_found_page,
}
#: Indexes that a language has only while there is something in them.
_INDEXES: Final[dict[str, Callable[[PublicationView, str], str | None]]] = {
    addresses.editions_address(""): editions_page,
    addresses.calls_address(""): calls_page,
    addresses.places_address(""): places_page,
    addresses.timeline_address(""): timeline_page,
}
_YEAR: Final = re.compile(r"/timeline/(?P<year>\d{4})/")


def render_page(site: PublicationView, address: str) -> Page | None:
    """Return the page at an address, or None if nothing stands there now."""
    for form, own in _OWN_PAGES:
        if found := form.fullmatch(address):
            return own(site, found["slug"])
    if slug_of_offer(address) is not None:
        file = offered_file(site, address)
        return Page(address, file) if file is not None else None
    whole = _whole_publication(site, address)
    if whole is not None:
        return Page(address, whole)
    language, rest = _split(site, address)
    if standing := _STANDING.get(rest):
        return Page(address, standing(site, language).encode())
    if index := _INDEXES.get(rest):
        html = index(site, language)
        return Page(address, html.encode()) if html is not None else None
    if found := _YEAR.fullmatch(rest):
        html = timeline_page(site, language, found["year"])
        return Page(address, html.encode()) if html is not None else None
    if found := _FRONT_FEED.fullmatch(rest):
        body = feed(site, site.list_key("latest", language), found[1])
        return Page(address, body) if body is not None else None
    if found := _LIST.fullmatch(rest):
        return _list(site, address, language, found)
    return _old_address(site, address)


def prime(  # noqa: C901 - a kind of page a branch
    site: PublicationView, batch: Sequence[str]
) -> None:
    """Read at once what the pages at these addresses will ask for one by one."""
    catalogue = site.reader.catalogue
    own: list[UUID] = []
    listed: set[UUID] = set()
    fed: set[UUID] = set()
    for address in batch:
        language, rest = _split(site, address)
        if found := _ARTICLE.fullmatch(address):
            if known := catalogue.id_of(found["slug"]):
                own.append(known)
        elif rest == "/":
            listed.update(ids_on_front(site, language))
        elif _FRONT_FEED.fullmatch(rest):
            fed.update(catalogue.newest(site.list_key("latest", language), FEED_SIZE))
        elif rest == addresses.timeline_address("") or _YEAR.fullmatch(rest):
            listed.update(timeline_ids(site, language, rest.strip("/").partition("/")[2]))
        elif found := _LIST.fullmatch(rest):
            kind, _, slug = found["rest"].strip("/").partition("/")
            if key := _list_key(site, language, kind, slug):
                if found["feed"]:
                    fed.update(catalogue.newest(key, FEED_SIZE))
                elif found["number"]:
                    listed.update(catalogue.cut(key, page_slice(int(found["number"]))))
                else:
                    listed.update(own_page_ids(site, key))
    editions = [found["slug"] for address in batch if (found := _EDITION.fullmatch(address))]
    listed.update(*(edition.articles for edition in site.reader.editions(editions)))
    near = [beside(site, known) for known in own]
    listed.update(*(each.newer + each.older + each.more for each in near))
    taken_along = articles_of_offers(site, batch)
    drawn = site.reader.prime(own, listed.union(fed, taken_along))
    fetch_for_pages(drawn, site.reader)
    fetch_offers(site, [*own, *taken_along])
    fetch_for_feeds(site.reader.articles(list(fed)), site)


def all_addresses(site: PublicationView) -> Iterator[str]:
    """Yield every address at which a page stands, each once."""
    yield from (addresses.ROBOTS, addresses.SITEMAP, STANDING, addresses.NEWS)
    if site.security_contact:
        yield addresses.SECURITY
    catalogue = site.reader.catalogue
    for number in range(sitemap_parts(catalogue.count())):
        yield addresses.sitemap_part_address(number + 1)
    for language in site.languages:
        prefix = site.prefix(language)
        yield from (f"{prefix}{rest}" for rest in _STANDING)
        if site.has_editions(language):
            yield addresses.editions_address(prefix)
        if site.has_calls(language):
            yield addresses.calls_address(prefix)
        yield from _of_reports(site, language)
    for key in all_lists(site):
        yield key.address
        yield from key.feed_addresses
        yield from (key.page_address(n + 1) for n in range(numbered_pages(catalogue.count(key))))
    yield from (article_address(entry.slug) for entry in catalogue.entries())
    yield from _all_offers(site)
    yield from map(drafts_address, slugs_ever_shown())
    were = SlugRedirect.objects.filter(article__in=FirstDraft.objects.values("article"))
    yield from map(drafts_address, were.order_by("slug").values_list("slug", flat=True))
    down = Article.objects.filter(state=State.TAKEN_DOWN).order_by("published_at", "slug")
    for slug in down.values_list("slug", flat=True).iterator():
        yield article_address(str(slug))
    for slug in SlugRedirect.objects.order_by("slug").values_list("slug", flat=True).iterator():
        yield article_address(slug)
    yield from _old_addresses().iterator()
    shown = Edition.objects.exclude(state=EditionState.DRAFT).order_by("slug")
    for slug in shown.values_list("slug", flat=True).iterator():
        yield addresses.edition_address(str(slug))
    yield from map(addresses.call_address, call_slugs())


def _of_reports(site: PublicationView, language: str) -> Iterator[str]:
    """Yield the addresses of a language's places and of its timeline."""
    if site.has_places(language):
        yield addresses.places_address(site.prefix(language))
    years = site.reader.catalogue.years(language)
    if years:
        yield addresses.timeline_address(site.prefix(language))
    yield from (site.list_key("year", language, year).address for year in years)


def _all_offers(site: PublicationView) -> Iterator[str]:
    """Yield the address of every file beside an article. Six queries for each 500 articles."""
    ids = [entry.id for entry in site.reader.catalogue.entries()] if site.offers else []
    for start in range(0, len(ids), _TOGETHER):
        together = ids[start : start + _TOGETHER]
        fetch_offers(site, together)
        yield from offered_addresses(site, site.reader.articles(together))


def all_lists(site: PublicationView) -> Iterator[ListKey]:
    """Yield every list that has a page."""
    reader = site.reader
    for language in site.languages:
        yield site.list_key("latest", language)
        for section in site.sections:
            yield site.list_key("section", language, section.slug)
        for chapter in site.chapters:
            yield site.list_key("chapter", language, chapter.slug)
        for month, _ in reader.catalogue.months(language):
            yield site.list_key("month", language, month)
    for slug in reader.catalogue.slugs("topic"):
        if topic := reader.topic(slug):
            yield site.list_key("topic", topic.language, slug)
    for place in reader.places(reader.catalogue.slugs("place")):
        yield site.list_key("place", place.language, place.slug)
    for slug in reader.catalogue.slugs("byline"):
        if byline := reader.byline(slug):
            yield site.list_key("byline", byline.language, slug)


def _split(site: PublicationView, address: str) -> tuple[str, str]:
    """Return the language that an address's prefix names, and the rest of the address."""
    first, slash, rest = address[1:].partition("/")
    language = site.language_of_prefix.get(f"/{first}") if slash else None
    return (language, "/" + rest) if language else (site.default_language, address)


def _whole_publication(site: PublicationView, address: str) -> bytes | None:
    if address == addresses.ROBOTS:
        return robots(site)
    if address == addresses.SITEMAP:
        return sitemap_index(site)
    if address == addresses.SECURITY:
        return security(site)
    if address == STANDING:
        return standing_part(site)
    if address == addresses.NEWS:
        return news_part(site)
    if found := _SITEMAP_PART.fullmatch(address):
        return articles_part(site, int(found[1]))
    return None


def _article(site: PublicationView, slug: str) -> Page | None:
    address = article_address(slug)
    body = article_page(site, slug)
    if body is not None:
        return Page(address, body.encode())
    down = Article.objects.filter(slug=slug, state=State.TAKEN_DOWN).first()
    if down is not None:
        gone = gone_page(site, site.shown_language(down.language), address)
        return Page(address, gone.encode(), status=410)
    moved = SlugRedirect.objects.filter(slug=slug).select_related("article").first()
    if moved is None or moved.article.slug is None:
        return None
    target = article_address(moved.article.slug)
    language = site.shown_language(moved.article.language)
    html = moved_page(site, language, address, target)
    return Page(address, html.encode(), status=301, location=target)


def _old_addresses() -> "QuerySet[OldAddress, str]":
    """Return the paths at which articles that readers may know stood before they came here."""
    rows = OldAddress.objects.exclude(article__published_revision=None)
    return rows.order_by("address").values_list("address", flat=True)


def _old_address(site: PublicationView, address: str) -> Page | None:
    """Return the page that leads from where an article stood before it came here."""
    row = OldAddress.objects.filter(address=address).select_related("article").first()
    if row is None or row.article.slug is None or row.article.published_revision_id is None:
        return None
    target = article_address(row.article.slug)
    html = moved_page(site, site.shown_language(row.article.language), address, target)
    return Page(address, html.encode(), status=301, location=target)


def _drafts(site: PublicationView, slug: str) -> Page | None:
    address = drafts_address(slug)
    body = drafts_page(site, slug)
    if body is not None:
        return Page(address, body.encode())
    article = Article.objects.filter(slug=slug).first()
    if article is not None:
        if not was_shown(article.id):
            return None
        gone = gone_page(site, site.shown_language(article.language), address)
        return Page(address, gone.encode(), status=410)
    moved = SlugRedirect.objects.filter(slug=slug).select_related("article").first()
    if moved is None or moved.article.slug is None or not was_shown(moved.article_id):
        return None
    target = drafts_address(moved.article.slug)
    language = site.shown_language(moved.article.language)
    html = moved_page(site, language, address, target)
    return Page(address, html.encode(), status=301, location=target)


def _edition(site: PublicationView, slug: str) -> Page | None:
    address = addresses.edition_address(slug)
    body = edition_page(site, slug)
    if body is not None:
        return Page(address, body.encode())
    gone = withdrawn_edition_page(site, slug)
    return Page(address, gone.encode(), status=410) if gone is not None else None


def _call(site: PublicationView, slug: str) -> Page | None:
    address = addresses.call_address(slug)
    body = call_page(site, slug)
    if body is not None:
        return Page(address, body.encode())
    gone = withdrawn_call_page(site, slug)
    return Page(address, gone.encode(), status=410) if gone is not None else None


#: What stands at an address of its own below a slug.
_OWN_PAGES: Final = (
    (_ARTICLE, _article),
    (_DRAFTS, _drafts),
    (_EDITION, _edition),
    (_CALL, _call),
)


def _list(site: PublicationView, address: str, language: str, found: re.Match[str]) -> Page | None:
    kind, _, slug = found["rest"].strip("/").partition("/")
    key = _list_key(site, language, kind, slug)
    # A topic or a byline stands at the root only, in the language it has.
    if key is None or not address.startswith(key.address):
        return None
    if found["feed"]:
        if not key.feed_addresses or address not in key.feed_addresses:
            return None
        body = feed(site, key, found["feed"])
        return Page(address, body) if body is not None else None
    html = list_page(site, key, int(found["number"]) if found["number"] else None)
    return Page(address, html.encode()) if html is not None else None


def _list_key(site: PublicationView, language: str, kind: str, slug: str) -> ListKey | None:
    match kind:
        case "latest":
            return site.list_key("latest", language)
        case "sections":
            return site.list_key("section", language, slug)
        case "chapters":
            return site.list_key("chapter", language, slug) if site.chapter(slug) else None
        case "archive":
            return site.list_key("month", language, slug.replace("/", "-"))
        case "topics":
            topic = site.reader.topic(slug)
            return site.list_key("topic", topic.language, slug) if topic else None
        case "places":
            place = site.reader.place(slug)
            return site.list_key("place", place.language, slug) if place else None
        case "bylines":
            byline = site.reader.byline(slug)
            return site.list_key("byline", byline.language, slug) if byline else None
    return None
