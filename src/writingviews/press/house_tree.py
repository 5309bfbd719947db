"""Where the publication's tree stands, who may print into it, and what was printed while a whole
tree is built beside it."""

import contextlib
import fcntl
import json
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from writingviews.house.settings import house_settings
from writingviews.site.page import Page

from .generation import Generation
from .tree import Tree, Written


def house_tree(*, thorough: bool = False) -> Tree:
    """Return the publication's page tree.

    Args:
        thorough: see `Tree`.
    """
    return _HouseTree(house_settings().tree_dir, thorough=thorough)


def house_generation() -> Generation:
    """Return the counter that readers' processes watch."""
    return Generation(house_settings().run_dir / "generation")


@contextlib.contextmanager
def lock(name: str, *, wait: bool = True) -> Iterator[bool]:
    """Hold a lock that one process of the house has at a time; yield whether it is held.

    Args:
        name: of the file in ``run/``.
        wait: for others that hold it; else they keep it, and False is yielded.
    """
    with _run_file(name).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


def press_lock() -> AbstractContextManager[bool]:
    """Hold the press: one process prints at a time, the others wait."""
    return lock("press.lock")


def rebuild_lock() -> AbstractContextManager[bool]:
    """Hold the building of a whole tree; printing goes on meanwhile."""
    return lock("rebuild.lock")


def _being_rebuilt() -> bool:
    with lock("rebuild.lock", wait=False) as nobody_else:
        return not nobody_else


class PrintedMeanwhile:
    """The addresses printed into the served tree while another is built, in
    ``run/printed-meanwhile``: they are printed into that one before it takes the first's place.

    It is there only as long as a tree is built. It needs no sync: what a power cut takes, it takes
    the tree that was being built with.

    Args:
        path: of the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def begin(self) -> None:
        """Listen from now on. The press is held."""
        self._path.write_bytes(b"")

    def end(self) -> None:
        """Listen no more. The press is held, or nothing is being built."""
        self._path.unlink(missing_ok=True)

    def note(self, addresses: Iterable[str]) -> None:
        """Note that something was printed at some addresses. The press is held."""
        if not self._path.exists():
            return
        if not _being_rebuilt():
            # Left over: the building was killed.
            self.end()
            return
        with self._path.open("a", encoding="ascii") as file:
            file.write(f"{json.dumps(list(addresses))}\n")

    def noted(self) -> list[str]:
        """Return the addresses, each once. The press is held."""
        lines = self._path.read_text(encoding="ascii").splitlines()
        return list(dict.fromkeys(address for line in lines for address in json.loads(line)))


def printed_meanwhile() -> PrintedMeanwhile:
    """Return the publication's note."""
    return PrintedMeanwhile(_run_file("printed-meanwhile"))


class _HouseTree(Tree):
    """The served tree, which tells the one that is built beside it what is printed."""

    def write(self, pages: Iterable[Page], gone: Iterable[str] = ()) -> Written:
        touched: list[str] = []
        written = super().write(_noting(pages, touched), _noting_addresses(gone, touched))
        # Before the changes leave the outbox. Pages that were the same here are noted as well:
        # they may not be there.
        printed_meanwhile().note(touched)
        return written


def _noting(pages: Iterable[Page], touched: list[str]) -> Iterator[Page]:
    for page in pages:
        touched.append(page.address)
        yield page


def _noting_addresses(addresses: Iterable[str], touched: list[str]) -> Iterator[str]:
    for address in addresses:
        touched.append(address)
        yield address


def _run_file(name: str) -> Path:
    path = house_settings().run_dir / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
