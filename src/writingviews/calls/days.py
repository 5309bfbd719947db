"""How a call stands on a day, and by when it is answered. Pure."""

from datetime import date, timedelta

from .models import CallState


def standing_on(day: date, *, opens_on: date, deadline: date) -> CallState:
    """Return how a published call stands on a day; the deadline is its last open day."""
    if day < opens_on:
        return CallState.UPCOMING
    return CallState.OPEN if day <= deadline else CallState.CLOSED


def answer_by(deadline: date, days: int) -> date:
    """Return the day by which everybody who entered is answered."""
    return deadline + timedelta(days=days)
