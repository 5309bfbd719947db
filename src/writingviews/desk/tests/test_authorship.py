"""Whose words a text is made of: typed, moved, pasted, suggested, undone, gone back to."""

import random
from typing import Any, Literal

import pytest
from prosemirror.model import Node
from prosemirror.transform import Step, Transform

from writingviews.desk.authorship import Authorship
from writingviews.document.content import replacing_step, steps_between
from writingviews.document.schema import SCHEMA

ANA, BEN, CEM = 1, 2, 3
BODY = 5


def block(name: str, *content: str | dict[str, Any], **attrs: object) -> dict[str, Any]:
    inside = [{"type": "text", "text": one} if isinstance(one, str) else one for one in content]
    return {"type": name, "attrs": attrs, "content": inside}


def paragraph(*content: str | dict[str, Any]) -> dict[str, Any]:
    return block("paragraph", *content)


class Text:
    """A text that several write, and who is told to have written it."""

    def __init__(self, *blocks: dict[str, Any], owner: int = ANA) -> None:
        head = [{"type": "title"}, {"type": "standfirst"}]
        content = [*head, *(blocks or [{"type": "paragraph"}])]
        self.document = Node.from_json(SCHEMA, {"type": "doc", "content": content})
        self.authorship = Authorship(self.document.to_json(), owner)

    def step(
        self, step: dict[str, Any], owner: int, way: Literal["hand", "taken", "back"] = "hand"
    ) -> None:
        after = Step.from_json(SCHEMA, step).apply(self.document).doc
        assert after is not None
        self.document = after
        self.authorship.follow(step, owner, way)

    def put(self, start: int, end: int, owner: int, *content: dict[str, Any]) -> None:
        self.step(replacing_step(start, end, content), owner)

    def type(self, words: str, at: int, owner: int) -> None:
        for letter in words:
            self.put(at, at, owner, {"type": "text", "text": letter})
            at += 1 + (letter > "\uffff")

    def delete(self, start: int, end: int, owner: int) -> None:
        for at in range(end, start, -1):
            self.put(at - 1, at, owner)

    def becomes(
        self, *blocks: dict[str, Any], owner: int, way: Literal["hand", "back"] = "back"
    ) -> None:
        head = [dict(self.document.child(index).to_json()) for index in range(2)]
        content = [*head, *blocks]
        wanted = Node.from_json(SCHEMA, {"type": "doc", "content": content})
        for step in steps_between(self.document, wanted):
            self.step(step, owner, way)

    @property
    def told(self) -> list[tuple[str, int]]:
        return [
            (self.document.text_between(run.start, run.end, "|").strip(), run.owner)
            for run in self.authorship.runs()
        ]


def test_typed_words_are_whose_hand_typed_them() -> None:
    text = Text()
    text.type("The bus is late.", BODY, ANA)
    text.type("very 🦊 می‌روم ", BODY + 11, BEN)
    assert text.told == [("The bus is", ANA), ("very 🦊 می‌روم", BEN), ("late.", ANA)]
    assert text.authorship.words() == {(ANA, False): 4, (BEN, False): 2}


def test_a_letter_within_a_word_does_not_change_whose_word_it_is() -> None:
    text = Text(paragraph("The nigt bus"))
    text.type("h", BODY + 7, BEN)
    assert text.told == [("The night bus", ANA)]


def test_what_a_mark_or_an_attribute_changes_is_still_whose_it_was() -> None:
    text = Text(block("heading", "The night bus", level=2))
    mark = {"stepType": "addMark", "mark": {"type": "strong"}, "from": BODY, "to": BODY + 3}
    text.step(mark, BEN)
    text.step({"stepType": "attr", "pos": BODY - 1, "attr": "level", "value": 3}, BEN)
    assert text.told == [("The night bus", ANA)]


def test_a_paragraph_that_is_parted_turned_and_put_into_a_list_keeps_its_writer() -> None:
    text = Text(paragraph("The night bus is late today."))
    split = Transform(text.document).split(BODY + 13)
    for step in split.steps:
        text.step(dict(step.to_json()), BEN)
    end = text.document.content.size
    text.becomes(
        block("heading", "The night bus", level=2),
        block("bulletList", block("listItem", paragraph(" is late, they say, today."))),
        owner=BEN,
        way="hand",
    )
    assert end < text.document.content.size
    assert text.told == [
        ("The night bus", ANA),
        ("is late,", ANA),
        ("they say,", BEN),
        ("today.", ANA),
    ]


