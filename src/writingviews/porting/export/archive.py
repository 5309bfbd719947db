"""The ZIP archive of an export: the same house gives the same bytes. Knows no Django."""

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, Final

#: The oldest moment that a ZIP archive can tell.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_PIECE: Final = 1024 * 1024
FORMAT: Final = "writingviews-export"
VERSION: Final = 1
DESCRIPTION: Final = "export.json"
_MOST_DESCRIPTION: Final = 4 * 1024 * 1024


class ExportRefused(Exception):
    """An export cannot be taken; the message names the file, the cause and the next step."""


class ExportArchive:
    """Writes one, a piece at a time.

    Args:
        to: where; need not be seekable.
    """

    def __init__(self, to: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, allowZip64=True)

    def put(self, name: str, pieces: Iterable[bytes]) -> int:
        """Add a file; return how many pieces it had."""
        count = 0
        with self._zip.open(self._entry(name, zipfile.ZIP_DEFLATED), "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)
                count += 1
        return count

    def put_file(self, name: str, path: Path) -> None:
        """Add a picture as it is: it is compressed already."""
        with (
            path.open("rb") as source,
            self._zip.open(self._entry(name, zipfile.ZIP_STORED), "w", force_zip64=True) as file,
        ):
            while piece := source.read(_PIECE):
                file.write(piece)

    def close(self) -> None:
        self._zip.close()

    def _entry(self, name: str, how: int) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, _NO_TIME)
        entry.compress_type = how
        entry.create_system, entry.external_attr = 3, 0o100644 << 16
        return entry


def is_export(path: Path) -> bool:
    """Return whether a file is an export of this program. Reads its list and some hundred bytes."""
    if not path.is_file():
        return False
    try:
        return bool(description_of(path))
    except ExportRefused:
        return False


def description_of(path: Path) -> dict[str, Any]:
    """Return what an export says of itself.

    Raises:
        ExportRefused: it is none, or one that is not known here.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if not entries or entries[0].filename != DESCRIPTION:
                raise ExportRefused(f"{path} is no export of Writing Views.")
            with archive.open(entries[0]) as file:
                said = json.loads(file.read(_MOST_DESCRIPTION))
    except (zipfile.BadZipFile, ValueError, RecursionError, NotImplementedError, EOFError) as error:
        raise ExportRefused(f"{path} is no export of Writing Views, or is broken.") from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise ExportRefused(f"{path} is no export of Writing Views.")
    if said.get("version") != VERSION or not isinstance(said.get("accounts"), bool):
        raise ExportRefused(f"{path} was made by a newer Writing Views. Install that version.")
    return said
