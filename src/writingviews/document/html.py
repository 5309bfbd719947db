"""Renders a document to HTML: for a page, a feed, a mail, a PDF, an EPUB.

A pure function. Everything goes through :class:`~writingviews.document.writer.HtmlWriter`, which
escapes every value; nothing here builds HTML from strings.

Classes, and nothing else, are what a style sheet may rely on:

========================= ==========================================================================
``sup.fn``                a footnote's marker: ``<a id="fnref-1" href="#fn-1" role="doc-noteref">``
``figure.quotation``      ``blockquote``, then ``figcaption`` with ``span`` ``.speaker .role .place
                          .date``, joined by a comma
``p.pull-quote``          a pull quote
``figure.picture``        ``picture``, then ``figcaption`` with ``span.credit`` last; a picture that
                          is missing leaves its caption only
``div.gallery``           several ``figure.picture``
``div.verse``             ``p.stanza`` of ``span.line``, ``data-indent="1"`` to ``"8"`` where a line
                          is indented. Lines are parted by ``br``, for readers without our style
                          sheet: where ``.line`` is a block, hide ``.stanza > br``
``div.table-scroll``      scrolls sideways and takes the focus; holds one ``table``, its ``caption``
                          first
``aside.aside``           an aside (``role="note"``)
``pre.code``              code, ``data-language`` if known; takes the focus; holds one ``code``
``hr.scene-break``        a scene break
``figure.embed``          a card with one ``a`` (title, then ``span.host``) that loads nothing,
                          and ``span.credit`` behind it
``span.citation``         a citation in the text
========================= ==========================================================================

``h2``–``h4``, ``p``, ``ul``, ``ol``, ``li``, ``strong``, ``em``, ``s``, ``sup``, ``sub``, ``code``,
``a`` and ``span[lang]`` bear no class. Every block has ``dir``: as the writer set it, else "auto",
and for what holds blocks the direction of its first words. Ids: ``h-…`` for headings, ``fnref-1``…
for markers; the page gives its footnotes ``fn-1``… and its sources ``source-1``…; all begin with
``id_prefix``.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urljoin

from prosemirror.model import Mark, Node

from writingviews.language.direction import direction_of_language, first_strong
from writingviews.language.slug import slug

from .direction import direction_of_block
from .schema import SCHEMA
from .sources import Source, sources_of
from .text import inline_text, is_blank
from .validate import as_document
from .writer import HtmlWriter

#: A text that ends so needs no full stop.
_STOPPED: Final = re.compile(r"[.!?…؟۔]$")
#: Stands for a footnote or a line break where words are counted.
_OBJECT: Final = "\ufffc"
_ELEMENTS: Final = {
    "strong": "strong",
    "emphasis": "em",
    "strike": "s",
    "superscript": "sup",
    "subscript": "sub",
    "code": "code",
    "link": "a",
    "language": "span",
}
# A link is outermost, so that one link with a bold word in it stays one link.
_OUTERMOST_FIRST: Final = {
    name: rank
    for rank, name in enumerate(
        ["link", "language", "strong", "emphasis", "strike", "superscript", "subscript", "code"]
    )
}


@dataclass(frozen=True)
class PictureView:
    """A picture as a page shows it.

    Attributes:
        width, height: of the largest rendition, in pixels; the browser keeps the place free.
        sources: pairs of MIME type and ``srcset`` ("/media/…/480.avif 480w, …"), best first.
        src: the rendition for browsers that know none of them.
        sizes: how wide it is shown, as HTML's ``sizes`` says it.
    """

    width: int
    height: int
    sources: Sequence[tuple[str, str]]
    src: str
    sizes: str


@dataclass(frozen=True)
class RenderedSource:
    """An entry of the list of sources: its id, which citations lead to, and inline HTML."""

    anchor: str
    html: str


@dataclass(frozen=True)
class HeadingView:
    """A heading for a table of contents: level 2 to 4, its element's id, its plain text."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Labels:
    """The renderer's own words, in the page's language.

    Attributes:
        footnote, table, code: each is followed by a number, for those who hear the page.
        sources: stands above the list of them, in a feed.
        comma: between speaker, role, place and date ("، " in Persian and Arabic).
        digits: the ten digits, for footnote numbers ("۰۱۲۳۴۵۶۷۸۹" in Persian).
    """

    footnote: str = "Footnote"
    table: str = "Table"
    code: str = "Code"
    sources: str = "Sources"
    comma: str = ", "
    digits: str = "0123456789"

    def number(self, number: int) -> str:
        """``number`` in these digits."""
        return "".join(self.digits[int(digit)] for digit in str(number))


