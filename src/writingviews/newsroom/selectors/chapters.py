"""A chapter's desk: what was handed in to its editors, and what they sent up."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from writingviews.articles.lifecycle import State
from writingviews.articles.selectors import chapter_articles, readable_by
from writingviews.people.models import Account, Chapter

from .rows import UNDER_WORK, PieceRow, piece_rows

#: Pieces on a chapter's desk at most.
MOST_UNDER_WORK: Final = 300


@dataclass(frozen=True, slots=True)
class ChapterDesk:
    """A chapter's pieces under work, by whom they wait for, the longest waiting first.

    Args:
        submitted: handed in, and not taken up.
        with_me: taken up by whoever looks.
        with_others: taken up by another editor.
        accepted: accepted, to be sent up.
        with_writers: changes are asked.
        scheduled: to be published by the chapter itself.
        sent: with the central newsroom.
    """

    submitted: tuple[PieceRow, ...]
    with_me: tuple[PieceRow, ...]
    with_others: tuple[PieceRow, ...]
    accepted: tuple[PieceRow, ...]
    with_writers: tuple[PieceRow, ...]
    scheduled: tuple[PieceRow, ...]
    sent: tuple[PieceRow, ...]

    @property
    def for_me(self) -> int:
        return len(self.submitted) + len(self.with_me) + len(self.accepted)

    @property
    def elsewhere(self) -> int:
        kept = len(self.with_others) + len(self.with_writers) + len(self.scheduled)
        return kept + len(self.sent)


def chapter_desk(chapter: Chapter, account: Account) -> ChapterDesk:
    """Return what lies on a chapter's desk for one of its editors or mentors. Ten queries."""
    found = chapter_articles(chapter, UNDER_WORK).filter(readable_by(account))
    above = set(found.filter(_SENT).values_list("id", flat=True))
    rows = piece_rows(found[:MOST_UNDER_WORK], viewer=account)
    kept = sorted((row for row in rows if row.id not in above), key=lambda row: row.since)

    def those(state: State, *, mine: bool | None = None) -> tuple[PieceRow, ...]:
        chosen = (row for row in kept if row.state is state)
        return tuple(row for row in chosen if mine is None or row.mine is mine)

    return ChapterDesk(
        submitted=those(State.SUBMITTED),
        with_me=those(State.IN_REVIEW, mine=True),
        with_others=those(State.IN_REVIEW, mine=False),
        accepted=those(State.ACCEPTED),
        with_writers=those(State.CHANGES_ASKED),
        scheduled=those(State.SCHEDULED),
        sent=tuple(sorted((row for row in rows if row.id in above), key=lambda row: row.since)),
    )


_SENT = Q(sent_up_at__isnull=False)
