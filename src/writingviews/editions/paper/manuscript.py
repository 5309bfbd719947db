"""An article's HTML made ready for paper.

The document room wrote it, well-formed; here nothing is added to the words. A browser finds the
direction of ``dir="auto"`` itself and picks among renditions; the typesetter does neither, so both
are settled here. What only a screen has (focus, lazy loading) goes.
"""

import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from writingviews.language.direction import Direction, first_strong

from .tables import set_columns

#: What XML forbids, and controls that no browser draws and the typesetter draws as boxes.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]*:|#")
_ON_SCREEN: Final = ("tabindex", "loading", "decoding", "rel", "sizes", "srcset")
_BLOCKS: Final = {
    *("p", "li", "td", "th", "h2", "h3", "h4", "figcaption", "pre", "blockquote", "figure"),
    *("div", "aside", "ul", "ol", "table"),
}
_WITHIN_A_LINE: Final = {"a", "code", "em", "s", "span", "strong", "sub", "sup"}
#: The class of what is held together.
_RUN: Final = "run"


class _Run(NamedTuple):
    """What runs against a paragraph, at the end and at the beginning of a piece of its text."""

    direction: Direction
    ends: re.Pattern[str]
    begins: re.Pattern[str]


def _run(direction: Direction, letters: str) -> _Run:
    # Words, with what may stand between two of them; no space at the outer end.
    return _Run(
        direction,
        re.compile(rf"[{letters}][{letters}\d'’.-]*(?: [{letters}\d'’.-]+)* ?$"),
        re.compile(rf" ?[{letters}\d](?:[{letters}\d'’.-]*[{letters}\d])?(?: [{letters}]+)*|"),
    )


#: By the paragraph's direction.
_RUNS: Final[dict[Direction, _Run]] = {
    "rtl": _run("ltr", "A-Za-zÀ-ɏ"),
    "ltr": _run("rtl", "\u0590-\u08ff\u200c"),
}
#: What is not parted by the end of a column or a page, unless it is longer than these: what fills
#: most of a page would leave the one before it empty.
_KEPT_WHOLE: Final = {"stanza", "aside", "pull-quote", "table"}
_MOST_WHOLE: Final = 700
_MOST_LINES_WHOLE: Final = 32
_MOST_ROWS: Final = 16
_HEADINGS: Final = {"h2": 2, "h3": 3, "h4": 4}


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
    for element in list(root.iter()):
        _leave_the_screen(element)
    _part_headings(root)
    _join_runs(root, direction)
    return inner_html(root)


def _leave_the_screen(element: ET.Element) -> None:
    """Give one element what only paper needs, and take what only a screen has."""
    for name in _ON_SCREEN:
        element.attrib.pop(name, None)
    href = element.get("href")
    if href is not None and not (_ADDRESS.match(href) or href.startswith("/")):
        del element.attrib["href"]
    if element.get("class") == "table-scroll":
        element.set("class", _set_tables(element))
    if element.tag == "img":
        _measure_picture(element)
    kind = element.get("class", "").partition(" ")[0]
    if kind in _KEPT_WHOLE or element.tag in {"tr", *_HEADINGS}:
        letters = sum(map(len, element.itertext()))
        if letters > _MOST_WHOLE or len(element) > _MOST_LINES_WHOLE or _rows(element) > _MOST_ROWS:
            element.set("class", f"{element.get('class', '')} long".strip())
    if element.tag == "ol" and element.get("start", "").isdecimal():
        # The typesetter counts from one, whatever the list says; it does what a style says.
        element.set("style", f"counter-reset: list-item {int(element.attrib['start']) - 1}")


def _rows(element: ET.Element) -> int:
    return sum(1 for _ in element.iter("tr"))


def _set_tables(around: ET.Element) -> str:
    """Set the table in an element, and return the element's classes."""
    return "".join(map(set_columns, around.iter("table")))


def _part_headings(root: ET.Element) -> None:
    """Let go what stays above nothing of its own: a heading before one of its rank or a higher one.

    A heading stays with what follows; where only headings follow, all would stand together, and no
    page holds them.
    """
    for parent in root.iter():
        for element, following in zip_longest(parent, parent[1:]):
            rank = _HEADINGS.get(element.tag)
            if rank is None and element.tag != "hr":
                continue
            below = following is not None and following.tag != "hr"
            if below and following.tag in _HEADINGS:
                below = rank is not None and _HEADINGS[following.tag] > rank
            if not below:
                element.set("class", f"{element.get('class', '')} loose".strip())


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


def _join_runs(element: ET.Element, around: Direction) -> None:
    """Hold together what runs against its paragraph in several elements: H₂O in a Persian line.

    The typesetter finds the direction within one element; of several beside each other it sets the
    first where the paragraph begins, and O₂H is read.
    """
    own = element.get("dir")
    direction: Direction = own if own in {"ltr", "rtl"} else around  # type: ignore[assignment]
    run = _RUNS[direction]
    place = 0
    while place < len(element):
        child = element[place]
        before = element[place - 1].tail if place else element.text
        first = run.ends.search(before or "") if _runs_against(child, direction) else None
        last = place
        while last < len(element) and _runs_against(element[last], direction):
            last += 1
            if run.begins.fullmatch(element[last - 1].tail or "") is None:
                break
        after = run.begins.match(element[last - 1].tail or "") if last > place else None
        if last > place and (first or (after and after[0]) or last - place > 1):
            _hold(element, place, last, first[0] if first else "", after[0] if after else "", run)
        place += 1
    for child in element:
        if child.get("class") != _RUN:
            _join_runs(child, direction)


def _runs_against(element: ET.Element, direction: Direction) -> bool:
    """Whether an element within a line holds nothing that runs with it, and is no note's mark."""
    if element.tag not in _WITHIN_A_LINE or element.get("dir") or element.get("class") == "fn":
        return False
    said = "".join(element.itertext())
    own = {first_strong(letter) for letter in said}
    return direction not in own and bool(said.strip()) and not _has_mark(element)


def _has_mark(element: ET.Element) -> bool:
    return any(each.get("class") == "fn" for each in element.iter())


def _hold(parent: ET.Element, start: int, end: int, before: str, after: str, run: "_Run") -> None:
    """Put the elements from `start` to `end`, with the words that touch them, in one box."""
    held = ET.Element("span", {"class": _RUN, "dir": run.direction})
    children = list(parent)[start:end]
    if before:
        if start:
            parent[start - 1].tail = (parent[start - 1].tail or "")[: -len(before)]
        else:
            parent.text = (parent.text or "")[: -len(before)]
    held.text = before
    rest = (children[-1].tail or "")[len(after) :]
    children[-1].tail = after
    for child in children:
        parent.remove(child)
        held.append(child)
    held.tail = rest
    parent.insert(start, held)


def inner_html(root: ET.Element) -> str:
    """Return what stands inside an element, as HTML and as XML."""
    whole = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    # To a reader of HTML the end of a line break is another line break.
    whole = whole.replace("></br>", "/>")
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
