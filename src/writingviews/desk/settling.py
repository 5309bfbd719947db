"""What becomes of suggestions: their state, and what of their notes goes with it."""

from collections.abc import Sequence
from typing import Final

from django.utils import timezone

from writingviews.people.models import Account

from .models import Draft, Note, Suggestion

CHANGED: Final = "changed"
"""Somebody has written where it belongs since it was made, or in it from another sheet."""
UNFIT: Final = "unfit"
"""It cannot stand there any more, whoever says so."""


def settle(
    suggestions: Sequence[Suggestion], state: Suggestion.State, draft: Draft, actor: Account | None
) -> None:
    """Give suggestions a state, and their notes what goes with it. Two queries."""
    if not suggestions:
        return
    settled = None if state == Suggestion.State.OPEN else timezone.now()
    # One number for all: `bulk_update` would take a second for what becomes the same in each.
    draft.notes_version += 1
    ids = [suggestion.note_id for suggestion in suggestions]
    Suggestion.objects.filter(note__in=ids).update(state=state)
    Note.objects.filter(id__in=ids).update(
        settled_at=settled, settled_by=actor if settled else None, changed=draft.notes_version
    )
