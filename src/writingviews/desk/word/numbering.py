"""Lists of a Word file, which are paragraphs that say to which list and level they belong."""

from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from .namespaces import W, number, said
from .styles import Styles

DEEPEST: Final = 8
_MOST: Final = 99_999


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is counted."""

    style: str
    start: int


@dataclass(frozen=True, slots=True)
class Item:
    """What a paragraph is in a list.

    Args:
        level: 0 is the outermost; no level above it is left out.
        number: of an item that is counted; None for one with a bullet.
        begins: whether another list begins with it, though one of its kind stands before it.
    """

    level: int
    number: int | None
    begins: bool


class Numbering:
    """The lists of a file, counted as its paragraphs are read in order.

    Args:
        root: the part; None if the file has none.
        styles: of the file.
    """

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._kinds: dict[str, dict[int, Level]] = {}
        self._linked: dict[str, str] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counted: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        #: Of the items one below the other: by level, the list that the last one belonged to.
        self._run: dict[int, str] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        for kind in root.findall(f"{W}abstractNum"):
            key = kind.get(f"{W}abstractNumId", "")
            self._kinds[key] = {
                number(level.get(f"{W}ilvl")) or 0: Level(
                    said(level, "numFmt") or "decimal", _start(said(level, "start"))
                )
                for level in kind.findall(f"{W}lvl")
            }
            if link := said(kind, "numStyleLink"):
                self._linked[key] = link
        for one in root.findall(f"{W}num"):
            starts = {
                number(other.get(f"{W}ilvl")) or 0: _start(begin)
                for other in one.findall(f"{W}lvlOverride")
                if (begin := said(other, "startOverride")) is not None
            }
            self._lists[one.get(f"{W}numId", "")] = (said(one, "abstractNumId") or "", starts)

    def end_run(self) -> None:
        """Something else stands here: the next item begins a list of its own."""
        self._run = {}

    def item(self, key: str, level: int) -> Item | None:
        """Count a paragraph of the list `key` at `level`; None if it bears no sign of a list."""
        kind, starts = self._kind(key)
        how = self._kinds.get(kind, {}).get(level)
        if how is None or how.style == "none" or level > DEEPEST:
            return None
        counted = self._counted.setdefault(kind, {})
        if key not in self._begun:
            self._begun.add(key)
            for other in starts:
                counted.pop(other, None)
        start = starts.get(level, how.start)
        now = min(counted[level] + 1 if level in counted else start, _MOST)
        counted[level] = now
        for deeper in [other for other in counted if other > level]:
            del counted[deeper]
        # A level that was left out is not made up.
        lists = self._run
        shown = min(level, len([other for other in lists if other < level]))
        before = lists.get(level)
        for deeper in [other for other in lists if other > level]:
            del lists[deeper]
        lists[level] = key
        return Item(
            level=shown,
            number=None if how.style == "bullet" else now,
            begins=before is not None and before != key,
        )

    def _kind(self, key: str) -> tuple[str, dict[int, int]]:
        kind, starts = self._lists.get(key, ("", {}))
        if kind in self._linked:
            linked = self._styles.numbering(self._linked[kind])
            if linked is not None:
                kind = self._lists.get(linked[0], ("", {}))[0]
        return kind, starts


def _start(text: str | None) -> int:
    value = number(text)
    return 1 if value is None or not 0 <= value <= _MOST else value
