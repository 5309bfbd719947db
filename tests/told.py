"""What an article tells, read from its document itself: the measure for whatever carries it.

A walk of its own through the document's JSON. It shares no code with what renders, so that the two
are not wrong in the same way.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from tests.whole_article import WholeArticle

_HOLDERS: Final = {
    *("bulletList", "orderedList", "listItem", "table", "tableRow", "tableCell", "tableHeader"),
    *("aside", "verse", "gallery"),
}
#: The mark under which an element of HTML stands for it.
ELEMENTS: Final = {
    "strong": "strong",
    "emphasis": "em",
    "strike": "s",
    "superscript": "sup",
    "subscript": "sub",
    "code": "code",
}


@dataclass(frozen=True)
class Told:
    """An article in words, in the order in which it is read.

    Attributes:
        title, standfirst: without their marks.
        body: a string for each block, a note's mark as ``⟦1⟧``, a picture as ``⟦what it shows⟧``.
        notes: what each says.
        said_beside: bylines, dateline, content note, caption and credit of the picture at the head.
        sources: the entries of their list, in order.
        corrections: the oldest first.
        marked: element and text of each marked run, notes behind the body.
        links: where they lead, in order, those of notes behind those of the body.
    """

    title: str
    standfirst: str
    body: tuple[str, ...]
    notes: tuple[str, ...]
    said_beside: tuple[str, ...]
    sources: tuple[str, ...]
    corrections: tuple[str, ...]
    marked: tuple[tuple[str, str], ...]
    links: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What somebody read who had nothing but the page, the file or the sheet.

    Attributes:
        text: all of it, in the order in which it is read; marks of notes and pictures as in `Told`.
        marked, links: as in `Told`; None where they cannot be told from the rest.
    """

    text: str
    marked: tuple[tuple[str, str], ...] | None = None
    links: tuple[str, ...] | None = None


Plain = Callable[[str], str]


def faults(reading: Reading, said: Told, plain: Plain = lambda text: text) -> list[str]:
    """Return a sentence for each way in which a reading is not the article; none if it is.

    The body stands in it whole: from its first word to its last nothing is missing, added or moved,
    and each note's mark stands behind its word. Each note stands behind the body, once, and each
    correction behind the notes, all in their order.

    Args:
        reading: what was read.
        said: the article.
        plain: takes away what the reading does not keep, from both.
    """
    found = plain(reading.text)
    wrong: list[str] = []
    at = 0
    for name, text in (
        ("title", said.title),
        ("standfirst", said.standfirst),
        ("body", " ".join(said.body)),
        *((f"note {number}", note) for number, note in enumerate(said.notes, start=1)),
        *((f"source {number}", text) for number, text in enumerate(said.sources, start=1)),
        *((f"correction {number}", text) for number, text in enumerate(said.corrections, start=1)),
    ):
        place = found.find(plain(text), at)
        if place < 0:
            wrong.append(
                f"The {name} is not there, or not in its place: {_parting(found, plain(text))}"
            )
        else:
            at = place + len(plain(text))
    wrong += [
        f"It stands there {found.count(plain(text))} times: {text}"
        for text in (*said.notes, *said.corrections)
        if found.count(plain(text)) != 1
    ]
    wrong += [f"It is not there: {text}" for text in said.said_beside if plain(text) not in found]
    # The title's own marks may stand before them.
    if reading.marked is not None and reading.marked[-len(said.marked) :] != said.marked:
        wrong.append(f"Marked are {reading.marked}, not {said.marked}.")
    if reading.links is not None and reading.links != said.links:
        wrong.append(f"The links lead to {reading.links}, not to {said.links}.")
    return wrong


def _parting(found: str, text: str) -> str:
    """Return the words at which a text and what was found of it part."""
    length = len(text)
    while length and text[:length] not in found:
        length -= 1
    place = found.find(text[:length]) + length
    before = text[max(0, length - 30) : length]
    return (
        f"“{before}” goes on with “{found[place : place + 40]}”, not “{text[length : length + 40]}”"
    )


