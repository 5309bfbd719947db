"""What a text or a query is made of, to the index: terms at positions.

Pure. The index and a query go through the same functions, so that they cannot disagree; the
engine itself is given finished terms and folds nothing. When what these functions return for a
text changes, raise `ANALYSIS_VERSION`: the index is then built anew.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final, NamedTuple

import tantivy

from writingviews.language.fold import (
    compound_forms,
    is_affix,
    persian_compounds,
    word_forms,
)
from writingviews.language.function_words import is_function_word
from writingviews.language.languages import primary_code
from writingviews.language.words import WORD, words

ANALYSIS_VERSION: Final = 1

#: No word is longer; what is, is noise (an address, a key), and would bloat the index.
_LONGEST: Final = 64


class Unit(NamedTuple):
    """One word of a text, as the index holds it.

    Args:
        start, end: where it stands in the text.
        terms: what it is found by: first its folded spelling, which a phrase in quotes compares;
            then other spellings, parts and stems. Never empty.
        idle: whether it is a function word.
    """

    start: int
    end: int
    terms: tuple[str, ...]
    idle: bool

    @property
    def exact(self) -> str:
        return self.terms[0]


def units(text: str, language: str | None) -> list[Unit]:
    """Return the units of a text in order. About 1 µs a word, if it was met before.

    Args:
        text: any text.
        language: BCP 47 tag of the text; None (a query) takes every language's stems.
    """
    primary = None if language is None else primary_code(language)
    found: list[Unit] = []
    for match in WORD.finditer(text):
        terms, idle, affix = _word(match.group(), primary)
        if affix:
            return _units_with_compounds(text, primary)
        if terms:
            found.append(Unit(match.start(), match.end(), terms, idle))
    return found


def word_terms(word: str, language: str | None) -> tuple[str, ...]:
    """Return the terms of one word, as `units` would for it alone."""
    return _word(word, None if language is None else primary_code(language))[0]


def _units_with_compounds(text: str, language: str | None) -> list[Unit]:
    """Return the units of a text in which some compounds may be written with spaces."""
    return [
        Unit(group[0].start, group[-1].end, terms, is_function_word(terms[0], language))
        for group in persian_compounds(list(words(text)))
        if (terms := _terms(compound_forms(group), language))
    ]


@lru_cache(maxsize=65_536)
def _word(word: str, language: str | None) -> tuple[tuple[str, ...], bool, bool]:
    """Return a word's terms, whether it is a function word, and whether it is an affix."""
    terms = _terms(word_forms(word), language)
    exact = terms[0] if terms else ""
    return terms, is_function_word(exact, language), is_affix(exact)


def _terms(forms: tuple[str, ...], language: str | None) -> tuple[str, ...]:
    if not forms or len(forms[0]) > _LONGEST:
        return ()
    stemmers = _stemmers(language)
    terms = [*forms, *(stem(form) for form in forms for stem in stemmers)]
    # Half of a compound that only joins (می, ها) finds everything and says nothing.
    return tuple(
        term
        for place, term in enumerate(dict.fromkeys(terms))
        if place == 0 or (term and not is_function_word(term, language))
    )


Stemmer = Callable[[str], str]


@cache
def _stemmers(language: str | None) -> tuple[Stemmer, ...]:
    known: dict[str, Stemmer] = {
        "en": _snowball("english"),
        "es": _snowball("spanish"),
        "ar": arabic_stem,
        "fa": persian_stem,
    }
    if language is None:
        return tuple(known.values())
    return (known[language],) if language in known else ()


def _snowball(name: str) -> Stemmer:
    analyzer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
        .filter(tantivy.Filter.stemmer(name))
        .build()
    )

    def stem(word: str) -> str:
        stemmed: list[str] = analyzer.analyze(word)
        return stemmed[0] if stemmed else word

    return stem


_ARTICLES: Final = ("وال", "بال", "کال", "فال", "ال", "لل")
_SUFFIXES: Final = ("ها", "ان", "ات", "ون", "ین", "یه", "ه", "ی")


def arabic_stem(word: str) -> str:
    """Return a folded Arabic word without its article, "and", and commonest endings.

    The light10 stemmer of Larkey, Ballesteros and Connell, "Light stemming for Arabic
    information retrieval" (2007), over the letters that `fold` leaves.
    """
    if not "\u0600" <= word[:1] <= "\u06ff":
        return word
    if word.startswith("و") and len(word) >= 4:
        word = word[1:]
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + 2:
            word = word.removeprefix(article)
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word.removesuffix(suffix)
    return word


_PLURALS: Final = (
    "هایشان", "هایمان", "هایتان", "هایی", "هایش", "هایم", "هایت", "های", "ها",
)  # fmt: skip


def persian_stem(word: str) -> str:
    """Return a folded Persian word without a plural written onto it (کتابهای, کتابها)."""
    for plural in _PLURALS:
        if word.endswith(plural) and len(word) >= len(plural) + 3:
            return word.removesuffix(plural)
    return word
