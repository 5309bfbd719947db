"""Applies a browser's steps to a document; the only way a draft changes.

A step says little about what it leads to, and ProseMirror itself checks only the nodes along the
cut: what a slice brings inside, what an attribute step writes, is left to ``check()`` of the whole
document. Here every step is checked in three places: its JSON before it is read, its application,
and the nodes of the result that were not in the document before.

Documents are values that share what did not change, so "not in the document before" is a question
of identity: where the old and the new tree hold the same object at the same depth, it was checked
when it came in. Everything else is held to the schema, so the outcome is the same as a full check.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from prosemirror.model import Node
from prosemirror.transform import Step

from .schema import SCHEMA
from .validate import (
    InvalidDocument,
    check_json,
    check_mark_json,
    check_node,
    check_size,
    check_tree,
)

_POSITIONS: Final[dict[str, tuple[str, ...]]] = {
    "replace": ("from", "to"),
    "replaceAround": ("from", "gapFrom", "gapTo", "to"),
    "addMark": ("from", "to"),
    "removeMark": ("from", "to"),
    "addNodeMark": ("pos",),
    "removeNodeMark": ("pos",),
    "attr": ("pos",),
    "docAttr": (),
}
"""Every step there is, with its positions in the order they must have."""

_OTHER_KEYS: Final[dict[str, frozenset[str]]] = {
    "replace": frozenset({"slice", "structure"}),
    "replaceAround": frozenset({"slice", "structure", "insert"}),
    "addMark": frozenset({"mark"}),
    "removeMark": frozenset({"mark"}),
    "addNodeMark": frozenset({"mark"}),
    "removeNodeMark": frozenset({"mark"}),
    "attr": frozenset({"attr", "value"}),
    "docAttr": frozenset({"attr", "value"}),
}


class StepRefused(ValueError):
    """A step cannot be applied, or would break the document. The message says which and why."""


def apply_steps(document: Node, steps: Sequence[Mapping[str, Any]]) -> Node:
    """The document after ``steps``, all of them or none.

    Args:
        document: a document from :func:`~writingviews.document.validate.parse_document` or from
            this function; it stays as it is.
        steps: steps as ``Step.toJSON()`` of ProseMirror gives them, each for the document that the
            one before leaves. Every document between is held to the schema too, so that a history
            can be read at any version.

    Raises:
        StepRefused: e.g. ``step 2 of 3 (attr): heading.level is 7: it must be one of 2, 3, 4``.

    Cost of one step: typing 0.2 ms, splitting a paragraph 0.4 ms in a document of 24,000 words in
    300 paragraphs; 0.7 and 1.8 ms where it has 1,500 paragraphs with a marked word in every ten. A
    full check would add 0.9 and 7.7 ms. What a step touches it pays for: marking all of it takes 4
    and 33 ms (``python -m writingviews.document.tests.measure``).
    """
    for number, step in enumerate(steps, start=1):
        try:
            document = _apply(document, step)
        except InvalidDocument as error:
            raise StepRefused(f"{_told(step, number, len(steps))}: {error}") from error
    return document


def _told(step: object, number: int, total: int) -> str:
    kind = step.get("stepType") if isinstance(step, Mapping) else None
    told = f" ({kind})" if isinstance(kind, str) and kind in _POSITIONS else ""
    return f"step {number} of {total}{told}"


def _apply(document: Node, data: Mapping[str, Any]) -> Node:
    _check_step(data, document)
    try:
        result = Step.from_json(SCHEMA, data).apply(document)
    except (
        ValueError,  # most refusals, and halves of surrogate pairs
        LookupError,
        TypeError,
        AttributeError,
        AssertionError,
        RecursionError,
    ) as error:
        # prosemirror answers a step that makes no sense with whatever fails first.
        raise InvalidDocument(_does_not_fit(str(error) or type(error).__name__)) from error
    if result.doc is None:
        raise InvalidDocument(_does_not_fit(result.failed or "no reason given"))
    check_size(result.doc)
    _check_change(document, result.doc, 0)
    return result.doc


def _does_not_fit(reason: str) -> str:
    return f"it does not fit the document ({reason[:200]}): load the document anew and repeat it"


def _check_step(data: object, document: Node) -> None:
    """Holds a step's JSON to what ProseMirror writes, its slice and mark to the schema's rules."""
    if not isinstance(data, Mapping):
        raise InvalidDocument(f"it is {ascii(data)[:80]}: a step is a JSON object")
    kind = data.get("stepType")
    if not isinstance(kind, str) or kind not in _POSITIONS:
        raise InvalidDocument(
            f"its stepType is {ascii(kind)[:80]}: known are {', '.join(_POSITIONS)}"
        )
    known = {"stepType", *_POSITIONS[kind], *_OTHER_KEYS[kind]}
    if not data.keys() <= known:
        raise InvalidDocument(
            f"it has the key {min(map(str, data.keys() - known))[:80]!r}: "
            f"such a step has only {', '.join(sorted(known))}"
        )
    _check_positions([data.get(key) for key in _POSITIONS[kind]], _POSITIONS[kind], document)
    if "slice" in _OTHER_KEYS[kind]:
        _check_slice(data)
    if "mark" in _OTHER_KEYS[kind]:
        check_mark_json(data.get("mark"), "mark")
    if "attr" in _OTHER_KEYS[kind]:
        _check_attribute(data, document)


def _check_positions(positions: list[Any], names: tuple[str, ...], document: Node) -> None:
    last = 0
    for name, position in zip(names, positions, strict=True):
        # A bool is an int to Python; a step that runs backwards would double text.
        if type(position) is not int or not last <= position <= document.content.size:
            raise InvalidDocument(
                f"{name} is {ascii(position)[:80]}: it must be a position from {last} "
                f"to {document.content.size}; load the document anew and repeat it"
            )
        last = position


def _check_slice(data: Mapping[str, Any]) -> None:
    if type(data.get("structure", False)) is not bool:
        raise InvalidDocument("structure must be true or absent")
    if "insert" in _OTHER_KEYS[data["stepType"]] and type(data.get("insert")) is not int:
        raise InvalidDocument("insert must be a position in the slice")
    piece = data.get("slice")
    if piece is None:
        return
    if not isinstance(piece, Mapping) or not piece.keys() <= {"content", "openStart", "openEnd"}:
        raise InvalidDocument("slice must be an object of content, openStart and openEnd")
    for name in ("openStart", "openEnd"):
        depth = piece.get(name, 0)
        if type(depth) is not int or depth < 0:
            raise InvalidDocument(f"slice.{name} is {ascii(depth)[:80]}: it must be 0 or more")
    content = piece.get("content", [])
    if not isinstance(content, list):
        raise InvalidDocument("slice.content must be a list of nodes")
    check_json(content, "slice.content")


def _check_attribute(data: Mapping[str, Any], document: Node) -> None:
    """An attribute that the node does not have would be dropped in silence, but stay in the log."""
    node = document if data["stepType"] == "docAttr" else document.node_at(data["pos"])
    name = data.get("attr")
    if node is None:
        raise InvalidDocument(f"there is no node at {data['pos']}: load the document anew")
    if not isinstance(name, str) or name not in node.type.attrs or "value" not in data:
        told = ", ".join(node.type.attrs) or "none"
        raise InvalidDocument(
            f"{node.type.name} has no attribute {ascii(name)[:80]}; its attributes: {told}"
        )


def _check_change(old: Node, new: Node, depth: int) -> None:
    """Holds what of ``new`` is not in ``old`` to the schema; both stand ``depth`` levels deep."""
    if new is old:
        return
    check_node(new, depth)
    before, after = old.content.content, new.content.content
    start, end = 0, 0
    shorter = min(len(before), len(after))
    while start < shorter and before[start] is after[start]:
        start += 1
    while end < shorter - start and before[-1 - end] is after[-1 - end]:
        end += 1
    gone = before[start : len(before) - end]
    come = after[start : len(after) - end]
    if len(gone) == len(come) == 1:
        _check_change(gone[0], come[0], depth + 1)
        return
    kept = {id(child) for child in gone}
    for child in come:
        if id(child) not in kept:
            check_tree(child, depth + 1)
