"""Plays a suggester and a writer at random: ``python -m writingviews.desk.tests.play_stories``.

``[STORIES] [SEED]`` follow, 1,000 and a fresh seed unless told: see ``frontend/desk/fuzz.ts``. What
is broken is printed with the seed of its story.
"""

import json
import secrets
import sys
from typing import Any

from writingviews.document.tests.in_node import node

EVENTS = 40
#: Stories that Node plays at once.
PORTION = 500
PROGRAM = """
import { loadTypeScript } from "./frontend/document/load.mjs";
const { stories } = await loadTypeScript(process.cwd() + "/frontend/desk/fuzz.ts");
const [length, cases, seed] = JSON.parse(await new Response(process.stdin).text());
for (const story of stories(cases, length, seed)) console.log(JSON.stringify(story));
"""


def play(cases: int, seed: int) -> list[dict[str, Any]]:
    """Return each story: its seed, what broke in it, and how often what happened."""
    played: list[dict[str, Any]] = []
    while len(played) < cases:
        given = json.dumps([EVENTS, min(PORTION, cases - len(played)), seed + len(played)])
        printed = node("--input-type=module", "-e", PROGRAM, given=given)
        played += [json.loads(line) for line in printed.split("\n") if line]
    return played


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else secrets.randbelow(2**31)
    print(f"seeds from {first} on")  # noqa: T201
    told = play(wanted, first)
    broken = [story for story in told if story["broken"] is not None]
    print(f"{len(told)} stories, {len(broken)} broken")  # noqa: T201
    for story in broken:
        print(f"seed {story['seed']}: {story['broken']}")  # noqa: T201
    sys.exit(bool(broken))
