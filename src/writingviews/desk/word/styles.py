"""Styles of a Word file: what a paragraph or a run is because of the style that it bears."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from .namespaces import W, number, said, switched

_VERSE: Final = re.compile(r"verse|poem|poetry|gedicht|poème|poesía|شعر", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"(?:toc|table of|contents) ?(?:\d|heading|figures)", re.IGNORECASE)
#: A chain of styles that build on each other is this long at most; some lead in a circle.
_LONGEST: Final = 20


class Styles:
    """The styles of a file, by their ids.

    Args:
        root: the part; None if the file has none.
    """

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        self.defaults: tuple[Element | None, Element | None] = (None, None)
        if root is None:
            return
        base = f"{W}docDefaults/{W}"
        self.defaults = (
            root.find(f"{base}pPrDefault/{W}pPr"),
            root.find(f"{base}rPrDefault/{W}rPr"),
        )
        for style in root.findall(f"{W}style"):
            self._styles[style.get(f"{W}styleId", "")] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                self._default = style.get(f"{W}styleId")

    def names(self) -> Iterator[tuple[str, str, str]]:
        """Yield type, id and name of every style."""
        for key, style in self._styles.items():
            yield style.get(f"{W}type", ""), key, said(style, "name") or ""

    def name(self, style: str | None) -> str:
        """Return a style's name, in small letters; "" if there is no such style."""
        found = self._styles.get(style or "")
        return (said(found, "name") or "").lower()

    def is_verse(self, style: str | None) -> bool:
        """Whether paragraphs of this style are lines of a poem."""
        return any(_VERSE.search(said(one, "name") or "") for one in self._chain(style))

    def is_contents(self, style: str | None) -> bool:
        """Whether paragraphs of this style belong to a table of contents."""
        return bool(_CONTENTS.match(self.name(style)))

    def is_on(self, style: str | None, name: str) -> bool:
        """Whether a style switches on what runs may be: ``b``, ``i``, ``vanish``."""
        for one in self._chain(style):
            on = switched(one.find(f"{W}rPr"), name)
            if on is not None:
                return on
        return False

    def runs_right_to_left(self, style: str | None) -> bool:
        """Whether paragraphs of this style do."""
        for one in self._chain(style or self._default):
            on = switched(one.find(f"{W}pPr"), "bidi")
            if on is not None:
                return on
        return switched(self.defaults[0], "bidi") or False

    def outline(self, style: str | None) -> int | None:
        """Return the level of heading (0 is the highest) that a style means."""
        for one in self._chain(style):
            level = number(said(one.find(f"{W}pPr"), "outlineLvl"))
            if level is not None:
                return level
        return None

    def numbering(self, style: str | None) -> tuple[str, int] | None:
        """Return list and level that paragraphs of this style belong to."""
        for one in self._chain(style):
            found = one.find(f"{W}pPr/{W}numPr")
            if found is not None and (key := said(found, "numId")) is not None:
                return key, number(said(found, "ilvl")) or 0
        return None

    def _chain(self, style: str | None) -> Iterator[Element]:
        for _ in range(_LONGEST):
            found = self._styles.get(style or "")
            if found is None:
                return
            yield found
            style = said(found, "basedOn")
