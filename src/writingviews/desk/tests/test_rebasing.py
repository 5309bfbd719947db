"""A late batch: what the house makes of it is what the sheet makes of it."""

import json
from typing import Any

import pytest

from writingviews.desk.rebasing import MOST_MISSED, TooNear, rebase
from writingviews.document.steps import apply_steps
from writingviews.document.tests.in_node import needs_node, node
from writingviews.document.validate import parse_document

from .typing_hand import typed

CASES = 800
PROGRAM = """
import { loadTypeScript } from "./frontend/document/load.mjs";
const { lateness } = await loadTypeScript(process.cwd() + "/frontend/desk/late.ts");
const [cases, seed] = JSON.parse(await new Response(process.stdin).text());
for (const late of lateness(cases, seed)) console.log(JSON.stringify(late));
"""


def _text(*paragraphs: str) -> Any:  # noqa: ANN401 - a node
    written = [
        {"type": "paragraph", "content": [{"type": "text", "text": words}]} for words in paragraphs
    ]
    return parse_document(
        {"type": "doc", "content": [{"type": "title"}, {"type": "standfirst"}, *written]}
    )


def _erased(start: int, end: int) -> dict[str, Any]:
    return {"stepType": "replace", "from": start, "to": end}


#: Where the first letters of two paragraphs of three letters stand.
FIRST, SECOND = 5, 10


def test_typing_elsewhere_is_moved_by_what_came_before() -> None:
    text = _text("one", "two")
    missed = [typed("!", FIRST)]
    moved, after = rebase(apply_steps(text, missed), [typed("a", SECOND + 1)], missed)
    assert moved == [typed("a", SECOND + 2)]
    assert [after.child(2).text_content, after.child(3).text_content] == ["!one", "tawo"]


def test_a_step_on_what_the_batch_itself_typed_stays_on_it() -> None:
    text = _text("one", "two")
    missed = [typed("12", FIRST)]
    own = [typed("abc", SECOND), _erased(SECOND + 1, SECOND + 2), typed("X", SECOND + 2)]
    moved, after = rebase(apply_steps(text, missed), own, missed)
    assert [step["from"] for step in moved] == [SECOND + 2, SECOND + 3, SECOND + 4]
    assert after.child(3).text_content == "acXtwo"


@pytest.mark.parametrize(
    ("own", "missed"),
    [
        (typed("a", FIRST), typed("b", FIRST)),
        (typed("a", FIRST + 1), _erased(FIRST, FIRST + 2)),
        (_erased(FIRST, FIRST + 2), typed("b", FIRST + 1)),
        (_erased(FIRST, FIRST + 2), _erased(FIRST + 1, FIRST + 3)),
    ],
)
def test_what_touches_is_left_to_the_sheet(own: dict[str, Any], missed: dict[str, Any]) -> None:
    after = apply_steps(_text("one", "two"), [missed])
    with pytest.raises(TooNear):
        rebase(after, [own], [missed])


@pytest.mark.parametrize(
    "own",
    [
        {"stepType": "replace", "from": "1", "to": 2},
        {"stepType": "nothing"},
        {"from": 1},
        typed("a", 4000),
        {"stepType": "docAttr", "attr": "x", "value": 1},
    ],
)
def test_nonsense_is_left_to_the_check_of_a_batch_in_time(own: dict[str, Any]) -> None:
    missed = [typed("b", FIRST)]
    after = apply_steps(_text("one", "two"), missed)
    with pytest.raises(TooNear):
        rebase(after, [own], missed)


def test_who_missed_very_much_takes_it_in_first() -> None:
    missed = [typed("b", FIRST)] * (MOST_MISSED + 1)
    after = apply_steps(_text("one", "two"), missed)
    with pytest.raises(TooNear):
        rebase(after, [typed("a", SECOND)], missed)


def test_who_wrote_very_much_takes_in_what_was_missed_first() -> None:
    missed = [typed("b", FIRST)]
    after = apply_steps(_text("one", "two"), missed)
    own = [typed("a", SECOND + 1)] * 400
    with pytest.raises(TooNear):
        rebase(after, own, missed)


@pytest.mark.node
@needs_node
def test_sheet_and_house_move_a_batch_alike() -> None:
    """Whatever is edited, in whichever pieces the sheet hears of it: see ``late.ts``."""
    printed = node("--input-type=module", "-e", PROGRAM, given=json.dumps([CASES, 1]))
    moved = 0
    for case in map(json.loads, printed.splitlines()):
        after = apply_steps(parse_document(case["base"]), case["missed"])
        try:
            steps, _ = rebase(after, case["own"], case["missed"])
        except TooNear:
            continue
        moved += 1
        assert json.loads(json.dumps(steps)) == case["mine"], case
    assert moved > CASES / 8
