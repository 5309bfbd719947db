"""Taking pictures in."""

import hashlib
import os
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

from django.utils import timezone

from writingviews.house.settings import house_settings

from .cutting import Cut
from .darkroom import AT_ONCE, Developed, develop, rendition_names
from .models import Picture
from .refusal import PictureRefused

__all__ = ["PictureRefused", "store_picture", "store_pictures"]

_INCOMING: Final = ".incoming"
#: A folder this old in `.incoming` was left by a crash: no picture takes longer.
_STALE_SECONDS: Final = 60 * 60
#: The time every file bears instead of the hour of its upload: 1 January 1980, the oldest that
#: ZIP archives can hold.
_NO_TIME: Final = 315_532_800

Key = TypeVar("Key")


def store_picture(*, data: bytes) -> Picture:
    """Clean a picture, keep its renditions and return its row.

    The same pixels give the same picture, however often and by whomever they are brought. The
    files are on the disk, whole and synced, before the row is written; a crash between leaves
    files without a row, which the next upload of the picture takes up.

    Args:
        data: the upload, as it came. It is not kept.

    Returns:
        the picture, new or known. 0.4 s for a small picture, 3 s for 24 megapixels.

    Raises:
        PictureRefused: with a sentence for the writer: what it is, why, what to do.
    """
    with _folder_for_incoming() as folder:
        return _keep(develop(data, into=folder), folder)


def store_pictures(
    items: Iterable[tuple[Key, bytes]], *, cuts: Mapping[Key, Cut] = MappingProxyType({})
) -> Iterator[tuple[Key, Picture | PictureRefused]]:
    """Store many pictures, two at a time, and yield what became of each, in order.

    For imports. At most four uploads are in memory at once, whatever `items` holds.

    Args:
        items: pairs of anything that names the picture to the caller, and the upload.
        cuts: by the same name, what is cut off at a picture's edges.

    Yields:
        the name, and the picture or why it was refused.
    """
    waiting: deque[tuple[Key, Path, Future[Developed]]] = deque()
    with _folder_for_incoming() as folder, ThreadPoolExecutor(AT_ONCE) as threads:
        for number, (key, data) in enumerate(items):
            place = folder / str(number)
            place.mkdir(mode=0o700)
            waiting.append(
                (key, place, threads.submit(develop, data, into=place, cut=cuts.get(key)))
            )
            if len(waiting) >= 2 * AT_ONCE:
                yield _taken(*waiting.popleft())
        while waiting:
            yield _taken(*waiting.popleft())


def _taken(
    key: Key, folder: Path, coming: Future[Developed]
) -> tuple[Key, Picture | PictureRefused]:
    try:
        return key, _keep(coming.result(), folder)
    except PictureRefused as refusal:
        return key, refusal
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _keep(developed: Developed, folder: Path) -> Picture:
    address = picture_address(developed.fingerprint, secret=house_settings().secret_key)
    _move_into_place(folder, house_settings().media_dir / address, developed.widths)
    picture, _ = Picture.objects.get_or_create(
        id=address,
        defaults={
            "width": developed.width,
            "height": developed.height,
            "widths": list(developed.widths),
            "created_on": timezone.now().date(),
        },
    )
    return picture


def picture_address(fingerprint: bytes, *, secret: str) -> str:
    """Return the 32 lower-case hexadecimal digits under which a picture is found.

    Keyed with the house's secret: who holds a picture cannot compute where, or whether, this
    house keeps it.
    """
    key = hashlib.blake2b(secret.encode(), digest_size=32, person=b"picture address").digest()
    return hashlib.blake2b(fingerprint, key=key, digest_size=16).hexdigest()


@contextmanager
def _folder_for_incoming() -> Iterator[Path]:
    """Give a folder on the media folder's own disk, so that a rename can move it into place."""
    incoming = house_settings().media_dir / _INCOMING
    incoming.mkdir(mode=0o755, parents=True, exist_ok=True)
    _sweep(incoming)
    folder = Path(tempfile.mkdtemp(dir=incoming))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(incoming: Path) -> None:
    for left in incoming.iterdir():
        try:
            stale = time.time() - left.stat().st_mtime > _STALE_SECONDS
        except FileNotFoundError:
            continue
        if stale:
            shutil.rmtree(left, ignore_errors=True)


def _move_into_place(folder: Path, place: Path, widths: tuple[int, ...]) -> None:
    """Sync the renditions and rename their folder, unless the same picture lies there whole."""
    if _is_whole(place, widths):
        return
    for file in folder.iterdir():
        file.chmod(0o644)
        os.utime(file, (_NO_TIME, _NO_TIME))
        _sync(file)
    folder.chmod(0o755)
    _sync(folder)
    while True:
        try:
            folder.rename(place)
        except OSError:
            # Something lies there: another process was first, or a part of it was lost (a
            # restore that was cut short). Renames are whole, so what is there is either.
            if _is_whole(place, widths):
                break
            if not place.is_dir():
                raise
            with suppress(FileNotFoundError):
                place.rename(folder.parent / f"{folder.name}-broken")
        else:
            # Not before the rename: the sweep would take the folder for a crash's.
            os.utime(place, (_NO_TIME, _NO_TIME))
            break
    _sync(place.parent)


def _is_whole(place: Path, widths: tuple[int, ...]) -> bool:
    try:
        return rendition_names(widths) <= {entry.name for entry in place.iterdir()}
    except OSError:
        return False


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
