"""What Kiwix's search is given of a text, so that other spellings find it: pure.

Kiwix folds a query itself and asks nobody: small letters, accents and vowel signs away, zero-width
non-joiner away, nothing else (libzim's ``removeAccents``, then Xapian's words). A text that is
handed to the index has to be folded alike. What else a reader may write has to be in it: the site's
own terms of each word, and how another keyboard writes them.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from writingviews.language.fold import fold
from writingviews.language.languages import primary_code
from writingviews.language.words import ZWNJ
from writingviews.search.analysis import units

#: Persian letters and what an Arabic keyboard writes for them.
_KEYBOARDS: Final = (("ک", "ك"), ("ی", "ي"))
_AT_END: Final = {"ی": "ى", "ه": "ة"}
_DIGITS: Final = tuple(
    str.maketrans("0123456789", digits) for digits in ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")
)
#: Languages whose endings Kiwix does not take away; the site's own terms are without them, too.
_STEMMED_HERE: Final = frozenset({"ar", "fa"})
#: Every combining mark, to be left out.
_MARKS: Final = dict.fromkeys(
    point
    for point in chain(range(0x300, 0x20000), range(0xE0100, 0xE01F0))  # none stands elsewhere
    if unicodedata.category(chr(point)).startswith("M")
)
_WESTERN: Final = re.compile(r"[\x00-\x26\x28-\x2f\x3a-\x7f]*")


def with_spellings(text: str, language: str) -> str:
    """Return a text folded as Kiwix folds a query, the other spellings of its words behind it, each
    once.

    Args:
        text: of an article.
        language: BCP 47 tag of the text.
    """
    folded = folded_as_a_query(text)
    if _WESTERN.fullmatch(folded):
        return folded
    primary = primary_code(language)
    more: dict[str, None] = {}
    for unit in units(text, primary if primary in _STEMMED_HERE else "und"):
        more |= dict.fromkeys(_more(text[unit.start : unit.end], unit.terms))
    return f"{folded}\n{' '.join(more)}" if more else folded


def folded_as_a_query(text: str) -> str:
    """Return a text as libzim folds a query: ICU's "Lower; NFD; [:M:] remove; NFC"."""
    taken_apart = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", taken_apart.translate(_MARKS))


def other_title(title: str, names: Sequence[str]) -> str:
    """Return a title as the other keyboard writes it, Arabic letters for Persian ones or Persian
    for Arabic, and who wrote it; ``""`` if no letter differs.

    Kiwix puts the shorter of two titles first: the names behind this one leave the first place to
    the article's own title where both fit.
    """
    there = here = title
    for persian, arabic in _KEYBOARDS:
        there = there.replace(persian, arabic)
        here = here.replace(arabic, persian)
    otherwise = here if there == title else there
    return " · ".join([otherwise, *names]) if otherwise != title else ""


@lru_cache(maxsize=65_536)
def _more(word: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    own = folded_as_a_query(word)
    # The parts of a compound, also those that the site's search takes no notice of (می): Kiwix
    # looks for every word of a query.
    parts = [fold(part) for part in word.split(ZWNJ) if part] if ZWNJ in word else []
    typed = (spelling for term in (*terms, *parts) for spelling in _typed(term))
    return tuple(dict.fromkeys(spelling for spelling in typed if spelling != own))


def _typed(term: str) -> list[str]:
    """Return a folded term and how it is written with other keyboards."""
    if term.isdecimal():
        return [term, *(term.translate(digits) for digits in _DIGITS)]
    spellings = [term]
    if (last := term[-1]) in _AT_END:
        spellings.append(term[:-1] + _AT_END[last])
    for persian, arabic in _KEYBOARDS:
        spellings += [each.replace(persian, arabic) for each in spellings if persian in each]
    return spellings
