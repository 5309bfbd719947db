"""The page tree on disk: whole files only, replaced at once, each with its compressed copies.

Layout: ``/articles/x/`` is ``articles/x/index.html`` beside ``index.html.br`` and ``.gz``;
``/feed.xml`` is ``feed.xml`` with the same. A page that is gone or has moved has
``index.html.status`` besides: ``410``, or ``301 /where/to/``. Any file server can serve it.
"""

import contextlib
import errno
import gzip
import os
import resource
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from threading import Thread
from typing import ClassVar, Final

import brotli
from isal import isal_zlib

from writingviews.site.page import Page

from .durability import sync_filesystem
from .endings import COMPANIONS, ENDINGS, NO_PAGE, STATUS, TEMPORARY, endings_of

#: Quality 5 compresses a page in 0.24 ms; 11 is 18 % smaller and takes 9 ms.
_BROTLI_QUALITY: Final = 5
#: What zlib calls the container that browsers know as gzip: no name, no time.
_GZIP: Final = 16 + zlib.MAX_WBITS
#: Threads that compress while the next pages are drawn; as many as help on two cores. They touch
#: no file: each call of the system would wait for its turn with the interpreter.
_COMPRESSORS: Final = 2
#: Pages whose former files are let go of behind a batch's back (`_FormerFiles`); of more, nobody
#: waits so closely, and a process may have a thousand files open.
_LET_GO_LATER: Final = 64
#: Of so many that it may have open, those of one page: a fifth in all.
_OPEN_FOR_A_PAGE: Final = 16
#: What is wrong with the disk or with the process, and not with one page: no page is set aside for
#: it, the batch ends and is done again.
_EVERY_PAGE: Final = frozenset(
    {
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EROFS,
        errno.ENODEV,
        errno.ENXIO,
        errno.ESTALE,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
    }
)


#: What is compressed already.
_PACKED: Final = frozenset({".woff2", ".avif", ".webp", ".jpg", ".png"})


@dataclass(frozen=True, slots=True)
class Written:
    """What a batch did: numbers of pages, and by address those that could not be put in place or
    taken away, though others could."""

    written: int
    same: int
    removed: int
    failed: Mapping[str, OSError | ValueError] = field(default_factory=dict)


class UnsafeAddress(ValueError):
    """An address that would leave the tree or meet the tree's own files."""


def file_of(address: str) -> str:
    """Return the path of an address's file below the tree.

    Raises:
        UnsafeAddress: the address has ``..``, an empty part, a NUL, or an ending of the tree's, or
            it is no text: a foreign file's name may be of any bytes.
    """
    relative = address[1:] + ("index.html" if address.endswith("/") else "")
    parts = relative.split("/")
    try:
        unsafe = any(part in {"", ".", ".."} or len(part.encode()) > 240 for part in parts)
    except UnicodeEncodeError:
        unsafe = True
    if (
        not address.startswith("/")
        or unsafe
        or "\0" in address
        or "\\" in address
        or parts[-1].endswith(NO_PAGE)
    ):
        raise UnsafeAddress(f"{address!r} cannot be a page's address.")
    return relative


def address_of(relative: str) -> str:
    """Return the address of a file of the tree; the inverse of `file_of`."""
    return "/" + relative.removesuffix("index.html")


def copies(body: bytes) -> dict[str, bytes]:
    """Return the compressed copies of a file by ending; 0.7 ms for a page."""
    return {
        ".br": brotli.compress(body, quality=_BROTLI_QUALITY, mode=brotli.MODE_TEXT),
        ".gz": isal_zlib.compress(body, 3, _GZIP),
    }


def copies_of(path: Path) -> dict[str, bytes]:
    """Return the copies of a file that is read a thousand times, as small as they get: those that
    lie beside it, or made now; a second for a script of 400 KB."""
    body = path.read_bytes()
    beside = {ending: Path(f"{path}{ending}") for ending in ENDINGS}
    if all(copy.is_file() for copy in beside.values()) and holds_whole(path, body):
        return {ending: copy.read_bytes() for ending, copy in beside.items()}
    return {
        ".br": brotli.compress(body, quality=11, mode=brotli.MODE_TEXT),
        ".gz": gzip.compress(body, compresslevel=9, mtime=0),
    }


