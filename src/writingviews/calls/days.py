"""Which day it is for the house, and how a call stands on it. Pure: the clock is passed in."""

from datetime import UTC, date, datetime, timedelta

from .models import CallState


def day_of(now: datetime) -> date:
    """Return the house's date at an aware moment."""
    return now.astimezone(UTC).date()


def standing_on(day: date, *, opens_on: date, deadline: date) -> CallState:
    """Return how a published call stands on a day; the deadline is its last open day."""
    if day < opens_on:
        return CallState.UPCOMING
    return CallState.OPEN if day <= deadline else CallState.CLOSED


def answer_by(deadline: date, days: int) -> date:
    """Return the day by which everybody who entered is answered."""
    return deadline + timedelta(days=days)
