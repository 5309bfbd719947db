"""The whole tree: built anew beside the one that is served, or compared with a clean build.

Publishing goes on meanwhile. What the pages show of lists is the catalogue as it was printed when
the building began (`press.affected.as_printed`); whatever changes after that is printed into the
served tree by a round of the press, which says where (`press.house_tree.PrintedMeanwhile`). Those
pages are drawn again before the new tree takes the old one's place, with the press held
(`docs/decisions/0013-rebuilding.md`).
"""

import errno
import logging
import os
import time
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal

from writingviews import __version__
from writingviews.articles.selectors import published_articles
from writingviews.house.assets import BUILT_DIR
from writingviews.house.settings import house_settings
from writingviews.ledger.models import Change
from writingviews.site.catalogue import Catalogue
from writingviews.site.pages import all_addresses
from writingviews.site.publication_view import PublicationView
from writingviews.site.reading import Reader
from writingviews.site.rendering import house_theme

from .affected import affected, as_printed
from .asset_files import asset_files
from .batches import Printed, Progress, drawn, write_pages
from .beside import NoExchange, TreeBeside
from .endings import COMPANIONS, ENDINGS, STATUS, TEMPORARY, endings_of
from .house_tree import (
    house_generation,
    house_tree,
    lock,
    press_lock,
    printed_meanwhile,
    rebuild_lock,
)
from .printers import Printers
from .printing import print_pending
from .stuck import Failure, StuckPages
from .tree import Tree, file_of, status_text, unpacked

logger = logging.getLogger(__name__)

SITE_DIR: Final = Path(__file__).parent.parent / "site"

#: Articles from which on several processes draw: to start them costs a second.
MANY: Final = 500
#: Pages printed meanwhile that may be left to be drawn while the press is held.
_FEW: Final = 200
#: Pages printed while the press is held, where they are printed in place; and seconds between.
_SLICE: Final = 600
_BREATH: Final = 0.02
#: What the file system says of one name and not of the disk.
_ITS_OWN_FAULT: Final = frozenset(
    {errno.ENAMETOOLONG, errno.EILSEQ, errno.ENOTDIR, errno.EISDIR, errno.EEXIST}
)

