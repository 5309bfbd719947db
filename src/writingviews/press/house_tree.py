"""Where the publication's tree stands, and who may print into it."""

import contextlib
import fcntl
from collections.abc import Iterator

from writingviews.house.settings import house_settings

from .generation import Generation
from .tree import Tree


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
