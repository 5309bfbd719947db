"""Anchors keep exactly their words: held against letters of which each occurs once."""

import random
from typing import Any

import pytest
from prosemirror.model import Fragment, Node, Slice
from prosemirror.transform import Step, Transform

from writingviews.desk.anchors import Anchor, changed_ranges, follow, found_again, passage
from writingviews.document.schema import SCHEMA


class Letters:
    """Letters that never occur twice: Chinese characters and, one in four, two UTF-16 units."""

    def __init__(self) -> None:
        self._next = 0

    def take(self, count: int) -> str:
        made = ""
        for _ in range(count):
            self._next += 1
            made += chr((0x20000 if self._next % 4 == 0 else 0x4E00) + self._next)
        return made


def a_document(letters: Letters, chance: random.Random) -> Node:
    def text() -> dict[str, Any]:
        return {"type": "text", "text": letters.take(chance.randint(2, 9))}

    def paragraph() -> dict[str, Any]:
        footnote = {"type": "footnote", "content": [text()]}
        content = [text()] + ([footnote, text()] if chance.random() < 0.4 else [])
        return {"type": "paragraph", "content": content}

    items: list[Any] = [{"type": "listItem", "content": [paragraph()]} for _ in range(3)]
    return Node.from_json(
        SCHEMA,
        {
            "type": "doc",
            "content": [
                {"type": "title", "content": [text()]},
                {"type": "standfirst", "content": [text()]},
                *[paragraph() for _ in range(3)],
                {"type": "bulletList", "content": items},
                {"type": "sceneBreak"},
                paragraph(),
            ],
        },
    )


def written(document: Node) -> list[tuple[str, int]]:
    """Every letter of a document with its position, found without the code that is tested."""
    found: list[tuple[str, int]] = []

    def walk(node: Node, start: int) -> None:
        for child in node.content.content:
            if child.is_text:
                at = start
                for letter in child.text_content:
                    found.append((letter, at))
                    at += len(letter.encode("utf-16-le")) // 2
            elif not child.is_leaf:
                walk(child, start + 1)
            start += child.node_size

    walk(document, 0)
    return found


def an_edit(transform: Transform, letters: Letters, chance: random.Random) -> None:
    """Type, delete, split, join, mark, wrap or undo, wherever chance will have it."""
    document = transform.doc
    places = written(document)
    letter, at = chance.choice(places)
    until = min(at + chance.randint(1, 14), document.content.size)
    match chance.randint(0, 5):
        case 0 | 1:
            slice_ = Slice(Fragment.from_(SCHEMA.text(letters.take(chance.randint(1, 4)))), 0, 0)
            behind = len(letter.encode("utf-16-le")) // 2
            where = chance.choice([at, at + behind])
            transform.replace(where, where, slice_)
        case 2:
            transform.delete(at, chance.choice([p for _, p in places if p > at] or [until]))
        case 3:
            if document.resolve(at).parent.type.name == "paragraph":
                transform.split(at)
        case 4:
            transform.add_mark(at, until, SCHEMA.marks["strong"].create())
        case 5:
            if transform.steps:
                back = transform.steps[-1].invert(transform.docs[-1])
                transform.step(back)


def test_an_anchor_keeps_its_words_and_no_others() -> None:
    for seed in range(600):
        _follow_at_random(seed)


def _follow_at_random(seed: int) -> None:
    chance, letters = random.Random(seed), Letters()
    document = a_document(letters, chance)
    places = written(document)
    first, last = sorted(chance.sample(range(len(places)), 2))
    start = places[first][1]
    end = places[last][1] + len(places[last][0].encode("utf-16-le")) // 2
    own = {letter for letter, _ in places[first : last + 1]}
    others = {letter for letter, _ in places} - own
    anchor = Anchor(start, end)
    words = passage(document, start, end)
    assert set(words) - set("\n* ") == own

    for _ in range(chance.randint(1, 12)):
        transform = Transform(document)
        try:
            an_edit(transform, letters, chance)
        except (ValueError, AssertionError):  # no place for it there
            continue
        for step, before in zip(transform.steps, transform.docs, strict=True):
            done = step.apply(before).doc
            assert done is not None
            (anchor,) = follow([anchor], [step.to_json()])
            survivors = [(letter, at) for letter, at in written(done) if letter in own]
            if not anchor.gone:
                inside = {letter for letter, at in written(done) if anchor.start <= at < anchor.end}
                assert {letter for letter, _ in survivors} == inside & own
                assert survivors
                assert not inside & others
            else:
                again = found_again(done, anchor, words)
                if again is not None:
                    assert passage(done, again.start, again.end) == words
                    anchor = again
                # A step may bring back what an earlier one took; only all of it counts as back.
                assert again is not None or {letter for letter, _ in survivors} != own
        document = transform.doc


