"""Making a backup of a house that may be running."""

import contextlib
import fcntl
import hashlib
import io
import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from writingviews import __version__
from writingviews.house.settings import SETTINGS_FILE, HouseSettings

from .age import Lock, Sealing, opened
from .archive import Broken, Description, Pack, is_name, read_archive
from .database import Snapshot, take_snapshot
from .refusal import BackupRefused

#: What of `house.toml` stays behind: secrets, and where this machine's database is.
APART: Final = ("secret_key", "database_url")
#: Folders of the publication that a backup holds whole. The page tree and the search index are
#: made from the database.
FOLDERS: Final = ("media", "theme", "carried")
UNFINISHED: Final = ".new~"
_PIECE: Final = 1024 * 1024

#: Told what is being done, bytes done, bytes in all.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and read again.

    Args:
        path: of the file.
        bytes: of it.
        sha256: of it.
        description: what is in it.
        missing: files of pictures that the database knows and the disk has not.
    """

    path: Path
    bytes: int
    sha256: str
    description: Description
    missing: tuple[str, ...]


def make_backup(
    settings: HouseSettings,
    path: Path,
    *,
    now: datetime,
    lock: Lock | None = None,
    progress: Progress | None = None,
) -> Made:
    """Copy a house into one file, read it again, and only then give it its name.

    Args:
        settings: the house's; it may be running.
        path: of the file, which is replaced if it is there; or a folder, in which the file is
            named by the moment.
        now: aware.
        lock: for whom it is sealed; for everybody without it.
        progress: told of long work.

    Raises:
        BackupRefused: the database cannot be read, another backup is under way, or what was
            written does not read as it was written.
        OSError: a disk is full or broken. Nothing is left under the name.
    """
    target = path / file_name(now, sealed=lock is not None) if path.is_dir() else path
    if not target.parent.is_dir():
        raise BackupRefused(f"There is no folder {target.parent}. Make it, or name another.")
    told = progress or (lambda *_: None)
    unfinished = target.with_name(f".{target.name}{UNFINISHED}")
    try:
        with _alone(settings.run_dir) as folder:
            told("Reading the database", 0, 1)
            snapshot = take_snapshot(settings.sqlite_path, settings.database_url, folder)
            told("Reading the database", 1, 1)
            files = _files(settings, snapshot)
            toml = _settings_text(settings.folder / SETTINGS_FILE)
            description = Description(
                made_at=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                program=__version__,
                database=snapshot.kind,
                migrations=snapshot.migrations,
                rows=snapshot.rows,
                files=len(files) + 1,
                bytes=sum(file.stat().st_size for _, file in files) + len(toml.encode()),
            )
            file_key = _write(unfinished, description, files, toml, lock, told)
        digest = _read_again(unfinished, file_key, description, told)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    _sync(target.parent)
    return Made(
        target, target.stat().st_size, digest, description, _missing(settings.media_dir, snapshot)
    )


def file_name(now: datetime, *, sealed: bool) -> str:
    """Return what a backup of a moment is called: ``backup-2026-11-24T023000Z.tar.gz.age``."""
    return f"backup-{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.tar.gz{'.age' if sealed else ''}"


def write_keys(settings: HouseSettings, path: Path, lock: Lock | None) -> None:
    """Write the house's secret into a file of its own, to be kept apart from all backups.

    Raises:
        BackupRefused: something is there.
        OSError: the disk is full or broken.
    """
    if path.exists():
        raise BackupRefused(f"{path} is there already. Name a new file for the keys.")
    unfinished = path.with_name(f".{path.name}{UNFINISHED}")
    try:
        with _private(unfinished) as file:
            text = f"{settings.secret_key}\n".encode()
            if lock is None:
                file.write(text)
            else:
                sealing = Sealing(file, lock)
                sealing.write(text)
                sealing.finish()
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    _sync(path.parent)


@contextlib.contextmanager
def _alone(run_dir: Path) -> Iterator[Path]:
    """Give a folder for the copy of the database, on the house's own disk: it is not sealed."""
    run_dir.mkdir(parents=True, exist_ok=True)
    with (run_dir / "backup.lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefused("Another backup is under way. Wait until it is done.") from None
        for left in run_dir.glob("backup-*"):  # by one that was killed
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix="backup-", dir=run_dir) as folder:
            yield Path(folder)


