"""Browser and server agree: on the schema, on every document, on what every step leads to."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from writingviews.document.steps import StepRefused, apply_steps
from writingviews.document.tests.bad_documents import BAD_DOCUMENTS
from writingviews.document.text import plain_text, title_text
from writingviews.document.validate import EMPTY_DOCUMENT, parse_document

from .in_node import FRONTEND, needs_node, node
from .play_suggestions import play

STEPS = 2000
#: With ``-m long``; each transaction is of one step or a few.
MANY_TRANSACTIONS = 10_000
SUGGESTED = 1500

pytestmark = [pytest.mark.node, needs_node]


def lines(printed: str) -> Iterator[dict[str, Any]]:
    # Not splitlines(): U+2028 may stand in a text, and ends no line of JSON.
    return (json.loads(line) for line in printed.split("\n") if line)


def test_schema_json_is_what_the_browser_says() -> None:
    node(str(FRONTEND / "export-schema.mjs"), "--check")


def test_the_server_repeats_what_the_browser_does() -> None:
    """Random edits, forged steps among them: the same documents, and the same refusals."""
    _, steps, refused = _repeated(STEPS, seed=1)
    assert steps >= STEPS
    assert 0 < refused < STEPS / 4


@pytest.mark.long
def test_the_server_repeats_ten_thousand_transactions_of_the_browser() -> None:
    transactions = 0
    seed = 2
    while transactions < MANY_TRANSACTIONS:
        transactions += _repeated(STEPS, seed)[0]
        seed += 1


def _repeated(number: int, seed: int) -> tuple[int, int, int]:
    """Hold the server to what the browser does; return transactions, steps, and how many of the
    transactions were refused."""
    transactions = steps = refused = 0
    for trial in lines(node(str(FRONTEND / "fuzz.mjs"), "trials", str(number), str(seed))):
        transactions += 1
        before = parse_document(trial["document"])
        steps += len(trial["steps"])
        try:
            after = json.loads(json.dumps(apply_steps(before, trial["steps"]).to_json()))
        except StepRefused:
            after = None
            refused += 1
        assert after == trial["result"], trial["steps"]
    return transactions, steps, refused


@pytest.mark.parametrize(
    ("bad", "instead"),
    [("\x00", ""), ("\x1b", ""), ("\ud83e", ""), ("\uffff", ""), ("\x0b", "\n"), ("\r\n", "\n")],
)
def test_the_editors_guard_leaves_nothing_that_the_server_would_refuse(
    bad: str, instead: str
) -> None:
    written = json.dumps(f"{bad}🦊{bad}x")

    (left,) = lines(node(str(FRONTEND / "fuzz.mjs"), "guarded", written))
    document = parse_document(left)

    assert title_text(document) == f"a{instead}🦊{instead}xb"
    assert plain_text(document) == f"c{instead}🦊{instead}x"
    assert document.child(3).child(1).marks[0].type.name == "strong"


def test_both_refuse_the_same_documents() -> None:
    documents = {name: data for name, (data, _) in BAD_DOCUMENTS.items()}
    given = json.dumps({**documents, "good": EMPTY_DOCUMENT})

    told = {
        line["name"]: line["refusal"]
        for line in lines(node(str(FRONTEND / "fuzz.mjs"), "refusals", given=given))
    }

    assert told.pop("good") is None
    assert told.keys() == documents.keys()
    assert [name for name, refusal in told.items() if refusal is None] == []


def test_any_part_of_what_is_suggested_can_be_taken() -> None:
    """All hunks give the suggester's text, some a text that keeps the rules, on both sides.

    ``python -m writingviews.document.tests.play_suggestions`` plays 10,000 with fresh seeds.
    """
    played = play(SUGGESTED, 1)
    assert played.broken == []
    assert played.cases == SUGGESTED
    assert played.hunks > 2 * SUGGESTED
    assert played.kinds == {"words", "blocks"}
