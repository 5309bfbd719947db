"""Whatever the schema admits renders to well-formed, escaped, harmless HTML."""

import re
from typing import Any, Final

from hypothesis import given, settings
from lxml import etree

from writingviews.document.html import (
    PictureView,
    render_body,
    render_feed_body,
    render_standfirst,
    render_title,
)
from writingviews.document.tests.strategies import UNHURRIED, documents
from writingviews.document.text import is_blank, standfirst_text, title_text
from writingviews.document.validate import parse_document

# fmt: off
ELEMENTS: Final = {
    "a", "aside", "blockquote", "br", "caption", "code", "div", "em", "figcaption", "figure",
    "h2", "h3", "h4", "hr", "img", "li", "ol", "p", "picture", "pre", "s", "source", "span",
    "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}
CLASSES: Final = {
    "aside", "citation", "code", "credit", "date", "embed", "fn", "gallery", "host", "line",
    "picture", "place", "pull-quote", "quotation", "role", "scene-break", "speaker", "stanza",
    "table-scroll", "verse",
}
ATTRIBUTES: Final = {
    "alt", "aria-label", "class", "colspan", "data-indent", "data-language", "decoding", "dir",
    "height", "href", "id", "lang", "loading", "rel", "role", "rowspan", "scope", "sizes", "src",
    "srcset", "start", "tabindex", "type", "width",
}
BLOCKS: Final = {
    "aside", "blockquote", "div", "figure", "h2", "h3", "h4", "hr", "ol", "p", "pre", "table", "ul",
}
# fmt: on
SAFE: Final = re.compile(r"https?://[^/]|mailto:.|/media/|#")


def picture(media: str) -> PictureView | None:
    if media < "8":
        return None
    return PictureView(
        300, 200, [("image/avif", f"/media/{media}/1.avif 1w")], "/media/x/1.jpg", "1px"
    )


def parsed(html: str) -> etree._Element:
    return etree.fromstring(f"<div>{html}</div>", etree.XMLParser(huge_tree=True))


def assert_harmless(root: etree._Element) -> None:
    for element in root.iterdescendants():
        assert element.tag in ELEMENTS
        for name, value in element.attrib.items():
            assert name in ATTRIBUTES
            if name in ("href", "src"):
                assert SAFE.match(value)
            if name == "class":
                assert set(value.split()) <= CLASSES
            if name == "dir":
                assert value in ("auto", "ltr", "rtl")


def assert_nested_as_html_admits(root: etree._Element) -> None:
    """The places where an HTML parser would close or move an element."""
    for element in root.iterdescendants():
        inside = {inner.tag for inner in element.iterdescendants()}
        if element.tag in ("p", "h2", "h3", "h4", "span", "sup", "em", "strong", "figcaption"):
            assert not inside & BLOCKS
        if element.tag == "a":
            assert "a" not in inside
        if element.tag == "table":
            assert "table" not in inside
        if element.tag in BLOCKS - {"hr"}:
            assert "dir" in element.attrib or element.get("class") == "table-scroll"


def ids(root: etree._Element) -> list[str]:
    return [value for element in root.iter() if (value := element.get("id")) is not None]


def texts(node: Any) -> list[str]:  # noqa: ANN401 - a prosemirror node
    """Every text of what is not blank."""
    if is_blank(node):
        return []
    if node.is_text:
        return [node.text]
    return [found for child in node.content.content for found in texts(child)]


@settings(UNHURRIED, max_examples=80)
@given(documents())
def test_a_body_is_well_formed_escaped_and_harmless(data: dict[str, Any]) -> None:
    document = parse_document(data)

    body = render_body(document, pictures=picture)
    root = parsed(body.html)
    notes = [parsed(note) for note in body.footnotes]
    sources = [parsed(source.html) for source in body.sources]

    for part in (root, *notes, *sources):
        assert_harmless(part)
        assert_nested_as_html_admits(part)
    page = ids(root) + [f"fn-{number}" for number, _ in enumerate(notes, start=1)]
    page += [source.anchor for source in body.sources]
    assert len(set(page)) == len(page)
    assert not any(re.search(r"\s", id_) for id_ in page)
    for link in root.iter("a"):
        href = link.get("href") or ""
        assert not href.startswith("#") or href[1:] in page
    assert [heading.id for heading in body.headings] == [
        id_ for id_ in ids(root) if not id_.startswith("fnref")
    ]


@settings(UNHURRIED, max_examples=80)
@given(documents())
def test_no_word_is_lost_on_the_way_to_html(data: dict[str, Any]) -> None:
    document = parse_document(data)

    body = render_body(document, pictures=lambda _: None)
    shown = "".join(parsed(body.html).itertext())
    noted = "".join("".join(parsed(note).itertext()) for note in body.footnotes)

    for block in document.content.content[2:]:
        for text in texts(block):
            assert text in shown or text in noted or not text.strip()
    assert "".join(parsed(render_title(document)).itertext()).strip() == title_text(document)
    standfirst = "".join(parsed(render_standfirst(document)).itertext()).strip()
    assert standfirst == standfirst_text(document)


@settings(UNHURRIED, max_examples=40)
@given(documents())
def test_a_feed_is_harmless_and_all_its_addresses_are_absolute(data: dict[str, Any]) -> None:
    html = render_feed_body(data, pictures=picture, address="https://example.org/articles/x/")
    root = parsed(html)

    assert_harmless(root)
    assert_nested_as_html_admits(root)
    assert len(set(ids(root))) == len(ids(root))
    for element in root.iter("a", "img"):
        assert re.match(r"https?://|mailto:", element.get("href") or element.get("src") or "")
    assert not root.xpath("//*[@tabindex or @role or @loading]")
