"""Rows as the press writes them, for the tests of those who show them."""

from datetime import UTC, datetime, timedelta

from writingviews.ledger.models import StuckCause, StuckPage

FAILED_AT = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)


def make_stuck(address: str, cause: StuckCause = StuckCause.DRAWING) -> StuckPage:
    """A page that failed three times."""
    return StuckPage.objects.create(
        address=address,
        cause=cause,
        detail="ValueError: cannot be drawn",
        since=FAILED_AT,
        tried_at=FAILED_AT + timedelta(seconds=3),
        next_at=FAILED_AT + timedelta(days=10_000),
        tries=3,
    )