@dataclass(frozen=True)
class RenderedBody:
    """A rendered body.

    Attributes:
        html: the blocks.
        footnotes: what each footnote says, inline HTML, in order. The page sets them where it
            likes, the first inside an element of the id ``fn-1``, with a link back to ``#fnref-1``.
        headings: in order, for a table of contents.
        sources: the entries of their list, in order; the page sets each in an element of its
            anchor.
    """

    html: str
    footnotes: list[str]
    headings: list[HeadingView]
    sources: list[RenderedSource] = field(default_factory=list)


@dataclass(frozen=True)
class Marked:
    """Words that stand out from the rest of a text.

    Attributes:
        element: what they are set in: ``ins`` or ``del``.
        ranges: by the ``id()`` of a node that holds words, from where to where in
            :func:`line_of` of it; in order, none empty.
    """

    element: str
    ranges: Mapping[int, Sequence[tuple[int, int]]]


@dataclass(frozen=True)
class RenderedBlocks:
    """A body block by block: one piece of HTML for each, the rest as in `RenderedBody`."""

    blocks: list[str]
    footnotes: list[str]
    sources: list[RenderedSource]


@dataclass(frozen=True)
class _Manner:
    """How to render: what the functions below are given besides the document."""

    pictures: Callable[[str], PictureView | None]
    sources: Sequence[Source]
    labels: Labels
    id_prefix: str
    address: str | None
    interactive: bool
    marked: Marked | None = None


def render_body(
    document: Node | Mapping[str, Any],
    *,
    pictures: Callable[[str], PictureView | None],
    labels: Labels = Labels(),
    id_prefix: str = "",
) -> RenderedBody:
    """Renders what follows the standfirst.

    Args:
        document: a checked document, or JSON, which is checked first.
        pictures: from a media id to the picture, None if it is gone.
        labels: words in the page's language.
        id_prefix: begins every id, where one page holds several bodies.

    Raises:
        InvalidDocument: JSON that breaks the schema.

    Cost: 24,000 words in 300 paragraphs 3 ms, in 1,500 paragraphs with a marked word in every ten
    18 ms (``python -m writingviews.document.tests.measure``).
    """
    checked = as_document(document)
    sources = sources_of(checked)
    return _rendered(checked, _Manner(pictures, sources, labels, id_prefix, None, interactive=True))


def render_blocks(
    document: Node,
    *,
    pictures: Callable[[str], PictureView | None],
    labels: Labels,
    id_prefix: str,
    marked: Marked,
) -> RenderedBlocks:
    """Renders what follows the standfirst, each block by itself, some of its words marked.

    Args:
        document: a checked document.
        pictures, labels, id_prefix: as for :func:`render_body`.
        marked: which words of which of the document's nodes.
    """
    manner = _Manner(
        pictures, sources_of(document), labels, id_prefix, None, interactive=True, marked=marked
    )
    rendering = _Rendering(manner)
    blocks = []
    for block in _body(document):
        rendering.out = HtmlWriter()
        rendering.blocks([block])
        blocks.append(rendering.out.html())
    return RenderedBlocks(blocks, *_apart(rendering.footnotes, manner))


def render_line(line: Node, marked: Marked) -> str:
    """A title or a standfirst as inline HTML, some of its words marked."""
    manner = _Manner(lambda _: None, (), Labels(), "", None, interactive=True, marked=marked)
    rendering = _Rendering(manner)
    rendering.inline(line)
    return rendering.out.html()


