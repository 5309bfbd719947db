"""Reads Markdown into a document: imports, and the demonstration's content.

CommonMark with tables, ~~strikethrough~~ and footnotes (``[^1]``, ``^[inline]``), and beside it:

- a blockquote whose last paragraph or line begins with "— " is a quotation with its speaker:
  ``> — Speaker; role; place; date``;
- a fence called ``verse``: one line of the poem a line, two leading spaces are one indent, an empty
  line parts stanzas; ``pullquote`` and ``aside`` hold Markdown;
- ``![alt](file.jpg "Caption | Credit")`` alone in a paragraph is a picture, several are a gallery;
- ``[words]{lang=fa}`` are words in another language; ``<sup>``, ``<sub>`` and ``<br>`` are read;
- ``***`` is a scene break.

What a document cannot hold is changed as little as can be, and told in a warning. No input raises.
"""

import html
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.footnote import footnote_plugin

from .joining import (
    ATTRIBUTION,
    Json,
    Marks,
    append_text,
    as_paragraphs,
    cleaned,
    marked,
    plain,
    plain_line,
    shown,
    text_of,
    textblock,
    with_marks,
)
from .rules import utf16_length
from .schema import FORBIDDEN_CHARACTERS, MARK_RULES, MAX_SIZE, NODE_RULES
from .validate import EMPTY_DOCUMENT, InvalidDocument, parse_document

_MAX_LIST_DEPTH: Final = 8
# Twice the usual: at this depth markdown-it drops what is inside, and a word would be lost.
_MAX_NESTING: Final = 40

_MARK_OF_TOKEN: Final = {"strong": "strong", "em": "emphasis", "s": "strike"}
_MARK_OF_TAG: Final = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "s": "strike",
    "del": "strike",
    "sup": "superscript",
    "sub": "subscript",
    "code": "code",
    "kbd": "code",
}
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_BREAKS: Final = ("softbreak", "hardbreak")
_DASH: Final = re.compile(r"\s*(?:—|–|―|--)\s+")

_TITLE_MARKS: Final = frozenset({"emphasis", "language"})
_STANDFIRST_MARKS: Final = _TITLE_MARKS | {"strong"}
# What is left of a text that is larger than any document may be.
_MAX_PLAIN: Final = MAX_SIZE // 8

_ITEM: Final = frozenset({"paragraph", "bulletList", "orderedList"})
_ASIDE: Final = _ITEM | {"heading"}
_QUOTATION: Final = frozenset({"paragraph"})


@dataclass(frozen=True)
class ConvertedMarkdown:
    """What came of a Markdown text.

    Attributes:
        document: JSON that ``parse_document`` accepts.
        warnings: what could not be kept as it was, a sentence each, in the order of the text.
    """

    document: Json
    warnings: list[str]


def document_from_markdown(
    text: str,
    *,
    title: str,
    standfirst: str,
    picture: Callable[[str], str | None],
) -> ConvertedMarkdown:
    """Converts a text without its front matter.

    Args:
        text: Markdown. A first heading of level 1 that repeats the title is left out.
        title: the title, in which *emphasis* is read.
        standfirst: the standfirst, in which **strong** and *emphasis* are read; "" for none.
        picture: from a picture's address as written ("boat.jpg") to its media id, None if there is
            no such picture: then an empty frame with its caption stands in its place.

    Returns:
        A document that is always valid, and warnings such as ``picture 'boat.jpg' was not found:
        its caption stands in its place``.

    Cost: 2,000 words 3 ms (``python -m writingviews.document.tests.measure``).
    """
    reading = _Reading(picture)
    try:
        lines = [
            {"type": "title", "content": reading.line(title, _TITLE_MARKS)},
            {"type": "standfirst", "content": reading.line(standfirst, _STANDFIRST_MARKS)},
        ]
        blocks = reading.body(text, title)
    except _UnreadableError as error:
        reading.warn(f"{error}: title, standfirst and text were taken word for word")
        lines = [
            {"type": "title", "content": plain_line(title)},
            {"type": "standfirst", "content": plain_line(standfirst)},
        ]
        blocks = plain(text)
    for content in (blocks, plain(text), plain(text[:_MAX_PLAIN])):
        document = {"type": "doc", "content": [*lines, *(content or [{"type": "paragraph"}])]}
        try:
            checked = parse_document(document).to_json()
        except InvalidDocument as error:
            reading.warn(f"{error}; the text was taken word for word, at most {_MAX_PLAIN} signs")
            continue
        return ConvertedMarkdown(json.loads(json.dumps(checked)), reading.warnings)
    # Title or standfirst alone are larger than a document may be.
    reading.warn("title and standfirst are too long for a document: they were left out")
    return ConvertedMarkdown(json.loads(json.dumps(EMPTY_DOCUMENT)), reading.warnings)


