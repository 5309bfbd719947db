"""Several processes that draw the pages of a whole tree, each with its own part of them.

This module imports no model, so that a fresh process can import it before Django is set up there.
"""

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias, TypeVar

import django

if TYPE_CHECKING:
    from writingviews.site.catalogue import Catalogue
    from writingviews.site.publication_view import PublicationView

Result = TypeVar("Result")
#: What is done with a batch of addresses: a function of a module, so that it can be named to
#: another process.
Work = Callable[["PublicationView", Sequence[str]], Result]

#: The way to a process and back.
Line: TypeAlias = "Connection[Any, Any]"

#: Pages drawn together: enough to share what they read, few enough that no process waits long for
#: the last batch of another.
TOGETHER: Final = 200


class PrinterLost(Exception):
    """A process that drew pages died; what it was doing is not done."""


class Printers:
    """Processes that work off batches together. They are started fresh, not forked: threads and
    database connections of this one stay its own.

    Args:
        number: of processes; with 1 the work is done here.
    """

    def __init__(self, number: int) -> None:
        self._processes: list[multiprocessing.process.BaseProcess] = []
        self._lines: list[Line] = []
        if number < 2:
            return
        context = multiprocessing.get_context("spawn")
        for _ in range(number):
            ours, theirs = context.Pipe()
            process = context.Process(target=_draw, args=(theirs,), daemon=True)
            process.start()
            # Theirs alone: when they die the line ends.
            theirs.close()
            self._processes.append(process)
            self._lines.append(ours)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for line in self._lines:
            line.close()
        for process in self._processes:
            # Whoever has nothing to do ends when its line does.
            process.join(timeout=None if kind is None else 0.1)
            process.terminate()
            process.join()

    def work_off(
        self, work: Work[Result], catalogue: "Catalogue", addresses: Sequence[str]
    ) -> Iterator[tuple[Sequence[str], Result]]:
        """Return an iterator over each batch of addresses with what became of it, as they are done.
        The processes begin at once, not when the first is asked for.

        Args:
            work: may raise what ends all of it.
            catalogue: the lists as all pages shall show them.
            addresses: in an order in which neighbours show the same articles.

        Raises:
            PrinterLost: a process died.
        """
        batches = [
            addresses[start : start + TOGETHER] for start in range(0, len(addresses), TOGETHER)
        ]
        if not self._lines:
            return self._here(work, catalogue, batches)
        shares = _Shares(batches, len(self._lines))
        under_way: dict[Line, Sequence[str]] = {}
        with _told():
            for line in self._lines:
                line.send((work, catalogue))
                _give(line, shares.next(self._lines.index(line)), under_way)
        return self._gather(shares, under_way)

    def _here(
        self, work: Work[Result], catalogue: "Catalogue", batches: Sequence[Sequence[str]]
    ) -> Iterator[tuple[Sequence[str], Result]]:
        site = _site(catalogue)
        for batch in batches:
            yield batch, _one_batch(work, site, batch)

    def _gather(
        self, shares: "_Shares", under_way: dict[Line, Sequence[str]]
    ) -> Iterator[tuple[Sequence[str], Any]]:
        with _told():
            while under_way:
                ready = [line for line in wait(list(under_way)) if isinstance(line, Connection)]
                for line in ready:
                    done, result = under_way.pop(line), line.recv()
                    if isinstance(result, Exception):
                        raise result
                    _give(line, shares.next(self._lines.index(line)), under_way)
                    yield done, result


def _give(line: Line, batch: Sequence[str] | None, under_way: dict[Line, Sequence[str]]) -> None:
    line.send(batch)
    if batch is not None:
        under_way[line] = batch


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (EOFError, ConnectionError) as error:
        raise PrinterLost(
            "A process that drew pages died; see the log above, or the kernel's for want of "
            "memory. The tree is as it was. Run `writingviews rebuild` again."
        ) from error


class _Shares:
    """Batches parted among processes.

    Each takes from the front of its own part, where it finds articles that it has met; who has
    none left takes the last of the longest. So no page is drawn by two.
    """

    def __init__(self, batches: Sequence[Sequence[str]], processes: int) -> None:
        size = max(1, -(-len(batches) // processes))
        self._parts = [
            deque(batches[start : start + size]) for start in range(0, size * processes, size)
        ]

    def next(self, number: int) -> Sequence[str] | None:
        """Return the next batch for a process; None if all are given out."""
        if self._parts[number]:
            return self._parts[number].popleft()
        longest = max(self._parts, key=len)
        return longest.pop() if longest else None


def _site(catalogue: "Catalogue") -> "PublicationView":
    # Not before Django is set up.
    from writingviews.site.publication_view import PublicationView  # noqa: PLC0415
    from writingviews.site.reading import Reader  # noqa: PLC0415

    return PublicationView.read(Reader(catalogue))


def _one_batch(work: Work[Result], site: "PublicationView", batch: Sequence[str]) -> Result:
    # What stands below articles is needed once; kept, it would grow with the tree.
    site.reader.begin_batch(())
    return work(site, batch)


def look_rarely_for_garbage() -> None:
    """For a process that prints: a page leaves next to nothing that refers to itself, and to look
    for that among all the articles that are kept takes a fifth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _draw(line: Line) -> None:
    """In a process of its own: work off batches until the line ends."""
    # Ctrl-C goes to all of a terminal's processes; the one that started this one ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
    look_rarely_for_garbage()
    with suppress(EOFError, ConnectionError):
        while True:
            work, catalogue = line.recv()
            site = _site(catalogue)
            while batch := line.recv():
                try:
                    result = _one_batch(work, site, batch)
                except Exception as error:  # noqa: BLE001 (it is raised where the work was asked for)
                    result = error
                line.send(result)
