"""The anchors of a draft's notes: kept up with the text, lazily and within bounds.

A note's row says where its words stand in some version of the text. Whoever reads notes follows
them from there (`standing`); so that this stays short however long a text is written on, the
authority moves the rows on every `ADVANCE_EVERY` steps (`advance`).
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import UUIDField
from prosemirror.model import Node

from .anchors import Anchor, follow, found_again
from .models import Draft, Note, Step

#: Steps that reading a note follows at most.
ADVANCE_EVERY: Final = 500

#: Writes an id as the database of the house keeps it.
_ID: Final["UUIDField[UUID, UUID]"] = UUIDField()


def standing(notes: Sequence[Note], version: int, document: Node) -> list[Anchor]:
    """Return where each note's words stand in `document`, the draft's text at `version`.

    One query, or none if all are there already.

    Args:
        notes: notes of one draft, none of them ahead of `version`.
    """
    anchors = [Anchor(note.start, note.end, note.gone) for note in notes]
    oldest = min((note.version for note in notes), default=version)
    if oldest < version:
        later = Step.objects.filter(
            draft=notes[0].draft_id, version__gt=oldest, version__lte=version
        )
        steps = list(later.order_by("version").values_list("step", flat=True))
        for since in {note.version for note in notes}:
            those = [index for index, note in enumerate(notes) if note.version == since]
            moved = follow([anchors[index] for index in those], steps[since - oldest :])
            for index, anchor in zip(those, moved, strict=True):
                anchors[index] = anchor
    for index, anchor in enumerate(anchors):
        if anchor.gone:
            anchors[index] = found_again(document, anchor, notes[index].quote) or anchor
    return anchors


def advance(draft: Draft, document: Node) -> None:
    """Move the rows of a draft's notes on to its version. Call under the draft's lock.

    Three queries: the notes, the steps, the update.
    """
    fields = ("draft", "version", "start", "end", "gone", "quote")
    notes = list(Note.objects.filter(draft=draft, removed=False).only(*fields))
    if not notes:
        return
    anchors = standing(notes, draft.version, document)
    rows = [
        (
            draft.version,
            anchor.start,
            anchor.end,
            anchor.gone,
            _ID.get_db_prep_value(note.id, connection),
        )
        for note, anchor in zip(notes, anchors, strict=True)
    ]
    # Not `bulk_update`: its CASE for every row and column takes long, and whoever types waits.
    with connection.cursor() as cursor:
        cursor.executemany(
            'UPDATE desk_note SET "version" = %s, "start" = %s, "end" = %s, gone = %s'
            " WHERE id = %s",
            rows,
        )
