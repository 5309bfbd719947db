"""A real house, backed up by the command while it runs, and brought back on another machine."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import serving
from tests.postgresql import PostgreSQL, fresh_folder
from writingviews.house.assets import BUILT_DIR

pytestmark = pytest.mark.skipif(
    not list(BUILT_DIR.glob("site-*.css")), reason="needs the front end: make build"
)
PASSPHRASE = "a kiln of words"


def _run(
    folder: Path, *arguments: str, environ: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "writingviews", *arguments],
        env={**serving.environment(folder), **(environ or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def _publish(folder: Path, number: int, environ: dict[str, str] | None = None) -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.publishing", str(number)],
        env={**serving.environment(folder), **(environ or {})},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _pages(folder: Path) -> dict[str, bytes]:
    tree = folder / "tree"
    return {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file()
    }


def test_a_running_house_comes_back_byte_for_byte_and_the_rehearsal_says_so(
    tmp_path: Path,
) -> None:
    folder, back, sealed = tmp_path / "house", tmp_path / "back", tmp_path / "b.tar.gz.age"
    folder.mkdir()
    secret = {"WRITINGVIEWS_BACKUP_PASSPHRASE": PASSPHRASE}
    serving.command(folder, "init", str(folder), "--name", "The Kiln", "--languages", "en,fa")
    _publish(folder, 3)
    serving.command(folder, "rebuild", "--dir", str(folder))
    house = serving.start(folder, serving.free_port())
    try:
        made = _run(folder, "backup", str(sealed), "--passphrase", environ=secret)
        assert made.returncode == 0, made.stderr
        assert "sealed, read again and whole" in made.stdout
    finally:
        serving.stop(house)

    rehearsed = _run(folder, "restore", str(sealed), "--rehearse", environ=secret)
    assert rehearsed.returncode == 0, rehearsed.stderr
    pages = len([name for name in _pages(folder) if _is_page(name)])
    assert f"all {pages} pages, {pages} of which are those that are served now" in rehearsed.stdout

    nobody = _run(tmp_path, "restore", str(sealed), "--dir", str(back))
    assert nobody.returncode == 1
    assert "WRITINGVIEWS_BACKUP_PASSPHRASE" in nobody.stderr
    wrong = {"WRITINGVIEWS_BACKUP_PASSPHRASE": "another kiln"}
    refused = _run(tmp_path, "restore", str(sealed), "--dir", str(back), environ=wrong)
    assert refused.returncode == 1
    assert "the passphrase is not the one" in refused.stderr
    assert "Traceback" not in refused.stderr

    done = _run(tmp_path, "restore", str(sealed), "--dir", str(back), environ=secret)
    assert done.returncode == 0, done.stderr
    assert _pages(back) == _pages(folder)
    assert "hand" in _run(back, "account", "list").stdout
    # And leaving whole: the same pages in a new house, made of an export.
    moved, archive = tmp_path / "moved", tmp_path / "all.zip"
    exported = _run(back, "export", str(archive), "--with-accounts")
    assert exported.returncode == 0, exported.stderr
    assert "3 articles" in exported.stdout
    came = _run(tmp_path, "import", str(archive), "--dir", str(moved))
    assert came.returncode == 0, came.stderr
    assert _pages(moved) == _pages(folder)
    assert "hand" in _run(moved, "account", "list").stdout
    twice = _run(tmp_path, "import", str(archive), "--dir", str(moved))
    assert twice.returncode == 1
    assert "There is a publication in this folder already" in twice.stderr
    again = _run(tmp_path, "restore", str(sealed), "--dir", str(back), environ=secret)
    assert again.returncode == 1
    assert "is not empty" in again.stderr


def _is_page(name: str) -> bool:
    return not name.endswith((".br", ".gz", ".status")) and not name.startswith("assets/")


@pytest.mark.tools
def test_a_house_on_postgresql_comes_back_into_an_empty_database_and_into_no_other(
    tmp_path: Path,
) -> None:
    if shutil.which("pg_dump") is None:
        pytest.skip("needs pg_dump: apt install postgresql-client")
    place = fresh_folder()
    server = PostgreSQL(place)
    folder, back, path = tmp_path / "house", tmp_path / "back", tmp_path / "b.tar.gz"
    folder.mkdir()
    server.start()
    try:
        live = {"DATABASE_URL": server.url}
        empty = {"DATABASE_URL": server.url.removesuffix("postgres") + "template1"}
        made = _run(folder, "init", str(folder), "--name", "The Kiln", environ=live)
        assert made.returncode == 0, made.stderr
        _publish(folder, 2, live)
        assert _run(folder, "rebuild", environ=live).returncode == 0
        made = _run(folder, "backup", str(path), environ=live)
        assert made.returncode == 0, made.stderr

        for environ, said in ((live, "tables. Name an empty one."), ({}, "Set DATABASE_URL")):
            refused = _run(tmp_path, "restore", str(path), "--dir", str(back), environ=environ)
            assert refused.returncode == 1
            assert said in refused.stderr
            assert [*back.iterdir()] == []
        done = _run(tmp_path, "restore", str(path), "--dir", str(back), environ=empty)
        assert done.returncode == 0, done.stderr
        assert _pages(back) == _pages(folder)
    finally:
        server.stop()
        shutil.rmtree(place, ignore_errors=True)
