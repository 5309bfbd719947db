"""What holds when the house is killed, and when its database is away."""

import fcntl
import gzip
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import serving
from tests.postgresql import PostgreSQL, fresh_folder
from tests.wholeness import broken_files, half_files
from writingviews.house.assets import BUILT_DIR

pytestmark = pytest.mark.skipif(
    not list(BUILT_DIR.glob("site-*.css")), reason="needs the front end: make build"
)

#: Promise 6 of TRUST: the next start heals within this many seconds.
HEALED_WITHIN = 30.0
KILLS = 6


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small publication with twelve pieces, printed; nobody serves it."""
    folder = tmp_path_factory.mktemp("crash")
    serving.command(folder, "init", str(folder), "--name", "The Bench")
    _publish(folder, 12)
    serving.command(folder, "rebuild", "--dir", str(folder))
    return folder


@pytest.fixture
def folder(publication: Path, tmp_path: Path) -> Path:
    """A copy of the publication, to be ill-treated."""
    return Path(shutil.copytree(publication, tmp_path / "house"))


@pytest.fixture
def running(folder: Path) -> Iterator[serving.House]:
    house = serving.start(folder, serving.free_port())
    yield house
    serving.kill_all(house)


def publishing(folder: Path, number: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.publishing", str(number)],
        env=serving.environment(folder),
        stdout=subprocess.PIPE,
        text=True,
    )


def _publish(folder: Path, number: int) -> list[str]:
    """Publish pieces; return their addresses."""
    said, _ = publishing(folder, number).communicate(timeout=120)
    slugs = said.split()
    assert len(slugs) == number
    return [f"/articles/{slug}/" for slug in slugs]


def _port(house: serving.House) -> int:
    return int(house.address.rpartition(":")[2])


def test_what_was_published_before_a_kill_is_printed_by_the_next_start(
    running: serving.House,
) -> None:
    folder = running.folder
    # The press is held: what is published now is committed, and no page is written.
    with folder.joinpath("run/press.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        addresses = _publish(folder, 3)
        assert [running.get(address)[0] for address in addresses] == [404, 404, 404]
        before = folder.joinpath("tree/feed.xml").read_bytes()
        serving.kill_all(running)
    assert folder.joinpath("tree/feed.xml").read_bytes() == before
    assert not any((folder / "tree" / address.strip("/")).exists() for address in addresses)

    began = time.monotonic()
    again = serving.start(folder, _port(running))
    try:
        for address in addresses:
            again.wait_for(address, "Words.", seconds=HEALED_WITHIN)
        for listing in ("/", "/sections/culture/", "/topics/crashes/", "/feed.xml", "/feed.json"):
            again.wait_for(listing, addresses[-1].split("/")[2], seconds=HEALED_WITHIN)
        assert time.monotonic() - began < HEALED_WITHIN
    finally:
        serving.stop(again)
    _tree_is_right(folder)


@pytest.mark.slow
def test_killed_six_times_while_publishing_no_page_is_half_and_none_is_lost(folder: Path) -> None:
    chance, port = random.Random(7), serving.free_port()
    acknowledged: list[str] = []
    caught = 0
    for _ in range(KILLS):
        house = serving.start(folder, port)
        hand = publishing(folder, 500)
        assert hand.stdout is not None
        acknowledged.append(hand.stdout.readline().strip())
        until = time.monotonic() + chance.uniform(0.0, 0.7)
        while time.monotonic() < until:
            assert _front_page_is_whole(house)
        serving.kill_all(house)
        hand.kill()
        acknowledged += hand.communicate()[0].split()
        assert half_files(folder / "tree") == []
        on_disk = {path.name for path in (folder / "tree" / "articles").iterdir()}
        caught += acknowledged[-1] not in on_disk
    assert caught > 0, "No kill came between a publication and its pages: publish faster."

    began = time.monotonic()
    house = serving.start(folder, port)
    try:
        for slug in acknowledged:
            left = HEALED_WITHIN - (time.monotonic() - began)
            house.wait_for(f"/articles/{slug}/", "Words.", seconds=left)
        house.wait_for("/feed.xml", acknowledged[-1], seconds=HEALED_WITHIN)
    finally:
        serving.stop(house)
    _tree_is_right(folder)


def _front_page_is_whole(house: serving.House) -> bool:
    for encoding in ("identity", "gzip"):
        request = urllib.request.Request(  # noqa: S310 - our own address
            house.address + "/", headers={"Accept-Encoding": encoding}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            body = answer.read()
            if answer.headers["content-encoding"] == "gzip":
                body = gzip.decompress(body)
        if not body.rstrip().endswith(b"</html>"):
            return False
    return True


def _tree_is_right(folder: Path) -> None:
    said = serving.command(folder, "rebuild", "--check", "--dir", str(folder), check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    assert broken_files(folder / "tree") == []
    assert list((folder / "tree").rglob("*.new~")) == []


def _all_pages(folder: Path) -> list[str]:
    tree = folder / "tree"
    found = [
        "/" + path.relative_to(tree).as_posix().removesuffix("index.html")
        for path in tree.rglob("*")
        if path.suffix in {".html", ".xml", ".json"} and path.name != "404.html"
    ]
    assert len(found) > 20
    return found


def test_readers_outlive_the_house(running: serving.House) -> None:
    pages = _all_pages(running.folder)
    family = serving.family(running.process.pid)
    readers = [pid for pid in family if serving.runs(pid, "press.front")]
    try:
        # The one that would start them again, then house and worker.
        for pid in family:
            if pid not in readers:
                os.kill(pid, signal.SIGKILL)
        running.process.wait(timeout=30)
        assert {running.get(page)[0] for page in pages} == {200}
    finally:
        for pid in readers:
            os.kill(pid, signal.SIGKILL)


def test_readers_do_not_wait_for_a_house_that_hangs(running: serving.House) -> None:
    stuck = [serving.child(running, module) for module in ("house_process", "worker_process")]
    waiting = [
        threading.Thread(target=lambda: answers.append(running.get("/account/login/")[0]))
        for _ in range(6)
    ]
    answers: list[int] = []
    for pid in stuck:
        os.kill(pid, signal.SIGSTOP)
    try:
        for thread in waiting:
            thread.start()
        with serving.Readers(running, _all_pages(running.folder)) as readers:
            time.sleep(2)
        assert set(readers.statuses) == {200}
        assert readers.statuses.total() > 200
        assert answers == []
    finally:
        for pid in stuck:
            os.kill(pid, signal.SIGCONT)
    for thread in waiting:
        thread.join()
    assert answers == [200] * 6


def test_a_house_process_that_dies_is_started_again(running: serving.House) -> None:
    assert running.get("/account/login/")[0] == 200
    for _ in range(2):
        os.kill(serving.child(running, "house_process"), signal.SIGKILL)
        assert running.get("/")[0] == 200
        running.wait_for("/account/login/", "Sign in", seconds=HEALED_WITHIN)


def test_readers_outlive_the_database(running: serving.House) -> None:
    folder = running.folder
    pages = _all_pages(folder)
    with serving.Readers(running, pages) as readers:
        time.sleep(0.5)
        away = _take_away(folder)
        for process in ("house_process", "worker_process"):  # none may live on an open file
            os.kill(serving.child(running, process), signal.SIGKILL)
        time.sleep(1.5)
        assert running.get("/articles/none/")[0] == 404
    assert set(readers.statuses) == {200}
    assert readers.statuses.total() > 100

    _bring_back(folder, away)
    [address] = _publish(folder, 1)
    running.wait_for(address, "Words.", seconds=HEALED_WITHIN)


def _take_away(folder: Path) -> Path:
    """Put a SQLite database aside, and in its place what nobody can open, root neither."""
    away = folder / "away"
    away.mkdir()
    for part in folder.glob("house.sqlite3*"):
        part.rename(away / part.name)
    (folder / "house.sqlite3").mkdir()
    return away


def _bring_back(folder: Path, away: Path) -> None:
    (folder / "house.sqlite3").rmdir()
    for part in away.iterdir():
        part.rename(folder / part.name)


def test_readers_are_served_when_the_database_is_away_at_the_start(
    folder: Path, tmp_path: Path
) -> None:
    pages = _all_pages(folder)
    away = _take_away(folder)
    log = tmp_path / "said.txt"
    house = serving.start(folder, serving.free_port(), log=log, wait=False)
    try:
        _waits_for_the_database(house, pages, log)
        _bring_back(folder, away)
        house.wait_for("/account/login/", "Sign in", seconds=HEALED_WITHIN)
        [address] = _publish(folder, 1)
        house.wait_for(address, "Words.", seconds=HEALED_WITHIN)
        assert "the database answers" in log.read_text(encoding="utf-8")
    finally:
        serving.stop(house)


def _waits_for_the_database(house: serving.House, pages: list[str], log: Path) -> None:
    house.wait_for_status("/", 200)
    assert {house.get(page)[0] for page in pages} == {200}
    assert house.get("/articles/none/")[0] == 404
    # Who asks for the house is told, at once, once it is known that it waits.
    told = house.wait_for_status("/account/login/", 503, seconds=HEALED_WITHIN)
    assert "Pages can be read" in told
    began = time.monotonic()
    assert house.get("/desk/")[0] == 503
    assert time.monotonic() - began < 2
    time.sleep(3)  # it tries again meanwhile
    lines = log.read_text(encoding="utf-8").splitlines()
    waiting = [line for line in lines if "pages are served, the house and the worker wait" in line]
    assert len(waiting) == 1, lines
    assert "cannot be used: " in waiting[0]
    assert not any("Traceback" in line for line in lines)


def test_a_database_that_is_none_keeps_no_reader_waiting(folder: Path, tmp_path: Path) -> None:
    for part in folder.glob("house.sqlite3*"):
        part.write_bytes(b"this is no database" * 1000)
    log = tmp_path / "said.txt"
    house = serving.start(folder, serving.free_port(), log=log, wait=False)
    try:
        _waits_for_the_database(house, _all_pages(folder), log)
    finally:
        serving.stop(house)
    # A command that cannot do without it says so in a line.
    said = serving.command(folder, "account", "list", "--dir", str(folder), check=False)
    assert said.returncode == 1
    assert "Traceback" not in said.stderr
    assert "cannot be used" in said.stderr


# --- on PostgreSQL ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def database() -> Iterator[PostgreSQL]:
    place = fresh_folder()
    server = PostgreSQL(place)
    server.start()
    yield server
    if server.runs:
        server.stop()
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="module")
def on_postgresql(database: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication as above whose database is PostgreSQL."""
    folder = tmp_path_factory.mktemp("postgresql")
    folder.joinpath("house.toml").write_text(f'database_url = "{database.url}"\n')
    serving.command(folder, "init", str(folder), "--name", "The Bench")
    _publish(folder, 12)
    serving.command(folder, "rebuild", "--dir", str(folder))
    return folder


