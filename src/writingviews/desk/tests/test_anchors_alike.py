"""The sheet and the house keep an anchor at the same words."""

import json
import random

import pytest
from prosemirror.transform import Transform

from writingviews.desk.anchors import Anchor, follow, found_again, passage
from writingviews.document.tests.in_node import needs_node, node

from .test_anchors import Letters, a_document, an_edit, written

PROGRAM = """
import { build } from "esbuild";
const made = await build({
  stdin: {
    contents: `export { again, follow, passage } from "./frontend/desk/anchors";
      export { documentSchema } from "./frontend/document/schema";
      export { Step } from "@tiptap/pm/transform";`,
    resolveDir: process.cwd(),
    loader: "ts",
  },
  bundle: true, write: false, format: "esm", platform: "node", logLevel: "error",
});
const source = Buffer.from(made.outputFiles[0].contents).toString("base64");
const { again, follow, passage, documentSchema, Step } =
  await import(`data:text/javascript;base64,${source}`);
const schema = documentSchema();
let given = "";
for await (const part of process.stdin) given += part;
const told = JSON.parse(given).map(({ document, steps, start, end }) => {
  let doc = schema.nodeFromJSON(document);
  const words = passage(doc, start, end);
  let place = { from: start, to: end, gone: false };
  const places = steps.map((json) => {
    const step = Step.fromJSON(schema, json);
    doc = step.apply(doc).doc;
    place = again(doc, follow(place, [step.getMap()]), { words });
    return [place.from, place.to, place.gone];
  });
  return { words, places };
});
console.log(JSON.stringify(told));
"""

pytestmark = [pytest.mark.node, needs_node]


def test_the_sheet_follows_an_anchor_as_the_house_does() -> None:
    trials, expected = [], []
    for seed in range(500):
        chance, letters = random.Random(seed), Letters()
        document = a_document(letters, chance)
        transform = Transform(document)
        for _ in range(12):
            try:
                an_edit(transform, letters, chance)
            except (ValueError, AssertionError):  # no place for it there
                continue
        first, last = sorted(chance.sample(written(document), 2), key=lambda one: one[1])
        start, end = first[1], last[1] + len(last[0].encode("utf-16-le")) // 2
        steps = [step.to_json() for step in transform.steps]
        trials.append({"document": document.to_json(), "steps": steps, "start": start, "end": end})
        words, anchor, places = passage(document, start, end), Anchor(start, end), []
        for step, after in zip(steps, [*transform.docs[1:], transform.doc], strict=True):
            (anchor,) = follow([anchor], [step])
            if anchor.gone:
                anchor = found_again(after, anchor, words) or anchor
            places.append([anchor.start, anchor.end, anchor.gone])
        expected.append({"words": words, "places": places})
    told = json.loads(node("--input-type=module", "-e", PROGRAM, given=json.dumps(trials)))
    assert told == expected
    # It is a test only if words went and came back in it.
    gone = [[place[2] for place in one["places"]] for one in expected]
    assert sum(any(one) for one in gone) > 50
    assert sum(True in one and not one[-1] for one in gone) > 5
