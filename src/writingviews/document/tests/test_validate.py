"""A document from outside is held to the schema, and told exactly where it breaks it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from writingviews.document.tests.bad_documents import (
    BAD_DOCUMENTS,
    document,
    link,
    paragraph,
    text,
)
from writingviews.document.tests.strategies import UNHURRIED, documents
from writingviews.document.validate import EMPTY_DOCUMENT, InvalidDocument, parse_document


def test_an_empty_document_is_a_document() -> None:
    root = parse_document(EMPTY_DOCUMENT)

    assert [child.type.name for child in root.content.content] == [
        "title",
        "standfirst",
        "paragraph",
    ]


@pytest.mark.parametrize("name", BAD_DOCUMENTS)
def test_a_bad_document_is_refused_with_its_reason(name: str) -> None:
    data, reason = BAD_DOCUMENTS[name]

    with pytest.raises(InvalidDocument) as refusal:
        parse_document(data)

    assert reason in str(refusal.value)


def test_a_refusal_names_the_place_the_value_and_the_mend() -> None:
    data = document(paragraph(), paragraph(text("x"), text("y", link("javascript:alert(1)"))))

    with pytest.raises(InvalidDocument) as refusal:
        parse_document(data)

    assert str(refusal.value) == (
        "content[3].content[1].marks[0]: link.href is 'javascript:alert(1)': "
        "it must be a full address that starts with http://, https:// or mailto:"
    )


def test_a_long_value_is_not_repeated_whole() -> None:
    data = document({"type": "picture", "attrs": {"media": "0" * 100_000}})

    with pytest.raises(InvalidDocument) as refusal:
        parse_document(data)

    assert len(str(refusal.value)) < 300


def test_json_nested_very_deep_is_refused_and_does_not_end_the_program() -> None:
    nested: dict[str, Any] = {"type": "bulletList"}
    for _ in range(50_000):
        nested = {"type": "bulletList", "content": [nested]}

    with pytest.raises(InvalidDocument, match="nested deeper than 24 levels"):
        parse_document(document(nested))


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org",
        "http://example.org:8080/a?b=c&d#e",
        "https://fa.example.org/wiki/صفحه\u200cی_اصلی",
        "mailto:desk@example.org?subject=Hello",
    ],
)
def test_a_link_may_go_to_the_web_or_to_a_mailbox(href: str) -> None:
    root = parse_document(document(paragraph(text("x", link(href)))))

    assert root.child(2).child(0).marks[0].attrs["href"] == href


def test_an_alternative_text_may_have_2000_characters_and_a_fox_counts_two() -> None:
    parse_document(document({"type": "picture", "attrs": {"alt": "a" * 2000}}))
    parse_document(document({"type": "picture", "attrs": {"alt": "🦊" * 1000}}))


@settings(UNHURRIED, max_examples=50)
@given(documents())
def test_whatever_the_schema_admits_comes_back_as_it_was(data: dict[str, Any]) -> None:
    root = parse_document(data)
    written = json.loads(json.dumps(root.to_json()))

    assert parse_document(written).eq(root)
    assert json.loads(json.dumps(parse_document(written).to_json())) == written
