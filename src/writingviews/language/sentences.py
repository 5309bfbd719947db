"""Sentences and where they stand in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands in the text: ``text == whole[start:end]``, without outer space."""

    text: str
    start: int
    end: int


_CLOSING: Final = "\"'”’»›)\\]}」』"
#: A full stop and its kin, repeated; what closes a quotation after it; then space or the end.
#: Ideographic full stops need no space after them.
_END: Final = re.compile(
    rf"(?P<stop>[.!?…؟۔।॥]+)[{_CLOSING}]*(?=\s|$)"
    rf"|[。！？]+[{_CLOSING}]*"
    r"|\n\s*\n|\n(?=\s*[-•*]\s)|\n"
)  # fmt: skip
_WORD_BEFORE: Final = re.compile(r"[\w.]+$")
#: Abbreviations after which a sentence goes on. Lower case, without the last full stop.
_LISTED: Final = """
    mr mrs ms dr prof st sr sra srta dra ud uds vs eds pp págs ee.uu e.g i.e cf approx rev hon
    ق.م ه.ش ه.ق
"""
_ABBREVIATIONS: Final = frozenset(_LISTED.split())
#: Abbreviations only before a number; without one they are words (art, no) or end a sentence.
_LISTED_BEFORE_NUMBER: Final = """
    no nos vol fig ed p pág art núm ca jan feb mar apr jun jul aug sep sept oct nov dec
"""
_BEFORE_NUMBER: Final = frozenset(_LISTED_BEFORE_NUMBER.split())
#: Abbreviations that may as well end a sentence: the next letter decides.
_EITHER: Final = frozenset({"etc", "jr", "a.m", "p.m", "u.s", "ee.uu"})


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text in order, with their offsets in it.

    A sentence ends at . ! ? … ؟ ۔ । 。 with what closes a quotation, and at the end of a line.
    It does not end after an abbreviation, an initial (J. K.), inside a number, nor where the
    next letter is a small one (scripts without small letters end it).
    """
    start = 0
    for match in _END.finditer(text):
        if match.group("stop") and not _ends(text, start, match):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    after = text[match.end() : match.end() + 12].lstrip(" \t\u00a0\"'“‘«‹([{¿¡")
    goes_on = bool(after) and after[0].islower()
    if match.group("stop") != ".":
        return not goes_on
    before = _WORD_BEFORE.search(text, start, match.start())
    word = before.group().lower() if before else ""
    if word in _EITHER:
        return bool(after) and after[0].isupper()
    if word in _ABBREVIATIONS or (word in _BEFORE_NUMBER and after[:1].isdigit()):
        return False
    if len(word) == 1 and word.isalpha() and before and before.group().isupper():
        return False  # an initial
    return not goes_on


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        begin = start + piece.index(stripped)
        yield Sentence(stripped, begin, begin + len(stripped))
