"""From the outbox to the page tree.

All changes that wait are taken together, so a burst writes each page once. A large round (an
import, new settings) looks for new changes of articles after every batch of pages and prints
those first: an editor's publication does not wait for it. What was taken down goes before all that,
and before the search index is brought in step: its writer may be in danger.

What the catalogue says is printed (`press.affected.as_printed`) is what all changes that have left
the outbox brought about. So they leave it together, when the whole round is on disk, also those
that were printed in between: killed before, the press finds the catalogue as it stood at the
round's beginning, and in `press.unfinished` which pages may have changed since.
"""

import contextlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from writingviews.articles.selectors import published_articles
from writingviews.carry.formats import Subject
from writingviews.carry.services import doubt, doubt_all
from writingviews.house.settings import house_settings
from writingviews.ledger.models import Change, ChangeKind
from writingviews.ledger.press_state import PressState, say_press_state
from writingviews.search.services import refresh_articles
from writingviews.site.addresses import article_address
from writingviews.site.pages import all_addresses, all_lists, render_page
from writingviews.site.publication_view import PublicationView
from writingviews.site.published_editions import editions_holding
from writingviews.site.reading import Reader

from .affected import affected, as_printed, touches_everything
from .asset_files import asset_files
from .batches import BATCH, DATABASE_AWAY, Printed, Progress, write_pages
from .house_tree import house_generation, house_tree, press_lock
from .stuck import Failure, StuckPages
from .unfinished import house_unfinished

logger = logging.getLogger(__name__)

#: Changes taken from the outbox at once: an import's burst is merged up to here. Bounded by the
#: number of ids that every SQLite takes in one query.
CHANGES: Final = 10_000
#: Changes that one article may bring by being related to others, taken into the same round.
_RELATED: Final = 8
_MOST_RELATED: Final = 2 * CHANGES
#: Articles brought into the search index together, before a look at what was published meanwhile.
_INDEXED: Final = 50
#: Of these between two looks at what was taken down: at 8 ms each, a moment on a busy machine too.
_AT_A_TIME: Final = 10
#: Changes printed between two batches of a large round; more at once are a burst themselves.
_FOREGROUND: Final = 100
#: Articles read before the first round, 3 KB each, and how many of them at once.
_WARM: Final = 5_000
_TOGETHER: Final = 500
#: Rows deleted with one query.
_DELETED: Final = 5_000
#: What an editor waits for. Not what the publication says of itself: a large round holds that as
#: it was when the round began, and would write it over what was printed between two batches.
_FIRST: Final = (
    *(ChangeKind.ARTICLE, ChangeKind.REPLIES, ChangeKind.PINS),
    *(ChangeKind.EDITION, ChangeKind.CALL, ChangeKind.PLACE, ChangeKind.CARRIED),
)
_SAY_EVERY: Final = timedelta(seconds=1)

#: Called between the batches of a large round: what the clock brings about meanwhile.
Meanwhile = Callable[[], None]


def print_pending(
    progress: Progress | None = None,
    meanwhile: Meanwhile | None = None,
    *,
    only_urgent: bool = False,
) -> Printed:
    """Print all that the outbox asks for, and take from it what is on disk.

    Changes leave the outbox after their pages are synced; killed at any instant, the next call
    does the rest. A page that fails is noted with the reason and tried again after 1, 2, 4, 8
    and then every 16 seconds (`press.stuck`); the others go on.

    Args:
        progress: told (pages done, pages in all) after every batch.
        meanwhile: called between the batches of a large round; what it publishes goes first. It
            may raise: what is printed stands, the rest stays in the outbox.
        only_urgent: leave all but take-downs to the next call.

    Raises:
        OSError: the disk is full or broken; everything stays in the outbox.
        OperationalError, InterfaceError: the database is away.
    """
    total = Printed()
    with press_lock():
        stuck = StuckPages()
        again = stuck.ripe()
        cut_short = house_unfinished().read()
        while True:
            changes = _urgent() if only_urgent else list(Change.objects.order_by("id")[:CHANGES])
            if only_urgent and not changes:
                return total
            if not changes and not again and cut_short is None:
                return total
            _Round(stuck, total, progress, meanwhile).print(changes, again, cut_short)
            # More only if these went well: others do not wait for what fails again and again.
            again = [] if stuck.any_of(again) else stuck.ripe()
            cut_short = None


