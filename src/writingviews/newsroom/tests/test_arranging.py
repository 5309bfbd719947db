"""The order of pieces, by numbers and by buttons."""

import pytest

from writingviews.newsroom.arranging import after_act, by_places

FIVE = list("abcde")


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ({}, "abcde"),
        ({"e": "1"}, "eabcd"),
        ({"a": "5"}, "bcdea"),
        ({"d": "2"}, "adbce"),
        ({"b": "4"}, "acdbe"),
        ({"a": "99", "e": "-3"}, "ebcda"),
        ({"c": "", "b": "two", "a": "1.5"}, "abcde"),
        ({"a": "2", "b": "1"}, "bacde"),
    ],
)
def test_a_piece_gets_the_place_that_was_typed_beside_it(typed: dict[str, str], order: str) -> None:
    places = {piece: str(place) for place, piece in enumerate(FIVE, 1)} | typed
    assert "".join(by_places(FIVE, places)) == order


@pytest.mark.parametrize(
    ("act", "order"),
    [
        ("up:c", "acbde"),
        ("up:a", "abcde"),
        ("down:a", "bacde"),
        ("down:e", "abcde"),
        ("out:c", "abde"),
        ("add:f", "abcdef"),
        ("add:a", "abcde"),
        ("add:", "abcde"),
        ("out:z", "abcde"),
        ("save", "abcde"),
        ("", "abcde"),
    ],
)
def test_a_button_moves_one_piece_and_no_other(act: str, order: str) -> None:
    assert "".join(after_act(FIVE, act)) == order
