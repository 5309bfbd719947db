"""Keeping the index and the related articles in step with what is published.

Called by the press, which alone writes here while the house is served; a command may too, and
then waits for its turn.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction

from writingviews.articles.selectors import published_articles
from writingviews.house.settings import house_settings
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_changes

from .house_index import house_index
from .index import IndexBusy, IndexedArticle, IndexMissing
from .likeness import chosen
from .models import RELATED, RelatedArticle
from .selectors import indexed_articles

__all__ = [
    "IndexBusy",
    "ensure_index",
    "index_articles",
    "rebuild_index",
    "refresh_all_related",
    "refresh_articles",
    "remove_articles",
]

logger = logging.getLogger(__name__)

#: How many alike articles are looked at for five: some are of one byline, some not published.
_CANDIDATES: Final = 30
_CHUNK: Final = 100
_UNFINISHED: Final = "unfinished"

Progress = Callable[[int, int], None]


def refresh_articles(ids: Iterable[UUID]) -> set[UUID]:
    """Bring index and related articles in step after articles changed; never stops the press.

    Should the index be busy or broken, readers find the old state, the ids are noted on disk,
    and the next call does them too.

    Args:
        ids: of articles that were published, updated, taken down or deleted.

    Returns:
        the ids of articles whose list of related articles changed.
    """
    left_over = _unfinished()
    wanted = {*ids, *left_over}
    try:
        published = index_articles(wanted)
        changed = _refresh_related(wanted, published)
    except (IndexBusy, IndexMissing, ValueError, OSError):
        # ValueError is what the engine raises for whatever happens on its side.
        logger.exception("search index not refreshed")
        _note_unfinished(wanted)
        return set()
    if left_over:
        _note_unfinished(())
    return changed


def index_articles(ids: Iterable[UUID]) -> set[UUID]:
    """Make the index say of some articles what the database says: what is published is put in
    or replaced, what is not is taken out. Builds the whole index if there is none.

    Returns:
        the ids of those that are published.

    Raises:
        IndexBusy: another process kept writing for 20 seconds.
    """
    wanted = sorted(set(ids))
    found = list(indexed_articles(wanted))
    published = {article.id for article in found}
    if house_index().exists:
        house_index().write(found, removed=sorted(set(wanted) - published))
    else:
        rebuild_index()
    return published


def remove_articles(ids: Iterable[UUID]) -> None:
    """Take articles out of the index, whatever the database says of them.

    Raises:
        IndexBusy: another process kept writing for 20 seconds.
    """
    if house_index().exists:
        house_index().write((), removed=sorted(set(ids)))


def ensure_index() -> bool:
    """Build the index if it is missing, broken or of an older version; for the house's start.

    Returns:
        whether it was built.
    """
    if house_index().exists:
        return False
    rebuild_index()
    return True


def rebuild_index(progress: Progress | None = None) -> int:
    """Build the index from the database alone; readers see the old one until it is done.

    Args:
        progress: told (articles done, articles in all) every hundred articles.

    Returns:
        how many articles it holds. A second per 1,000 short articles.

    Raises:
        IndexBusy: another process kept writing for 20 seconds.
    """
    total = published_articles().count()

    def counted() -> Iterator[IndexedArticle]:
        for number, article in enumerate(indexed_articles(), 1):
            yield article
            if progress is not None and (number % _CHUNK == 0 or number == total):
                progress(number, total)

    return house_index().rebuild(counted())


def _refresh_related(wanted: set[UUID], published: set[UUID]) -> set[UUID]:
    """Find anew the articles related to some, and to those near them. 1.5 ms a list.

    For each article its own list is made, and the lists of the (at most five) that stand in it,
    since it may belong in theirs. An article that is no longer published loses its list, and
    every list that it stood in is made anew.

    Args:
        wanted: ids of articles that changed. The index must know.
        published: those of them that readers see now.

    Returns:
        the ids of articles whose list changed.
    """
    first, gone = set(published), wanted - published
    if gone:
        bereft = RelatedArticle.objects.filter(related_id__in=gone)
        first.update(bereft.values_list("article_id", flat=True))
    lists = _lists(first)
    neighbours = {near for article_id in published for near in lists.get(article_id, ())}
    lists |= _lists(neighbours - first)
    for article_id in gone:
        lists[article_id] = []
    return _store(lists)


def refresh_all_related(progress: Progress | None = None) -> set[UUID]:
    """Find anew the related articles of every published article; after an import.

    Returns:
        the ids of articles whose list changed.
    """
    ids = list(published_articles().values_list("pk", flat=True))
    gone = RelatedArticle.objects.exclude(article_id__in=published_articles().values("pk"))
    changed = _store({article_id: [] for article_id in gone.values_list("article_id", flat=True)})
    for start in range(0, len(ids), _CHUNK):
        changed |= _store(_lists(ids[start : start + _CHUNK]))
        if progress is not None:
            progress(min(start + _CHUNK, len(ids)), len(ids))
    return changed


def _lists(ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Return the related articles of each article, as the index knows them. No query.

    The index may still name what was taken down a moment ago. That has its own change, which
    mends the list; until then the reading of lists leaves it out.
    """
    return {
        article_id: chosen(house_index().alike(article_id, limit=_CANDIDATES), limit=RELATED)
        for article_id in sorted(ids)
    }


def _store(lists: dict[UUID, list[UUID]]) -> set[UUID]:
    """Write the lists that differ from what is stored; return whose they are."""
    stored: defaultdict[UUID, list[UUID]] = defaultdict(list)
    rows = RelatedArticle.objects.filter(article_id__in=lists).order_by("article_id", "rank")
    for article_id, related_id in rows.values_list("article_id", "related_id"):
        stored[article_id].append(related_id)
    changed = {article_id for article_id, new in lists.items() if stored[article_id] != new}
    if not changed:
        return changed
    with transaction.atomic():
        RelatedArticle.objects.filter(article_id__in=changed).delete()
        RelatedArticle.objects.bulk_create(
            RelatedArticle(article_id=article_id, related_id=related_id, rank=rank)
            for article_id in sorted(changed)
            for rank, related_id in enumerate(lists[article_id])
        )
        # In the same transaction: a press that is killed here finds them when it comes back.
        record_changes(ChangeKind.RELATED, sorted(changed))
    return changed


def _note() -> Path:
    return house_settings().search_dir / _UNFINISHED


def _unfinished() -> set[UUID]:
    try:
        return {UUID(hex=line) for line in _note().read_text(encoding="ascii").split()}
    except FileNotFoundError:
        return set()
    except ValueError:  # torn by a crash: the index itself is what counts, and that is derived
        return set()


def _note_unfinished(ids: Iterable[UUID]) -> None:
    lines = "\n".join(each.hex for each in sorted(ids))
    if not lines:
        _note().unlink(missing_ok=True)
        return
    _note().parent.mkdir(parents=True, exist_ok=True)
    _note().write_text(lines, encoding="ascii")
