"""What the press leaves behind when it is killed, when the disk is full or broken, and when the
database goes away: pages that are old or new, and nothing lost.

A kill leaves the kernel with what was written; what a power cut takes is another question, which
`src/writingviews/press/tests/test_durability.py` answers by the order of the system calls.
"""

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests import serving
from tests.postgresql import PostgreSQL, fresh_folder
from tests.pressing import digest
from tests.wholeness import broken_files, half_files
from writingviews.house.assets import BUILT_DIR

pytestmark = pytest.mark.skipif(
    not list(BUILT_DIR.glob("site-*.css")), reason="needs the front end: make build"
)

#: Promise 6 of TRUST, and what is promised of every fault: healed within this many seconds.
HEALED_WITHIN = 30.0


def program(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Start a program of the tests or of the house in a publication; it can be spoken with."""
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env=serving.environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _publish(folder: Path, number: int) -> list[str]:
    said, _ = program(folder, "tests.publishing", str(number)).communicate(timeout=120)
    assert len(said.split()) == number
    return [f"/articles/{slug}/" for slug in said.split()]


def _furnished(folder: Path) -> Path:
    """A small publication with twelve pieces, printed by a worker; nobody serves it."""
    serving.command(folder, "init", str(folder), "--name", "The Bench")
    _publish(folder, 12)
    with _worker(folder):
        _wait_until(lambda: _waiting(folder) == 0)
    return folder


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _furnished(tmp_path_factory.mktemp("faults"))


@pytest.fixture
def folder(publication: Path, tmp_path: Path) -> Path:
    """A copy of the publication, to be ill-treated."""
    sockets = shutil.ignore_patterns("press.bell")
    return Path(shutil.copytree(publication, tmp_path / "house", ignore=sockets))


#: The house's worker, as `serve` starts it; and one that waits for a lock a tenth as long.
_WORKER = ("-m", "writingviews.config.worker_process")
_IMPATIENT = (
    "-c",
    """from writingviews.config import settings, worker_process
settings.DATABASES["default"]["OPTIONS"]["timeout"] = 2
worker_process.main()""",
)


@contextlib.contextmanager
def _worker(
    folder: Path, *before: str, program: tuple[str, str] = _WORKER, log: Path | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a worker.

    Args:
        folder: the publication's.
        before: what the command begins with, such as ``strace``.
        program: what Python runs.
        log: a file for what it says; by default that goes where ours goes.
    """
    with contextlib.ExitStack() as stack:
        said = stack.enter_context(log.open("wb")) if log is not None else None
        process = subprocess.Popen(
            [*before, sys.executable, *program],
            env=serving.environment(folder),
            start_new_session=True,
            stderr=said,
        )
    try:
        yield process
        assert process.poll() is None, "The worker ended by itself."
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _query(folder: Path, sql: str) -> int:
    with contextlib.closing(sqlite3.connect(folder / "house.sqlite3", timeout=30)) as database:
        return int(database.execute(sql).fetchone()[0])


def _waiting(folder: Path) -> int:
    return _query(folder, "SELECT COUNT(*) FROM ledger_change")


def _stuck(folder: Path) -> int:
    return _query(folder, "SELECT COUNT(*) FROM ledger_stuckpage")


def _wait_until(right: Callable[[], bool], seconds: float = HEALED_WITHIN) -> float:
    """Wait until something is so; return how long that took, in seconds."""
    began = time.monotonic()
    while not right():
        assert time.monotonic() - began < seconds, f"Not so after {seconds} s."
        time.sleep(0.05)
    return time.monotonic() - began


def _healed(folder: Path, addresses: list[str]) -> None:
    """Wait until all is printed; see that it is right and that nothing was lost."""
    _wait_until(lambda: not _waiting(folder) and not _stuck(folder))
    _tree_is_right(folder)
    for address in addresses:
        assert (folder / "tree" / address.strip("/") / "index.html").exists(), address


def _tree_is_right(folder: Path) -> None:
    said = serving.command(folder, "rebuild", "--check", "--dir", str(folder), check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    assert broken_files(folder / "tree") == []
    assert list((folder / "tree").rglob("*.new~")) == []


# --- killed -------------------------------------------------------------------------------------


@dataclass
class Watch:
    """Looks, again and again, whether every file of a tree is one that the press meant."""

    folder: Path
    meant: set[str] = field(default_factory=set)
    _seen: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    _read_to: int = 0

    def begin(self) -> None:
        """What stands now is meant."""
        for path in self._fresh():
            self.meant.add(f"{digest(path.read_bytes())} {path}")

    def strangers(self) -> list[str]:
        """Return the files that are neither old nor new: nobody meant them to be as they are."""
        note = self.folder / "run" / "meant"
        if note.exists():
            with note.open() as file:
                file.seek(self._read_to)
                self.meant.update(file.read().splitlines())
                self._read_to = file.tell()
        return [
            str(path.relative_to(self.folder))
            for path in self._fresh()
            if f"{digest(path.read_bytes())} {path}" not in self.meant
        ]

    def _fresh(self) -> list[Path]:
        """The files of the tree that were written since the last look."""
        found: list[Path] = []
        for folder, _, names in os.walk(self.folder / "tree"):
            for name in names:
                if name.endswith((".new~", ".status")):
                    continue  # nobody is served with it; and "410" is no page
                path = Path(folder, name)
                stat = path.stat()
                stamp = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
                if self._seen.get(str(path)) != stamp:
                    self._seen[str(path)] = stamp
                    found.append(path)
        return found


@dataclass
class Verdict:
    """What became of a press that was killed many times.

    Attributes:
        kills: how often; `caught` of them while a round was under way.
        strangers: the files found that were neither old nor new.
        acts: how many publications and updates were acknowledged, and
        acknowledged: the title that each piece was acknowledged with last, by slug.
    """

    kills: int = 0
    caught: int = 0
    acts: int = 0
    strangers: list[str] = field(default_factory=list)
    acknowledged: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.caught} of them while pages were written, "
            f"{self.acts} acts on {len(self.acknowledged)} pieces acknowledged: "
            f"{len(self.strangers)} files neither old nor new."
        )


