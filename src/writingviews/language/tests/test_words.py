"""Words and sentences lie where they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writingviews.language.function_words import FUNCTION_WORDS, is_function_word
from writingviews.language.sentences import sentences
from writingviews.language.words import word_count, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The night bus.", ["The", "night", "bus"]),
        ("می‌روم، کتاب‌ها!", ["می‌روم", "کتاب‌ها"]),
        ("كَتَبَ الوَلَدُ", ["كَتَبَ", "الوَلَدُ"]),
        ("हिन्दी की किताब", ["हिन्दी", "की", "किताब"]),
        ("the writer’s well-known 'quote'", ["the", "writer’s", "well", "known", "quote"]),
        ("snake_case a/b", ["snake", "case", "a", "b"]),
        ("日本語です", ["日", "本", "語", "で", "す"]),
        ("سال ۱۴۰۳", ["سال", "۱۴۰۳"]),
        ("ends in a joiner\u200c .", ["ends", "in", "a", "joiner"]),
        ("…—¡!", []),
        ("", []),
    ],
)
def test_a_text_is_parted_into_words(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


@given(st.text())
def test_a_word_stands_where_its_offsets_say(text: str) -> None:
    end = 0
    for word in words(text):
        assert text[word.start : word.end] == word.text
        assert word.start >= end
        end = word.end


@given(st.text())
def test_every_letter_and_digit_is_in_a_word(text: str) -> None:
    covered = {place for word in words(text) for place in range(word.start, word.end)}
    assert all(place in covered for place, letter in enumerate(text) if letter.isalnum())


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("", 0),
        ("… — !", 0),
        ("It's a well-known fact.", 4),
        ("3.14 and 1,000 at 10:30", 5),
        ("one,two;three—four/five", 5),
        ("snake_case", 2),
        ("می‌خواهم به خانه برگردم.", 4),
        ("کتاب‌ها، یک؛دو؟", 3),
        ("۱۲٫۵ درصد", 2),
        ("قال: «كِتابٌ جديدٌ»، ثمّ مضى", 5),
        ("مـــرحبا بالعالَم", 2),
        ("¿Qué pasó, mañana?", 3),
        ("cafe\u0301 nai\u0308ve", 2),
        ("漢字かな ok", 5),
        ("・漢", 1),
        ("🦊 runs", 1),
        ("وبالكتاب والقلم", 2),
        ("نمی‌خواهم‌شان", 1),
        ("rock'n'roll l’eau U.S.A.", 3),
        ("1990–2000", 2),
    ],
)
def test_words_are_counted_as_their_readers_count_them(said: str, count: int) -> None:
    assert word_count(said) == count


def test_counting_keeps_together_what_finding_parts() -> None:
    assert [word.text for word in words("a well-known 3.5")] == ["a", "well", "known", "3", "5"]
    assert word_count("a well-known 3.5") == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Omar met J. K. at 3.5 km.", ["Dr. Omar met J. K. at 3.5 km."]),
        ('"Really?" she asked. Yes.', ['"Really?" she asked.', "Yes."]),
        ("He left at 5 p.m. and slept.", ["He left at 5 p.m. and slept."]),
        ("He left at 5 p.m. Then he slept.", ["He left at 5 p.m.", "Then he slept."]),
        ("سلام. این چیست؟ خوب است.", ["سلام.", "این چیست؟", "خوب است."]),
        ("El Sr. Díaz no vino. ¿Por qué?", ["El Sr. Díaz no vino.", "¿Por qué?"]),
        ("«Llueve.» Calló.", ["«Llueve.»", "Calló."]),
        ("これは本です。読みます。", ["これは本です。", "読みます。"]),
        ("See fig. 3. I like art. No.", ["See fig. 3.", "I like art.", "No."]),
        ("A line\nanother line", ["A line", "another line"]),
        ("Wait … no", ["Wait … no"]),
        ("  ", []),
    ],
)
def test_a_text_is_parted_into_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == expected


@given(st.text(alphabet=st.sampled_from("aB1 .!?…\n\"'”»(؟س。日")))
def test_sentences_lose_only_space(text: str) -> None:
    found = list(sentences(text))
    assert all(text[each.start : each.end] == each.text for each in found)
    assert "".join("".join(each.text.split()) for each in found) == "".join(text.split())


def test_function_words_are_known_by_language() -> None:
    assert is_function_word("the", "en")
    assert not is_function_word("the", "es")
    assert is_function_word("the")
    assert not is_function_word("river")
    assert not is_function_word("the", "sv")
    assert set(FUNCTION_WORDS) == {"en", "es", "fa", "ar"}
