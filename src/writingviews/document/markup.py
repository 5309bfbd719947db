"""Reads HTML that anybody wrote into a tree. Pure.

Browsers make something of every text, and so does this: nothing raises, no word is lost for a
missing end tag, and what is nested beyond `DEEPEST` stands where that level is. The time it takes
grows with the length of the text and nothing else, whatever stands in it. Comments, and the content
of scripts and style sheets, are not kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final, TypeAlias

#: Levels of elements in one another.
DEEPEST: Final = 100

_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"}
    | {"source", "track", "wbr"}
)
_UNREAD: Final = ("script", "style", "template", "noframes")
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Elements that stand by themselves, and end a paragraph that was left open.
BLOCKS: Final = _HEADINGS | {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog"),
    *("dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header"),
    *("hgroup", "hr", "html", "iframe", "li", "main", "menu", "nav", "object", "ol", "p", "pre"),
    *("section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video"),
    *("audio", "caption", "listing", "xmp"),
}
_CLOSES_PARAGRAPH: Final = BLOCKS - {"iframe", "object", "video", "audio"}
#: What an element ends that was left open, and beyond which of its ancestors nothing is ended.
_ENDS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir", "table"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"td", "th", "tr"}), frozenset({"table"})),
    "tbody": (frozenset({"td", "th", "tr", "thead", "tbody", "caption"}), frozenset({"table"})),
    "tfoot": (frozenset({"td", "th", "tr", "thead", "tbody"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
#: An end tag does not reach out of these.
_WALLS: Final = frozenset({"table", "td", "th"})

#: Of inline elements that were closed in the wrong order.
_MOST_RENEWED: Final = 6

_NAME: Final = re.compile(r"[A-Za-z][^\s/>\x00]*")
_GAP: Final = re.compile(r"[\s/]*")
_ATTRIBUTE: Final = re.compile(r"[^\s/>=][^\s/>=]*")
_EQUALS: Final = re.compile(r"\s*=\s*")
_BARE: Final = re.compile(r"[^\s>]*")


@dataclass(slots=True)
class Element:
    """An element: its name in small letters, its attributes, and what stands in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: "list[Element | str]" = field(default_factory=list)

    def get(self, attribute: str) -> str:
        """The value of an attribute; "" if it has none."""
        return self.attributes.get(attribute, "")

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.get("class").split())

    def elements(self) -> "Iterator[Element]":
        """The elements in it, in the order of the text, at any depth."""
        waiting: list[Element] = [self]
        while waiting:
            each = waiting.pop()
            if each is not self:
                yield each
            waiting.extend(child for child in reversed(each.content) if isinstance(child, Element))

    def find(self, *names: str) -> "Element | None":
        """The first element of these names in it."""
        return next((each for each in self.elements() if each.name in names), None)

    def text(self) -> str:
        """Its letters, breaks as newlines."""
        parts: list[str] = []
        waiting: list[Element | str] = [self]
        while waiting:
            each = waiting.pop()
            if isinstance(each, str):
                parts.append(each)
            elif each.name == "br":
                parts.append("\n")
            else:
                waiting.extend(reversed(each.content))
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text that was read.

    Args:
        root: an element around all of it.
        unread: names of the elements whose content was not kept, each once.
    """

    root: Element
    unread: tuple[str, ...]


def parse_markup(text: str) -> Parsed:
    """Reads HTML, a whole page or a part of one.

    Cost: 5 KB 0.4 ms (``python -m writingviews.document.tests.measure``).
    """
    growing = _Growing()
    for token in _Tokens(text):
        growing.take(token)
    return Parsed(growing.root, tuple(dict.fromkeys(growing.unread)))


@dataclass(frozen=True, slots=True)
class _Start:
    name: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class _End:
    name: str


@dataclass(frozen=True, slots=True)
class _Unread:
    name: str


_Token: TypeAlias = str | _Start | _End | _Unread


class _Tokens:
    """Tags and texts, one after the other. Every search that finds nothing is made once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._absent: set[str] = set()

    def __iter__(self) -> Iterator[_Token]:
        text, at = self._text, 0
        while at < len(text):
            opening = text.find("<", at)
            if opening < 0:
                yield unescape(text[at:])
                return
            if opening > at:
                yield unescape(text[at:opening])
            at = opening + 1
            if text.startswith("!--", at):
                at = self._after("-->", at)
            elif text.startswith("![CDATA[", at):
                end = self._find("]]>", at)
                yield text[at + 8 : end if end >= 0 else at + 8]
                at = end + 3 if end >= 0 else at + 8
            elif text[at : at + 1] in {"!", "?"}:
                at = self._after(">", at)
            elif text[at : at + 1] == "/" and (named := _NAME.match(text, at + 1)):
                yield _End(named.group().lower())
                at = self._after(">", named.end())
            elif named := _NAME.match(text, at):
                tag, at = self._tag(named.group().lower(), named.end())
                if tag.name in _UNREAD:
                    at = self._beyond(tag.name, at)
                    yield _Unread(tag.name)
                else:
                    yield tag
            else:
                yield "<"

    def _find(self, what: str, at: int) -> int:
        if what in self._absent:
            return -1
        found = self._text.find(what, at)
        if found < 0:
            self._absent.add(what)
        return found

    def _after(self, what: str, at: int) -> int:
        found = self._find(what, at)
        return found + len(what) if found >= 0 else at

    def _beyond(self, name: str, at: int) -> int:
        """Return where an element ends that is not read: with its end tag, or with the text."""
        ends = re.compile(rf"</{name}[\s/>]", re.IGNORECASE)
        found = ends.search(self._text, at)
        return self._after(">", found.start()) if found else len(self._text)

    def _tag(self, name: str, at: int) -> tuple[_Start, int]:
        text = self._text
        attributes: dict[str, str] = {}
        while True:
            gap = _GAP.match(text, at)
            at = gap.end() if gap else at
            if at >= len(text) or text[at] == ">":
                return _Start(name, attributes), at + 1
            if text[at] == "<" and not attributes:  # "<b <i>": a tag that was never ended
                return _Start(name, attributes), at
            found = _ATTRIBUTE.match(text, at)
            if found is None:  # "=" alone
                at += 1
                continue
            at, value = found.end(), ""
            if equals := _EQUALS.match(text, at):
                value, at = self._value(equals.end())
            if len(attributes) < 64:
                attributes.setdefault(found.group().lower(), unescape(value))

    def _value(self, at: int) -> tuple[str, int]:
        quote = self._text[at : at + 1]
        if quote in {'"', "'"}:
            end = self._find(quote, at + 1)
            if end >= 0:
                return self._text[at + 1 : end], end + 1
        bare = _BARE.match(self._text, at)
        return (bare.group(), bare.end()) if bare else ("", at + 1)


