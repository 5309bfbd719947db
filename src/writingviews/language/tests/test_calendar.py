"""Days and months by the calendar of a language's readers."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from writingviews.language.calendar import first_day, in_calendar, month_key


@pytest.mark.parametrize(
    ("day", "persian"),
    [
        # The spring equinox before noon in Tehran begins the year that day, after noon the next.
        (date(1921, 3, 21), (1300, 1, 1)),
        (date(1979, 3, 21), (1358, 1, 1)),
        (date(2021, 3, 20), (1399, 12, 30)),
        (date(2021, 3, 21), (1400, 1, 1)),
        (date(2025, 3, 20), (1403, 12, 30)),
        (date(2026, 3, 20), (1404, 12, 29)),
        (date(2026, 3, 21), (1405, 1, 1)),
        (date(2026, 9, 22), (1405, 6, 31)),
        (date(2026, 9, 23), (1405, 7, 1)),
        (date(2026, 11, 23), (1405, 9, 2)),
        (date(2029, 3, 20), (1408, 1, 1)),
    ],
)
def test_persian_readers_count_from_the_spring_equinox(
    day: date, persian: tuple[int, int, int]
) -> None:
    assert in_calendar(day, "fa") == persian
    assert in_calendar(day, "fa-IR") == persian
    assert in_calendar(day, "ar") == (day.year, day.month, day.day)


def test_no_day_is_left_out_and_none_comes_twice() -> None:
    begin = date(1900, 1, 1)
    days = [in_calendar(begin + timedelta(n), "fa") for n in range(366 * 200)]
    assert all(1 <= month <= 12 and 1 <= day <= 31 for _, month, day in days)
    for (year, month, day), following in pairwise(days):
        assert following in {
            (year, month, day + 1), (year, month + 1, 1), (year + 1, 1, 1)
        }  # fmt: skip
        if following == (year, month + 1, 1):
            assert day == (31 if month < 7 else 30)
        if following == (year + 1, 1, 1):
            assert month == 12
            assert day in {29, 30}


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_month_begins_on_its_first_day(language: str) -> None:
    day = date(2019, 12, 5)
    for _ in range(80):
        begins = first_day(month_key(day, language), language)
        assert in_calendar(begins, language)[2] == 1
        assert month_key(begins, language) == month_key(day, language)
        day += timedelta(31)


@pytest.mark.parametrize("month", ["1405-00", "1405-13"])
def test_a_year_has_twelve_months(month: str) -> None:
    with pytest.raises(ValueError, match="month"):
        first_day(month, "fa")
    with pytest.raises(ValueError, match="month"):
        first_day(month, "en")