def test_what_is_cut_and_put_elsewhere_or_copied_is_still_whose_it_was() -> None:
    moved = paragraph("Nobody at the stop had asked.")
    text = Text(moved, paragraph("The bus is late."))
    size = Node.from_json(SCHEMA, moved).node_size
    text.put(BODY - 1, BODY - 1 + size, BEN)
    text.put(text.document.content.size, text.document.content.size, BEN, moved)
    text.put(text.document.content.size, text.document.content.size, CEM, moved)
    assert {owner for _, owner in text.told} == {ANA}


def test_undo_gives_words_back_to_their_writer_whole_or_letter_by_letter() -> None:
    text = Text(paragraph("one two three"))
    text.delete(BODY + 4, BODY + 7, BEN)
    for at, letter in enumerate("two", start=BODY + 4):
        text.put(at, at, BEN, {"type": "text", "text": letter})
    text.put(BODY, BODY + 3, BEN)
    text.put(BODY, BODY, BEN, {"type": "text", "text": "one"})
    assert text.told == [("one two three", ANA)]
    # Not where it did not stand.
    text.put(BODY, BODY + 3, BEN)
    text.type(" one", BODY + 10, BEN)
    assert (text.told[-1][1], len(text.told)) == (BEN, 2)


def test_going_back_gives_each_word_to_whoever_had_written_it() -> None:
    before = [paragraph("The night bus is late again."), paragraph("Nobody had asked.")]
    text = Text(*before)
    text.put(BODY + 4, BODY + 9, BEN, {"type": "text", "text": "day"})
    text.type(" It rained.", text.document.content.size - 1, CEM)
    text.becomes(paragraph("Something else."), owner=CEM)
    text.becomes(*before, owner=CEM)
    assert text.told == [("The night bus is late again.", ANA), ("Nobody had asked.", ANA)]


def test_an_item_between_others_takes_no_word_of_theirs() -> None:
    items = [block("listItem", paragraph(words)) for words in ("a lamp", "a bench")]
    text = Text(block("bulletList", *items))
    more = [items[0], block("listItem", paragraph("a timetable")), items[1]]
    text.becomes(block("bulletList", *more), owner=BEN, way="hand")
    assert text.told == [("a lamp", ANA), ("a timetable", BEN), ("a bench", ANA)]


def test_what_comes_from_elsewhere_all_at_once_is_told_as_pasted() -> None:
    text = Text(paragraph("Here is what she wrote."))
    foreign = " ".join(f"word{number}" for number in range(60))
    end = text.document.content.size
    text.put(end, end, BEN, paragraph(foreign))
    assert text.authorship.words() == {(ANA, False): 5, (BEN, True): 60}
    text.step(replacing_step(end, end, [paragraph(foreign[::-1])]), CEM, "taken")
    assert text.authorship.words()[CEM, False] == 60


def test_another_document_takes_over_what_it_has_in_common() -> None:
    text = Text(paragraph("The night bus is late."))
    after = Text(paragraph("The night bus is early.")).document.to_json()
    text.authorship.follow_to(after, CEM)
    text.document = Node.from_json(SCHEMA, after)
    assert text.told == [("The night bus is", ANA), ("early.", CEM)]


@pytest.mark.parametrize("seed", range(25))
def test_every_letter_that_is_typed_anywhere_is_found_under_its_writer(seed: int) -> None:
    """Held against letters that occur once: moved, split, joined and deleted at random."""
    chance = random.Random(seed)
    text, whose, fresh = Text(), dict[str, int](), iter(range(0x4E00, 0x9F00))
    for _ in range(120):
        size = text.document.content.size
        owner = chance.choice((ANA, BEN, CEM))
        places = [at for at in range(BODY, size) if text.document.resolve(at).parent.inline_content]
        at = chance.choice(places)
        match chance.randrange(6):
            case 0:
                end = min(at + chance.randint(1, 6), text.document.resolve(at).end())
                if at < end:
                    text.put(at, end, owner)
            case 1:
                for step in Transform(text.document).split(at).steps:
                    text.step(dict(step.to_json()), owner)
            case _:
                letters = "".join(chr(next(fresh)) for _ in range(chance.randint(1, 5)))
                whose |= dict.fromkeys(letters, owner)
                text.put(at, at, owner, {"type": "text", "text": letters})
    found = 0
    for at, letter in enumerate(text.authorship._units):
        if letter in whose:
            assert text.authorship._owners[at] >> 1 == whose[letter], (seed, letter)
            found += 1
    assert found == len(text.document.text_content)
