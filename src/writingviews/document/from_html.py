"""Reads HTML into a document: what other programs export, and what mammoth makes of Word files.

Words are kept word for word. Structure is kept where the schema has it: paragraphs, headings,
lists, quotations with who said them, pull quotes, pictures with captions, galleries, tables,
asides, code, verse, scene breaks, embeds, footnotes, links, language, and the marks. What the
schema cannot hold becomes the nearest block, and a note says so. No input raises.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urljoin

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
from .markup import BLOCKS, Element, parse_markup
from .rules import utf16_length
from .schema import MARK_RULES, MAX_SIZE, NODE_RULES
from .validate import EMPTY_DOCUMENT, InvalidDocument, parse_document

#: Characters that are read; more is no text that a document holds.
LONGEST: Final = 12_000_000
_MAX_LIST_DEPTH: Final = 8
_MAX_PLAIN: Final = MAX_SIZE // 8

_MARK_OF_TAG: Final = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "emphasis"),
    **dict.fromkeys(("s", "strike", "del"), "strike"),
    "sup": "superscript",
    "sub": "subscript",
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
}
_LEFT_OUT: Final = frozenset(
    {"head", "base", "link", "meta", "input", "source", "track", "area", "map", "col", "colgroup"}
    | {"param", "canvas", "noscript", "datalist", "wbr", "rp", "title"}
)
_FIELDS: Final = frozenset({"input", "select", "textarea"})
_EMBEDS: Final = frozenset({"iframe", "video", "audio", "embed", "object"})
#: Addresses that stand alone on a line and that the program they come from showed as a player.
_PLAYED: Final = re.compile(
    r"https?://(?:[\w-]+\.)*(?:youtube\.com/(?:watch|shorts|playlist|embed)|youtu\.be/|vimeo\.com/"
    r"|twitter\.com/\w+/status|x\.com/\w+/status|instagram\.com/(?:p|reel)/|soundcloud\.com/"
    r"|open\.spotify\.com/|tiktok\.com/@|dailymotion\.com/video|flickr\.com/photos/|flic\.kr/"
    r"|mixcloud\.com/|ted\.com/talks/|wordpress\.tv/|videopress\.com/|slideshare\.net/"
    r"|kickstarter\.com/|scribd\.com/|reddit\.com/r/|speakerdeck\.com/|facebook\.com/\w+/)\S*",
    re.IGNORECASE,
)
_SPACES: Final = re.compile(r"[ \t\n\r\f]+")
_NOTE_MARK: Final = re.compile(r"[\[({]?\s*(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§¶]{1,3})\s*[\])}.]?")
_NOTE_NAME: Final = re.compile(
    r"(?:^|[^a-z])(?:fn|ftn|sdfootnote|footnote|endnote|note|edn)", re.IGNORECASE
)
_BACK: Final = re.compile(
    r"[\s\[\]()↑↩↵⤴⇧^\ufe0e\ufe0f]*(?:\d{1,4}[.)]?)?[\s\[\]()↑↩↵⤴⇧^\ufe0e\ufe0f]*"
)
_STYLE: Final = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_UNSAFE: Final = "!#$%&'()*+,/:;=?@[]~-._"

_ITEM: Final = frozenset({"paragraph", "bulletList", "orderedList"})
_ASIDE: Final = _ITEM | {"heading"}
_QUOTATION: Final = frozenset({"paragraph"})


@dataclass(frozen=True, slots=True)
class PictureSought:
    """A picture that a text shows.

    Args:
        source: its address, made whole where the text's own is known.
        alt: its alternative text, "" if it has none.
        classes: by which some programs tell which picture of theirs it is.
    """

    source: str
    alt: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class PictureFound:
    """What stands for it: the media id (None for an empty frame), alternative text and credit."""

    media: str | None
    alt: str
    caption: str = ""
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class ConvertedHtml:
    """What came of an HTML text.

    Attributes:
        document: JSON that ``parse_document`` accepts.
        notes: what was changed and why, a sentence each, in the order of the text.
    """

    document: Json
    notes: list[str]


def document_from_html(
    text: str,
    *,
    title: str,
    standfirst: str,
    picture: Callable[[PictureSought], PictureFound],
    base: str = "",
    lines: bool = False,
    notes: Iterable[tuple[str, str]] = (),
) -> ConvertedHtml:
    """Converts a text.

    Args:
        text: HTML, a part of a page. First headings that repeat title and standfirst are left out.
        title, standfirst: HTML of one line; "" for none.
        picture: what stands for a picture.
        base: the address at which the text stood; links without a host are held against it.
        lines: whether an empty line parts paragraphs and a line end is one, as in what WordPress
            stored before it had blocks.
        notes: footnotes that are kept apart from the text: the name that ``data-fn`` gives them,
            and their HTML.

    Returns:
        a document that is always valid, and what was changed.

    Cost: 700 words 2 ms (``python -m writingviews.document.tests.measure``).
    """
    reading = _Reading(picture=picture, base=base, lines=lines, apart=dict(notes))
    head: list[Json] = [
        {"type": "title", "content": reading.line(title, frozenset({"emphasis", "language"}))},
        {
            "type": "standfirst",
            "content": reading.line(standfirst, frozenset({"strong", "emphasis", "language"})),
        },
    ]
    if len(text) > LONGEST:
        reading.note(f"the text has {len(text):,} signs: at most {LONGEST:,} were read")
        text = text[:LONGEST]
    try:
        blocks = reading.body(text, title, standfirst)
    except RecursionError:
        reading.note("the text is nested too deeply: it was taken word for word, without structure")
        blocks = None
    words = None
    for attempt in range(3):
        if attempt or blocks is None:
            words = words or parse_markup(text).root.text()
            blocks = plain(words if attempt == 1 else " ".join(words.split())[:_MAX_PLAIN])
        document = {"type": "doc", "content": [*head, *(blocks or [{"type": "paragraph"}])]}
        try:
            parse_document(document)
        except InvalidDocument as error:
            reading.note(f"{error}; the text was taken word for word, without structure")
            continue
        return ConvertedHtml(document, reading.notes)
    reading.note("title and standfirst are too long for a document: they were left out")
    return ConvertedHtml(dict(EMPTY_DOCUMENT), reading.notes)


@dataclass
class _Flow:
    """Blocks being made: the finished ones, the line that is being filled, pictures that wait."""

    blocks: list[Json] = field(default_factory=list)
    line: list[Json] = field(default_factory=list)
    waiting: list[Json] = field(default_factory=list)
    dir: str | None = None


@dataclass
class _Reading:
    """One text being read."""

    picture: Callable[[PictureSought], PictureFound]
    base: str
    lines: bool
    apart: dict[str, str]
    notes: list[str] = field(default_factory=list)
    #: Elements by their ids, and those of them that became footnotes.
    known: dict[str, Element] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    in_footnote: bool = False
    list_depth: int = 0

    def note(self, sentence: str) -> None:
        """Says what was changed, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    # A whole text

    def body(self, text: str, title: str, standfirst: str) -> list[Json]:
        parsed = parse_markup(text)
        for name in parsed.unread:
            self.note(f"a {name} was left out: nothing in a text acts here")
        root = parsed.root.find("body") or parsed.root
        self.find_notes(root)
        blocks = self.flow(root)
        while blocks and blocks[0]["type"] == "sceneBreak":
            del blocks[0]
        for repeated in (title, standfirst):
            words = parse_markup(repeated).root.text().split()
            first = blocks[0] if blocks and blocks[0]["type"] == "heading" else {}
            if words and text_of(first.get("content", [])).split() == words:
                del blocks[0]
        return blocks

    def find_notes(self, root: Element) -> None:
        """Find the footnotes of a text: what a short link leads to, and what leads back from it.

        They are set where they are referred to, and left out where they stood.
        """
        links: list[tuple[Element, str]] = []
        for each in root.elements():
            if named := each.get("id") or (each.get("name") if each.name == "a" else ""):
                self.known.setdefault(named, each)
            if each.name == "a" and "#" in each.get("href"):
                links.append((each, each.get("href").rpartition("#")[2]))
        holders = {
            id(inner): each
            for each in reversed(list(root.elements()) if links else [])
            if each.name in {"li", "p", "div", "dd", "aside", "td"}
            for inner in [each, *each.content]
            if isinstance(inner, Element)
        }
        for link, target in links:
            note = self.known.get(target)
            if note is None or not _NOTE_MARK.fullmatch(link.text().strip() or "-"):
                continue
            if note.name in {"a", "span", "sup"}:  # the anchor stands in the note
                note = holders.get(id(note), note)
            if _is_back(link) or note.name == "sup" or link in note.content:
                continue
            if _NOTE_NAME.search(f"{target} {note.get('class')}") or any(
                each.name == "a" and _is_back(each) for each in note.elements()
            ):
                link.attributes["data-note"] = target
                self.known[target] = note
                self.taken.add(id(note))

    # Blocks

    def flow(self, element: Element, marks: Marks | None = None) -> list[Json]:
        """The blocks that an element's content makes."""
        flow = _Flow(dir=_direction(element))
        self.fill(flow, element, marks or {})
        self.end_line(flow)
        return flow.blocks

    def fill(self, flow: _Flow, element: Element, marks: Marks) -> None:
        words: list[str] = []
        for child in [*element.content, None]:
            if isinstance(child, str):
                words.append(child)
                continue
            if words:
                self.words(flow, "".join(words), marks)
                words = []
            if child is not None and id(child) not in self.taken:
                self.element(flow, child, marks)

    def words(self, flow: _Flow, text: str, marks: Marks) -> None:
        if not self.lines:
            self.append(flow, text, marks)
            return
        for index, line in enumerate(text.split("\n")):
            if index:
                _end_without_space(flow.line)
                if flow.line and flow.line[-1].get("type") == "hardBreak":
                    self.end_line(flow)
                elif flow.line:
                    flow.line.append({"type": "hardBreak"})
            self.append(flow, line, marks)

    def append(self, flow: _Flow, text: str, marks: Marks) -> None:
        text = _SPACES.sub(" ", text)
        if text.startswith(" ") and _ends_open(flow.line):
            text = text[1:]
        append_text(flow.line, text, marks)

    def end_line(self, flow: _Flow) -> None:
        """End the paragraph that is being filled; two breaks in a row part it."""
        line, flow.line = _trimmed(flow.line), []
        for part in _parted(line):
            if (alone := _alone(part)) and _PLAYED.fullmatch(alone):
                flow.blocks.append(self.embedded(alone, ""))
            else:
                flow.blocks.append(_directed({"type": "paragraph", "content": part}, flow.dir))
        flow.blocks += flow.waiting
        flow.waiting = []

    def element(self, flow: _Flow, element: Element, marks: Marks) -> None:
        name = element.name
        if name in _LEFT_OUT or name in _FIELDS:
            if name == "noscript" and element.text().strip():
                self.note("what is shown where no script runs was left out")
            elif name in _FIELDS and element.get("type") != "hidden":
                self.note("the fields of a form were left out")
        elif (read := _READERS.get(name)) and not self.is_plain(element):
            self.end_line(flow)
            flow.blocks += read(self, element)
        elif name in BLOCKS:
            self.box(flow, element, marks)
        else:
            self.among_words(flow, element, marks)

    def among_words(self, flow: _Flow, element: Element, marks: Marks) -> None:
        match element.name:
            case "br":
                self.break_line(flow)
            case "img":
                self.image(flow, element, marks)
            case "a":
                self.anchor(flow, element, marks)
            case "svg":
                self.note("a drawing (SVG) was left out: it can carry programs")
            case "rt":
                self.append(flow, f" ({element.text().strip()})", marks)
            case "q":
                self.append(flow, "“", marks)
                self.fill(flow, element, marks)
                self.append(flow, "”", marks)
            case _ if element.get("data-fn") and self.noted_apart(flow, element, marks):
                pass
            case _:
                self.fill(flow, element, self.within(element, marks))

    def is_plain(self, element: Element) -> bool:
        """Whether a block is there for its look alone: a table of one cell."""
        if element.name != "table":
            return False
        return sum(each.name in {"td", "th"} for each in element.elements()) == 1

    def box(self, flow: _Flow, element: Element, marks: Marks) -> None:
        """A box such as a div: its blocks stand where it stands."""
        classes = element.classes
        self.end_line(flow)
        if _is_gallery(element):
            flow.blocks += self.gallery(element)
        elif "kg-bookmark-card" in classes:
            flow.blocks += self.bookmark(element)
        elif classes & {"kg-callout-card", "wp-block-jetpack-layout-grid-callout", "pullout"}:
            flow.blocks += self.aside(element)
        elif (address := element.get("data-embed")) and (made := self.embed_of(address, element)):
            flow.blocks += made
        else:
            inner = _Flow(dir=_direction(element) or flow.dir)
            self.fill(inner, element, self.within(element, marks))
            self.end_line(inner)
            flow.blocks += inner.blocks

    def break_line(self, flow: _Flow) -> None:
        if flow.line:
            flow.line.append({"type": "hardBreak"})

    def fitted(self, blocks: Iterable[Json], admitted: frozenset[str], where: str) -> list[Json]:
        """``blocks`` where only ``admitted`` ones may stand; pictures come behind, see `apart`."""
        kept: list[Json] = []
        for block in blocks:
            kind = block["type"]
            if kind in admitted:
                kept.append(block)
            elif kind == "sceneBreak":
                continue
            elif kind == "embed":
                url = block["attrs"]["url"]
                link = {"type": "link", "attrs": {"href": url}}
                words = block["attrs"].get("title") or url
                kept.append(
                    {
                        "type": "paragraph",
                        "content": [
                            {
                                "type": "text",
                                "text": words,
                                **(
                                    {"marks": [link]} if not MARK_RULES["link"]["href"](url) else {}
                                ),
                            }
                        ],
                    }
                )
                self.note(f"an embed in {where} was set as a link")
            else:
                self.note(f"a {_spoken(kind)} in {where} was set as paragraphs")
                kept.extend(as_paragraphs(block))
        return kept

    def apart_from(
        self, blocks: list[Json], admitted: frozenset[str], where: str
    ) -> tuple[list[Json], list[Json]]:
        """Part blocks into those that may stand there, and pictures that are set behind."""
        pictures = [block for block in blocks if block["type"] in {"picture", "gallery"}]
        if pictures:
            self.note(f"a picture in {where} was set after it")
        others = [block for block in blocks if block["type"] not in {"picture", "gallery"}]
        return self.fitted(others, admitted, where), pictures

    def heading(self, element: Element) -> list[Json]:
        level = min(max(int(element.name[1]), 2), 4)
        return self.as_textblocks(element, "heading", {"level": level})

    def as_textblocks(self, element: Element, kind: str, attrs: Json) -> list[Json]:
        """An element that is one line of its own; what is no text in it comes behind."""
        made: list[Json] = []
        for block in self.flow(element):
            if block["type"] == "paragraph":
                said = {**block.get("attrs", {}), **attrs}
                made.append({**block, "type": kind, "attrs": said})
            else:
                made.append(block)
        return made

    def blockquote(self, element: Element) -> list[Json]:
        classes = element.classes
        if classes & {"kg-blockquote-alt", "pullquote", "pull-quote", "graf--pullquote"}:
            return self.pull_quote(element)
        by = self.attribution(element)
        content, pictures = self.apart_from(self.flow(element), _QUOTATION, "a quotation")
        attrs: Json = {"speaker": by} if by else {}
        made: list[Json] = []
        if content:
            made.append({"type": "quotation", "attrs": attrs, "content": content})
        elif by:
            made += plain(by)
        address = next(
            (
                found
                for found in (
                    element.get("data-instgrm-permalink"),
                    element.get("cite") if "tiktok-embed" in classes else "",
                    _last_link(element) if "twitter-tweet" in classes else "",
                )
                if found
            ),
            "",
        )
        return [*made, *(self.embed_of(address, element) if address else []), *pictures]

    def attribution(self, element: Element) -> str:
        """Take out of a quotation the line that says who said it; "" if it has none."""
        children = [each for each in element.content if isinstance(each, Element) or each.strip()]
        last = children[-1] if children else None
        if not isinstance(last, Element):
            return ""
        holder = element
        if last.name == "p" and len([c for c in last.content if not _blank(c)]) == 1:
            inner = next(c for c in last.content if not _blank(c))
            if isinstance(inner, Element) and inner.name == "cite":
                holder, last = last, inner
        if last.name not in {"cite", "footer"} or last.find("img", "a"):
            return ""
        by = " ".join(cleaned(last.text()).split()).lstrip("—–― ").strip()
        if not by or utf16_length(by) > 300 or (holder is element and len(children) < 2):
            return ""
        holder.content = [each for each in holder.content if each is not last]
        return by

    def pull_quote(self, element: Element) -> list[Json]:
        """A pull quote is one line: its paragraphs are parted by breaks."""
        content: list[Json] = []
        for paragraph in self.fitted(self.flow(element), _QUOTATION, "a pull quote"):
            if content:
                content.append({"type": "hardBreak"})
            content += paragraph.get("content", [])
        return textblock("pullQuote", content)

    def aside(self, element: Element) -> list[Json]:
        content, pictures = self.apart_from(self.flow(element), _ASIDE, "an aside")
        return [*([{"type": "aside", "content": content}] if content else []), *pictures]

    def summary(self, element: Element) -> list[Json]:
        return self.as_textblocks(element, "heading", {"level": 4})

    def listed(self, element: Element) -> list[Json]:
        if _is_gallery(element):
            return self.gallery(element)
        ordered = element.name == "ol"
        behind: list[Json] = []
        self.list_depth += 1
        try:
            items = []
            loose = Element("li")
            for child in element.content:
                if isinstance(child, Element) and child.name == "li":
                    items += self.items(loose, behind)
                    loose = Element("li")
                    if id(child) not in self.taken:
                        items += self.items(child, behind)
                elif isinstance(child, Element) and child.name in {"ul", "ol"} and items:
                    # "<ul><li>…</li><ul>": a list that belongs to the item before it
                    inner, pictures = self.apart_from(self.listed(child), _ITEM, "a list")
                    items[-1]["content"] += inner
                    behind += pictures
                else:
                    loose.content.append(child)
            items += self.items(loose, behind)
        finally:
            self.list_depth -= 1
        if not items:
            return behind
        if self.list_depth >= _MAX_LIST_DEPTH:
            self.note(f"lists nested deeper than {_MAX_LIST_DEPTH} levels were set as paragraphs")
            return [block for item in items for block in as_paragraphs(item)] + behind
        attrs: Json = {}
        if ordered:
            start = element.get("start")
            attrs = {"start": int(start) if re.fullmatch(r"\d{1,5}", start) else 1}
        kind = "orderedList" if ordered else "bulletList"
        return [{"type": kind, "attrs": attrs, "content": items}, *behind]

    def items(self, element: Element, behind: list[Json]) -> list[Json]:
        blocks = self.flow(element)
        content, pictures = self.apart_from(blocks, _ITEM, "a list")
        behind += pictures
        if not content:
            return []
        if content[0]["type"] != "paragraph":
            content.insert(0, {"type": "paragraph"})
        return [{"type": "listItem", "content": content}]

    def terms(self, element: Element) -> list[Json]:
        """A list of terms: each stands strong, what is said of it below."""
        if _is_gallery(element):
            return self.gallery(element)
        made: list[Json] = []
        flow = _Flow()
        for child in element.content:
            if isinstance(child, Element) and child.name in {"dt", "dd"}:
                self.end_line(flow)
                strong: Marks = {"strong": {"type": "strong"}} if child.name == "dt" else {}
                flow.blocks += self.flow(child, strong)
            elif isinstance(child, Element):
                self.element(flow, child, {})
            else:
                self.words(flow, child, {})
        self.end_line(flow)
        if any(block["type"] == "paragraph" for block in flow.blocks):
            self.note("a list of terms was set as paragraphs")
        return made + flow.blocks

    def table(self, element: Element) -> list[Json]:
        rows: list[Json] = []
        behind: list[Json] = []
        caption = ""
        loose: list[Json] = []
        for part in _table_parts(element):
            if isinstance(part, Element) and part.name == "tr":
                rows += self.row(part, behind)
            elif isinstance(part, Element) and part.name == "caption" and not caption:
                caption = " ".join(cleaned(part.text()).split())
            elif not _blank(part):
                around = Element("div", {}, [part])
                loose += self.flow(around)
        if not rows:
            return [*plain(caption), *loose, *behind]
        attrs: Json = {}
        if caption and utf16_length(caption) <= 300:
            attrs, caption = {"caption": caption}, ""
        table = {"type": "table", "attrs": attrs, "content": rows}
        return [*loose, table, *plain(caption), *behind]

    def row(self, element: Element, behind: list[Json]) -> list[Json]:
        cells: list[Json] = []
        for child in element.content:
            if _blank(child):
                continue
            cell = child if isinstance(child, Element) else Element("td", {}, [child])
            content, pictures = self.apart_from(self.flow(cell), _ITEM, "a table")
            behind += pictures
            spans = {
                name: min(max(int(cell.get(name)), 1), 100)
                for name in ("colspan", "rowspan")
                if re.fullmatch(r"\d{1,6}", cell.get(name))
            }
            kind = "tableHeader" if cell.name == "th" else "tableCell"
            cells.append(
                {"type": kind, "attrs": spans, "content": content or [{"type": "paragraph"}]}
            )
        return [{"type": "tableRow", "content": cells}] if cells else []

    def code(self, element: Element) -> list[Json]:
        if element.classes & {"wp-block-verse", "verse", "poem", "poetry"}:
            return self.verse(element)
        written = cleaned(element.text()).strip("\n")
        inner = element.find("code")
        named = " ".join((element.get("class"), inner.get("class") if inner else ""))
        found = re.search(r"(?:lang|language|brush)[-:]\s*([A-Za-z0-9_+#.-]{1,40})", named)
        language = found[1] if found else None
        if NODE_RULES["codeBlock"]["language"](language) is not None:
            language = None
        if not written.strip():
            return []
        content = [{"type": "text", "text": written}]
        return [{"type": "codeBlock", "attrs": {"language": language}, "content": content}]

    def verse(self, element: Element) -> list[Json]:
        """Lines as they stand, indents in steps of two spaces."""
        lines: list[list[Json]] = [[]]
        self.fill_lines(lines, element, {})
        made: list[Json] = []
        for line in lines:
            written = text_of(line).expandtabs(4).replace("\xa0", " ")
            indent = min((len(written) - len(written.lstrip(" "))) // 2, 8) if line else 0
            if line and line[0].get("type") == "text":
                line[0] = {**line[0], "text": line[0]["text"].lstrip(" \t\xa0")}
            content = _trimmed([node for node in line if node.get("text", "-")])
            made.append({"type": "verseLine", "attrs": {"indent": indent}, "content": content})
        while made and not made[0]["content"]:
            del made[0]
        while made and not made[-1]["content"]:
            del made[-1]
        return [{"type": "verse", "content": made}] if made else []

    def fill_lines(self, lines: list[list[Json]], element: Element, marks: Marks) -> None:
        for child in element.content:
            if isinstance(child, str):
                for index, part in enumerate(cleaned(child).split("\n")):
                    if index:
                        lines.append([])
                    append_text(lines[-1], part, marks)
            elif child.name == "br":
                lines.append([])
            elif child.name == "a" and child.get("data-note"):
                lines[-1] += self.footnote(child, marks)
            else:
                inner = self.within(child, marks)
                self.fill_lines(lines, child, self.linked(child, inner))

    def scene_break(self, _element: Element) -> list[Json]:
        return [{"type": "sceneBreak"}]

    # Pictures, players

    def image(self, flow: _Flow, element: Element, marks: Marks) -> None:
        classes = element.classes
        if classes & {"emoji", "wp-smiley"}:
            self.append(flow, element.get("alt"), marks)
            return
        if element.get("width") in {"0", "1"} and element.get("height") in {"0", "1"}:
            self.note("a picture of one point was left out: it counts readers")
            return
        picture = self.picture_of(element, "")
        if picture is None:
            return
        if _trimmed(flow.line):
            flow.waiting.append(picture)
        else:
            flow.blocks.append(picture)

    def picture_of(self, element: Element, caption: str) -> Json | None:
        source = (
            next(
                (
                    found
                    for name in ("data-orig-file", "data-src", "data-lazy-src", "src")
                    if (found := element.get(name).strip())
                    and not found.startswith("data:image/gif")
                ),
                "",
            )
            or element.get("srcset").strip().split(" ")[0]
        )
        if not source:
            return None
        alt = self.short(element.get("alt"), 2000, "an alternative text") or ""
        shows = self.picture(PictureSought(urljoin_safe(self.base, source), alt, element.classes))
        attrs: Json = {
            "media": shows.media,
            "alt": self.short(shows.alt, 2000, "an alternative text") or "",
        }
        if shows.credit:
            attrs["credit"] = self.short(shows.credit, 500, "a credit")
        said = caption or shows.caption
        return {"type": "picture", "attrs": attrs, "content": plain_line(said)}

    def gallery(self, element: Element) -> list[Json]:
        pictures: list[Json] = []
        others: list[Json] = []
        for block in self.flow(Element("div", {}, element.content)):
            if block["type"] == "picture":
                pictures.append(block)
            elif block["type"] == "gallery":
                pictures += block["content"]
            elif block["type"] == "paragraph" and pictures and not pictures[-1]["content"]:
                pictures[-1]["content"] = block.get("content", [])
            elif block["type"] in {"bulletList", "orderedList"}:
                others += as_paragraphs(block)
            else:
                others.append(block)
        made = [{"type": "gallery", "content": pictures}] if len(pictures) > 1 else pictures
        return [*made, *others]

    def figure(self, element: Element) -> list[Json]:
        if _is_gallery(element):
            return self.gallery(element)
        classes = element.classes
        caption = next(
            (c for c in element.content if isinstance(c, Element) and c.name == "figcaption"), None
        )
        inside = Element("div", {}, [c for c in element.content if c is not caption])
        said = self.caption(caption) if caption else []
        if classes & {"wp-block-pullquote"}:
            return [*self.pull_quote(inside), *([_paragraph(said)] if said else [])]
        if classes & {"wp-block-embed"} and (address := _bare_address(inside)):
            made = self.embed_of(address, inside)
            return _captioned(made, said)
        if classes & {"kg-bookmark-card"}:
            return [*self.bookmark(inside), *([_paragraph(said)] if said else [])]
        return _captioned(self.flow(inside), said)

    def caption(self, element: Element) -> list[Json]:
        """A caption is one line; its paragraphs are parted by breaks."""
        content: list[Json] = []
        for block in self.flow(element):
            for paragraph in [block] if block["type"] == "paragraph" else as_paragraphs(block):
                if content:
                    content.append({"type": "hardBreak"})
                content += paragraph.get("content", [])
        return content

    def embed(self, element: Element) -> list[Json]:
        address = element.get("src") or element.get("data") or element.get("data-src")
        if not address and (inner := element.find("source", "embed", "iframe")):
            address = inner.get("src")
        if not address:
            for each in element.elements():
                if each.name == "param" and each.get("name").lower() in {"movie", "src"}:
                    address = each.get("value")
        words = [] if element.name == "iframe" else self.flow(element)
        return [*self.embed_of(address, element), *words]

    def embed_of(self, address: str, element: Element) -> list[Json]:
        whole = self.whole(address)
        if NODE_RULES["embed"]["url"](whole) is not None:
            self.note(f"what was embedded from {shown(address)} was left out: it has no address")
            return []
        title = self.short(element.get("title"), 300, "a title") or ""
        return [self.embedded(whole, title)]

    def embedded(self, address: str, title: str) -> Json:
        if NODE_RULES["embed"]["url"](address) is not None:
            return _paragraph(plain_line(address))
        return {"type": "embed", "attrs": {"url": address, **({"title": title} if title else {})}}

    def bookmark(self, element: Element) -> list[Json]:
        """A link with its title, what it says, and whose it is."""
        link = element.find("a")

        def said(name: str) -> str:
            found = next((each for each in element.elements() if name in each.classes), None)
            return " ".join(cleaned(found.text()).split()) if found else ""

        made = self.embed_of(link.get("href"), element) if link else []
        if not made or made[0]["type"] != "embed":
            return self.flow(element)
        attrs = made[0]["attrs"]
        if title := self.short(said("kg-bookmark-title"), 300, "a title"):
            attrs["title"] = title
        credit = " · ".join(
            filter(None, (said("kg-bookmark-author"), said("kg-bookmark-publisher")))
        )
        if credit and utf16_length(credit) <= 300:
            attrs["credit"] = credit
        return [*made, *plain(said("kg-bookmark-description"))]

    # Among the words

    def within(self, element: Element, marks: Marks) -> Marks:
        """The marks of what an element encloses."""
        made: list[Json] = []
        style = dict(_STYLE.findall(element.get("style").lower())) if element.get("style") else {}
        mark = _MARK_OF_TAG.get(element.name)
        weight = style.get("font-weight", "").strip()
        if mark == "strong" and weight in {"normal", "400"}:
            mark = None
        if mark == "emphasis" and style.get("font-style", "").strip() == "normal":
            mark = None
        if mark:
            made.append({"type": mark})
        if weight in {"bold", "bolder", "600", "700", "800", "900"}:
            made.append({"type": "strong"})
        if style.get("font-style", "").strip() in {"italic", "oblique"}:
            made.append({"type": "emphasis"})
        if "line-through" in style.get("text-decoration", ""):
            made.append({"type": "strike"})
        if (raised := style.get("vertical-align", "").strip()) in {"super", "sub"}:
            made.append({"type": "superscript" if raised == "super" else "subscript"})
        lang = element.get("lang").strip() if element.name not in BLOCKS else ""
        if lang and MARK_RULES["language"]["lang"](lang) is None:
            made.append({"type": "language", "attrs": {"lang": lang}})
        return with_marks(marks, *made) if made else marks

    def anchor(self, flow: _Flow, element: Element, marks: Marks) -> None:
        if element.get("data-note"):
            flow.line += self.footnote(element, marks)
            return
        self.fill(flow, element, self.linked(element, self.within(element, marks)))

    def linked(self, element: Element, marks: Marks) -> Marks:
        href = element.get("href").strip()
        if not href or href.startswith("#"):
            return marks
        whole = self.whole(href)
        fault = MARK_RULES["link"]["href"](whole)
        if fault is not None:
            self.note(f"a link to {shown(href)} was left out, its words kept: it {fault}")
            return marks
        return with_marks(marks, {"type": "link", "attrs": {"href": whole}})

    def whole(self, address: str) -> str:
        """An address with scheme and host, spelt as the schema has it."""
        address = urljoin_safe(self.base, cleaned(address).strip())
        if address.startswith("//"):
            address = f"https:{address}"
        scheme, colon, rest = address.partition(":")
        address = f"{scheme.lower()}{colon}{rest}"
        if re.search(r'[\x00-\x20"<>\\`\x7f-\xa0\u200e\u200f\u2028-\u202e\u2066-\u2069]', address):
            address = quote(address, safe=_UNSAFE)
        return address

    def footnote(self, element: Element, marks: Marks) -> list[Json]:
        target = element.get("data-note")
        note = self.known[target]
        if self.in_footnote:
            self.note("a footnote in a footnote was set as words")
            return plain_line(element.text())
        content = self.said_in(note)
        kept = {name: mark for name, mark in marks.items() if name != "superscript"}
        return [marked({"type": "footnote", "content": content}, kept)] if content else []

    def noted_apart(self, flow: _Flow, element: Element, marks: Marks) -> bool:
        """Set a footnote that is kept apart from the text where its mark stands."""
        html = self.apart.get(element.get("data-fn"))
        if html is None or self.in_footnote:
            return False
        if content := self.said_in(parse_markup(html).root):
            flow.line.append(marked({"type": "footnote", "content": content}, marks))
        return True

    def said_in(self, note: Element) -> list[Json]:
        """A footnote's content: its paragraphs in one line, without the way back."""
        self.in_footnote = True
        self.taken.discard(id(note))
        try:
            around = Element("div", {}, _without_back(note).content)
            content: list[Json] = []
            for block in self.flow(around):
                for paragraph in [block] if block["type"] == "paragraph" else as_paragraphs(block):
                    if content:
                        content.append({"type": "hardBreak"})
                    content += paragraph.get("content", [])
        finally:
            self.in_footnote = False
            self.taken.add(id(note))
        return [node for node in content if node["type"] in {"text", "hardBreak", "citation"}]

    # One line

    def line(self, html: str, admitted: frozenset[str]) -> list[Json]:
        """A title or standfirst: texts only, with ``admitted`` marks only."""
        content: list[Json] = []
        for block in self.flow(parse_markup(html).root):
            for paragraph in [block] if block["type"] == "paragraph" else as_paragraphs(block):
                if content:
                    append_text(content, " ", {})
                for node in paragraph.get("content", []):
                    if node["type"] == "text":
                        marks = {
                            mark["type"]: mark
                            for mark in node.get("marks", [])
                            if mark["type"] in admitted
                        }
                        append_text(content, node["text"], marks)
                    elif node["type"] == "hardBreak":
                        append_text(content, " ", {})
        return _trimmed(content)

    def short(self, value: str, longest: int, name: str) -> str | None:
        """``value`` in one line and at most ``longest`` long; None if it is empty."""
        line = " ".join(cleaned(value).split())
        if utf16_length(line) > longest:
            self.note(f"{name} ({shown(line)}) was cut to {longest} characters")
            line = line.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore").rstrip()
        return line or None


_READERS: Final[dict[str, Callable[[_Reading, Element], list[Json]]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Reading.heading),
    "blockquote": _Reading.blockquote,
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _Reading.listed),
    "dl": _Reading.terms,
    "table": _Reading.table,
    **dict.fromkeys(("pre", "listing", "xmp"), _Reading.code),
    "hr": _Reading.scene_break,
    "figure": _Reading.figure,
    **dict.fromkeys(_EMBEDS, _Reading.embed),
    **dict.fromkeys(("aside", "details"), _Reading.aside),
    "summary": _Reading.summary,
}

