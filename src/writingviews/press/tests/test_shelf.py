"""What a request for a page is answered with."""

import os
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writingviews.press.answers import SECURITY_HEADERS, Answer, FileChanged
from writingviews.press.conditions import Conditions
from writingviews.press.generation import Generation, Seconds, counter_at
from writingviews.press.request import Wanted
from writingviews.press.shelf import MOST_KEPT, Shelf
from writingviews.press.tree import Tree
from writingviews.site.page import Page

BODY = b"<!doctype html>" + b"a page of words " * 100
#: 2026-06-09, 10:20 UTC, and what readers may know of it.
MODIFIED, HOUR = 1780914000 + 86400.0, b"Tue, 09 Jun 2026 11:00:00 GMT"


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
    return b", ".join(value for key, value in answer.headers if key == name)


def ask(
    shelf: Shelf, target: bytes, accept: bytes = b"", if_none_match: bytes = b""
) -> Answer | None:
    conditions = Conditions(if_none_match=if_none_match) if if_none_match else None
    return shelf.answer(Wanted(b"GET", target, accept, conditions=conditions))


def want(shelf: Shelf, target: bytes, method: bytes = b"GET", **conditions: bytes) -> Answer:
    """Ask for a page that is there, under conditions."""
    answer = shelf.answer(Wanted(method, target, conditions=Conditions(**conditions)))
    assert answer is not None
    return answer


def test_a_page_is_answered_in_the_best_encoding_that_is_accepted(shelf: Shelf) -> None:
    answer = ask(shelf, b"/articles/a/", b"gzip;q=0.9, deflate, br;q=0.5, zstd")
    assert answer is not None
    assert answer.status == 200
    assert _header(answer, b"content-encoding") == b"gzip"
    assert _header(answer, b"vary") == b"accept-encoding"
    assert int(_header(answer, b"content-length")) == len(answer.body) < len(BODY)


def test_without_accepted_encodings_the_plain_page_is_sent(shelf: Shelf) -> None:
    answer = ask(shelf, b"/articles/a/")
    assert answer is not None
    assert answer.body == BODY
    assert _header(answer, b"content-encoding") == b""


@pytest.mark.parametrize("form", [b"%s", b"W/%s", b'"other", %s', b"*"])
def test_a_known_page_is_not_sent_again(shelf: Shelf, form: bytes) -> None:
    first = ask(shelf, b"/articles/a/", b"br")
    assert first is not None
    etag = _header(first, b"etag")
    again = ask(shelf, b"/articles/a/", b"br", form % etag if b"%s" in form else form)
    assert again is not None
    assert (again.status, again.body) == (304, b"")
    assert _header(again, b"etag") == etag
    assert _header(again, b"content-length") == b""


def test_another_encoding_has_another_etag(shelf: Shelf) -> None:
    brotli = ask(shelf, b"/articles/a/", b"br")
    plain = ask(shelf, b"/articles/a/")
    assert brotli is not None
    assert plain is not None
    assert _header(brotli, b"etag") != _header(plain, b"etag")


def test_a_new_page_is_seen_as_soon_as_the_generation_is_bumped(
    shelf: Shelf, tree: Tree, generation: Generation
) -> None:
    assert ask(shelf, b"/articles/a/") is not None
    tree.write([Page("/articles/a/", b"new")])
    generation.bump()
    answer = ask(shelf, b"/articles/a/")
    assert answer is not None
    assert answer.body == b"new"


def test_a_page_taken_away_is_not_remembered(
    shelf: Shelf, tree: Tree, generation: Generation
) -> None:
    ask(shelf, b"/articles/a/")
    tree.write([], ["/articles/a/"])
    generation.bump()
    assert ask(shelf, b"/articles/a/") is None


def test_moved_and_gone_pages_say_so(shelf: Shelf, tree: Tree) -> None:
    tree.write(
        [
            Page("/articles/old/", b"moved", 301, "/articles/کتاب/"),
            Page("/articles/gone/", b"gone", 410),
        ]
    )
    moved = ask(shelf, b"/articles/old/")
    gone = ask(shelf, b"/articles/gone/", b"", b"*")
    assert moved is not None
    assert gone is not None
    assert moved.status == 301
    assert _header(moved, b"location") == quote("/articles/کتاب/").encode()
    assert gone.status == 410


def test_an_address_in_another_script_is_found_percent_encoded(shelf: Shelf, tree: Tree) -> None:
    tree.write([Page("/topics/کتاب/", b"books")])
    answer = ask(shelf, quote("/topics/کتاب/").encode())
    assert answer is not None
    assert answer.body == b"books"


def test_pictures_and_assets_may_be_kept_for_ever(shelf: Shelf) -> None:
    answer = ask(shelf, b"/media/ab/480.jpg", b"br")
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
    assert ask(shelf, target) is None


@given(st.binary(max_size=60))
def test_no_target_raises_or_leaves_the_tree(target: bytes) -> None:
    shelf = Shelf(Path("/nowhere"), Path("/nowhere"), _STILL)
    assert ask(shelf, b"/" + target, b"br") is None


