"""Rendering and writing pages, many together."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from writingviews.site.page import Page
from writingviews.site.pages import prime, render_page
from writingviews.site.publication_view import PublicationView

from .tree import Tree

logger = logging.getLogger(__name__)

#: Pages rendered and written together: enough to share the syncs, few enough for memory.
BATCH: Final = 200

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


def write_pages(
    site: PublicationView,
    tree: Tree,
    wanted: list[str],
    total: Printed,
    progress: Progress | None,
) -> dict[str, str]:
    """Render and write the pages at some addresses; take away those where nothing stands now.

    Args:
        site: the publication as its pages shall show it.
        tree: where to.
        wanted: addresses, each once.
        total: what was done is added to it.
        progress: told (pages done, pages in all) after every batch.

    Returns:
        the addresses of pages that could not be rendered, each with the reason.

    Raises:
        OSError: the disk is full or broken.
    """
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
