"""What the tools for blocks do, the house repeats, and it is a document."""

import json
from collections import Counter

import pytest

from writingviews.document.steps import apply_steps
from writingviews.document.tests.in_node import needs_node, node
from writingviews.document.validate import parse_document

pytestmark = [pytest.mark.node, needs_node]

PROGRAM = """
import { loadTypeScript } from "./frontend/document/load.mjs";
const { toolTrials } = await loadTypeScript(process.cwd() + "/frontend/desk/fuzzblocks.ts");
for (const trial of toolTrials(40, 7)) console.log(JSON.stringify(trial));
"""


def test_every_tool_leads_to_a_document_and_the_house_comes_to_the_same() -> None:
    # Not splitlines(): U+2028 may stand in a text, and ends no line of JSON.
    lines = node("--input-type=module", "-e", PROGRAM).split("\n")
    trials = [json.loads(line) for line in lines if line]
    count = Counter(trial["tool"] for trial in trials)

    assert len(count) == 31
    assert min(count.values()) >= 4, count
    for trial in trials:
        assert trial["refused"] is None, trial
        document = parse_document(trial["document"])
        after = apply_steps(document, trial["steps"])
        assert after.to_json() == parse_document(trial["result"]).to_json(), trial["tool"]
