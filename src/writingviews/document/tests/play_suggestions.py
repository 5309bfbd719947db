"""Plays suggestions at random: ``python -m writingviews.document.tests.play_suggestions``.

``[CASES] [SEED]`` follow, 10,000 cases and a fresh seed unless told. Of each, any subset is taken:
that must leave a text that keeps the rules, all of them the suggester's text, none the writer's, by
the browser's code and by the house's. What is broken is printed with its seed.
"""

import json
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from writingviews.document.content import replacing_step
from writingviews.document.steps import StepRefused, apply_steps
from writingviews.document.validate import InvalidDocument, parse_document

from .in_node import FRONTEND, node

#: Cases that Node is asked for at once, each such portion with a seed of its own.
PORTION = 500


@dataclass
class Played:
    """What came of some cases."""

    cases: int = 0
    hunks: int = 0
    kinds: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)


def play(cases: int, seed: int) -> Played:
    """Play so many cases, of which the first `PORTION` have that seed."""
    played = Played()
    while played.cases < cases:
        portion = min(PORTION, cases - played.cases)
        for case in _cases(portion, seed):
            played.cases += 1
            played.hunks += len(case["hunks"])
            played.kinds |= {hunk["kind"] for hunk in case["hunks"]}
            if fault := _fault(case):
                told = json.dumps([case["base"], case["branch"], case["taken"]])
                played.broken.append(f"seed {seed}: {fault}: {told}")
        seed += 1
    return played


def _cases(cases: int, seed: int) -> Iterator[dict[str, Any]]:
    printed = node(str(FRONTEND / "fuzz.mjs"), "suggestions", str(cases), str(seed))
    # Not splitlines(): U+2028 may stand in a text, and ends no line of JSON.
    return (json.loads(line) for line in printed.split("\n") if line)


def _fault(case: dict[str, Any]) -> str | None:
    if case["broken"] is not None:
        return str(case["broken"])
    taken = [case["hunks"][index] for index in case["taken"]]
    if not taken:
        return None if case["result"] == case["base"] else "none of them is not the writer's text"
    # From the end, so that no range moves before its turn.
    taken.sort(key=lambda hunk: (-hunk["from"], -hunk["to"]))
    steps = [
        replacing_step(hunk["from"], hunk["to"], (hunk["slice"] or {}).get("content", ()))
        for hunk in taken
    ]
    try:
        after = apply_steps(parse_document(case["base"]), steps)
    except (StepRefused, InvalidDocument) as refusal:
        return f"the house refuses it ({refusal})"
    if after.to_json() != parse_document(case["result"]).to_json():
        return "the house comes to another text"
    return None


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else secrets.randbelow(2**31)
    print(f"seeds from {first} on")  # noqa: T201
    found = play(wanted, first)
    print(f"{found.cases} cases, {found.hunks} suggestions, {len(found.broken)} broken")  # noqa: T201
    for line in found.broken:
        print(line)  # noqa: T201
    sys.exit(bool(found.broken))
