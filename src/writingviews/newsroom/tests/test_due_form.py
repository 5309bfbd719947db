"""When a piece is due, as it is typed."""

from datetime import UTC, datetime

import pytest

from writingviews.newsroom.forms import DueForm


@pytest.mark.parametrize(
    ("due", "offset"), [("9999-12-31T23:59", "960"), ("0001-01-01T00:00", "-960")]
)
def test_a_moment_that_no_clock_reaches_is_refused_beside_its_field(due: str, offset: str) -> None:
    form = DueForm({"due": due, "offset": offset})
    assert not form.is_valid()
    assert list(form.errors) == ["due"]


def test_the_browsers_offset_is_taken_into_account() -> None:
    form = DueForm({"due": "2099-03-12T14:30", "offset": "-210"})
    assert form.is_valid()
    assert form.due_at() == datetime(2099, 3, 12, 11, 0, tzinfo=UTC)