FaultKind = Literal["differing", "missing", "foreign"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the tree on disk is not what a clean build would be.

    Args:
        kind: whether something else, nothing, or something in the place of nothing stands there.
        place: an address; for what is no page the file's path below the tree.
        reason: half a sentence for whoever looks after the publication.
    """

    kind: FaultKind
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class TreeCheck:
    """How the tree on disk differs from a clean build.

    Args:
        pages: how many a clean build has.
        faults: by place; none if the tree is right.
    """

    pages: int
    faults: tuple[Fault, ...]

    @property
    def equal(self) -> bool:
        return not self.faults

    @property
    def differing(self) -> tuple[str, ...]:
        return self._places("differing")

    @property
    def missing(self) -> tuple[str, ...]:
        return self._places("missing")

    @property
    def foreign(self) -> tuple[str, ...]:
        return self._places("foreign")

    def _places(self, kind: FaultKind) -> tuple[str, ...]:
        return tuple(fault.place for fault in self.faults if fault.kind == kind)


def rebuild(progress: Progress | None = None, *, processes: int | None = None) -> Printed:
    """Print every page anew into a tree of its own, and let that be served.

    Readers are served from the old tree until the new one is whole and synced. A page that cannot
    be drawn keeps its last good version. What waits in the outbox is printed after that.

    Args:
        progress: told (pages done, pages in all) after every batch.
        processes: that draw; as many as there are processors, if there is much to draw, if left
            out.

    Raises:
        OSError: the disk is full or broken; the old tree is served as it was.
        OperationalError, InterfaceError: the database is away; likewise.
        PrinterLost: a process that drew pages died; likewise.
    """
    with rebuild_lock():
        clear_leftovers()
        total = _rebuilt(TreeBeside(house_tree().root), progress, processes)
    waiting = print_pending()
    total.changes = waiting.changes
    total.failed |= waiting.failed
    return total


def _rebuilt(beside: TreeBeside, progress: Progress | None, processes: int | None) -> Printed:
    if not beside.can_take_its_place():
        return _rebuild_in_place(progress)
    try:
        return _rebuild_beside(beside, progress, processes)
    except NoExchange as refused:
        logger.warning("page by page: %s", refused)
    finally:
        printed_meanwhile().end()
        beside.clear()
    return _rebuild_in_place(progress)


def clear_leftovers() -> None:
    """Take away what a rebuild that was killed left lying. No other is under way."""
    beside = TreeBeside(house_settings().tree_dir)
    printed_meanwhile().end()
    if beside.clear():
        # Killed after the exchange it had no time to say so.
        house_generation().bump()


def _rebuild_beside(
    beside: TreeBeside, progress: Progress | None, processes: int | None
) -> Printed:
    total = Printed()
    with Printers(_processes(processes)) as printers:
        with press_lock():
            printed_meanwhile().begin()
            catalogue = as_printed()
        beside.begin()
        wanted = list(dict.fromkeys(all_addresses(PublicationView.read(Reader(catalogue)))))
        batches = printers.work_off(put_batch, catalogue, wanted)
        beside.put_assets(asset_files())
        done = 0
        for batch, put in batches:
            total.written += put.written
            total.same += put.lent
            total.failed |= put.failed
            for address in put.failed:
                beside.keep(address)
            done += len(batch)
            if progress is not None:
                progress(done, len(wanted))
    seen: set[str] = set()
    while len(late := _printed_since(seen)) > _FEW:
        _print_again(beside, late, total)
        seen.update(late)
    with press_lock():
        late = printed_meanwhile().noted()
        _print_again(beside, late, total)
        # The publication may have another colour than when the building began.
        Tree(beside.root).put_assets(asset_files())
        beside.take_its_place()
        house_generation().bump()
        StuckPages().note(wanted, total.failed)
        printed_meanwhile().end()
    # What was served until now stands in the new tree's place.
    total.removed += len(set(Tree(beside.root).addresses()) - {*wanted, *late})
    return total


def _printed_since(seen: set[str]) -> list[str]:
    with press_lock():
        return [address for address in printed_meanwhile().noted() if address not in seen]


def _print_again(beside: TreeBeside, addresses: Sequence[str], total: Printed) -> None:
    """Print what was printed meanwhile into the new tree."""
    if addresses:
        site = PublicationView.read(Reader(as_printed()))
        again = Printed()
        write_pages(site, Tree(beside.root), addresses, again, None)
        for address in addresses:
            total.failed.pop(address, None)
        total.failed |= again.failed


def _rebuild_in_place(progress: Progress | None) -> Printed:
    """Print every page anew, one after another into the tree that is served. The press is held for
    some pages at a time: what is published meanwhile it prints in between."""
    total = Printed()
    generation = house_generation()
    tree = house_tree(thorough=True)
    with press_lock():
        tree.put_assets(asset_files())
        site = PublicationView.read(Reader(as_printed()))
        wanted = sorted({*all_addresses(site), *tree.addresses()})
    for start in range(0, len(wanted), _SLICE):
        part = wanted[start : start + _SLICE]
        with press_lock():
            site = PublicationView.read(Reader(as_printed()))
            failed = write_pages(
                site, tree, part, total, None, batch_done=lambda *_: generation.bump()
            )
            StuckPages().note(part, failed)
        if progress is not None:
            progress(min(start + _SLICE, len(wanted)), len(wanted))
        # A lock that is taken again at once lets nobody in.
        time.sleep(_BREATH)
    return total


def _processes(wanted: int | None) -> int:
    if wanted is not None:
        return wanted
    if published_articles()[: MANY + 1].count() <= MANY:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class PutBatch:
    """What became of a batch: how many pages were written, how many lent, and which failed."""

    written: int = 0
    lent: int = 0
    failed: dict[str, Failure] = field(default_factory=dict)


def put_batch(site: PublicationView, batch: Sequence[str]) -> PutBatch:
    """Draw pages and put them into the tree that is built beside the house's."""
    beside = TreeBeside(house_settings().tree_dir)
    done = PutBatch()
    for page in drawn(site, batch, gone=[], failed=done.failed):
        try:
            if beside.put(page):
                done.written += 1
            else:
                done.lent += 1
        except (OSError, ValueError) as error:
            if isinstance(error, OSError) and error.errno not in _ITS_OWN_FAULT:
                raise
            done.failed[page.address] = Failure.at_writing(error)
    return done


# --- when -----------------------------------------------------------------------------------------


def rebuild_if_outdated(progress: Progress | None = None) -> Printed | None:
    """Rebuild if the tree was printed for another address or by another version of the program.

    Returns:
        What was printed, or None if the tree is of today.
    """
    stamp = house_settings().run_dir / "printed-by"
    now = _fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == now:
        with lock("rebuild.lock", wait=False) as nobody_else:
            # What another one is building is no leftover.
            if nobody_else:
                clear_leftovers()
        return None
    printed = rebuild(progress)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now, encoding="ascii")
    return printed


def _fingerprint() -> str:
    """What every page depends on besides the database: address, assets, templates, words, the
    publication's theme, and which copies a page has."""
    said = (__version__, house_settings().address, *ENDINGS)
    digest = blake2b(" ".join(said).encode(), digest_size=16)
    for path in (
        BUILT_DIR / "manifest.json",
        *sorted(SITE_DIR.rglob("*.html")),
        *sorted(SITE_DIR.rglob("*.po")),
    ):
        digest.update(path.read_bytes())
    digest.update(house_theme().fingerprint.encode())
    return digest.hexdigest()


# --- comparing ------------------------------------------------------------------------------------


