"""Months and weeks of a calendar, as the publication counts them. Pure: the day is passed in."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

MONDAY, SATURDAY = 0, 5
#: Languages whose readers begin the week on a Saturday (CLDR, weekData: most countries of Arabic,
#: Iran, Afghanistan); everywhere else it is Monday, as ISO 8601 has it.
_FROM_SATURDAY: Final = frozenset({"ar", "fa", "ps", "ckb"})
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def first_weekday(language: str) -> int:
    """Return with which day a week begins where a language is read; Monday is 0."""
    return SATURDAY if language.split("-", maxsplit=1)[0] in _FROM_SATURDAY else MONDAY


@dataclass(frozen=True, slots=True)
class Span:
    """Whole weeks that a calendar shows.

    Args:
        first, last: days, both included.
        month: the first day of the month that is shown; None for a single week.
    """

    first: date
    last: date
    month: date | None

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @property
    def middle(self) -> date:
        """A day by which the month of a week is named, and the week of a month is found."""
        return self.month or self.first + timedelta(days=3)

    @property
    def address(self) -> str:
        """How it stands in an address: ``2026-11``, or a week by its first day."""
        return f"{self.month:%Y-%m}" if self.month else self.first.isoformat()


def month_of(day: date, weekday: int) -> Span:
    """Return the month that a day is in, with the days that make its weeks whole."""
    month = day.replace(day=1)
    end = next_month(month) - timedelta(days=1)
    return Span(_week_start(month, weekday), _week_start(end, weekday) + timedelta(days=6), month)


def week_of(day: date, weekday: int) -> Span:
    """Return the week that a day is in."""
    first = _week_start(day, weekday)
    return Span(first, first + timedelta(days=6), None)


def span_named(name: str, weekday: int) -> Span:
    """Return the month ``2026-11``, or the week that the day ``2026-11-23`` is in.

    Raises:
        ValueError: it is neither, or too near the ends of what a date can hold.
    """
    if found := _MONTH.fullmatch(name):
        return month_of(_kept(date(int(found[1]), int(found[2]), 1)), weekday)
    if found := _DAY.fullmatch(name):
        return week_of(_kept(date(int(found[1]), int(found[2]), int(found[3]))), weekday)
    raise ValueError(f"{name!r} is neither a month (2026-11) nor a day (2026-11-23).")


def before(span: Span, weekday: int) -> Span:
    """Return the month before a month, the week before a week."""
    if span.month:
        return month_of(span.month - timedelta(days=1), weekday)
    return week_of(span.first - timedelta(days=1), weekday)


def after(span: Span, weekday: int) -> Span:
    """Return the month after a month, the week after a week."""
    if span.month:
        return month_of(next_month(span.month), weekday)
    return week_of(span.last + timedelta(days=1), weekday)


def next_month(month: date) -> date:
    """Return the first day of the month after the one that begins with `month`."""
    return (month + timedelta(days=31)).replace(day=1)


def _week_start(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _kept(day: date) -> date:
    if not MINYEAR + 1 < day.year < MAXYEAR - 1:
        raise ValueError(f"{day} is too near the end of all calendars.")
    return day
