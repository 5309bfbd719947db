"""The place in which a copy stands: taken by a whole copy at once, and no other file is lost.

Beside `window` lie, while work lasts, `.window.making~` and for a moment `.window.former~`. Who was
killed leaves them; the next one who works there clears them up.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from writingviews.press.durability import sync_filesystem

from .carriers import Carrier, Folder, Unreadable, carrier_at, text_of, whole_of
from .strewn import is_strewn
from .sums import SIGNATURE, SUMS, UNLISTED, SumsUnreadable, read_sums
from .terms import TermsUnreadable, read_terms

_NAMED: Final = 3


class PlaceTaken(Exception):
    """A copy cannot stand in a place; the message says why and what to do."""


def look_at_folder(place: Path) -> None:
    """See that a folder can be replaced: it is not there, empty, or holds a mirror and no more.

    Raises:
        PlaceTaken: it is no folder, the root of a disk, or holds something else.
    """
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        raise PlaceTaken(f"{place} is no folder. Name one, or use --archive.")
    if not place.is_dir():
        return
    if place.is_mount():
        raise PlaceTaken(
            f"{place} is the root of a disk, which cannot be replaced at once. Name a folder on "
            f"it: {place / 'window'}."
        )
    if foreign := foreign_files(place):
        more = f" and {len(foreign) - _NAMED} more" if len(foreign) > _NAMED else ""
        raise PlaceTaken(
            f"{place} holds something that is no mirror: {', '.join(foreign[:_NAMED])}{more}. It "
            "would be lost. Name an empty folder."
        )


def look_at_archive(place: Path) -> None:
    """See that a file can be replaced: it is not there, or a mirror's zip.

    Raises:
        PlaceTaken: it is something else.
    """
    if place.is_dir() or place.suffix != ".zip":
        raise PlaceTaken(f"{place} cannot be an archive. Name a file that ends with .zip.")
    if not place.exists() and not place.is_symlink():
        return
    with suppress(Unreadable, OSError), carrier_at(place) as carrier:
        if _is_mirror(carrier):
            return
    raise PlaceTaken(f"{place} is something that is no mirror. It would be lost: name a new file.")


def foreign_files(place: Path) -> list[str]:
    """Return what lies in a folder and is no part of a mirror there, sorted."""
    folder = Folder(place)
    plain, odd = folder.names()
    known: frozenset[str] = frozenset()
    if plain >= UNLISTED and _is_mirror(folder):
        with suppress(SumsUnreadable, Unreadable):
            known = UNLISTED | read_sums(whole_of(folder, SUMS)).keys()
    return sorted([*(name for name in plain - known if not is_strewn(name)), *odd])


def _is_mirror(carrier: Carrier) -> bool:
    """Whether it says that it is one; whose, and whether that is true, is not asked."""
    try:
        line = text_of(carrier, SIGNATURE).splitlines()[2]
        read_terms(line.removeprefix("trusted comment: "))
    except (Unreadable, IndexError, TermsUnreadable):
        return False
    return True


@contextmanager
def beside_of(place: Path) -> Iterator[Path]:
    """Give an empty folder on the disk on which `place` is, and take it away in the end."""
    place.parent.mkdir(parents=True, exist_ok=True)
    former = _former(place)
    if former.is_dir() and not place.exists():
        # Somebody was killed between the two renamings of `take_place`.
        former.rename(place)
    fresh = place.with_name(f".{place.name}.making~")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def take_place(fresh: Path, place: Path) -> None:
    """Put a folder in the place of another, which goes; on the disk when this returns."""
    former = _former(place)
    shutil.rmtree(former, ignore_errors=True)
    if place.exists():
        place.rename(former)
    try:
        fresh.rename(place)
    except OSError:
        if former.exists():
            former.rename(place)
        raise
    shutil.rmtree(former, ignore_errors=True)
    sync_filesystem(place)


def _former(place: Path) -> Path:
    return place.with_name(f".{place.name}.former~")


def why(error: OSError) -> str:
    """Return what the system says of a failure: which file, and why."""
    said = error.strerror or str(error)
    return f"{os.fspath(error.filename)!s}: {said}" if error.filename else said