class _UnreadableError(Exception):
    """markdown-it failed on a text. The message says how."""


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
    parser.enable(["table", "strikethrough"])
    # Definitions stay where they are and references match without them, since a fence is read
    # apart from the text in which its footnotes may be defined. They are joined here, by label.
    parser.use(footnote_plugin, move_to_end=False, always_match_refs=True)
    parser.use(attrs_plugin, spans=True, after=("span_close",), allowed=("lang",))
    return parser


@dataclass
class _Reading:
    """One text being read: its footnotes, its warnings, the pictures that wait for their place."""

    picture: Callable[[str], str | None]
    parser: MarkdownIt = field(default_factory=_parser)
    warnings: list[str] = field(default_factory=list)
    definitions: dict[str, list[SyntaxTreeNode]] = field(default_factory=dict)
    referred: set[str] = field(default_factory=set)
    waiting: list[Json] = field(default_factory=list)
    in_footnote: bool = False
    list_depth: int = 0

    def warn(self, warning: str) -> None:
        """Says what was changed, once."""
        if warning not in self.warnings:
            self.warnings.append(warning)

    # Reading

    def body(self, text: str, title: str) -> list[Json]:
        """The blocks of a whole text; many editors repeat the title as its first heading."""
        tree = self.tree(text)
        if tree and tree[0].type == "heading" and tree[0].tag == "h1":
            first = text_of(self.inline(_inline_children(tree[0])))
            repeated = first.split() == re.sub(r"[*_`]", "", title).split()
            tree = tree[1:] if repeated else tree
        blocks = [block for node in tree for block in self.settled(node)]
        for label in (label for label in self.definitions if label not in self.referred):
            self.warn(f"footnote [^{label}] is never referred to: it was left out")
        return blocks

    def tree(self, text: str) -> list[SyntaxTreeNode]:
        """The text's blocks as markdown-it sees them; definitions of footnotes are put aside."""
        found = FORBIDDEN_CHARACTERS.search(text.replace("\r", ""))
        if found:
            self.warn(f"control characters such as U+{ord(found.group()):04X} were left out")
        env: dict[str, Any] = {}
        tokens = self.tokens(lambda: self.parser.parse(cleaned(text), env))
        if any(token.level >= _MAX_NESTING - 1 for token in tokens):
            raise _UnreadableError(f"the text is nested deeper than {_MAX_NESTING} levels")
        _attach_inline_footnotes(tokens, env)
        root = SyntaxTreeNode(tokens)
        for definition in root.walk():
            if definition.type == "footnote_reference":
                self.definitions.setdefault(str(definition.meta.get("label")), definition.children)
        return [node for node in root.children if node.type != "footnote_reference"]

    def inline_tree(self, text: str) -> Sequence[SyntaxTreeNode]:
        """One line's inline content as markdown-it sees it."""
        env: dict[str, Any] = {}
        tokens = self.tokens(lambda: self.parser.parseInline(cleaned(text), env))
        _attach_inline_footnotes(tokens, env)
        children = SyntaxTreeNode(tokens).children
        return children[0].children if children else []

    def tokens(self, parse: Callable[[], list[Token]]) -> list[Token]:
        try:
            return parse()
        except Exception as error:  # an import of a thousand texts must not end at one
            told = type(error).__name__
            raise _UnreadableError(f"the text could not be read as Markdown ({told})") from error

    # Blocks

    def settled(self, node: SyntaxTreeNode) -> list[Json]:
        """A top-level block, with the pictures that found no place inside it behind it."""
        blocks = self.block(node)
        pictures, self.waiting = self.waiting, []
        return blocks + pictures

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> list[Json]:
        return [block for node in nodes for block in self.block(node)]

    def block(self, node: SyntaxTreeNode) -> list[Json]:
        read = _BLOCKS.get(node.type)
        if read is None:
            return self.blocks(node.children)
        return read(self, node)

    def fitted(self, blocks: Iterable[Json], admitted: frozenset[str], where: str) -> list[Json]:
        """``blocks`` where only ``admitted`` ones may stand: the others as paragraphs."""
        kept: list[Json] = []
        for block in blocks:
            kind = block["type"]
            if kind in admitted:
                kept.append(block)
            elif kind in ("picture", "gallery"):
                self.waiting.append(block)
                self.warn(f"a picture in {where} was set after it")
            else:
                if kind != "sceneBreak":
                    self.warn(f"a {kind} in {where} was set as paragraphs")
                kept.extend(as_paragraphs(block))
        return kept

    def paragraph(self, node: SyntaxTreeNode) -> list[Json]:
        children = _inline_children(node)
        images = [child for child in children if child.type == "image"]
        if images and all(child.type == "image" or _is_space(child) for child in children):
            pictures = [self.image(image) for image in images]
            return pictures if len(pictures) == 1 else [{"type": "gallery", "content": pictures}]
        for image in images:
            self.warn(f"picture {_source(image)!r} in the midst of a paragraph was set after it")
        content = self.inline(children)
        after, self.waiting = self.waiting, []
        return [*textblock("paragraph", content), *after]

    def heading(self, node: SyntaxTreeNode) -> list[Json]:
        level = min(max(int(node.tag[1:]), 2), 4)
        content = self.inline(_inline_children(node))
        return [{**block, "attrs": {"level": level}} for block in textblock("heading", content)]

    def blockquote(self, node: SyntaxTreeNode) -> list[Json]:
        paragraphs = list(node.children)
        said, by = paragraphs, None
        if paragraphs and paragraphs[-1].type == "paragraph":
            said, by = self.attribution(paragraphs)
        content = self.fitted(self.blocks(said), _QUOTATION, "a quotation")
        if not content:
            return []
        return [{"type": "quotation", "content": content, **({"attrs": by} if by else {})}]

    def attribution(
        self, paragraphs: list[SyntaxTreeNode]
    ) -> tuple[list[SyntaxTreeNode], Json | None]:
        """Parts a quotation from the line under it, which begins with a dash."""
        line = list(_inline_children(paragraphs[-1]))
        if len(paragraphs) > 1 and _begins_with_dash(line):
            said = paragraphs[:-1]
        else:
            breaks = [at for at, child in enumerate(line) if child.type in _BREAKS]
            if not breaks or not _begins_with_dash(line[breaks[-1] + 1 :]):
                return paragraphs, None
            said = paragraphs
            paragraphs[-1].children[0].children = line[: breaks[-1]]
            line = line[breaks[-1] + 1 :]
        written = _DASH.sub("", text_of(self.inline(line)), count=1)
        fields = [part.strip() for part in written.split(";")]
        if len(fields) > len(ATTRIBUTION):
            self.warn(f"{shown(written)} has more than four fields: the rest was set as date")
            fields = [*fields[:3], "; ".join(fields[3:])]
        by = {
            name: self.short(value, 300, name)
            for name, value in zip(ATTRIBUTION, fields, strict=False)
            if value
        }
        return said, by

    def bullet_list(self, node: SyntaxTreeNode) -> list[Json]:
        return self.list_of("bulletList", node, {})

    def ordered_list(self, node: SyntaxTreeNode) -> list[Json]:
        start = int(node.attrs.get("start", 1))
        return self.list_of("orderedList", node, {"start": min(start, 99_999)})

    def list_of(self, kind: str, node: SyntaxTreeNode, attrs: Json) -> list[Json]:
        self.list_depth += 1
        try:
            items = [self.item(child) for child in node.children]
        finally:
            self.list_depth -= 1
        if self.list_depth >= _MAX_LIST_DEPTH:
            self.warn(f"lists nested deeper than {_MAX_LIST_DEPTH} levels were set as paragraphs")
            return [block for item in items for block in as_paragraphs(item)]
        return [{"type": kind, "attrs": attrs, "content": items}]

    def item(self, node: SyntaxTreeNode) -> Json:
        content = self.fitted(self.blocks(node.children), _ITEM, "a list")
        if not content or content[0]["type"] != "paragraph":
            content.insert(0, {"type": "paragraph"})
        return {"type": "listItem", "content": content}

    def table(self, node: SyntaxTreeNode) -> list[Json]:
        rows = []
        for row in (child for child in node.walk() if child.type == "tr"):
            cells = []
            for cell in row.children:
                kind = "tableHeader" if cell.type == "th" else "tableCell"
                paragraph = {"type": "paragraph", "content": self.inline(_inline_children(cell))}
                cells.append({"type": kind, "content": [paragraph]})
            rows.append({"type": "tableRow", "content": cells})
        if self.waiting:
            self.warn("a picture in a table was set after it")
        return [{"type": "table", "content": rows}]

    def fence(self, node: SyntaxTreeNode) -> list[Json]:
        kind = node.info.split(maxsplit=1)[0].lower() if node.info.strip() else ""
        match kind:
            case "verse":
                return self.verse(node.content)
            case "pullquote":
                return textblock("pullQuote", self.inline(self.inline_tree(node.content.strip())))
            case "aside":
                content = self.fitted(self.blocks(self.tree(node.content)), _ASIDE, "an aside")
                return [{"type": "aside", "content": content}] if content else []
        return self.code(node)

    def code(self, node: SyntaxTreeNode) -> list[Json]:
        language = node.info.split(maxsplit=1)[0] if node.info.strip() else None
        if NODE_RULES["codeBlock"]["language"](language) is not None:
            language = None
        written = cleaned(node.content).removesuffix("\n")
        content = [{"type": "text", "text": written}] if written else []
        return [{"type": "codeBlock", "attrs": {"language": language}, "content": content}]

    def verse(self, written: str) -> list[Json]:
        lines: list[Json] = []
        for line in written.expandtabs(4).strip("\n").split("\n"):
            said = line.strip().removesuffix("\\")
            indent = min((len(line) - len(line.lstrip(" "))) // 2, 8) if said else 0
            content = self.inline(self.inline_tree(said)) if said else []
            lines.append({"type": "verseLine", "attrs": {"indent": indent}, "content": content})
        return (
            [{"type": "verse", "content": lines}] if any(line["content"] for line in lines) else []
        )

    def scene_break(self, _: SyntaxTreeNode) -> list[Json]:
        return [{"type": "sceneBreak"}]

    def html_block(self, node: SyntaxTreeNode) -> list[Json]:
        text = _without_tags(node.content)
        if text or _TAG.search(node.content):
            self.warn(f"HTML such as {shown(node.content)} was left out, its words kept")
        return [block for part in text.split("\n\n") for block in plain(part)]

    # Inline

    def line(self, text: str, admitted: frozenset[str]) -> list[Json]:
        """A title or standfirst: texts only, with ``admitted`` marks only."""
        content: list[Json] = []
        for node in self.inline(self.inline_tree(" ".join(text.split()))):
            if node["type"] == "text":
                marks = {m["type"]: m for m in node.get("marks", []) if m["type"] in admitted}
                append_text(content, node["text"], marks)
            elif node["type"] == "hardBreak":
                append_text(content, " ", {})
            else:
                self.warn(f"a {node['type']} in the title or standfirst was left out")
        if self.waiting:
            self.waiting.clear()
            self.warn("a picture in the title or standfirst was left out")
        return content

    def inline(self, nodes: Iterable[SyntaxTreeNode]) -> list[Json]:
        """The inline content that ``nodes`` make; pictures among them go to ``waiting``."""
        content: list[Json] = []
        self.append_inline(content, nodes, {})
        return content

    def append_inline(
        self, content: list[Json], nodes: Iterable[SyntaxTreeNode], outer: Marks
    ) -> None:
        opened: list[str] = []  # marks by HTML tags, which are siblings of what they enclose
        for node in nodes:
            marks = with_marks(outer, *({"type": name} for name in opened))
            match node.type:
                case "text":
                    append_text(content, node.content, marks)
                case "softbreak":
                    append_text(content, " ", marks)
                case "code_inline":
                    append_text(content, node.content, with_marks(marks, {"type": "code"}))
                case "hardbreak":
                    content.append(marked({"type": "hardBreak"}, marks))
                case "html_inline":
                    self.tag(content, node.content, opened, marks)
                case "image":
                    self.waiting.append(self.image(node))
                case "footnote_ref":
                    self.footnote(content, node, marks)
                case _:
                    self.append_inline(content, node.children, self.within(node, marks))

    def within(self, node: SyntaxTreeNode, marks: Marks) -> Marks:
        """The marks of what ``node`` encloses."""
        match node.type:
            case "link":
                return self.linked(node, marks)
            case "span":
                return self.spoken(node, marks)
            case kind if kind in _MARK_OF_TOKEN:
                return with_marks(marks, {"type": _MARK_OF_TOKEN[kind]})
        return marks

    def tag(self, content: list[Json], written: str, opened: list[str], marks: Marks) -> None:
        """An HTML tag among the words: a mark opened or closed, a break, or left out."""
        found = _TAG.match(written)
        if found is None:
            return  # a comment
        closing, name = found.group(1), found.group(2).lower()
        mark = _MARK_OF_TAG.get(name)
        if name == "br":
            content.append(marked({"type": "hardBreak"}, marks))
        elif mark is None:
            if not closing:
                self.warn(f"HTML such as {shown(written)} was left out, its words kept")
        elif not closing:
            opened.append(mark)
        elif mark in opened:
            opened.reverse()
            opened.remove(mark)
            opened.reverse()

    def linked(self, node: SyntaxTreeNode, marks: Marks) -> Marks:
        href = str(node.attrs.get("href", ""))
        fault = MARK_RULES["link"]["href"](href)
        if fault is not None:
            self.warn(f"a link to {shown(href)} was left out, its words kept: it {fault}")
            return marks
        return with_marks(marks, {"type": "link", "attrs": {"href": href}})

    def spoken(self, node: SyntaxTreeNode, marks: Marks) -> Marks:
        lang = node.attrs.get("lang")
        if lang is None:
            self.warn("{…} after words in brackets names no language: it was left out")
            return marks
        if MARK_RULES["language"]["lang"](lang) is not None:
            self.warn(f"{{lang={shown(str(lang))}}} is no language tag: it was left out")
            return marks
        return with_marks(marks, {"type": "language", "attrs": {"lang": lang}})

    def footnote(self, content: list[Json], node: SyntaxTreeNode, marks: Marks) -> None:
        label = node.meta.get("label")
        if label is None:
            nodes = SyntaxTreeNode(node.meta.get("tokens") or []).children
        elif label in self.definitions:
            self.referred.add(label)
            nodes = self.definitions[label]
        else:
            self.warn(f"footnote [^{label}] is defined nowhere: its marker was left as text")
            append_text(content, f"[^{label}]", marks)
            return
        if self.in_footnote:
            self.warn("a footnote in a footnote was left out")
            return
        self.in_footnote = True
        try:
            said = self.noted(nodes)
        finally:
            self.in_footnote = False
        content.append(marked({"type": "footnote", "content": said}, marks))

    def noted(self, nodes: Sequence[SyntaxTreeNode]) -> list[Json]:
        """A footnote's content: its paragraphs in one line each."""
        if all(node.type not in _BLOCKS for node in nodes):
            return self.inline(nodes)
        said: list[Json] = []
        for paragraph in self.fitted(self.blocks(nodes), _QUOTATION, "a footnote"):
            if said:
                said.append({"type": "hardBreak"})
            said.extend(paragraph.get("content", []))
        return said

    def image(self, node: SyntaxTreeNode) -> Json:
        """A picture with its caption and credit, from an image's title."""
        source, title = _source(node), str(node.attrs.get("title", ""))
        media = self.picture(source)
        if media is None or NODE_RULES["picture"]["media"](media) is not None:
            self.warn(f"picture {source!r} was not found: its caption stands in its place")
            media = None
        caption, bar, credit = f" {title}".rpartition(" | ")
        if not bar:
            caption, credit = title, ""
        alt = self.short(_alternative(node), 2000, "alternative text") or ""
        waiting, self.waiting = self.waiting, []
        content = self.inline(self.inline_tree(caption.strip()))
        self.waiting = waiting  # a picture in a caption has no place at all
        return {
            "type": "picture",
            "attrs": {"media": media, "alt": alt, "credit": self.short(credit, 500, "credit")},
            "content": content,
        }

    def short(self, value: str, longest: int, name: str) -> str | None:
        """``value`` in one line and at most ``longest`` long; None if it is empty."""
        line = " ".join(cleaned(value).split())
        if utf16_length(line) > longest:
            self.warn(f"{name} {shown(line)} was cut to {longest} characters")
            line = line.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore").rstrip()
        return line or None


_BLOCKS: Final[dict[str, Callable[[_Reading, SyntaxTreeNode], list[Json]]]] = {
    "paragraph": _Reading.paragraph,
    "heading": _Reading.heading,
    "blockquote": _Reading.blockquote,
    "bullet_list": _Reading.bullet_list,
    "ordered_list": _Reading.ordered_list,
    "table": _Reading.table,
    "fence": _Reading.fence,
    "code_block": _Reading.code,
    "hr": _Reading.scene_break,
    "html_block": _Reading.html_block,
    "footnote_reference": lambda _reading, _node: [],
}


def _attach_inline_footnotes(tokens: Iterable[Token], env: Mapping[str, Any]) -> None:
    """Hands every ``^[…]`` its tokens, which markdown-it keeps apart by number."""
    notes = env.get("footnotes", {}).get("list", {})
    for token in tokens:
        for child in token.children or []:
            if child.type == "footnote_ref" and child.meta.get("label") is None:
                child.meta["tokens"] = notes.get(child.meta.get("id"), {}).get("tokens", [])
        _attach_inline_footnotes(token.children or [], env)


def _inline_children(node: SyntaxTreeNode) -> Sequence[SyntaxTreeNode]:
    return [child for inline in node.children for child in inline.children]


def _is_space(node: SyntaxTreeNode) -> bool:
    return node.type in _BREAKS or (node.type == "text" and not node.content.strip())


def _begins_with_dash(nodes: Sequence[SyntaxTreeNode]) -> bool:
    return bool(nodes) and nodes[0].type == "text" and bool(_DASH.match(nodes[0].content))


def _source(node: SyntaxTreeNode) -> str:
    """An image's address as it was written; markdown-it has encoded it."""
    return cleaned(unquote(str(node.attrs.get("src", ""))))


def _alternative(node: SyntaxTreeNode) -> str:
    return "".join(
        " " if part.type in _BREAKS else part.content
        for part in node.walk(include_self=False)
        if not part.children
    )


def _without_tags(written: str) -> str:
    text = re.sub(r"<!--.*?(-->|$)", "", written, flags=re.DOTALL)
    text = re.sub(r"<(script|style)\b.*?(</\1\s*>|$)", "", text, flags=re.DOTALL | re.IGNORECASE)
    text = re.sub(r"</?(p|div|h[1-6]|li|tr|br|hr|section|article)\b[^>]*>", "\n\n", text)
    return html.unescape(re.sub(r"<[^>]*>?", "", text)).strip()
