"""A house and its copy in a bucket: filled, killed at it, cut off from it."""

import gzip
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import serving
from tests.furnished import copy_of_the_demo
from writingviews.house.assets import BUILT_DIR
from writingviews.press.bucket.objects import FOR_EVER, PAGE_CACHE, Stage, stage_of
from writingviews.press.bucket.waiting import CHUNK
from writingviews.press.tests.s3_server import BUCKET, KEY_ID, SECRET, Line, s3_server

pytestmark = pytest.mark.skipif(
    not list(BUILT_DIR.glob("site-*.css")), reason="needs the front end: make build"
)

KILLS = 6
_NAMED = re.compile(rb"/((?:assets|media)/[\w./-]+\.\w+)")
#: The longest wait between two tries, and some.
FOLLOWED_WITHIN = 45.0


@pytest.fixture
def line(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Line]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    with s3_server(tmp_path_factory.mktemp("s3")) as line:
        yield line


def _give_a_bucket(folder: Path, line: Line) -> None:
    with (folder / "house.toml").open("a", encoding="utf-8") as file:
        file.write(f'bucket = "{BUCKET}"\nbucket_endpoint = "http://127.0.0.1:{line.port}"\n')


@pytest.fixture(scope="module")
def furnished(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("demo")
    cache: pytest.Cache | None = getattr(request.config, "cache", None)
    copy_of_the_demo(cache.mkdir("furnished") if cache else place / "kept", place / "house")
    return place / "house"


@pytest.fixture
def demo(furnished: Path, line: Line, tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(furnished, tmp_path / "house"))
    _give_a_bucket(folder, line)
    return folder


def _pages(folder: Path) -> dict[str, bytes]:
    tree = folder / "tree"
    return {
        str(path.relative_to(tree)): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file() and not path.name.endswith((".br", ".gz", ".status"))
    }


def _bucket(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return serving.command(folder, "bucket", *arguments, check=False)


def test_the_whole_demo_can_be_read_from_a_bucket(demo: Path, line: Line) -> None:
    done = _bucket(demo)
    assert done.returncode == 0, done.stderr
    pages = _pages(demo)
    held = line.held()
    assert held >= pages.keys()
    for path, body in pages.items():
        found = line.get(path)
        packed = found.get("ContentEncoding") == "gzip"
        assert (gzip.decompress(found["Body"]) if packed else found["Body"]) == body
        assert packed == (not path.endswith(".woff2"))
        for_ever = path.startswith("assets/")
        assert found["CacheControl"] == (FOR_EVER if for_ever else PAGE_CACHE)
        if path.endswith(".html"):
            assert found["ContentType"] == "text/html; charset=utf-8"
    pictures = {path for path in held if path.startswith("media/")}
    assert held == pages.keys() | pictures
    for path in pictures:
        found = line.get(path)
        assert found["Body"] == (demo / path).read_bytes()
        assert found["ContentType"].startswith("image/")
    _in_order(line.of("PUT"), pages)
    assert line.of("DELETE") == []

    line.forget()
    again = _bucket(demo)
    assert "0 objects put" in again.stdout
    assert line.of("PUT") == []
    assert _bucket(demo, "--check").returncode == 0
    state = _bucket(demo, "--state")
    assert (state.returncode, state.stdout.splitlines()[0]) == (0, "0 objects wait for the bucket.")
    assert SECRET not in done.stdout + done.stderr + again.stderr + state.stdout


def _in_order(asked: list[str], pages: dict[str, bytes]) -> None:
    """Assert that each object was put after what it names."""
    first = {path: number for number, path in enumerate(asked)}
    assert len(first) == len(asked)
    stages = [stage for path in asked if (stage := stage_of(path, "")) is not Stage.NAMED]
    assert stages == sorted(stages)
    for path in asked:
        if path.endswith(".html"):
            named = {found.decode() for found in _NAMED.findall(pages[path])}
            assert named
            assert all(first[other] < first[path] for other in named)


def test_killed_at_any_point_the_bucket_becomes_equal(demo: Path, line: Line) -> None:
    line.delay = 0.01
    chance = random.Random(7)
    before = 0
    for _ in range(KILLS):
        running = subprocess.Popen(
            [sys.executable, "-m", "writingviews", "bucket"],
            env=serving.environment(demo),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        goal = len(line.of("PUT")) + chance.randint(1, 120)
        _until(lambda goal=goal: len(line.of("PUT")) >= goal)  # type: ignore[misc]
        running.kill()
        assert running.wait() == -signal.SIGKILL
        assert len(line.of("PUT")) > before
        before = len(line.of("PUT"))
    line.delay = 0.0
    done = _bucket(demo)
    assert done.returncode == 0, done.stderr
    assert _bucket(demo, "--check").returncode == 0
    assert line.of("DELETE") == []
    # A kill makes what was under way be put again: a chunk at most, and what it names.
    assert len(line.of("PUT")) - len(line.held()) <= KILLS * 2 * CHUNK


def _until(is_so: Callable[[], bool], seconds: float = FOLLOWED_WITHIN) -> None:
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < seconds
        time.sleep(0.02)


def _publish(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.publishing", "1"],
        env=serving.environment(folder),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.strip()


def test_a_bucket_follows_a_house_that_is_served_and_never_holds_it_up(
    line: Line, tmp_path: Path
) -> None:
    folder = tmp_path / "house"
    serving.command(folder.parent, "init", str(folder), "--name", "The Bench")
    _give_a_bucket(folder, line)
    log = tmp_path / "said.txt"
    house = serving.start(folder, serving.free_port(), log=log)
    try:
        _until(lambda: "sitemap.xml" in line.of("PUT"))
        first = _publish(folder)
        _until(lambda: f"articles/{first}/index.html" in line.held())

        line.left = 0  # the service is away
        second = _publish(folder)
        house.wait_for(f"/articles/{second}/", "")
        _until(lambda: "cannot be reached" in _bucket(folder, "--state").stdout)
        assert _bucket(folder, "--state").returncode == 1
        _kill_the_process_of_the_bucket(house)
        third = _publish(folder)
        house.wait_for(f"/articles/{third}/", "")
        line.left = None
        keys = {f"articles/{slug}/index.html" for slug in (second, third)}
        _until(lambda: line.held() >= keys)
        _until(lambda: _bucket(folder, "--check").returncode == 0)
    finally:
        serving.stop(house)
    said = log.read_text(encoding="utf-8")
    assert "the copy in the bucket waits" in said
    assert all(word not in said for word in (SECRET, KEY_ID, first, second, third))


def _kill_the_process_of_the_bucket(house: serving.House) -> None:
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == house.process.pid and b"config.bucket_process" in command:
            os.kill(int(entry.name), signal.SIGKILL)
            return
    raise AssertionError("no process carries to the bucket")
