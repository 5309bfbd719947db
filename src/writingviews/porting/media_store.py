"""The pictures that lie beside an export: a folder or a ZIP archive, found by the end of a path.

Nothing outside the folder is opened, no link is followed out of it, nothing hidden is read, and of
an archive no entry that is larger, or packed tighter, than any picture.
"""

import hashlib
import os
import zipfile
import zlib
from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from writingviews.media.cutting import Cut
from writingviews.media.kinds import MAX_BYTES
from writingviews.media.refusal import PictureRefused

from .pieces import SourceRefused

_MOST_FILES: Final = 500_000
_TIGHTEST: Final = 200
_ENDINGS: Final = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".heic", ".svg"})


class MediaStore:
    """Pictures by their names.

    Args:
        place: a folder or a ZIP archive; None where there is none.

    Raises:
        SourceRefused: the archive is broken.
    """

    def __init__(self, place: Path | None) -> None:
        self._archive: zipfile.ZipFile | None = None
        self._root: Path | None = None
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._sizes: dict[str, int] = {}
        self._within: dict[str, tuple[Path, Cut | None]] = {}
        if place is None:
            return
        if place.is_dir():
            self._root = place.resolve()
            self._list_folder(self._root)
        else:
            try:
                self._archive = zipfile.ZipFile(place)
            except (zipfile.BadZipFile, OSError) as error:
                raise SourceRefused(f"{place} cannot be opened: {error}. Copy it anew.") from error
            self._list_archive(self._archive)

    def add(self, address: str, file: Path, cut: Cut | None) -> None:
        """Hold a picture that stood in a document, under the address its text names it by."""
        self._within[address] = file, cut

    def cut_of(self, name: str) -> Cut | None:
        """Return what is to be cut off a picture's edges, as it was shown in its document."""
        return self._within[name][1] if name in self._within else None

    def fingerprint(self) -> str:
        """Return what tells one store from another: the names and sizes of its pictures."""
        told = repr(sorted(self._sizes.items()))
        return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=16).hexdigest()

    def __bool__(self) -> bool:
        return bool(self._by_name)

    def find(self, address: str) -> str | None:
        """Return the picture that an address means: of those of its name, the one whose path ends
        most like the address. Where the text shows a smaller copy, the original is returned."""
        if address in self._within:
            return address
        try:
            path = unquote(urlsplit(address).path)
        except ValueError:
            return None
        wished = [part for part in path.split("/") if part and part not in {".", ".."}]
        if not wished:
            return None
        for name in _names(wished[-1]):
            if found := self._by_name.get(name.casefold()):
                return max(sorted(found), key=lambda one: _alike(one, [*wished[:-1], name]))
        return None

    def size(self, name: str) -> int:
        return self._sizes.get(name, 0)

    def read(self, name: str) -> bytes:
        """Return a picture's bytes.

        Raises:
            PictureRefused: it is too large, or cannot be read.
        """
        if self._sizes.get(name, 0) > MAX_BYTES:
            raise PictureRefused(
                f"The file has {self._sizes[name] / 1024**2:.1f} MB; at most 25 MB are taken. "
                "Make it smaller: 2400 pixels of width are enough."
            )
        try:
            if name in self._within:
                return self._within[name][0].read_bytes()
            if self._archive is not None:
                with self._archive.open(name) as file:
                    return file.read(MAX_BYTES + 1)
            if self._root is None:
                raise FileNotFoundError(2, "there is no folder")
            file_path = (self._root / name).resolve()
            if not file_path.is_relative_to(self._root):
                raise PermissionError(13, "it lies outside the folder")
            return file_path.read_bytes()
        except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
            raise PictureRefused(f"The file cannot be opened: {error}. Check it.") from error

    def _list_folder(self, root: Path) -> None:
        for place, folders, names in os.walk(root, followlinks=False):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in names:
                file = Path(place) / name
                if name.startswith(".") or file.suffix.lower() not in _ENDINGS:
                    continue
                if file.is_symlink() or len(self._sizes) >= _MOST_FILES:
                    continue
                self._add(file.relative_to(root).as_posix(), file.stat().st_size)

    def _list_archive(self, archive: zipfile.ZipFile) -> None:
        for entry in archive.infolist()[:_MOST_FILES]:
            path = PurePosixPath(entry.filename)
            hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
            if entry.is_dir() or hidden or path.suffix.lower() not in _ENDINGS:
                continue
            if entry.file_size > _TIGHTEST * max(1, entry.compress_size):
                continue
            self._add(entry.filename, entry.file_size)

    def _add(self, name: str, size: int) -> None:
        self._sizes[name] = size
        self._by_name[PurePosixPath(name).name.casefold()].append(name)


def _names(name: str) -> list[str]:
    """Return the names under which a picture may lie, the original's first."""
    stem, dot, ending = name.rpartition(".")
    names = [name]
    cut, dash, size = stem.rpartition("-")
    width, x, height = size.partition("x")
    if dash and x and width.isdigit() and height.isdigit():
        names.insert(0, f"{cut}{dot}{ending}")
    if stem.endswith("-scaled"):
        names.insert(0, f"{stem.removesuffix('-scaled')}{dot}{ending}")
    return names


def _alike(path: str, wished: list[str]) -> int:
    """Return how many parts two paths share from their ends on."""
    count = 0
    for one, other in zip(reversed(path.split("/")), reversed(wished), strict=False):
        if one.casefold() != other.casefold():
            break
        count += 1
    return count
