"""The order in which a batch reaches the disk, as the kernel is asked for it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from writingviews.press.durability import sync_filesystem

PROGRAM = """
import sys
from pathlib import Path
from writingviews.press.tree import Tree
from writingviews.site.page import Page
tree = Tree(Path(sys.argv[1]))
tree.write([Page(f"/articles/{name}/", b"words " * 500) for name in "abc"])
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace: apt install strace")
def test_bytes_then_copies_then_pages_each_synced_before_the_next(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    watched = "trace=openat,rename,renameat,renameat2,syncfs,fsync,sync"
    subprocess.run(
        ["strace", "-f", "-e", watched, "-o", str(trace), sys.executable, "-c", PROGRAM,
         str(tmp_path / "tree")],
        check=True,
    )  # fmt: skip
    steps: list[str] = []
    for line in trace.read_text().splitlines():
        if "new~" in line and "openat(" in line:
            step = "bytes"
        elif "new~" in line and "rename" in line:
            step = "page" if 'index.html.new~"' in line else "copy"
        elif "syncfs(" in line and "resumed" not in line:
            step = "sync"
        else:
            continue
        if step == "sync" or not steps or steps[-1] != step:
            steps.append(step)
    assert steps == ["bytes", "sync", "copy", "sync", "page", "sync"]


def test_a_folder_that_is_not_there_is_an_error_and_no_silence(tmp_path: Path) -> None:
    sync_filesystem(tmp_path)
    with pytest.raises(FileNotFoundError):
        sync_filesystem(tmp_path / "none")
