"""The foot of the sheet and the house count the same words."""

import json
import random
from typing import Any

import pytest

from writingviews.document import text
from writingviews.document.markdown import document_from_markdown
from writingviews.document.tests.in_node import FRONTEND, ROOT, needs_node, node
from writingviews.language.words import word_count

CONTENT = ROOT / "src" / "writingviews" / "demo" / "content"
PROGRAM = """
import { loadTypeScript } from "./frontend/document/load.mjs";
const { countWords, wordCount } = await loadTypeScript(process.cwd() + "/frontend/desk/words.ts");
const { documentSchema } = await loadTypeScript(process.cwd() + "/frontend/document/schema.ts");
const schema = documentSchema();
const count = (given) =>
  typeof given === "string" ? wordCount(given) : countWords(schema.nodeFromJSON(given));
let given = "";
for await (const part of process.stdin) given += part;
console.log(JSON.stringify(JSON.parse(given).map(count)));
"""
SAID = [
    "", "…", "A litre an hour.", "well-known", "3.14 and 1,000 at 10:30", "U.S.A.", "Don’t, can't",
    "می‌خواهم بروم", "وبالكتاب", "آب‌هاي تلخ", "日本語の本", "कविता", "naïve cafe\u0301", "a\u00adb",
    "۱۲٬۵۰۰ تن", "x_y", "e-mail@example.org", "½ cup", "١٠:٣٠",
]  # fmt: skip
PIECES = [*"ab1२۳ا‌-.,:'’ʼ·_ \n\u00ad\u064b\u0301\u200f", "日", "も", "می", "\u0640", "\u2011"]

pytestmark = [pytest.mark.node, needs_node]


def counted(given: list[Any]) -> list[int]:
    """What the sheet counts in each text or document."""
    found: list[int] = json.loads(
        node("--input-type=module", "-e", PROGRAM, given=json.dumps(given))
    )
    return found


def paragraph(*content: dict[str, Any]) -> dict[str, Any]:
    return {"type": "paragraph", "content": list(content)}


def said(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def document(*blocks: dict[str, Any]) -> dict[str, Any]:
    title = {"type": "title", "content": [said("Not counted")]}
    return {"type": "doc", "content": [title, {"type": "standfirst"}, *blocks]}


def test_the_sheet_counts_as_the_house_does() -> None:
    chance = random.Random(1)
    made = ["".join(chance.choices(PIECES, k=chance.randint(1, 30))) for _ in range(3000)]
    texts = [*SAID, *made]
    differing = [
        (words, house, sheet)
        for words, house, sheet in zip(texts, map(word_count, texts), counted(texts), strict=True)
        if house != sheet
    ]
    assert differing == []


def test_what_stands_beside_the_lines_counts_too() -> None:
    note = {"type": "footnote", "content": [said("in fact two")]}
    quotation = {"type": "quotation", "content": [paragraph(said("Mind the step."))]}
    attribution = {"speaker": "Ada Rood", "role": "driver", "place": "Delft", "date": "3 May 2026"}
    address = "https://example.org/film"
    given = {
        "a footnote after its word": (document(paragraph(said("word"), note, said(" more"))), 5),
        "a footnote within a word": (document(paragraph(said("wo"), note, said("rd"))), 4),
        "a break": (document(paragraph(said("one"), {"type": "hardBreak"}, said("two"))), 2),
        "a quotation": (document({**quotation, "attrs": attribution}), 10),
        "a quotation of nobody": (document(quotation), 3),
        "an embed": (
            document({"type": "embed", "attrs": {"url": address, "title": "A short film"}}), 3
        ),
        "a table's caption": (
            document({"type": "table", "attrs": {"caption": "Rain and wells"}, "content": [
                {"type": "tableRow", "content": [
                    {"type": "tableCell", "content": [paragraph(said("dry"))]},
                ]},
            ]}), 4
        ),
        "a list of sources": (
            document({"type": "sources", "content": [
                {"type": "source", "attrs": {"title": "Not the writer's words"}},
            ]}), 0
        ),
        "an embed without a title": (document({"type": "embed", "attrs": {"url": address}}), 0),
    }  # fmt: skip
    wanted = {name: count for name, (_, count) in given.items()}
    documents = [one for one, _ in given.values()]
    assert dict(zip(given, map(text.word_count, documents), strict=True)) == wanted
    assert dict(zip(given, counted(documents), strict=True)) == wanted


def test_whole_documents_count_alike() -> None:
    """Every piece of the demo, and documents of everything that the schema admits."""
    files = sorted(CONTENT.glob("??/*.md"))
    assert len(files) >= 60
    documents: list[Any] = [
        document_from_markdown(
            file.read_text(encoding="utf-8").split("---\n", 2)[2],
            title="", standfirst="", picture=lambda _name: None,
        ).document
        for file in files
    ]  # fmt: skip
    # Not splitlines(): U+2028 may stand in a text, and ends no line of JSON.
    made = node(str(FRONTEND / "fuzz.mjs"), "trials", "600", "3").split("\n")
    documents += [json.loads(line)["document"] for line in made if line]
    house = [text.word_count(one) for one in documents]
    names = [*(file.stem for file in files), *documents[len(files) :]]
    differing = [
        (name, here, there)
        for name, here, there in zip(names, house, counted(documents), strict=True)
        if here != there
    ]
    assert differing == []
    assert min(house[: len(files)]) > 50