def told(article: WholeArticle) -> Told:
    """Walk through an article."""
    title, standfirst, *blocks = article.document["content"]
    walk = _Walk(", " if article.language == "en" else "، ", _labels(blocks))
    body = [said for block in blocks for said in walk.block(block)]
    # The notes' own marks and links come where notes are read: behind the body.
    notes = [walk.inline(note) for note in walk.notes]
    sources = [walk.source(entry["attrs"]) for entry in _sources(blocks)]
    return Told(
        title=_Walk("").inline(title),
        standfirst=_Walk("").inline(standfirst),
        body=tuple(said for said in map(spaced, body) if said),
        notes=tuple(map(spaced, notes)),
        said_beside=(
            *article.bylines,
            article.dateline,
            article.content_note,
            *article.picture[1:],
        ),
        sources=tuple(map(spaced, sources)),
        corrections=tuple(text for _, text in article.corrections),
        marked=tuple(walk.marked),
        links=tuple(walk.links),
    )


def spaced(text: str) -> str:
    """Return a text with one space wherever it had space, none at its ends."""
    return re.sub(r"\s+", " ", text).strip()


def _sources(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [entry for block in blocks if block["type"] == "sources" for entry in block["content"]]


def _labels(blocks: list[dict[str, Any]]) -> dict[str, str]:
    """How citations name each source: by family name and year, else by its title."""
    found = {}
    for entry in _sources(blocks):
        attrs = entry["attrs"]
        name = re.split("[,،]", attrs.get("author", ""))[0]
        found[attrs["id"]] = f"{name} {attrs['date']}" if name else attrs["title"]
    return found


class _Walk:
    def __init__(self, comma: str, labels: dict[str, str] | None = None) -> None:
        self._comma = comma
        self._labels = labels or {}
        self.notes: list[dict[str, Any]] = []
        self.marked: list[tuple[str, str]] = []
        self.links: list[str] = []

    def block(self, node: dict[str, Any]) -> Iterator[str]:
        attrs, content = node.get("attrs", {}), node.get("content", [])
        match node["type"]:
            case "quotation":
                for child in content:
                    yield from self.block(child)
                names = (attrs.get(name) for name in ("speaker", "role", "place", "date"))
                yield self._comma.join(name for name in names if name)
                if attrs.get("source"):
                    yield f"({self._labels[attrs['source']]})"
            case "picture":
                yield f"⟦{attrs['alt']}⟧"
                yield self.inline(node)
                yield attrs["credit"] or ""
            case "embed":
                self.links.append(attrs["url"])
                host = urlsplit(attrs["url"]).hostname or ""
                yield f"{attrs['title']} {host.removeprefix('www.')}"
                yield attrs["credit"]
            case "sources":
                return
            case kind if kind in _HOLDERS:
                if kind == "table":
                    yield attrs["caption"]
                for child in content:
                    yield from self.block(child)
            case _:
                yield self.inline(node)

    def source(self, attrs: dict[str, str]) -> str:
        """An entry as it is printed, with its addresses in full."""
        self.marked.append(("em", attrs["title"]))
        if "author" not in attrs:
            return attrs["title"]
        where = self._comma.join((attrs["place"], attrs["date"]))
        doi, url = f"https://doi.org/{attrs['doi']}", attrs["url"]
        self.links += [doi, url]
        addresses = f"{doi.removeprefix('https://')} {url.removeprefix('https://')}"
        return f"{attrs['author']}. {attrs['title']}. {where}. {addresses}"

    def inline(self, node: dict[str, Any]) -> str:
        said = ""
        for child in node.get("content", []):
            match child["type"]:
                case "text":
                    said += child["text"]
                    self._mark(child)
                case "hardBreak":
                    said += "\n"
                case "citation":
                    label = self._labels[child["attrs"]["source"]]
                    said += f"({label}{self._comma}{child['attrs']['locator']})"
                case "footnote":
                    self.notes.append(child)
                    said += f"⟦{len(self.notes)}⟧"
                case kind:
                    raise AssertionError(f"{kind} is new: say here how it is read.")
        return said

    def _mark(self, text: dict[str, Any]) -> None:
        for mark in text.get("marks", []):
            if mark["type"] in ELEMENTS:
                self.marked.append((ELEMENTS[mark["type"]], text["text"]))
            elif mark["type"] == "language":
                self.marked.append((mark["attrs"]["lang"], text["text"]))
            else:
                self.links.append(mark["attrs"]["href"])
