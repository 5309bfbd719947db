"""What ``writingviews edition zim`` does. Does not load Django."""

import hashlib
import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from writingviews.editions.pocket.carrying import Publication
from writingviews.editions.pocket.command import MirrorRefused, secret_key
from writingviews.editions.pocket.minisign import SecretKey
from writingviews.editions.pocket.own_pages import FrameMissing
from writingviews.editions.pocket.placing import beside_of
from writingviews.editions.refusal import EditionRefused
from writingviews.house.settings import HouseSettings

from .making import Made, NothingPublished, Told, make_zim
from .watching import watched

_KIND = "writingviews-zim-1"


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for.

    Args:
        path: the file.
        language: only pages in it; None for all.
        licence: under which readers may pass it on; ``""`` for what the pages say at their foot.
        key: where the private key lies that signs it; None for no signature.
    """

    path: Path
    language: str | None = None
    licence: str = ""
    key: Path | None = None


def print_zim(settings: HouseSettings, order: Order, *, told: Told) -> Made:
    """Write a ZIM and put it in place; what was there before stays until then.

    Args:
        settings: of the publication.
        order: what is asked for.
        told: called with how many pages are made, of how many.

    Raises:
        EditionRefused: the path or the key cannot be used, nothing is published, or the file cannot
            be written.
    """
    place = order.path.expanduser().absolute()
    if place.suffix != ".zim" or (place.exists() and not place.is_file()):
        raise EditionRefused(f"{place} cannot be a ZIM. Name a file that ends with .zim.")
    if place.resolve().is_relative_to(settings.folder.resolve()):
        raise EditionRefused(f"{place} is in the publication's folder. Name a place outside it.")
    publication = Publication(settings.tree_dir, settings.media_dir, settings.address)
    try:
        key = secret_key(order.key, settings.folder) if order.key else None
        with beside_of(place) as folder, _quiet():
            fresh = folder / place.name
            work = partial(
                make_zim, publication, fresh, language=order.language, licence=order.licence
            )
            made = watched(work, told=told)
            signature = _signature(fresh, key, settings.address, made.day) if key else None
            _take_place(fresh, place, signature)
    except (MirrorRefused, FrameMissing, NothingPublished) as refused:
        raise EditionRefused(str(refused)) from refused
    except (RuntimeError, OSError) as error:
        said = " ".join(str(error).split()).rstrip(".")
        raise EditionRefused(
            f"{place} cannot be written: {said}. Is the disk full? What was there is as it was."
        ) from error
    return made


def signature_path(path: Path) -> Path:
    """Return where a ZIM's signature lies."""
    return path.with_name(path.name + ".minisig")


def _signature(path: Path, key: SecretKey, site: str, day: str) -> str:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        sha256 = hashlib.sha256(whole).hexdigest()
        return key.sign(whole, f"{_KIND} site={site} date={day} sha256={sha256}")


def _take_place(fresh: Path, place: Path, signature: str | None) -> None:
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    # A former signature is not of this file: it goes first.
    signature_path(place).unlink(missing_ok=True)
    fresh.replace(place)
    if signature is not None:
        signed = fresh.with_name(signature_path(place).name)
        signed.write_text(signature, encoding="utf-8")
        signed.replace(signature_path(place))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what libzim prints on standard output, whatever it is told, from the terminal."""
    kept = os.dup(1)
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device
        os.dup2(nowhere.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
