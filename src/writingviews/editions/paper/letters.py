"""Letters that no face has: a PDF shows a box in their place, so they are named."""

import unicodedata
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

#: How much of a text is quoted around a letter, to each side.
_AROUND: Final = 24
_MOST: Final = 20
#: What is not drawn: controls and spaces,
_UNDRAWN: Final = frozenset({"Cc", "Zl", "Zp", "Zs"})
#: and what Unicode 16 calls default-ignorable: joiners, marks of direction, variation selectors,
#: tags. What else is a format character, or is assigned to nothing, is drawn as a box.
_IGNORABLE: Final = (
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5)),
    *((0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164)),
    *((0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
#: What a letter without a name is, by its category.
_NAMELESS: Final = {"Co": "(for private use)", "Cn": "(assigned to no letter)"}


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
            if code in covered or letter in found or not _is_drawn(letter):
                continue
            before = text[max(0, place - _AROUND) : place]
            found[letter] = f"…{before}{text[place : place + _AROUND]}…"
    sentences = [
        f"U+{ord(letter):04X} {_name(letter)} is in no face and is printed as a box, "
        f"first in “{' '.join(around.split())}”."
        for letter, around in found.items()
    ]
    if len(sentences) > _MOST:
        rest = len(sentences) - _MOST
        return [*sentences[:_MOST], f"{rest} more letters are in no face."]
    return sentences


def _is_drawn(letter: str) -> bool:
    code = ord(letter)
    if unicodedata.category(letter) in _UNDRAWN:
        return False
    return not any(first <= code <= last for first, last in _IGNORABLE)


def _name(letter: str) -> str:
    nameless = _NAMELESS.get(unicodedata.category(letter), "(without a name)")
    return unicodedata.name(letter, nameless)
