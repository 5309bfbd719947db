"""The pictures of an import: finding the file that a piece means, and having it cleaned."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from writingviews.media.kinds import MAX_BYTES, picture_kind
from writingviews.media.refusal import PictureRefused
from writingviews.media.services import store_pictures

#: Where pictures may stand together, from the import's folder on.
PICTURES: Final = "pictures"
#: Stands for a picture that a real run would store.
_DRY_PICTURE: Final = "0" * 32
_REMOTE: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\)")


class PictureMissing(Exception):
    """There is no such picture in the folder; the message says why and the mend."""


def find_picture(name: str, *, beside: Path, folder: Path) -> Path:
    """Return the file of a picture, with every link in its path followed.

    It is looked for beside the piece, from the import's folder on, and by its bare name in the
    folder's ``pictures/``. Whatever the name says, only a file inside the folder is returned,
    and nothing hidden; nothing is fetched.

    Args:
        name: as the piece has it: ``harbour.jpg``, ``../pictures/my%20harbour.jpg``.
        beside: the piece's own file.
        folder: the import's folder.

    Raises:
        PictureMissing: no such file, or not one that may be read.
    """
    if _REMOTE.match(name):
        raise PictureMissing(
            f"the picture “{name[:200]}” is an address, and nothing is fetched. "
            "Save the picture in the folder and name that file."
        )
    root = folder.resolve()
    led_out = False
    for candidate in _candidates(name, beside=beside, root=root):
        try:
            file = candidate.resolve()
            if not file.is_file():
                continue
        except (OSError, ValueError, RuntimeError):  # too long, a NUL, a link to itself
            continue
        if not file.is_relative_to(root):
            led_out = True
        elif not any(part.startswith(".") for part in file.relative_to(root).parts):
            return file
    if led_out:
        raise PictureMissing(
            f"the picture “{name[:200]}” lies outside the import's folder and was not read. "
            "Put a copy of it into the folder."
        )
    raise PictureMissing(
        f"there is no picture “{name[:200]}” beside the piece or in {PICTURES}/. "
        "Put it there, or correct the name."
    )


class ArrivingPictures:
    """Pictures on their way into the media room: two are cleaned while their pieces wait.

    Args:
        files: as `find_picture` returned them, in the order in which they are asked for; one may
            come several times.
        dry_run: store nothing; judge them by their first bytes, since decoding is most of what a
            real run costs.
    """

    def __init__(self, files: Iterable[Path], *, dry_run: bool) -> None:
        self._known: dict[Path, str | PictureRefused] = {}
        uploads = self._uploads(files)
        self._outcomes = _judged(uploads) if dry_run else _stored(uploads)

    def stored(self, file: Path) -> str:
        """Return the id under which a picture is kept; waits until it is.

        Raises:
            PictureRefused: why it is not.
        """
        if file not in self._known:
            for arrived, arrival in self._outcomes:
                self._known[arrived] = arrival
                if file in self._known:  # or noted by `_uploads`, which could not read it
                    break
        outcome = self._known[file]
        if isinstance(outcome, PictureRefused):
            raise outcome
        return outcome

    def _uploads(self, files: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
        seen: set[Path] = set()
        for file in files:
            if file in seen:
                continue
            seen.add(file)
            try:
                data = _read(file)
            except PictureRefused as refusal:
                self._known[file] = refusal
            else:
                yield file, data


def _stored(
    uploads: Iterable[tuple[Path, bytes]],
) -> Iterator[tuple[Path, str | PictureRefused]]:
    for file, outcome in store_pictures(uploads):
        yield file, outcome if isinstance(outcome, PictureRefused) else outcome.id


def _judged(
    uploads: Iterable[tuple[Path, bytes]],
) -> Iterator[tuple[Path, str | PictureRefused]]:
    for file, data in uploads:
        try:
            picture_kind(data)
        except PictureRefused as refusal:
            yield file, refusal
        else:
            yield file, _DRY_PICTURE


def _read(file: Path) -> bytes:
    """Return a picture's bytes.

    Raises:
        PictureRefused: it is too large, or cannot be opened.
    """
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise PictureRefused(
                f"The file has {size / 1024**2:.1f} MB; at most 25 MB are taken. "
                "Make it smaller: 2400 pixels of width are enough."
            )
        return file.read_bytes()
    except OSError as error:
        raise PictureRefused(
            f"The file cannot be opened: {error.strerror}. Check its permissions."
        ) from error


def _candidates(name: str, *, beside: Path, root: Path) -> Iterator[Path]:
    for spelling in dict.fromkeys((name, unquote(name))):
        parts = [part for part in spelling.replace("\\", "/").split("/") if part not in {"", "."}]
        if not parts:
            continue
        relative = Path(*parts)
        if not spelling.startswith("/"):
            yield beside.parent / relative
        yield root / relative
        yield root / PICTURES / parts[-1]
