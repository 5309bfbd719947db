"""Which way a language and a text run."""

import unicodedata
from typing import Final, Literal

Direction = Literal["ltr", "rtl"]

#: Languages whose usual script runs from right to left. Kurdish (`ku`) is not among them: the
#: bare tag means Kurmanji in Latin letters; Sorani is `ckb`.
_LANGUAGES: Final = """
    ar arc arz azb bal bgn bqi ckb dv fa glk he iw ji khw ks lrc luz mzn nqo pnb prs ps sd skr syr
    ug ur yi
"""
_SCRIPTS: Final = """
    adlm arab aran hebr mand mend nkoo rohg samr syrc syre syrj syrn thaa yezi
"""
_RTL_LANGUAGES: Final = frozenset(_LANGUAGES.split())
_RTL_SCRIPTS: Final = frozenset(_SCRIPTS.split())

_ISOLATES: Final = frozenset({"LRI", "RLI", "FSI"})


def direction_of_language(code: str) -> Direction:
    """Return the direction of a BCP 47 tag; an unknown language runs from left to right.

    A script in the tag decides before the language does: ``ur-Latn`` is ltr, ``az-Arab`` rtl.
    """
    primary, *rest = code.strip().replace("_", "-").lower().split("-")
    for part in rest:
        if len(part) == 1:  # an extension or private use: no script follows
            break
        if len(part) == 4 and part.isalpha():
            return "rtl" if part in _RTL_SCRIPTS else "ltr"
    return "rtl" if primary in _RTL_LANGUAGES else "ltr"


def first_strong(text: str) -> Direction | None:
    """Return the direction of the first strong character, or None if there is none.

    Unicode Bidirectional Algorithm, rules P2 and P3: what stands between an isolate's opening
    and its closing is passed over. This is what ``dir="auto"`` does in a browser.
    """
    depth = 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind == "L":
            return "ltr"
        elif depth == 0 and kind in {"R", "AL"}:
            return "rtl"
    return None
