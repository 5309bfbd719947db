"""A step changes a document wholly and validly, or not at all."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writingviews.document.steps import StepRefused, apply_steps
from writingviews.document.tests.bad_documents import document, link, nested, paragraph, text
from writingviews.document.tests.strategies import UNHURRIED, documents
from writingviews.document.text import plain_text, title_text
from writingviews.document.validate import EMPTY_DOCUMENT, check_tree, parse_document

# <doc> 0 <title> 1 </title> 2 <standfirst> 3 </standfirst> 4 <paragraph> 5 …
BODY = 5
SCRIPT = "javascript:alert(1)"


def replace(start: int, end: int, *content: object, **more: object) -> dict[str, Any]:
    step: dict[str, Any] = {"stepType": "replace", "from": start, "to": end}
    return step | {"slice": {"content": list(content), **more}} if content else step


def test_typing_changes_the_text_and_leaves_the_old_document_alone() -> None:
    before = parse_document(EMPTY_DOCUMENT)

    after = apply_steps(before, [replace(1, 1, text("Rain")), replace(9, 9, text("It rained."))])

    assert (title_text(after), plain_text(after)) == ("Rain", "It rained.")
    assert (title_text(before), plain_text(before)) == ("", "")


def test_no_steps_change_nothing() -> None:
    before = parse_document(EMPTY_DOCUMENT)

    assert apply_steps(before, []) is before


def test_positions_count_utf16_units_as_the_browser_does() -> None:
    before = parse_document(document(paragraph(text("🦊 runs"))))

    after = apply_steps(before, [replace(BODY + 2, BODY + 3, text("-"))])

    assert plain_text(after) == "🦊-runs"


def test_a_batch_with_one_bad_step_is_refused_whole_and_says_which() -> None:
    before = parse_document(EMPTY_DOCUMENT)

    with pytest.raises(StepRefused, match=r"^step 2 of 2 \(replace\): "):
        apply_steps(before, [replace(1, 1, text("Rain")), replace(1, 1, paragraph())])

    assert title_text(before) == ""


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ({"stepType": "attr", "pos": 4, "attr": "dir", "value": "up"}, "paragraph.dir is 'up'"),
        ({"stepType": "attr", "pos": 4, "attr": "onclick", "value": "x"}, "no attribute 'onclick'"),
        ({"stepType": "attr", "pos": 4, "attr": "dir"}, "no attribute"),
        ({"stepType": "attr", "pos": 16, "attr": "url", "value": SCRIPT}, "embed.url is"),
        ({"stepType": "attr", "pos": 16, "attr": "url", "value": None}, "embed.url is"),
        ({"stepType": "attr", "pos": 5, "attr": "dir", "value": None}, "text has no attribute"),
        ({"stepType": "attr", "pos": 17, "attr": "url", "value": "x"}, "no node at 17"),
        ({"stepType": "docAttr", "attr": "href", "value": SCRIPT}, "doc has no attribute 'href'"),
        ({"stepType": "addMark", "from": 5, "to": 9, "mark": link(SCRIPT)}, "link.href is"),
        ({"stepType": "addNodeMark", "pos": 5, "mark": link(SCRIPT)}, "link.href is"),
        ({"stepType": "addNodeMark", "pos": 4, "mark": {"type": "strong"}}, "Invalid content"),
        ({"stepType": "removeMark", "from": 5, "to": 9, "mark": link(SCRIPT)}, "link.href is"),
        ({"stepType": "addMark", "from": 5, "to": 9, "mark": {"type": "blink"}}, "no such mark"),
        ({"stepType": "addMark", "from": 5, "to": 9}, "mark is None"),
        (replace(9, 9, text("x", link(SCRIPT))), "slice.content[0].marks[0]: link.href"),
        (replace(9, 9, text("a\x00")), "U+0000"),
        (replace(9, 9, {"type": "script"}), "no such node"),
        (
            replace(9, 9, paragraph(), paragraph(paragraph()), paragraph(), openStart=1, openEnd=1),
            "paragraph holds",
        ),
        (replace(4, 17), "Invalid content for node doc"),
        (replace(0, 4), "Invalid content for node doc"),
        (replace(17, 17, {"type": "bulletList"}), "must hold listItem+"),
        (
            replace(17, 17, {"type": "aside", "content": [{"type": "gallery"}]}),
            "aside holds",
        ),
        (replace(9, 9, text("x"), openStart=-1), "openStart is -1"),
        (replace(9, 9, text("x"), openStart=30), "does not fit"),
        (replace(9, 8), "to is 8"),
        (replace(0, 900), "to is 900"),
        (replace(-1, 0), "from is -1"),
        ({"stepType": "replace", "from": True, "to": 1}, "from is True"),
        ({"stepType": "replace", "from": 1}, "to is None"),
        ({"stepType": "replace", "from": 1, "to": 1, "slice": "x"}, "slice must be an object"),
        ({"stepType": "replace", "from": 1, "to": 1, "structure": 1}, "structure must be true"),
        (replace(1, 1) | {"clientID": 7}, "has the key 'clientID'"),
        ({"stepType": "explode"}, "stepType is 'explode'"),
        ({}, "stepType is None"),
        (
            {"stepType": "replaceAround", "from": 4, "to": 16, "gapFrom": 4, "gapTo": 16},
            "insert must be a position",
        ),
        (
            {
                "stepType": "replaceAround",
                "from": 4,
                "to": 16,
                "gapFrom": 4,
                "gapTo": 16,
                "insert": 1,
                "slice": {"content": [{"type": "gallery"}]},
            },
            "does not fit",
        ),
    ],
)
def test_a_step_that_would_break_the_document_is_refused(step: dict[str, Any], reason: str) -> None:
    before = parse_document(
        document(paragraph(text("a river 🦊")), {"type": "embed", "attrs": {"url": "https://a.b"}})
    )
    assert before.content.size == 17

    with pytest.raises(StepRefused) as refusal:
        apply_steps(before, [step])

    assert reason in str(refusal.value)
    assert "step 1 of 1" in str(refusal.value)


@pytest.mark.parametrize("step", ["replace", None, [], 7])
def test_what_is_no_object_is_no_step(step: object) -> None:
    with pytest.raises(StepRefused, match="a step is a JSON object"):
        apply_steps(parse_document(EMPTY_DOCUMENT), [step])  # type: ignore[list-item]


def test_a_mark_that_a_title_does_not_admit_passes_over_it_as_in_the_browser() -> None:
    before = parse_document(
        {
            "type": "doc",
            "content": [
                {"type": "title", "content": [text("Rain")]},
                {"type": "standfirst"},
                paragraph(text("Rain")),
            ],
        }
    )

    after = apply_steps(
        before, [{"stepType": "addMark", "from": 1, "to": 13, "mark": {"type": "strong"}}]
    )

    assert not after.child(0).child(0).marks
    assert [mark.type.name for mark in after.child(2).child(0).marks] == ["strong"]


def test_a_step_through_the_middle_of_a_character_is_refused() -> None:
    before = parse_document(document(paragraph(text("🦊"))))

    with pytest.raises(StepRefused, match="does not fit"):
        apply_steps(before, [replace(BODY, BODY + 1)])


def test_lists_cannot_be_wrapped_deeper_than_a_document_may_be() -> None:
    def wrap(levels: int) -> None:
        root = parse_document(document(nested(levels)))
        whole = {"from": 4, "gapFrom": 4, "gapTo": root.content.size, "to": root.content.size}
        item = {"type": "listItem", "content": [paragraph()]}
        around = {"content": [{"type": "bulletList", "content": [item]}]}
        apply_steps(root, [{"stepType": "replaceAround", **whole, "insert": 4, "slice": around}])

    wrap(10)
    with pytest.raises(StepRefused, match="deeper than 24 levels"):
        wrap(11)


def test_a_document_cannot_grow_beyond_its_cap_step_by_step() -> None:
    root = parse_document(document(*[paragraph(text("a" * 50_000)) for _ in range(29)]))

    with pytest.raises(StepRefused, match="1500000 are admitted"):
        apply_steps(root, [replace(BODY, BODY, text("b" * 60_000))])


def test_a_document_cannot_gather_more_nodes_than_its_cap_step_by_step() -> None:
    breaks = [{"type": "hardBreak"}] * 30_000
    root = parse_document(document(paragraph(*breaks)))

    with pytest.raises(StepRefused, match="60000 are admitted"):
        apply_steps(root, [replace(BODY, BODY, *breaks)])


@settings(UNHURRIED, max_examples=60)
@given(documents(4), documents(4), st.data())
def test_what_a_step_leaves_passes_a_full_check(
    base: dict[str, Any], other: dict[str, Any], data: st.DataObject
) -> None:
    """The cheap check of what changed admits nothing that the check of the whole would refuse."""
    before, source = parse_document(base), parse_document(other)
    start, end = sorted(data.draw(st.integers(0, before.content.size)) for _ in range(2))
    cut = sorted(data.draw(st.integers(0, source.content.size)) for _ in range(2))
    try:
        piece = source.slice(cut[0], cut[1]).to_json()
        after = apply_steps(
            before, [{"stepType": "replace", "from": start, "to": end, "slice": piece}]
        )
    except (StepRefused, UnicodeDecodeError):
        return

    check_tree(after, 0)
    assert parse_document(after.to_json()).eq(after)
