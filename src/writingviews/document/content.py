"""Pieces of a document as JSON: what stands in a range, and the step that puts others there."""

from collections.abc import Sequence
from typing import Any

from prosemirror.model import Fragment, Node

from .schema import SCHEMA
from .validate import InvalidDocument, check_json


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


def _json(fragment: Fragment) -> list[dict[str, Any]]:
    return [dict(node.to_json()) for node in fragment.content]
