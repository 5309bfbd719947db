"""Several words in one line."""

import pytest

from writingviews.language.joining import COMMAS, comma, joined


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "a, b, c"),
        ("es-MX", "a, b, c"),
        ("fa", "a، b، c"),
        ("ar", "a، b، c"),
        ("FA_af", "a، b، c"),
        ("ckb", "a، b، c"),
        ("he", "a, b, c"),
        ("ja", "a、b、c"),
        ("am", "a፣ b፣ c"),
        ("xx", "a, b, c"),
    ],
)
def test_words_are_parted_by_their_languages_comma(language: str, line: str) -> None:
    assert joined("abc", language) == line


def test_the_script_of_a_tag_decides_the_comma() -> None:
    assert joined("ab", "az-Arab") == "a، b"
    assert joined("ab", "ur-Latn") == "a, b"


def test_one_word_stands_alone_and_none_is_nothing() -> None:
    assert joined(["نان"], "fa") == "نان"
    assert joined([], "fa") == ""


@pytest.mark.parametrize("language", ["en", "fa", "ar", "he", "zh", "am", "nqo"])
def test_what_parts_words_is_read_as_parting_them(language: str) -> None:
    assert comma(language).strip() in COMMAS
