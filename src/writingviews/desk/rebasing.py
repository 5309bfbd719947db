"""A batch that came late, moved over what others stored meanwhile. Pure.

A sheet has to move its own unsent steps over what it missed, so whatever is done here must come out
exactly as the sheet does it, or the two texts part for good. The way is that of prosemirror-collab
(undo one's own, do what was missed, do one's own again through the mapping), and only a batch is
taken none of whose steps comes near one that it missed: there the mapping is a shift, whichever way
the sheet hears of the missed steps, at once or one after the other.
"""

from collections.abc import Mapping as JsonObject
from collections.abc import Sequence
from typing import Any, Final, TypeAlias, cast

from prosemirror.model import Node
from prosemirror.transform import Mapping, Step

from writingviews.document.schema import SCHEMA
from writingviews.document.steps import StepRefused, apply_steps

Json: TypeAlias = dict[str, Any]
Span: TypeAlias = tuple[int, int]

#: Of a batch that missed more, the sheet takes in what it missed and sends it again.
MOST_MISSED: Final = 200
#: So does one of many steps that missed many: each is moved over all, and others wait meanwhile.
MOST_MOVES: Final = 10_000


class TooNear(Exception):
    """The batch cannot be moved here: only the sheet that made it knows what was meant."""


def rebase(
    document: Node, own: Sequence[Json], missed: Sequence[JsonObject[str, Any]]
) -> tuple[list[Json], Node]:
    """Move steps over others that were stored after the version they were made on.

    Args:
        document: the text after `missed`.
        own: steps as JSON, from outside; each made on the text that the one before leaves.
        missed: the stored steps, in order.

    Returns: the steps as they are to be stored, as many as came, and the text after them.

    Raises:
        TooNear: a step touches one that was missed, or does not apply any more.

    0.1 ms for a letter that missed ten, 30 ms at most.
    """
    if len(missed) > MOST_MISSED or len(own) * (len(own) + len(missed)) > MOST_MOVES:
        raise TooNear
    try:
        mine = [Step.from_json(SCHEMA, step) for step in own]
        # A position that is no number, or no step at all: what is wrong is said of a batch in time.
        own_spans = _spans(own, mine)
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        AssertionError,
        RecursionError,
    ) as fault:
        raise TooNear from fault
    theirs = [Step.from_json(SCHEMA, dict(step)) for step in missed]
    their_spans = _spans(missed, theirs)
    if any(a <= d and c <= b for a, b in own_spans for c, d in their_spans):
        raise TooNear
    moved = _moved(mine, theirs)
    try:
        return moved, apply_steps(document, moved)
    except StepRefused as refusal:
        raise TooNear from refusal


def _moved(mine: Sequence[Step], theirs: Sequence[Step]) -> list[Json]:
    mapping = Mapping([step.get_map().invert() for step in reversed(mine)])
    for step in theirs:
        mapping.append_map(step.get_map())
    moved: list[Json] = []
    for number, step in enumerate(mine):
        undone = len(mine) - number
        mapped = step.map(mapping.slice(undone))
        if mapped is None:
            raise TooNear
        mapping.append_map(mapped.get_map(), undone - 1)
        moved.append(cast(Json, mapped.to_json()))
    return moved


def _spans(data: Sequence[JsonObject[str, Any]], steps: Sequence[Step]) -> list[Span]:
    """Return from where to where each step reaches, in the text before the first."""
    back = Mapping()
    spans: list[Span] = []
    for told, step in zip(data, steps, strict=True):
        reach = [told[name] for name in ("from", "to", "pos") if name in told]
        if not reach:  # a step on the whole text
            raise TooNear
        spans.append((back.map(min(reach), -1), back.map(max(reach), 1)))
        undo = Mapping([step.get_map().invert()])
        undo.append_mapping(back)
        back = undo
    return spans
