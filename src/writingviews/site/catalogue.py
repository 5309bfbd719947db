"""Which articles stand in which list, in memory: what numbering, neighbours and counts are made of.

The press keeps one from round to round and moves it on change by change. So it knows how every
list stood when it was last printed, and no publication asks the database to count or to skip
rows. 0.6 KB an article; 10,000 are read in 0.2 s.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple, Self
from uuid import UUID

from writingviews.articles.placement import Placement, placements

from .addresses import ListKey, ListKind
from .numbering import Slice, newest_slice


class Entry(NamedTuple):
    """An article in a list; entries compare as articles stand in lists, the oldest first.

    Never ordered by id: ids are random, and slugs differ.
    """

    published_at: datetime
    slug: str
    id: UUID


#: A list's kind, language and slug. A topic's or a byline's list has articles of any language.
_Name = tuple[ListKind, str, str]
_ANY_LANGUAGE: Final = ""


def _name(key: ListKey) -> _Name:
    language = _ANY_LANGUAGE if key.kind in {"topic", "byline", "place"} else key.language
    return key.kind, language, key.slug


def _names(placement: Placement) -> Iterator[_Name]:
    """Yield the lists in which an article stands."""
    yield "latest", placement.language, ""
    yield "section", placement.language, placement.section
    yield "month", placement.language, placement.month
    if placement.chapter:
        yield "chapter", placement.language, placement.chapter
    if placement.place:
        yield "place", _ANY_LANGUAGE, placement.place
    if placement.year:
        yield "year", placement.language, placement.year
    for slug in placement.topics:
        yield "topic", _ANY_LANGUAGE, slug
    for slug in placement.bylines:
        yield "byline", _ANY_LANGUAGE, slug


def entry_of(article_id: UUID, placement: Placement) -> Entry:
    """Return an article's entry in all its lists."""
    return Entry(placement.published_at, placement.slug, article_id)


class Catalogue:
    """The published articles and their lists.

    Args:
        placed: the articles by id.
    """

    def __init__(self, placed: Mapping[UUID, Placement]) -> None:
        self._placed = dict(placed)
        self._by_slug = {placement.slug: known for known, placement in self._placed.items()}
        self._lists: defaultdict[_Name, list[Entry]] = defaultdict(list)
        self._all = sorted(entry_of(known, placement) for known, placement in self._placed.items())
        for entry in self._all:
            for name in _names(self._placed[entry.id]):
                self._lists[name].append(entry)

    @classmethod
    def read(cls) -> Self:
        """Read what is published now. Four queries."""
        return cls(placements())

    # --- articles ----------------------------------------------------------------------------

    def placement(self, article_id: UUID) -> Placement | None:
        """Return where an article stands; None if it is not published."""
        return self._placed.get(article_id)

    def id_of(self, slug: str) -> UUID | None:
        """Return the id of the article at an address."""
        return self._by_slug.get(slug)

    def put(self, article_id: UUID, placement: Placement | None) -> None:
        """Place an article, place it elsewhere, or (None) take it out."""
        before = self._placed.pop(article_id, None)
        if before is not None:
            # Another may have got its address meanwhile.
            if self._by_slug.get(before.slug) == article_id:
                del self._by_slug[before.slug]
            self._take_out(entry_of(article_id, before), before)
        if placement is not None:
            self._placed[article_id] = placement
            self._by_slug[placement.slug] = article_id
            entry = entry_of(article_id, placement)
            insort(self._all, entry)
            for name in _names(placement):
                insort(self._lists[name], entry)

    def _take_out(self, entry: Entry, placement: Placement) -> None:
        del self._all[bisect_left(self._all, entry)]
        for name in _names(placement):
            entries = self._lists[name]
            del entries[bisect_left(entries, entry)]
            if not entries:
                del self._lists[name]

    # --- lists -------------------------------------------------------------------------------

    def entries(self, key: ListKey | None = None) -> Sequence[Entry]:
        """Return a list's entries, the oldest first; all there are, if no list is named."""
        return self._all if key is None else self._lists.get(_name(key), ())

    def count(self, key: ListKey | None = None) -> int:
        """Return how many articles a list has."""
        return len(self.entries(key))

    def index(self, entry: Entry, key: ListKey | None = None) -> int:
        """Return how many of a list's articles are older than one."""
        return bisect_left(self.entries(key), entry)

    def cut(self, key: ListKey, part: Slice) -> list[UUID]:
        """Return the ids of a part of a list, the newest first.

        Args:
            key: which list.
            part: counted from the oldest.
        """
        return [entry.id for entry in reversed(self.entries(key)[part.start : part.stop])]

    def newest(self, key: ListKey, most: int | None = None) -> list[UUID]:
        """Return the ids of a list's newest, the newest first.

        Args:
            key: which list.
            most: how many; as many as the list's own page shows, if left out.
        """
        count = self.count(key)
        part = newest_slice(count) if most is None else Slice(max(0, count - most), count)
        return self.cut(key, part)

    def newer(self, key: ListKey, entry: Entry, most: int) -> list[UUID]:
        """Return the ids of the articles next newer than one in a list, the nearest first."""
        entries = self.entries(key)
        start = bisect_left(entries, entry)
        if start < len(entries) and entries[start] == entry:
            start += 1
        return [near.id for near in entries[start : start + most]]

    def older(self, key: ListKey, entry: Entry, most: int) -> list[UUID]:
        """Return the ids of the articles next older than one in a list, the nearest first."""
        entries = self.entries(key)
        stop = bisect_left(entries, entry)
        return [near.id for near in reversed(entries[max(0, stop - most) : stop])]

    def months(self, language: str) -> list[tuple[str, int]]:
        """Return (month, number of articles) of a language, newest first; the month is written as
        ``2026-03``, in Persian as ``1404-12``."""
        return sorted(
            (
                (slug, len(entries))
                for (kind, tongue, slug), entries in self._lists.items()
                if kind == "month" and tongue == language
            ),
            reverse=True,
        )

    def years(self, language: str) -> list[str]:
        """Return the years in which happened what a language's reports tell, newest first."""
        found = {slug for kind, own, slug in self._lists if kind == "year" and own == language}
        return sorted(found, reverse=True)

    def slugs(self, kind: ListKind) -> list[str]:
        """Return the slugs of all lists of a kind that are not empty, in their order."""
        return sorted({slug for found, _, slug in self._lists if found == kind})

    def writes_in(self, byline: str, language: str) -> bool:
        """Return whether a byline stands on an article in a language."""
        entries: Iterable[Entry] = self._lists.get(("byline", _ANY_LANGUAGE, byline), ())
        return any(self._placed[entry.id].language == language for entry in entries)
