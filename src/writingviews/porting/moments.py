"""Moments as exports write them. Pure."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def moment(said: object) -> datetime | None:
    """Return an aware moment written by ISO 8601, by a mail's rule, or as milliseconds; else None.

    One without a zone is taken as UTC.
    """
    if isinstance(said, int | float) and not isinstance(said, bool):
        try:
            return datetime.fromtimestamp(said / 1000, UTC)
        except (ValueError, OverflowError, OSError):
            return None
    if not isinstance(said, str) or not said.strip():
        return None
    text = said.strip()
    found: datetime | None = None
    try:
        found = datetime.fromisoformat(re.sub(r"\s+UTC$", "Z", text))
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return None
    if found.year < 1970:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
