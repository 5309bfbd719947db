"""The files of an export that is a folder or a ZIP archive. Reads files, nothing else.

Nothing outside the folder is opened, no link is followed, nothing hidden is read; of an archive no
entry that leads out of it, is larger than a text, or is packed tighter than texts are.
"""

import os
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final

from .pieces import SourceRefused
from .report import Problem
from .windows_letters import WINDOWS_LETTERS

#: Bytes of one text.
MOST_BYTES: Final = 64 * 1024 * 1024
_MOST_FILES: Final = 100_000
_TIGHTEST: Final = 200


class ExportFiles:
    """Files by their paths, parted by slashes.

    Args:
        place: a folder, a ZIP archive, or a single file.

    Raises:
        SourceRefused: it cannot be opened, or holds too many files.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self._archive: zipfile.ZipFile | None = None
        self.problems: list[Problem] = []
        self.names: tuple[str, ...]
        if place.is_dir():
            self._root = place.resolve()
            self.names = tuple(sorted(self._of_folder()))
        elif zipfile.is_zipfile(place) and place.suffix.lower() not in {".docx", ".odt"}:
            try:
                self._archive = zipfile.ZipFile(place)
            except (zipfile.BadZipFile, OSError) as error:
                raise SourceRefused(f"{place} cannot be opened: {error}. Copy it anew.") from error
            self.names = tuple(sorted(self._of_archive(self._archive)))
        else:
            self._root = place.resolve().parent
            self.names = (place.name,)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def ending(self, *endings: str) -> list[str]:
        """Return the paths that end so, in small letters."""
        return [name for name in self.names if name.lower().endswith(endings)]

    def bytes(self, name: str) -> bytes:
        """Return what a file holds.

        Raises:
            SourceRefused: it is too large, or cannot be read.
        """
        try:
            if self._archive is not None:
                with self._archive.open(name) as entry:
                    data = entry.read(MOST_BYTES + 1)
            else:
                path = (self._root / name).resolve()
                if not path.is_relative_to(self._root):
                    raise SourceRefused(f"{name} leads out of the folder. Put a copy in its place.")
                with path.open("rb") as file:
                    data = file.read(MOST_BYTES + 1)
        except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
            raise SourceRefused(f"{name} cannot be read: {error}. Copy it anew.") from error
        if len(data) > MOST_BYTES:
            raise SourceRefused(f"{name} has more than 64 MB. Part it.")
        return data

    def text(self, name: str) -> str:
        """Return what a file says; bytes that are no UTF-8 are read as letters of Windows."""
        data = self.bytes(name)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16", errors="replace")
        return data.decode("utf-8-sig", errors=WINDOWS_LETTERS)

    def _of_folder(self) -> list[str]:
        found: list[str] = []
        for place, folders, names in os.walk(self._root, followlinks=False):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                file = Path(place) / name
                if name.startswith("."):
                    continue
                path = file.relative_to(self._root).as_posix()
                if file.is_symlink():
                    self.problems.append(Problem(path, 1, "this is a link and was not followed."))
                elif file.is_file():
                    found.append(path)
                if len(found) > _MOST_FILES:
                    raise SourceRefused(
                        f"{self._place} holds more than {_MOST_FILES:,} files. Part it."
                    )
        return found

    def _of_archive(self, archive: zipfile.ZipFile) -> list[str]:
        entries = archive.infolist()
        if len(entries) > _MOST_FILES:
            raise SourceRefused(f"{self._place} holds more than {_MOST_FILES:,} files. Part it.")
        found: list[str] = []
        for entry in entries:
            path = PurePosixPath(entry.filename)
            hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
            if entry.is_dir() or (hidden and ".." not in path.parts):
                continue
            if path.is_absolute() or ".." in path.parts or "\\" in entry.filename:
                self.problems.append(
                    Problem(entry.filename[:200], 1, "this leads out of the archive: not read.")
                )
            elif entry.file_size > _TIGHTEST * max(1024, entry.compress_size):
                self.problems.append(
                    Problem(
                        entry.filename[:200],
                        1,
                        f"this unfolds to {entry.file_size:,} bytes out of "
                        f"{entry.compress_size:,}: no text does, and it was not read.",
                    )
                )
            else:
                found.append(entry.filename)
        return found
