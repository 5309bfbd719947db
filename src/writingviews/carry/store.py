"""The folder ``carried/``: whole files only, each named by its order and its content."""

import hashlib
import os
import re
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from writingviews.house.settings import house_settings

#: Seconds after which a file that no order names is taken away: the press may be about to read
#: what has just been superseded.
LINGERS: Final = 600.0
_PIECE: Final = 1024 * 1024
_UNFINISHED: Final = ".new~"
_NAME: Final = re.compile(r"[0-9a-f]{32}-[0-9a-f]{16}\.[a-z]{3,4}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as the folder keeps it."""

    name: str
    bytes: int
    sha256: str


def folder() -> Path:
    """Return the folder; made if it is not there, for its owner alone."""
    path = house_settings().carried_dir
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(name: str) -> Path:
    """Return where a file lies.

    Raises:
        ValueError: no file of ours is called so.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a carried file.")
    return house_settings().carried_dir / name


def unfinished(order: UUID, ending: str) -> Path:
    """Return where a file is written while it is made; what a maker that died left is replaced."""
    return folder() / f"{order.hex}{ending}{_UNFINISHED}"


def keep(order: UUID, made: Path, ending: str) -> Kept:
    """Take a finished file from the same disk into the folder; on return it survives a power cut.

    Raises:
        OSError: the disk is full or broken.
    """
    digest = hashlib.sha256()
    with made.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
        os.fsync(file.fileno())
    name = f"{order.hex}-{digest.hexdigest()[:16]}{ending}"
    size = made.stat().st_size
    made.replace(path_of(name))
    _sync_folder()
    return Kept(name, size, digest.hexdigest())


def drop(names: Iterable[str]) -> None:
    """Take files away."""
    for name in names:
        path_of(name).unlink(missing_ok=True)


def sweep(named: Collection[str], *, now: float | None = None) -> int:
    """Take away files that no order names and that have lain here for a while.

    Args:
        named: files that orders name.
        now: seconds since 1970.

    Returns:
        how many went.
    """
    at = time.time() if now is None else now
    gone = 0
    for path in folder().iterdir():
        if path.name in named or at - path.lstat().st_mtime < LINGERS:
            continue
        path.unlink(missing_ok=True)
        gone += 1
    return gone


def _sync_folder() -> None:
    descriptor = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
