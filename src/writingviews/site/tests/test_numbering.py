"""Lists are cut so that an old page never changes."""

from hypothesis import given
from hypothesis import strategies as st

from writingviews.site.numbering import (
    Slice,
    newest_slice,
    numbered_pages,
    page_slice,
    touched_pages,
)

SIZE = 4
counts = st.integers(0, 60)


def _shown(items: list[int], part: Slice) -> list[int]:
    return items[part.start : part.stop]


def _pages(items: list[int]) -> dict[int | None, tuple[list[int], int]]:
    """Every page of a list with what it shows and where "newer" leads (None: the list's own)."""
    last = numbered_pages(len(items), SIZE)
    pages: dict[int | None, tuple[list[int], int]] = {
        None: (_shown(items, newest_slice(len(items), SIZE)), last)
    }
    for number in range(1, last + 1):
        newer = 0 if number == last else number + 1
        pages[number] = (_shown(items, page_slice(number, SIZE)), newer)
    return pages


@given(counts)
def test_every_item_stands_on_exactly_one_page(count: int) -> None:
    items = list(range(count))
    shown = [item for page, _ in _pages(items).values() for item in page]
    assert sorted(shown) == items


@given(counts)
def test_the_lists_own_page_is_never_nearly_empty(count: int) -> None:
    newest = newest_slice(count, SIZE)
    assert newest.stop - newest.start >= min(count, SIZE)
    assert newest.stop - newest.start < 2 * SIZE


@given(counts, st.data())
def test_after_an_insertion_only_the_touched_pages_differ(count: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, count))
    before = list(range(count))
    after = [*before[:index], 1000, *before[index:]]
    touched = touched_pages(count_before=count, count_after=count + 1, first_index=index, size=SIZE)
    _only_touched_differ(before, after, touched)


@given(st.integers(1, 60), st.data())
def test_after_a_removal_only_the_touched_pages_differ(count: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, count - 1))
    before = list(range(count))
    after = [*before[:index], *before[index + 1 :]]
    touched = touched_pages(count_before=count, count_after=count - 1, first_index=index, size=SIZE)
    _only_touched_differ(before, after, touched)


@given(st.integers(0, 10_000))
def test_what_is_published_now_touches_two_numbered_pages_at_most(count: int) -> None:
    touched = touched_pages(count_before=count, count_after=count + 1, first_index=count)
    assert len(touched) <= 2


def _only_touched_differ(before: list[int], after: list[int], touched: range) -> None:
    old, new = _pages(before), _pages(after)
    differing = {number for number in {*old, *new} if number and old.get(number) != new.get(number)}
    assert differing <= set(touched)
