"""Checks documents that come from outside: a browser, an import, a database row.

Two passes. The first reads the bare JSON without recursion or trust: shapes, names, attribute
rules, characters, depth and number. The second holds the built tree to the schema's content
expressions and mark rules. :mod:`writingviews.document.steps` uses the same two on what a step
brings, so that nothing enters a document by another door.
"""

from collections.abc import Iterator, Mapping
from reprlib import Repr
from typing import Any, Final

from prosemirror.model import Mark, Node

from .schema import (
    FORBIDDEN_CHARACTERS,
    MARK_RULES,
    MAX_DEPTH,
    MAX_NODES,
    MAX_SIZE,
    NODE_RULES,
    SCHEMA,
)

EMPTY_DOCUMENT: Final[dict[str, Any]] = {
    "type": "doc",
    "content": [{"type": "title"}, {"type": "standfirst"}, {"type": "paragraph"}],
}
"""What a new article starts from: an empty title, an empty standfirst, an empty paragraph."""

_NODE_KEYS: Final = frozenset({"type", "attrs", "content", "marks"})
_TEXT_KEYS: Final = frozenset({"type", "text", "marks"})
_MARK_KEYS: Final = frozenset({"type", "attrs"})

_SHORT = Repr()
_SHORT.maxstring = _SHORT.maxother = 80


class InvalidDocument(ValueError):
    """A document breaks the schema. The message names the place, the value and what is admitted."""


def parse_document(data: object) -> Node:
    """Reads a document, holding it to the schema and every attribute rule.

    Args:
        data: a document as JSON gives it (``{"type": "doc", "content": […]}``).

    Returns:
        The document's root. It is a value: steps make new ones, nothing changes it.

    Raises:
        InvalidDocument: e.g. ``content[2].content[0].marks[0]: link.href is 'javascript:…': it must
            be a full address that starts with http://, https:// or mailto:``.

    Cost: 24,000 words in 300 paragraphs 5 ms, in 1,500 paragraphs with a marked word in every ten
    40 ms (``python -m writingviews.document.tests.measure``).
    """
    if not isinstance(data, Mapping):
        raise InvalidDocument(f"a document is a JSON object, not {_short(data)}")
    check_json([data], "")
    root = SCHEMA.node_from_json(data)
    if root.type is not SCHEMA.top_node_type:
        raise InvalidDocument(
            f"the outermost node is {root.type.name}: it must be {SCHEMA.top_node_type.name}"
        )
    if root.marks:
        raise InvalidDocument(f"{root.type.name} bears marks: take them off")
    check_size(root)
    check_tree(root, 0)
    return root


def as_document(document: Node | Mapping[str, Any]) -> Node:
    """``document`` as a tree; JSON is checked by :func:`parse_document`, a tree has been."""
    return document if isinstance(document, Node) else parse_document(document)


def check_json(nodes: list[Any], place: str) -> None:
    """Holds nodes in JSON to everything that can be told without their surroundings.

    Args:
        nodes: nodes as JSON gives them, siblings of each other.
        place: where they stand, for messages; a slice's place is ``slice.content``.

    Raises:
        InvalidDocument: a shape, name, attribute, character, depth or number is not admitted.
    """
    # A stack of our own: JSON nested ten thousand deep must meet a message, not Python's limit.
    stack: list[tuple[str, int, Iterator[tuple[int, Any]]]] = [(place, 0, iter(enumerate(nodes)))]
    count = 0
    while stack:
        siblings, depth, remaining = stack[-1]
        for index, node in remaining:
            count += 1
            here = f"{siblings}[{index}]" if siblings else ""
            if count > MAX_NODES:
                raise InvalidDocument(
                    f"there are more than {MAX_NODES} nodes: cut the text into several articles"
                )
            children = _check_one(node, here)
            if children:
                if depth >= MAX_DEPTH:
                    raise InvalidDocument(
                        f"{here} is nested deeper than {MAX_DEPTH} levels: "
                        "lift its content out of some of the lists around it"
                    )
                path = f"{here}.content" if here else "content"
                stack.append((path, depth + 1, iter(enumerate(children))))
                break
        else:
            stack.pop()


def _check_one(node: object, here: str) -> list[Any]:
    """Checks one node of JSON and returns its children, unchecked."""
    here = here or "the document"
    if not isinstance(node, Mapping):
        raise InvalidDocument(f"{here} is {_short(node)}: it must be an object with a type")
    name = node.get("type")
    if not isinstance(name, str) or name not in NODE_RULES:
        raise InvalidDocument(
            f"{here} has the type {_short(name)}: there is no such node; "
            f"known are {', '.join(NODE_RULES)}"
        )
    known = _TEXT_KEYS if name == "text" else _NODE_KEYS
    if not node.keys() <= known:
        raise InvalidDocument(
            f"{here} has the key {_short(min(map(str, node.keys() - known)))}: "
            f"a {name} has only {', '.join(sorted(known))}"
        )
    if name == "text":
        _check_text(node.get("text"), here)
    else:
        _check_attributes(node.get("attrs"), name, NODE_RULES[name], here)
    marks = node.get("marks")
    if marks is not None:
        if not isinstance(marks, list):
            raise InvalidDocument(f"{here}.marks is {_short(marks)}: it must be a list")
        for index, mark in enumerate(marks):
            check_mark_json(mark, f"{here}.marks[{index}]")
    content = node.get("content")
    if content is None:
        return []
    if not isinstance(content, list):
        raise InvalidDocument(f"{here}.content is {_short(content)}: it must be a list")
    return content


