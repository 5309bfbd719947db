"""Several words in one line, parted as their language parts them."""

from collections.abc import Iterable
from typing import Final

from .direction import direction_of_language
from .languages import primary_code

#: Languages whose comma is neither the Latin nor the Arabic one (CLDR 45, list patterns).
_COMMAS: Final = {"am": "፣ ", "ti": "፣ ", "ja": "、", "zh": "、", "nqo": "߸ "}
#: They run from right to left, and part with the Latin comma.
_LATIN_COMMA: Final = frozenset({"he", "iw", "yi", "ji"})
#: Every comma that a writer of some language parts words with; the semicolons are often meant so.
COMMAS: Final = ",،、，፣߸;؛"


def joined(words: Iterable[str], language: str) -> str:
    """Return words in one line, between them the comma of a BCP 47 tag: ``نان، آب`` for ``fa``."""
    return comma(language).join(words)


def comma(language: str) -> str:
    """Return what stands between the words of a list in a language, with its space."""
    primary = primary_code(language)
    if primary in _COMMAS:
        return _COMMAS[primary]
    if direction_of_language(language) == "rtl" and primary not in _LATIN_COMMA:
        return "، "
    return ", "
