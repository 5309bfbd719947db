"""Folding of spelling, so that what is written in different ways is found by either.

Folding is for finding, never for showing: it forgets. A word has one folded form and, where
habits of spelling differ by more than a letter's shape, further *forms*; two spellings meet
when their forms do. Sources: Unicode NFKC (UAX #15); for Arabic script the normalisation of
Larkey, Ballesteros and Connell, "Light stemming for Arabic information retrieval" (2007), and
for Persian the Academy's rules of spelling (دستور خط فارسی), whose allowed variants they are.
"""

import itertools
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from .words import ZWNJ, Word

#: Letters that are one letter to a reader, written by different keyboards and schools. The
#: target is the Persian letter: which one does not matter, as long as it is one.
_ARABIC: Final = {
    "ی": "يىېےۍۑێیٸ",
    "ک": "كڪګکڭ",
    "ا": "أإآٱٲٳٵ",
    "و": "ٷۆۇۈۋ",
    "ه": "ةۀەہھۂۃۿ",
}
_HAMZA: Final = "ء"
#: Letters that only carry a hamza, each with the seats that schools of spelling trade it for:
#: مسئول and مسؤول, مسأله and مسئله; the first is the letter left when the hamza is dropped.
_HAMZA_SEATS: Final = {"ئ": "یوا", "ؤ": "وی", "أ": "ای"}
#: Latin letters whose stroke or shape Unicode does not take apart.
_LATIN: Final = str.maketrans(
    {"ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "ß": "ss", "æ": "ae",
     "œ": "oe", "ð": "d", "þ": "th", "ŋ": "n", "ſ": "s"}
)  # fmt: skip
_APOSTROPHES: Final = "'’ʼ‘ʻʾʿ`´"


class _Folding(dict[int, str]):
    """Answers `str.translate` for one character at a time, and remembers."""

    def __missing__(self, point: int) -> str:
        folded = _fold_character(chr(point))
        self[point] = folded
        return folded


def _fold_character(character: str) -> str:
    category = unicodedata.category(character)
    if character in _APOSTROPHES or category == "Cf":
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    # Compatibility forms (ﻻ, ﬁ, Ａ, ²) are opened only into letters and digits: an opened ﷺ is
    # four words, ½ has a slash in it, and a word must stay one word.
    opened = unicodedata.normalize("NFKC", character)
    if opened != character and opened.isalnum():
        return fold(opened)
    if category == "Mn":
        return "" if _is_optional_mark(character) else character
    if character == "ـ" or "\u06e5" <= character <= "\u06e6":
        return ""
    lower = character.lower()
    if lower != character:
        return fold(lower)
    base = unicodedata.normalize("NFD", character)
    if len(base) > 1 and _is_accented_alphabet(base[0]):
        return fold(base[0])
    return character.translate(_LATIN)


def _is_optional_mark(mark: str) -> bool:
    """Whether a mark may be left out by a writer: accents, vowel signs of Arabic and Hebrew.

    The vowel signs of India and its neighbours are letters in all but name and stay.
    """
    return (
        "\u0300" <= mark <= "\u036f"
        or "\u0591" <= mark <= "\u05c7"
        or "\u0610" <= mark <= "\u06ed"
        or "\u08d3" <= mark <= "\u08ff"
        or "\u1ab0" <= mark <= "\u1aff"
        or "\u1dc0" <= mark <= "\u1dff"
    )


def _is_accented_alphabet(base: str) -> bool:
    """Whether accents over this letter are commonly left out: Latin, Greek, and the Russian ё."""
    return base < "\u0250" or "\u0370" <= base <= "\u03ff" or base == "е"


_TABLE: Final = _Folding()
for _target, _sources in _ARABIC.items():
    for _source in _sources:
        _TABLE[ord(_source)] = _target
for _seat, _targets in _HAMZA_SEATS.items():
    _TABLE[ord(_seat)] = _targets[0]
_TABLE[ord("ς")] = "σ"