def files_of(page: Page) -> dict[str, bytes]:
    """Return all files of a page by ending: its copies, its status if it needs one, itself."""
    files = copies(page.body) if endings_of(page.address) else {}
    if status := status_text(page):
        files[STATUS] = status.encode()
    return {**files, "": page.body}


def unpacked(copy: bytes, ending: str) -> bytes:
    """Return what a compressed copy holds.

    Raises:
        ValueError: it is broken.
    """
    try:
        return bytes(brotli.decompress(copy)) if ending == ".br" else gzip.decompress(copy)
    except (brotli.error, OSError, EOFError, zlib.error) as error:
        raise ValueError(f"a broken {ending} copy: {error}") from error


def holds_whole(path: Path, body: bytes, *, must_have: Iterable[str] = ()) -> bool:
    """Return whether a file holds some bytes, and each of its copies says the same.

    Args:
        path: of the file.
        body: the bytes.
        must_have: endings of the copies that have to be there.
    """
    try:
        return path.read_bytes() == body and all(
            unpacked(Path(f"{path}{ending}").read_bytes(), ending) == body
            for ending in ENDINGS
            if ending in must_have or Path(f"{path}{ending}").exists()
        )
    except (OSError, ValueError):
        return False


class Tree:
    """The folder that readers are served from.

    Args:
        root: made if it is not there.
        thorough: whether a page whose compressed copies say something else counts as another, and
            a front-end file that is broken as missing. It unpacks what it would only look at.
    """

    def __init__(self, root: Path, *, thorough: bool = False) -> None:
        self.root = root
        self._thorough = thorough
        root.mkdir(parents=True, exist_ok=True)

    def read(self, address: str) -> bytes | None:
        """Return what stands at an address, uncompressed; None if nothing does."""
        try:
            return (self.root / file_of(address)).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def holds(self, page: Page) -> bool:
        """Return whether exactly this page stands at its address."""
        path = self.root / file_of(page.address)
        try:
            known = path.stat()
            if S_ISREG(known.st_mode):
                if known.st_size != len(page.body):
                    return False
            elif not S_ISDIR(known.st_mode):
                # A pipe, a socket, a device: to read it may never end. It is replaced.
                return False
            body = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return False
        if body != page.body or _status(path) != status_text(page):
            return False
        return not self._thorough or holds_whole(path, body, must_have=endings_of(page.address))

    def write(self, pages: Iterable[Page], gone: Iterable[str] = ()) -> Written:
        """Put pages on disk and take others away; on return all of it survives a power cut.

        A reader sees of each page the old or the new, never half. The copies are put in place
        before the page itself and the page's bytes are compared first of all, so a batch that
        a crash cut short is finished by doing it again.

        A page whose own file cannot be written (a name too long, a folder in its place, a bad
        spot on the disk) is set aside, and the others are written.

        Args:
            pages: may be drawn as they are taken; one whose bytes are on disk already is not
                written again.
            gone: addresses at which nothing shall stand; read after all pages are taken.

        Raises:
            OSError: the disk is full or broken; pages written so far are whole.
        """
        batch = _Batch()
        try:
            self._write_beside(pages, batch)
            self._put_in_place(batch)
            emptied = [address for address in gone if self._take_away(address, batch)]
            if emptied:
                sync_filesystem(self.root)
            if batch.failed:
                self._try_the_disk()
        except OSError:
            for _, path in batch.fresh:
                _sweep(path)
            raise
        return Written(
            written=len(batch.fresh), same=batch.same, removed=len(emptied), failed=batch.failed
        )

    def sync(self) -> None:
        """Return when all that stands in the tree survives a power cut.

        Raises:
            OSError: the disk is broken.
        """
        sync_filesystem(self.root)

    def sweep(self, addresses: Iterable[str] | None = None) -> None:
        """Take away what a batch that was cut short left lying beside pages.

        Args:
            addresses: of the pages; the whole tree, if left out.
        """
        if addresses is None:
            for folder, _, files in os.walk(self.root):
                for name in files:
                    if name.endswith(TEMPORARY):
                        with contextlib.suppress(OSError):
                            Path(folder, name).unlink()
            return
        for address in addresses:
            with contextlib.suppress(UnsafeAddress):
                _sweep(self.root / file_of(address))

    def addresses(self) -> Iterator[str]:
        """Yield every address at which a page stands (not the assets'), in no order."""
        for folder, names, files in os.walk(self.root):
            relative = Path(folder).relative_to(self.root).as_posix()
            prefix = "" if relative == "." else relative + "/"
            if not prefix:
                names[:] = [name for name in names if name != "assets"]
            for name in files:
                if not name.endswith(NO_PAGE):
                    yield address_of(prefix + name)

    def put_assets(self, files: Iterable[Path]) -> None:
        """Put the built front-end files below ``/assets/``; older ones stay, for pages that are
        still open in a browser."""
        folder = self.root / "assets"
        folder.mkdir(exist_ok=True)
        fresh = [path for path in files if not self._has_asset(folder / path.name, path)]
        for path in fresh:
            body = path.read_bytes()
            made = {} if path.suffix in _PACKED else copies_of(path)
            target = folder / path.name
            _write_beside(target, {**made, "": body})
            sync_filesystem(folder)
            for ending in (*made, ""):
                _put_in_place(Path(f"{target}{ending}"))
        sync_filesystem(folder)

    def _has_asset(self, path: Path, built: Path) -> bool:
        if not self._thorough:
            return path.exists()
        return holds_whole(path, built.read_bytes())

    def _write_beside(self, pages: Iterable[Page], batch: "_Batch") -> None:
        """Write pages that are not on disk yet beside their places."""
        under_way: list[tuple[Page, Path, Future[dict[str, bytes]]]] = []
        with ThreadPoolExecutor(_COMPRESSORS) as compressors:
            for page in pages:
                try:
                    if self.holds(page):
                        batch.same += 1
                        continue
                    path = self.root / file_of(page.address)
                except (OSError, ValueError) as error:
                    batch.set_aside(page.address, error)
                    continue
                under_way.append((page, path, compressors.submit(files_of, page)))
            for page, path, files in under_way:
                batch.fresh.append((page, path))
                with batch.setting_aside(page, path):
                    _write_beside(path, files.result())

    def _put_in_place(self, batch: "_Batch") -> None:
        """Move what was written beside into its place: copies first, then the pages."""
        batch.leave_out_failed()
        if not batch.fresh:
            return
        with _FormerFiles([path for _, path in batch.fresh]):
            sync_filesystem(self.root)
            for page, path in batch.fresh:
                with batch.setting_aside(page, path):
                    own = endings_of(page.address)
                    for ending in (*own, *([STATUS] if status_text(page) else [])):
                        _put_in_place(Path(f"{path}{ending}"))
            sync_filesystem(self.root)
            batch.leave_out_failed()
            for page, path in batch.fresh:
                with batch.setting_aside(page, path):
                    _put_in_place(path)
                    if not status_text(page):
                        Path(f"{path}{STATUS}").unlink(missing_ok=True)
            sync_filesystem(self.root)
        batch.leave_out_failed()

    def _take_away(self, address: str, batch: "_Batch") -> bool:
        """Take a page away; return whether there was one."""
        try:
            return self._remove(address)
        except (OSError, ValueError) as error:
            batch.set_aside(address, error)
            return False

    def _remove(self, address: str) -> bool:
        path = self.root / file_of(address)
        # The page itself first: without it no server answers with a copy.
        found = False
        for ending in ("", *COMPANIONS):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                Path(f"{path}{ending}").unlink()
                found = True
        folder = path.parent
        while folder != self.root:
            try:
                folder.rmdir()
            except OSError:
                break
            folder = folder.parent
        return found

    def _try_the_disk(self) -> None:
        """Put a file in place as a page is, and take it away: whether the fault is the page's.

        Raises:
            OSError: it is not, the disk is full or broken.
        """
        path = self.root / "tried"
        beside = Path(f"{path}{TEMPORARY}")
        try:
            beside.write_bytes(b"whether the disk takes a page\n" * 1000)
            sync_filesystem(self.root)
            beside.replace(path)
        finally:
            for each in (beside, path):
                each.unlink(missing_ok=True)