def _files(settings: HouseSettings, snapshot: Snapshot) -> list[tuple[str, Path]]:
    found = [(snapshot.name, snapshot.path)]
    for kind in FOLDERS:
        root = settings.folder / kind
        for folder, names, files in os.walk(root):
            # What begins with a dot is on its way, or another program's.
            names[:] = sorted(name for name in names if not name.startswith("."))
            for name in sorted(files):
                file = Path(folder) / name
                relative = f"{kind}/{file.relative_to(root).as_posix()}"
                if not file.is_file() or name.startswith(".") or name.endswith("~"):
                    continue
                if not is_name(relative):
                    raise BackupRefused(
                        f"{file} has a name that no backup can hold. Move it out of {kind}/."
                    )
                found.append((relative, file))
    return found


def _missing(media: Path, snapshot: Snapshot) -> tuple[str, ...]:
    return tuple(
        f"media/{picture}/{width}.jpg"
        for picture, widths in snapshot.pictures.items()
        for width in widths
        if not (media / picture / f"{width}.jpg").is_file()
    )


def _settings_text(path: Path) -> str:
    """Return `house.toml` without what stays apart; its remarks stay, if that can be done."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    wanted = {key: said for key, said in tomllib.loads(text).items() if key not in APART}
    keys = "|".join(APART)
    left = re.sub(rf"^[ \t]*[\"']?(?:{keys})[\"']?[ \t]*=.*\n?", "", text, flags=re.MULTILINE)
    try:
        if tomllib.loads(left) == wanted:
            return left
    except tomllib.TOMLDecodeError:
        pass
    raise BackupRefused(
        f"{path} has a secret on several lines. Write {' and '.join(APART)} on a line each."
    )


def _write(
    path: Path,
    description: Description,
    files: list[tuple[str, Path]],
    toml: str,
    lock: Lock | None,
    told: Progress,
) -> bytes | None:
    """Write the archive and return the key of the file, if it is sealed."""
    with _private(path) as file:
        sealing = Sealing(file, lock) if lock is not None else None
        pack = Pack(sealing or file, description)
        pack.add_text(SETTINGS_FILE, toml)
        done = 0
        for name, each in files:
            try:
                pack.add(name, each)
            except Broken as error:
                raise BackupRefused(f"{error}. Try again.") from error
            done += each.stat().st_size
            told("Writing", done, description.bytes)
        pack.finish()
        if sealing is not None:
            sealing.finish()
        file.flush()
        os.fsync(file.fileno())
    return sealing.file_key if sealing is not None else None


def _read_again(
    path: Path, file_key: bytes | None, description: Description, told: Progress
) -> str:
    """Read what was written as `restore` would; return its digest."""
    with path.open("rb") as file:
        digesting = _Digesting(file)
        counted: BinaryIO = io.BufferedReader(digesting, _PIECE)
        try:
            source = opened(counted, file_key) if file_key is not None else counted
            for said, done in read_archive(source, None):
                if said != description:
                    raise Broken("it says something else of itself")
                told("Checking", done, description.bytes)
        except ValueError as error:
            raise BackupRefused(
                f"What was written to {path.parent} does not read as it was written: {error}. "
                "Look at that disk."
            ) from error
        while counted.read(_PIECE):
            pass
    return digesting.digest.hexdigest()


class _Digesting(io.RawIOBase):
    """A file that is digested while it is read."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self.digest.update(data)
        return len(data)


def _private(path: Path) -> BinaryIO:
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
