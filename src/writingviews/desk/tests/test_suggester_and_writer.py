"""A suggester's sheet and a writer's text, at random: nothing that was suggested gets lost."""

import json

import pytest

from writingviews.document.tests.in_node import needs_node, node

STORIES, EVENTS = 150, 40
PROGRAM = """
import { loadTypeScript } from "./frontend/document/load.mjs";
const { stories } = await loadTypeScript(process.cwd() + "/frontend/desk/fuzz.ts");
const [length, cases, seed] = JSON.parse(await new Response(process.stdin).text());
for (const story of stories(cases, length, seed)) console.log(JSON.stringify(story));
"""

pytestmark = [pytest.mark.node, needs_node]


def test_what_is_suggested_stays_or_is_the_writers() -> None:
    """Late news, takes, refusals and new pages in between: see ``frontend/desk/fuzz.ts``."""
    given = json.dumps([EVENTS, STORIES, 1])

    printed = node("--input-type=module", "-e", PROGRAM, given=given)

    stories = [json.loads(line) for line in printed.splitlines()]
    assert [story for story in stories if story["broken"] is not None] == []
    assert len(stories) == STORIES
    for what in ("taken", "left", "anew", "reloaded", "another"):
        assert sum(story["counts"][what] for story in stories) > STORIES / 4, what
