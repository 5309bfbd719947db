"""What waits for an editor, and what waits for others."""

from dataclasses import dataclass
from typing import Final

from writingviews.articles.lifecycle import State
from writingviews.articles.selectors import articles_in_states
from writingviews.people.models import Account

from .rows import PieceRow, piece_rows

#: Pieces under work that the waiting page and the board show at most; more stand in the list.
MOST_UNDER_WORK: Final = 300

UNDER_WORK: Final = (
    State.SUBMITTED,
    State.IN_REVIEW,
    State.CHANGES_ASKED,
    State.ACCEPTED,
    State.SCHEDULED,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Pieces under work, by whom they wait for."""

    submitted: tuple[PieceRow, ...]
    with_me: tuple[PieceRow, ...]
    accepted: tuple[PieceRow, ...]
    with_others: tuple[PieceRow, ...]
    with_writers: tuple[PieceRow, ...]
    scheduled: tuple[PieceRow, ...]

    @property
    def for_me(self) -> int:
        return len(self.submitted) + len(self.with_me) + len(self.accepted)

    @property
    def elsewhere(self) -> int:
        return len(self.with_others) + len(self.with_writers) + len(self.scheduled)


def waiting_for(account: Account) -> Waiting:
    """Return what waits for an editor, and what waits for others, longest waiting first."""
    rows = rows_under_work(account)

    def those(state: State, *, mine: bool | None = None) -> tuple[PieceRow, ...]:
        found = (row for row in rows if row.state is state)
        return tuple(row for row in found if mine is None or row.mine is mine)

    return Waiting(
        submitted=those(State.SUBMITTED),
        with_me=those(State.IN_REVIEW, mine=True),
        accepted=those(State.ACCEPTED),
        with_others=those(State.IN_REVIEW, mine=False),
        with_writers=those(State.CHANGES_ASKED),
        scheduled=tuple(
            sorted(those(State.SCHEDULED), key=lambda row: row.scheduled_for or row.since)
        ),
    )


def rows_under_work(account: Account) -> list[PieceRow]:
    """Return the pieces under work, longest waiting first."""
    rows = piece_rows(articles_in_states(UNDER_WORK)[:MOST_UNDER_WORK], viewer=account)
    return sorted(rows, key=lambda row: row.since)
