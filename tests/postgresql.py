"""A PostgreSQL of a test's own, which can be stopped and started as an accident would."""

import os
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest


class PostgreSQL:
    """A server in a folder of its own, on the loopback interface.

    Args:
        folder: another account must be able to enter it (`fresh_folder`).
        durable: whether a commit waits for the disk, as it does in life; measuring needs it.

    Attributes:
        url: what stands in `DATABASE_URL`.
    """

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self._bin = _programs()
        self._fsync = "on" if durable else "off"
        self._folder = folder
        self._as: list[str] = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            subprocess.run(["chown", "postgres", str(folder)], check=True)
            self._as = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.url = f"postgresql://house@127.0.0.1:{self._port}/postgres"
        self._run("initdb", "-U", "house", "-A", "trust", "--no-sync", "--encoding=UTF8")

    def start(self) -> None:
        options = f"-h 127.0.0.1 -p {self._port} -k {self._folder} -c fsync={self._fsync}"
        self._run("pg_ctl", "-w", "-s", "-l", str(self._folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop at once, as a power cut would."""
        self._run("pg_ctl", "-m", "immediate", "-s", "-w", "stop")

    @property
    def runs(self) -> bool:
        return (self._folder / "data" / "postmaster.pid").exists()

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [*self._as, str(self._bin / program), "-D", str(self._folder / "data"), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self._folder,
            env={"LC_ALL": "C", "PATH": os.environ["PATH"]},
        )


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("needs postgresql: apt install postgresql")
    return found[-1].parent


def fresh_folder() -> Path:
    """Return a folder that another account may enter, which pytest's own do not allow."""
    folder = Path(tempfile.mkdtemp(prefix="writingviews-postgresql-"))
    folder.chmod(0o755)
    return folder
