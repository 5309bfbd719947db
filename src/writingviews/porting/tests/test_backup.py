"""A backup: what it holds, what it leaves behind, and what is refused."""

import errno
import hashlib
import io
import os
import sqlite3
import tarfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from isal import igzip

from writingviews.house.settings import BackupSettings, HouseSettings, load_house_settings
from writingviews.porting.backup import age, making
from writingviews.porting.backup.age import Lock, Opener, new_pair, private_keys, public_key
from writingviews.porting.backup.archive import DESCRIPTION, Description, Pack
from writingviews.porting.backup.making import Made, make_backup, write_keys
from writingviews.porting.backup.refusal import BackupRefused
from writingviews.porting.backup.restoring import STAGE, restore_backup
from writingviews.porting.backup.schedule import (
    back_up_if_due,
    is_due,
    moments_in,
    staying,
)

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PICTURE = "0123456789abcdef" * 2
SECRET = "a-secret-of-thirty-two-characters-or-more"
TEHRAN = ZoneInfo("Asia/Tehran")
PRIVATE, PUBLIC = new_pair()
NOBODY = Opener()


@pytest.fixture
def house(tmp_path: Path) -> HouseSettings:
    """A publication's folder as small as can be, with all that a backup looks at."""
    folder = tmp_path / "house"
    (folder / "media" / PICTURE).mkdir(parents=True)
    for name in ("320.jpg", "320.webp", "320.avif"):
        (folder / "media" / PICTURE / name).write_bytes(name.encode() * 500)
    (folder / "media" / ".incoming").mkdir()
    (folder / "media" / ".incoming" / "upload").write_bytes(b"on its way")
    (folder / "theme").mkdir()
    (folder / "theme" / "theme.css").write_text("p { color: teal }")
    (folder / "tree").mkdir()
    (folder / "tree" / "index.html").write_text("a page")
    (folder / "house.toml").write_text(
        f'# ours\naddress = "https://example.org"\nsecret_key = "{SECRET}"\n'
    )
    connection = sqlite3.connect(folder / "house.sqlite3")
    connection.executescript(
        f"""
        PRAGMA journal_mode=WAL;
        CREATE TABLE django_session (session_key TEXT PRIMARY KEY, session_data TEXT);
        CREATE TABLE django_migrations (app TEXT, name TEXT);
        CREATE TABLE media_picture (id TEXT PRIMARY KEY, widths TEXT);
        CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT);
        INSERT INTO django_session VALUES ('a-key', 'who-is-signed-in');
        INSERT INTO django_migrations VALUES ('media', '0001_initial');
        INSERT INTO media_picture VALUES ('{PICTURE}', '[320]');
        INSERT INTO words (word) VALUES ('kept'), ('deleted-word');
        DELETE FROM words WHERE word = 'deleted-word';
        """  # noqa: S608 - a constant of ours
    )
    connection.close()
    return load_house_settings({}, folder)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def backed_up(house: HouseSettings, out: Path, lock: Lock | None = None) -> Path:
    return make_backup(house, out, now=NOON, lock=lock).path


def words_in(folder: Path) -> list[str]:
    connection = sqlite3.connect(folder / "house.sqlite3")
    try:
        return [word for (word,) in connection.execute("SELECT word FROM words ORDER BY id")]
    finally:
        connection.close()


def test_a_house_comes_back_without_its_secret_its_sessions_and_what_was_deleted(
    house: HouseSettings, out: Path, tmp_path: Path
) -> None:
    writing = sqlite3.connect(house.sqlite_path)  # as a house that runs
    writing.execute("BEGIN IMMEDIATE")
    writing.execute("INSERT INTO words (word) VALUES ('not committed')")
    made = make_backup(house, out, now=NOON)
    writing.rollback()
    writing.close()

    assert made.path.name == "backup-2026-11-24T120000Z.tar.gz"
    assert made.path.stat().st_mode & 0o077 == 0
    assert made.missing == ()
    assert [*house.run_dir.glob("backup-*")] == []
    back = tmp_path / "back"
    restore_backup(made.path, back, opener=NOBODY)
    assert words_in(back) == ["kept"]
    raw = (back / "house.sqlite3").read_bytes()
    assert b"who-is-signed-in" not in raw
    assert b"deleted-word" not in raw
    assert (back / "house.toml").read_text() == '# ours\naddress = "https://example.org"\n'
    assert (back / "media" / PICTURE / "320.jpg").read_bytes() == b"320.jpg" * 500
    assert (back / "theme" / "theme.css").read_text() == "p { color: teal }"
    assert sorted(entry.name for entry in back.iterdir()) == [
        *("carried", "house.sqlite3", "house.toml", "media", "secret.key", "theme"),
    ]
    assert not (back / "media" / ".incoming").exists()
    assert (back / "secret.key").read_text().strip() != SECRET
    assert load_house_settings({}, back).address == "https://example.org"


