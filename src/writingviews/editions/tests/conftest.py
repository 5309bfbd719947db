"""A publication of two articles for the tests of pocket editions."""

from pathlib import Path

import pytest

from writingviews.editions.tests.small_tree import Small, small_publication


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return small_publication(tmp_path)
