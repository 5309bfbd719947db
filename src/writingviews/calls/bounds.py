"""How much of it an account may do: enough for anybody who writes, too little for a flood."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext

from writingviews.people.models import Account

from .models import CallEntry, Pitch, PitchMessage, PitchState
from .refusals import TooMany

HOUR: Final = timedelta(hours=1)
PITCHES_AN_HOUR: Final = 6
MESSAGES_AN_HOUR: Final = 60
ENTRIES_AN_HOUR: Final = 6
#: Pitches of one account that wait at once: editors answer people, not heaps.
MOST_WAITING: Final = 12


def bound_pitches(account: Account, now: datetime) -> None:
    """Refuse one pitch too many. Two queries.

    Raises:
        TooMany: `PITCHES_AN_HOUR` within the hour, or `MOST_WAITING` unanswered.
    """
    own = Pitch.objects.filter(account=account)
    if own.filter(created_at__gt=now - HOUR).count() >= PITCHES_AN_HOUR:
        raise TooMany(
            gettext(
                "You have pitched %(count)d times within the hour, which is the most. "
                "What you typed is still here: send it later."
            )
            % {"count": PITCHES_AN_HOUR}
        )
    if own.filter(state=PitchState.WAITING).count() >= MOST_WAITING:
        raise TooMany(
            gettext(
                "%(count)d of your pitches wait for an answer, which is the most. Withdraw one, or "
                "wait until an editor has answered."
            )
            % {"count": MOST_WAITING}
        )


def bound_messages(account: Account, now: datetime) -> None:
    """Refuse one message too many. One query.

    Raises:
        TooMany: `MESSAGES_AN_HOUR` within the hour.
    """
    sent = PitchMessage.objects.filter(account=account, at__gt=now - HOUR).count()
    if sent >= MESSAGES_AN_HOUR:
        raise TooMany(
            gettext(
                "You have written %(count)d messages within the hour, which is the most. "
                "What you typed is still here: send it later."
            )
            % {"count": MESSAGES_AN_HOUR}
        )


def bound_entries(account: Account, now: datetime) -> None:
    """Refuse one entry too many. One query.

    Raises:
        TooMany: `ENTRIES_AN_HOUR` within the hour.
    """
    begun = CallEntry.objects.filter(account=account, begun_at__gt=now - HOUR).count()
    if begun >= ENTRIES_AN_HOUR:
        raise TooMany(
            gettext(
                "You have begun %(count)d entries within the hour, which is the most. "
                "Write one of them first, or come back later."
            )
            % {"count": ENTRIES_AN_HOUR}
        )
