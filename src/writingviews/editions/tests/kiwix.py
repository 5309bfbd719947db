"""Debian's zimcheck and kiwix-serve, as tests use them."""

import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest

needs_zimcheck = pytest.mark.skipif(
    not shutil.which("zimcheck"), reason="needs zimcheck: apt install zim-tools"
)
needs_kiwix_serve = pytest.mark.skipif(
    not shutil.which("kiwix-serve"), reason="needs kiwix-serve: apt install kiwix-tools"
)


def amiss(place: Path) -> str:
    """Return what zimcheck says of a ZIM; ``""`` if it finds nothing amiss.

    Every check but the one for integrity, which fails on any file of a newer libzim than its own.
    """
    checks = ["-U", "-X", "-M", "-F", "-P", "-R", "-D", "-L", "-C"]
    checked = subprocess.run(
        ["zimcheck", *checks, str(place)], check=False, capture_output=True, text=True
    )
    return "" if "Overall Test Status: Pass" in checked.stdout else checked.stdout


@contextmanager
def kiwix_serve(place: Path) -> Iterator[str]:
    """Serve a ZIM on the loopback interface; yield the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        ["kiwix-serve", "-i", "127.0.0.1", "-p", str(port), str(place)], stdout=subprocess.DEVNULL
    )
    try:
        answer_of(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def answer_of(url: str) -> str:
    """Return a page, from a server that may not listen yet."""
    for _ in range(200):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own address
                return bytes(answer.read()).decode()
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.05)
    raise AssertionError("kiwix-serve did not begin to listen.")
