"""The passage of a text in which a query's words stand, in the text's own spelling. Pure."""

import contextlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from writingviews.language.fold import may_be_compound
from writingviews.language.words import WORD

from .analysis import units, word_terms
from .query import Asked

#: Characters: about three lines of a list of results.
LENGTH: Final = 240
#: Characters of a text that are looked through: 8,000 words.
_LOOKED_THROUGH: Final = 50_000
_SPACES: Final = re.compile(r"\s+")
#: A space at which no line is broken: none begins with a mark.
_KEPT: Final = "\u00a0"
#: What ends a block by itself, so that nothing need part it from the next.
_ENDS: Final = frozenset(".!?…؟:;؛,،»”’\"')")

Segment = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    key: str


class Passages:
    """Finds passages for one query; keeps what it learned of each word from text to text."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._terms = asked.terms
        self._compound = any(may_be_compound(unit.exact) for unit in asked.words)
        self._found: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def passage(self, text: str, language: str) -> tuple[Segment, ...]:
        """Return the passage that holds the most different words of the query.

        Args:
            text: plain text.
            language: its BCP 47 tag.

        Returns:
            pairs of text and whether it was found, in order; together at most about 240
            characters, with … where the text goes on. Without a hit the text's beginning.
            In one line: "/" stands between lines of verse, "·" behind a heading and between the
            cells of a table. Plain text: to be escaped like any other. Under 1 ms a text of 1,500
            words.
        """
        text = text[:_LOOKED_THROUGH]
        hits = self._phrase_hits(text, language) or self._loose_hits(text, language)
        first, last = _best_window(hits) if hits else (0, 0)
        begin, end = _edges(text, first, last)
        return tuple(_joined(_segments(text, begin, end, hits)))

    def marked(self, text: str, language: str) -> tuple[Segment, ...]:
        """Return a whole text (a title) with the query's words marked."""
        hits = self._loose_hits(text, language)
        return tuple(_joined(_segments(text, 0, len(text), hits)))

    def _loose_hits(self, text: str, language: str) -> list[_Hit]:
        hits = self._word_hits(text, language)
        if not hits and self._compound:
            return self._compound_hits(text, language)
        return hits

    def _word_hits(self, text: str, language: str) -> list[_Hit]:
        hits: list[_Hit] = []
        found = self._found[language]
        seen: set[str] = set()
        enough = len(self._asked.words)
        stop = len(text)
        for match in WORD.finditer(text):
            word = match.group()
            key = found.get(word)
            if key is None:
                key = found[word] = self._key(word, language)
            if key:
                hits.append(_Hit(match.start(), match.end(), key))
                seen.add(key)
                if len(seen) >= enough and stop == len(text):
                    stop = match.end() + LENGTH  # all were seen: no later passage is better
            if match.start() > stop:
                break
        return hits

    def _key(self, word: str, language: str) -> str:
        """Return the query's word that a word of the text answers to, or ""."""
        terms = word_terms(word, language)
        if terms and not self._terms.isdisjoint(terms):
            for unit in self._asked.words:
                if not set(unit.terms).isdisjoint(terms):
                    return unit.exact
        return ""

    def _compound_hits(self, text: str, language: str) -> list[_Hit]:
        """Find what only a compound written with a space answers to (می روم for میروم)."""
        return [
            _Hit(unit.start, unit.end, unit.exact)
            for unit in units(text, language)
            if not self._terms.isdisjoint(unit.terms)
        ]

    def _phrase_hits(self, text: str, language: str) -> list[_Hit]:
        if not self._asked.phrases:
            return []
        found = units(text, language)
        exact = [unit.exact for unit in found]
        hits: list[_Hit] = []
        for number, phrase in enumerate(self._asked.phrases):
            hits += (
                _Hit(found[place].start, found[place + len(phrase) - 1].end, str(number))
                for place in _places(exact, phrase)
            )
        return _without_overlaps(sorted(hits, key=lambda hit: (hit.start, -hit.end)))


def _places(exact: list[str], phrase: tuple[str, ...]) -> Iterator[int]:
    place = -1
    with contextlib.suppress(ValueError):  # what `index` raises when there is no further one
        while True:
            place = exact.index(phrase[0], place + 1)
            if tuple(exact[place : place + len(phrase)]) == phrase:
                yield place


def _without_overlaps(hits: list[_Hit]) -> list[_Hit]:
    kept: list[_Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _best_window(hits: list[_Hit]) -> tuple[int, int]:
    """Return where the stretch with the most different words begins and ends."""
    best, best_score = (hits[0].start, hits[0].end), (0, 0)
    inside: Counter[str] = Counter()
    left = 0
    for right, hit in enumerate(hits):
        inside[hit.key] += 1
        while left < right and hit.end - hits[left].start > LENGTH:
            inside[hits[left].key] -= 1
            if not inside[hits[left].key]:
                del inside[hits[left].key]
            left += 1
        score = (len(inside), right - left)
        if score > best_score:
            best, best_score = (hits[left].start, hit.end), score
    return best


def _edges(text: str, first: int, last: int) -> tuple[int, int]:
    """Widen a stretch to a passage: from a sentence's start if one is near, to a word's end."""
    room = max(0, LENGTH - (last - first))
    begin = max(0, first - room // 3)
    if begin:
        starts = [
            place
            for mark in (". ", "! ", "? ", "؟ ", "\n", "… ")
            if (place := text.find(mark, max(0, begin - 60), first)) != -1
        ]
        if starts:
            begin = min(starts) + 1
        else:
            space = text.rfind(" ", begin, first)
            near = text.find(" ", begin, first)
            begin = (near if near != -1 else space if space != -1 else first - 1) + 1
    end = min(len(text), max(begin + LENGTH, last))
    if end < len(text):
        space = text.rfind(" ", last, end)
        end = space if space > last else end
    return begin, end


def _segments(text: str, begin: int, end: int, hits: list[_Hit]) -> Iterator[Segment]:
    if text[:begin].strip():
        yield "… ", False
    place = begin
    for hit in hits:
        if hit.start < place or hit.end > end:
            continue
        yield text[place : hit.start], False
        yield text[hit.start : hit.end], True
        place = hit.end
    yield text[place:end], False
    if text[end:].strip():
        yield " …", False


def _joined(segments: Iterator[Segment]) -> Iterator[Segment]:
    """Put plain neighbours together and bring everything onto one line."""
    plain = before = ""
    for text, hit in segments:
        if hit:
            if plain:
                yield _on_one_line(plain, before, goes_on=True), False
                plain = ""
            yield _on_one_line(text, "", goes_on=True), True
            before = text[-1]
        else:
            plain += text
    if plain:
        yield _on_one_line(plain, before, goes_on=False), False


def _on_one_line(text: str, before: str, *, goes_on: bool) -> str:
    """Make every run of white space one space, with a mark in it where lines or blocks part.

    Args:
        text: a stretch of a passage.
        before: the character before it; "" at the passage's beginning.
        goes_on: whether something follows it in the passage.
    """

    def parted(spaces: re.Match[str]) -> str:
        start, end = spaces.span()
        last = text[start - 1] if start else before
        if text[end : end + 1] == "…" and not goes_on:
            return _KEPT
        if last in {"", "…"} or (end == len(text) and not goes_on):
            return " "
        if "\t" in spaces[0]:
            return f"{_KEPT}· "
        match spaces[0].count("\n"):
            case 0:
                return " "
            case 1:
                return f"{_KEPT}/ "
        return " " if last in _ENDS else f"{_KEPT}· "

    return _SPACES.sub(parted, text)
