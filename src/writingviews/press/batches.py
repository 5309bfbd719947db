"""Rendering and writing pages, many together."""

import logging
import time
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final

from django.db import InterfaceError, OperationalError

from writingviews.site.page import Page
from writingviews.site.pages import prime, render_page
from writingviews.site.publication_view import PublicationView

from .bucket.waiting import note_for_bucket
from .stuck import Failure
from .tree import Tree

logger = logging.getLogger(__name__)

#: Pages rendered and written together: enough to share the syncs, few enough for memory.
BATCH: Final = 200
#: Seconds between two looks at whether somebody is in a hurry. By the clock, not by pages: the
#: thirty of one publication are drawn before the first look.
_LOOK_EVERY: Final = 0.05

Progress = Callable[[int, int], None]
#: Called with a batch's addresses when it is on disk, and with those of them that failed.
BatchDone = Callable[[Sequence[str], Mapping[str, Failure]], None]
#: The database is away: that is no page's fault.
DATABASE_AWAY: Final = (OperationalError, InterfaceError)


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
    failed: dict[str, Failure] = field(default_factory=dict)


def write_pages(
    site: PublicationView,
    tree: Tree,
    wanted: Sequence[str],
    total: Printed,
    progress: Progress | None,
    *,
    batch_done: BatchDone | None = None,
    known: Container[str] = (),
    hurry: Callable[[], bool] | None = None,
) -> dict[str, Failure]:
    """Render and write the pages at some addresses; take away those where nothing stands now.

    Args:
        site: the publication as its pages shall show it.
        tree: where to.
        wanted: addresses, each once.
        total: what was done is added to it.
        progress: told (pages done, pages in all) after every batch.
        batch_done: called after every batch; may print other pages before the next is drawn.
        known: addresses that failed before: the log has their traceback already.
        hurry: asked twenty times a second; if it says so, the batch ends here, and `batch_done` is
            called before the rest is drawn.

    Returns:
        the addresses of pages that could not be rendered or written, each with the reason.

    Raises:
        OSError: the disk is full or broken.
        OperationalError, InterfaceError: the database is away.
    """
    failed: dict[str, Failure] = {}
    done = 0
    remaining = iter(wanted)
    while batch := list(islice(remaining, BATCH)):
        gone: list[str] = []
        left: list[str] = []
        stuck: dict[str, Failure] = {}
        if done:
            # What stands below articles is needed once; kept, it would grow with the round.
            site.reader.begin_batch(())
        pages = drawn(site, batch, gone, stuck, known)
        written = tree.write(pages if hurry is None else _until(hurry, pages, batch, left), gone)
        if left:
            batch = batch[: len(batch) - len(left)]
            remaining = chain(left, remaining)
        note_for_bucket(batch)
        for address, error in written.failed.items():
            stuck[address] = Failure.at_writing(error)
            if address not in known:
                # Its message names the page; the newsroom shows that, the log never does.
                logger.error("page not written: %s", type(error).__name__)
        total.written += written.written
        total.same += written.same
        total.removed += written.removed
        if total.failed:
            for address in batch:
                total.failed.pop(address, None)
        total.failed |= stuck
        failed |= stuck
        done += len(batch)
        if progress is not None:
            progress(done, len(wanted))
        if batch_done is not None:
            batch_done(batch, stuck)
    return failed


def _until(
    hurry: Callable[[], bool], pages: Iterator[Page], batch: Sequence[str], left: list[str]
) -> Iterator[Page]:
    """Yield pages of a batch until somebody is in a hurry; put the addresses of the rest into
    `left`."""
    looked = time.monotonic()
    for page in pages:
        yield page
        if time.monotonic() - looked < _LOOK_EVERY:
            continue
        if hurry():
            left += batch[batch.index(page.address) + 1 :]
            return
        looked = time.monotonic()


def drawn(
    site: PublicationView,
    batch: Sequence[str],
    gone: list[str],
    failed: dict[str, Failure],
    known: Container[str] = (),
) -> Iterator[Page]:
    """Yield the pages that stand at some addresses, in their order.

    Args:
        site: the publication as its pages shall show it.
        batch: addresses, read ahead for all together.
        gone: those at which nothing stands now are added.
        failed: those whose page cannot be rendered are added, with the reason.
        known: addresses whose failure is not logged.

    Raises:
        OperationalError, InterfaceError: the database is away.
    """
    try:
        prime(site, batch)
    except DATABASE_AWAY:
        raise
    except Exception:
        # It reads ahead for all together: what one page breaks is read for each of the others.
        logger.exception("batch not read ahead")
    for address in batch:
        try:
            page = render_page(site, address)
        except DATABASE_AWAY:
            raise
        except Exception as error:
            # One bad page must not stop the others; its last good version stands.
            if address not in known:
                logger.exception("page not rendered")
            failed[address] = Failure.at_drawing(error)
            continue
        if page is None:
            gone.append(address)
        else:
            yield page