def check_mark_json(mark: object, here: str) -> None:
    """Holds one mark in JSON to its rules; ``here`` is its place, for the message.

    Raises:
        InvalidDocument: its shape, its type or an attribute is not admitted.
    """
    if not isinstance(mark, Mapping):
        raise InvalidDocument(f"{here} is {_short(mark)}: it must be an object with a type")
    name = mark.get("type")
    if not isinstance(name, str) or name not in MARK_RULES:
        raise InvalidDocument(
            f"{here} has the type {_short(name)}: there is no such mark; "
            f"known are {', '.join(MARK_RULES)}"
        )
    if not mark.keys() <= _MARK_KEYS:
        raise InvalidDocument(
            f"{here} has the key {_short(min(map(str, mark.keys() - _MARK_KEYS)))}: "
            "a mark has only attrs, type"
        )
    _check_attributes(mark.get("attrs"), name, MARK_RULES[name], here)


def _check_text(text: object, here: str) -> None:
    if not isinstance(text, str) or not text:
        raise InvalidDocument(f"{here}.text is {_short(text)}: a text holds at least one character")
    found = FORBIDDEN_CHARACTERS.search(text)
    if found:
        raise InvalidDocument(
            f"{here}.text holds the character U+{ord(found.group()):04X} at {found.start()}: "
            "take out control characters and halves of surrogate pairs"
        )


def _check_attributes(attrs: object, name: str, rules: Mapping[str, Any], here: str) -> None:
    if attrs is None:
        attrs = {}
    if not isinstance(attrs, Mapping):
        raise InvalidDocument(f"{here}.attrs is {_short(attrs)}: it must be an object")
    for attribute in attrs:
        if attribute not in rules:
            told = ", ".join(rules) or "none"
            raise InvalidDocument(
                f"{here}: {name} has no attribute {_short(attribute)}; its attributes: {told}"
            )
    types = SCHEMA.marks if name in MARK_RULES else SCHEMA.nodes
    for attribute, breach in rules.items():
        if attribute not in attrs:
            if types[name].attrs[attribute].is_required:
                raise InvalidDocument(f"{here}: {name}.{attribute} is missing: it must be given")
            continue
        fault = breach(attrs[attribute])
        if fault is not None:
            raise InvalidDocument(
                f"{here}: {name}.{attribute} is {_short(attrs[attribute])}: it {fault}"
            )


def check_size(document: Node) -> None:
    """Holds a whole document to the caps on its size.

    Raises:
        InvalidDocument: it has more positions or nodes than a document may have.

    Cost: nothing for up to MAX_NODES positions (about 10,000 words); above, nodes are counted.
    """
    size = document.content.size
    if size > MAX_SIZE:
        raise InvalidDocument(
            f"the document has {size} positions, {MAX_SIZE} are admitted: "
            "cut the text into several articles"
        )
    # No node takes less than one position, so a short document cannot have too many.
    if size > MAX_NODES and (count := _count(document)) > MAX_NODES:
        raise InvalidDocument(
            f"the document has {count} nodes, {MAX_NODES} are admitted: "
            "cut the text into several articles"
        )


def _count(node: Node) -> int:
    children = node.content.content
    return len(children) + sum(_count(child) for child in children if child.content.size)


def check_tree(node: Node, depth: int) -> None:
    """Holds ``node``, which stands ``depth`` levels below the root, and all below it to the schema.

    Raises:
        InvalidDocument: naming the node, what it holds and what it may hold.
    """
    check_node(node, depth)
    for child in node.content.content:
        check_tree(child, depth + 1)


def check_node(node: Node, depth: int) -> None:
    """The same for ``node`` alone; its children are looked at no further than their type and marks.

    Raises:
        InvalidDocument: naming the node, what it holds and what it may hold.
    """
    type_ = node.type
    if depth > MAX_DEPTH:
        raise InvalidDocument(
            f"{type_.name} is nested deeper than {MAX_DEPTH} levels: "
            "lift it out of some of the lists around it"
        )
    if node.is_text:
        _check_text(node.text, "text")
    else:
        match = type_.content_match.match_fragment(node.content)
        if match is None or not match.valid_end:
            held = ", ".join(child.type.name for child in node.content.content[:12]) or "nothing"
            raise InvalidDocument(
                f"{type_.name} holds {_short(held)}: "
                f"it must hold {type_.spec.get('content') or 'nothing'}"
            )
        for attribute, breach in NODE_RULES[type_.name].items():
            fault = breach(node.attrs[attribute])
            if fault is not None:
                raise InvalidDocument(
                    f"{type_.name}.{attribute} is {_short(node.attrs[attribute])}: it {fault}"
                )
        for child in node.content.content:
            if child.marks and not type_.allows_marks(child.marks):
                raise InvalidDocument(
                    f"in {type_.name}, {child.type.name} is marked "
                    f"{', '.join(mark.type.name for mark in child.marks)}: "
                    f"admitted are {', '.join(m.name for m in type_.mark_set or []) or 'none'}"
                )
    if node.marks:
        _check_marks(node)


def _check_marks(node: Node) -> None:
    marks: list[Mark] = []
    for mark in node.marks:
        for attribute, breach in MARK_RULES[mark.type.name].items():
            fault = breach(mark.attrs[attribute])
            if fault is not None:
                raise InvalidDocument(
                    f"{mark.type.name}.{attribute} is {_short(mark.attrs[attribute])}: it {fault}"
                )
        marks = mark.add_to_set(marks)
    if not Mark.same_set(marks, node.marks):
        raise InvalidDocument(
            f"{node.type.name} is marked {', '.join(mark.type.name for mark in node.marks)}: "
            "some of these exclude each other; keep one of them"
        )


def _short(value: object) -> str:
    return _SHORT.repr(value)
