"""Pictures and boxes in the text of a Word file: where they are, and what is seen of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from writingviews.media.cutting import Cut

from .namespaces import PIC, VML, W, number

#: Programs describe a picture by the path that it was taken from.
_FILE_NAME: Final = re.compile(
    r"[^\n]*[\\/][^\n]*\.\w{2,5}|\S+\.(?:jpe?g|png|gif|bmp|tiff?|heic|webp|emf|wmf)",
    re.IGNORECASE,
)
_MACHINES_WORDS: Final = re.compile(
    r"\s*(?:Description automatically generated.*|AI-generated content may be incorrect\.?)\s*"
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture in the text: the archive's entry, what is cut off, and what it is said to show."""

    entry: str
    cut: Cut | None
    alt: str


def outermost(parent: Element) -> Iterator[Element]:
    """Yield the pictures and boxes in a drawing that stand in no other box."""
    for child in parent:
        if child.tag in {f"{W}txbxContent", f"{PIC}pic", f"{VML}imagedata"}:
            yield child
        else:
            yield from outermost(child)


def nested(*tags: str, last: Element) -> Element:
    """Return elements of these names in one another, the innermost of which holds `last`."""
    for tag in reversed(tags):
        outer = Element(tag)
        outer.append(last)
        last = outer
    return last


def alt_text(text: str) -> str:
    """Return what a picture is said to show, unless a program said it."""
    said = _MACHINES_WORDS.sub(" ", text).strip()
    return "" if _FILE_NAME.fullmatch(said) else said[:2000]


def cut_by_drawing(rectangle: Element | None) -> Cut | None:
    """Return what `a:srcRect` cuts off, in thousandths of a percent."""
    if rectangle is None:
        return None
    return _cut([(number(rectangle.get(edge)) or 0) / 100_000 for edge in "ltrb"])


def cut_by_vml(image: Element) -> Cut | None:
    """Return what VML cuts off: fractions, or with an f behind them 65,536th parts."""
    edges = []
    for edge in ("cropleft", "croptop", "cropright", "cropbottom"):
        written = image.get(edge, "0")
        try:
            share = float(written.removesuffix("f")) / (65_536 if written.endswith("f") else 1)
        except ValueError:
            share = 0.0
        edges.append(share)
    return _cut(edges)


def _cut(edges: list[float]) -> Cut | None:
    left, top, right, bottom = (edge if 0 < edge < 1 else 0.0 for edge in edges)
    return Cut(left, top, right, bottom) if left + top + right + bottom > 0 else None
