"""A document as Markdown, in the dialect that `document.markdown` reads. Pure.

What Markdown cannot say (the direction of a block, merged cells) stands in the JSON beside it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~^!$])")
_AT_START: Final = re.compile(r"^(\s*(?:\d{1,9}(?=[.)]))?)([-+=:.)])")
_MARKS: Final = {"strong": "**", "emphasis": "*", "strike": "~~"}
_TAGS: Final = {"superscript": "sup", "subscript": "sub"}

Json = Mapping[str, Any]


def markdown_of(document: Json) -> str:
    """Return the body of a document, without title and standfirst."""
    notes: list[str] = []
    blocks = [_block(block, notes) for block in document.get("content", [])[2:]]
    parts = [block for block in blocks if block]
    parts += [f"[^{number}]: {note}" for number, note in enumerate(notes, 1)]
    return "\n\n".join(parts) + "\n"


def line_of(node: Json) -> str:
    """Return the bare words of a title or a standfirst."""
    return "".join(str(child.get("text", " ")) for child in node.get("content", []))


def _block(node: Json, notes: list[str]) -> str:  # noqa: C901, PLR0912 - one case a block
    attrs, kind = node.get("attrs") or {}, node["type"]
    match kind:
        case "paragraph":
            return _line(node, notes)
        case "heading":
            return f"{'#' * int(attrs.get('level') or 2)} {_line(node, notes)}"
        case "quotation":
            said = [str(attrs.get(key) or "") for key in ("speaker", "role", "place", "date")]
            lines = [_line(child, notes) for child in node.get("content", [])]
            if any(said):
                lines.append("— " + "; ".join(said).rstrip("; "))
            return "\n>\n".join(_prefixed(line, "> ") for line in lines)
        case "pullQuote":
            return _fenced("pullquote", _line(node, notes))
        case "aside":
            return _fenced("aside", "\n\n".join(_children(node, notes)))
        case "bulletList" | "orderedList":
            return _list(node, notes)
        case "picture":
            return _picture(node, notes)
        case "gallery":
            return "\n".join(_children(node, notes))
        case "verse":
            return _fenced("verse", "\n".join(_verse(node, notes)))
        case "table":
            return _table(node, notes)
        case "codeBlock":
            return _fenced(str(attrs.get("language") or ""), line_of(node))
        case "sceneBreak":
            return "***"
        case "embed":
            return f"<{attrs.get('url', '')}>"
        case "sources":
            return "\n".join(f"- {_source(child)}" for child in node.get("content", []))
    return _line(node, notes)


def _children(node: Json, notes: list[str]) -> Iterator[str]:
    return (_block(child, notes) for child in node.get("content", []))


def _fenced(kind: str, text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{kind}\n{text}\n{fence}"


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join(prefix + line for line in text.split("\n"))


def _list(node: Json, notes: list[str]) -> str:
    start = int((node.get("attrs") or {}).get("start") or 1)
    items = []
    for number, item in enumerate(node.get("content", []), start):
        mark = f"{number}. " if node["type"] == "orderedList" else "- "
        text = "\n\n".join(_children(item, notes))
        head, _, rest = text.partition("\n")
        tail = "\n".join(" " * len(mark) + line if line else "" for line in rest.split("\n"))
        items.append(mark + head + (f"\n{tail}" if rest else ""))
    return "\n".join(items)


def _picture(node: Json, notes: list[str]) -> str:
    attrs = node.get("attrs") or {}
    alt = _SPECIAL.sub(r"\\\1", str(attrs.get("alt") or "")).replace("\n", " ")
    said = " | ".join(part for part in (_line(node, notes), str(attrs.get("credit") or "")) if part)
    title = said.replace('"', "”").replace("\n", " ")
    address = f"../../media/{attrs.get('media', '')}"
    return f'![{alt}]({address} "{title}")' if title else f"![{alt}]({address})"


def _verse(node: Json, notes: list[str]) -> Iterator[str]:
    for line in node.get("content", []):
        yield "  " * int((line.get("attrs") or {}).get("indent") or 0) + _line(line, notes)


def _table(node: Json, notes: list[str]) -> str:
    rows = [
        [
            " ".join(_children(cell, notes)).replace("\n", " ").replace("|", "\\|")
            for cell in row.get("content", [])
        ]
        for row in node.get("content", [])
    ]
    width = max((len(row) for row in rows), default=1)
    filled = [row + [""] * (width - len(row)) for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in filled]
    caption = str((node.get("attrs") or {}).get("caption") or "")
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join([*([f"{caption}\n"] if caption else []), *lines])


def _source(node: Json) -> str:
    attrs = node.get("attrs") or {}
    keys = ("author", "title", "place", "date", "url", "doi", "archive")
    return ", ".join(_escaped(str(attrs[key])) for key in keys if attrs.get(key))


def _line(node: Json, notes: list[str]) -> str:
    text = "".join(_inline(child, notes) for child in node.get("content", []))
    return _AT_START.sub(r"\1\\\2", text)


def _inline(node: Json, notes: list[str]) -> str:
    match node["type"]:
        case "hardBreak":
            return "  \n"
        case "footnote":
            notes.append("")
            number = len(notes)
            notes[number - 1] = _line(node, notes)
            return f"[^{number}]"
        case "citation":
            attrs = node.get("attrs") or {}
            return f"({_escaped(str(attrs.get('locator') or attrs.get('source') or ''))})"
    marks = {mark["type"]: mark.get("attrs") or {} for mark in node.get("marks", [])}
    raw = str(node.get("text", ""))
    text = f"`{raw}`" if "code" in marks and "`" not in raw else _escaped(raw)
    for kind, sign in _MARKS.items():
        if kind in marks:
            text = _around(text, sign, sign)
    for kind, tag in _TAGS.items():
        if kind in marks:
            text = f"<{tag}>{text}</{tag}>"
    if "language" in marks:
        text = f"[{text}]{{lang={marks['language'].get('lang', '')}}}"
    if "link" in marks:
        text = f"[{text}](<{marks['link'].get('href', '')}>)"
    return text


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _around(text: str, before: str, after: str) -> str:
    """Set signs close to the words: Markdown does not see them beside a space."""
    inner = text.strip()
    if not inner:
        return text
    start = text.index(inner)
    return f"{text[:start]}{before}{inner}{after}{text[start + len(inner) :]}"