class _Still:
    def read(self) -> bytes:
        return b"\0" * 8


_STILL: Generation = _Still()  # type: ignore[assignment]


def test_every_answer_bears_the_security_headers(shelf: Shelf) -> None:
    for answer in (
        ask(shelf, b"/articles/a/"),
        ask(shelf, b"/articles/a/", b"", b"*"),
        shelf.not_found(Wanted(b"GET", b"/fa/nothing")),
        shelf.with_slash(b"/articles/a"),
        shelf.answer_reader(Wanted(b"POST", b"/articles/a/"), frozenset()),
    ):
        assert answer is not None
        assert set(SECURITY_HEADERS) <= set(answer.headers)
        assert b"default-src 'none'" in _header(answer, b"content-security-policy")
        assert _header(answer, b"referrer-policy") == b"no-referrer"
        assert _header(answer, b"x-content-type-options") == b"nosniff"


def test_memory_is_bounded(tree: Tree, generation: Generation, tmp_path: Path) -> None:
    tree.write([Page(f"/p/{number}/", BODY + bytes([number])) for number in range(50)])
    small = Shelf(tree.root, tmp_path, generation, most_bytes=60_000)
    for number in range(50):
        for coding in (b"", b"br", b"gzip"):
            assert ask(small, b"/p/%d/" % number, coding) is not None
    assert 0 < small._bytes <= 60_000
    assert small._bytes == sum(entry.size for entry in small._entries.values())
    assert len(small._entries) < 50


def test_a_page_that_is_read_often_stays_in_memory(
    tree: Tree, generation: Generation, tmp_path: Path
) -> None:
    tree.write([Page(f"/p/{number}/", BODY + bytes([number])) for number in range(50)])
    small = Shelf(tree.root, tmp_path, generation, most_bytes=60_000)
    first = ask(small, b"/articles/a/")
    for number in range(50):
        ask(small, b"/p/%d/" % number)
        assert ask(small, b"/articles/a/") is first


def test_many_spellings_of_one_address_take_the_room_of_one(shelf: Shelf) -> None:
    assert ask(shelf, b"/articles/a/") is ask(shelf, b"/articles/%61/")
    assert ask(shelf, b"/%61rticles/a/") is not None
    assert len(shelf._entries) == 1


# --- when it was modified ---------------------------------------------------------------------


def _at_the_clock(tree: Tree, generation: Generation, tmp_path: Path, now: list[float]) -> Shelf:
    os.utime(tree.root / "articles/a/index.html", (MODIFIED, MODIFIED))
    return Shelf(tree.root, tmp_path / "media", generation, now=lambda: now[0])


def test_readers_learn_the_hour_of_a_change_and_not_before_it_is_over(
    tree: Tree, generation: Generation, tmp_path: Path
) -> None:
    now = [MODIFIED + 60]
    shelf = _at_the_clock(tree, generation, tmp_path, now)
    assert _header(want(shelf, b"/articles/a/"), b"last-modified") == b""
    # A page may change twice within the hour: nobody is told that it did not.
    late = b"Tue, 09 Jun 2026 10:59:59 GMT"
    assert want(shelf, b"/articles/a/", if_modified_since=late).status == 200
    now[0] = MODIFIED + 3600
    assert _header(want(shelf, b"/articles/a/"), b"last-modified") == HOUR
    assert want(shelf, b"/articles/a/", if_modified_since=HOUR).status == 304
    assert want(shelf, b"/articles/a/", if_modified_since=late).status == 200


def test_a_file_from_the_future_tells_no_time(
    tree: Tree, generation: Generation, tmp_path: Path
) -> None:
    shelf = _at_the_clock(tree, generation, tmp_path, [MODIFIED - 86400.0])
    assert _header(want(shelf, b"/articles/a/"), b"last-modified") == b""


# --- parts ------------------------------------------------------------------------------------


def test_a_part_of_a_page_is_sent_with_its_place(shelf: Shelf) -> None:
    answer = want(shelf, b"/articles/a/", range=b"bytes=10-19")
    assert (answer.status, answer.body) == (206, BODY[10:20])
    assert _header(answer, b"content-range") == b"bytes 10-19/%d" % len(BODY)
    assert _header(answer, b"content-length") == b"10"
    assert _header(answer, b"etag") == _header(want(shelf, b"/articles/a/"), b"etag")


def test_a_part_that_is_not_there_is_refused_with_the_size(shelf: Shelf) -> None:
    answer = want(shelf, b"/articles/a/", range=b"bytes=5000-")
    assert answer.status == 416
    assert _header(answer, b"content-range") == b"bytes */%d" % len(BODY)


def test_who_has_another_page_gets_the_whole_and_no_part(shelf: Shelf) -> None:
    answer = want(shelf, b"/articles/a/", range=b"bytes=0-9", if_range=b'"another"')
    assert (answer.status, answer.body) == (200, BODY)
    etag = _header(answer, b"etag")
    assert want(shelf, b"/articles/a/", range=b"bytes=0-9", if_range=etag).status == 206
    assert want(shelf, b"/articles/a/", b"HEAD", range=b"bytes=0-9").status == 200


