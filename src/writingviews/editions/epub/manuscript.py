"""A piece's HTML made ready for an e-reader: XHTML that leads to other files of the book."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from writingviews.editions.paper.pieces import Note, Piece
from writingviews.language.direction import Direction
from writingviews.site.addresses import article_address, quoted

#: Where pictures lie in the book.
PICTURES: Final = "pictures"
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
#: Elements that never hold anything. ``<br></br>`` is two of them to a reader that takes XHTML for
#: HTML, and ``<td/>`` one that never ends: so these are closed at once, and no others.
_EMPTY: Final = re.compile(r"></(?:br|img|hr)>")
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True)
class Heading:
    """A heading within a chapter, for the contents."""

    anchor: str
    text: str
    direction: Direction


@dataclass(frozen=True)
class Chapter:
    """A piece as a file of the book.

    Args:
        file: its name.
        piece: what it says, all of its HTML made ready.
        title: its name in the contents; never empty.
        headings: its headings of the second level.
    """

    file: str
    piece: Piece
    title: str
    headings: tuple[Heading, ...]


def picture_file(address: str) -> str:
    """``/media/ID/960.jpg`` → ``pictures/ID-960.jpg``."""
    known, width = address.split("/")[-2:]
    return f"{PICTURES}/{known}-{width}"


def make_chapter(piece: Piece, file: str, chapters: Mapping[str, str], base: str) -> Chapter:
    """Return a piece as a file of the book.

    Args:
        piece: as paper has it.
        file: the chapter's name.
        chapters: slug → file, of all articles in the book: links between them stay in it.
        base: the publication's address, without a slash at its end.
    """
    inside = {article_address(slug): name for slug, name in chapters.items()}

    def way(address: str) -> str | None:
        return _way(address, inside, base)

    def html(said: str) -> str:
        return for_reader(said, way)

    def notes(given: tuple[Note, ...]) -> tuple[Note, ...]:
        return tuple(replace(note, html=html(note.html)) for note in given)

    lead = piece.lead and replace(
        piece.lead, src=picture_file(piece.lead.src), caption_html=html(piece.lead.caption_html)
    )
    made = replace(
        piece,
        title_html=html(piece.title_html),
        standfirst_html=html(piece.standfirst_html),
        body_html=html(piece.body_html),
        lead=lead,
        notes=notes(piece.notes),
        sources=notes(piece.sources),
    )
    return Chapter(file, made, piece.title or piece.shown_address, _headings(piece))


def for_reader(html: str, way: Callable[[str], str | None]) -> str:
    """Return XHTML for an e-reader.

    Args:
        html: what `editions.paper.manuscript.for_paper` returned.
        way: where an address leads in the book; None where nothing can be made of it.
    """
    root = ET.fromstring(f"<div>{html}</div>")  # noqa: S314 - `for_paper` made it
    for table in root.iter("table"):
        for columns in table.findall("colgroup"):
            table.remove(columns)  # for paper's typesetter
    for element in root.iter():
        # Readers of XML look at the one, those of HTML at the other.
        if language := element.get("lang"):
            element.set(_XML_LANG, language)
        element.attrib.pop("style", None)  # for paper's typesetter
        if element.get("role") == "doc-noteref":
            element.set("epub:type", "noteref")
        if element.tag == "img":
            element.set("src", picture_file(element.get("src", "")))
        href = element.get("href")
        if href is not None:
            if (address := way(href)) is None:
                del element.attrib["href"]
            else:
                element.set("href", address)
    whole = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    return _EMPTY.sub("/>", whole[len("<div>") : -len("</div>")])


def _way(address: str, inside: Mapping[str, str], base: str) -> str | None:
    if address.startswith("#"):
        return address
    if address.startswith("/") and not address.startswith("//"):
        address = base + address
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    # A host's name bears no percent signs, and what has none leads nowhere.
    if parts.scheme in {"http", "https"} and not _host(parts.hostname):
        return None
    path = address.removeprefix(base).partition("#")[0]
    if path in inside:
        return inside[path]
    return quoted(_BARE_PERCENT.sub("%25", address))


def _host(name: str | None) -> bool:
    return bool(name) and not re.search(r"[\s%<>\"{}|\\^`]", name or "")


def _headings(piece: Piece) -> tuple[Heading, ...]:
    root = ET.fromstring(f"<div>{piece.body_html}</div>")  # noqa: S314 - `for_paper` made it
    found = []
    for element in root.iter("h2"):
        for note in element.findall(".//sup[@class='fn']"):
            note.clear()
        text = " ".join("".join(element.itertext()).split())
        if text and (anchor := element.get("id")):
            direction: Direction = "rtl" if element.get("dir") == "rtl" else "ltr"
            found.append(Heading(anchor, text, direction))
    return tuple(found)
