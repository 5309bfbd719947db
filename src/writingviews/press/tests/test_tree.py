"""The page tree: whole files, replaced at once."""

import contextlib
import errno
import gzip
import os
import time
from collections.abc import Mapping
from pathlib import Path
from stat import S_IFSOCK

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from writingviews.press import tree as tree_module
from writingviews.press.endings import ENDINGS
from writingviews.press.tree import Tree, UnsafeAddress, address_of, file_of
from writingviews.site.page import Page


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path / "tree")


def _files(tree: Tree) -> set[str]:
    return {str(p.relative_to(tree.root)) for p in tree.root.rglob("*") if p.is_file()}


def test_a_page_is_written_with_copies_that_say_the_same(tree: Tree) -> None:
    body = b"<!doctype html>" + b"words " * 500
    tree.write([Page("/articles/a/", body)])
    path = tree.root / "articles/a/index.html"
    assert path.read_bytes() == body
    assert brotli.decompress(Path(f"{path}.br").read_bytes()) == body
    assert gzip.decompress(Path(f"{path}.gz").read_bytes()) == body


def test_a_page_that_is_the_same_is_not_written_again(tree: Tree) -> None:
    page = Page("/articles/a/", b"text")
    assert tree.write([page]).written == 1
    stamp = (tree.root / "articles/a/index.html").stat().st_ino
    again = tree.write([page])
    assert (again.written, again.same) == (0, 1)
    assert (tree.root / "articles/a/index.html").stat().st_ino == stamp


def test_a_page_that_is_gone_leaves_nothing_behind(tree: Tree) -> None:
    tree.write([Page("/articles/a/", b"text"), Page("/", b"front")])
    assert tree.write([], ["/articles/a/"]).removed == 1
    assert not (tree.root / "articles").exists()
    assert list(tree.addresses()) == ["/"]


def test_taking_away_what_is_not_there_is_harmless(tree: Tree) -> None:
    assert tree.write([], ["/articles/none/"]).removed == 0


def test_a_gone_page_bears_its_status_and_loses_it_when_restored(tree: Tree) -> None:
    tree.write([Page("/articles/a/", b"text")])
    tree.write([Page("/articles/a/", b"gone", status=410)])
    status = tree.root / "articles/a/index.html.status"
    assert status.read_text() == "410"
    tree.write([Page("/articles/a/", b"text")])
    assert not status.exists()
    assert tree.read("/articles/a/") == b"text"


