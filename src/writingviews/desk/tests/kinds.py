"""Suggestions of every kind, as a reviewer's sheet makes them."""

import json
from typing import Any, Final
from uuid import uuid4

from prosemirror.model import Node

from writingviews.articles.access import open_article
from writingviews.articles.lifecycle import Part
from writingviews.articles.models import Article
from writingviews.desk import authority
from writingviews.desk.suggesting import do_suggestion
from writingviews.desk.suggestion_acts import read_suggestion_act
from writingviews.document.content import content_between, steps_between
from writingviews.document.tests.in_node import FRONTEND, node
from writingviews.document.validate import parse_document
from writingviews.people.models import Account

TOLD: Final = [
    "Replace “[See the timetable.]” by “[See the board.]”",
    "Add a footnote: “[A new one.]”",
    "Make it a heading: “A line that turns into a heading”",
    "Bold: “some words”",
    "Link to https://example.org/stop: “a link”",
    "Add an item: “a timetable”",
    "Make it a list: “first\nsecond”",
    "What it shows: “A stop” → “A stop at night”. Credit: “Nobody”: “The stop”",
    "Delete a picture: “The lamp”",
    "Replace “line\ndue\n61\n2:40” by “line\ndue\n61\n2:40\n62\n3:10”. Rows: 2 → 3",
    "Indent: 0 → 2: “rain on the road”",
    "Add a line of verse: “and none on me”",
    "Speaker: “Ana” → “Ana Paula”. Role: “driver”: “We wait.”",
    "Move from here “This paragraph goes down, whole.”",
    "Move to here “This paragraph goes down, whole.”",
    "Delete “It says nothing new.”",
    "Add a picture: “It comes”",
]
"""What the cards say, in the order of the text."""


def block(name: str, *content: str | dict[str, Any], **attrs: object) -> dict[str, Any]:
    inside = [{"type": "text", "text": one} if isinstance(one, str) else one for one in content]
    return {"type": name, "attrs": attrs, "content": inside}


def paragraph(*content: str | dict[str, Any]) -> dict[str, Any]:
    return block("paragraph", *content)


def marked(words: str, mark: str, **attrs: str) -> dict[str, Any]:
    return {"type": "text", "text": words, "marks": [{"type": mark, "attrs": attrs}]}


def items(kind: str, *words: str) -> dict[str, Any]:
    return block(kind, *(block("listItem", paragraph(one)) for one in words))


def grid(*rows: tuple[str, ...]) -> dict[str, Any]:
    cells = [[block("tableCell", paragraph(cell)) for cell in row] for row in rows]
    return block("table", *(block("tableRow", *row) for row in cells))


def verse(*lines: tuple[str, int]) -> dict[str, Any]:
    return block("verse", *(block("verseLine", words, indent=by) for words, by in lines))


def picture(shows: str, caption: str, credit: str | None = None) -> dict[str, Any]:
    return block("picture", caption, alt=shows, credit=credit)


BEFORE: Final = [
    paragraph(
        "Nobody at the stop", block("footnote", "See the timetable."), " says why, or would."
    ),
    paragraph("A line that turns into a heading"),
    paragraph("Here some words become bold, and a link comes."),
    items("bulletList", "a lamp", "a bench"),
    items("orderedList", "first", "second"),
    picture("A stop", "The stop"),
    picture("A lamp", "The lamp"),
    grid(("line", "due"), ("61", "2:40")),
    verse(("Rain on the roof", 0), ("rain on the road", 0)),
    block("quotation", paragraph("We wait."), speaker="Ana"),
    paragraph("This paragraph goes down, whole."),
    paragraph("This one holds the place."),
    {"type": "sceneBreak"},
    paragraph("It says nothing new."),
    paragraph("The end of it."),
]
AFTER: Final = [
    paragraph(
        "Nobody at the stop",
        block("footnote", "See the board."),
        " says why",
        block("footnote", "A new one."),
        ", or would.",
    ),
    block("heading", "A line that turns into a heading", level=2),
    paragraph(
        "Here ",
        marked("some words", "strong"),
        " become bold, and ",
        marked("a link", "link", href="https://example.org/stop"),
        " comes.",
    ),
    items("bulletList", "a lamp", "a timetable", "a bench"),
    items("bulletList", "first", "second"),
    picture("A stop at night", "The stop", "Nobody"),
    grid(("line", "due"), ("61", "2:40"), ("62", "3:10")),
    verse(("Rain on the roof", 0), ("rain on the road", 2), ("and none on me", 0)),
    block("quotation", paragraph("We wait."), speaker="Ana Paula", role="driver"),
    paragraph("This one holds the place."),
    paragraph("This paragraph goes down, whole."),
    {"type": "sceneBreak"},
    paragraph("The end of it."),
    picture("A dog", "It comes"),
]


def suggest_kinds(article: Article, writer: Account, editor: Account) -> Node:
    """Let a writer's text be `BEFORE`, and an editor suggest `AFTER`; return that."""
    text = authority.load(article)
    head = [dict(text.document.child(index).to_json()) for index in range(2)]
    before, after = (
        parse_document({"type": "doc", "content": [*head, *blocks]}) for blocks in (BEFORE, AFTER)
    )
    steps = steps_between(text.document, before)
    authority.commit(
        article.id,
        base=text.version,
        client="a" * 16,
        batch=text.version,
        steps=steps,
        actor=writer,
        parts=frozenset({Part.WRITER, Part.EDITOR}),
    )
    given = json.dumps([before.to_json(), after.to_json()])
    printed = node(str(FRONTEND / "fuzz.mjs"), "hunks", given=given)
    made = []
    for hunk in (json.loads(line) for line in printed.split("\n") if line):
        old = content_between(before, hunk["from"], hunk["to"])
        new = (hunk["slice"] or {}).get("content", [])
        place = {"from": hunk["from"], "to": hunk["to"]}
        made.append(
            {"id": str(uuid4()), "kind": hunk["kind"], **place, "before": old, "after": new}
        )
    version = text.version + len(steps)
    act = {"act": "suggest", "version": version, "made": made, "withdrawn": []}
    opened = open_article(editor, article.id)
    do_suggestion(read_suggestion_act(json.dumps(act).encode()), opened=opened, actor=editor)
    return after
