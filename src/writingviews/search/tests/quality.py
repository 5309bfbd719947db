"""How well an index finds, and how near what it calls related is, on our own collection."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from writingviews.search.index import Filters, IndexedArticle, SearchIndex
from writingviews.search.likeness import chosen
from writingviews.search.query import asked

from .collection import QUESTIONS, SPELLINGS, TEXTS

_SPACE = UUID(int=7)


def _id(name: str) -> UUID:
    return uuid5(_SPACE, name)


_NAMES = {_id(name): name for name in TEXTS}


def _article(name: str, title: str, body: str, language: str, number: int) -> IndexedArticle:
    return IndexedArticle(
        id=_id(name),
        language=language,
        kind="essay",
        section="culture",
        published_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number),
        slug=f"piece-{number}",
        title=title,
        standfirst="",
        body=body,
        writers=(f"writer-{number % 7}",),
    )


def index_of_collection(folder: Path) -> SearchIndex:
    """Return an index of the collection, made in a folder."""
    made = SearchIndex(folder)
    english = [
        _article(name, title, body, "en", number)
        for number, (name, (title, body)) in enumerate(TEXTS.items())
    ]
    persian = [
        _article(text, text, "", "fa", 100 + number) for number, text in enumerate(SPELLINGS)
    ]
    made.rebuild([*english, *persian])
    return made


def gain(ranked: Sequence[str], best: Sequence[str]) -> float:
    """Return nDCG@10; the first of `best` counts twice what the others do."""
    worth = {name: 2.0 if place == 0 else 1.0 for place, name in enumerate(best)}
    got = sum(worth.get(name, 0) / math.log2(at + 2) for at, name in enumerate(ranked[:10]))
    ideal = sum(
        value / math.log2(at + 2)
        for at, value in enumerate(sorted(worth.values(), reverse=True)[:10])
    )
    return got / ideal


def gains(index: SearchIndex) -> dict[str, float]:
    """Return nDCG@10 of each question."""
    found: dict[str, float] = {}
    for question, best in QUESTIONS.items():
        hits, _ = index.search(asked(question, "en"), Filters(language="en"), limit=10)
        found[question] = gain([_NAMES[hit.id] for hit in hits], best)
    return found


def missed_spellings(index: SearchIndex) -> list[tuple[str, str]]:
    """Return the spellings that do not find their text, with it."""
    return [
        (variant, text)
        for text, variants in SPELLINGS.items()
        for variant in variants
        if _id(text)
        not in {
            hit.id
            for hit in index.search(asked(variant, "fa"), Filters(language="fa"), limit=10)[0]
        }
    ]


def related(index: SearchIndex) -> dict[str, list[str]]:
    """Return the names of the texts related to each, nearest first."""
    return {
        name: [_NAMES[each] for each in chosen(index.alike(_id(name), limit=30), limit=5)]
        for name in TEXTS
    }


def truly_related(lists: dict[str, list[str]]) -> float:
    """Return for how many texts one of the first three is of the same subject, 0 to 1."""
    subject = {name: name.partition("-")[0] for name in lists}
    hit = [any(subject[each] == subject[name] for each in near[:3]) for name, near in lists.items()]
    return sum(hit) / len(hit)
