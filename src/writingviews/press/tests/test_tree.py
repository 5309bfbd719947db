"""The page tree: whole files, replaced at once."""

import gzip
from pathlib import Path

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from writingviews.press import tree as tree_module
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
    assert zstandard.ZstdDecompressor().decompress(Path(f"{path}.zst").read_bytes()) == body


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
