"""An article's HTML made ready for paper.

The document room wrote it, well-formed; here nothing is added to the words. A browser finds the
direction of ``dir="auto"`` itself and picks among renditions; the typesetter does neither, so both
are settled here. What only a screen has (focus, lazy loading) goes.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final
from xml.etree import ElementTree as ET

from writingviews.language.direction import Direction, first_strong

#: What XML forbids, and a PDF has no place for.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]*:|#")
_ON_SCREEN: Final = ("tabindex", "loading", "decoding", "rel", "sizes", "srcset")
_BLOCKS: Final = {
    *("p", "li", "td", "th", "h2", "h3", "h4", "figcaption", "pre", "blockquote", "figure"),
    *("div", "aside", "ul", "ol", "table"),
}
#: Columns from which a table is set across the page.
_WIDE_TABLE: Final = 4


def for_paper(html: str, direction: Direction, picture: Callable[[str], bool]) -> str:
    """Return HTML that the typesetter understands.

    Args:
        html: one or several elements, well-formed.
        direction: of what stands around it.
        picture: says whether the picture at an address can be printed; else it is left out, and
            its caption stays.
    """
    root = ET.fromstring(f"<div>{_CONTROLS.sub('', html)}</div>")  # noqa: S314 - our own writer's
    _settle(root, direction)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == "picture":
                image = child.find("img")
                if image is None or not picture(image.get("src", "")):
                    _take_out(parent, child)
                else:
                    _replace(parent, child, image)
    for element in root.iter():
        for name in _ON_SCREEN:
            element.attrib.pop(name, None)
        href = element.get("href")
        if href is not None and not (_ADDRESS.match(href) or href.startswith("/")):
            del element.attrib["href"]
        if element.get("class") == "table-scroll":
            _measure_table(element)
        if element.tag == "img":
            _measure_picture(element)
    return _inner(root)


def _measure_table(element: ET.Element) -> None:
    columns = max((len(row) for row in element.iter("tr")), default=0)
    element.set("class", "table wide" if columns >= _WIDE_TABLE else "table")


def _measure_picture(image: ET.Element) -> None:
    width, height = int(image.get("width", "3")), int(image.get("height", "2"))
    image.set("class", "tall" if height > width else "broad")
    del image.attrib["width"], image.attrib["height"]


def _settle(element: ET.Element, around: Direction) -> None:
    """Give each ``dir="auto"`` the direction that a browser would find."""
    own = element.get("dir")
    if own == "auto" or (own is None and element.tag == "bdi"):
        own = first_strong("".join(_own_text(element))) or around
        element.set("dir", own)
    direction: Direction = own if own in {"ltr", "rtl"} else around  # type: ignore[assignment]
    for child in element:
        _settle(child, direction)


def _own_text(element: ET.Element) -> Iterator[str]:
    """The text that decides a direction: not what has a direction of its own."""
    yield element.text or ""
    for child in element:
        if child.get("dir") is None and child.tag != "bdi":
            yield from _own_text(child)
        yield child.tail or ""


def _take_out(parent: ET.Element, child: ET.Element) -> None:
    place, tail = list(parent).index(child), child.tail or ""
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(child)


def _replace(parent: ET.Element, child: ET.Element, by: ET.Element) -> None:
    by.tail = child.tail
    parent[list(parent).index(child)] = by


def _inner(root: ET.Element) -> str:
    whole = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    return whole[len("<div>") : -len("</div>")] if root.text or len(root) else ""


def paragraphs(html: str) -> list[str]:
    """Return the words of HTML for paper, a string for each block."""
    root = ET.fromstring(f"<div>{html}</div>")  # noqa: S314 - `for_paper` made it
    said: list[str] = [""]

    def go(element: ET.Element) -> None:
        block = element.tag in _BLOCKS or element.tag == "br" or element.get("class") == "line"
        if block:
            said.append("")
        said[-1] += element.text or ""
        for child in element:
            go(child)
            said[-1] += child.tail or ""
        if block:
            said.append("")

    go(root)
    return [text for each in said if (text := " ".join(each.split()))]


def plain(text: str) -> str:
    """Return text without what a PDF has no place for."""
    return _CONTROLS.sub("", text)