_SPOKEN: Final = {
    "bulletList": "list",
    "orderedList": "list",
    "codeBlock": "block of code",
    "pullQuote": "pull quote",
}


def _spoken(kind: str) -> str:
    return _SPOKEN.get(kind, kind)


def urljoin_safe(base: str, address: str) -> str:
    """``address`` as it is meant on the page ``base``; as it is where that cannot be told."""
    if not base:
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _paragraph(content: list[Json]) -> Json:
    return {"type": "paragraph", "content": content}


def _directed(block: Json, direction: str | None) -> Json:
    return {**block, "attrs": {"dir": direction}} if direction else block


def _direction(element: Element) -> str | None:
    said = element.get("dir").lower()
    return said if said in {"ltr", "rtl"} else None


def _ends_open(line: list[Json]) -> bool:
    """Whether a space would stand at a line's beginning, or beside another."""
    if not line:
        return True
    last = line[-1]
    return bool(last["type"] == "hardBreak" or last.get("text", "").endswith(" "))


def _end_without_space(line: list[Json]) -> None:
    if line and line[-1].get("text", "").endswith(" "):
        written = line[-1]["text"].rstrip(" ")
        if written:
            line[-1] = {**line[-1], "text": written}
        else:
            line.pop()


def _trimmed(line: list[Json]) -> list[Json]:
    """A line without the spaces and breaks at its ends."""
    line = list(line)
    while line and (line[-1]["type"] == "hardBreak" or not line[-1].get("text", "-").strip(" ")):
        line.pop()
    while line and (line[0]["type"] == "hardBreak" or not line[0].get("text", "-").strip(" ")):
        line.pop(0)
    if line and "text" in line[-1]:
        line[-1] = {**line[-1], "text": line[-1]["text"].rstrip(" ")}
    if line and "text" in line[0]:
        line[0] = {**line[0], "text": line[0]["text"].lstrip(" ")}
    return line


