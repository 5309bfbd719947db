"""From changes to the addresses they touch.

The number is bounded by what the articles are filed under, not by how many articles there are.
What is published now touches the newest pages only. What is published back-dated, taken down or
restored shifts every numbered page after its place, so those are touched as well: that is the
one act whose cost grows with how far back it reaches (`docs/decisions/0003-lists.md`).

Changes are taken together: several may carry a list over the border of a page though none does
so alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from writingviews.articles.models import Article, SlugRedirect
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

#: Addresses, each with the changes that touch it.
Touched = defaultdict[str, set[int]]


@dataclass(slots=True)
class _Moved:
    """What became of one article: where it stands on disk, and where it stands now."""

    article_id: UUID
    before: Placement | None
    after: Placement | None
    changes: set[int]

    @property
    def placements(self) -> list[Placement]:
        return [place for place in (self.before, self.after) if place is not None]


@dataclass(slots=True)
class _Traffic:
    """Who left a list and who came, in all the changes together."""

    left: list[Placement] = field(default_factory=list)
    came: list[Placement] = field(default_factory=list)
    changes: set[int] = field(default_factory=set)

    def add(self, moved: _Moved, *, left: bool, came: bool) -> None:
        if left and moved.before:
            self.left.append(moved.before)
        if came and moved.after:
            self.came.append(moved.after)
        self.changes |= moved.changes

    @property
    def stays(self) -> bool:
        """Whether nobody changed places, but only what is said of them."""
        return sorted(map(_order, self.left)) == sorted(map(_order, self.came))

    def count_before(self, count: int) -> int:
        return count - len(self.came) + len(self.left)


def touches_everything(change: Change) -> bool:
    """Return whether a change touches every page: the publication's name stands on all of them,
    and a byline's on every card of its articles, wherever they are listed."""
    return change.kind in {ChangeKind.PUBLICATION, ChangeKind.BYLINE}


def affected(site: PublicationView, changes: Sequence[Change]) -> Touched:
    """Return the addresses that changes touch: pages to write, and pages to take away.

    Args:
        site: the publication as it is now.
        changes: from the outbox, in their order; those that `touches_everything` are passed over.
    """
    touched: Touched = defaultdict(set)
    for change in changes:
        if change.kind == ChangeKind.REPLIES:
            for address in _slugs(_known_article(UUID(change.subject_id))):
                touched[address].add(change.pk)
    lists: defaultdict[ListKey, _Traffic] = defaultdict(_Traffic)
    writers: defaultdict[tuple[str, str], _Traffic] = defaultdict(_Traffic)
    everywhere = _Traffic()
    for moved in _moves(changes):
        for address in _around(site, moved):
            touched[address] |= moved.changes
        before = _lists_of(site, moved.before) if moved.before else set()
        after = _lists_of(site, moved.after) if moved.after else set()
        for key in before | after:
            lists[key].add(moved, left=key in before, came=key in after)
        wrote, writes = _writers_of(moved.before), _writers_of(moved.after)
        for writer in wrote | writes:
            writers[writer].add(moved, left=writer in wrote, came=writer in writes)
        everywhere.add(moved, left=True, came=True)
    _add(touched, ((traffic, _list(site, key, traffic)) for key, traffic in lists.items()))
    _add(
        touched,
        (
            (traffic, _writers_index(site, language, byline, traffic))
            for (language, byline), traffic in writers.items()
        ),
    )
    _add(touched, [(everywhere, _sitemap(everywhere))])
    return touched


def _add(touched: Touched, found: Iterable[tuple[_Traffic, Iterable[str]]]) -> None:
    for traffic, touching in found:
        for address in touching:
            touched[address] |= traffic.changes


def _moves(changes: Iterable[Change]) -> list[_Moved]:
    """Return what became of each article that changed, however often it did."""
    moves: dict[UUID, _Moved] = {}
    for change in changes:
        if change.kind != ChangeKind.ARTICLE:
            continue
        article_id = UUID(change.subject_id)
        if article_id in moves:
            moves[article_id].changes.add(change.pk)
            continue
        article = Article.objects.filter(pk=article_id).select_related("section").first()
        moves[article_id] = _Moved(
            article_id=article_id,
            # The first change says how it stood when it was last printed.
            before=Placement.from_json(change.before) if change.before else None,
            after=placement_of(article) if article else None,
            changes={change.pk},
        )
    return list(moves.values())


