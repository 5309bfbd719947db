"""How well readers find, and how near what is called related is; on texts made for it."""

import pytest

from writingviews.search.index import SearchIndex

from . import quality
from .collection import SPELLINGS

#: Issue 6 asks 0.54, 0.96 and 0.81 of collections that nobody here has seen. On our own, which is
#: small and clean, more is to be expected.
LEAST_GAIN = 0.85
LEAST_RECALL = 0.96
LEAST_RELATED = 0.81


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return quality.index_of_collection(tmp_path_factory.mktemp("search"))


def test_a_question_in_a_readers_words_finds_its_texts(index: SearchIndex) -> None:
    gains = quality.gains(index)
    mean = sum(gains.values()) / len(gains)
    assert mean >= LEAST_GAIN, f"{mean:.3f}; worst: {sorted(gains, key=gains.__getitem__)[:3]}"


def test_persian_spellings_find_each_other(index: SearchIndex) -> None:
    missed = quality.missed_spellings(index)
    assert 1 - len(missed) / sum(map(len, SPELLINGS.values())) >= LEAST_RECALL, missed


def test_one_of_the_first_three_is_truly_related(index: SearchIndex) -> None:
    lists = quality.related(index)
    assert all(name not in near and len(near) == 5 for name, near in lists.items())
    assert quality.truly_related(lists) >= LEAST_RELATED
