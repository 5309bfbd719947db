"""What a copy's files lie in, a folder or a zip, read without trusting either."""

import hashlib
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, Protocol

from .strewn import FOLDERS
from .sums import SUMS, is_plain
from .zip_layout import holds_more

#: No list of files is longer, and no key or signature; what is, was not made by us. Bytes.
_MOST: Final = 64 * 1024 * 1024
_MOST_SIGNED: Final = 64 * 1024
_BLOCK: Final = 1 << 18


#: What reading a zip that was cut or changed raises.
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),
)


class Unreadable(Exception):
    """A copy is cut or broken."""


class Carrier(Protocol):
    """A folder or an archive."""

    def names(self) -> tuple[set[str], list[str]]:
        """Return the paths of plain files, and what is odd. A folder that a system keeps for
        itself (`strewn`) counts as one file, with a slash at its end."""

    def open(self, name: str) -> IO[bytes]:
        """Open a plain file."""


class Folder:
    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> tuple[set[str], list[str]]:
        plain: set[str] = set()
        odd: list[str] = []
        for path, kind in _below(os.fspath(self._root), ""):
            if kind == "file":
                plain.add(path)
            elif kind != "folder":
                odd.append(f"{path} ({kind})")
        return plain, odd

    def open(self, name: str) -> IO[bytes]:
        # Never through a link that somebody put in the file's place meanwhile.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        return open(os.open(self._root / name, flags), "rb")  # noqa: PTH123 - a descriptor


def _below(root: str, prefix: str) -> Iterator[tuple[str, str]]:
    try:
        found = os.scandir(f"{root}/{prefix}")
    except OSError:
        yield prefix, "a folder that cannot be read"
        return
    with found as entries:
        for entry in entries:
            path = prefix + entry.name
            if entry.is_symlink():
                yield path, "a link"
            elif not prefix and path in FOLDERS and entry.is_dir(follow_symlinks=False):
                yield f"{path}/", "file"
            elif entry.is_dir(follow_symlinks=False):
                yield path, "folder"
                yield from _below(root, path + "/")
            elif entry.is_file(follow_symlinks=False):
                yield path, "file"
            else:
                yield path, "no plain file"


class Archive:
    """A zip with one folder in it, or with none."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self._root = ""
        names = [info.filename for info in packed.infolist()]
        firsts = {name.partition("/")[0] for name in names}
        if SUMS not in names and len(firsts) == 1:
            self._root = firsts.pop() + "/"

    def names(self) -> tuple[set[str], list[str]]:
        plain: set[str] = set()
        odd: list[str] = []
        for info in self._packed.infolist():
            name = info.orig_filename
            inside = name.removeprefix(self._root)
            mode = info.external_attr >> 16
            if info.is_dir() and (not inside or is_plain(inside.rstrip("/"))):
                continue
            if not name.startswith(self._root) or not is_plain(inside):
                odd.append(f"{name!r} (an odd name)")
            elif stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
                odd.append(f"{inside} (no plain file)")
            elif info.flag_bits & 1:
                odd.append(f"{inside} (with a password)")
            elif inside in plain:
                odd.append(f"{inside} (twice)")
            else:
                plain.add(inside)
        if holds_more(self._packed):
            odd.append("the zip itself (it holds bytes that are of no file)")
        return plain, odd

    def open(self, name: str) -> IO[bytes]:
        try:
            return self._packed.open(self._root + name)
        except KeyError:
            raise FileNotFoundError(name) from None


@contextmanager
def carrier_at(path: Path) -> Iterator[Carrier]:
    """Open a copy, or a part of one.

    Raises:
        Unreadable: it is neither a folder nor a whole zip.
    """
    if path.is_dir():
        yield Folder(path)
        return
    try:
        packed = zipfile.ZipFile(path)
    except (OSError, *_BROKEN) as error:
        raise Unreadable(f"{path.name} is no whole zip ({error})") from error
    with packed:
        yield Archive(packed)


def digest_of(carrier: Carrier, name: str) -> str | None:
    """Return a file's SHA-256 in hex; None if it cannot be read, or turned into something else."""
    digest = hashlib.sha256()
    try:
        for block in read_blocks(carrier, name):
            digest.update(block)
    except Unreadable:
        return None
    return digest.hexdigest()


def read_blocks(carrier: Carrier, name: str) -> Iterator[bytes]:
    """Yield what a file holds.

    Raises:
        Unreadable: it cannot be read.
    """
    try:
        with carrier.open(name) as file:
            while block := file.read(_BLOCK):
                yield block
    except (OSError, *_BROKEN) as error:
        raise Unreadable(f"{name} cannot be read ({error})") from error


def whole_of(carrier: Carrier, name: str, *, most: int = _MOST) -> bytes:
    """Return what a small file holds, at most so many bytes.

    Raises:
        Unreadable: it cannot be read.
    """
    try:
        with carrier.open(name) as file:
            return file.read(most)
    except (OSError, *_BROKEN) as error:
        raise Unreadable(f"{name} cannot be read ({error})") from error


def text_of(carrier: Carrier, name: str) -> str:
    """Return the text of a key or a signature; what is not UTF-8 in it as a question mark, and
    what is too long cut off."""
    return whole_of(carrier, name, most=_MOST_SIGNED).decode("utf-8", "replace")
