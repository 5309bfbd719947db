"""What a suggester changed, as a writer is shown it: `frontend/document/hunks.ts`."""

import json
from typing import Any

import pytest

from .in_node import FRONTEND, needs_node, node

pytestmark = [pytest.mark.node, needs_node]

Json = dict[str, Any]


def text(words: str, **marks: str) -> Json:
    return {"type": "text", "text": words} | (
        {"marks": [{"type": name} for name in marks]} if marks else {}
    )


def block(name: str, *content: Json | str, **attrs: object) -> Json:
    inside = [text(part) if isinstance(part, str) else part for part in content]
    return {"type": name} | ({"attrs": attrs} if attrs else {}) | {"content": inside}


def paragraph(*content: Json | str) -> Json:
    return block("paragraph", *content)


def listed(*items: str) -> Json:
    return block("bulletList", *(block("listItem", paragraph(item)) for item in items))


def table(*rows: tuple[str, ...]) -> Json:
    return block(
        "table",
        *(
            block("tableRow", *(block("tableCell", paragraph(cell)) for cell in row))
            for row in rows
        ),
    )


def document(*blocks: Json) -> Json:
    return block("doc", block("title", "A title"), {"type": "standfirst"}, *blocks)


def words_of(part: Json) -> str:
    return str(part.get("text", "")) + "".join(words_of(one) for one in part.get("content", []))


def suggested(before: list[Json], after: list[Json]) -> list[tuple[str, str]]:
    """Each hunk between two texts: its kind, and the words that it puts there."""
    given = json.dumps([document(*before), document(*after)])
    printed = node(str(FRONTEND / "fuzz.mjs"), "hunks", given=given)
    hunks = [json.loads(line) for line in printed.split("\n") if line]
    return [
        (
            hunk["kind"],
            "|".join(words_of(part) for part in (hunk["slice"] or {}).get("content", [])),
        )
        for hunk in hunks
    ]


RIVER = "The river had been dry since spring. Nobody asked why the old house stood open."


@pytest.mark.parametrize(
    ("before", "after", "hunks"),
    [
        pytest.param([paragraph(RIVER)], [paragraph(RIVER)], [], id="nothing"),
        pytest.param(
            [paragraph(RIVER)],
            [paragraph(RIVER.replace("old house", "new house").replace("Nobody", "Nobody ever"))],
            [("words", "ever "), ("words", "new")],
            id="two words apart",
        ),
        pytest.param(
            [paragraph(RIVER)],
            [paragraph(RIVER.replace("old house", "new mill"))],
            [("words", "new mill")],
            id="neighbouring words are one change",
        ),
        pytest.param(
            [paragraph("خانه‌ی کهنه باز بود و کسی نپرسید چرا.")],
            [paragraph("خانه‌های کهنه باز بود و کسی نپرسید چرا.")],
            [("words", "خانه‌های")],
            id="a word with a zero-width non-joiner is one word",
        ),
        pytest.param(
            [paragraph("Look 👩‍👩‍👧 here, all of you.")],
            [paragraph("Look 👩‍👩‍👦 here, all of you.")],
            [("words", "👩‍👩‍👦")],
            id="a joined sign is not cut",
        ),
        pytest.param(
            [paragraph(RIVER)],
            [paragraph(text(RIVER[:36], strong=""), text(RIVER[36:]))],
            [("words", RIVER[:36])],
            id="bold",
        ),
        pytest.param(
            [paragraph(RIVER)],
            [block("heading", RIVER, level=2)],
            [("blocks", RIVER)],
            id="another kind of block",
        ),
        pytest.param(
            [paragraph(RIVER), paragraph("Then it rained for a week.")],
            [paragraph(RIVER[:36]), paragraph(RIVER[37:]), paragraph("Then it rained for a week.")],
            [("blocks", f"{RIVER[:36]}|{RIVER[37:]}")],
            id="a paragraph parted in two is one change",
        ),
        pytest.param(
            [paragraph(RIVER[:36]), paragraph(RIVER[37:])],
            [paragraph(RIVER)],
            [("blocks", RIVER)],
            id="two paragraphs joined are one change",
        ),
        pytest.param(
            [paragraph(RIVER)],
            [paragraph("A first one, all new."), paragraph(RIVER)],
            [("blocks", "A first one, all new.")],
            id="a new paragraph",
        ),
        pytest.param(
            [listed("bread", "salt", "a jar of olives")],
            [listed("bread", "oil", "salt", "a jar of green olives")],
            [("blocks", "oil"), ("words", "green ")],
            id="within a list",
        ),
        pytest.param(
            [table(("place", "votes"), ("Ash", "31"))],
            [table(("place", "votes"), ("Ash", "32"))],
            [("blocks", "32")],
            id="within a cell",
        ),
        pytest.param(
            [table(("place", "votes"), ("Ash", "31"))],
            [table(("place", "votes"), ("Ash", "31"), ("Elm", "7"))],
            [("blocks", "placevotesAsh31Elm7")],
            id="another row changes the table as a whole",
        ),
    ],
)
def test_changes_are_shown_as_a_person_reads_them(
    before: list[Json], after: list[Json], hunks: list[tuple[str, str]]
) -> None:
    assert suggested(before, after) == hunks
