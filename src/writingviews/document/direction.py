"""Which way a block runs: as it was set, or by its first words."""

from typing import Final

from prosemirror.model import Node

from writingviews.language.direction import Direction, first_strong

_DIRECTIONS: Final[dict[object, Direction]] = {"ltr": "ltr", "rtl": "rtl"}


def direction_of_block(node: Node) -> Direction | None:
    """The direction of a block: as set on it or on its first part that has one, or by its text.

    A list or a table has no direction of its own, and ``dir="auto"`` on it would not see into
    children that have theirs: its bullets or columns would stand on the wrong side.
    """
    own = node.attrs.get("dir")
    if own in _DIRECTIONS:
        return _DIRECTIONS[own]
    if node.is_text:
        return first_strong(node.text or "")
    if node.type.name == "footnote":
        return None  # stands elsewhere
    for child in node.content.content:
        found = direction_of_block(child)
        if found:
            return found
    return None
