"""The anchors of a draft's notes: kept up with the text, lazily and within bounds.

A note's row says where its words stand in some version of the text. Whoever reads notes follows
them from there (`standing`); so that this stays short however long a text is written on, the
authority moves the rows on every `ADVANCE_EVERY` steps (`advance`).
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final
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
        steps = _steps(notes[0].draft_id, oldest, version)
        for since in {note.version for note in notes}:
            those = [index for index, note in enumerate(notes) if note.version == since]
            moved = follow([anchors[index] for index in those], steps[since - oldest :])
            for index, anchor in zip(those, moved, strict=True):
                anchors[index] = anchor
    for index, anchor in enumerate(anchors):
        if anchor.gone:
            anchors[index] = found_again(document, anchor, notes[index].quote) or anchor
    return anchors


def brought_forward(draft: Draft, version: int, anchors: Sequence[Anchor]) -> list[Anchor]:
    """Return anchors of an older version of a draft's text as they stand now.

    Call under the draft's lock. One query, or none if the version is the draft's.
    """
    if version == draft.version:
        return list(anchors)
    return follow(anchors, _steps(draft.id, version, draft.version))


def _steps(draft_id: int, after: int, version: int) -> list[Mapping[str, Any]]:
    found = Step.objects.filter(draft=draft_id, version__gt=after, version__lte=version)
    return list(found.order_by("version").values_list("step", flat=True))


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
