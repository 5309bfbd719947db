"""Why something about pitches, assignments, calls and entries is not done."""

from datetime import date
from typing import Final

from django.utils.translation import gettext


class Refused(Exception):
    """It cannot be done so; the message says why and the mend.

    Args:
        field: of the form that it is beside; "" if it is no one field's fault.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field: Final = field


class Changed(Refused):
    """Somebody else was faster; nothing was stored, and what was typed is still with who typed it.

    Args:
        version: what is there now.
    """

    def __init__(self, message: str, version: int) -> None:
        super().__init__(message)
        self.version: Final = version


class TooMany(Refused):
    """An account has done this too often within the hour."""


def past_day(day: date, today: date, field: str) -> Refused:
    """Return the refusal of a date that lies before today."""
    return Refused(
        gettext("%(day)s is past: today is %(today)s. Choose today or a later day.")
        % {"day": day.isoformat(), "today": today.isoformat()},
        field,
    )
