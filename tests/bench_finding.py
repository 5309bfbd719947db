"""How well readers find, on our own collection (`search.tests.collection`)."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from writingviews.search.tests import quality
from writingviews.search.tests.collection import SPELLINGS


def measure_finding(say: Callable[[str, float, str], None]) -> None:
    """Say nDCG@10 of questions, recall of Persian spellings, and the share of texts of which one of
    the first three related is truly so."""
    with tempfile.TemporaryDirectory() as folder:
        index = quality.index_of_collection(Path(folder))
        gains = quality.gains(index)
        say("finding_ndcg10", sum(gains.values()) / len(gains), "of 1")
        missed = len(quality.missed_spellings(index))
        say("finding_spellings", 1 - missed / sum(map(len, SPELLINGS.values())), "of 1")
        say("finding_related3", quality.truly_related(quality.related(index)), "of 1")
