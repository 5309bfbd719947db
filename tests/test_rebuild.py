"""The whole tree, drawn by several processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests import serving
from tests.serving import House

_REBUILD = """
import os, sys
if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "writingviews.config.settings"
    import django
    django.setup()
    from writingviews.press.rebuilding import check_tree, rebuild
    if sys.argv[1] == "check":
        for fault in check_tree(processes=3).faults:
            print(fault.kind, fault.place, fault.reason)
    else:
        printed = rebuild(processes=int(sys.argv[1]))
        assert not printed.failed, printed.failed
        print(printed.written)
"""


def _files(tree: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(tree)): path.read_bytes() for path in tree.rglob("*") if path.is_file()
    }


def _start(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    script = folder / "run" / "rebuild_for_the_test.py"
    script.write_text(_REBUILD, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, str(script), *arguments],
        env=serving.environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _run(folder: Path, *arguments: str) -> str:
    out, error = _start(folder, *arguments).communicate(timeout=120)
    assert not error, error
    return out


def _children(process: int) -> list[int]:
    """The processes that draw; Python starts one more, to clear up after them."""
    try:
        found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        return [
            int(child)
            for child in found
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
        ]
    except FileNotFoundError:
        return []


def test_several_processes_draw_the_same_tree_as_one(demo: House) -> None:
    tree = demo.folder / "tree"
    _run(demo.folder, "1")
    one = _files(tree)
    tree.rename(demo.folder / "tree-of-one")
    assert int(_run(demo.folder, "3")) > 300
    assert _files(tree) == one
    assert _run(demo.folder, "check") == ""
    (tree / "about" / "index.html.br").write_bytes(b"broken")
    assert ".br copy cannot be read" in _run(demo.folder, "check")
    assert int(_run(demo.folder, "2")) == 1
    assert _files(tree) == one


def test_when_one_of_them_is_killed_the_old_tree_stays(demo: House) -> None:
    before = _files(demo.folder / "tree")
    inode = (demo.folder / "tree").stat().st_ino
    building = _start(demo.folder, "2")
    deadline = time.monotonic() + 30
    while len(found := _children(building.pid)) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(found[0], signal.SIGKILL)
    _, error = building.communicate(timeout=60)
    assert "A process that drew pages died" in error
    assert (demo.folder / "tree").stat().st_ino == inode
    assert _files(demo.folder / "tree") == before
    assert not (demo.folder / "tree.new~").exists()
