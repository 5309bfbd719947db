"""The calendar by which the readers of a language count days and months.

Persian readers count by the Solar Hijri calendar, all others here by the Gregorian. A leap year is
found by the rule of 33 years (K. Borkowski, "The Persian calendar for 3000 years", Earth, Moon, and
Planets 74 (1996), 223-230), which is what the equinox gives for the years 1178 to 1633, that is
for 1799 to 2254.
"""

from datetime import date
from typing import Final

from .languages import primary_code

_PERSIAN_MONTHS: Final = {
    "fa": (
        "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
        "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
    ),
}  # fmt: skip
"""Of the languages that count by the Solar Hijri calendar."""

#: The proleptic Gregorian ordinal of 1 Farvardin of the year 1, by the same rule.
_FIRST_DAY: Final = 226_895


def month_names(language: str) -> tuple[str, ...] | None:
    """Return the twelve months of ``language`` if its calendar is not the Gregorian."""
    return _PERSIAN_MONTHS.get(primary_code(language))


def in_calendar(day: date, language: str) -> tuple[int, int, int]:
    """Return (year, month, day) in the calendar of ``language``.

    >>> in_calendar(date(2026, 3, 21), "fa")
    (1405, 1, 1)
    """
    if month_names(language) is None:
        return day.year, day.month, day.day
    year = day.year - 621
    if day.toordinal() < _new_year(year):
        year -= 1
    since = day.toordinal() - _new_year(year)
    # Six months of 31 days, then months of 30; the last is cut short by the year.
    month, rest = divmod(since, 31) if since < 186 else divmod(since - 186, 30)
    return year, month + (1 if since < 186 else 7), rest + 1


def month_key(day: date, language: str) -> str:
    """Return the month of a day, to be sorted and put into addresses: "2026-03", "1404-12"."""
    year, month, _ = in_calendar(day, language)
    return f"{year:04}-{month:02}"


def first_day(month: str, language: str) -> date:
    """Return the day on which a month begins; the inverse of `month_key`.

    Raises:
        ValueError: there is no such month.
    """
    year, number = (int(part) for part in month.split("-"))
    if month_names(language) is None:
        return date(year, number, 1)
    if not 1 <= number <= 12:
        raise ValueError(f"A year has no month {number}; they are 1 to 12.")
    before = 31 * (number - 1) if number <= 7 else 186 + 30 * (number - 7)
    return date.fromordinal(_new_year(year) + before)


def _new_year(year: int) -> int:
    """Return the Gregorian ordinal of the first day of a Persian year."""
    return _FIRST_DAY + 365 * (year - 1) + (8 * year + 21) // 33
