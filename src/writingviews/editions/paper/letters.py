"""Letters that no face has: a PDF shows a box in their place, so they are named."""

import unicodedata
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

#: How much of a text is quoted around a letter, to each side.
_AROUND: Final = 24
_MOST: Final = 20
#: What is not drawn: controls, spaces, joiners, variation selectors.
_UNDRAWN: Final = frozenset({"Cc", "Cf", "Cn", "Cs", "Zl", "Zp", "Zs"})
_SELECTORS: Final = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x34F])


def missing_letters(texts: Iterable[str], covered: AbstractSet[int]) -> list[str]:
    """Return a sentence for each letter that no face has, at its first place; at most 20.

    Args:
        texts: paragraphs, as they are printed.
        covered: the code points that a face has.
    """
    found: dict[str, str] = {}
    for text in texts:
        for place, letter in enumerate(text):
            code = ord(letter)
            if code in covered or letter in found or code in _SELECTORS:
                continue
            if unicodedata.category(letter) in _UNDRAWN:
                continue
            before = text[max(0, place - _AROUND) : place]
            found[letter] = f"…{before}{text[place : place + _AROUND]}…"
    sentences = [
        f"U+{ord(letter):04X} {unicodedata.name(letter, 'without a name')} is in no face and is "
        f"printed as a box, first in “{' '.join(around.split())}”."
        for letter, around in found.items()
    ]
    if len(sentences) > _MOST:
        rest = len(sentences) - _MOST
        return [*sentences[:_MOST], f"{rest} more letters are in no face."]
    return sentences