class _Growing:
    """A tree to which tokens are added."""

    def __init__(self) -> None:
        self.root = Element("root")
        self.unread: list[str] = []
        self._open = [self.root]
        #: Open elements beyond the deepest level: they are not in the tree.
        self._beyond = 0

    def take(self, token: _Token) -> None:
        if isinstance(token, str):
            self._text(token)
        elif isinstance(token, _Start):
            self._start(token)
        elif isinstance(token, _End):
            self._end(token.name)
        else:
            self.unread.append(token.name)

    def _text(self, text: str) -> None:
        # Never joined to the text before it: a million of "<" would be copied a million times.
        if text:
            self._open[-1].content.append(text)

    def _start(self, tag: _Start) -> None:
        if not self._beyond:
            if tag.name in _CLOSES_PARAGRAPH:
                self._close_paragraph()
            if tag.name in _ENDS:
                self._close_within(*_ENDS[tag.name])
        element = Element(tag.name, tag.attributes)
        if tag.name in _VOID:
            self._open[-1].content.append(element)
        elif len(self._open) > DEEPEST:
            self._beyond += 1
            if tag.name in BLOCKS:
                self._open[-1].content.append(Element("br"))
        else:
            self._open[-1].content.append(element)
            self._open.append(element)

    def _close_paragraph(self) -> None:
        for index in range(len(self._open) - 1, 0, -1):
            name = self._open[index].name
            if name == "p":
                del self._open[index:]
                return
            if name in BLOCKS:
                return

    def _close_within(self, ended: frozenset[str], walls: frozenset[str]) -> None:
        first = None
        for index in range(len(self._open) - 1, 0, -1):
            name = self._open[index].name
            if name in walls:
                break
            if name in ended:
                first = index
        if first is not None:
            del self._open[first:]

    def _end(self, name: str) -> None:
        if self._beyond:
            self._beyond -= name not in _VOID
            return
        if name == "br":
            self._open[-1].content.append(Element("br"))
            return
        for index in range(len(self._open) - 1, 0, -1):
            each = self._open[index].name
            if each == name:
                self._close(index)
                return
            if each in _WALLS and name not in BLOCKS | {"table"}:
                return
            if name not in BLOCKS and each in BLOCKS:
                return  # "<b><p></b>": the mark ends with the block around it

    def _close(self, index: int) -> None:
        """End an element; the inline ones in it that are still open begin anew behind it."""
        left = [each for each in self._open[index + 1 :] if each.name not in BLOCKS]
        renewed = self._open[index].name not in BLOCKS
        del self._open[index:]
        for each in left[:_MOST_RENEWED] if renewed else ():
            again = Element(each.name, each.attributes)
            self._open[-1].content.append(again)
            self._open.append(again)