def _parted(line: list[Json]) -> list[list[Json]]:
    """A line parted where two breaks follow each other, with nothing but spaces between."""
    parts: list[list[Json]] = [[]]
    for node in line:
        blank = node["type"] == "text" and not node["text"].strip(" \xa0")
        before = parts[-1][-1] if parts[-1] else None
        if node["type"] == "hardBreak" and before and before["type"] == "hardBreak":
            parts.append([])
        elif blank and before and before["type"] == "hardBreak":
            continue
        elif node["type"] != "hardBreak" or parts[-1]:
            parts[-1].append(node)
    return [trimmed for part in parts if _says(trimmed := _trimmed(part))]


def _says(line: list[Json]) -> bool:
    return any(node["type"] != "text" or node["text"].strip(" \xa0") for node in line)


def _alone(line: list[Json]) -> str:
    """The letters of a line that is one text; "" of any other."""
    return str(line[0].get("text", "")).strip() if len(line) == 1 else ""


def _blank(node: Element | str) -> bool:
    return isinstance(node, str) and not node.strip()


def _is_gallery(element: Element) -> bool:
    found = any("gallery" in each and "caption" not in each for each in element.classes)
    if not found or element.classes & {"gallery-item", "gallery-icon"}:
        return False
    return element.find("img") is not None


