"""Whose words a text is made of, from the steps that made it. Pure: steps in, owners out.

Each position of a document has an owner: whoever put there what stands there. What a step takes
out and puts in again is still its owner's: a paragraph that became a heading, words that were
moved, copied within the text, brought back by undo or by going back to an older version. So every
step's new words are looked for in what it took out, in what was taken out before, and in the text.

A document is kept flat: one character for each of its positions (UTF-16 units, as ProseMirror
counts them), so that a step is a cut in two strings.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Final, Literal, TypeAlias

from writingviews.document.schema import SCHEMA
from writingviews.language.words import word_count

#: Where a node begins, ends, or stands without content. No text holds them (Unicode, 23.7).
_OPEN, _CLOSE, _LEAF = "\ufdd0", "\ufdd1", "\ufdd2"
_EDGES: Final = re.compile(f"[{_OPEN}{_CLOSE}{_LEAF}]+")
#: A word, an edge, or one character between words.
_TOKEN: Final = re.compile(r"[\w\u200c\ud800-\udfff]+|.", re.DOTALL)
_WORD: Final = re.compile(r"[\w\u200c\u0300-\u036f\ud800-\udfff]+")

#: Shorter strings are looked for only where they went: by chance they stand anywhere.
_LONG_ENOUGH: Final = 12
#: Words that are looked for as one, and how long they must be: fewer stand anywhere.
_SIZES: Final = ((4, _LONG_ENOUGH),)
#: Of a version that is gone back to, each word stood here.
_RETURNS: Final = ((4, 1), (2, 1), (1, 1))
#: Characters around what goes that are remembered with it: by them it is known again.
_AROUND: Final = 40
#: So many phrases of one line may be found nowhere before the others are not looked for.
_MOST_MISSED: Final = 500
#: What was taken out is remembered to this many characters, the latest last.
_BURIED: Final = 200_000
#: Two passages of more words than this, on both sides multiplied, are not compared word by word.
_MOST_PAIRS: Final = 1_000_000
#: So many characters in one step were not typed.
_PASTED: Final = 200


#: Characters, and the owner of each.
_Owned: TypeAlias = "tuple[str, array[int]]"


@dataclass(frozen=True, slots=True)
class Run:
    """Positions of a document that one owner's words take up; `pasted`: put in all at once."""

    start: int
    end: int
    owner: int
    pasted: bool


@dataclass(slots=True)
class _Gone:
    """What was taken out last: where, by which step, and what stood around it in its line."""

    units: str = ""
    owners: "array[int]" = field(default_factory=lambda: array("H"))
    place: int = -1
    step: int = -1
    before: int = 0
    after: int = 0

    @property
    def core(self) -> str:
        return self.units[self.before : len(self.units) - self.after]


