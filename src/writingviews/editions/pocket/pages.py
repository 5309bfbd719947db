"""The site's pages made into a copy's, in as many processes as there are processors.

What a new process has to read is little: neither templates nor the press.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeVar

from .addresses import Addresses, Standing, file_at
from .gathering import Gathered, is_article
from .relinking import FOLDER, Manner, Pictures, Relinker

Given = TypeVar("Given")
Made = TypeVar("Made")

#: Pages that a process makes at a time; below so many, a second process is not worth its start.
CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pages that one process makes, and with what."""

    addresses: Sequence[str]
    standing: Standing
    tree: Path
    media: Path
    target: Path
    pictures: Pictures


@dataclass(slots=True)
class Done:
    """What became of a chunk: SHA-256 by path, files that its pages name, its articles."""

    sums: dict[str, str]
    named: set[str]
    gathered: Gathered


class Writer:
    """Puts files into a folder and remembers what they hold."""

    def __init__(self, target: Path, sums: dict[str, str]) -> None:
        self._target = target
        self._folders: set[Path] = set()
        self.sums = sums

    def put(self, path: str, body: bytes) -> None:
        whole = self._target / path
        folder = whole.parent
        if folder not in self._folders:
            folder.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        whole.write_bytes(body)
        self.sums[path] = hashlib.sha256(body).hexdigest()


def in_processes(
    make: Callable[[Given], Made], chunks: Sequence[Given], *, spared: int = 0
) -> Iterator[Made]:
    """Yield what became of each chunk, in order; in several processes if it is worth it.

    Args:
        make: a function of a module.
        chunks: what it is called with.
        spared: how many processors have something else to do.
    """
    processes = min(max((os.cpu_count() or 1) - spared, 1), len(chunks))
    if (os.cpu_count() or 1) < 2 or len(chunks) < 2:
        yield from map(make, chunks)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        # Not all at once: what is done and not yet taken up lies in memory.
        waiting = [pool.submit(make, chunk) for chunk in chunks[: processes + 1]]
        for chunk in [*chunks[processes + 1 :], *[None] * len(waiting)]:
            first = waiting.pop(0)
            yield first.result()
            if chunk is not None:
                waiting.append(pool.submit(make, chunk))


def make_pages(chunk: Chunk) -> Done:
    """Make some pages; runs in a process of its own."""
    relinker = relinker_of(chunk.standing, chunk.media, chunk.pictures)
    done = Done({}, set(), Gathered())
    writer = Writer(chunk.target, done.sums)
    for address in chunk.addresses:
        file = file_at(address)
        html = (chunk.tree / file).read_text(encoding="utf-8")
        carried = relinker.page(address, html)
        writer.put(file, carried.html.encode())
        done.named |= carried.files
        if is_article(address):
            done.gathered.add(file, html)
    return done


def relinker_of(
    standing: Standing, media: Path, pictures: Pictures, manner: Manner = FOLDER
) -> Relinker:
    """Return what makes pages for a copy, asking each picture once whether it is there."""
    known: dict[str, bool] = {}

    def has(name: str) -> bool:
        if name not in known:
            known[name] = (media / name).is_file()
        return known[name]

    return Relinker(Addresses(standing), pictures, has, manner)