def _is_back(link: Element) -> bool:
    """Whether a link leads from a footnote back to the text."""
    href, role = link.get("href"), link.get("role")
    if "#" not in href:
        return False
    target = href.rpartition("#")[2].lower()
    if "backlink" in role or link.classes & {
        "footnote-back",
        "footnote-backref",
        "reversefootnote",
    }:
        return True
    if "footnote-number" in link.classes:
        return True
    if re.search(r"(?:ref|back|anchor|return|link|_b)", target):
        return True
    return bool(re.fullmatch(r"[\s\[\]]*[↑↩↵⤴⇧^][\s\[\]\ufe0e\ufe0f]*", link.text()))


def _without_back(note: Element) -> Element:
    """A footnote without the links that lead back from it."""
    kept: list[Element | str] = []
    for child in note.content:
        if isinstance(child, str):
            kept.append(child)
        elif (child.name == "a" and _is_back(child) and _BACK.fullmatch(child.text().strip())) or (
            child.name in {"a", "sup"} and not child.text().strip()
        ):
            continue
        else:
            kept.append(_without_back(child))
    return Element(note.name, note.attributes, kept)


def _last_link(element: Element) -> str:
    links = [each.get("href") for each in element.elements() if each.name == "a"]
    return links[-1] if links else ""


