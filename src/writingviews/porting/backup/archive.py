"""What a backup is: a compressed tar that says first what it holds, and last how it must read.

``backup.json`` stands first, ``MANIFEST.json`` last: size and SHA-256 of every file between. Both
are written as they go by, so that neither side holds more than a piece of a file in memory. Files
alone, by names of a few kinds: what else stands in an archive is refused, and so is what is larger
than the archive itself said. Ordinary tools read it: ``tar xzf``. Pure.
"""

import hashlib
import json
import os
import re
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol, cast

from isal import igzip, igzip_lib

FORMAT: Final = "writingviews-backup"
VERSION: Final = 1
DESCRIPTION: Final = "backup.json"
MANIFEST: Final = "MANIFEST.json"
#: What an archive may hold besides; nothing of it begins with a dot.
_NAME: Final = re.compile(
    r"house\.toml|database\.(?:sqlite3|dump)"
    r"|(?:media|theme|carried)(?:/[A-Za-z0-9_][A-Za-z0-9._-]*){1,4}"
)
_LONGEST_NAME: Final = 99
_BLOCK: Final = 512
_PIECE: Final = 1024 * 1024
_MOST_DESCRIPTION: Final = 4 * 1024 * 1024
_MOST_MANIFEST: Final = 512 * 1024 * 1024
_MOST_FILES: Final = 4_000_000


