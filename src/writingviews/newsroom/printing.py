"""How far changed settings have come on their way to readers."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise

from writingviews.ledger.models import Change, ChangeKind
from writingviews.ledger.press_state import PressState, press_state

from .views_press import WAITS

_SETTINGS: Final = (ChangeKind.PUBLICATION, ChangeKind.SAID)
#: A change that waits longer than this without a word from the press is worth one.
_LATE: Final = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Printing:
    """What the strip above settings says.

    Args:
        busy: whether something is not on readers' pages yet.
        state: what the press says it does; None if nothing.
        done, of: its pages, as they are read.
        waits: what it waits for, in words; None if for nothing.
        late: whether nobody prints.
    """

    busy: bool
    state: PressState | None
    done: str
    of: str
    waits: Promise | None
    late: bool


def printing_now() -> Printing:
    """Return how changed settings stand with readers. One query."""
    oldest = (
        Change.objects.filter(kind__in=_SETTINGS).order_by("id").values_list("at", flat=True)
    ).first()
    state = press_state() if oldest else None
    return Printing(
        busy=oldest is not None,
        state=state,
        done=number_format(state.done, force_grouping=True) if state else "",
        of=number_format(state.of, force_grouping=True) if state else "",
        waits=WAITS.get(state.waits_for) if state else None,
        late=oldest is not None and state is None and timezone.now() - oldest > _LATE,
    )
