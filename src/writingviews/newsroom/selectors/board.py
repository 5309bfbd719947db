"""The board: the pieces under work by state."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from writingviews.articles.lifecycle import State
from writingviews.articles.selectors import articles_in_states
from writingviews.newsroom.wording import STATES
from writingviews.people.models import Account

from .rows import PieceRow, piece_rows
from .waiting import UNDER_WORK, rows_under_work

#: Published pieces on the board.
BOARD_PUBLISHED: Final = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A state on the board."""

    state: State
    name: Promise
    rows: tuple[PieceRow, ...]


def board_for(account: Account) -> list[Column]:
    """Return the pieces under work by state, and those published last."""
    under_work = rows_under_work(account)
    published = piece_rows(
        articles_in_states([State.PUBLISHED]).order_by("-published_at", "slug")[:BOARD_PUBLISHED],
        viewer=account,
    )
    return [
        *(
            Column(state, STATES[state], tuple(row for row in under_work if row.state is state))
            for state in UNDER_WORK
        ),
        Column(State.PUBLISHED, _("Published last"), tuple(published)),
    ]
