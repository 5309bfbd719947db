"""Very many pieces: every view asks as many queries as for few, and is there as soon."""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.machine import slack
from writingviews.articles.models import Article
from writingviews.people.models import Account

from .conftest import ACCEPTED, IN_REVIEW, PUBLISHED, SUBMITTED, Cast, now
from .many import make_many

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
See = Callable[[Account | None], Client]
Make = Callable[..., Article]

VIEWS = (
    "/newsroom/",
    "/newsroom/board/",
    "/newsroom/board/?when=late&who=nobody",
    "/newsroom/calendar/",
    f"/newsroom/calendar/{now():%Y-%m-%d}/",
    "/newsroom/pieces/",
    "/newsroom/pieces/?order=longest&words=river",
    "/desk/",
)
#: What a view may take at the server with 2,000 pieces under work among 10,000, on a quiet machine.
LONGEST = 0.3


def test_ten_thousand_pieces_cost_as_many_queries_as_ten_and_no_waiting(
    cast: Cast, see: See, piece: Make
) -> None:
    for verbs in (SUBMITTED, IN_REVIEW, ACCEPTED, PUBLISHED, ()) * 2:
        late = piece(*verbs, title="The river", by=None if verbs else cast.editor)
        Article.objects.filter(id=late.id).update(stands_since=now() - timedelta(days=60))
    browser = see(cast.editor)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    few = {address: queries(address) for address in VIEWS}
    make_many(
        under_work=2_000,
        published=8_000,
        writers=[cast.writer, cast.editor],
        editors=[cast.editor, cast.second_editor],
    )
    assert {address: queries(address) for address in VIEWS} == few

    def seconds(address: str) -> float:
        took = []
        for _ in range(5):
            began = time.perf_counter()
            browser.get(address)
            took.append(time.perf_counter() - began)
        return statistics.median(took)

    for address in VIEWS:
        assert seconds(address) < LONGEST * slack(), address