@pytest.mark.parametrize("seed", range(20))
def test_what_a_step_changes_is_read_from_its_json_as_prosemirror_reads_it(seed: int) -> None:
    chance, letters = random.Random(seed), Letters()
    transform = Transform(a_document(letters, chance))
    for _ in range(40):
        try:
            an_edit(transform, letters, chance)
        except (ValueError, AssertionError):  # no place for it there
            continue
    for step in transform.steps:
        known = Step.from_json(SCHEMA, step.to_json()).get_map().ranges
        mine = [number for stretch in changed_ranges(step.to_json()) for number in stretch]
        assert mine == list(known)


def line(text: str) -> Node:
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": text}]}
    picture = {"type": "picture", "attrs": {"media": None, "alt": "A night bus", "credit": None}}
    content: list[Any] = [{"type": "title"}, {"type": "standfirst"}, paragraph, picture]
    return Node.from_json(SCHEMA, {"type": "doc", "content": content})


BODY = 5


class TestEdges:
    def test_what_is_written_at_the_edges_stays_outside(self) -> None:
        transform = Transform(line("one two three"))
        anchor = Anchor(BODY + 4, BODY + 7)
        transform.insert(anchor.start, SCHEMA.text("A"))
        (moved,) = follow([anchor], [one.to_json() for one in transform.steps])
        transform.insert(moved.end, SCHEMA.text("B"))
        (moved,) = follow([anchor], [one.to_json() for one in transform.steps])
        assert passage(transform.doc, moved.start, moved.end) == "two"

    def test_words_that_others_take_the_place_of_are_gone(self) -> None:
        transform = Transform(line("one two three"))
        anchor = Anchor(BODY + 4, BODY + 7)
        transform.replace_with(anchor.start, anchor.end, SCHEMA.text("zwei"))
        (moved,) = follow([anchor], [one.to_json() for one in transform.steps])
        assert moved == Anchor(BODY + 4, BODY + 8, gone=True)
        assert found_again(transform.doc, moved, "two") is None

    def test_undo_letter_by_letter_brings_them_back(self) -> None:
        transform = Transform(line("one two three"))
        anchor = Anchor(BODY + 4, BODY + 7)
        for position in (6, 5, 4):
            transform.delete(BODY + position, BODY + position + 1)
        for step, before in reversed(list(zip(transform.steps, transform.docs, strict=True))):
            transform.step(step.invert(before))
        (moved,) = follow([anchor], [one.to_json() for one in transform.steps])
        assert moved.gone
        assert found_again(transform.doc, moved, "two") == anchor

    def test_words_that_come_elsewhere_are_not_taken_for_them(self) -> None:
        transform = Transform(line("one two three"))
        anchor = Anchor(BODY + 4, BODY + 7)
        transform.delete(anchor.start, anchor.end)
        transform.insert(BODY, SCHEMA.text("two "))
        (moved,) = follow([anchor], [one.to_json() for one in transform.steps])
        assert found_again(transform.doc, moved, "two") is None

    def test_a_picture_is_quoted_by_its_description(self) -> None:
        document = line("x")
        at = BODY + 2
        picture = document.node_at(at)
        assert picture is not None
        assert passage(document, at, at + picture.node_size) == "A night bus"


def test_steps_that_go_backwards_move_anchors_as_one_by_one() -> None:
    """Thousands of anchors are moved by all of them at once: see ``anchors._together``."""
    for seed in range(60):
        chance = random.Random(seed)
        size = 400
        anchors = [
            Anchor(start, min(size, start + long), gone=long == 0 or chance.random() < 0.2)
            for start in range(0, size, 3)
            for long in [chance.choice((0, 1, 5, 60))]
        ]
        steps, at = [], size
        while (at := at - chance.randint(0, 25)) > 1:
            old = chance.choice((0, 1, 4, 12))
            start = max(0, at - old)
            words = {"content": [{"type": "text", "text": "x" * chance.randint(1, 9)}]}
            step = {"stepType": "replace", "from": start, "to": at}
            steps.append(step if chance.random() < 0.3 else {**step, "slice": words})
            at = start if chance.random() < 0.9 else min(size, start + 40)
        one_by_one = anchors
        for step in steps:
            one_by_one = follow(one_by_one, [step])
        assert follow(anchors, steps) == one_by_one, seed
