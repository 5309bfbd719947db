"""Choosing the related articles from those that are alike. Pure."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

#: At most this many of one list may bear the same byline, as long as there are others.
PER_BYLINE = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may stand below another.

    Args:
        id: of the article.
        score: how alike they are; any positive scale.
        published_at, slug: decide between equals, the later first. Not the id: it is random,
            and the same articles must give the same pages in every house.
        bylines: slugs of its bylines.
    """

    id: UUID
    score: float
    published_at: datetime
    slug: str
    bylines: frozenset[str]


def chosen(candidates: Iterable[Candidate], *, limit: int) -> list[UUID]:
    """Return the nearest candidates, nearest first, at most two of any byline.

    Where that leaves places empty, the nearest of those left out stand in them, last.

    Scores that differ by less than a thousandth are equal: the engine's figures waver that
    much with how the index happens to be laid out.

    Args:
        candidates: the highest score first; no more are taken than are needed.
        limit: how many are wanted.
    """
    found: list[UUID] = []
    left_out: list[UUID] = []
    seen: Counter[str] = Counter()
    for _, equals in groupby(candidates, key=lambda each: _coarse(each.score)):
        for candidate in sorted(
            equals, key=lambda each: (-each.published_at.timestamp(), each.slug)
        ):
            if all(seen[byline] < PER_BYLINE for byline in candidate.bylines):
                found.append(candidate.id)
                seen.update(candidate.bylines)
                if len(found) == limit:
                    return found
            else:
                left_out.append(candidate.id)
    return [*found, *left_out[: limit - len(found)]]


def _coarse(score: float) -> float:
    if score <= 0:
        return 0.0
    return round(score, 3 - 1 - math.floor(math.log10(score)))
