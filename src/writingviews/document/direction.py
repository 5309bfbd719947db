"""Which way a text runs: by a language tag, or by its first letter."""

import unicodedata
from typing import Final, Literal, TypeAlias

from prosemirror.model import Node

Direction: TypeAlias = Literal["ltr", "rtl"]

_DIRECTIONS: Final[dict[object, Direction]] = {"ltr": "ltr", "rtl": "rtl"}

_RTL_SCRIPTS: Final = frozenset(
    {"adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa", "yezi"}
)
"""ISO 15924 codes of the scripts in use that are written from right to left."""

# fmt: off
_RTL_LANGUAGES: Final = frozenset({
    "ar", "arc", "azb", "bcc", "bqi", "ckb", "dv", "fa", "fas", "glk", "he", "heb", "khw", "ks",
    "lki", "lrc", "luz", "mzn", "nqo", "pbt", "pes", "pnb", "prs", "ps", "pus", "rhg", "sd", "skr",
    "syr", "ug", "uig", "ur", "urd", "yi",
})
# fmt: on
"""Languages whose usual script is one of them (CLDR's likely subtags), where no script is named."""


def direction_of_language(tag: str) -> Direction:
    """The direction in which ``tag``, a BCP 47 language tag such as fa or uz-Arab, is written."""
    subtags = tag.lower().split("-")
    for subtag in subtags[1:]:
        if len(subtag) == 4 and subtag.isalpha():
            return "rtl" if subtag in _RTL_SCRIPTS else "ltr"
        if len(subtag) == 1:
            break  # an extension: its parts are not scripts
    return "rtl" if subtags[0] in _RTL_LANGUAGES else "ltr"


def direction_of_text(text: str) -> Direction | None:
    """The direction of the first letter that has one (Unicode's rule P2), or None."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return None


def direction_of_block(node: Node) -> Direction | None:
    """The direction of a block: as set on it or on its first part that has one, or by its text.

    A list or a table has no direction of its own, and ``dir="auto"`` on it would not see into
    children that have theirs: its bullets or columns would stand on the wrong side.
    """
    own = node.attrs.get("dir")
    if own in _DIRECTIONS:
        return _DIRECTIONS[own]
    if node.is_text:
        return direction_of_text(node.text or "")
    if node.type.name == "footnote":
        return None  # stands elsewhere
    for child in node.content.content:
        found = direction_of_block(child)
        if found:
            return found
    return None
