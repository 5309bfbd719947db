"""What differs between two texts, in blocks."""

from typing import Any

from writingviews.newsroom.differing import difference


def text(*lines: str, level: int = 2) -> dict[str, Any]:
    head = [{"type": "title", "content": []}, {"type": "standfirst"}]
    blocks = [
        {"type": "heading", "attrs": {"level": level, "dir": "auto"}, "text": line}
        for line in lines
    ]
    return {"type": "doc", "content": [*head, *blocks]}


def test_the_order_in_which_keys_are_kept_is_no_difference() -> None:
    kept = {
        "content": [
            {"content": [], "type": "title"},
            {"type": "standfirst"},
            {"text": "One", "attrs": {"dir": "auto", "level": 2}, "type": "heading"},
        ],
        "type": "doc",
    }
    found = difference(text("One"), kept)
    assert not found.any
    assert difference(text("One", level=3), kept).changed == 1


def test_blocks_are_changed_added_and_removed() -> None:
    found = difference(text("One", "Two", "Three"), text("One", "Zwei", "Three", "Four"))
    assert (found.changed, found.added, found.removed) == (1, 1, 0)
    found = difference(text("One", "Two"), text("Two"))
    assert (found.changed, found.added, found.removed) == (0, 0, 1)
