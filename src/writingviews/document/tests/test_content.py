"""Pieces of a document: what makes one document of another."""

from hypothesis import given, settings

from writingviews.document import content
from writingviews.document.content import steps_between
from writingviews.document.steps import apply_steps
from writingviews.document.validate import parse_document

from .strategies import JSON, documents


def text(*paragraphs: str, title: str = "A title") -> JSON:
    blocks = [
        {"type": "paragraph", "content": [{"type": "text", "text": words}]} for words in paragraphs
    ]
    head = {"type": "title", "content": [{"type": "text", "text": title}]}
    return {"type": "doc", "content": [head, {"type": "standfirst"}, *blocks]}


@settings(max_examples=100, deadline=None)
@given(documents(), documents())
def test_its_steps_lead_from_any_document_to_any_other(before: JSON, after: JSON) -> None:
    old, new = parse_document(before), parse_document(after)
    assert apply_steps(old, steps_between(old, new)).eq(new)


def test_equal_documents_need_none() -> None:
    assert steps_between(parse_document(text("a", "b")), parse_document(text("a", "b"))) == []


def test_blocks_that_both_have_are_left_alone() -> None:
    old = parse_document(text("one", "two", "three", "four", "five"))
    new = parse_document(text("one", "2", "three", "five", "six", title="Another"))
    steps = steps_between(old, new)
    assert len(steps) == 4  # from the end: six, four, two, the title
    result = apply_steps(old, steps)
    assert result.eq(new)
    kept = {id(block) for block in old.content.content}
    assert [at for at in range(7) if id(result.child(at)) in kept] == [1, 2, 4, 5]


def test_many_differences_are_one() -> None:
    old = parse_document(text(*(f"{number}" for number in range(400))))
    new = parse_document(text(*(f"{number}" for number in range(0, 400, 2))))
    assert len(steps_between(old, new)) == 1 < content._MOST_PLACES
    assert apply_steps(old, steps_between(old, new)).eq(new)
