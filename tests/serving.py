"""A real server on a folder, as a person starts it: for journeys, pictures and benchmarks."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Login:
    username: str
    password: str


@dataclass
class House:
    """A running house.

    Attributes:
        folder: the publication's.
        address: where it is served, without a slash at its end.
        process: the `writingviews serve` process.
    """

    folder: Path
    address: str
    process: "subprocess.Popen[bytes]"

    @property
    def accounts(self) -> dict[str, Login]:
        """The demo's accounts by role."""
        rows = json.loads((self.folder / "demo-accounts.json").read_text(encoding="utf-8"))
        return {role: Login(row["username"], row["password"]) for role, row in rows.items()}

    def get(self, path: str) -> tuple[int, str]:
        """Return status and body of a GET."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:  # noqa: S310
                # Files too are asked for: whether they are there, not what is in them.
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def wait_for(self, path: str, words: str, *, seconds: float = 10.0) -> float:
        """Wait until a page says `words`; return how long that took, in seconds."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            status, body = self.get(path)
            if status == 200 and words in body:
                return time.monotonic() - began
            time.sleep(0.02)
        raise AssertionError(f"{path} does not say {words!r} after {seconds} s.")

    def wait_for_status(self, path: str, status: int, *, seconds: float = 10.0) -> str:
        """Wait until a page is answered with `status`; return what it says."""
        began = time.monotonic()
        got = 0
        while time.monotonic() - began < seconds:
            with contextlib.suppress(OSError):
                got, body = self.get(path)
                if got == status:
                    return body
            time.sleep(0.05)
        raise AssertionError(f"{path} is answered with {got}, not {status}, after {seconds} s.")

    def wait_until_up(self, seconds: float = 30.0) -> None:
        """Wait until both a page and the house answer."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            with contextlib.suppress(OSError):
                if self.get("/")[0] == 200 and self.get("/account/login/")[0] == 200:
                    return
            if self.process.poll() is not None:
                raise AssertionError(f"The server ended with {self.process.returncode}.")
            time.sleep(0.1)
        raise AssertionError(f"Nothing answers at {self.address} after {seconds} s.")


def free_port() -> int:
    """Return a port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a command of the house for a folder, free of the tests' own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("WRITINGVIEWS_")
        and name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
    }
    return {**kept, "WRITINGVIEWS_DIR": str(folder), "WRITINGVIEWS_SECOND_FACTOR": "no"}


def command(
    folder: Path, *arguments: str, check: bool = True
) -> "subprocess.CompletedProcess[str]":
    """Run `writingviews` for a folder and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", "writingviews", *arguments],
        env=environment(folder),
        capture_output=True,
        text=True,
        check=check,
        timeout=600,
    )


def start(
    folder: Path, port: int, *arguments: str, log: Path | None = None, wait: bool = True
) -> House:
    """Start `writingviews serve` in a process group of its own.

    Args:
        folder: the publication's.
        port: to listen on.
        arguments: further ones of the command.
        log: a file for what it says; by default it goes where ours goes.
        wait: until pages and the house answer.
    """
    with contextlib.ExitStack() as stack:
        said = stack.enter_context(log.open("ab")) if log is not None else None
        process = subprocess.Popen(
            [sys.executable, "-m", "writingviews", "serve", "--port", str(port), *arguments],
            env=environment(folder),
            start_new_session=True,
            stdout=said,
            stderr=said,
        )
    house = House(folder, f"http://127.0.0.1:{port}", process)
    if wait:
        house.wait_until_up()
    return house


def stop(house: House) -> None:
    """Stop a house as an operator does, by SIGTERM."""
    if house.process.poll() is None:
        house.process.send_signal(signal.SIGTERM)
        house.process.wait(timeout=30)


def family(pid: int) -> list[int]:
    """A process and all that it and its children have started, whatever their session."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # "pid (name) state parent …"; the name may hold spaces and parentheses.
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
        parents.setdefault(parent, []).append(int(stat.parent.name))
    found = [pid]
    for one in found:
        found.extend(parents.get(one, []))
    return found


def child(house: House, module: str) -> int:
    """A process that `serve` started for a module."""
    return children(house, module)[0]


def children(house: House, module: str) -> list[int]:
    """The processes that `serve` started for a module; waits until there is one."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        if found := [pid for pid in family(house.process.pid)[1:] if runs(pid, module)]:
            return found
        time.sleep(0.05)
    raise AssertionError(f"`serve` has no process for {module}.")


def runs(pid: int, module: str) -> bool:
    try:
        return module.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:  # it has ended meanwhile
        return False


def kill_all(house: House) -> None:
    """SIGKILL to every process of a house at once, as a power cut would."""
    if house.process.poll() is not None:
        return
    # Stopped first, so that none starts another while its own turn has not come.
    os.kill(house.process.pid, signal.SIGSTOP)
    for pid in family(house.process.pid):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    house.process.wait(timeout=30)


@contextlib.contextmanager
def demo_house(folder: Path, *arguments: str) -> Iterator[House]:
    """Furnish the demo in a folder (about a minute the first time) and serve it."""
    port = free_port()
    command(folder, "demo", "--no-serve", "--dir", str(folder), "--port", str(port))
    house = start(folder, port, *arguments)
    try:
        yield house
    finally:
        stop(house)


class Readers:
    """Readers who ask for pages all the time, on connections that stay.

    Attributes:
        statuses: how often each status came; 0 counts connections that failed.
    """

    def __init__(self, house: House, pages: Sequence[str], number: int = 4) -> None:
        self.statuses: Counter[int] = Counter()
        self._house = house
        self._pages = pages
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(number)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        connection = http.client.HTTPConnection(
            self._house.address.removeprefix("http://"), timeout=10
        )
        number = 0
        while not self._stop.is_set():
            number += 1
            try:
                connection.request("GET", self._pages[number % len(self._pages)])
                answer = connection.getresponse()
                body = answer.read()
                whole = len(body) == int(answer.headers["content-length"])
                self.statuses[answer.status if whole else 0] += 1
            except (OSError, http.client.HTTPException):
                self.statuses[0] += 1
                connection.close()
        connection.close()
