"""From changes to the addresses they touch.

The number is bounded by what the articles are filed under, not by how many articles there are.
What is published now touches the newest pages only. What is published back-dated, taken down or
restored shifts every numbered page after its place, so those are touched as well: that is the
one act whose cost grows with how far back it reaches (`docs/decisions/0003-lists.md`).

Changes are taken together: several may carry a list over the border of a page though none does
so alone.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from writingviews.articles.first_drafts import ever_shown
from writingviews.articles.models import (
    Article,
    Edition,
    EditionArticle,
    EditionState,
    OldAddress,
    SlugRedirect,
)
from writingviews.articles.placement import Placement, placements
from writingviews.articles.services.publication import ABOUT
from writingviews.ledger.models import Change, ChangeKind
from writingviews.search.selectors import pointing_at
from writingviews.site import addresses
from writingviews.site.addresses import ListKey, article_address, drafts_address
from writingviews.site.article_page import MORE_NEWER, MORE_OLDER
from writingviews.site.catalogue import Catalogue, Entry, entry_of
from writingviews.site.numbering import SITEMAP_SIZE, sitemap_parts, touched_pages
from writingviews.site.offers import offer_addresses
from writingviews.site.publication_view import PublicationView
from writingviews.site.published_calls import call_pages
from writingviews.site.sitemaps import STANDING


@dataclass(frozen=True, slots=True)
class _Moved:
    """What became of one article: where it stands on disk, and where it is to stand."""

    id: UUID
    before: Placement | None
    after: Placement | None

    @property
    def placements(self) -> list[Placement]:
        return [place for place in (self.before, self.after) if place is not None]


@dataclass(slots=True)
class _Traffic:
    """Who left a list and who came, in all the changes together, and how long it was."""

    count_before: int
    left: dict[Entry, int] = field(default_factory=dict)
    came: list[Entry] = field(default_factory=list)

    @property
    def stays(self) -> bool:
        """Whether nobody changed places, but only what is said of them."""
        return sorted(self.left) == sorted(self.came)


def touches_everything(change: Change) -> bool:
    """Return whether a change touches every page: the publication's name stands on all of them,
    a byline's on every card of its articles, wherever they are listed, and a chapter's on the
    pages of all of its articles."""
    return change.kind in {ChangeKind.PUBLICATION, ChangeKind.BYLINE, ChangeKind.CHAPTER}


def as_printed() -> Catalogue:
    """Return the catalogue as the tree on disk shows it: without what waits in the outbox.

    What is published between the reading of one and the other has its row in the outbox, and
    that says how it stood.
    """
    catalogue = Catalogue.read()
    put_back(catalogue, Change.objects.filter(kind=ChangeKind.ARTICLE).order_by("-id"))
    return catalogue


def put_back(catalogue: Catalogue, changes: Iterable[Change]) -> None:
    """Place articles as they stood before changes.

    Args:
        catalogue: is changed.
        changes: of articles, the latest first.
    """
    for change in changes:
        before = Placement.from_json(change.before) if change.before else None
        catalogue.put(UUID(change.subject_id), before)


def affected(site: PublicationView, changes: Sequence[Change]) -> list[str]:
    """Return the addresses that changes touch, each once: pages to write, and pages to take away.
    The articles' own pages come before the lists that lead to them, the latest changes' first.
    Twelve queries at most, whatever the number of changes and articles.

    Args:
        site: the publication, with the catalogue as it was printed; it is moved on to what the
            changed articles are now.
        changes: from the outbox, in their order; those that `touches_everything` are passed over.
    """
    catalogue = site.reader.catalogue
    editions = _editions_changed(changes)
    moves = _moves(catalogue, changes)
    tally = _Tally(site)
    drafted = ever_shown([moved.id for moved in moves]) if moves else set()
    for moved in moves:
        tally.note_before(moved, drafted=moved.id in drafted)
    for moved in moves:
        catalogue.put(moved.id, moved.after)
    for moved in moves:
        tally.note_after(moved)
    tally.close()
    tally.touch(_fronts(site, changes))
    tally.touch(_editions(site, editions, moves))
    tally.touch(_calls(site, changes))
    tally.touch(_places(site, changes, moves))
    tally.touch(_said(site, changes))
    tally.touch(_own_pages(catalogue, changes, moves, shown_in=editions.articles, drafted=drafted))
    return list(tally.touched)


class _Tally:
    """Which pages differ between the catalogue as it was and as it is."""

    def __init__(self, site: PublicationView) -> None:
        #: In the order in which they were touched first.
        self.touched: dict[str, None] = {}
        self._site = site
        self._catalogue = site.reader.catalogue
        self._lists: dict[ListKey | None, _Traffic] = {}
        #: Whether a byline stood in the index of a language's writers.
        self._wrote: dict[tuple[str, str], bool] = {}

    def note_before(self, moved: _Moved, *, drafted: bool) -> None:
        """Note how an article stands, while no article has been moved on yet; `drafted`, where
        readers may see how it began, or once might."""
        self.touch(_everywhere(self._site, moved, drafted=drafted))
        for placement in moved.placements:
            for key in _keys(self._site, placement):
                self._lists.setdefault(key, _Traffic(self._catalogue.count(key)))
            for byline in placement.bylines:
                wrote = self._catalogue.writes_in(byline, placement.language)
                self._wrote.setdefault((byline, placement.language), wrote)
        if moved.before:
            entry = entry_of(moved.id, moved.before)
            self.touch(_neighbours(self._site, entry, moved.before))
            for key in _keys(self._site, moved.before):
                self._lists[key].left[entry] = self._catalogue.index(entry, key)

    def note_after(self, moved: _Moved) -> None:
        """Note how an article stands now that all have been moved on."""
        if moved.after:
            entry = entry_of(moved.id, moved.after)
            self.touch(_neighbours(self._site, entry, moved.after))
            for key in _keys(self._site, moved.after):
                self._lists[key].came.append(entry)

    def close(self) -> None:
        """Touch the pages of the lists, and the indexes that a list enters or leaves."""
        for (byline, language), wrote in self._wrote.items():
            if wrote != self._catalogue.writes_in(byline, language):
                prefix = self._site.prefix(self._site.shown_language(language))
                self.touch([addresses.bylines_address(prefix)])
        for key, seen in self._lists.items():
            self.touch(_list(self._site, key, seen) if key else _sitemap(self._catalogue, seen))

    def touch(self, pages: Iterable[str]) -> None:
        """Note addresses of pages that differ."""
        self.touched.update(dict.fromkeys(pages))


def _moves(catalogue: Catalogue, changes: Sequence[Change]) -> list[_Moved]:
    """Return what became of each article that changed, however often it did. Three queries."""
    named = dict.fromkeys(
        UUID(change.subject_id) for change in reversed(changes) if change.kind == ChangeKind.ARTICLE
    )
    now = placements(named.keys()) if named else {}
    return [_Moved(known, catalogue.placement(known), now.get(known)) for known in named]


def _everywhere(site: PublicationView, moved: _Moved, *, drafted: bool) -> Iterator[str]:
    """The article's own pages, and those that every change of an article touches."""
    for placement in moved.placements:
        yield article_address(placement.slug)
        if drafted:
            yield drafts_address(placement.slug)
        prefix = site.prefix(site.shown_language(placement.language))
        yield addresses.front_address(prefix)
        yield addresses.archive_address(prefix)
        yield addresses.not_found_address(prefix)
        if site.news_since and placement.published_at >= site.news_since:
            yield addresses.NEWS


