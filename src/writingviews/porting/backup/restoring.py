"""Bringing a house back out of a backup, into an empty folder."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from writingviews.house.settings import SECRET_FILE, SETTINGS_FILE, write_secret

from .age import MAGIC, CannotOpen, Opener, opened
from .archive import Broken, Description, read_archive
from .database import check_sqlite, fill_postgresql
from .making import FOLDERS, Progress
from .refusal import BackupRefused

#: Where a backup is unpacked before it is known to be whole; what a restore that was killed left.
STAGE: Final = ".restoring~"
_GZIP: Final = b"\x1f\x8b"
_ROOM: Final = 64 * 1024 * 1024
_ROOMS: Final = Path(__file__).parents[2]


def restore_backup(
    path: Path,
    folder: Path,
    *,
    opener: Opener,
    keys: Path | None = None,
    database_url: str | None = None,
    progress: Progress | None = None,
) -> Description:
    """Unpack a backup into an empty folder; nothing is there under its name before all is checked.

    The pages and the search index are not in it: `press.rebuilding.rebuild` makes them.

    Args:
        path: of the backup.
        folder: empty, or not there yet.
        opener: what a sealed one is opened with.
        keys: the file that `write_keys` made; without it the house gets a new secret.
        database_url: an empty PostgreSQL, for a house that had one.
        progress: told of long work.

    Raises:
        BackupRefused: the folder is not empty; or the backup is broken, cut short, changed,
            sealed for somebody else, of a newer program or of something else.
        OSError: the disk is full or broken.
    """
    told = progress or (lambda *_: None)
    secret = _secret(keys, opener) if keys is not None else None
    stage = _stage(folder)
    try:
        description = _unpack(path, stage, opener, told)
        _settle_database(description, stage, database_url)
        _put_together(stage, secret)
        # The secret last: without it no folder is a publication's.
        for entry in sorted(stage.iterdir(), key=lambda entry: (entry.name == SECRET_FILE, entry)):
            entry.rename(folder / entry.name)
        _sync(folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return description


def _stage(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    others = [entry.name for entry in folder.iterdir() if entry.name != STAGE]
    if others:
        raise BackupRefused(
            f"{folder} is not empty: {min(others)} is there. Name an empty folder with --dir."
        )
    stage = folder / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(mode=0o700)
    return stage


def _unpack(path: Path, stage: Path, opener: Opener, told: Progress) -> Description:
    description: Description | None = None
    try:
        with _unsealed(path, opener) as source:
            for description, done in read_archive(source, stage):
                if done == 0:
                    _agree_to(description, path, stage)
                told("Unpacking", done, description.bytes)
    except (Broken, CannotOpen) as error:
        raise BackupRefused(f"{path} cannot be restored: {error}.") from error
    if description is None:
        raise BackupRefused(f"{path} cannot be restored: it is empty.")
    return description


@contextmanager
def _unsealed(path: Path, opener: Opener) -> Iterator[BinaryIO]:
    with path.open("rb") as file:
        head = file.read(len(MAGIC))
        file.seek(0)
        if head == MAGIC:
            yield opened(file, opener)
        elif head.startswith(_GZIP):
            yield file
        else:
            raise BackupRefused(
                f"{path} is no backup of Writing Views. Name a file that `writingviews backup` "
                "wrote."
            )


def _agree_to(description: Description, path: Path, stage: Path) -> None:
    """Refuse what cannot be used before it is unpacked."""
    for app, names in description.migrations.items():
        known = _ROOMS / app / "migrations"
        if not (_ROOMS / app).is_dir():
            continue  # another package's, which comes along
        newer = [name for name in names if not (known / f"{name}.py").is_file()]
        if newer:
            raise BackupRefused(
                f"{path} was made by Writing Views {description.program}, which is newer than "
                f"this one ({app} {newer[0]} is not known here). Install that version."
            )
    free = shutil.disk_usage(stage).free
    if description.bytes + _ROOM > free:
        raise BackupRefused(
            f"{path} needs {description.bytes / 1e6:.0f} MB and {free / 1e6:.0f} MB are free "
            f"where {stage.parent} is. Make room."
        )


def _settle_database(description: Description, stage: Path, database_url: str | None) -> None:
    copy, dump = stage / "database.sqlite3", stage / "database.dump"
    if description.database == "sqlite":
        if database_url is not None:
            raise BackupRefused(
                "The backup holds an SQLite database, and DATABASE_URL names a PostgreSQL. "
                "Restore it without DATABASE_URL."
            )
        if not copy.is_file():
            raise BackupRefused("The backup holds no database.")
        check_sqlite(copy, description.rows)
        copy.chmod(0o600)
        copy.rename(stage / "house.sqlite3")
        return
    if not dump.is_file():
        raise BackupRefused("The backup holds no database.")
    if database_url is None:
        raise BackupRefused(
            "The backup holds a PostgreSQL database. Set DATABASE_URL to an empty one."
        )
    fill_postgresql(database_url, dump, description.rows)
    dump.unlink()


def _put_together(stage: Path, secret: str | None) -> None:
    """Make of what was unpacked a publication's folder."""
    if secret is None:
        write_secret(stage / SECRET_FILE)
    else:
        with (stage / SECRET_FILE).open("x", encoding="ascii") as file:
            (stage / SECRET_FILE).chmod(0o600)
            file.write(f"{secret}\n")
    settings = stage / SETTINGS_FILE
    if not settings.exists() or not settings.read_bytes():
        settings.write_text("# docs/settings.md lists what may stand here.\n", encoding="utf-8")
    settings.chmod(0o644)
    for kind in FOLDERS:
        (stage / kind).mkdir(exist_ok=True)
        for folder, _, files in os.walk(stage / kind, topdown=False):
            for name in files:
                (Path(folder) / name).chmod(0o600 if kind == "carried" else 0o644)
            if files:
                # No folder of a picture bears the hour of anything.
                time = (Path(folder) / files[0]).stat().st_mtime
                os.utime(folder, (time, time))
    (stage / "carried").chmod(0o700)
    if not any((stage / "theme").iterdir()):
        (stage / "theme").rmdir()
    # Cheaper than a sync for each of ten thousand pictures.
    os.sync()


def _secret(path: Path, opener: Opener) -> str:
    try:
        with path.open("rb") as file:
            text = _all_of(file, opener).decode("ascii").strip()
    except (CannotOpen, UnicodeDecodeError) as error:
        raise BackupRefused(f"The keys in {path} cannot be read: {error}.") from error
    if len(text) < 32 or len(text.split()) != 1:
        raise BackupRefused(f"{path} holds no keys that `writingviews backup --keys` wrote.")
    return text


def _all_of(file: BinaryIO, opener: Opener) -> bytes:
    head = file.read(len(MAGIC))
    file.seek(0)
    source = opened(file, opener) if head == MAGIC else file
    return source.read(4096)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
