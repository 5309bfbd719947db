"""Text, words and pictures of a document."""

from typing import Any

from hypothesis import given, settings

from writingviews.document.tests.bad_documents import document, paragraph, text
from writingviews.document.tests.strategies import UNHURRIED, documents
from writingviews.document.text import (
    PictureUse,
    passages,
    picture_uses,
    plain_text,
    standfirst_text,
    title_text,
    word_count,
)


def test_plain_text_keeps_blocks_verse_lines_and_rows_apart() -> None:
    def line(said: str = "") -> dict[str, Any]:
        return {"type": "verseLine", "content": [text(said)] if said else []}

    def cell(said: str) -> dict[str, Any]:
        return {"type": "tableCell", "content": [paragraph(text(said))]}

    footnote = {"type": "footnote", "content": [text("a note")]}
    data = document(
        {"type": "heading", "content": [text("River")]},
        paragraph(text("It was"), {"type": "hardBreak"}, text("dry"), footnote, text(".")),
        paragraph(),
        {"type": "verse", "content": [line("one"), line("two"), line(), line(), line("three")]},
        {
            "type": "quotation",
            "attrs": {"speaker": "Mina", "place": "Yazd"},
            "content": [paragraph(text("Dry."))],
        },
        {
            "type": "table",
            "attrs": {"caption": "Rain"},
            "content": [{"type": "tableRow", "content": [cell("May"), cell("3")]}],
        },
        {"type": "embed", "attrs": {"url": "https://example.org", "title": "A film"}},
        {"type": "sceneBreak"},
        {"type": "codeBlock", "content": [text("a = 1\nb = 2")]},
    )

    assert plain_text(data) == (
        "River\n\nIt was\ndry.\n\na note\n\none\ntwo\n\nthree\n\nDry.\n\nMina, Yazd\n\n"
        "Rain\n\nMay\t3\n\nA film\n\na = 1\nb = 2"
    )
    assert word_count(data) == 21


def test_title_and_standfirst_are_not_in_the_body() -> None:
    data = {
        "type": "doc",
        "content": [
            {"type": "title", "content": [text(" Rain "), text("now", {"type": "emphasis"})]},
            {"type": "standfirst", "content": [text("At last.")]},
            paragraph(text("It rained.")),
        ],
    }

    assert (title_text(data), standfirst_text(data)) == ("Rain now", "At last.")
    assert plain_text(data) == "It rained."


def test_pictures_are_found_in_galleries_too_and_empty_frames_are_not() -> None:
    def picture(media: str | None, alt: str, credit: str | None = None) -> dict[str, Any]:
        return {"type": "picture", "attrs": {"media": media, "alt": alt, "credit": credit}}

    data = document(
        picture("a" * 32, "A boat", "Ana"),
        picture(None, "lost"),
        {"type": "gallery", "content": [picture("b" * 32, "")]},
    )

    assert picture_uses(data) == [
        PictureUse("a" * 32, "A boat", "Ana"),
        PictureUse("b" * 32, "", None),
    ]


@settings(UNHURRIED, max_examples=40)
@given(documents())
def test_every_word_of_a_document_is_in_its_passages(data: dict[str, Any]) -> None:
    def said(node: dict[str, Any]) -> list[str]:
        own = [node["text"].strip()] if node["type"] == "text" else []
        return own + [word for child in node.get("content", []) for word in said(child)]

    found = passages(data)

    assert all(passage.strip() for passage in found)
    everything = "\n\n".join(found)
    for block in data["content"][2:]:
        for words in said(block):
            assert words in everything
