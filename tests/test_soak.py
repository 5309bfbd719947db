"""Writers and database end with one text, however often the house is killed: `tests.soak`, briefly.

``python -m tests.soak`` is the same with thirty writers for two minutes.
"""

import pytest

from tests.soak import publication, soak
from writingviews.house.assets import BUILT_DIR

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not list(BUILT_DIR.glob("site-*.css")), reason="needs the front end: make build"
    ),
]


@pytest.mark.parametrize(
    ("postgresql", "houses"),
    [(False, 1), pytest.param(True, 2, marks=pytest.mark.tools)],
    ids=["sqlite", "postgresql"],
)
def test_no_acknowledged_letter_is_lost_when_the_house_is_killed(
    postgresql: bool,  # noqa: FBT001 - a parameter of the test
    houses: int,
) -> None:
    with publication(postgresql=postgresql) as folder:
        told = soak(folder, seconds=5, writers=6, every=1.5, houses=houses, words=200)
    assert told.kills >= 2
    assert told.steps > 20
