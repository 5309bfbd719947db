"""From a change to the addresses it touches.

The number is bounded by what the article is filed under, not by how many articles there are.
What is published now touches the newest pages only. What is published back-dated, taken down or
restored shifts every numbered page after its place, so those are touched as well: that is the
one act whose cost grows with how far back it reaches (`docs/decisions/0003-lists.md`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from writingviews.articles.models import Article, SlugRedirect, Topic
from writingviews.articles.placement import Placement, placement_of
from writingviews.articles.selectors import published_articles
from writingviews.ledger.models import Change, ChangeKind
from writingviews.people.models import Byline
from writingviews.search.selectors import pointing_at
from writingviews.site import addresses
from writingviews.site.addresses import ListKey, article_address
from writingviews.site.article_page import MORE_NEWER, MORE_OLDER
from writingviews.site.lists import articles_in, newer_than, older_than
from writingviews.site.numbering import SITEMAP_SIZE, sitemap_parts, touched_pages
from writingviews.site.publication_view import PublicationView
from writingviews.site.reading import index_of


@dataclass(frozen=True, slots=True)
class Everything:
    """Said instead of a set of addresses when a change touches every page."""


def affected(site: PublicationView, change: Change) -> set[str] | Everything:
    """Return the addresses that a change touches: pages to write, and pages to take away.

    Args:
        site: the publication as it is now.
        change: from the outbox.
    """
    match ChangeKind(change.kind):
        case ChangeKind.PUBLICATION | ChangeKind.BYLINE:
            # A byline's name stands on every card of its articles, wherever they are listed.
            return Everything()
        case ChangeKind.REPLIES:
            slug = (
                Article.objects.filter(pk=UUID(change.subject_id))
                .values_list("slug", flat=True)
                .first()
            )
            return {article_address(slug)} if slug else set()
        case ChangeKind.ARTICLE:
            return set(_article(site, change))


def _article(site: PublicationView, change: Change) -> Iterator[str]:
    article_id = UUID(change.subject_id)
    article = Article.objects.filter(pk=article_id).select_related("section").first()
    after = placement_of(article) if article else None
    before = Placement.from_json(change.before) if change.before else None
    placements = [placement for placement in (before, after) if placement is not None]
    if article is not None and article.slug:
        yield article_address(article.slug)
    yield from (article_address(placement.slug) for placement in placements)
    yield from map(
        article_address,
        SlugRedirect.objects.filter(article_id=article_id).values_list("slug", flat=True),
    )
    # Articles that show this one as related show its title.
    yield from _addresses_of(pointing_at(article_id))

    lists_before = _lists_of(site, before) if before else set()
    lists_after = _lists_of(site, after) if after else set()
    for key in lists_before | lists_after:
        was = before if key in lists_before else None
        now = after if key in lists_after else None
        yield from _list(site, key, was, now)
    for placement in placements:
        yield from _neighbours(site, placement)
    for language in {placement.language for placement in placements}:
        yield from _of_language(site, site.shown_language(language))
    yield from _sitemap(before, after)
    yield from _indexes(site, placements)


def _lists_of(site: PublicationView, placement: Placement) -> set[ListKey]:
    language = placement.language
    month = placement.published_at.strftime("%Y-%m")
    return {
        site.list_key("latest", language),
        site.list_key("section", language, placement.section),
        site.list_key("month", language, month),
        *(site.list_key("topic", language, slug) for slug in placement.topics),
        *(
            site.list_key("byline", byline_language, slug)
            for slug, byline_language in Byline.objects.filter(
                slug__in=placement.bylines
            ).values_list("slug", "language")
        ),
    }


def _list(
    site: PublicationView, key: ListKey, was: Placement | None, now: Placement | None
) -> Iterator[str]:
    yield key.address
    yield from key.feed_addresses
    found = articles_in(key)
    count = site.reader.count(key)
    before = count - (1 if now else 0) + (1 if was else 0)
    first = min(
        index_of(found, published_at=place.published_at, slug=place.slug, count=count)
        for place in (was, now)
        if place is not None
    )
    # An article that changed in its place touches the one page it stands on.
    stays = was is not None and now is not None and _order(was) == _order(now)
    pages = touched_pages(count_before=before, count_after=count, first_index=first)
    if stays:
        pages = pages[:1]
    yield from map(key.page_address, pages)


def _order(placement: Placement) -> tuple[datetime, str]:
    return placement.published_at, placement.slug


def _neighbours(site: PublicationView, placement: Placement) -> Iterator[str]:
    """The articles whose "newer", "older" or "more from this writer" leads here, or led here."""
    at, slug = placement.published_at, placement.slug
    same_language = articles_in(site.list_key("latest", placement.language))
    yield from _slugs(newer_than(same_language, published_at=at, slug=slug)[:1])
    yield from _slugs(older_than(same_language, published_at=at, slug=slug)[:1])
    for byline in Byline.objects.filter(slug__in=placement.bylines):
        theirs = published_articles(byline=byline)
        yield from _slugs(newer_than(theirs, published_at=at, slug=slug)[:MORE_OLDER])
        yield from _slugs(older_than(theirs, published_at=at, slug=slug)[:MORE_NEWER])


def _of_language(site: PublicationView, language: str) -> Iterator[str]:
    prefix = site.prefix(language)
    yield addresses.front_address(prefix)
    yield addresses.archive_address(prefix)
    yield addresses.not_found_address(prefix)


def _sitemap(before: Placement | None, after: Placement | None) -> Iterator[str]:
    found = published_articles()
    count = found.count()
    count_before = count - (1 if after else 0) + (1 if before else 0)
    first = min(
        (
            index_of(found, published_at=place.published_at, slug=place.slug, count=count)
            for place in (before, after)
            if place is not None
        ),
        default=count,
    )
    last = max(sitemap_parts(count), sitemap_parts(count_before))
    if before is not None and after is not None and _order(before) == _order(after):
        last = first // SITEMAP_SIZE + 1
    yield addresses.SITEMAP
    yield from map(addresses.sitemap_part_address, range(first // SITEMAP_SIZE + 1, last + 1))


def _indexes(site: PublicationView, placements: Iterable[Placement]) -> Iterator[str]:
    """The indexes of topics and writers, when one of them comes or goes."""
    for placement in placements:
        prefix = site.prefix(site.shown_language(placement.language))
        topics = Topic.objects.filter(slug__in=placement.topics)
        if any(published_articles(topic=topic)[:2].count() <= 1 for topic in topics):
            yield addresses.topics_address(prefix)
        bylines = Byline.objects.filter(slug__in=placement.bylines)
        in_language = published_articles(language=placement.language)
        if any(
            in_language.filter(article_bylines__byline=byline)[:2].count() <= 1
            for byline in bylines
        ):
            yield addresses.bylines_address(prefix)


def _addresses_of(ids: Iterable[UUID]) -> Iterator[str]:
    yield from _slugs(published_articles().filter(pk__in=list(ids)))


def _slugs(found: QuerySet[Article]) -> Iterator[str]:
    for slug in found.values_list("slug", flat=True):
        yield article_address(str(slug))