class Broken(ValueError):
    """An archive cannot be used; half a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Description:
    """What an archive says of itself.

    Args:
        made_at: ISO 8601, UTC, to the second.
        program: the version of Writing Views that made it.
        database: ``sqlite`` or ``postgresql``.
        migrations: the last ones of the database by app: what program can read it.
        rows: rows by table.
        files, bytes: that follow, without the manifest.
    """

    made_at: str
    program: str
    database: str
    migrations: dict[str, list[str]]
    rows: dict[str, int]
    files: int
    bytes: int
    format: str = field(default=FORMAT, kw_only=True)
    version: int = field(default=VERSION, kw_only=True)


class Sink(Protocol):
    """What an archive is written to."""

    def write(self, data: bytes, /) -> int: ...


# --- writing --------------------------------------------------------------------------------------


class Pack:
    """Writes an archive.

    Args:
        to: where; stays open.
        description: goes first.
    """

    def __init__(self, to: Sink, description: Description) -> None:
        # isal is untyped; it writes gzip ten times as fast as zlib.
        self._to = cast(
            BinaryIO,
            igzip.IGzipFile(filename="", mode="wb", compresslevel=1, fileobj=to, mtime=0),  # type: ignore[no-untyped-call]
        )
        self._files: dict[str, tuple[int, str]] = {}
        self._put(DESCRIPTION, json.dumps(asdict(description), sort_keys=True).encode(), 0)

    def add(self, name: str, path: Path) -> None:
        """Add a file under a name.

        Raises:
            OSError: it cannot be read, or its disk is full.
            Broken: it became shorter meanwhile, or no archive holds such a name.
        """
        if not is_name(name):
            raise Broken(f"{path} has a name that no backup can hold")
        digest = hashlib.sha256()
        with path.open("rb") as file:
            known = os.fstat(file.fileno())
            self._to.write(_header(name, known.st_size, int(known.st_mtime)))
            left = known.st_size
            while left and (piece := file.read(min(left, _PIECE))):
                digest.update(piece)
                self._to.write(piece)
                left -= len(piece)
        if left:
            raise Broken(f"{path} became shorter while it was read")
        self._to.write(_padding(known.st_size))
        self._files[name] = (known.st_size, digest.hexdigest())

    def add_text(self, name: str, text: str) -> None:
        """Add a small file."""
        data = text.encode()
        self._put(name, data, 0)
        self._files[name] = (len(data), hashlib.sha256(data).hexdigest())

    def finish(self) -> None:
        """Write the manifest and the end."""
        self._put(MANIFEST, json.dumps({"files": self._files}, sort_keys=True).encode(), 0)
        self._to.write(bytes(2 * _BLOCK))
        self._to.close()

    def _put(self, name: str, data: bytes, time: int) -> None:
        self._to.write(_header(name, len(data), time) + data + _padding(len(data)))


def is_name(name: str) -> bool:
    """Return whether a file may stand in an archive under a name."""
    return len(name) <= _LONGEST_NAME and _NAME.fullmatch(name) is not None


def _header(name: str, size: int, time: int) -> bytes:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = size, max(time, 0), 0o600
    return entry.tobuf(tarfile.GNU_FORMAT, "ascii")


def _padding(size: int) -> bytes:
    return bytes(-size % _BLOCK)


# --- reading --------------------------------------------------------------------------------------


def read_archive(source: BinaryIO, into: Path | None) -> Iterator[tuple[Description, int]]:
    """Read an archive to its end, checking all of it, and put its files into a folder.

    Args:
        source: the archive.
        into: an empty folder; None if it is only to be checked.

    Yields:
        what it says of itself, and how many bytes of its files have been read: before the first
        file and after each. Nothing that was put there may be used before the iterator ends.

    Raises:
        Broken: it is not what it says, or nothing of ours.
        OSError: the folder's disk is full.
    """
    plain = _Plain(source)
    description = _description(plain)
    yield description, 0
    found: dict[str, tuple[int, str]] = {}
    done = 0
    while True:
        name, size, time = _entry(plain)
        if name == MANIFEST:
            break
        if not is_name(name) or name in found or len(found) >= _MOST_FILES:
            raise Broken(f"{name[:80]!r} has no place in it")
        done += size
        if done > description.bytes:
            raise Broken("it holds more than it says")
        found[name] = (size, _taken(plain, size, None if into is None else into / name, time))
        yield description, done
    if size > _MOST_MANIFEST:
        raise Broken("its list of files is broken")
    _compare(found, _json(plain.exactly(size)), description)
    if plain.exactly(-size % _BLOCK + 2 * _BLOCK).strip(b"\0") or plain.read(1):
        raise Broken("something follows its end")


def _description(plain: "_Plain") -> Description:
    name, size, _ = _entry(plain)
    if name != DESCRIPTION or size > _MOST_DESCRIPTION:
        raise Broken("it is no backup of Writing Views")
    said = _json(plain.exactly(size))
    plain.exactly(-size % _BLOCK)
    if said.get("format") != FORMAT:
        raise Broken("it is no backup of Writing Views")
    if said.get("version") != VERSION:
        raise Broken(f"it is of form {said.get('version')!r}, made by a newer Writing Views")
    try:
        description = Description(**said)
    except TypeError:
        raise Broken("its description is broken") from None
    whole = (description.files, description.bytes, *description.rows.values())
    if any(not isinstance(number, int) or number < 0 for number in whole):
        raise Broken("its description is broken")
    return description


def _entry(plain: "_Plain") -> tuple[str, int, int]:
    """Return name, size and time of the next file."""
    try:
        entry = tarfile.TarInfo.frombuf(plain.exactly(_BLOCK), "ascii", "strict")
    except (tarfile.HeaderError, UnicodeDecodeError) as error:
        raise Broken("it ends too early, or is broken") from error
    if entry.type != tarfile.REGTYPE or entry.size < 0:
        raise Broken(f"{entry.name[:80]!r} is no file")
    return entry.name, entry.size, min(max(int(entry.mtime), 0), 2**32)


def _taken(plain: "_Plain", size: int, path: Path | None, time: int) -> str:
    """Read a file and return its digest."""
    digest = hashlib.sha256()
    handle: BinaryIO | None = None
    if path is not None:
        path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        handle = path.open("xb")
    try:
        left = size
        while left:
            piece = plain.exactly(min(left, _PIECE))
            digest.update(piece)
            if handle is not None:
                handle.write(piece)
            left -= len(piece)
        plain.exactly(-size % _BLOCK)
    finally:
        if handle is not None:
            handle.close()
    if path is not None:
        os.utime(path, (time, time))
    return digest.hexdigest()


def _compare(
    found: dict[str, tuple[int, str]], manifest: dict[str, Any], description: Description
) -> None:
    listed = manifest.get("files")
    if not isinstance(listed, dict) or {*listed} != {*found}:
        raise Broken("a file is missing in it, or one too many")
    for name, known in found.items():
        if listed[name] != [*known]:
            raise Broken(f"{name} is not what was put into it")
    whole = sum(size for size, _ in found.values())
    if (len(found), whole) != (description.files, description.bytes):
        raise Broken("it does not hold what it says")


def _json(data: bytes) -> dict[str, Any]:
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        raise Broken("what it says of itself is broken") from None
    if not isinstance(said, dict):
        raise Broken("what it says of itself is broken")
    return said


class _Plain:
    """What a compressed stream holds; its faults are the archive's, not the disk's."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = cast(BinaryIO, igzip.IGzipFile(mode="rb", fileobj=source))  # type: ignore[no-untyped-call]

    def read(self, size: int) -> bytes:
        try:
            return self._source.read(size)
        except (EOFError, OSError, zlib.error, igzip_lib.IsalError) as error:  # type: ignore[misc]
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise Broken("it ends too early, or is broken") from error

    def exactly(self, size: int) -> bytes:
        data = self.read(size) if size else b""
        while len(data) < size:
            if not (more := self.read(size - len(data))):
                raise Broken("it ends too early")
            data += more
        return data
