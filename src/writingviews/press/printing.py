"""From the outbox to the page tree."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from writingviews.articles.selectors import published_articles
from writingviews.house.settings import house_settings
from writingviews.ledger.models import Change, ChangeKind
from writingviews.search.services import refresh_articles
from writingviews.site.addresses import article_address
from writingviews.site.pages import all_addresses, render_page
from writingviews.site.publication_view import PublicationView
from writingviews.site.reading import Reader

from .affected import affected, as_printed, touches_everything
from .batches import Printed, Progress, write_pages
from .house_tree import house_generation, house_tree, press_lock

#: Changes taken from the outbox at once; an import's burst is merged up to here.
CHANGES: Final = 2000
#: Changes that one article may bring by being related to others, taken into the same round.
_RELATED: Final = 8
#: After so many failures a change is tried every 64 seconds and no more rarely.
_LONGEST_WAIT: Final = 7


def print_pending(progress: Progress | None = None) -> Printed:
    """Print all that the outbox asks for, and take from it what is on disk.

    A change leaves the outbox after its pages are synced; killed at any instant, the next call
    does the rest. A change whose page fails stays, with the reason, and is tried again later
    (after 1, 2, 4 … 64 seconds); the others go on.

    Args:
        progress: told (pages done, pages in all) after every batch.
    """
    total = Printed()
    with press_lock():
        while True:
            changes = list(_ripe_changes()[:CHANGES])
            if not changes:
                return total
            articles = _refresh_search(changes)
            # Articles that are related to others now have changes of their own.
            known = [change.pk for change in changes]
            moved = _ripe_changes().filter(kind=ChangeKind.RELATED).exclude(pk__in=known)
            changes += moved[: CHANGES + len(articles) * _RELATED]
            _print_changes(changes, articles, total, progress)


def _ripe_changes() -> QuerySet[Change]:
    now = timezone.now()
    waiting = Change.objects.none()
    for failures in range(1, _LONGEST_WAIT):
        late = now - timedelta(seconds=2 ** (failures - 1))
        waiting |= Change.objects.filter(failures=failures, at__gt=late)
    late = now - timedelta(seconds=2 ** (_LONGEST_WAIT - 1))
    waiting |= Change.objects.filter(failures__gte=_LONGEST_WAIT, at__gt=late)
    return Change.objects.exclude(pk__in=waiting.values("pk")).order_by("id")


def _refresh_search(changes: Sequence[Change]) -> set[UUID]:
    """Bring index and related articles in step with changes; return the articles they name.

    Related articles are rows in the database, made before pages are: so a page stays a pure
    function of the database, and the tree kept up equals the tree built anew.
    """
    articles = {UUID(change.subject_id) for change in changes if change.kind == ChangeKind.ARTICLE}
    # A byline's new name is to be found, too.
    bylines = [change.subject_id for change in changes if change.kind == ChangeKind.BYLINE]
    if bylines:
        theirs = published_articles().filter(article_bylines__byline_id__in=bylines)
        articles |= set(theirs.values_list("pk", flat=True))
    if articles:
        refresh_articles(articles)
    return articles


#: What the last round knew, and of which tree and generation it is (see `_reader_for`).
_last_round: tuple[Path, bytes, Reader] | None = None


def _reader_for(changes: Iterable[Change], articles: Iterable[UUID]) -> Reader:
    """Return the last round's reader without what has changed, or a fresh one.

    Every round bumps the generation, also that of a command in another process. If it stands
    where we left it, nobody has printed since, and whatever changed is named by these changes.
    """
    everything = any(touches_everything(change) for change in changes)
    now = (house_settings().tree_dir, house_generation().read())
    if _last_round is None or everything or _last_round[:2] != now:
        return Reader(as_printed())
    reader = _last_round[2]
    reader.begin_batch(articles)
    return reader


def _print_changes(
    changes: list[Change], articles: set[UUID], total: Printed, progress: Progress | None
) -> None:
    global _last_round  # noqa: PLW0603 (one press a process, held by `press_lock`)
    tree = house_tree()
    site = PublicationView.read(_reader_for(changes, articles))
    # Until the round is over nobody knows which of its pages are on disk.
    _last_round = None
    wanted = affected(site, changes)
    everything = {change.pk for change in changes if touches_everything(change)}
    if everything:
        for address in {*all_addresses(site), *tree.addresses()}:
            wanted[address] |= everything
    failed = write_pages(site, tree, list(wanted), total, progress)
    generation = house_generation()
    generation.bump()
    _last_round = (tree.root, generation.read(), site.reader)
    stuck = {change for address in failed for change in wanted[address]}
    for address, reason in failed.items():
        Change.objects.filter(pk__in=wanted[address]).update(
            failures=F("failures") + 1, last_error=f"{address}: {reason}", at=timezone.now()
        )
    Change.objects.filter(pk__in=[c.pk for c in changes if c.pk not in stuck]).delete()
    total.changes += len(changes) - len(stuck)
    total.failed.update(failed)


def warm_up() -> None:
    """Draw some pages and keep none, so that the first publication is printed as fast as others:
    templates and words are read when they are first needed (about a second)."""
    site = PublicationView.read()
    for language in site.languages:
        prefix = site.prefix(language)
        for address in (f"{prefix}/", f"{prefix}/latest/", f"{prefix}/feed.xml"):
            render_page(site, address)
        newest = published_articles(language=language).reverse()[:1]
        for slug in newest.values_list("slug", flat=True):
            render_page(site, article_address(str(slug)))