def _around(site: PublicationView, moved: _Moved) -> Iterator[str]:
    """The article's own page, and others that show it by its nearness or likeness."""
    yield from _slugs(_known_article(moved.article_id))
    yield from (article_address(place.slug) for place in moved.placements)
    was_called = SlugRedirect.objects.filter(article_id=moved.article_id)
    yield from map(article_address, was_called.values_list("slug", flat=True))
    # Articles that show this one as related show its title.
    yield from _slugs(published_articles().filter(pk__in=pointing_at(moved.article_id)))
    for placement in moved.placements:
        yield from _neighbours(site, placement)
        prefix = site.prefix(site.shown_language(placement.language))
        yield addresses.front_address(prefix)
        yield addresses.archive_address(prefix)
        yield addresses.not_found_address(prefix)


def _writers_of(placement: Placement | None) -> set[tuple[str, str]]:
    """Return (language, byline) pairs under which an article stands."""
    if placement is None:
        return set()
    return {(placement.language, byline) for byline in placement.bylines}


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


def _waiting() -> int:
    """Return how many changes of articles are not printed yet, the one looked at among them.

    Asked after articles have been counted. A change stands in the outbox until its pages are on
    disk, so what was counted differs by this number at most from what the pages on disk say:
    changes that are printed together, or committed while we count, carry a list over the border
    of a page though none of them does so alone.
    """
    return max(1, Change.objects.filter(kind=ChangeKind.ARTICLE).count())


def _printed_between(
    count: int, was: Placement | None, now: Placement | None, waiting: int
) -> tuple[int, int]:
    """Return the least and the most that a list of `count` articles now can have had in print."""
    before = count - (1 if now else 0) + (1 if was else 0)
    others = waiting - 1
    return max(0, min(count, before) - others), max(count, before) + others


def _list(site: PublicationView, key: ListKey, traffic: _Traffic) -> Iterator[str]:
    yield key.address
    yield from key.feed_addresses
    found = articles_in(key)
    count = site.reader.count(key)
    before = traffic.count_before(count)
    if key.kind == "topic" and 0 in {before, count}:
        yield addresses.topics_address(site.prefix(key.language))
    places = (*traffic.left, *traffic.came)
    indexes = [
        index_of(found, published_at=place.published_at, slug=place.slug, count=count)
        for place in places
    ]
    if traffic.stays:
        # Articles that changed in their places touch the pages they stand on and no other.
        for index in indexes:
            own = touched_pages(count_before=count, count_after=count, first_index=index)
            yield from map(key.page_address, own[:1])
        return
    pages = touched_pages(count_before=before, count_after=count, first_index=min(indexes))
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


def _sitemap(everywhere: _Traffic) -> Iterator[str]:
    if not everywhere.changes:
        return
    yield addresses.SITEMAP
    found = published_articles()
    count = found.count()
    parts = [
        index_of(found, published_at=place.published_at, slug=place.slug, count=count)
        // SITEMAP_SIZE
        + 1
        for place in (*everywhere.left, *everywhere.came)
    ]
    if everywhere.stays:
        yield from map(addresses.sitemap_part_address, parts)
    elif parts:
        last = max(sitemap_parts(count), sitemap_parts(everywhere.count_before(count)))
        yield from map(addresses.sitemap_part_address, range(min(parts), last + 1))


def _writers_index(
    site: PublicationView, language: str, byline: str, traffic: _Traffic
) -> Iterator[str]:
    """The index of writers, when one of them comes to a language or goes."""
    theirs = published_articles(language=language).filter(article_bylines__byline__slug=byline)
    count = theirs.count()
    if 0 in {count, traffic.count_before(count)}:
        yield addresses.bylines_address(site.prefix(site.shown_language(language)))


def _known_article(article_id: UUID) -> QuerySet[Article]:
    return Article.objects.filter(pk=article_id).exclude(slug=None)


def _slugs(found: QuerySet[Article]) -> Iterator[str]:
    for slug in found.values_list("slug", flat=True):
        yield article_address(str(slug))