def print_urgent() -> None:
    """Print take-downs, if any wait, in the midst of other work; the caller does not hold the
    press. One look into an index where there are none."""
    if Change.objects.filter(urgent=True).exists():
        print_pending(only_urgent=True)


def _urgent() -> list[Change]:
    """Return the changes of articles that were taken down: all that an article has, so that it
    stands in the outbox either as it was printed last or not at all. One query where there are
    none, else two."""
    named = list(Change.objects.filter(urgent=True).values_list("subject_id", flat=True))
    if not named:
        return []
    found = Change.objects.filter(kind=ChangeKind.ARTICLE, subject_id__in=named[:CHANGES])
    return list(found.order_by("id"))


#: What the last round knew, and of which tree and generation it is (see `_reader_for`).
_last_round: tuple[Path, bytes, Reader] | None = None


def _reader_for(changes: Iterable[Change]) -> Reader:
    """Return the last round's reader, or a fresh one.

    Every round bumps the generation, also that of a command in another process. If it stands
    where we left it, nobody has printed since, and whatever changed is named by these changes.
    """
    everything = any(touches_everything(change) for change in changes)
    now = (house_settings().tree_dir, house_generation().read())
    if _last_round is None or everything or _last_round[:2] != now:
        return Reader(as_printed())
    return _last_round[2]


