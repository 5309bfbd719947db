"""The front end's own code, run by Node, for the tests that hold it against Python's."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
FRONTEND = ROOT / "frontend" / "document"

needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (ROOT / "node_modules" / "esbuild").exists(),
    reason="needs node and node_modules: install Node 20 or newer, then run npm ci",
)


def node(*arguments: str, given: str = "") -> str:
    """What a script of the front end prints; its complaint fails the test."""
    done = subprocess.run(
        ["node", *arguments],
        cwd=ROOT,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