#: How long a press lives, at most, in seconds: some rounds; and after it began to write: about one.
_LONGEST, _WRITING = 0.8, 0.15


def _kill_again_and_again(folder: Path, kills: int, how: str) -> Verdict:
    """Kill a press at random moments while pieces are published; stop at the first bad file.

    Every second kill comes at any moment, the others soon after a round began to write.

    Args:
        folder: the publication's.
        kills: how often.
        how: ``careful`` or ``careless`` (see `tests.pressing`).
    """
    chance, verdict, watch = random.Random(11), Verdict(), Watch(folder)
    watch.begin()
    presses, load = program(folder, "tests.pressing"), program(folder, "tests.pressing", "load")
    listening = threading.Thread(target=_listen, args=(load, verdict))
    listening.start()
    try:
        assert presses.stdin is not None
        assert presses.stdout is not None
        assert presses.stdout.readline() == "ready\n"
        while verdict.kills < kills and not verdict.strangers:
            presses.stdin.write(f"{how}\n")
            presses.stdin.flush()
            press = int(presses.stdout.readline())
            if verdict.kills % 2:
                _wait_for_a_round(folder, chance.uniform(0, _LONGEST))
                time.sleep(chance.uniform(0, _WRITING))
            else:
                time.sleep(chance.uniform(0, _LONGEST))
            os.kill(press, signal.SIGKILL)
            _wait_until(lambda press=press: _has_ended(press))  # type: ignore[misc]
            verdict.kills += 1
            verdict.caught += (folder / "run" / "unfinished").exists()
            verdict.strangers += watch.strangers()
    finally:
        presses.kill()
        load.kill()
        listening.join()
        for process in (presses, load):
            process.communicate()
    return verdict


def _listen(load: "subprocess.Popen[str]", verdict: Verdict) -> None:
    assert load.stdout is not None
    for line in load.stdout:
        slug, _, title = line.rstrip("\n").partition(" ")
        verdict.acknowledged[slug] = title
        verdict.acts += 1


