"""A copy as one file: a zip with one folder in it, the same bytes for the same files."""

import os
import shutil
import zipfile
from collections.abc import Container, Iterator
from datetime import datetime
from pathlib import Path
from stat import S_IFREG
from typing import Final

#: What is compressed already.
_PACKED: Final = frozenset({".woff2", ".jpg", ".webp", ".avif"})


def write_archive(
    folder: Path, archive: Path, *, root: str, made: datetime, only: Container[str] | None = None
) -> None:
    """Pack a folder. Some 40 MB a second; streams.

    Args:
        folder: holds nothing but plain files and folders.
        archive: written whole, then put in place.
        root: the name of the folder inside.
        made: every file's time, UTC.
        only: paths of those files that are packed; all, if left out.
    """
    beside = archive.with_name(f".{archive.name}.new~")
    try:
        with zipfile.ZipFile(beside, "w") as packed:
            for path in _files(folder):
                name = path.relative_to(folder).as_posix()
                if only is None or name in only:
                    _pack(packed, path, f"{root}/{name}", made)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(archive)
    finally:
        beside.unlink(missing_ok=True)


def _pack(packed: zipfile.ZipFile, path: Path, name: str, made: datetime) -> None:
    inside = zipfile.ZipInfo(name, made.timetuple()[:6])
    inside.create_system = 3  # Unix, wherever it is packed
    inside.external_attr = (S_IFREG | 0o644) << 16
    stored = path.suffix in _PACKED
    inside.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    inside.file_size = path.stat().st_size
    with path.open("rb") as source, packed.open(inside, "w") as target:
        shutil.copyfileobj(source, target, 1 << 18)


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())
