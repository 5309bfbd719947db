"""What is written in different ways is found by either."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writingviews.language.fold import compound_forms, fold, persian_compounds, word_forms
from writingviews.language.words import words

#: Pairs that Persian, Arabic and Spanish readers take for one word.
SAME_WORD = {
    "Arabic yeh": ("علی", "علي"),
    "Arabic kaf": ("کتاب", "كتاب"),
    "alef maksura": ("موسی", "موسى"),
    "swash kaf": ("کار", "ڪار"),
    "alef with madda": ("آزادی", "ازادی"),
    "alef with hamza": ("أحمد", "احمد"),
    "alef with hamza below": ("إسلام", "اسلام"),
    "alef wasla": ("ٱلله", "الله"),
    "teh marbuta": ("مدرسة", "مدرسه"),
    "heh goal": ("خانہ", "خانه"),
    "heh doachashmee": ("خانھ", "خانه"),
    "tatweel": ("ســلام", "سلام"),
    "fatha, kasra, damma": ("كَتَبَ", "كتب"),
    "shadda": ("معلّم", "معلم"),
    "tanwin": ("کاملاً", "کاملا"),
    "superscript alef": ("رحمٰن", "رحمن"),
    "heh with hamza above": ("خانهٔ", "خانه"),
    "heh with hamza above, one letter": ("خانۀ", "خانه"),
    "hamza on waw, dropped": ("مؤسسه", "موسسه"),
    "hamza on yeh, dropped": ("آئین", "آیین"),
    "hamza on yeh or on waw": ("مسئول", "مسؤول"),
    "hamza on yeh or none on waw": ("مسئول", "مسوول"),
    "hamza on alef or on yeh": ("مسأله", "مسئله"),
    "hamza at the end, dropped": ("ابتداء", "ابتدا"),
    "non-joiner dropped": ("می‌رود", "میرود"),
    "non-joiner and Arabic yeh": ("مي‌رود", "میرود"),
    "compound with a joined stem": ("کتاب‌خانه‌ها", "کتابخانه"),
    "compound and its host": ("کتاب‌ها", "کتاب"),
    "presentation forms": ("ﺳﻼﻡ", "سلام"),
    "Persian and Arabic digits": ("۱۴۰۳", "١٤٠٣"),
    "Persian and Latin digits": ("۱۴۰۳", "1403"),
    "mark of direction inside": ("سلام\u200f", "سلام"),
    "Spanish accent": ("canción", "cancion"),
    "Spanish tilde": ("niño", "NINO"),
    "Spanish diaeresis": ("pingüino", "pinguino"),
    "decomposed accent": ("cancio\u0301n", "canción"),
    "case": ("STRASSE", "straße"),
    "curly apostrophe": ("don’t", "dont"),
    "full width": ("ＡＢＣ１２", "abc12"),
    "ligature": ("ﬁnal", "final"),
    "final sigma": ("Λόγος", "ΛΟΓΟΣ"),
    "Russian yo": ("ёлка", "елка"),
    "soft hyphen": ("news\u00adroom", "newsroom"),
}


@pytest.mark.parametrize(("one", "other"), SAME_WORD.values(), ids=SAME_WORD.keys())
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert set(word_forms(one)) & set(word_forms(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("کار", "گار"),
        ("پدر", "بدر"),
        ("سیر", "شیر"),
        ("رود", "روده"),
        ("علم", "عالم"),
        ("мир", "мыр"),
        ("й", "и"),
        ("कि", "की"),
        ("one", "two"),
        ("١٢", "21"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert not set(word_forms(one)) & set(word_forms(other))


def test_a_compound_is_filed_joined_and_split() -> None:
    assert word_forms("نمی‌خواهم") == ("نمیخواهم", "نمی", "خواهم")


def test_a_space_in_a_compound_makes_the_same_forms_as_a_non_joiner() -> None:
    for spaced, joined in (("می روم", "می‌روم"), ("کتاب های", "کتاب‌های"), ("بزرگ تر", "بزرگ‌تر")):
        (group,) = persian_compounds(list(words(spaced)))
        assert compound_forms(group) == word_forms(joined)


def test_words_that_only_stand_side_by_side_are_not_joined() -> None:
    groups = persian_compounds(list(words("من به خانه رفتم. می\n\nها")))
    assert [len(group) for group in groups] == [1] * 6


def test_a_compatibility_form_of_several_words_stays_one_sign() -> None:
    assert fold("ﷺ") == "ﷺ"
    assert fold("½") == "½"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text())
def test_canonically_equal_texts_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text())
def test_every_word_has_a_form_and_no_form_holds_a_space(text: str) -> None:
    for word in words(text):
        forms = word_forms(word.text)
        assert len(forms) == len(set(forms))
        assert all(form and not any(map(str.isspace, form)) for form in forms)


@given(st.text(alphabet="می نهاکتبروئأءلس\u200cها ,."))
def test_groups_hold_every_word_once_and_in_order(text: str) -> None:
    found = list(words(text))
    assert [word for group in persian_compounds(found) for word in group] == found
