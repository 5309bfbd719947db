"""What a request for a page is answered with."""

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writingviews.press.generation import Generation
from writingviews.press.shelf import ENCODINGS, Answer, Shelf, acceptable
from writingviews.press.tree import Tree
from writingviews.site.page import Page

BODY = b"<!doctype html>" + b"a page of words " * 100


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    made = Tree(tmp_path / "tree")
    made.write([Page("/articles/a/", BODY), Page("/404.html", b"nothing here")])
    return made


@pytest.fixture
def generation(tmp_path: Path) -> Generation:
    return Generation(tmp_path / "run" / "generation")


@pytest.fixture
def shelf(tree: Tree, generation: Generation, tmp_path: Path) -> Shelf:
    (tmp_path / "media" / "ab").mkdir(parents=True)
    (tmp_path / "media" / "ab" / "480.jpg").write_bytes(b"\xff\xd8picture")
    return Shelf(tree.root, tmp_path / "media", generation)


def _header(answer: Answer, name: bytes) -> bytes:
    return dict(answer.headers).get(name, b"")


def test_a_page_is_answered_in_the_best_encoding_that_is_accepted(shelf: Shelf) -> None:
    answer = shelf.answer(b"/articles/a/", b"gzip, deflate, br;q=0.5, zstd", b"")
    assert answer is not None
    assert answer.status == 200
    assert _header(answer, b"content-encoding") == b"br"
    assert _header(answer, b"vary") == b"accept-encoding"
    assert int(_header(answer, b"content-length")) == len(answer.body) < len(BODY)


def test_without_accepted_encodings_the_plain_page_is_sent(shelf: Shelf) -> None:
    answer = shelf.answer(b"/articles/a/", b"", b"")
    assert answer is not None
    assert answer.body == BODY
    assert _header(answer, b"content-encoding") == b""


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (b"br", ["br", "identity"]),
        (b"gzip;q=0", ["identity"]),
        (b"*", ["br", "zstd", "gzip", "identity"]),
        (b"*;q=0, gzip", ["gzip", "identity"]),
        (b"br;q=nonsense, gzip", ["gzip", "identity"]),
        (b"GZIP", ["gzip", "identity"]),
        (b",,;;", ["identity"]),
    ],
)
def test_qualities_are_obeyed(accept: bytes, expected: list[str]) -> None:
    names = [*(name for name, _ in ENCODINGS), "identity"]
    assert [names[index] for index in acceptable(accept)] == expected


@pytest.mark.parametrize("form", [b"%s", b"W/%s", b'"other", %s', b"*"])
def test_a_known_page_is_not_sent_again(shelf: Shelf, form: bytes) -> None:
    first = shelf.answer(b"/articles/a/", b"br", b"")
    assert first is not None
    etag = _header(first, b"etag")
    again = shelf.answer(b"/articles/a/", b"br", form % etag if b"%s" in form else form)
    assert again is not None
    assert (again.status, again.body) == (304, b"")
    assert _header(again, b"etag") == etag
    assert _header(again, b"content-length") == b""


def test_another_encoding_has_another_etag(shelf: Shelf) -> None:
    brotli = shelf.answer(b"/articles/a/", b"br", b"")
    plain = shelf.answer(b"/articles/a/", b"", b"")
    assert brotli is not None
    assert plain is not None
    assert _header(brotli, b"etag") != _header(plain, b"etag")


def test_a_new_page_is_seen_as_soon_as_the_generation_is_bumped(
    shelf: Shelf, tree: Tree, generation: Generation
) -> None:
    assert shelf.answer(b"/articles/a/", b"", b"") is not None
    tree.write([Page("/articles/a/", b"new")])
    generation.bump()
    answer = shelf.answer(b"/articles/a/", b"", b"")
    assert answer is not None
    assert answer.body == b"new"


def test_a_page_taken_away_is_not_remembered(
    shelf: Shelf, tree: Tree, generation: Generation
) -> None:
    shelf.answer(b"/articles/a/", b"", b"")
    tree.write([], ["/articles/a/"])
    generation.bump()
    assert shelf.answer(b"/articles/a/", b"", b"") is None


def test_moved_and_gone_pages_say_so(shelf: Shelf, tree: Tree) -> None:
    tree.write(
        [
            Page("/articles/old/", b"moved", 301, "/articles/کتاب/"),
            Page("/articles/gone/", b"gone", 410),
        ]
    )
    moved = shelf.answer(b"/articles/old/", b"", b"")
    gone = shelf.answer(b"/articles/gone/", b"", b"*")
    assert moved is not None
    assert gone is not None
    assert moved.status == 301
    assert _header(moved, b"location") == quote("/articles/کتاب/").encode()
    assert gone.status == 410


def test_an_address_in_another_script_is_found_percent_encoded(shelf: Shelf, tree: Tree) -> None:
    tree.write([Page("/topics/کتاب/", b"books")])
    answer = shelf.answer(quote("/topics/کتاب/").encode(), b"", b"")
    assert answer is not None
    assert answer.body == b"books"


def test_pictures_and_assets_may_be_kept_for_ever(shelf: Shelf) -> None:
    answer = shelf.answer(b"/media/ab/480.jpg", b"br", b"")
    assert answer is not None
    assert _header(answer, b"content-type") == b"image/jpeg"
    assert b"immutable" in _header(answer, b"cache-control")


@pytest.mark.parametrize(
    "target",
    [
        b"/../secret.key",
        b"/%2e%2e/secret.key",
        b"/articles/..%2f..%2fsecret.key",
        b"/articles/a/index.html.br",
        b"/articles/a/index.html.status",
        b"/articles//a/",
        b"/articles/a%00/",
        b"/media/../tree/404.html",
        b"/media/%2e%2e/secret.key",
        b"/%ff/",
        b"/articles/a/?x",
        b"articles/a/",
        b"/" + b"a" * 2000,
    ],
)
def test_nothing_outside_the_tree_is_answered(shelf: Shelf, tmp_path: Path, target: bytes) -> None:
    (tmp_path / "secret.key").write_text("secret")
    assert shelf.answer(target, b"", b"") is None


@given(st.binary(max_size=60))
def test_no_target_raises_or_leaves_the_tree(target: bytes) -> None:
    shelf = Shelf(Path("/nowhere"), Path("/nowhere"), _STILL)
    assert shelf.answer(b"/" + target, b"br", b"") is None


class _Still:
    def read(self) -> bytes:
        return b"\0" * 8


_STILL: Generation = _Still()  # type: ignore[assignment]


def test_every_answer_bears_the_security_headers(shelf: Shelf) -> None:
    for answer in (
        shelf.answer(b"/articles/a/", b"", b""),
        shelf.answer(b"/articles/a/", b"", b"*"),
        shelf.not_found(b"/fa/nothing", b""),
        shelf.with_slash(b"/articles/a"),
    ):
        assert answer is not None
        assert b"default-src 'none'" in _header(answer, b"content-security-policy")
        assert _header(answer, b"referrer-policy") == b"no-referrer"
        assert _header(answer, b"x-content-type-options") == b"nosniff"


def test_memory_is_bounded(tree: Tree, generation: Generation, tmp_path: Path) -> None:
    tree.write([Page(f"/p/{number}/", BODY + bytes([number])) for number in range(50)])
    small = Shelf(tree.root, tmp_path, generation, most_bytes=60_000)
    for number in range(50):
        assert small.answer(b"/p/%d/" % number, b"", b"") is not None
    assert small._bytes <= 60_000
    assert len(small._entries) < 50
