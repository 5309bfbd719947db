"""How a list is cut into pages so that an old page never changes. Pure.

Items are counted from the oldest. Page n holds items (n-1)·size … n·size-1 and exists once
twice `size` items stand behind its beginning; the list's own address shows all that stand on no
numbered page: at least `size` and fewer than 2·`size` (or all, when there are fewer).
So a new item changes the list's own address, and every `size` items one page is born below it.
"""

from dataclasses import dataclass
from typing import Final

LIST_SIZE: Final = 12
SITEMAP_SIZE: Final = 500


def numbered_pages(count: int, size: int = LIST_SIZE) -> int:
    """Return how many numbered pages a list of `count` items has."""
    return max(0, count // size - 1)


@dataclass(frozen=True, slots=True)
class Slice:
    """Items `start` (included) to `stop` (excluded), counted from the oldest."""

    start: int
    stop: int


def newest_slice(count: int, size: int = LIST_SIZE) -> Slice:
    """Return what the list's own address shows."""
    return Slice(numbered_pages(count, size) * size, count)


def page_slice(number: int, size: int = LIST_SIZE) -> Slice:
    """Return what page `number` (from 1) shows."""
    return Slice((number - 1) * size, number * size)


def touched_pages(
    *, count_before: int, count_after: int, first_index: int, size: int = LIST_SIZE
) -> range:
    """Return the numbered pages that differ after items changed from `first_index` on.

    Args:
        count_before: items in the list before the change.
        count_after: items after it.
        first_index: the lowest index, counted from the oldest, at which the list differs.

    Returns:
        Page numbers; those above ``numbered_pages(count_after)`` have to be taken away.
        Empty when only the list's own address differs.
    """
    before, after = numbered_pages(count_before, size), numbered_pages(count_after, size)
    first = first_index // size + 1
    if before != after:
        # The last page's way to what is newer leads elsewhere now.
        first = min(first, before, after)
    return range(max(1, first), max(before, after) + 1)


def sitemap_parts(count: int) -> int:
    """Return how many parts the sitemap of `count` articles has."""
    return -(-count // SITEMAP_SIZE)
