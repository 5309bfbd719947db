"""Languages have names, directions and a pace."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writingviews.language.direction import direction_of_language, first_strong
from writingviews.language.languages import LANGUAGES, known_language
from writingviews.language.reading import reading_minutes


@pytest.mark.parametrize(
    ("code", "direction"),
    [
        ("fa", "rtl"),
        ("AR", "rtl"),
        ("fa_AF", "rtl"),
        ("ur-Latn", "ltr"),
        ("az-Arab-IR", "rtl"),
        ("es-419", "ltr"),
        ("en-x-arab", "ltr"),
        ("ku", "ltr"),
        ("zz", "ltr"),
        ("", "ltr"),
    ],
)
def test_a_language_has_a_direction(code: str, direction: str) -> None:
    assert direction_of_language(code) == direction


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Hello سلام", "ltr"),
        ("سلام Hello", "rtl"),
        ("۱۲۳ – «سلام»", "rtl"),
        ("(12) 3!", None),
        ("\u2067سلام\u2069 Hello", "ltr"),
        ("\u2069 שלום", "rtl"),
        ("", None),
    ],
)
def test_a_text_takes_the_direction_of_its_first_strong_letter(
    text: str, direction: str | None
) -> None:
    assert first_strong(text) == direction


@given(st.text())
def test_a_text_with_a_direction_has_a_strong_letter(text: str) -> None:
    strong = {unicodedata.bidirectional(letter) for letter in text} & {"L", "R", "AL"}
    assert strong or first_strong(text) is None


def test_a_known_language_answers_to_its_regions() -> None:
    persian = known_language("fa-AF")
    assert persian is not None
    assert (persian.native, persian.english, persian.direction) == ("فارسی", "Persian", "rtl")
    assert known_language("az-Arab") != known_language("az")
    assert known_language("tlh") is None


def test_a_languages_own_name_runs_in_its_direction() -> None:
    for language in LANGUAGES.values():
        assert first_strong(language.native) == language.direction, language.code


@pytest.mark.parametrize(
    ("count", "language", "minutes"),
    [
        (0, "en", 1),
        (228, "en", 1),
        (229, "en", 2),
        (1000, "ar", 8),
        (1000, "es-MX", 5),
        (368, "xx", 2),
    ],
)
def test_reading_takes_minutes(count: int, language: str, minutes: int) -> None:
    assert reading_minutes(count, language) == minutes