def _wait_for_a_round(folder: Path, seconds: float) -> None:
    """Wait until a round notes what it is going to write, but no longer than some seconds."""
    note = folder / "run" / "unfinished"

    def stamp() -> int:
        try:
            return note.stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    before, until = stamp(), time.monotonic() + seconds
    while stamp() in {0, before} and time.monotonic() < until:
        time.sleep(0.001)


def _has_ended(pid: int) -> bool:
    """Whether a process is gone, or only its parent has not heard of its end."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"


def _no_page_is_half_and_nothing_lost(folder: Path, verdict: Verdict) -> None:
    assert verdict.strangers == []
    # A kill that came before a page was written proves nothing.
    assert verdict.caught >= verdict.kills / 4, verdict
    assert half_files(folder / "tree") == []
    with _worker(folder):
        _healed(folder, [f"/articles/{slug}/" for slug in verdict.acknowledged])
    for slug, title in verdict.acknowledged.items():
        page = folder / "tree/articles" / slug / "index.html"
        assert title in page.read_text(encoding="utf-8"), slug


def test_killed_thirty_times_while_publishing_every_page_is_old_or_new(folder: Path) -> None:
    verdict = _kill_again_and_again(folder, 30, "careful")
    print(verdict)  # noqa: T201 - shown when it fails
    _no_page_is_half_and_nothing_lost(folder, verdict)


def test_a_build_without_sync_and_rename_is_found_out(folder: Path) -> None:
    """The control: what the test above says is worth something."""
    verdict = _kill_again_and_again(folder, 100, "careless")
    assert verdict.strangers, verdict


@pytest.mark.long
def test_killed_a_thousand_times_while_publishing_every_page_is_old_or_new(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verdict = _kill_again_and_again(folder, 1000, "careful")
    with capsys.disabled():
        print(f"\n{verdict}")  # noqa: T201 - the figures are what the test is for
    _no_page_is_half_and_nothing_lost(folder, verdict)


# --- a full disk, a broken one ------------------------------------------------------------------


@pytest.fixture
def on_small_disk(folder: Path) -> Iterator[Path]:
    """A publication whose tree is on a disk of its own, with room for little more."""
    tree = folder / "tree"
    aside = tree.rename(folder / "tree-before")
    tree.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(tree)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("needs root, to mount a small file system")
    try:
        shutil.copytree(aside, tree, dirs_exist_ok=True)
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(tree)], check=True)


def _fill(tree: Path, left: int) -> Path:
    """Fill a disk but for some bytes."""
    room = os.statvfs(tree)
    filler = tree / "assets" / "filler"
    with filler.open("wb") as file:
        file.truncate(0)
        os.posix_fallocate(file.fileno(), 0, room.f_bavail * room.f_frsize - left)
    return filler


@pytest.mark.parametrize("left", [0, pytest.param(100_000, marks=pytest.mark.slow)])
def test_a_full_disk_leaves_pages_whole_and_heals_when_there_is_room(
    on_small_disk: Path, left: int
) -> None:
    folder = on_small_disk
    filler = _fill(folder / "tree", left)
    before = (folder / "tree/feed.xml").read_bytes()
    addresses = _publish(folder, 3)
    with _worker(folder):
        _wait_until(lambda: '"waits_for": "full"' in _state(folder))
        time.sleep(3)  # it tries again meanwhile
        assert half_files(folder / "tree") == []
        assert (folder / "tree/feed.xml").read_bytes() == before
        assert _waiting(folder) >= 3
        assert _stuck(folder) == 0
        filler.unlink()
        _healed(folder, addresses)
        _wait_until(lambda: _state(folder) == "")


def _state(folder: Path) -> str:
    try:
        return (folder / "run/press.state").read_text()
    except FileNotFoundError:
        return ""


needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="needs strace: apt install strace"
)
#: The system calls that put a page on disk.
CALLS = ("rename", "syncfs", "mkdir")


def _under_strace(call: str, when: str) -> list[str]:
    return [
        *("strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", f"trace={call}"),
        *("-e", f"inject={call}:error=EIO:when={when}"),
    ]


@needs_strace
@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("when", ["1", pytest.param("3", marks=pytest.mark.long), "9"])
def test_a_disk_that_fails_once_is_tried_again(folder: Path, call: str, when: str) -> None:
    addresses = _publish(folder, 3)
    with _worker(folder, *_under_strace(call, when)):
        _healed(folder, addresses)


@needs_strace
@pytest.mark.parametrize(
    ("call", "when"),
    [
        ("syncfs", "1+"),
        pytest.param("syncfs", "2+", marks=pytest.mark.slow),
        pytest.param("syncfs", "3+", marks=pytest.mark.slow),
        ("rename", "2+"),
        pytest.param("rename", "50+", marks=pytest.mark.slow),
        pytest.param("mkdir", "1+", marks=pytest.mark.slow),
    ],
)
def test_a_disk_that_fails_for_ever_leaves_pages_whole_and_the_next_start_heals(
    folder: Path, tmp_path: Path, call: str, when: str
) -> None:
    addresses, said = _publish(folder, 3), tmp_path / "said"
    with _worker(folder, *_under_strace(call, when), log=said):
        _wait_until(lambda: "the press waits" in said.read_text() or _stuck(folder) > 0)
        time.sleep(1.5)  # it tries again meanwhile
        assert half_files(folder / "tree") == []
        assert _waiting(folder) or _stuck(folder)
    with _worker(folder):
        _healed(folder, addresses)


@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_stands_in_a_page_s_place_stops_no_other_and_is_told_until_it_is_gone(
    folder: Path, what: str
) -> None:
    topic = folder / "tree/topics/crashes"
    shutil.rmtree(topic)
    if what == "file":
        topic.write_text("no folder")
    else:
        (topic / "index.html").mkdir(parents=True)
    addresses = _publish(folder, 2)
    with _worker(folder):
        _wait_until(lambda: not _waiting(folder) and _stuck(folder) > 0)
        for address in addresses:
            assert (folder / "tree" / address.strip("/") / "index.html").exists()
        causes = "SELECT COUNT(*) FROM ledger_stuckpage WHERE cause != 'place'"
        assert _query(folder, causes) == 0
        if what == "file":
            topic.unlink()
        else:
            (topic / "index.html").rmdir()
        _healed(folder, addresses)


# --- the database goes away ---------------------------------------------------------------------


@pytest.mark.slow
def test_a_locked_database_is_waited_for(folder: Path, tmp_path: Path) -> None:
    addresses = _publish(folder, 3)
    lock = sqlite3.connect(folder / "house.sqlite3", isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    with _worker(folder, program=_IMPATIENT, log=tmp_path / "said"):
        # It has waited for the lock as long as it will, and goes on to wait for the database.
        _wait_until(lambda: "waits" in (tmp_path / "said").read_text())
        assert half_files(folder / "tree") == []
        lock.execute("ROLLBACK")
        lock.close()
        assert _waiting(folder) >= 3
        _healed(folder, addresses)


@pytest.mark.slow
@pytest.mark.tools
def test_postgresql_stopped_again_and_again_while_publishing_loses_nothing(
    tmp_path: Path,
) -> None:
    place = fresh_folder()
    database = PostgreSQL(place)
    database.start()
    folder = tmp_path / "house"
    folder.mkdir()
    folder.joinpath("house.toml").write_text(f'database_url = "{database.url}"\n')
    chance = random.Random(3)
    try:
        serving.command(folder, "init", str(folder), "--name", "The Bench")
        addresses = _publish(folder, 3)
        with _worker(folder):
            for _ in range(3):
                load = program(folder, "tests.publishing", "500")
                assert load.stdout is not None
                addresses.append(f"/articles/{load.stdout.readline().strip()}/")
                time.sleep(chance.uniform(0.1, 1.5))
                database.stop()
                rest = load.communicate()[0].split()
                addresses += [f"/articles/{slug}/" for slug in rest]
                assert half_files(folder / "tree") == []
                time.sleep(1)
                database.start()
            pages = [folder / "tree" / address.strip("/") / "index.html" for address in addresses]
            _wait_until(lambda: all(page.exists() for page in pages))
            time.sleep(2)
            _tree_is_right(folder)
    finally:
        if database.runs:
            database.stop()
        shutil.rmtree(place, ignore_errors=True)