@pytest.mark.tools
def test_readers_are_served_when_postgresql_is_down_at_the_start(
    on_postgresql: Path, database: PostgreSQL, tmp_path: Path
) -> None:
    database.stop()
    log = tmp_path / "said.txt"
    house = serving.start(on_postgresql, serving.free_port(), log=log, wait=False)
    try:
        _waits_for_the_database(house, _all_pages(on_postgresql), log)
        database.start()
        house.wait_for("/account/login/", "Sign in", seconds=HEALED_WITHIN)
        [address] = _publish(on_postgresql, 1)
        house.wait_for(address, "Words.", seconds=HEALED_WITHIN)
    finally:
        serving.stop(house)
        if not database.runs:
            database.start()


@pytest.mark.tools
def test_every_page_is_answered_while_postgresql_is_stopped_under_load(
    on_postgresql: Path, database: PostgreSQL
) -> None:
    house = serving.start(on_postgresql, serving.free_port())
    try:
        with serving.Readers(house, _all_pages(on_postgresql), 8) as readers:
            time.sleep(0.5)
            database.stop()
            time.sleep(2)
            assert house.get("/account/login/")[0] >= 500
            database.start()
            time.sleep(0.5)
        assert set(readers.statuses) == {200}
        assert readers.statuses.total() > 200
        [address] = _publish(on_postgresql, 1)
        house.wait_for(address, "Words.", seconds=HEALED_WITHIN)
        house.wait_for("/account/login/", "Sign in", seconds=HEALED_WITHIN)
    finally:
        serving.stop(house)
        if not database.runs:
            database.start()
