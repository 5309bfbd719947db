"""Nodes of a document as JSON, put together by what reads Markdown and what reads HTML."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from .schema import FORBIDDEN_CHARACTERS

Json: TypeAlias = dict[str, Any]
Marks: TypeAlias = Mapping[str, Json]
"""Marks by their type's name: one of each at most."""

ATTRIBUTION: Final = ("speaker", "role", "place", "date")
"""Who said a quotation: its attributes in their order."""

_EXCLUDING: Final = {"superscript": "subscript", "subscript": "superscript"}


def cleaned(text: str) -> str:
    """``text`` without what no document may hold."""
    # A vertical tab, a form feed and U+0085 break lines in the programs that write them.
    return FORBIDDEN_CHARACTERS.sub("", re.sub(r"\r\n?|[\x0b\x0c\x85]", "\n", text))


def with_marks(marks: Marks, *more: Json) -> Marks:
    """``marks`` and ``more``, of which the later wins where two cannot stand together."""
    joined = dict(marks)
    for mark in more:
        joined.pop(_EXCLUDING.get(mark["type"], ""), None)
        joined[mark["type"]] = mark
    return joined


def marked(node: Json, marks: Marks) -> Json:
    """``node`` with its marks, if it has any."""
    return {**node, "marks": list(marks.values())} if marks else node


def append_text(content: list[Json], text: str, marks: Marks) -> None:
    """Sets ``text`` behind ``content``, in its last node where the marks are the same."""
    text = cleaned(text)
    if not text:
        return
    node = marked({"type": "text", "text": text}, marks)
    last = content[-1] if content else {}
    if last.get("type") == "text" and last.get("marks") == node.get("marks"):
        last["text"] += text
    else:
        content.append(node)


def textblock(kind: str, content: list[Json]) -> list[Json]:
    """A block of inline content; none without content."""
    return [{"type": kind, "content": content}] if content else []


def text_of(content: Iterable[Json]) -> str:
    """The letters of inline content, without its footnotes."""
    return "".join(node.get("text", " ") for node in content if node["type"] != "footnote")


def as_paragraphs(block: Json) -> list[Json]:
    """The words of a block that may not stand where it stands, as paragraphs."""
    content = block.get("content", [])
    if block["type"] in ("paragraph", "heading", "pullQuote", "codeBlock", "verseLine"):
        return textblock("paragraph", content)
    paragraphs = [paragraph for child in content for paragraph in as_paragraphs(child)]
    said = ", ".join(str(block.get("attrs", {}).get(name) or "") for name in ATTRIBUTION)
    if block["type"] == "quotation" and said.strip(", "):
        paragraphs += plain("— " + said.strip(", "))
    return paragraphs


def plain_line(text: str) -> list[Json]:
    """``text`` as inline content, nothing in it read."""
    line = " ".join(cleaned(text).split())
    return [{"type": "text", "text": line}] if line else []


def plain(text: str) -> list[Json]:
    """``text`` as paragraphs, nothing in it read as Markdown."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", cleaned(text)))
    return [
        {"type": "paragraph", "content": [{"type": "text", "text": paragraph}]}
        for paragraph in paragraphs
        if paragraph
    ]


def shown(value: str) -> str:
    """``value`` as a warning shows it: short, in one line."""
    line = " ".join(value.split())
    return repr(line if len(line) <= 60 else f"{line[:60]}…")
