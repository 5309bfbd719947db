"""The demo, furnished once for all runs of the tests that would find the same one.

Furnishing takes most of a minute. A furnished folder is kept in pytest's cache under a name made
of everything it depends on: the code, the demo's content, the built front end, the locked packages
and Python. Change one of them, and it is furnished anew. Each run gets a copy of its own, so that
no test finds what another left.
"""

import fcntl
import hashlib
import shutil
import socket
import sys
from pathlib import Path

from tests import serving

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "writingviews"


def fingerprint() -> str:
    """Return a name for all that a furnished demo depends on. About 20 ms."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (ROOT / "requirements-dev.lock", *sorted(PACKAGE.rglob("*"))):
        name = path.relative_to(ROOT)
        if {"tests", "__pycache__"} & set(name.parts) or not path.is_file():
            continue
        digest.update(f"\0{name}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def copy_of_the_demo(kept: Path, to: Path) -> int:
    """Copy the furnished demo to a folder that is not there yet; furnish it before if need be.

    Processes that ask at once wait for the one that furnishes.

    Args:
        kept: where it lies from run to run; what other code has furnished there is removed.
        to: the new folder.

    Returns:
        A free port, the one its pages bear if that is free: with another, all are printed anew.
    """
    kept.mkdir(parents=True, exist_ok=True)
    whole = kept / fingerprint()
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            for old in kept.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            _furnish(kept / "unfinished").rename(whole)
        shutil.copytree(whole, to)
    port = int(_settings(to).rpartition(":")[2].strip('"\n'))
    return port if _is_free(port) else serving.free_port()


def _furnish(folder: Path) -> Path:
    port = serving.free_port()
    serving.command(folder, "demo", "--no-serve", "--dir", str(folder), "--port", str(port))
    return folder


def _settings(folder: Path) -> str:
    return (folder / "house.toml").read_text(encoding="utf-8")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