def line_of(node: Node) -> str:
    """The words of a node that holds words; U+FFFC stands for what is none, such as a footnote."""
    return "".join(child.text or _OBJECT for child in node.content.content)


def render_feed_body(
    document: Node | Mapping[str, Any],
    *,
    pictures: Callable[[str], PictureView | None],
    address: str,
    labels: Labels = Labels(),
) -> str:
    """The body as one piece of HTML for a feed or a mail.

    It stands by itself: every address is absolute, footnotes and sources follow as lists, verse
    keeps its indents without a style sheet, and nothing takes the focus or waits to be scrolled.

    Args:
        document, pictures, labels: as for :func:`render_body`.
        address: the article's own page, absolute, "https://…".

    Raises:
        InvalidDocument: JSON that breaks the schema.
    """
    checked = as_document(document)
    manner = _Manner(pictures, sources_of(checked), labels, "", address, interactive=False)
    rendering = _Rendering(manner)
    rendering.blocks(_body(checked))
    notes = rendering.footnotes
    if notes:
        out = rendering.out
        out.empty("hr")
        with out.element("ol", {"dir": first_strong(inline_text(notes[0])) or "auto"}):
            for number, note in enumerate(notes, start=1):
                with out.element("li", {"id": f"fn-{number}", "dir": "auto"}):
                    rendering.inline(note)
                    out.text(" ")
                    with out.element("a", {"href": rendering.absolute(f"#fnref-{number}")}):
                        out.text("↩")
    if manner.sources:
        rendering.source_list()
    return rendering.out.html()


def render_title(document: Node | Mapping[str, Any]) -> str:
    """The title as inline HTML (``em``, ``span[lang]``); "" if it is empty."""
    return _rendered_line(as_document(document).child(0))


def render_standfirst(document: Node | Mapping[str, Any]) -> str:
    """The standfirst as inline HTML (``strong``, ``em``, ``span[lang]``); "" if it is empty."""
    return _rendered_line(as_document(document).child(1))


def _body(document: Node) -> list[Node]:
    return list(document.content.content[2:])


def _rendered(document: Node, manner: _Manner) -> RenderedBody:
    rendering = _Rendering(manner)
    rendering.blocks(_body(document))
    notes, sources = _apart(rendering.footnotes, manner)
    return RenderedBody(rendering.out.html(), notes, rendering.headings, sources)


def _apart(footnotes: Iterable[Node], manner: _Manner) -> tuple[list[str], list[RenderedSource]]:
    """What the page sets apart from the body: its footnotes and its sources."""
    notes = []
    for note in footnotes:
        apart = _Rendering(manner)
        apart.inline(note)
        notes.append(apart.out.html())
    return notes, [
        RenderedSource(f"{manner.id_prefix}source-{number}", _rendered_source(source, manner))
        for number, source in enumerate(manner.sources, start=1)
    ]


def _rendered_source(source: Source, manner: _Manner) -> str:
    rendering = _Rendering(manner)
    rendering.source(source)
    return rendering.out.html()


def _rendered_line(line: Node) -> str:
    manner = _Manner(lambda _: None, (), Labels(), "", None, interactive=True)
    rendering = _Rendering(manner)
    rendering.inline(line)
    return rendering.out.html()


def _inner_dir(node: Node) -> str:
    """The direction of a container, whose blocks have their own."""
    return direction_of_block(node) or "auto"


def _own_dir(node: Node) -> str:
    direction = node.attrs["dir"]
    return direction if isinstance(direction, str) else "auto"