@dataclass(slots=True)
class _Batch:
    """Pages on their way to the disk; those that fail are set aside."""

    fresh: list[tuple[Page, Path]] = field(default_factory=list)
    same: int = 0
    failed: dict[str, OSError | ValueError] = field(default_factory=dict)

    def set_aside(self, address: str, error: OSError | ValueError) -> None:
        """Note that a page failed.

        Raises:
            OSError: `error`, if every page would.
        """
        if isinstance(error, OSError) and error.errno in _EVERY_PAGE:
            raise error
        self.failed[address] = error

    @contextlib.contextmanager
    def setting_aside(self, page: Page, path: Path) -> Iterator[None]:
        """Set a page aside if what is done with it fails."""
        try:
            yield
        except OSError as error:
            self.set_aside(page.address, error)
            _sweep(path)

    def leave_out_failed(self) -> None:
        if self.failed:
            self.fresh = [each for each in self.fresh if each[0].address not in self.failed]


def status_text(page: Page) -> str:
    """Return what a page's status file holds: ``410``, ``301 /where/to/``; "" if it needs none."""
    if page.status == 200:
        return ""
    return f"{page.status} {page.location}".strip()


class _FormerFiles:
    """Keeps open, while a batch is put in place, the files that it replaces.

    To free the blocks of a file that a rename replaces is nine tenths of what the rename costs.
    The kernel does it when nobody has the file open any more: here in a thread of its own, once
    the pages are on disk.

    Args:
        paths: of the pages; of the first `_LET_GO_LATER`, or of fewer where a process may have
            few files open.
    """

    _letting_go: ClassVar[Thread | None] = None

    def __init__(self, paths: Sequence[Path]) -> None:
        if (last := _FormerFiles._letting_go) is not None:
            # One batch's at a time, however fast they follow one another.
            last.join()
        self._descriptors: list[int] = []
        for path in paths[: min(_LET_GO_LATER, _most_open() // _OPEN_FOR_A_PAGE)]:
            for ending in ("", *ENDINGS):
                # What cannot be opened is replaced as well, only more slowly. A pipe is opened
                # without waiting for who writes into it.
                with contextlib.suppress(OSError):
                    self._descriptors.append(
                        os.open(f"{path}{ending}", os.O_RDONLY | os.O_NONBLOCK)
                    )

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        letting_go = Thread(target=self._let_go)
        try:
            letting_go.start()
        except RuntimeError:  # no room for a thread
            self._let_go()
        else:
            _FormerFiles._letting_go = letting_go

    def _let_go(self) -> None:
        for descriptor in self._descriptors:
            os.close(descriptor)


def _most_open() -> int:
    """Return how many files this process may have open."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return soft if soft != resource.RLIM_INFINITY else sys.maxsize


def _status(path: Path) -> str:
    try:
        # Bytes that are no text are another status, and replaced.
        return Path(f"{path}{STATUS}").read_text(encoding="utf-8", errors="backslashreplace")
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _write_beside(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a page and its companions beside their places; not yet synced."""
    folder = path.parent
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
    for ending, data in files.items():
        Path(f"{path}{ending}{TEMPORARY}").write_bytes(data)


def _sweep(path: Path) -> None:
    """Take away what was written beside a page's place."""
    for ending in ("", *COMPANIONS):
        with contextlib.suppress(OSError):
            Path(f"{path}{ending}{TEMPORARY}").unlink(missing_ok=True)


def _put_in_place(path: Path) -> None:
    Path(f"{path}{TEMPORARY}").replace(path)
