"""Small numbers, so that short plays meet every border."""

import pytest

from writingviews.press import batches, printers, printing
from writingviews.site import numbering


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of five pages and of two articles, so that a short play has many."""
    monkeypatch.setattr(batches, "BATCH", 5)
    monkeypatch.setattr(printers, "TOGETHER", 5)
    monkeypatch.setattr(printing, "_INDEXED", 2)
    monkeypatch.setattr(printing, "_FOREGROUND", 3)


@pytest.fixture
def small_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of three and sitemaps of five, so that numbered pages come and go in short plays."""
    for function, size in ((numbering.numbered_pages, 3), (numbering.newest_slice, 3)):
        monkeypatch.setattr(function, "__defaults__", (size,))
    monkeypatch.setattr(numbering.page_slice, "__defaults__", (3,))
    monkeypatch.setattr(numbering.touched_pages, "__kwdefaults__", {"size": 3})