class Authorship:
    """The owners of a text's words while it is written.

    Args:
        document: the text to begin with, as JSON.
        owner: whose its words are; a number that the caller understands, below 2**15.
    """

    def __init__(self, document: Mapping[str, Any], owner: int) -> None:
        self._units = _flat_inside(document)
        self._owners = array("H", [owner << 1]) * len(self._units)
        self._buried = ""
        self._buried_owners = array("H")
        self._last = _Gone()
        self._steps = 0

    def follow(
        self, step: Mapping[str, Any], owner: int, way: Literal["hand", "taken", "back"] = "hand"
    ) -> None:
        """Take a stored step in.

        Args:
            step: as the log holds it.
            owner: whose the words are that come by it and stood nowhere before.
            way: by hand, where many at once were pasted; a suggestion that was taken; or going back
                to an older version, of which each word stood here before.
        """
        self._steps += 1
        kind = step["stepType"]
        if kind not in ("replace", "replaceAround"):
            return
        put = _slice(step.get("slice"))
        if kind == "replace":
            self._replace(step["from"], step["to"], put, owner, way)
            return
        insert = step["insert"]
        self._replace(step["gapTo"], step["to"], put[insert:], owner, way)
        self._replace(step["from"], step["gapFrom"], put[:insert], owner, way)

    def follow_to(self, document: Mapping[str, Any], owner: int) -> None:
        """Become another document: what both have keeps its owner."""
        self._steps += 1
        units = _flat_inside(document)
        if units != self._units:
            self._replace(0, len(self._units), units, owner, "taken")

    def runs(self) -> list[Run]:
        """Return who wrote which words, in the order of the text; edges of nodes are nobody's."""
        found: list[Run] = []
        for start, end, code in self._stretches():
            found.append(Run(start, end, code >> 1, bool(code & 1)))
        return found

    def words(self) -> dict[tuple[int, bool], int]:
        """Return how many words each owner has, by owner and whether they were pasted."""
        counts: Counter[tuple[int, bool]] = Counter()
        for run in self.runs():
            text = self._units[run.start : run.end]
            readable = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            counts[run.owner, run.pasted] += word_count(readable)
        return dict(counts)

    # --- the text -----------------------------------------------------------------------------

    def _replace(self, start: int, end: int, put: str, owner: int, way: str) -> None:
        gone, owners = self._units[start:end], self._owners[start:end]
        if _EDGES.sub("", gone):
            self._bury(start, end)
        fresh = array("H", [owner << 1]) * len(put)
        if put:
            known = self._inherit(put, start, (gone, owners), fresh, way)
            if way == "hand" and len(put) - known > _PASTED:
                fresh = array("H", [one | (one == owner << 1) for one in fresh])
        self._units = self._units[:start] + put + self._units[end:]
        self._owners[start:end] = fresh

    def _inherit(self, put: str, start: int, out: "_Owned", fresh: "array[int]", way: str) -> int:
        """Give what is put in the owners that it had; return how many characters have one."""
        gone, owners = out
        if not gone and self._brought_back(put, start, fresh):
            return len(put)
        if not gone and len(put) < _LONG_ENOUGH:
            return 0
        known = bytearray(len(put))
        for at, begin, length in _kept(gone, put):
            fresh[at : at + length] = owners[begin : begin + length]
            known[at : at + length] = b"\x01" * length
        if len(put) >= _LONG_ENOUGH and not all(known):
            sources = self._elsewhere()
            for line in _lines(put):
                for words, letters in _RETURNS if way == "back" else _SIZES:
                    _seek(put, line, known, fresh, sources, words, letters)
        return sum(known)

    def _brought_back(self, put: str, start: int, fresh: "array[int]") -> bool:
        """Undo, whole or letter by letter: the last words that went come back where they stood."""
        last, core = self._last, self._last.core
        if not core or start != last.place:
            return False
        owners = last.owners[last.before : last.before + len(core)]
        if core.startswith(put):
            fresh[:] = owners[: len(put)]
            self._last = _Gone(core[len(put) :], owners[len(put) :], start + len(put), last.step)
        elif core.endswith(put):
            fresh[:] = owners[len(core) - len(put) :]
            self._last = _Gone(core[: -len(put)], owners[: -len(put)], start, last.step)
        else:
            return False
        return True

    def _elsewhere(self) -> "list[_Owned]":
        """Return where words may have stood: what went, and what stands."""
        last = self._last
        return [
            (self._buried + last.units, self._buried_owners + last.owners),
            (self._units, self._owners),
        ]

    def _bury(self, start: int, end: int) -> None:
        """Remember what goes from between two positions, with what stands around it."""
        units, owners, last = self._units, self._owners, self._last
        gone, whose = units[start:end], owners[start:end]
        if last.step == self._steps - 1 and last.core and last.place in (start, end):
            # Letter by letter, backwards or forwards: undo may bring them back as one.
            core = last.owners[last.before : last.before + len(last.core)]
            if last.place == end:
                gone, whose = gone + last.core, whose + core
            else:
                gone, whose = last.core + gone, core + whose
        elif last.units:
            self._buried = f"{self._buried}{last.units}{_OPEN}"[-_BURIED:]
            self._buried_owners = (self._buried_owners + last.owners + array("H", [0]))[-_BURIED:]
        before = _EDGES.split(units[max(0, start - _AROUND) : start])[-1]
        after = _EDGES.split(units[end : end + _AROUND])[0]
        around = owners[start - len(before) : start], owners[end : end + len(after)]
        self._last = _Gone(
            before + gone + after,
            around[0] + whose + around[1],
            start,
            self._steps,
            len(before),
            len(after),
        )

    def _stretches(self) -> Iterator[tuple[int, int, int]]:
        """Yield where one owner's words begin and end, whole words, edges left out."""
        units, owners = self._units, self._owners
        at = 0
        for edge in [*_EDGES.finditer(units), None]:
            end = edge.start() if edge else len(units)
            if at < end:
                yield from _grouped(units, owners, at, end)
            at = edge.end() if edge else end


def _grouped(
    units: str, owners: "array[int]", start: int, end: int
) -> Iterator[tuple[int, int, int]]:
    """Yield one line's stretches: a word is whose most of its letters are."""
    begin, current = start, -1
    for match in _WORD.finditer(units, start, end):
        letters = owners[match.start() : match.end()]
        owner = letters[0]
        if letters.count(owner) * 2 <= len(letters):
            owner = Counter(letters).most_common(1)[0][0]
        if owner != current:
            if current >= 0:
                yield begin, match.start(), current
                begin = match.start()
            current = owner
    yield begin, end, current if current >= 0 else owners[start]