def fold(text: str) -> str:
    """Return a text with the differences of spelling taken away that readers do not mean.

    Case; accents of Latin and Greek; Arabic and Persian yeh, kaf, heh and alef forms, teh
    marbuta, a hamza's seat, tatweel and vowel signs; presentation forms and full width;
    digits of every script (to 0-9); apostrophes, joiners and marks of direction. Spaces and
    punctuation stay. Folding twice changes nothing.
    """
    folded = unicodedata.normalize("NFC", text).translate(_TABLE)
    again = unicodedata.normalize("NFC", folded)
    # Taking a mark away can bring two others together that compose; the second pass is rare.
    return folded if again == folded else again.translate(_TABLE)


@lru_cache(maxsize=65_536)
def word_forms(word: str) -> tuple[str, ...]:
    """Return the folded forms under which a word is filed and looked for, the chief one first.

    - می‌رود → میرود, می, رود: a compound joined, its beginnings joined, and its parts.
    - مسئول → مسیول, مسوول, مساول: a hamza inside a word under each seat it is written on.
    - ابتداء → ابتداء, ابتدا: a hamza at the end, and without.
    - l’eau → leau, eau: what follows an elided article.

    Never empty for a word that `words` gives, except one of marks alone.
    """
    parts = [part for part in word.split(ZWNJ) if part]
    whole = "".join(parts)
    spellings = [whole]
    if len(parts) > 1:
        spellings += itertools.accumulate(parts[:-1])
        spellings += parts
    if elided := _ELISION.match(whole):
        spellings.append(elided.group("rest"))
    forms = [fold(whole)]
    for spelling in spellings:
        forms.append(fold(spelling))
        forms += _hamza_forms(spelling)
    return tuple(dict.fromkeys(form for form in forms if form))


_ELISION: Final = re.compile(r"^(?:\w{1,2}|qu)['’ʼ](?P<rest>\w{2,})$", re.IGNORECASE)


def _hamza_forms(spelling: str) -> list[str]:
    letters = list(unicodedata.normalize("NFC", spelling))
    forms: list[str] = []
    if len(letters) > 2 and letters[-1] == _HAMZA:
        forms.append(fold("".join(letters[:-1])))
    # An alef with hamza opens a word as a plain vowel (أحمد): nothing there varies.
    seats = [place for place in range(1, len(letters)) if letters[place] in _HAMZA_SEATS]
    if 0 < len(seats) <= 2:
        for choice in itertools.product(*(_HAMZA_SEATS[letters[place]] for place in seats)):
            for place, seat in zip(seats, choice, strict=True):
                letters[place] = seat
            forms.append(fold("".join(letters)))
    return forms


#: Persian prefixes and endings that are written joined, after a zero-width non-joiner, or
#: (against the rules, but often) after a space. Folded.
_PREFIXES: Final = frozenset({"می", "نمی"})
_ENDINGS: Final = frozenset(
    ("ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "تر", "ترین")
)


def persian_compounds(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Group words that a Persian writer could as well have written together.

    ``می روم`` and ``کتاب های`` become groups of two; every other word stands alone. Decided by
    the spelling alone, so that a text and a query are grouped alike. The words must be next to
    each other: one space apart.

    Returns:
        the groups, in order; together they are `words`.
    """
    groups: list[list[Word]] = []
    open_prefix = False
    for word in words:
        folded = fold(word.text)
        near = bool(groups) and word.start - groups[-1][-1].end == 1
        if near and (open_prefix or (folded in _ENDINGS and len(groups[-1]) == 1)):
            groups[-1].append(word)
            open_prefix = False
        else:
            groups.append([word])
            open_prefix = folded in _PREFIXES
    return [tuple(group) for group in groups]


def compound_forms(group: Sequence[Word]) -> tuple[str, ...]:
    """Return the forms of a group of `persian_compounds`: joined first, then its parts'."""
    if len(group) == 1:
        return word_forms(group[0].text)
    return word_forms(ZWNJ.join(word.text for word in group))


def is_affix(folded: str) -> bool:
    """Whether a folded word stands by itself only where it should have been joined."""
    return folded in _PREFIXES or folded in _ENDINGS


def may_be_compound(folded: str) -> bool:
    """Whether a folded word could also be written as a group of `persian_compounds`."""
    return folded.startswith(tuple(_PREFIXES)) or folded.endswith(tuple(_ENDINGS))
