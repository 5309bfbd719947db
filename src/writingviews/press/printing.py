"""From the outbox to the page tree."""

import contextlib
import fcntl
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from writingviews import __version__
from writingviews.articles.selectors import published_articles
from writingviews.house.assets import BUILT_DIR, built_files
from writingviews.house.settings import house_settings
from writingviews.ledger.models import Change, ChangeKind
from writingviews.search.services import refresh_articles
from writingviews.site.addresses import article_address
from writingviews.site.page import Page
from writingviews.site.pages import all_addresses, prime, render_page
from writingviews.site.publication_view import PublicationView
from writingviews.site.reading import Reader

from .affected import affected, as_printed, touches_everything
from .generation import Generation
from .tree import ENDINGS, Tree, file_of, unpacked

logger = logging.getLogger(__name__)

#: Pages rendered and written together: enough to share the folders' syncs, few enough for memory.
BATCH: Final = 200
#: Changes taken from the outbox at once; an import's burst is merged up to here.
CHANGES: Final = 2000
#: Changes that one article may bring by being related to others, taken into the same round.
_RELATED: Final = 8
#: After so many failures a change is tried every 64 seconds and no more rarely.
_LONGEST_WAIT: Final = 7

SITE_DIR: Final = Path(__file__).parent.parent / "site"

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Printed:
    """What a round of printing did.

    `failed` maps an address to why its page could not be rendered or written; its last good
    version still stands.
    """

    changes: int = 0
    written: int = 0
    same: int = 0
    removed: int = 0
    failed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TreeCheck:
    """How the tree on disk differs from a clean build; empty where it does not."""

    pages: int
    differing: tuple[str, ...]
    missing: tuple[str, ...]
    foreign: tuple[str, ...]

    @property
    def equal(self) -> bool:
        return not (self.differing or self.missing or self.foreign)


def house_tree() -> Tree:
    """Return the publication's page tree."""
    return Tree(house_settings().tree_dir)


def house_generation() -> Generation:
    """Return the counter that readers' processes watch."""
    return Generation(house_settings().run_dir / "generation")


@contextlib.contextmanager
def press_lock() -> Iterator[None]:
    """Hold the press: one process prints at a time, the others wait."""
    path = house_settings().run_dir / "press.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


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
    failed = _write(site, tree, list(wanted), total, progress)
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


def _write(
    site: PublicationView,
    tree: Tree,
    wanted: list[str],
    total: Printed,
    progress: Progress | None,
) -> dict[str, str]:
    failed: dict[str, str] = {}
    done = 0
    remaining = iter(wanted)
    while batch := list(islice(remaining, BATCH)):
        gone: list[str] = []
        written = tree.write(_drawn(site, batch, gone, failed), gone)
        total.written += written.written
        total.same += written.same
        total.removed += written.removed
        done += len(batch)
        if progress is not None:
            progress(done, len(wanted))
    return failed


def _drawn(
    site: PublicationView, batch: Sequence[str], gone: list[str], failed: dict[str, str]
) -> Iterator[Page]:
    """Yield the pages that stand at addresses; note those at which none does, and failures."""
    prime(site, batch)
    for address in batch:
        try:
            page = render_page(site, address)
        except Exception as error:
            # One bad page must not stop the others; its last good version stands.
            logger.exception("page not rendered")
            failed[address] = f"{type(error).__name__}: {error}"[:500]
            continue
        if page is None:
            gone.append(address)
        else:
            yield page


def rebuild(progress: Progress | None = None) -> Printed:
    """Print every page anew, take away what does not belong, and put the assets in place."""
    total = Printed()
    with press_lock():
        put_assets()
        site = PublicationView.read()
        tree = house_tree()
        wanted = {*all_addresses(site), *tree.addresses()}
        total.failed = _write(site, tree, sorted(wanted), total, progress)
        house_generation().bump()
    return total


def rebuild_if_outdated(progress: Progress | None = None) -> Printed | None:
    """Rebuild if the tree was printed for another address or by another version of the program.

    Returns:
        What was printed, or None if the tree is of today.
    """
    stamp = house_settings().run_dir / "printed-by"
    now = _fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == now:
        return None
    printed = rebuild(progress)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now, encoding="ascii")
    return printed


def _fingerprint() -> str:
    """What every page depends on besides the database: address, assets, templates, words."""
    digest = blake2b(f"{__version__} {house_settings().address}".encode(), digest_size=16)
    for path in (
        BUILT_DIR / "manifest.json",
        *sorted(SITE_DIR.rglob("*.html")),
        *sorted(SITE_DIR.rglob("*.po")),
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


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


def put_assets() -> None:
    """Put the built front-end files into the tree."""
    house_tree().put_assets(built_files())


def check_tree(progress: Progress | None = None) -> TreeCheck:
    """Compare the tree on disk with a clean build, byte for byte; writes nothing.

    Pages with their status, and each compressed copy against the page it belongs to.
    """
    with press_lock():
        site = PublicationView.read()
        tree = house_tree()
        wanted = list(dict.fromkeys(all_addresses(site)))
        differing: list[str] = []
        missing: list[str] = []
        for number, address in enumerate(wanted, 1):
            page = render_page(site, address)
            if page is None:
                continue
            path = tree.root / file_of(address)
            if not path.is_file():
                missing.append(address)
            elif not tree.holds(page) or not _copies_hold(path, page.body):
                differing.append(address)
            if progress is not None and number % BATCH == 0:
                progress(number, len(wanted))
        foreign = sorted(set(tree.addresses()) - set(wanted))
    return TreeCheck(
        pages=len(wanted),
        differing=tuple(differing),
        missing=tuple(missing),
        foreign=tuple(foreign),
    )


def _copies_hold(path: Path, body: bytes) -> bool:
    """Return whether every compressed copy of a page says what it says."""
    try:
        return all(
            unpacked(Path(f"{path}{ending}").read_bytes(), ending) == body for ending in ENDINGS
        )
    except (FileNotFoundError, ValueError):
        return False
