"""A misspelt word is led to one that somebody wrote."""

import pytest

from writingviews.search.spelling import letters_apart, nearest


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("river", "river", 0), ("rvier", "river", 1), ("rivr", "river", 1), ("tram", "dream", 2)],
)
def test_letters_apart(one: str, other: str, apart: int) -> None:
    assert letters_apart(one, other) == letters_apart(other, one) == apart


def test_the_nearest_word_as_it_was_written() -> None:
    texts = ["The River runs; a river runs to the Rivet.", "کتاب‌خانهٔ ما"]
    assert nearest("rivre", texts) == "River"
    assert nearest("کتابخنه", texts) == "کتاب‌خانهٔ"
    assert nearest("briges", ["the bride’s bridges, the bride’s veil"]) == "bridges"
    assert nearest("zebra", texts) is None
    assert nearest("river", ["a river"]) is None, "it is the word itself"