@dataclass
class _Rendering:
    """One run over a document: the writer, and what is numbered or must be unique."""

    manner: _Manner
    out: HtmlWriter = field(default_factory=HtmlWriter)
    footnotes: list[Node] = field(default_factory=list)
    headings: list[HeadingView] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    outline: int = 1
    tables: int = 0
    codes: int = 0

    def absolute(self, address: str) -> str:
        """``address`` as the page or feed needs it."""
        base = self.manner.address
        return address if base is None else urljoin(base, address)

    # Blocks

    def blocks(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            if not is_blank(node):
                _BLOCKS[node.type.name](self, node)

    def paragraph(self, node: Node) -> None:
        with self.out.element("p", {"dir": _own_dir(node)}):
            self.inline(node)

    def heading(self, node: Node) -> None:
        text = inline_text(node).strip()
        # Who hears a page goes from heading to heading: none is more than one step below the last.
        level = min(int(str(node.attrs["level"])), self.outline + 1)
        self.outline = level
        address = slug(text, fallback="heading", max_length=60)
        id_ = self.manner.id_prefix + self.unique(f"h-{address}")
        self.headings.append(HeadingView(level, id_, text))
        with self.out.element(f"h{level}", {"id": id_, "dir": _own_dir(node)}):
            self.inline(node)

    def unique(self, id_: str) -> str:
        """``id_``, with the first number behind it that makes it the only one of its name."""
        candidate, number = id_, 1
        while candidate in self.ids:
            number += 1
            candidate = f"{id_}-{number}"
        self.ids.add(candidate)
        return candidate

    def quotation(self, node: Node) -> None:
        said = [
            (name, str(node.attrs[name]))
            for name in ("speaker", "role", "place", "date")
            if node.attrs[name]
        ]
        with self.out.element("figure", {"class": "quotation", "dir": _inner_dir(node)}):
            with self.out.element("blockquote", {"dir": _inner_dir(node)}):
                self.blocks(node.content.content)
            cited = self.source_of(node)
            if said or cited:
                with self.out.element("figcaption", {"dir": "auto"}):
                    for index, (name, value) in enumerate(said):
                        if index:
                            self.out.text(self.manner.labels.comma)
                        with self.out.element("span", {"class": name}):
                            self.out.text(value)
                    if cited:
                        self.out.text(" " if said else "")
                        self.reference(cited, None)

    def pull_quote(self, node: Node) -> None:
        with self.out.element("p", {"class": "pull-quote", "dir": _own_dir(node)}):
            self.inline(node)

    def bullet_list(self, node: Node) -> None:
        with self.out.element("ul", {"dir": _inner_dir(node)}):
            self.items(node)

    def ordered_list(self, node: Node) -> None:
        start = node.attrs["start"]
        attributes = {"start": None if start == 1 else str(start), "dir": _inner_dir(node)}
        with self.out.element("ol", attributes):
            self.items(node)

    def items(self, node: Node) -> None:
        for item in node.content.content:
            with self.out.element("li", {"dir": _inner_dir(item)}):
                self.terse(item)

    def terse(self, node: Node) -> None:
        """The content of a list item or cell: one paragraph needs no ``p``."""
        first, *rest = node.content.content
        if first.type.name == "paragraph" and all(n.type.name != "paragraph" for n in rest):
            self.inline(first)
            self.blocks(rest)
        else:
            self.blocks(node.content.content)

    def picture(self, node: Node) -> None:
        media, credit = node.attrs["media"], node.attrs["credit"]
        view = self.manner.pictures(media) if isinstance(media, str) else None
        captioned = not all(is_blank(child) for child in node.content.content)
        if view is None and not captioned and not credit:
            return
        with self.out.element("figure", {"class": "picture", "dir": _inner_dir(node)}):
            if view is not None:
                self.image(view, str(node.attrs["alt"]))
            if captioned or credit:
                with self.out.element("figcaption", {"dir": _own_dir(node)}):
                    if captioned:
                        self.inline(node)
                    if credit:
                        self.out.text(" " if captioned else "")
                        with self.out.element("span", {"class": "credit", "dir": "auto"}):
                            self.out.text(str(credit))

    def image(self, view: PictureView, alt: str) -> None:
        interactive = self.manner.interactive
        with self.out.element("picture"):
            for mime, srcset in view.sources:
                absolute = ", ".join(
                    " ".join([self.absolute(candidate.split()[0]), *candidate.split()[1:]])
                    for candidate in srcset.split(",")
                    if candidate.strip()
                )
                self.out.empty("source", {"type": mime, "srcset": absolute, "sizes": view.sizes})
            self.out.empty(
                "img",
                {
                    "src": self.absolute(view.src),
                    "width": str(view.width),
                    "height": str(view.height),
                    "alt": alt,
                    "loading": "lazy" if interactive else None,
                    "decoding": "async" if interactive else None,
                },
            )

    def gallery(self, node: Node) -> None:
        with self.out.element("div", {"class": "gallery", "dir": _inner_dir(node)}):
            self.blocks(node.content.content)

    def verse(self, node: Node) -> None:
        with self.out.element("div", {"class": "verse", "dir": _inner_dir(node)}):
            for stanza in _stanzas(node):
                with self.out.element("p", {"class": "stanza", "dir": _inner_dir(stanza[0])}):
                    for index, line in enumerate(stanza):
                        if index:
                            self.out.empty("br")
                        self.verse_line(line)

    def verse_line(self, node: Node) -> None:
        indent = int(str(node.attrs["indent"]))
        attributes = {
            "class": "line",
            "data-indent": str(indent) if indent else None,
            "dir": _own_dir(node),
        }
        if not self.manner.interactive:
            self.out.text("\u2003" * indent)
        with self.out.element("span", attributes):
            self.inline(node)

    def table(self, node: Node) -> None:
        self.tables += 1
        if not self.manner.interactive:
            self.bare_table(node)
            return
        label = f"{self.manner.labels.table} {self.manner.labels.number(self.tables)}"
        scroll = {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": label}
        with self.out.element("div", scroll):
            self.bare_table(node)

    def bare_table(self, node: Node) -> None:
        rows = node.content.content
        headed = _has_head(rows)
        with self.out.element("table", {"dir": _inner_dir(node)}):
            if node.attrs["caption"]:
                with self.out.element("caption", {"dir": "auto"}):
                    self.out.text(str(node.attrs["caption"]))
            if headed:
                with self.out.element("thead"):
                    self.row(rows[0], left=1, scope="col")
            if len(rows) > headed:
                with self.out.element("tbody"):
                    for index, row in enumerate(rows[headed:], start=headed):
                        self.row(row, left=len(rows) - index, scope="row")

    def row(self, node: Node, *, left: int, scope: str) -> None:
        """One row with ``left`` rows to the end of its group, itself among them."""
        with self.out.element("tr"):
            for cell in node.content.content:
                # A header without words heads nothing, and is read out as a fault.
                header = cell.type.name == "tableHeader" and not is_blank(cell)
                columns = int(str(cell.attrs["colspan"]))
                rows = min(int(str(cell.attrs["rowspan"])), left)
                attributes = {
                    "scope": scope if header else None,
                    "colspan": str(columns) if columns > 1 else None,
                    "rowspan": str(rows) if rows > 1 else None,
                    "dir": _inner_dir(cell),
                }
                with self.out.element("th" if header else "td", attributes):
                    self.terse(cell)

    def aside(self, node: Node) -> None:
        role = "note" if self.manner.interactive else None
        attributes = {"class": "aside", "role": role, "dir": _inner_dir(node)}
        with self.out.element("aside", attributes):
            self.blocks(node.content.content)

    def code_block(self, node: Node) -> None:
        self.codes += 1
        language = node.attrs["language"]
        attributes: dict[str, str | None] = {
            "class": "code",
            "data-language": str(language) if language else None,
            "dir": "ltr",
        }
        if self.manner.interactive:
            label = f"{self.manner.labels.code} {self.manner.labels.number(self.codes)}"
            attributes |= {"tabindex": "0", "role": "group", "aria-label": label}
        with self.out.element("pre", attributes), self.out.element("code"):
            self.inline(node)

    def scene_break(self, _: Node) -> None:
        self.out.empty("hr", {"class": "scene-break"})

    def embed(self, node: Node) -> None:
        url = str(node.attrs["url"])
        host, title, credit = _host(url), node.attrs["title"], node.attrs["credit"]
        with self.out.element("figure", {"class": "embed", "dir": "auto"}):
            with self.out.element("a", {"href": url, "rel": "nofollow noopener external"}):
                if title:
                    self.out.text(f"{title} ")
                with self.out.element("span", {"class": "host", "dir": "ltr"}):
                    self.out.text(host)
            if credit:
                self.out.text(" ")
                with self.out.element("span", {"class": "credit", "dir": "auto"}):
                    self.out.text(str(credit))

    def source_list(self) -> None:
        """The list of sources below a body that stands by itself."""
        out = self.out
        first = self.manner.sources[0]
        direction = first_strong(f"{first.author} {first.title} {first.place}") or "auto"
        with out.element("p", {"dir": direction}):
            out.text(self.manner.labels.sources)
        with out.element("ol", {"dir": direction}):
            for number, source in enumerate(self.manner.sources, start=1):
                with out.element("li", {"id": f"source-{number}", "dir": "auto"}):
                    self.source(source)

    def source(self, source: Source) -> None:
        """An entry of the list: author, title, where and when, and the addresses in full."""
        out = self.out
        where = self.manner.labels.comma.join(part for part in (source.place, source.date) if part)
        addresses = source.addresses
        said = [(text, name) for name, text in (("", source.author), ("em", source.title)) if text]
        said += [(where, "")] if where else []
        for index, (text, name) in enumerate(said):
            if name:
                with out.element(name):
                    out.text(text)
            else:
                out.text(text)
            last = index == len(said) - 1 and not addresses
            out.text("" if last else " " if _STOPPED.search(text) else ". ")
        for index, (address, shown) in enumerate(addresses):
            with out.element("a", {"href": address, "rel": "nofollow noopener", "dir": "ltr"}):
                out.text(shown)
            out.text(" " if index < len(addresses) - 1 else "")

    # Inline

    def inline(self, node: Node) -> None:
        """The inline content of ``node``, its marks as elements that nest and never overlap."""
        within: list[Mark] = []
        for child, marked in self.pieces(node):
            marks = _nested(child)
            shared = 0
            while shared < min(len(within), len(marks)) and within[shared].eq(marks[shared]):
                shared += 1
            self.leave(within[shared:])
            for mark in marks[shared:]:
                self.out.open(_ELEMENTS[mark.type.name], _mark_attributes(mark))
            within = marks
            if marked is None:
                self.leaf(child)
            else:
                with self.out.element(marked):
                    self.leaf(child)
        self.leave(within)

    def pieces(self, node: Node) -> Iterable[tuple[Node, str | None]]:
        """The inline content of ``node``, cut where marked words begin and end, each piece with
        the element that it is set in."""
        marked = self.manner.marked
        ranges = marked.ranges.get(id(node), ()) if marked else ()
        if marked is None or not ranges:
            for child in node.content.content:
                yield child, None
            return
        at = 0
        for child in node.content.content:
            text = child.text or _OBJECT
            for start, end, inside in _cut(at, at + len(text), ranges):
                piece = SCHEMA.text(text[start - at : end - at], child.marks)
                element = marked.element if inside else None
                yield (piece if child.is_text else child), element
            at += len(text)

    def leave(self, marks: list[Mark]) -> None:
        for mark in reversed(marks):
            self.out.close(_ELEMENTS[mark.type.name])

    def leaf(self, node: Node) -> None:
        match node.type.name:
            case "text":
                self.out.text(node.text or "")
            case "hardBreak":
                self.out.empty("br")
            case "footnote":
                self.footnote(node)
            case "citation":
                self.citation(node)

    def footnote(self, node: Node) -> None:
        if is_blank(node):
            return
        self.footnotes.append(node)
        number, prefix = len(self.footnotes), self.manner.id_prefix
        shown = self.manner.labels.number(number)
        attributes = {
            "id": f"{prefix}fnref-{number}",
            "href": self.absolute(f"#{prefix}fn-{number}"),
            "role": "doc-noteref" if self.manner.interactive else None,
            "aria-label": f"{self.manner.labels.footnote} {shown}",
        }
        with self.out.element("sup", {"class": "fn"}), self.out.element("a", attributes):
            self.out.text(shown)

    def citation(self, node: Node) -> None:
        locator = node.attrs["locator"]
        source = self.source_of(node)
        if source or locator:
            self.reference(source, str(locator) if locator else None)

    def source_of(self, node: Node) -> tuple[str, str] | None:
        """The anchor and the label of the source that a node names; None if there is none."""
        for number, source in enumerate(self.manner.sources, start=1):
            if source.id and source.id == node.attrs["source"]:
                label = source.label or source.place or source.date
                return f"#{self.manner.id_prefix}source-{number}", label
        return None

    def reference(self, source: tuple[str, str] | None, locator: str | None) -> None:
        with self.out.element("span", {"class": "citation"}):
            self.out.text("(")
            if source:
                anchor, label = source
                with self.out.element("a", {"href": self.absolute(anchor)}):
                    self.out.text(label)
            if source and locator:
                self.out.text(self.manner.labels.comma)
            self.out.text(f"{locator or ''})")


_BLOCKS: Final[dict[str, Callable[[_Rendering, Node], None]]] = {
    "paragraph": _Rendering.paragraph,
    "heading": _Rendering.heading,
    "quotation": _Rendering.quotation,
    "pullQuote": _Rendering.pull_quote,
    "bulletList": _Rendering.bullet_list,
    "orderedList": _Rendering.ordered_list,
    "picture": _Rendering.picture,
    "gallery": _Rendering.gallery,
    "verse": _Rendering.verse,
    "table": _Rendering.table,
    "aside": _Rendering.aside,
    "codeBlock": _Rendering.code_block,
    "sceneBreak": _Rendering.scene_break,
    "embed": _Rendering.embed,
}


def _cut(
    start: int, end: int, ranges: Sequence[tuple[int, int]]
) -> Iterable[tuple[int, int, bool]]:
    """The stretch from ``start`` to ``end``, cut at the ranges: which parts lie inside them."""
    for begins, ends in ranges:
        if ends <= start or begins >= end:
            continue
        if begins > start:
            yield start, begins, False
        start = max(start, begins)
        yield start, min(end, ends), True
        start = min(end, ends)
    if start < end:
        yield start, end, False


def _nested(node: Node) -> list[Mark]:
    """A node's marks, outermost first. A link around what is itself a link would nest two."""
    marks = sorted(node.marks, key=lambda mark: _OUTERMOST_FIRST[mark.type.name])
    if node.type.name in ("footnote", "citation"):
        return [mark for mark in marks if mark.type.name != "link"]
    return marks


def _mark_attributes(mark: Mark) -> dict[str, str | None] | None:
    match mark.type.name:
        case "link":
            return {"href": str(mark.attrs["href"])}
        case "language":
            lang = str(mark.attrs["lang"])
            return {"lang": lang, "dir": direction_of_language(lang)}
    return None


def _stanzas(verse: Node) -> list[list[Node]]:
    stanzas: list[list[Node]] = [[]]
    for line in verse.content.content:
        if is_blank(line):
            stanzas.append([])
        else:
            stanzas[-1].append(line)
    return [stanza for stanza in stanzas if stanza]


def _has_head(rows: Sequence[Node]) -> bool:
    """Whether the first row is a table's head: headers only, and none reaches below it."""
    return all(
        cell.type.name == "tableHeader" and cell.attrs["rowspan"] == 1
        for cell in rows[0].content.content
    )


def _host(url: str) -> str:
    """The host of a web address, without a user's name, a port or a leading "www."."""
    authority = url.partition("//")[2]
    for end in "/?#":
        authority = authority.partition(end)[0]
    return authority.rpartition("@")[2].partition(":")[0].removeprefix("www.")