def check_tree(progress: Progress | None = None, *, processes: int | None = None) -> TreeCheck:
    """Compare the tree on disk with a clean build, byte for byte; writes nothing.

    Pages with their status, each compressed copy against the page it belongs to, the front-end
    files, and every file that has no place in a clean build. The press goes on meanwhile: pages
    that were printed since, and those that what was published since touches, are no faults.

    Args:
        progress: told (pages done, pages in all) after every batch.
        processes: that draw, as for `rebuild`.
    """
    with rebuild_lock(), Printers(_processes(processes)) as printers:
        try:
            with press_lock():
                printed_meanwhile().begin()
                waited = set(Change.objects.values_list("pk", flat=True))
                catalogue = Catalogue.read()
            wanted = list(dict.fromkeys(all_addresses(PublicationView.read(Reader(catalogue)))))
            faults: list[Fault] = []
            done = 0
            for batch, found in printers.work_off(check_batch, catalogue, wanted):
                faults += found
                done += len(batch)
                if progress is not None:
                    progress(done, len(wanted))
            with press_lock():
                faults += _asset_faults(house_tree().root)
                faults += _foreign(house_tree().root, wanted)
                if faults:
                    late = _touched_since(waited, catalogue).union(printed_meanwhile().noted())
                    faults = [fault for fault in faults if fault.place not in late]
        finally:
            printed_meanwhile().end()
    return TreeCheck(
        pages=len(wanted), faults=tuple(sorted(faults, key=lambda fault: (fault.kind, fault.place)))
    )


def _touched_since(waited: AbstractSet[int], catalogue: Catalogue) -> set[str]:
    """Return the addresses that changes touch which came into the outbox since; what touches every
    page excuses none.

    Args:
        waited: the outbox as it was.
        catalogue: as it was; it is moved on.
    """
    came = [change for change in Change.objects.order_by("id") if change.pk not in waited]
    return set(affected(PublicationView.read(Reader(catalogue)), came)) if came else set()


def check_batch(site: PublicationView, batch: Sequence[str]) -> list[Fault]:
    """Compare the pages at some addresses with what a clean build would put there."""
    root = house_settings().tree_dir
    found: list[Fault] = []
    failed: dict[str, Failure] = {}
    # What cannot be drawn is told, not logged.
    for page in drawn(site, batch, gone=[], failed=failed, known=batch):
        path = root / file_of(page.address)
        try:
            if path.exists() and not path.is_file():
                # A pipe would be read for ever.
                found.append(Fault("differing", page.address, "in the page's place is no file"))
                continue
            body = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            found.append(Fault("missing", page.address, "no page stands here"))
            continue
        except OSError as error:
            found.append(Fault("differing", page.address, f"the page cannot be read: {error}"))
            continue
        reasons = [
            *_status_faults(path, status_text(page)),
            *([] if body == page.body else ["the page differs from a clean build"]),
            *_copy_faults(path, body),
        ]
        if reasons:
            found.append(Fault("differing", page.address, "; ".join(reasons)))
    found += [
        Fault("differing", address, f"the page cannot be drawn: {failure}")
        for address, failure in failed.items()
    ]
    return found


def _status_faults(path: Path, clean: str) -> Iterator[str]:
    try:
        status = Path(f"{path}{STATUS}").read_text(encoding="utf-8", errors="backslashreplace")
    except OSError:
        status = ""
    if status != clean:
        yield f"its status is {status or '200'!r}, of a clean build {clean or '200'!r}"


def _copy_faults(path: Path, body: bytes) -> Iterator[str]:
    for ending in endings_of(path.name):
        try:
            if unpacked(Path(f"{path}{ending}").read_bytes(), ending) != body:
                yield f"its {ending} copy says something else"
        except FileNotFoundError:
            yield f"its {ending} copy is missing"
        except (OSError, ValueError) as error:
            yield f"its {ending} copy cannot be read: {error}"


def _asset_faults(root: Path) -> Iterator[Fault]:
    for built in asset_files():
        path = root / "assets" / built.name
        place = f"assets/{built.name}"
        try:
            if path.read_bytes() != built.read_bytes():
                yield Fault("differing", place, "the file is not the one that was built")
        except OSError:
            yield Fault("missing", place, "the front end's file is not here")


def _foreign(root: Path, wanted: Sequence[str]) -> Iterator[Fault]:
    """Yield files that no clean build has. Older front-end files are right where they are."""
    pages = {file_of(address) for address in wanted}
    for folder, names, files in os.walk(root):
        relative = Path(folder).relative_to(root).as_posix()
        prefix = "" if relative == "." else f"{relative}/"
        if not prefix:
            names[:] = [name for name in names if name != "assets"]
        for name in files:
            file = prefix + name
            page = next((file.removesuffix(e) for e in COMPANIONS if file.endswith(e)), "")
            if file in pages or page in pages:
                continue
            if file.endswith(TEMPORARY):
                reason = "a batch that was cut short left it"
            elif page:
                reason = "a copy of a page that stands here no more"
                if (root / page).is_file():
                    continue  # told of the page
            else:
                file = f"/{file.removesuffix('index.html')}"
                reason = "no page stands here any more"
            yield Fault("foreign", file, reason)