class _Round:
    """Changes on their way to the disk.

    Args:
        stuck: pages that failed before.
        total: what was done is added to it.
        progress, meanwhile: as those of `print_pending`.
    """

    def __init__(
        self,
        stuck: StuckPages,
        total: Printed,
        progress: Progress | None,
        meanwhile: Meanwhile | None,
    ) -> None:
        self._stuck = stuck
        self._total = total
        self._progress = progress
        self._meanwhile = meanwhile
        self._tree = house_tree()
        self._generation = house_generation()
        self._unfinished = house_unfinished()
        self._began = self._said = timezone.now()
        self._taken: dict[int, None] = {}
        self._newest = 0
        #: Changes that were printed before their turn.
        self._at_once: set[int] = set()
        self._reader: Reader

    def print(
        self, changes: list[Change], again: Sequence[str], cut_short: Sequence[str] | None
    ) -> None:
        """Print changes, and take them from the outbox.

        Args:
            changes: in their order.
            again: addresses of stuck pages whose time has come.
            cut_short: addresses that the round before this may have changed; None if it was
                finished.
        """
        global _last_round  # noqa: PLW0603 (one press a process, held by `press_lock`)
        self._reader = _reader_for(changes)
        # Until the round is over nobody knows which of its pages are on disk.
        _last_round = None
        self._take(changes)
        articles = _articles_named(changes) | self._print_at_once()
        self._refresh_search(articles)
        changes += self._moved_by(changes, articles)
        self._reader.begin_batch(articles)
        _doubt_what_was_made(changes, articles)
        site = PublicationView.read(self._reader)
        wanted = dict.fromkeys([*affected(site, changes), *again, *(cut_short or ())])
        everything = any(touches_everything(change) for change in changes)
        if everything:
            wanted.update(dict.fromkeys([*all_addresses(site), *self._tree.addresses()]))
        if everything:
            # What pages name stands there before they do.
            self._tree.put_assets(asset_files())
        if cut_short is not None:
            self._tree.sweep(None if everything else cut_short)
        self._write(site, list(wanted))
        if cut_short is not None:
            # Equal bytes may have been read from memory: of those nobody has heard from the disk.
            self._tree.sync()
        self._finish()
        _last_round = (self._tree.root, self._generation.read(), self._reader)

    def _take(self, changes: Iterable[Change]) -> None:
        taken = [change.pk for change in changes]
        self._taken.update(dict.fromkeys(taken))
        self._newest = max([self._newest, *taken])

    def _finish(self) -> None:
        # All is on disk. Should the disk refuse this, everything stays in the outbox.
        self._unfinished.clear()
        done = list(self._taken)
        several = len(done) > _DELETED
        # All or none: what the catalogue is put back to must be a state that was printed once.
        with transaction.atomic() if several else contextlib.nullcontext():
            for start in range(0, len(done), _DELETED):
                Change.objects.filter(pk__in=done[start : start + _DELETED]).delete()
        self._total.changes += len(done)
        if self._said != self._began:
            say_press_state(None)

    # --- search ------------------------------------------------------------------------------

    def _refresh_search(self, articles: set[UUID]) -> None:
        """Bring index and related articles in step, a part at a time if there are many.

        Related articles are rows in the database, made before pages are: so a page stays a pure
        function of the database, and the tree kept up equals the tree built anew.
        """
        if len(articles) <= _INDEXED:
            self._refresh_few(articles)
            return
        # What is drawn between two parts must not show what was kept from the last round.
        self._reader.begin_batch(articles)
        several = sorted(articles)
        for start in range(0, len(several), _INDEXED):
            self._refresh_few(several[start : start + _INDEXED])
            self._say("articles", min(start + _INDEXED, len(several)), len(several))
            self._look_around()

    def _refresh_few(self, articles: Iterable[UUID]) -> None:
        """Bring index and related articles in step; what is taken down meanwhile does not wait."""
        several = sorted(articles)
        for start in range(0, max(1, len(several)), _AT_A_TIME):
            _refresh(several[start : start + _AT_A_TIME])
            if gone := self._print_at_once():
                _refresh(gone)
                _doubt_what_was_made((), gone)

    def _moved_by(self, changes: Iterable[Change], articles: set[UUID]) -> list[Change]:
        """Take the changes of articles that are related to others now."""
        if not articles:
            return []
        known = [change.pk for change in changes if change.kind == ChangeKind.RELATED]
        moved = Change.objects.filter(kind=ChangeKind.RELATED).exclude(pk__in=known).order_by("id")
        found = list(moved[: min(_MOST_RELATED, 2 * BATCH + len(articles) * _RELATED)])
        self._taken.update((change.pk, None) for change in found)
        return found

    # --- pages -------------------------------------------------------------------------------

    def _write(self, site: PublicationView, wanted: Sequence[str]) -> None:
        """Write pages, and between two batches what was published meanwhile."""
        self._unfinished.note(wanted)
        write_pages(
            site,
            self._tree,
            wanted,
            self._total,
            self._progress,
            batch_done=self._after_batch(len(wanted)),
            known=self._stuck,
            hurry=self._in_a_hurry,
        )

    def _after_batch(self, of: int) -> Callable[[Sequence[str], Mapping[str, Failure]], None]:
        done = 0

        def after(batch: Sequence[str], failed: Mapping[str, Failure]) -> None:
            nonlocal done
            self._stuck.note(batch, failed)
            self._generation.bump()
            done += len(batch)
            if done < of:
                self._say("pages", done, of)
                self._look_around()

        return after

    def _say(self, step: str, done: int, of: int) -> None:
        now = timezone.now()
        if now - self._said >= _SAY_EVERY:
            self._said = now
            say_press_state(PressState(at=now, since=self._began, step=step, done=done, of=of))

    def _look_around(self) -> None:
        """Print the articles that were published since the round began.

        The catalogue is moved on from where the round has brought it, and the pages that differ
        are written. What the round still has to write is drawn from the catalogue as it is then.
        """
        if self._meanwhile is not None:
            self._meanwhile()
        if gone := self._print_at_once():
            _refresh(gone)
            _doubt_what_was_made((), gone)
        found = Change.objects.filter(pk__gt=self._newest, kind__in=_FIRST).order_by("id")
        fresh = [change for change in found[:_FOREGROUND] if change.pk not in self._at_once]
        if not fresh:
            return
        self._take(fresh)
        articles = _articles_named(fresh)
        self._refresh_few(articles)
        self._reader.begin_batch(articles)
        _doubt_what_was_made(fresh, articles)
        # The publication may have changed, too; that has a change of its own.
        site = PublicationView.read(self._reader)
        wanted = affected(site, fresh)
        self._unfinished.note(wanted)
        write_pages(
            site,
            self._tree,
            wanted,
            self._total,
            None,
            batch_done=self._after_foreground,
            known=self._stuck,
            hurry=self._in_a_hurry,
        )

    def _after_foreground(self, batch: Sequence[str], failed: Mapping[str, Failure]) -> None:
        self._stuck.note(batch, failed)
        self._generation.bump()
        if gone := self._print_at_once():
            _refresh(gone)
            _doubt_what_was_made((), gone)

    def _in_a_hurry(self) -> bool:
        """Whether something was taken down that is not printed yet. One look into an index."""
        waiting = Change.objects.filter(urgent=True).exclude(pk__in=self._at_once)
        return waiting.exists()

    def _print_at_once(self) -> set[UUID]:
        """Print what was taken down since the round began, before anything else, the index
        included; return the articles."""
        urgent = [change for change in _urgent() if change.pk not in self._at_once]
        if not urgent:
            return set()
        self._at_once.update(change.pk for change in urgent)
        self._taken.update((change.pk, None) for change in urgent)
        articles = _articles_named(urgent)
        self._reader.begin_batch(articles)
        site = PublicationView.read(self._reader)
        wanted = affected(site, urgent)
        self._unfinished.note(wanted)
        # Their own addresses before the lists: `affected` names them first.
        for part in (wanted[: len(articles)], wanted[len(articles) :]):
            failed = write_pages(site, self._tree, part, self._total, None, known=self._stuck)
            self._stuck.note(part, failed)
            self._generation.bump()
        return articles