def test_a_page_that_must_be_another_is_not_sent(shelf: Shelf) -> None:
    assert want(shelf, b"/articles/a/", if_match=b'"another"').status == 412
    assert want(shelf, b"/articles/a/", if_match=b"*").status == 200


# --- large files ------------------------------------------------------------------------------


def test_a_large_file_is_sent_from_disk_and_not_kept(shelf: Shelf, tmp_path: Path) -> None:
    data = os.urandom(MOST_KEPT + 300_000)
    (tmp_path / "media" / "ab" / "2400.jpg").write_bytes(data)
    answer = ask(shelf, b"/media/ab/2400.jpg")
    assert answer is not None
    assert answer.body == b""
    assert answer.part is not None
    assert shelf._bytes < 10_000
    part = want(shelf, b"/media/ab/2400.jpg", range=b"bytes=-200000").part
    assert part is not None
    for each, expected in ((answer.part, data), (part, data[-200_000:])):
        opened, got = each.open(), b""
        while not opened.done:
            got += opened.read()
        opened.close()
        assert got == expected


def test_a_large_file_that_was_written_anew_is_not_taken_for_the_old_one(
    shelf: Shelf, tmp_path: Path
) -> None:
    path = tmp_path / "media" / "ab" / "2400.jpg"
    path.write_bytes(b"a" * (MOST_KEPT + 1))
    answer = ask(shelf, b"/media/ab/2400.jpg")
    assert answer is not None
    assert answer.part is not None
    path.with_suffix(".new").write_bytes(b"b" * (MOST_KEPT + 1))
    path.with_suffix(".new").replace(path)
    with pytest.raises(FileChanged):
        answer.part.open()
    shelf.forget(answer.part.path)
    again = ask(shelf, b"/media/ab/2400.jpg")
    assert again is not None
    assert again.part is not None
    again.part.open().close()


# --- what is not there ------------------------------------------------------------------------


@pytest.fixture
def speaking(tree: Tree, shelf: Shelf) -> Shelf:
    tree.write(
        [
            Page("/404.html", b'<!doctype html><html lang="en"><p>Not here</p>'),
            Page("/fa/404.html", b'<!doctype html><html lang="fa"><p>inja nist</p>'),
            Page("/es/404.html", b'<!doctype html><html lang="es"><p>no esta</p>'),
        ]
    )
    return shelf


@pytest.mark.parametrize(
    ("target", "accept_language", "words"),
    [
        (b"/nothing/", b"", b"Not here"),
        (b"/nothing/", b"fa-IR, en;q=0.5", b"inja nist"),
        (b"/nothing/", b"en, fa;q=0.5", b"Not here"),
        (b"/nothing/", b"de, es;q=0.8, fa;q=0.9", b"inja nist"),
        (b"/nothing/", b"de", b"Not here"),
        (b"/nothing/", b"../fa", b"Not here"),
        (b"/es/nothing/", b"fa", b"no esta"),
    ],
)
def test_what_is_not_there_is_said_in_the_readers_language(
    speaking: Shelf, target: bytes, accept_language: bytes, words: bytes
) -> None:
    answer = speaking.answer_reader(
        Wanted(b"GET", target, accept_language=accept_language), frozenset()
    )
    assert answer is not None
    assert answer.status == 404
    assert words in answer.body
    assert _header(answer, b"etag") == b""
    assert (b"accept-language" in _header(answer, b"vary")) == target.startswith(b"/nothing")


@pytest.mark.parametrize("method", [b"POST", b"PUT", b"DELETE", b"TRACE", b"CONNECT"])
def test_pages_are_read_and_nothing_else(shelf: Shelf, method: bytes) -> None:
    answer = shelf.answer_reader(Wanted(method, b"/articles/a/"), {b"desk"})
    assert answer is not None
    assert answer.status == 405
    assert _header(answer, b"allow") == b"GET, HEAD, OPTIONS"
    assert shelf.answer_reader(Wanted(method, b"/desk/"), {b"desk"}) is None


def test_who_asks_what_may_be_asked_is_told(shelf: Shelf) -> None:
    for target in (b"*", b"/articles/a/"):
        answer = shelf.answer_reader(Wanted(b"OPTIONS", target), {b"desk"})
        assert answer is not None
        assert answer.status == 204
        assert _header(answer, b"allow") == b"GET, HEAD, OPTIONS"


def test_a_redirect_is_written_in_ascii(shelf: Shelf, tree: Tree) -> None:
    tree.write([Page("/topics/کتاب/", b"books")])
    answer = shelf.with_slash("/topics/کتاب?a=b".encode())
    assert answer is not None
    assert _header(answer, b"location") == quote("/topics/کتاب/").encode() + b"?a=b"


def test_where_the_counter_cannot_be_made_pages_are_looked_at_every_second(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("no folder")
    assert isinstance(counter_at(tmp_path / "run" / "generation"), Seconds)
    assert isinstance(counter_at(tmp_path / "generation"), Generation)
