"""Which day it is for the publication, and how a call stands on a day."""

from datetime import date, datetime, timedelta

from writingviews.articles.selectors import publication
from writingviews.articles.zone import zone_named

from .models import CallState


def day_of(now: datetime) -> date:
    """Return the date in the publication's zone at an aware moment. One query."""
    return now.astimezone(zone_named(publication().zone)).date()


def standing_on(day: date, *, opens_on: date, deadline: date) -> CallState:
    """Return how a published call stands on a day; the deadline is its last open day. Pure."""
    if day < opens_on:
        return CallState.UPCOMING
    return CallState.OPEN if day <= deadline else CallState.CLOSED


def answer_by(deadline: date, days: int) -> date:
    """Return the day by which everybody who entered is answered. Pure."""
    return deadline + timedelta(days=days)