def _articles_named(changes: Sequence[Change]) -> set[UUID]:
    articles = {UUID(change.subject_id) for change in changes if change.kind == ChangeKind.ARTICLE}
    # A byline's new name is to be found, too.
    bylines = [change.subject_id for change in changes if change.kind == ChangeKind.BYLINE]
    if bylines:
        theirs = published_articles().filter(article_bylines__byline_id__in=bylines)
        articles |= set(theirs.values_list("pk", flat=True))
    return articles


#: Articles that index and related articles are behind with; tried with the next ones.
_behind: set[UUID] = set()


def _refresh(articles: Iterable[UUID]) -> None:
    """Bring index and related articles in step; what fails there stops no page."""
    wanted = {*articles, *_behind}
    if not wanted:
        return
    try:
        refresh_articles(wanted)
    except DATABASE_AWAY:
        raise
    except Exception:
        logger.exception("search not refreshed")
        _behind.update(wanted)
    else:
        _behind.clear()


def _doubt_what_was_made(changes: Iterable[Change], articles: Iterable[UUID]) -> None:
    """Let what was made of these articles and editions to be carried be looked at, before their
    changes leave the outbox: none is missed."""
    changes, articles = list(changes), list(articles)
    if any(change.kind == ChangeKind.PUBLICATION for change in changes):
        doubt_all()
        return
    editions = {UUID(change.subject_id) for change in changes if change.kind == ChangeKind.EDITION}
    doubt(Subject.ARTICLE, articles)
    doubt(Subject.EDITION, editions | editions_holding(articles))


def warm_up() -> None:
    """Draw some pages and keep none, so that the first publication is printed as fast as others:
    templates and words are read when they are first needed, and the articles that stand first in
    lists when a page first shows them (about a second)."""
    global _last_round  # noqa: PLW0603 (as in `_Round.print`)
    with press_lock():
        generation = house_generation().read()
        reader = Reader(as_printed())
        site = PublicationView.read(reader)
        first = {known for key in all_lists(site) for known in reader.catalogue.newest(key)}
        # Those of the latest pages, if there are more than are kept.
        shown = [entry.id for entry in reversed(reader.catalogue.entries()) if entry.id in first]
        for start in range(0, min(len(shown), _WARM), _TOGETHER):
            reader.articles(shown[start : start + _TOGETHER])
        for language in site.languages:
            prefix = site.prefix(language)
            for address in (f"{prefix}/", f"{prefix}/latest/", f"{prefix}/feed.xml"):
                render_page(site, address)
            newest = published_articles(language=language).reverse()[:1]
            for slug in newest.values_list("slug", flat=True):
                render_page(site, article_address(str(slug)))
        _last_round = (house_settings().tree_dir, generation, reader)
