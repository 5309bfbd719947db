"""A writer's pieces, by what they wait for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article
from writingviews.articles.selectors import articles_written_by
from writingviews.people.models import Account

from .rows import Listing, PieceRow, listing_page, piece_rows

#: Rows of a group on the desk before the rest moves to a page of its own.
FIRST_ROWS: Final = 12


@dataclass(frozen=True, slots=True)
class Shelf:
    """A group of a writer's pieces, by what they wait for.

    Args:
        key: its name in an address.
        name: its heading.
        rows: the first of them.
        total: how many there are.
        mixed: whether they stand in several states, so that each must say its own.
    """

    key: str
    name: Promise
    rows: tuple[PieceRow, ...]
    total: int
    mixed: bool

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


SHELVES: Final[dict[str, tuple[Promise, frozenset[State]]]] = {
    "changes": (_("Changes asked of you"), frozenset({State.CHANGES_ASKED})),
    "drafts": (_("Drafts"), frozenset({State.DRAFT})),
    "editors": (
        _("With the editors"),
        frozenset({State.SUBMITTED, State.IN_REVIEW, State.ACCEPTED, State.SCHEDULED}),
    ),
    "published": (_("Published"), frozenset({State.PUBLISHED})),
    "aside": (
        _("Put aside"),
        frozenset({State.DECLINED, State.WITHDRAWN, State.TAKEN_DOWN}),
    ),
}


def shelves_of(account: Account) -> list[Shelf]:
    """Return an account's pieces in their groups, empty ones left out. Seven queries."""
    every = list(articles_written_by(account).values_list("id", "state"))
    ids = {
        key: [each for each, state in every if state in states]
        for key, (_name, states) in SHELVES.items()
    }
    chosen = [each for found in ids.values() for each in found[:FIRST_ROWS]]
    rows = piece_rows(Article.objects.filter(id__in=chosen), viewer=account)
    return [
        Shelf(
            key=key,
            name=name,
            rows=tuple(_latest_first(row for row in rows if row.state in states)),
            total=len(ids[key]),
            mixed=len(states) > 1,
        )
        for key, (name, states) in SHELVES.items()
        if ids[key]
    ]


def shelf_page(account: Account, key: str, number: object) -> Listing:
    """Return one page of one group of an account's pieces.

    Raises:
        KeyError: there is no group of this name.
    """
    _name, states = SHELVES[key]
    found = articles_written_by(account).filter(state__in=states)
    return listing_page(found, number, viewer=account)


def _latest_first(rows: Iterable[PieceRow]) -> list[PieceRow]:
    return sorted(rows, key=lambda row: row.changed or row.since, reverse=True)
