"""What the clocks of a place show, and when: the publication's zone. Pure.

Twice a year most clocks jump. On the one day an hour is missing, on the other an hour comes twice.
"""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

DEFAULT: Final = "UTC"
#: Names that are no places: old abbreviations, and zones whose sign means its opposite.
_NO_PLACES: Final = ("Etc/", "SystemV/", "posix/", "right/")


def zone_named(name: str) -> ZoneInfo:
    """Return a zone by IANA's name.

    Raises:
        ValueError: there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(
            f"{name!r} is no time zone. Write it as Europe/Madrid or Asia/Tehran."
        ) from None


def known_zones() -> list[str]:
    """Return the names to choose from, sorted: continent and city, and UTC. 30 ms, reads a disk."""
    places = {
        name
        for name in available_timezones()
        if "/" in name and not name.startswith(_NO_PLACES) and not name.startswith("US/")
    }
    return [DEFAULT, *sorted(places)]


def moments_at(local: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Return the moments, in UTC, at which a zone's clocks show a time: none, one, or two.

    Args:
        local: naive, as the clock shows it.
        zone: the clock's.
    """
    found: list[datetime] = []
    for fold in (0, 1):
        at = local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if shown_at(at, zone) == local and at not in found:
            found.append(at)
    return tuple(found)


def shown_at(at: datetime, zone: ZoneInfo) -> datetime:
    """Return what a zone's clocks show at a moment, naive."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def next_shown(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the first time, naive, that a zone's clocks show after one they leap over.

    Args:
        local: naive; `moments_at` knows no moment for it.
        zone: the clock's.
    """
    # The same numbers read by the clock as it goes after the leap, and as it went before.
    early = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    late = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    before = early.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    second = late.replace(microsecond=0)
    return shown_at(second, zone)


def offset_words(at: datetime, zone: ZoneInfo) -> str:
    """Return how far a zone's clocks are from UTC at a moment: ``UTC+2``, ``UTC−3:30``."""
    offset = at.astimezone(zone).utcoffset() or timedelta()
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "\u2212"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