def _seek(
    put: str,
    line: tuple[int, int],
    known: bytearray,
    fresh: "array[int]",
    sources: "Sequence[_Owned]",
    most: int,
    shortest: int,
) -> None:
    """Look for a line's words that have no owner, with the words around them, in what stood before.

    A line that is found whole is what it was; one that was changed within is found in phrases.
    """
    end = line[1]
    words = [one.span() for one in _WORD.finditer(put, *line)]
    if not words or all(known[at] for at, _ in words):
        return
    length = min(most, len(words))
    missed, index = 0, 0
    while index + length <= len(words) and missed < _MOST_MISSED:
        begin, stop = words[index][0], words[index + length - 1][1]
        index += 1
        if stop - begin < shortest or all(known[begin:stop]):
            continue
        sought = put[begin:stop]
        found = [(units, owners) for units, owners in sources if sought in units]
        if not found:
            missed += 1
            continue
        units, owners = found[0]
        at = units.rfind(sought)
        while (
            stop < end and at + stop - begin < len(units) and units[at + stop - begin] == put[stop]
        ):
            stop += 1
        for place in range(begin, stop):
            if not known[place]:
                known[place], fresh[place] = 1, owners[at + place - begin]
        while index < len(words) and words[index][1] <= stop:
            index += 1


def _kept(gone: str, put: str) -> list[tuple[int, int, int]]:
    """Return what a step takes out and puts in again: place in `put`, in `gone`, and length."""
    if not gone or not put:
        return []
    if (whole := put.find(gone)) >= 0 and len(gone) > 2:
        return [(whole, 0, len(gone))]
    if (whole := gone.find(put)) >= 0 and len(put) > 2:
        return [(0, whole, len(put))]
    # Lines first: a word that each of them has would be matched with that of another line.
    old, new = (_EDGES.split(units) for units in (gone, put))
    old_at, new_at = _line_places(gone), _line_places(put)
    found: list[tuple[int, int, int]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [(new_at[j1 + n], old_at[i1 + n], len(old[i1 + n])) for n in range(i2 - i1)]
        elif tag == "replace":
            begin, stop = old_at[i1], old_at[i2 - 1] + len(old[i2 - 1])
            at, end = new_at[j1], new_at[j2 - 1] + len(new[j2 - 1])
            words = _kept_words(gone[begin:stop], put[at:end])
            found += [(at + place, begin + source, size) for place, source, size in words]
    return found


def _kept_words(gone: str, put: str) -> list[tuple[int, int, int]]:
    old, new = _TOKEN.findall(gone), _TOKEN.findall(put)
    if len(old) * len(new) > _MOST_PAIRS:
        # A passage so long is found again in phrases.
        return []
    old_at, new_at = _places(old), _places(new)
    matched = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(new_at[b], old_at[a], new_at[b + size] - new_at[b]) for a, b, size in matched if size]


def _line_places(units: str) -> list[int]:
    return [0, *(edge.end() for edge in _EDGES.finditer(units))]


def _places(tokens: Sequence[str]) -> list[int]:
    places = [0]
    for token in tokens:
        places.append(places[-1] + len(token))
    return places


def _lines(units: str) -> Iterator[tuple[int, int]]:
    at = 0
    for edge in [*_EDGES.finditer(units), None]:
        end = edge.start() if edge else len(units)
        if at < end:
            yield at, end
        at = edge.end() if edge else end


# --- flattening -----------------------------------------------------------------------------------


def _slice(piece: Mapping[str, Any] | None) -> str:
    if not piece:
        return ""
    units = "".join(_flat(node) for node in piece.get("content") or ())
    return units[int(piece.get("openStart") or 0) : len(units) - int(piece.get("openEnd") or 0)]


def _flat_inside(document: Mapping[str, Any]) -> str:
    return "".join(_flat(node) for node in document.get("content") or ())


def _flat(node: Mapping[str, Any]) -> str:
    text = node.get("text")
    if text is not None:
        return _as_units(str(text))
    if SCHEMA.nodes[node["type"]].is_leaf:
        return _LEAF
    return f"{_OPEN}{_flat_inside(node)}{_CLOSE}"


def _as_units(text: str) -> str:
    """Return a text in UTF-16 units: what lies beyond the first plane takes two places."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    return "".join(chr(one) for one in memoryview(text.encode("utf-16-le")).cast("H"))
