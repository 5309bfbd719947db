"""Two versions of a text beside each other: nothing is lost, and what differs is marked."""

import re
from typing import Any

from hypothesis import given, settings

from writingviews.document.comparing import Comparison, compare
from writingviews.document.html import Labels, render_body, render_title
from writingviews.document.validate import parse_document

from .strategies import JSON, documents
from .test_content import text

LABELS = (Labels(), Labels())


def compared(before: JSON, after: JSON) -> Comparison:
    return compare(
        parse_document(before), parse_document(after), pictures=lambda _: None, labels=LABELS
    )


def unmarked(html: str) -> str:
    return re.sub(r"</?(?:ins|del)>", "", html)


@settings(max_examples=60, deadline=None)
@given(documents(), documents())
def test_each_side_reads_as_it_does_by_itself(before: JSON, after: JSON) -> None:
    found = compared(before, after)
    sides: tuple[tuple[Any, JSON, list[str], str], ...] = (
        (found.first, before, [row.first for row in found.rows], "first-"),
        (found.last, after, [row.last for row in found.rows], "last-"),
    )
    for side, document, blocks, prefix in sides:
        alone = render_body(document, pictures=lambda _: None, id_prefix=prefix)
        assert unmarked("".join(blocks)) == alone.html
        assert list(side.footnotes) == alone.footnotes
        assert list(side.sources) == alone.sources
        assert unmarked(side.title) == render_title(document)
    assert "<ins>" not in "".join(row.first for row in found.rows)
    assert "<del>" not in "".join(row.last for row in found.rows)


@settings(max_examples=30, deadline=None)
@given(documents())
def test_of_two_that_are_alike_nothing_is_marked(document: JSON) -> None:
    found = compared(document, document)
    assert {row.state for row in found.rows} <= {"same"}
    assert not re.search("<(ins|del)>", "".join(row.first + row.last for row in found.rows))


def test_a_block_that_was_rewritten_stands_beside_what_it_was() -> None:
    found = compared(
        text("Kept.", "The oven is lit before the bell.", "Struck altogether.", title="Bread"),
        text("New here.", "Kept.", "The oven was lit before the first bell.", title="Our bread"),
    )
    assert [(row.state, row.first, row.last) for row in found.rows] == [
        ("last", "", '<p dir="auto"><ins>New here.</ins></p>'),
        ("same", '<p dir="auto">Kept.</p>', '<p dir="auto">Kept.</p>'),
        (
            "changed",
            '<p dir="auto">The oven <del>is</del> lit before the bell.</p>',
            '<p dir="auto">The oven <ins>was</ins> lit before the <ins>first</ins> bell.</p>',
        ),
        ("first", '<p dir="auto"><del>Struck altogether.</del></p>', ""),
    ]
    assert found.first.title == "<del>Bread</del>"
    assert found.last.title == "<ins>Our bread</ins>"


def test_letters_with_their_marks_are_one_word_and_what_anybody_wrote_is_escaped() -> None:
    (row,) = compared(text("کتابِ من می‌رود <b>"), text("کتابِ ما می‌رود <i>")).rows
    assert row.first == '<p dir="auto">کتابِ <del>من</del> می‌رود &lt;<del>b</del>&gt;</p>'
    assert row.last == '<p dir="auto">کتابِ <ins>ما</ins> می‌رود &lt;<ins>i</ins>&gt;</p>'


def test_so_many_blocks_that_each_with_each_would_take_long_stand_as_they_come() -> None:
    found = compared(text(*(f"a{n}" for n in range(60))), text(*(f"b{n}" for n in range(70))))
    assert [row.state for row in found.rows] == ["changed"] * 60 + ["last"] * 10
