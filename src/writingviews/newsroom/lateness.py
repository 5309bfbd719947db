"""How long a piece may stand before it is late, and how that is said. Pure but for the words."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.timesince import timesince
from django.utils.translation import gettext

from writingviews.articles.lifecycle import State

#: How long a piece may wait where it stands. A writer who hears nothing for a week has been
#: forgotten; a text that is worked on, or back with its writer, takes more time.
PATIENCE: Final[dict[State, timedelta]] = {
    State.SUBMITTED: timedelta(days=7),
    State.IN_REVIEW: timedelta(days=14),
    State.CHANGES_ASKED: timedelta(days=28),
    State.ACCEPTED: timedelta(days=14),
}
#: After this a scheduled piece has not been published by itself: something keeps it.
GRACE: Final = timedelta(minutes=5)
#: "Due soon" is within this.
SOON: Final = timedelta(days=7)


def is_late(state: State, *, since: datetime, due: datetime | None, now: datetime) -> bool:
    """Return whether a piece that stands in `state` since then is late.

    `selectors.seeking.late` is the same as a condition of the database; a test holds the two
    together.
    """
    if state is State.SCHEDULED:
        return due is not None and due < now - GRACE
    patience = PATIENCE.get(state)
    return patience is not None and since < now - patience


def late_words(
    state: State, *, since: datetime, due: datetime | None, now: datetime, holder: str
) -> str:
    """Return why a piece is late, in words: who has had it for how long.

    Args:
        state: where it stands.
        since: since when.
        due: when it was to be published.
        now: aware moment.
        holder: whom it is with, as the reader calls them; "" for nobody.
    """
    said = {
        "time": timesince(due if state is State.SCHEDULED and due else since, now, depth=1),
        "name": holder,
    }
    match state:
        case State.SUBMITTED if holder:
            return gettext("submitted again %(time)s ago; %(name)s had it before") % said
        case State.SUBMITTED:
            return gettext("nobody took it up for %(time)s") % said
        case State.IN_REVIEW if holder:
            return gettext("with %(name)s for %(time)s") % said
        case State.CHANGES_ASKED:
            return gettext("with its writer for %(time)s") % said
        case State.ACCEPTED:
            return gettext("accepted %(time)s ago, no day set") % said
        case State.SCHEDULED:
            return gettext("was due %(time)s ago") % said
        case _:
            return gettext("stands so for %(time)s") % said
