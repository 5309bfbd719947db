"""Texts and queries become the same terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writingviews.search.analysis import arabic_stem, persian_stem, units, word_terms
from writingviews.search.query import MAX_CHARACTERS, MAX_WORDS, asked


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "writers", "Writer’s"),
        ("en", "running", "runs"),
        ("es", "canciones", "canción"),
        ("es", "rápidamente", "RAPIDAMENTE"),
        ("es", "escritoras", "escritor"),
        ("ar", "والكتاب", "كتاب"),
        ("ar", "للمدرسة", "مدرسة"),
        ("ar", "المعلمون", "معلم"),
        ("fa", "کتابهایشان", "کتاب"),
        ("fa", "کتاب‌های", "کتاب"),
    ],
)
def test_forms_of_a_word_meet(language: str, one: str, other: str) -> None:
    assert set(word_terms(one, language)) & set(word_terms(other, language))


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert word_terms("författare", "sv") == ("forfattare",)
    assert word_terms("writers", "sv") == ("writers",)


def test_a_query_in_no_language_takes_every_stem() -> None:
    assert {"writer", "cancion"} <= {*word_terms("writers", None), *word_terms("canciones", None)}


def test_short_words_are_not_stemmed_away() -> None:
    assert arabic_stem("ولد") == "ولد"
    assert arabic_stem("river") == "river"
    assert persian_stem("تنها") == "تنها"


def test_the_idle_half_of_a_compound_is_no_term() -> None:
    (unit,) = units("می‌خوانم", "fa")
    assert unit.terms == ("میخوانم", "خوانم")


def test_a_compound_with_a_space_is_one_unit() -> None:
    text = "من به خانه می روم"
    last = units(text, "fa")[-1]
    assert text[last.start : last.end] == "می روم"
    assert last.exact == "میروم"


@given(st.text(), st.sampled_from(["en", "es", "fa", "ar", "sv", None]))
def test_units_lie_in_the_text_in_order_and_have_terms(text: str, language: str | None) -> None:
    end = 0
    for unit in units(text, language):
        assert end <= unit.start < unit.end <= len(text)
        end = unit.end
        assert unit.terms
        assert all(unit.terms)
        assert not any(letter.isspace() for term in unit.terms for letter in term)


class TestQueries:
    def test_function_words_are_left_out_where_there_are_others(self) -> None:
        assert [unit.exact for unit in asked("the history of the bread", "en").words] == [
            "history",
            "bread",
        ]

    def test_function_words_alone_are_searched_for(self) -> None:
        assert [unit.exact for unit in asked("to be or not to be", "en").words] == [
            "to", "be", "or", "not",
        ]  # fmt: skip

    @pytest.mark.parametrize("quotes", ['""', "“”", "«»", "„“"])
    def test_words_in_quotes_are_a_phrase(self, quotes: str) -> None:
        found = asked(f"harbour {quotes[0]}the night bus{quotes[1]}", "en")
        assert found.phrases == (("the", "night", "bus"),)
        assert [unit.exact for unit in found.words] == ["harbour", "night", "bus"]

    def test_an_unclosed_quote_is_no_phrase(self) -> None:
        found = asked('harbour "night bus', "en")
        assert found.phrases == ()
        assert len(found.words) == 3

    @pytest.mark.parametrize("query", ["", "   ", '""', '"…"', "\u200c", "?!", "\0"])
    def test_a_query_of_nothing_asks_nothing(self, query: str) -> None:
        assert asked(query, None).empty

    def test_an_endless_query_is_cut(self) -> None:
        found = asked(" ".join(f"word{number}" for number in range(10_000)), None)
        assert 0 < len(found.words) <= MAX_WORDS
        assert asked("a" * 10 * MAX_CHARACTERS, None).empty
