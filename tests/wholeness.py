"""Whether the files of a page tree are whole: never half a page, never a copy of another one."""

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import brotli

_ENDS = {".html": b"</html>", ".xml": b">", ".json": b"}", ".txt": b"\n"}
_COPIES = {
    ".br": brotli.decompress,
    ".gz": gzip.decompress,
}


def files(tree: Path) -> Iterator[Path]:
    """Yield every page and asset of a tree; not the copies, nor what a crash left beside."""
    for folder, _, names in os.walk(tree):
        for name in names:
            if not name.endswith((*_COPIES, ".status", ".new~")):
                yield Path(folder, name)


def half_files(tree: Path) -> list[str]:
    """Return pages and copies that end before their end; there may never be one."""
    return [
        str(path.relative_to(tree))
        for path in files(tree)
        for data in (path.read_bytes(), *_copies(path).values())
        if data is None or not data.rstrip().endswith(_ENDS.get(path.suffix, b"").strip())
    ]


def broken_files(tree: Path) -> list[str]:
    """Return pages that are half, or whose copies hold something else; none once all is quiet."""
    found = half_files(tree)
    for path in files(tree):
        copies = _copies(path)
        if path.suffix in _ENDS and len(copies) < len(_COPIES):
            found.append(f"{path.relative_to(tree)} lacks a copy")
        if any(data != path.read_bytes() for data in copies.values()):
            found.append(f"{path.relative_to(tree)} has a copy of something else")
    return found


def _copies(path: Path) -> dict[str, bytes | None]:
    """Return what a file's copies hold, by ending; None for one that cannot be unpacked."""
    found: dict[str, bytes | None] = {}
    for ending, unpack in _COPIES.items():
        copy = Path(f"{path}{ending}")
        if copy.exists():
            try:
                found[ending] = unpack(copy.read_bytes())
            except (brotli.error, OSError, EOFError):
                found[ending] = None
    return found
