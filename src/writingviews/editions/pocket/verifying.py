"""Whether a copy is what its publication signed: every file, no other, and recent enough."""

import hashlib
import os
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import IO, Final, Protocol

from .minisign import KeyUnreadable, PublicKey, SignatureWrong, read_public_key, trusted_comment
from .sums import PUBLIC_KEY, SIGNATURE, SUMS, UNLISTED, SumsUnreadable, is_plain, read_sums
from .terms import Terms, TermsUnreadable, read_terms

#: No list of files and no signature is longer; what is, was not made by us. Bytes.
_MOST: Final = 64 * 1024 * 1024
_BLOCK: Final = 1 << 18


class Fault(Enum):
    """What can be wrong with a copy."""

    UNREADABLE = "unreadable"
    UNSIGNED = "unsigned"
    FORGED = "forged"
    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"
    ODD = "odd"
    OLD = "old"
    ENDED = "ended"


#: What the holder of a copy does about it.
MENDS: Final[Mapping[Fault, str]] = {
    Fault.UNREADABLE: "The copy is cut or broken: get it again.",
    Fault.UNSIGNED: "Nobody vouches for this copy: do not trust it; get one that is signed.",
    Fault.FORGED: "Do not trust this copy; get it from somebody else, and compare the key.",
    Fault.CHANGED: "Do not trust these files; get the copy again.",
    Fault.MISSING: "The copy is not whole: get it again.",
    Fault.EXTRA: "Somebody added these files: do not open them; get the copy again.",
    Fault.ODD: "Do not open these; get the copy again.",
    Fault.OLD: "There is a newer copy: ask for it.",
    Fault.ENDED: "It may be genuine, and is out of date: ask for a newer copy.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Args:
        fault: what kind.
        said: what it is about: files, a number, a date.
    """

    fault: Fault
    said: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found.

    Args:
        terms: what is signed; None if the signature does not hold.
        findings: empty if the copy is good.
        key: with which it was checked; None if it has no key that can be read.
        own_key: whether that key came with the copy, so that it vouches for nothing.
    """

    terms: Terms | None
    findings: tuple[Finding, ...]
    key: PublicKey | None
    own_key: bool

    @property
    def good(self) -> bool:
        return not self.findings


class _Carrier(Protocol):
    """A folder or an archive."""

    def names(self) -> tuple[set[str], list[str]]:
        """Return the paths of plain files, and what is odd."""

    def open(self, name: str) -> IO[bytes]:
        """Open a plain file."""


class _Folder:
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
    with os.scandir(f"{root}/{prefix}") as entries:
        for entry in entries:
            path = prefix + entry.name
            if entry.is_symlink():
                yield path, "a link"
            elif entry.is_dir(follow_symlinks=False):
                yield path, "folder"
                yield from _below(root, path + "/")
            elif entry.is_file(follow_symlinks=False):
                yield path, "file"
            else:
                yield path, "no plain file"


class _Archive:
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
        return plain, odd

    def open(self, name: str) -> IO[bytes]:
        return self._packed.open(self._root + name)


def verify(
    path: Path,
    *,
    now: datetime,
    key: PublicKey | None = None,
    at_least: int = 0,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> Verdict:
    """Check a copy. 20,000 files of 400 MB take about 2 s.

    Args:
        path: the copy's folder, or its zip.
        now: UTC.
        key: the publication's; the one that came with the copy, if left out.
        at_least: the lowest sequence that is taken.
        told: called with how many files are read, of how many.

    Raises:
        FileNotFoundError: there is nothing at `path`.
    """
    with ExitStack() as opened:
        if path.is_dir():
            carrier: _Carrier = _Folder(path)
        else:
            try:
                carrier = _Archive(opened.enter_context(zipfile.ZipFile(path)))
            except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
                broken = Finding(Fault.UNREADABLE, f"{path.name} is no whole zip ({error})")
                return Verdict(None, (broken,), key, own_key=False)
        try:
            return _verdict(carrier, now, key, at_least, told)
        except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
            broken = Finding(Fault.UNREADABLE, f"{path.name} cannot be read ({error})")
            return Verdict(None, (broken,), key, own_key=False)


def _verdict(
    carrier: _Carrier,
    now: datetime,
    key: PublicKey | None,
    at_least: int,
    told: Callable[[int, int], None],
) -> Verdict:
    present, odd = carrier.names()
    own_key = key is None
    unsigned = [name for name in (SUMS, SIGNATURE) if name not in present]
    if unsigned:
        finding = Finding(Fault.UNSIGNED, f"{' and '.join(unsigned)} is not there")
        return Verdict(None, (finding,), key, own_key)
    if key is None:
        try:
            key = read_public_key(_text(carrier, PUBLIC_KEY)) if PUBLIC_KEY in present else None
        except KeyUnreadable:
            key = None
        if key is None:
            finding = Finding(
                Fault.UNSIGNED, f"it brings no key ({PUBLIC_KEY}); name one with --key"
            )
            return Verdict(None, (finding,), None, own_key)
    listing = _whole(carrier, SUMS)
    try:
        terms = read_terms(trusted_comment(listing, _text(carrier, SIGNATURE), key))
        sums = read_sums(listing)
    except (SignatureWrong, TermsUnreadable, SumsUnreadable) as error:
        return Verdict(None, (Finding(Fault.FORGED, str(error)),), key, own_key)
    findings = [*_of_files(carrier, sums, present, odd, told), *_of_time(terms, now, at_least)]
    if len(sums) != terms.files:
        said = f"{len(sums)} files are listed and {terms.files} signed"
        findings.append(Finding(Fault.FORGED, said))
    return Verdict(terms, tuple(findings), key, own_key)


def _of_files(
    carrier: _Carrier,
    sums: Mapping[str, str],
    present: set[str],
    odd: Sequence[str],
    told: Callable[[int, int], None],
) -> Iterator[Finding]:
    listed = sorted(name for name in sums if name in present)
    changed: list[str] = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        digests = threads.map(lambda name: _digest(carrier, name), listed, chunksize=64)
        for done, (name, digest) in enumerate(zip(listed, digests, strict=True), 1):
            if digest != sums[name]:
                changed.append(name)
            if done % 500 == 0:
                told(done, len(listed))
    missing = sorted(sums.keys() - present)
    extra = sorted(present - sums.keys() - UNLISTED)
    yield from (Finding(Fault.CHANGED, name) for name in changed)
    yield from (Finding(Fault.MISSING, name) for name in missing)
    yield from (Finding(Fault.EXTRA, _shown(name)) for name in extra)
    yield from (Finding(Fault.ODD, _shown(name)) for name in sorted(odd))


def _of_time(terms: Terms, now: datetime, at_least: int) -> Iterator[Finding]:
    if terms.sequence < at_least:
        yield Finding(Fault.OLD, f"it is number {terms.sequence}, and {at_least} is known")
    if now >= terms.ends:
        yield Finding(Fault.ENDED, f"it was valid until {terms.ends:%Y-%m-%d %H:%M} UTC")


def _shown(name: str) -> str:
    """Return a name that somebody else chose so that it does nothing to a terminal."""
    return name if name.isprintable() else ascii(name)


def _digest(carrier: _Carrier, name: str) -> str | None:
    """Return a file's SHA-256 in hex; None if it cannot be read, or turned into something else."""
    digest = hashlib.sha256()
    try:
        with carrier.open(name) as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None
    return digest.hexdigest()


def _whole(carrier: _Carrier, name: str) -> bytes:
    with carrier.open(name) as file:
        return file.read(_MOST)


def _text(carrier: _Carrier, name: str) -> str:
    return _whole(carrier, name).decode("utf-8", "replace")
