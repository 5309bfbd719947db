"""The board: the pieces under work by state, in each the longest waiting first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article
from writingviews.newsroom.wording import STATES
from writingviews.people.models import Account

from .rows import UNDER_WORK, PieceRow, rows_in_order
from .seeking import Sought, late, pieces_found

#: Cards of a column before the rest is left to the list: more are not looked at one by one, and
#: a column says how many there are.
COLUMN_CARDS: Final = 20
#: Published pieces on the board.
BOARD_PUBLISHED: Final = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A state on the board.

    Args:
        state: which.
        name: its heading.
        rows: the first of its pieces.
        total: how many there are.
        late: how many of them are late.
        rest: what finds all of them in the list, as it stands in an address.
    """

    state: State
    name: Promise
    rows: tuple[PieceRow, ...]
    total: int
    late: int
    rest: str = ""

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def board_for(account: Account, sought: Sought, *, now: datetime) -> list[Column]:
    """Return the columns of the board, cut by what is sought. Sixteen queries, however many pieces.

    Without a state in the filter: those under work, and those published last.
    """
    states = [sought.state] if sought.state else [*UNDER_WORK, State.PUBLISHED]
    found = pieces_found(sought, now=now)
    counts = {
        state: (total, behind)
        for state, total, behind in found.filter(state__in=states)
        .order_by()
        .values("state")
        .annotate(total=Count("id"), late=Count("id", filter=late(now)))
        .values_list("state", "total", "late")
    }
    first: dict[State, list[UUID]] = {
        state: list(_first(found.filter(state=state), state).values_list("id", flat=True))
        for state in states
    }
    rows = rows_in_order([each for ids in first.values() for each in ids], viewer=account)
    return [
        Column(
            state,
            _("Published last") if state is State.PUBLISHED else STATES[state],
            # Anew by state: between two queries a piece may have been moved.
            tuple(row for row in rows if row.state is state),
            *counts.get(state, (0, 0)),
        )
        for state in states
    ]


def _first(found: QuerySet[Article], state: State) -> QuerySet[Article]:
    if state is State.PUBLISHED:
        return found.order_by("-published_at", "slug")[:BOARD_PUBLISHED]
    if state is State.SCHEDULED:
        return found.order_by("scheduled_for", "id")[:COLUMN_CARDS]
    return found.order_by("stands_since", "id")[:COLUMN_CARDS]
