"""When a piece is due, as it is typed by the publication's clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from writingviews.newsroom.zoned_form import DueForm, PinForm
from writingviews.newsroom.zoned_moment import said_moment

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("due", ["9999-12-31T23:59", "0001-01-01T00:00", "soon", ""])
def test_a_moment_that_no_clock_reaches_is_refused_beside_its_field(due: str) -> None:
    form = DueForm({"due": due}, zone=BERLIN)
    assert not form.is_valid()
    assert list(form.errors) == ["due"]


@pytest.mark.parametrize(
    ("zone", "due", "at"),
    [
        ("Asia/Tehran", "2099-03-12T14:30", datetime(2099, 3, 12, 11, 0, tzinfo=UTC)),
        ("Europe/Berlin", "2026-03-29T01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("Europe/Berlin", "2026-03-29T03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("America/New_York", "2026-11-01T02:00", datetime(2026, 11, 1, 7, 0, tzinfo=UTC)),
        ("UTC", "2026-03-29T02:30", datetime(2026, 3, 29, 2, 30, tzinfo=UTC)),
    ],
)
def test_it_is_read_by_the_publication_s_clock(zone: str, due: str, at: datetime) -> None:
    form = DueForm({"due": due}, zone=ZoneInfo(zone))
    assert form.is_valid()
    assert form.due_at() == at
    assert not form.asks_which


def test_the_form_says_whose_clock_it_is() -> None:
    assert "Europe/Berlin" in str(DueForm(zone=BERLIN)["due"].help_text)


def test_a_time_that_clocks_leap_over_is_refused_with_the_next_one() -> None:
    form = DueForm({"due": "2026-03-29T02:30"}, zone=BERLIN)
    assert not form.is_valid()
    assert "leap over this time. The next one they show is 29 March 2026, 03:00." in str(
        form.errors["due"]
    )


def test_of_a_time_that_comes_twice_the_form_asks_which() -> None:
    asked = DueForm({"due": "2026-10-25T02:30"}, zone=BERLIN)
    assert not asked.is_valid()
    assert asked.asks_which
    assert "twice" in str(asked.errors["due"])
    assert "The first, UTC+2" in str(asked["which"])
    found = []
    for chosen in ("0", "1"):
        form = DueForm({"due": "2026-10-25T02:30", "which": chosen}, zone=BERLIN)
        assert form.is_valid()
        found.append(form.due_at())
    assert found == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]
    assert not DueForm({"due": "2026-10-25T02:30", "which": "2"}, zone=BERLIN).is_valid()


def test_an_answer_to_which_is_passed_over_where_nobody_asked() -> None:
    form = DueForm({"due": "2026-10-26T02:30", "which": ""}, zone=BERLIN)
    assert form.is_valid()


def test_an_end_may_be_left_open() -> None:
    form = PinForm({"place": "front", "until": ""}, zone=BERLIN)
    form.fields["place"].choices = [("front", "Front")]  # type: ignore[attr-defined]
    assert form.is_valid()
    assert form.at() is None


def test_a_moment_is_said_with_its_clock_on_both_sides_of_a_leap() -> None:
    said = [said_moment(datetime(2026, 10, 25, hour, 30, tzinfo=UTC), BERLIN) for hour in (0, 1)]
    assert said == [
        "25 October 2026, 02:30 (Europe/Berlin, UTC+2)",
        "25 October 2026, 02:30 (Europe/Berlin, UTC+1)",
    ]
