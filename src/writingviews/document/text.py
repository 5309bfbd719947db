"""A document as plain text: for search, for word counts, for descriptions and previews."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from prosemirror.model import Node

from writingviews.language import words

from .validate import as_document


@dataclass(frozen=True)
class PictureUse:
    """A picture that a document shows: its media id, its alternative text, its credit."""

    media: str
    alt: str
    credit: str | None


def title_text(document: Node | Mapping[str, Any]) -> str:
    """The title without its marks, spaces trimmed; "" if there is none yet."""
    return inline_text(as_document(document).child(0)).strip()


def standfirst_text(document: Node | Mapping[str, Any]) -> str:
    """The standfirst without its marks, spaces trimmed; "" if there is none."""
    return inline_text(as_document(document).child(1)).strip()


def plain_text(document: Node | Mapping[str, Any]) -> str:
    """The body as text: an empty line between blocks, verse in its lines and stanzas.

    Footnotes follow the block they belong to. Title and standfirst are not in it.
    """
    return "\n\n".join(passages(document))


def passages(document: Node | Mapping[str, Any]) -> list[str]:
    """The body's blocks as texts, in reading order, none of them empty.

    One passage is a paragraph, a heading, a list item, a table's row (cells parted by tabs), a
    poem (its lines), a caption, the line under a quotation, a footnote, a block of code, or an
    embed's title. The list of sources is not among them.
    """
    found: list[str] = []
    for block in as_document(document).content.content[2:]:
        found.extend(passage for passage in _passages(block) if passage.strip())
    return found


def word_count(document: Node | Mapping[str, Any]) -> int:
    """How many words the body has, captions and footnotes among them.

    Cost: 24,000 words 8 ms (``python -m writingviews.document.tests.measure``).
    """
    return words.word_count(plain_text(document))


def picture_uses(document: Node | Mapping[str, Any]) -> list[PictureUse]:
    """The pictures of a document in order, those in galleries too; empty frames are left out."""
    found = []
    for block in as_document(document).content.content:
        pictures = block.content.content if block.type.name == "gallery" else [block]
        for picture in pictures:
            if picture.type.name == "picture" and picture.attrs["media"] is not None:
                credit = picture.attrs["credit"]
                found.append(
                    PictureUse(
                        media=str(picture.attrs["media"]),
                        alt=str(picture.attrs["alt"]),
                        credit=None if credit is None else str(credit),
                    )
                )
    return found


def inline_text(node: Node) -> str:
    """The text of a line or paragraph: breaks as newlines, footnotes and citations left out."""
    parts = []
    for child in node.content.content:
        if child.is_text:
            parts.append(child.text or "")
        elif child.type.name == "hardBreak":
            parts.append("\n")
    return "".join(parts)


def is_blank(node: Node) -> bool:
    """Whether a reader would see nothing of ``node``, as of an empty paragraph or cell."""
    match node.type.name:
        case "text":
            return not (node.text or "").strip()
        case "hardBreak":
            return True
        case "citation":
            return not (node.attrs["source"] or node.attrs["locator"])
        case "picture" | "sceneBreak" | "embed":
            return False
        case "quotation" if any(node.attrs[name] for name in _ATTRIBUTION):
            return False
        case "table" if node.attrs["caption"]:
            return False
    return all(is_blank(child) for child in node.content.content)


_ATTRIBUTION: Final = ("speaker", "role", "place", "date")


def _passages(node: Node) -> Iterator[str]:
    match node.type.name:
        case "verse":
            yield _poem(node)
        case "tableRow":
            yield "\t".join(" ".join(_cell(cell)) for cell in node.content.content)
        case "embed":
            yield str(node.attrs["title"] or "")
        case _ if node.is_textblock:
            yield inline_text(node).strip()
        case _:
            if node.type.name == "table":
                yield str(node.attrs["caption"] or "")
            for child in node.content.content:
                yield from _passages(child)
            if node.type.name == "quotation":
                yield ", ".join(str(node.attrs[a]) for a in _ATTRIBUTION if node.attrs[a])
            return
    yield from (inline_text(note).strip() for note in _footnotes(node))


def _cell(node: Node) -> Iterator[str]:
    """The texts of a cell's paragraphs, in lists too, without their footnotes."""
    if node.is_textblock:
        yield inline_text(node).strip()
    for child in node.content.content if not node.is_textblock else ():
        yield from _cell(child)


def _footnotes(node: Node) -> Iterator[Node]:
    for child in node.content.content:
        if child.type.name == "footnote":
            yield child
        else:
            yield from _footnotes(child)


def _poem(verse: Node) -> str:
    """Lines as lines, their indents left out, one empty line between stanzas."""
    lines = "\n".join(inline_text(line).strip() for line in verse.content.content)
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")