def _keys(site: PublicationView, placement: Placement) -> Iterator[ListKey | None]:
    """The lists in which an article stands; None is the sitemap, in which all stand."""
    language = placement.language
    yield site.list_key("latest", language)
    yield site.list_key("section", language, placement.section)
    yield site.list_key("month", language, placement.month)
    if placement.place and (place := site.reader.place(placement.place)):
        yield site.list_key("place", place.language, placement.place)
    if placement.chapter:
        yield site.list_key("chapter", language, placement.chapter)
    for slug in placement.topics:
        if topic := site.reader.topic(slug):
            yield site.list_key("topic", topic.language, slug)
    for slug in placement.bylines:
        if byline := site.reader.byline(slug):
            yield site.list_key("byline", byline.language, slug)
    yield None


def _list(site: PublicationView, key: ListKey, seen: _Traffic) -> Iterator[str]:
    catalogue = site.reader.catalogue
    count = catalogue.count(key)
    yield key.address
    yield from key.feed_addresses
    if key.kind == "topic" and 0 in {count, seen.count_before}:
        yield addresses.topics_address(site.prefix(key.language))
    places = [*seen.left.values(), *(catalogue.index(entry, key) for entry in seen.came)]
    if seen.stays:
        # Articles that changed in their places touch the pages they stand on and no other.
        for place in places:
            own = touched_pages(count_before=count, count_after=count, first_index=place)
            yield from map(key.page_address, own[:1])
    else:
        pages = touched_pages(
            count_before=seen.count_before, count_after=count, first_index=min(places)
        )
        yield from map(key.page_address, pages)


