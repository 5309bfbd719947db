"""Moments as the publication's clock shows them, whoever looks and wherever they are."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from writingviews.articles.zone import offset_words, shown_at


def said_moment(at: datetime, zone: ZoneInfo) -> str:
    """Return a moment as the publication's clock shows it, with whose clock that is."""
    return f"{_shown(at, zone)} ({zone.key}, {offset_words(at, zone)})"


@dataclass(frozen=True, slots=True)
class ZonedMoment:
    """A moment in a list, where the zone's name has no room: its distance from UTC is said.

    Args:
        at: the moment, aware.
        zone: the publication's.
    """

    at: datetime
    zone: ZoneInfo

    def __str__(self) -> str:
        return f"{_shown(self.at, self.zone)} ({offset_words(self.at, self.zone)})"

    @property
    def day(self) -> date:
        """The date that the clock shows."""
        return self.at.astimezone(self.zone).date()

    @property
    def iso(self) -> str:
        """For ``datetime`` of a ``time`` element."""
        return self.at.isoformat(timespec="minutes")


def _shown(at: datetime, zone: ZoneInfo) -> str:
    return date_format(shown_at(at, zone), "j F Y, H:i")