def test_tar_reads_what_is_not_sealed(house: HouseSettings, out: Path) -> None:
    with tarfile.open(backed_up(house, out)) as tar:
        names = tar.getnames()
        assert names[0] == DESCRIPTION
        assert names[-1] == "MANIFEST.json"
        whole = tar.extractfile("database.sqlite3")
        assert whole is not None
        assert whole.read(15) == b"SQLite format 3"


@pytest.mark.parametrize("way", ["key", "passphrase"])
def test_a_sealed_one_opens_for_whom_it_is_sealed(
    way: str, house: HouseSettings, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(age, "WORK", 4)
    lock = Lock((public_key(PUBLIC),)) if way == "key" else Lock(passphrase="five plain words")
    path = backed_up(house, out, lock)
    assert b"example.org" not in path.read_bytes()
    with pytest.raises(BackupRefused, match=f"cannot be restored: it was sealed .* {way}"):
        restore_backup(path, tmp_path / "back", opener=NOBODY)
    opener = Opener(private_keys(PRIVATE), "five plain words")
    restore_backup(path, tmp_path / "back", opener=opener)
    assert words_in(tmp_path / "back") == ["kept"]


def test_the_keys_go_apart_and_come_back(house: HouseSettings, out: Path, tmp_path: Path) -> None:
    keys = tmp_path / "keys.age"
    write_keys(house, keys, Lock((public_key(PUBLIC),)))
    assert SECRET.encode() not in keys.read_bytes()
    with pytest.raises(BackupRefused, match="is there already"):
        write_keys(house, keys, None)
    opener = Opener(private_keys(PRIVATE))
    restore_backup(backed_up(house, out), tmp_path / "back", opener=opener, keys=keys)
    assert (tmp_path / "back" / "secret.key").read_text() == f"{SECRET}\n"
    assert (tmp_path / "back" / "secret.key").stat().st_mode & 0o077 == 0
    keys.write_text("short")
    with pytest.raises(BackupRefused, match="no keys"):
        restore_backup(out, tmp_path / "again", opener=opener, keys=keys)


def test_a_picture_that_the_disk_lost_is_told(house: HouseSettings, out: Path) -> None:
    (house.media_dir / PICTURE / "320.jpg").unlink()
    assert make_backup(house, out, now=NOON).missing == (f"media/{PICTURE}/320.jpg",)


def test_a_broken_database_is_not_backed_up(house: HouseSettings, out: Path) -> None:
    house.sqlite_path.write_bytes(b"no database" * 500)
    with pytest.raises(BackupRefused, match="broken"):
        backed_up(house, out)
    house.sqlite_path.unlink()
    with pytest.raises(BackupRefused, match="There is no database"):
        backed_up(house, out)
    assert [*out.iterdir()] == []


def test_a_full_disk_or_a_fault_leaves_the_former_backup_and_no_half_one(
    house: HouseSettings, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = out / "mine.tar.gz"
    make_backup(house, path, now=NOON)
    former = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def changed(*_: object) -> str:
        raise BackupRefused("What was written does not read as it was written")

    for name, fault, said in (("add", full, "No space"), ("finish", full, "No space")):
        with monkeypatch.context() as patch:
            patch.setattr(Pack, name, fault)
            with pytest.raises(OSError, match=said):
                make_backup(house, path, now=NOON)
    with monkeypatch.context() as patch:
        patch.setattr(making, "_read_again", changed)
        with pytest.raises(BackupRefused):
            make_backup(house, path, now=NOON)
    assert path.read_bytes() == former
    assert [*out.iterdir()] == [path]


def test_what_was_written_is_read_again(
    house: HouseSettings, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = making._write

    def a_bad_disk(path: Path, *rest: object) -> bytes | None:
        key = write(path, *rest)  # type: ignore[arg-type]
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        return key

    monkeypatch.setattr(making, "_write", a_bad_disk)
    for lock in (None, Lock((public_key(PUBLIC),))):
        with pytest.raises(BackupRefused, match="does not read as it was written"):
            backed_up(house, out, lock)
    assert [*out.iterdir()] == []


# --- what is refused ------------------------------------------------------------------------------


def packed(*files: tuple[str, bytes], description: dict[str, object] | None = None) -> bytes:
    """An archive with a right manifest and, if wanted, a description of its own."""
    out = io.BytesIO()
    said = Description(
        made_at="2026-11-24T12:00:00Z",
        program="9.9",
        database="sqlite",
        migrations={},
        rows={},
        files=len(files),
        bytes=sum(len(data) for _, data in files),
    )
    pack = Pack(out, replace(said, **(description or {})))  # type: ignore[arg-type]
    for name, data in files:
        pack._put(name, data, 0)
        pack._files[name] = (len(data), hashlib.sha256(data).hexdigest())
    pack.finish()
    return out.getvalue()


def linked() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        link = tarfile.TarInfo(DESCRIPTION)
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    return out.getvalue()


TOML = ("house.toml", b"")
WRONG: dict[str, tuple[Callable[[], bytes], str]] = {
    "another archive": (lambda: packed(TOML, description={"format": "other"}), "no backup"),
    "a newer form": (lambda: packed(TOML, description={"version": 2}), "newer"),
    "a newer database": (
        lambda: packed(TOML, description={"migrations": {"media": ["0099_later"]}}),
        "media 0099_later is not known here",
    ),
    "a way out": (lambda: packed(("media/../../evil", b"x")), "has no place"),
    "a root path": (lambda: packed(("/etc/evil", b"x")), "has no place"),
    "a secret": (lambda: packed(("secret.key", b"x")), "has no place"),
    "a dot file": (lambda: packed(("theme/.evil", b"x")), "has no place"),
    "a name twice": (lambda: packed(TOML, TOML, description={"files": 1}), "has no place"),
    "more than it says": (
        lambda: packed(("house.toml", b"x" * 99), description={"bytes": 3}),
        "more than it says",
    ),
    "less than it says": (lambda: packed(TOML, description={"files": 2}), "not hold what it says"),
    "too large": (lambda: packed(TOML, description={"bytes": 2**60}), "MB are free"),
    "no database": (lambda: packed(TOML), "holds no database"),
    "a database of nothing": (
        lambda: packed(TOML, ("database.sqlite3", b"SQLite format 3\0" + b"x" * 900)),
        "broken",
    ),
    "a link": (linked, "is no file"),
    "nothing": (lambda: b"", "no backup of Writing Views"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" * 99, "no backup of Writing Views"),
    "gzip of nothing": (lambda: igzip.compress(b""), "too early"),
    "gzip of noise": (lambda: igzip.compress(bytes(range(256)) * 9), "broken"),
    "a header and no more": (lambda: b"age-encryption.org/v1\n-> X25519 ", "header"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_no_whole_backup_is_refused_in_a_sentence_and_leaves_nothing(
    kind: str, tmp_path: Path
) -> None:
    made, said = WRONG[kind]
    path, back = tmp_path / "strange", tmp_path / "back"
    path.write_bytes(made())
    with pytest.raises(BackupRefused, match=said) as refusal:
        restore_backup(path, back, opener=Opener(private_keys(PRIVATE)))
    assert len(str(refusal.value).splitlines()) == 1
    assert [*back.iterdir()] == []
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["back", "strange"]


def held(data: bytes) -> bytes | None:
    """What a compressed file holds; None if it is broken."""
    try:
        return igzip.decompress(data)  # type: ignore[no-any-return, no-untyped-call]
    except Exception:  # noqa: BLE001 - of several libraries
        return None


def test_one_that_is_cut_or_changed_anywhere_is_refused(
    house: HouseSettings, out: Path, tmp_path: Path
) -> None:
    whole = backed_up(house, out).read_bytes()
    path, back = tmp_path / "cut.tar.gz", tmp_path / "back"
    ends = [*range(1, len(whole), len(whole) // 40), len(whole) - 1]
    for end in ends:
        path.write_bytes(whole[:end])
        with pytest.raises(BackupRefused):
            restore_backup(path, back, opener=NOBODY)
    right = held(whole)
    for place in range(0, len(whole), len(whole) // 60):
        changed = bytearray(whole)
        changed[place] ^= 0x10
        if held(bytes(changed)) == right:
            continue  # of gzip's own: a clock, a code that no letter has
        path.write_bytes(changed)
        with pytest.raises(BackupRefused):
            restore_backup(path, back, opener=NOBODY)
    path.write_bytes(whole + b"more")
    with pytest.raises(BackupRefused):
        restore_backup(path, back, opener=NOBODY)
    assert [*back.iterdir()] == []


def test_a_folder_that_is_not_empty_is_left_alone_and_what_a_crash_left_is_cleared(
    house: HouseSettings, out: Path, tmp_path: Path
) -> None:
    path = backed_up(house, out)
    with pytest.raises(BackupRefused, match="is not empty"):
        restore_backup(path, house.folder, opener=NOBODY)
    assert words_in(house.folder) == ["kept"]
    (tmp_path / "back" / STAGE).mkdir(parents=True)
    (tmp_path / "back" / STAGE / "half").write_text("of a file")
    restore_backup(path, tmp_path / "back", opener=NOBODY)
    assert not (tmp_path / "back" / STAGE).exists()


def test_a_full_disk_while_restoring_leaves_an_empty_folder(
    house: HouseSettings, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = backed_up(house, out)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("writingviews.porting.backup.archive.os.utime", full)
    with pytest.raises(OSError, match="No space"):
        restore_backup(path, tmp_path / "back", opener=NOBODY)
    assert [*(tmp_path / "back").iterdir()] == []


# --- by the clock ---------------------------------------------------------------------------------


def test_a_backup_is_due_once_a_day_at_its_hour_where_the_house_is() -> None:
    three = datetime(2026, 11, 24, 3, 0, tzinfo=TEHRAN)
    yesterday = three - timedelta(days=1)
    assert not is_due([yesterday], 3, three - timedelta(minutes=1), TEHRAN)
    assert is_due([yesterday], 3, three, TEHRAN)
    assert not is_due([yesterday, three], 3, three + timedelta(hours=20), TEHRAN)
    # A house that did not run at its hour makes it when it runs again.
    assert is_due([yesterday], 3, three + timedelta(hours=9), TEHRAN)
    assert is_due([], 3, three - timedelta(hours=2), TEHRAN)


def test_days_weeks_and_months_stay_and_a_gap_drops_nothing() -> None:
    newest = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    daily = [newest - timedelta(days=back) for back in range(200)]
    stay = sorted(staying(daily, days=3, weeks=2, months=3, zone=ZoneInfo("UTC")), reverse=True)
    assert [f"{moment:%m-%d}" for moment in stay] == ["11-24", "11-23", "11-22", "10-31", "09-30"]
    old = [newest - timedelta(days=900), newest - timedelta(days=901)]
    assert staying(old, days=2, weeks=0, months=0, zone=TEHRAN) == {*old}
    assert staying(old, days=0, weeks=0, months=0, zone=TEHRAN) == {old[0]}


def test_the_day_s_backup_is_made_and_only_old_backups_go(house: HouseSettings, out: Path) -> None:
    plan = BackupSettings(folder=out, hour=3, days=2, weeks=0, months=0, recipients=(PUBLIC,))
    planned = replace(house, backup=plan)
    for day in (20, 21, 22):
        (out / f"backup-2026-11-{day}T030000Z.tar.gz.age").write_bytes(b"x")
    (out / "backup-2026-13-99T030000Z.tar.gz").write_bytes(b"somebody's")
    (out / "notes.txt").write_text("somebody's")
    made = back_up_if_due(planned, NOON, ZoneInfo("UTC"))
    assert isinstance(made, Made)
    assert age.sealed_how(made.path) == "key"
    assert back_up_if_due(planned, NOON + timedelta(minutes=1), ZoneInfo("UTC")) is None
    assert [moment.day for moment in sorted(moments_in(out))] == [22, 24]
    assert (out / "notes.txt").exists()
    assert (out / "backup-2026-13-99T030000Z.tar.gz").exists()


def test_a_backup_that_cannot_be_made_drops_no_older_one(house: HouseSettings, out: Path) -> None:
    planned = replace(house, backup=BackupSettings(folder=out, days=1, weeks=0, months=0))
    for day in (20, 21, 22):
        (out / f"backup-2026-11-{day}T030000Z.tar.gz").write_bytes(b"x")
    house.sqlite_path.unlink()
    with pytest.raises(BackupRefused):
        back_up_if_due(planned, NOON, ZoneInfo("UTC"))
    assert len(moments_in(out)) == 3
    gone = replace(planned, backup=replace(planned.backup, folder=out / "not mounted"))
    with pytest.raises(BackupRefused, match="mount"):
        back_up_if_due(gone, NOON, ZoneInfo("UTC"))
