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

    def look(self, found: QuerySet[Article], count: int) -> "_Sight":
        """Look where those who came and left stand, or would stand, among `count` articles."""
        indexes = [
            index_of(found, published_at=place.published_at, slug=place.slug, count=count)
            for place in (*self.left, *self.came)
        ]
        return _Sight(count, self.count_before(count), indexes)

    def count_before(self, count: int) -> int:
        return count - len(self.came) + len(self.left)


@dataclass(frozen=True, slots=True)
class _Sight:
    """A list as it was found: its number of articles, and where some of them stand.

    It is looked at a moment after the changes were taken, one query after the other, and others
    publish meanwhile. Whatever they do stands in the outbox, so each number is wrong by the
    number of changes that wait besides ours at most (`_waiting_besides`): nearly always none.
    """

    count: int
    before: int
    indexes: Sequence[int] = ()

    def printed(self, others: int) -> tuple[int, int]:
        """Return the least and the most articles that the list can have had when it was printed."""
        least = min(self.before, self.count) - others
        return max(0, least), max(self.before, self.count) + others

    def may_have_been_empty(self, others: int) -> bool:
        return self.count == 0 or self.printed(others)[0] == 0


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
    touched = _replied(changes)
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
    seen = {key: lists[key].look(articles_in(key), site.reader.count(key)) for key in lists}
    written = {writer: _written_by(*writer, traffic) for writer, traffic in writers.items()}
    published = published_articles()
    all_seen = everywhere.look(published, published.count())
    others = _waiting_besides(changes)
    for key, sight in seen.items():
        _add(touched, lists[key], _list(site, key, sight, others, stays=lists[key].stays))
    for (language, byline), sight in written.items():
        if sight.may_have_been_empty(others):
            prefix = site.prefix(site.shown_language(language))
            _add(touched, writers[language, byline], [addresses.bylines_address(prefix)])
    _add(touched, everywhere, _sitemap(all_seen, others, stays=everywhere.stays))
    return touched


def _replied(changes: Iterable[Change]) -> Touched:
    """The pages under which replies came or went."""
    touched: Touched = defaultdict(set)
    for change in changes:
        if change.kind in {ChangeKind.REPLIES, ChangeKind.RELATED}:
            for address in _slugs(_known_article(UUID(change.subject_id))):
                touched[address].add(change.pk)
    return touched


def _waiting_besides(changes: Iterable[Change]) -> int:
    """Return how many changes of articles wait in the outbox besides these. Asked last of all."""
    ours = sum(change.kind == ChangeKind.ARTICLE for change in changes)
    return max(0, Change.objects.filter(kind=ChangeKind.ARTICLE).count() - ours)


def _add(touched: Touched, traffic: _Traffic, touching: Iterable[str]) -> None:
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


def _list(
    site: PublicationView, key: ListKey, sight: _Sight, others: int, *, stays: bool
) -> Iterator[str]:
    yield key.address
    yield from key.feed_addresses
    if key.kind == "topic" and sight.may_have_been_empty(others):
        yield addresses.topics_address(site.prefix(key.language))
    if stays:
        # Articles that changed in their places touch the pages they stand on and no other.
        for index in sight.indexes:
            for near in {index - others, index, index + others}:
                own = touched_pages(
                    count_before=sight.count, count_after=sight.count, first_index=max(0, near)
                )
                yield from map(key.page_address, own[:1])
        return
    least, most = sight.printed(others)
    first = max(0, min(sight.indexes) - others)
    pages = touched_pages(count_before=least, count_after=most, first_index=first)
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


def _sitemap(sight: _Sight, others: int, *, stays: bool) -> Iterator[str]:
    if not sight.indexes:
        return
    yield addresses.SITEMAP
    first = max(0, min(sight.indexes) - others) // SITEMAP_SIZE + 1
    last = sitemap_parts(sight.printed(others)[1])
    if stays:
        last = (max(sight.indexes) + others) // SITEMAP_SIZE + 1
    yield from map(addresses.sitemap_part_address, range(first, last + 1))


def _written_by(language: str, byline: str, traffic: _Traffic) -> _Sight:
    theirs = published_articles(language=language).filter(article_bylines__byline__slug=byline)
    count = theirs.count()
    return _Sight(count, traffic.count_before(count))


def _known_article(article_id: UUID) -> QuerySet[Article]:
    return Article.objects.filter(pk=article_id).exclude(slug=None)


def _slugs(found: QuerySet[Article]) -> Iterator[str]:
    for slug in found.values_list("slug", flat=True):
        yield article_address(str(slug))
