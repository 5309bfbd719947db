"""The house's own index: where it lies, and one handle for each process."""

from functools import lru_cache
from pathlib import Path

from writingviews.house.settings import house_settings

from .index import SearchIndex


def house_index() -> SearchIndex:
    """Return this process's handle on the house's index."""
    return _handle(house_settings().search_dir)


@lru_cache(maxsize=4)
def _handle(folder: Path) -> SearchIndex:
    return SearchIndex(folder)
