"""What a source is called: in the sheet, on a page and in the list, and what an address says."""

import json
import random
from collections.abc import Sequence
from typing import Any

import pytest

from writingviews.document.sources import sources_of
from writingviews.document.validate import parse_document

from .bad_documents import document
from .in_node import needs_node, node

PROGRAM = """
import { loadTypeScript } from "./frontend/document/load.mjs";
const { labelOf, readSource } = await loadTypeScript(
  process.cwd() + "/frontend/document/sources.ts",
);
let given = "";
for await (const part of process.stdin) given += part;
const { labels, typed } = JSON.parse(given);
console.log(JSON.stringify({ labels: labels.map(labelOf), read: typed.map(readSource) }));
"""
AUTHORS = [
    None, "Rahimi, Mina", "Mina Rahimi", "رحیمی، مینا", "A; B; C", "🦊 Fox", " ", "Ms. O’Neill"
]  # fmt: skip
TITLES = [None, "Water from air", "🦊" * 61, "x" * 60, "آب از هوا؛ یک گزارش"]
DATES = [None, "2024", "12 May 2024", "بهار ۱۴۰۲", "12345", "٢٠٢٤", "c. 1890-1895"]
URLS = [
    None,
    "https://www.example.org/a?b",
    "http://user@example.org:8000#x",
    "https://مثال.إختبار/",
]

pytestmark = [pytest.mark.node, needs_node]


def told(*, labels: Sequence[Any] = (), typed: Sequence[str] = ()) -> dict[str, Any]:
    given = json.dumps({"labels": labels, "typed": typed})
    found: dict[str, Any] = json.loads(node("--input-type=module", "-e", PROGRAM, given=given))
    return found


def test_the_sheet_calls_a_source_as_its_page_does() -> None:
    chance = random.Random(1)
    sources = [
        {
            "author": chance.choice(AUTHORS),
            "title": chance.choice(TITLES),
            "date": chance.choice(DATES),
            "url": chance.choice(URLS),
            "archive": chance.choice(URLS),
            "doi": chance.choice([None, "10.1000/182"]),
        }
        for _ in range(300)
    ]
    labels = told(labels=sources)["labels"]

    for attrs, label in zip(sources, labels, strict=True):
        listed = {"type": "sources", "content": [{"type": "source", "attrs": attrs}]}
        found = sources_of(parse_document(document(listed)))
        assert [source.label for source in found if source.label] == ([label] if label else [])
    assert len(set(labels)) > 50


def test_an_address_or_a_doi_says_what_it_can_by_itself() -> None:
    kept = "https://web.archive.org/web/20240501120000/https://example.org/river?a=1"
    cases: dict[str, dict[str, str] | None] = {
        "10.1000/182": {"doi": "10.1000/182"},
        "doi: 10.1000/182": {"doi": "10.1000/182"},
        "https://doi.org/10.1002/(sici)1-3": {"doi": "10.1002/(sici)1-3"},
        "http://dx.doi.org/10.1000%2F182": {"doi": "10.1000/182"},
        " https://example.org/river ": {"url": "https://example.org/river"},
        "HTTPS://example.org/": {"url": "https://example.org/"},
        kept: {"url": "https://example.org/river?a=1", "archive": kept},
        "the river": None,
        "10.5 metres": None,
        "10.12/short": None,
        "javascript:alert(1)": None,
        "mailto:a@example.org": None,
        "https://": None,
        "see https://example.org/": None,
        "https://doi.org/10.1000/%zz": {"doi": "10.1000/%zz"},
    }
    assert dict(zip(cases, told(typed=list(cases))["read"], strict=True)) == cases