def _sitemap(catalogue: Catalogue, seen: _Traffic) -> Iterator[str]:
    yield addresses.SITEMAP
    places = [*seen.left.values(), *map(catalogue.index, seen.came)]
    if seen.stays:
        parts = {place // SITEMAP_SIZE + 1 for place in places}
        yield from map(addresses.sitemap_part_address, sorted(parts))
    else:
        last = sitemap_parts(max(seen.count_before, catalogue.count()))
        first = min(places) // SITEMAP_SIZE + 1
        yield from map(addresses.sitemap_part_address, range(first, last + 1))


def _neighbours(site: PublicationView, entry: Entry, placement: Placement) -> Iterator[str]:
    """The articles whose "newer", "older" or "more from this writer" leads to an entry."""
    catalogue = site.reader.catalogue
    own = site.list_key("latest", placement.language)
    found = [*catalogue.newer(own, entry, 1), *catalogue.older(own, entry, 1)]
    for slug in placement.bylines:
        theirs = site.list_key("byline", placement.language, slug)
        found += catalogue.newer(theirs, entry, MORE_OLDER)
        found += catalogue.older(theirs, entry, MORE_NEWER)
    return _addresses(catalogue, found)


def _fronts(site: PublicationView, changes: Iterable[Change]) -> Iterator[str]:
    """The fronts at whose head something else stands."""
    for change in changes:
        if change.kind == ChangeKind.PINS and change.before:
            language, section = change.before["language"], change.before["section"]
            if section:
                yield site.list_key("section", language, section).address
            else:
                yield addresses.front_address(site.prefix(site.shown_language(language)))


def _places(
    site: PublicationView, changes: Iterable[Change], moves: Collection[_Moved]
) -> Iterator[str]:
    """The maps on which a place lies elsewhere, and what every change of a report touches: the
    indexes of places, for it may be the first or the last of its place, and of the timeline the
    first page and its years. As many as there are languages: each leads to the others while all
    have one."""
    placements = [placement for moved in moves for placement in moved.placements]
    placed = any(placement.place for placement in placements)
    if placed or any(change.kind == ChangeKind.PLACE for change in changes):
        for language in site.languages:
            yield addresses.places_address(site.prefix(language))
    dated = [placement for placement in placements if placement.year]
    for placement in dated:
        yield site.list_key("year", placement.language, placement.year).address
    yield from _other_years(site, moves)
    if placed or dated:
        yield STANDING
        for language in site.languages:
            yield addresses.timeline_address(site.prefix(language))


def _other_years(site: PublicationView, moves: Iterable[_Moved]) -> Iterator[str]:
    """The timeline's other years, where one came or went: each leads to all there are."""
    gained: Counter[tuple[str, str]] = Counter()
    for moved in moves:
        for placement, sign in ((moved.before, -1), (moved.after, 1)):
            if placement and placement.year:
                gained[placement.language, placement.year] += sign
    catalogue = site.reader.catalogue
    for (language, year), more in gained.items():
        count = catalogue.count(site.list_key("year", language, year))
        if more and 0 in {count, count - more}:
            for each in catalogue.years(language):
                yield site.list_key("year", language, each).address


#: What stands by itself for other programs; a change of it names it by its address.
_FILES: Final = frozenset({addresses.ROBOTS, addresses.SECURITY, addresses.NEWS})


def _said(site: PublicationView, changes: Iterable[Change]) -> Iterator[str]:
    """The pages that alone say what the publication says of itself or of a section."""
    for change in changes:
        if change.kind != ChangeKind.SAID:
            continue
        if change.subject_id in _FILES:
            yield change.subject_id
            continue
        for language in site.languages:
            if change.subject_id == ABOUT:
                yield addresses.about_address(site.prefix(language))
            elif site.section(change.subject_id):
                key = site.list_key("section", language, change.subject_id)
                yield key.address
                yield from key.feed_addresses


@dataclass(frozen=True, slots=True)
class _ChangedEditions:
    """Editions that were published, changed or withdrawn.

    Args:
        ids: theirs.
        articles: ids of those that stood or stand in them: their pages name the edition.
    """

    ids: frozenset[UUID]
    articles: frozenset[UUID]


def _editions_changed(changes: Iterable[Change]) -> _ChangedEditions:
    """Return the editions that changed. One query, none if there is none."""
    named: set[UUID] = set()
    held: set[UUID] = set()
    for change in changes:
        if change.kind == ChangeKind.EDITION:
            named.add(UUID(change.subject_id))
            held.update(map(UUID, (change.before or {}).get("articles", ())))
    if named:
        now = EditionArticle.objects.filter(edition_id__in=named)
        held.update(now.values_list("article_id", flat=True))
    return _ChangedEditions(frozenset(named), frozenset(held))


def _editions(
    site: PublicationView, changed: _ChangedEditions, moves: Collection[_Moved]
) -> Iterator[str]:
    """The pages of editions that changed, and of those in which an article did. Two queries."""
    if changed.ids:
        yield STANDING
        # One that readers never saw has no address.
        rows = Edition.objects.filter(pk__in=changed.ids).exclude(slug=None)
        for slug, language in rows.values_list("slug", "language"):
            yield addresses.edition_address(str(slug))
            yield addresses.editions_address(site.prefix(site.shown_language(language)))
    if moves:
        rows = Edition.objects.filter(
            state=EditionState.PUBLISHED,
            edition_articles__article_id__in=[moved.id for moved in moves],
        ).distinct()
        yield from map(addresses.edition_address, map(str, rows.values_list("slug", flat=True)))


def _calls(site: PublicationView, changes: Iterable[Change]) -> Iterator[str]:
    """The pages of calls that changed. One query, none if there is none."""
    named = {UUID(change.subject_id) for change in changes if change.kind == ChangeKind.CALL}
    if named:
        yield STANDING
        # One that readers never saw has no address.
        for slug, language in call_pages(named):
            yield addresses.call_address(slug)
            yield addresses.calls_address(site.prefix(site.shown_language(language)))


def _own_pages(
    catalogue: Catalogue,
    changes: Iterable[Change],
    moves: Collection[_Moved],
    *,
    shown_in: Collection[UUID],
    drafted: Collection[UUID],
) -> Iterator[str]:
    """The articles' own pages, wherever they stand or stood, and those that show them as related.
    Four queries."""
    moved = {each.id for each in moves}
    shown_anew = {
        UUID(change.subject_id)
        for change in changes
        if change.kind in {ChangeKind.REPLIES, ChangeKind.RELATED, ChangeKind.CARRIED}
    }.union(shown_in)
    # Only of these may a file beside the page have come or gone.
    offered = moved | {
        UUID(change.subject_id) for change in changes if change.kind == ChangeKind.CARRIED
    }
    # One that was taken down has its page still, though it is in no list.
    standing = Article.objects.filter(pk__in=moved | shown_anew).exclude(slug=None)
    for known, slug in standing.values_list("pk", "slug"):
        yield article_address(str(slug))
        if known in offered:
            yield from offer_addresses(str(slug))
        if known in drafted:
            yield drafts_address(str(slug))
    was_called = SlugRedirect.objects.filter(article_id__in=moved)
    for known, slug in was_called.values_list("article_id", "slug"):
        yield article_address(slug)
        if known in drafted:
            yield drafts_address(slug)
        yield from offer_addresses(slug)
    stood = OldAddress.objects.filter(article_id__in=moved)
    yield from stood.order_by("address").values_list("address", flat=True)
    for pages in pointing_at(moved).values():
        yield from _addresses(catalogue, pages)


def _addresses(catalogue: Catalogue, ids: Iterable[UUID]) -> Iterator[str]:
    for known in ids:
        if placement := catalogue.placement(known):
            yield article_address(placement.slug)
