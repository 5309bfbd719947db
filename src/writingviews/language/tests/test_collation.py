"""Names in an index stand as a reader of the language looks for them."""

import pytest

from writingviews.language.collation import collation_key


def in_order(names: str, language: str) -> bool:
    expected = names.split("|")
    return sorted(expected, key=lambda name: collation_key(name, language)) == expected


def test_a_persian_index_follows_the_persian_alphabet() -> None:
    assert in_order("آب|اتوبوس|باران|پل|چای|ژاله|کتاب|گل|لاله|مهر|نان|وقت|هنر|یاد", "fa")
    # by code point, ک and گ stand behind ی, and پ چ ژ behind all the Arabic letters
    assert sorted(["گل", "مهر"]) == ["مهر", "گل"]


def test_persian_letters_typed_on_an_arabic_keyboard_stand_with_their_own() -> None:
    assert in_order("کتاب دوم|كتاب یکم|مئة|ماه|یاد|يادگار", "fa") is False
    assert in_order("کتاب دوم|كتاب یکم|ماه|مئة|یاد|يادگار", "fa")


def test_an_arabic_index_takes_the_forms_of_alef_for_one_and_passes_over_the_vowels() -> None:
    assert in_order("إبراهيم|ابن|أثر|آداب|بيت|بئر|كَرم|كروم|مؤلف|ميناء|يد", "ar")


def test_a_spanish_index_has_the_enye_behind_the_n_and_the_accents_with_their_letters() -> None:
    assert in_order("Álamo|alba|Ángela|Nube|nuez|Ñandú|ocaso|último", "es")


def test_an_english_index_passes_over_case_accents_and_quotation_marks() -> None:
    assert in_order("apples|Élan|“Fog”|fog lamps|Zebra", "en")


def test_a_name_comes_before_the_same_name_with_more() -> None:
    assert in_order("Ana|Ana Belén|Anabel", "es")
    assert in_order("خط|خط نهم|خط‌خورده", "fa")


def test_digits_come_before_letters_and_other_scripts_behind_the_own() -> None:
    assert in_order("۱۲ شب|آب|یاد|Zebra", "fa")
    assert in_order("12 nights|zebra|آب", "en")


def test_names_that_differ_in_nothing_but_accents_have_one_order() -> None:
    assert collation_key("resume", "en") < collation_key("résumé", "en")
    assert collation_key("كَرم", "ar") != collation_key("كرم", "ar")


def test_a_regions_index_is_its_languages() -> None:
    assert collation_key("ñu", "es-MX") == collation_key("ñu", "es")


@pytest.mark.parametrize("text", ["", "—", "\u200c", "٪"])
def test_a_name_without_a_letter_has_a_key_too(text: str) -> None:
    assert collation_key(text, "fa")[1] == text
