"""The database of a house as one file, and back, while the house runs.

Sessions stay behind: who has a backup signs in as nobody. Neither Django nor a model is asked: a
backup of an older house can be restored by a program whose models have moved on.
"""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from .refusal import BackupRefused

#: Who is signed in.
LEFT_BEHIND: Final = "django_session"

_Ask = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A database as it was at one moment.

    Args:
        path: of its file.
        kind: ``sqlite`` or ``postgresql``.
        rows: by table.
        migrations: that were applied, by app.
        pictures: widths by the picture's id.
    """

    path: Path
    kind: str
    rows: dict[str, int]
    migrations: dict[str, list[str]]
    pictures: dict[str, list[int]]

    @property
    def name(self) -> str:
        """What it is called in an archive."""
        return "database.sqlite3" if self.kind == "sqlite" else "database.dump"


def take_snapshot(sqlite_path: Path, database_url: str | None, folder: Path) -> Snapshot:
    """Copy a database that may be in use into a folder.

    Args:
        sqlite_path: where it lies, if `database_url` is None.
        database_url: a PostgreSQL's address.
        folder: for this account alone to read.

    Raises:
        BackupRefused: it is not there, cannot be read, or is broken.
        OSError: the disk is full.
    """
    if database_url is None:
        return _of_sqlite(sqlite_path, folder / "database.sqlite3")
    return _of_postgresql(database_url, folder / "database.dump")


def check_sqlite(path: Path, rows: Mapping[str, int]) -> None:
    """Look a database through that came out of a backup.

    Raises:
        BackupRefused: it is broken, or does not hold the rows it should.
    """
    with _opened(path) as connection:
        _look_through(connection, path)
        if _facts(_asker(connection), _sqlite_tables(connection))[0] != dict(rows):
            raise BackupRefused(f"{path} does not hold the rows that the backup says it holds.")


# --- SQLite ---------------------------------------------------------------------------------------


def _of_sqlite(source: Path, path: Path) -> Snapshot:
    if not source.is_file():
        raise BackupRefused(
            f"There is no database at {source}. Name the publication's folder with --dir."
        )
    with _opened(source) as connection:
        # One moment, whoever writes beside; and, unlike a copy page by page, without what was
        # deleted and still stands in pages that are free.
        connection.execute("VACUUM INTO ?", (str(path),))
    path.chmod(0o600)
    with _opened(path) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        tables = _sqlite_tables(connection)
        if LEFT_BEHIND in tables:
            connection.execute(f"DELETE FROM {LEFT_BEHIND}")  # noqa: S608 - a name of ours
            connection.commit()
        _look_through(connection, source)
        rows, migrations, pictures = _facts(_asker(connection), tables)
    return Snapshot(path, "sqlite", rows, migrations, pictures)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, timeout=60)
    try:
        yield connection
    except sqlite3.OperationalError as error:
        if "full" in str(error):
            raise OSError(f"The disk is full where {path.parent} is. Make room.") from error
        raise BackupRefused(f"The database {path} cannot be read: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise BackupRefused(f"The database {path} is broken: {error}.") from error
    finally:
        connection.close()


def _look_through(connection: sqlite3.Connection, path: Path) -> None:
    faults = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
    if faults != ["ok"]:
        raise BackupRefused(
            f"The database {path} is broken: {str(faults[0])[:200]}. Restore an older backup."
        )


def _sqlite_tables(connection: sqlite3.Connection) -> list[str]:
    return [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )
        if not name.startswith("sqlite_")
    ]


def _asker(connection: sqlite3.Connection) -> _Ask:
    return lambda query: connection.execute(query).fetchall()


# --- PostgreSQL -----------------------------------------------------------------------------------


def _of_postgresql(url: str, path: Path) -> Snapshot:
    import psycopg  # noqa: PLC0415 - an extra, which only those have who need it

    try:
        with psycopg.connect(_plain_url(url), connect_timeout=5) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ

            def ask(query: str) -> list[tuple[Any, ...]]:
                return connection.execute(query.encode()).fetchall()

            moment = ask("SELECT pg_export_snapshot()")[0][0]
            tables = [
                row[0]
                for row in ask(
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
                )
            ]
            rows, migrations, pictures = _facts(ask, tables)
            run_postgresql(
                "pg_dump",
                url,
                *("--format=custom", "--compress=0", "--no-owner", "--no-privileges"),
                f"--snapshot={moment}",
                f"--exclude-table-data=public.{LEFT_BEHIND}",
                f"--file={path}",
            )
    except psycopg.Error as error:
        raise BackupRefused(f"PostgreSQL does not answer: {_first_line(str(error))}.") from error
    return Snapshot(path, "postgresql", rows, migrations, pictures)


def fill_postgresql(url: str, dump: Path, rows: Mapping[str, int]) -> None:
    """Bring a dump into an empty PostgreSQL database: all of it or nothing.

    Raises:
        BackupRefused: the database holds something, does not answer, or the dump is broken.
    """
    import psycopg  # noqa: PLC0415 - an extra, which only those have who need it

    count = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    try:
        with psycopg.connect(_plain_url(url), connect_timeout=5) as connection:
            found = connection.execute(count).fetchone()
        if found and found[0]:
            raise BackupRefused(
                f"The database of DATABASE_URL holds {found[0]} tables. Name an empty one."
            )
        run_postgresql(
            "pg_restore",
            url,
            *("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"),
            str(dump),
        )
        with psycopg.connect(_plain_url(url), connect_timeout=5) as connection:

            def ask(query: str) -> list[tuple[Any, ...]]:
                return connection.execute(query.encode()).fetchall()

            if _facts(ask, list(rows))[0] != dict(rows):
                raise BackupRefused("The database does not hold the rows that the backup tells of.")
    except psycopg.Error as error:
        raise BackupRefused(f"PostgreSQL does not answer: {_first_line(str(error))}.") from error


def run_postgresql(program: str, url: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on a database; the password is not among its arguments.

    Raises:
        BackupRefused: it is missing, or it failed.
    """
    if shutil.which(program) is None:
        raise BackupRefused(
            f"`{program}` is missing. Install PostgreSQL's client programs "
            "(Debian: postgresql-client), of the server's version or newer."
        )
    parts = urlsplit(url)
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("PG")},
        **({"PGPASSWORD": unquote(parts.password)} if parts.password else {}),
        "LC_ALL": "C",
    }
    where = [f"--dbname={unquote(parts.path.lstrip('/'))}"]
    where += [f"--host={parts.hostname}"] if parts.hostname else []
    where += [f"--port={parts.port}"] if parts.port else []
    where += [f"--username={unquote(parts.username)}"] if parts.username else []
    done = subprocess.run(  # noqa: S603 - arguments of ours
        [program, *where, "--no-password", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        raise BackupRefused(f"{program} failed: {_first_line(done.stderr)}.")


def _plain_url(url: str) -> str:
    return url.replace("postgres://", "postgresql://", 1)


def _first_line(text: str) -> str:
    return next(iter(text.strip().splitlines()), "it does not say why")[:200].rstrip(".")


# --- what both know -------------------------------------------------------------------------------


def _facts(
    ask: _Ask, tables: list[str]
) -> tuple[dict[str, int], dict[str, list[str]], dict[str, list[int]]]:
    """Return rows by table, migrations by app, and the pictures."""
    rows = {
        table: ask(f'SELECT count(*) FROM "{table}"')[0][0]  # noqa: S608 - names from the database
        for table in tables
        if table != LEFT_BEHIND
    }
    migrations: dict[str, list[str]] = {}
    if "django_migrations" in rows:
        for app, name in ask("SELECT app, name FROM django_migrations ORDER BY app, name"):
            migrations.setdefault(app, []).append(name)
    pictures: dict[str, list[int]] = {}
    if "media_picture" in rows:
        for picture, widths in ask("SELECT id, widths FROM media_picture ORDER BY id"):
            pictures[picture] = json.loads(widths) if isinstance(widths, str) else widths
    return rows, migrations, pictures
