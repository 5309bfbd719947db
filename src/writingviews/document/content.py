"""Pieces of a document as JSON: what stands in a range, and the steps that put others there."""

from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher
from json import dumps
from typing import Any, Final

from prosemirror.model import Fragment, Node

from .schema import SCHEMA
from .validate import InvalidDocument, check_json

#: Title and standfirst, which every document has, in this order.
_HEAD: Final = 2
#: Where two documents differ in more places than this, their bodies are replaced as one.
_MOST_PLACES: Final = 100


def content_between(document: Node, start: int, end: int) -> list[dict[str, Any]] | None:
    """Return the nodes between two positions: words of one block, or whole blocks of one parent.

    None if the positions lie in different blocks, or outside the document.
    """
    if not 0 <= start <= end <= document.content.size:
        return None
    piece = document.slice(start, end)
    if piece.open_start or piece.open_end:
        return None
    return _json(piece.content)


class Reading:
    """One document of which many ranges are read: each costs as much as its block is long.

    `content_between` looks through all blocks before the place, for thousands of places too long.
    """

    def __init__(self, document: Node) -> None:
        self._document = document
        self._starts = [0]
        for block in document.content.content:
            self._starts.append(self._starts[-1] + block.node_size)

    def between(self, start: int, end: int) -> list[dict[str, Any]] | None:
        """Return what `content_between` does."""
        if 0 <= start <= end <= self._starts[-1]:
            index = bisect_right(self._starts, start) - 1
            within = self._starts[index] + 1
            if within <= start and end < self._starts[index + 1]:
                block = self._document.child(index)
                return content_between(block, start - within, end - within)
        return content_between(self._document, start, end)


def read_content(data: object) -> list[dict[str, Any]]:
    """Return nodes that came from outside as the house writes them.

    Whether they may stand together, and where, shows when a step puts them there.

    Raises:
        InvalidDocument: not a list of nodes, or one of them breaks a rule of the schema.
    """
    if not isinstance(data, list):
        raise InvalidDocument("content must be a list of nodes")
    check_json(data, "content")
    try:
        return _json(Fragment.from_json(SCHEMA, data))
    except ValueError as error:
        raise InvalidDocument(f"content: {error}") from error


def replacing_step(start: int, end: int, content: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the step that replaces what stands between two positions by `content`."""
    step: dict[str, Any] = {"stepType": "replace", "from": start, "to": end}
    return {**step, "slice": {"content": list(content)}} if content else step


def steps_between(old: Node, new: Node) -> list[dict[str, Any]]:
    """Return the steps that make one document of another, the last in the text first.

    They replace whole blocks, and none that both documents have in the same order: what is
    anchored there stays. Equal documents need no step.
    """
    starts = [0]
    for block in old.content.content:
        starts.append(starts[-1] + block.node_size)
    places = _places(old.content.content, new.content.content)
    fresh = [dict(block.to_json()) for block in new.content.content]
    return [
        replacing_step(starts[i1], starts[i2], fresh[j1:j2]) for i1, i2, j1, j2 in reversed(places)
    ]


def _places(old: Sequence[Node], new: Sequence[Node]) -> list[tuple[int, int, int, int]]:
    """Return where two rows of blocks differ: what is replaced, and by what, as their numbers."""
    head = [(at, at + 1, at, at + 1) for at in range(_HEAD) if not old[at].eq(new[at])]
    before, after = ([dumps(one.to_json()) for one in blocks[_HEAD:]] for blocks in (old, new))
    found = SequenceMatcher(None, before, after).get_opcodes()
    body = [
        (i1 + _HEAD, i2 + _HEAD, j1 + _HEAD, j2 + _HEAD)
        for kind, i1, i2, j1, j2 in found
        if kind != "equal"
    ]
    if len(body) > _MOST_PLACES:
        body = [(body[0][0], body[-1][1], body[0][2], body[-1][3])]
    return head + body


def _json(fragment: Fragment) -> list[dict[str, Any]]:
    return [dict(node.to_json()) for node in fragment.content]