def _bare_address(element: Element) -> str:
    """The address that is all an element says."""
    said = element.text().strip()
    return said if re.fullmatch(r"https?://\S+", said) else ""


def _captioned(blocks: list[Json], said: list[Json]) -> list[Json]:
    """Give blocks the caption that stood with them: in the one that holds one, or behind."""
    if not said:
        return blocks
    words = text_of(said).strip()
    plain_words = all(node["type"] == "text" for node in said)
    if len(blocks) == 1:
        block = blocks[0]
        kind, attrs = block["type"], block.get("attrs", {})
        if kind == "picture":
            return [{**block, "content": said}]
        if kind == "embed" and plain_words and not attrs.get("title") and len(words) <= 150:
            return [{**block, "attrs": {**attrs, "title": words}}]
        if kind == "table" and plain_words and not attrs.get("caption") and len(words) <= 150:
            return [{**block, "attrs": {**attrs, "caption": words}}]
        unsigned = kind == "quotation" and not any(attrs.get(name) for name in ATTRIBUTION)
        if unsigned and plain_words and len(words) <= 150:
            return [{**block, "attrs": {**attrs, "speaker": words.lstrip("—–― ")}}]
    return [*blocks, _paragraph(said)]


def _table_parts(element: Element) -> Iterable[Element | str]:
    """The rows of a table, its caption, and whatever else stands in it."""
    for child in element.content:
        if isinstance(child, Element) and child.name in {"thead", "tbody", "tfoot"}:
            yield from child.content
        else:
            yield child
