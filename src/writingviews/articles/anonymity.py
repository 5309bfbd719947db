"""Who knows whom while an article is reviewed. Pure: no database.

A section says how its articles are reviewed; an article keeps what held when it was first
submitted (`services.moving`), so that nobody is shown to those before whom they were hidden.
Editors decide and so know both sides, but who writes an article is its writer first: they learn no
more of its reviewers for being an editor besides.
"""

from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Final

from .lifecycle import Part


class Anonymity(StrEnum):
    """Who is hidden from whom in review."""

    OPEN = "open"
    WRITER_UNKNOWN = "writer_unknown"  # reviewers do not learn who writes
    BOTH_UNKNOWN = "both_unknown"  # nor does the writer, or another reviewer, learn who reviews


_HIDES_WRITER: Final = frozenset({Anonymity.WRITER_UNKNOWN, Anonymity.BOTH_UNKNOWN})
#: Who reads the bylines in the lists of the newsroom, or of a chapter.
_EDITORS: Final = frozenset({Part.EDITOR, Part.PUBLISHER, Part.CHAPTER_EDITOR, Part.SENDER})
_KNOW_WRITERS: Final = _EDITORS | {Part.WRITER, Part.MENTOR}


def is_hidden(part: Part | None, *, viewer: AbstractSet[Part], anonymity: str) -> bool:
    """Return whether the name of one who plays `part` is kept from one who plays `viewer`.

    Args:
        part: what the named person is to the article; None for one who neither writes nor reviews.
        viewer: every part that who looks plays towards it.
        anonymity: of the article; "" before it was first submitted, when nobody reviews it.
    """
    if part is Part.WRITER:
        knows = viewer & _KNOW_WRITERS
        return anonymity in _HIDES_WRITER and not knows
    if part is Part.REVIEWER:
        knows = frozenset() if Part.WRITER in viewer else viewer & _EDITORS
        return anonymity == Anonymity.BOTH_UNKNOWN and not knows
    return False
