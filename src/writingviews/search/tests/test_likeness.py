"""Which of the alike are chosen."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

from writingviews.search.likeness import Candidate, chosen

DAY = datetime(2026, 3, 1, tzinfo=UTC)


def candidate(number: int, score: float, *bylines: int, day: int = 0, slug: str = "") -> Candidate:
    return Candidate(
        UUID(int=number),
        score,
        DAY + timedelta(days=day),
        slug or f"slug-{number:03}",
        frozenset(f"byline-{byline}" for byline in bylines),
    )


def numbers(candidates: list[Candidate], limit: int = 5) -> list[int]:
    """The ids of those that are chosen when the index has found these."""
    found = sorted(candidates, key=lambda each: -each.score)
    return [each.int for each in chosen(found, limit=limit)]


def test_the_nearest_come_first_and_no_more_than_asked() -> None:
    assert numbers([candidate(n, n) for n in range(1, 9)]) == [8, 7, 6, 5, 4]


def test_at_most_two_of_a_byline_while_there_are_others() -> None:
    one_hand = [candidate(n, 10 - n, 1) for n in range(1, 5)]
    together = [candidate(5, 3, 1, 2), candidate(6, 2, 2), candidate(7, 1, 2), candidate(8, 0.5, 2)]
    assert numbers([*one_hand, *together], 4) == [1, 2, 6, 7]
    assert numbers([*one_hand, *together]) == [1, 2, 6, 7, 3], "a place is not left empty"
    assert numbers(one_hand) == [1, 2, 3, 4]


def test_equals_stand_by_date_then_address_whatever_their_ids() -> None:
    equal = [
        candidate(9, 1.0, slug="b"),
        candidate(1, 1.0002, slug="c"),
        candidate(5, 0.9999, slug="a"),
        candidate(7, 1.0, day=1, slug="z"),
    ]
    for seed in range(10):
        random.Random(seed).shuffle(equal)
        assert numbers(equal) == [7, 5, 9, 1]


def test_a_score_of_nothing_does_no_harm() -> None:
    assert numbers([candidate(1, 0.0), candidate(2, 1e-9)]) == [2, 1]


def test_no_more_are_taken_than_are_needed() -> None:
    found = iter([candidate(n, 100 - n) for n in range(30)])
    assert len(chosen(found, limit=5)) == 5
    assert len(list(found)) == 24, "the sixth tells that nobody equals the fifth"
