"""The note of what a round may have changed."""

from pathlib import Path

import pytest

from writingviews.press.unfinished import Unfinished


@pytest.fixture
def unfinished(tmp_path: Path) -> Unfinished:
    return Unfinished(tmp_path / "unfinished")


def test_nothing_is_unfinished_at_first_and_once_it_is_cleared(unfinished: Unfinished) -> None:
    assert unfinished.read() is None
    unfinished.note(["/"])
    assert unfinished.read() == ["/"]
    unfinished.clear()
    assert unfinished.read() is None
    unfinished.clear()


def test_parts_of_a_round_are_kept_side_by_side(unfinished: Unfinished) -> None:
    unfinished.note(["/", "/articles/نان/"])
    unfinished.note(["/feed.xml", "/"])
    assert unfinished.read() == ["/", "/articles/نان/", "/feed.xml"]


def test_a_round_that_noted_nothing_is_unfinished_all_the_same(unfinished: Unfinished) -> None:
    unfinished.note([])
    assert unfinished.read() == []


def test_a_part_that_is_torn_takes_no_other_with_it(unfinished: Unfinished, tmp_path: Path) -> None:
    unfinished.note(["/a/"])
    with (tmp_path / "unfinished").open("a") as file:
        file.write('\n["/b/", "/c')
    assert unfinished.read() == ["/a/"]
    unfinished.note(["/d/"])
    assert unfinished.read() == ["/a/", "/d/"]


def test_bytes_of_a_foreign_file_s_name_are_kept_as_they_are(unfinished: Unfinished) -> None:
    unfinished.note(["/\udcff/"])
    assert unfinished.read() == ["/\udcff/"]