def test_a_batch_that_fails_leaves_every_page_whole_and_nothing_lying_about(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.write([Page("/a/", b"old a"), Page("/b/", b"old b")])
    before = _files(tree)
    placed = 0
    real = tree_module._put_in_place

    def full_disk(path: Path) -> None:
        nonlocal placed
        placed += 1
        if placed > 4:
            raise OSError(28, "No space left on device")
        real(path)

    monkeypatch.setattr(tree_module, "_put_in_place", full_disk)
    with pytest.raises(OSError, match="No space left"):
        tree.write([Page("/a/", b"new a"), Page("/b/", b"new b")])
    assert _files(tree) == before
    assert tree.read("/a/") in {b"old a", b"new a"}
    assert tree.read("/b/") in {b"old b", b"new b"}
    monkeypatch.setattr(tree_module, "_put_in_place", real)
    tree.write([Page("/a/", b"new a"), Page("/b/", b"new b")])
    for name in ("a", "b"):
        path = tree.root / name / "index.html"
        assert path.read_bytes() == f"new {name}".encode()
        assert gzip.decompress(Path(f"{path}.gz").read_bytes()) == path.read_bytes()


def _in_the_way(tree: Tree, address: str) -> None:
    """Put something where a page is to stand: a folder for a file, or a file for a folder."""
    if address == "/folder/":
        (tree.root / "folder/index.html").mkdir(parents=True)
    elif address == "/file/inside/":
        (tree.root / "file").write_bytes(b"no folder")


@pytest.mark.parametrize(
    "address",
    ["/folder/", "/file/inside/", "/" + "long/" * 1000, "/../outside/", "/" + "a" * 300 + "/"],
)
def test_a_page_that_cannot_be_put_in_its_place_is_set_aside_and_the_others_are_written(
    tree: Tree, address: str
) -> None:
    _in_the_way(tree, address)
    before = _files(tree)
    written = tree.write([Page("/a/", b"a"), Page(address, b"bad"), Page("/b/", b"b")])
    assert (written.written, list(written.failed)) == (2, [address])
    assert (tree.read("/a/"), tree.read("/b/")) == (b"a", b"b")
    fresh = {f"{name}/index.html{ending}" for name in "ab" for ending in ("", *ENDINGS)}
    assert _files(tree) == before | fresh


def test_a_page_that_cannot_be_taken_away_is_set_aside(tree: Tree) -> None:
    tree.write([Page("/a/", b"a")])
    _in_the_way(tree, "/folder/")
    written = tree.write([], ["/folder/", "/../outside/", "/a/"])
    assert (written.removed, set(written.failed)) == (1, {"/folder/", "/../outside/"})


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc, as Linux has it")
def test_files_that_were_replaced_are_let_go_of(tree: Tree) -> None:
    pages = [Page(f"/{n}/", b"old") for n in range(100)]
    tree.write(pages)
    tree.write([Page(page.address, b"new") for page in pages])
    deadline = time.monotonic() + 5
    while any(path.startswith(f"{tree.root}/") for path in _open_files()):
        assert time.monotonic() < deadline, _open_files()
        time.sleep(0.01)


def _open_files() -> list[str]:
    """The paths of what this process has open; a file that was replaced is marked so by Linux."""
    found = []
    for each in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            found.append(os.readlink(each))  # noqa: PTH115 - "(deleted)" is not a path
    return found


def test_files_that_were_replaced_leave_a_process_that_may_have_few_open_its_room(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened first of all, they must not take what the syncs and the writing need."""
    monkeypatch.setattr(tree_module, "_most_open", lambda: 64)
    pages = [Page(f"/{n}/", b"old") for n in range(40)]
    tree.write(pages)
    opened = []
    real = os.open

    def counted(path: str | Path, *more: int) -> int:
        opened.append(path)
        return real(path, *more)

    monkeypatch.setattr(os, "open", counted)
    tree.write([Page(page.address, b"new") for page in pages])
    former = [path for path in opened if str(path) != str(tree.root)]
    assert len(former) == 4 * 3


@pytest.mark.parametrize("ending", ["", ".br"])
@pytest.mark.parametrize("kind", ["pipe", "socket"])
def test_a_pipe_or_a_socket_in_a_pages_place_is_replaced(
    tree: Tree, ending: str, kind: str
) -> None:
    """To read a pipe would wait for a writer who never comes."""
    tree.write([Page("/a/", b"old")])
    path = tree.root / f"a/index.html{ending}"
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    else:
        os.mknod(path, S_IFSOCK | 0o600)
    assert tree.write([Page("/a/", b"new")]).written == 1
    assert path.is_file()
    assert tree.read("/a/") == b"new"


def test_a_status_that_is_no_text_is_replaced(tree: Tree) -> None:
    tree.write([Page("/a/", b"gone", status=410)])
    status = tree.root / "a/index.html.status"
    status.write_bytes(b"\xff\xfe")
    assert tree.write([Page("/a/", b"gone", status=410)]).written == 1
    assert status.read_text() == "410"


@pytest.mark.parametrize("step", ["_write_beside", "_put_in_place"])
def test_a_bad_spot_on_the_disk_sets_aside_the_page_that_lies_there(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    tree.write([Page("/a/", b"old a"), Page("/b/", b"old b")])
    real = getattr(tree_module, step)

    def bad_spot(*arguments: Path | Mapping[str, bytes]) -> None:
        if f"{tree.root}/a/index.html" in map(str, arguments):
            raise OSError(errno.EIO, "Input/output error")
        real(*arguments)

    monkeypatch.setattr(tree_module, step, bad_spot)
    written = tree.write([Page("/a/", b"new a"), Page("/b/", b"new b")])
    assert (written.written, list(written.failed)) == (1, ["/a/"])
    assert (tree.read("/a/"), tree.read("/b/")) == (b"old a", b"new b")
    assert not [name for name in _files(tree) if name.endswith(".new~")]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE])
def test_what_is_wrong_with_the_whole_disk_ends_the_batch(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(path: Path, files: Mapping[str, bytes]) -> None:
        if path.parent.name == "a":
            raise OSError(number, "for every page")

    monkeypatch.setattr(tree_module, "_write_beside", full)
    with pytest.raises(OSError, match="for every page"):
        tree.write([Page("/a/", b"a"), Page("/b/", b"b")])
    assert _files(tree) == set()


def test_a_disk_that_takes_no_page_at_all_ends_the_batch(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each page fails with what may be its own fault: a file is tried that is nobody's."""

    def broken(path: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(tree_module, "_put_in_place", broken)
    real = Path.replace

    def no_name(path: Path, target: Path) -> Path:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "replace", no_name)
    with pytest.raises(OSError, match="Input/output"):
        tree.write([Page("/a/", b"a")])
    monkeypatch.setattr(Path, "replace", real)
    assert _files(tree) == set()


def test_what_a_kill_left_lying_is_swept_away(tree: Tree) -> None:
    tree.write([Page("/a/", b"a"), Page("/b/", b"b")])
    left = [tree.root / "a/index.html.br.new~", tree.root / "b/index.html.new~"]
    for path in left:
        path.write_bytes(b"half")
    tree.sweep(["/a/", "/../outside/"])
    assert [path.exists() for path in left] == [False, True]
    tree.sweep()
    assert not left[1].exists()
    assert (tree.read("/a/"), tree.read("/b/")) == (b"a", b"b")


@pytest.mark.parametrize(
    "address",
    [
        "articles/a/",
        "/../secret.key",
        "/a/../../b/",
        "/a//b/",
        "/a\0b/",
        "/a\\b/",
        "/feed.xml.br",
        "/x/index.html.status",
        os.fsdecode(b"/\xff/"),
        "/" + "a" * 300 + "/",
    ],
)
def test_an_address_that_leaves_the_tree_is_refused(address: str) -> None:
    with pytest.raises(UnsafeAddress):
        file_of(address)


@given(parts=st.lists(st.text("abcفا-9", min_size=1, max_size=8), max_size=4), page=st.booleans())
def test_an_address_and_its_file_name_each_other(parts: list[str], *, page: bool) -> None:
    address = "/" + "".join(part + "/" for part in parts) + ("" if page else "feed.xml")
    assert address_of(file_of(address)) == address


def test_a_built_file_brings_its_copies_and_one_without_gets_them(
    tree: Tree, tmp_path: Path
) -> None:
    body = b"p { margin: 0 }\n" * 200
    made = {".br": brotli.compress(body, quality=1), ".gz": gzip.compress(body, 1)}
    bringing, without, stale = (tmp_path / f"{name}.css" for name in ("bringing", "none", "stale"))
    for path in (bringing, without, stale):
        path.write_bytes(body)
    for ending, copy in made.items():
        Path(f"{bringing}{ending}").write_bytes(copy)
        Path(f"{stale}{ending}").write_bytes(made[".br"])
    tree.put_assets([bringing, without, stale])
    assets = tree.root / "assets"
    for ending, copy in made.items():
        assert Path(f"{assets / bringing.name}{ending}").read_bytes() == copy
        assert len(Path(f"{assets / without.name}{ending}").read_bytes()) < len(body)
    for path in (without, stale):
        assert brotli.decompress((assets / f"{path.name}.br").read_bytes()) == body
        assert gzip.decompress((assets / f"{path.name}.gz").read_bytes()) == body
