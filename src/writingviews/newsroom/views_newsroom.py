"""The newsroom: what waits, the board, the list. Three views of one thing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from writingviews.articles.lifecycle import State
from writingviews.articles.selectors import day_of, publication
from writingviews.people.selectors import roles_of
from writingviews.people.signed_in import signed_in

from .doors import EDITORS, for_account, only_for
from .models import SavedFilter
from .saved_filters import saved_filters_of
from .seek_form import SeekForm
from .selectors.board import Column, board_for
from .selectors.rows import Listing
from .selectors.seeking import Order, pieces_sought
from .selectors.waiting import Waiting, waiting_for


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """The context of ``newsroom/waiting.html``.

    Args:
        waiting: what waits.
        edits: whether who looks is an editor of the house and has its other views.
        today: by the publication's clock.
    """

    waiting: Waiting
    edits: bool
    today: date


@dataclass(frozen=True, slots=True)
class Filtered:
    """The filter of a view, for ``newsroom/filter.html``.

    Args:
        view: "board", "calendar" or "pieces".
        form: what can be sought, with what is.
        saved: what this account has kept.
    """

    view: str
    form: SeekForm
    saved: Sequence[SavedFilter]

    @property
    def query(self) -> str:
        """What is sought, as it stands in an address; "" for everything."""
        return self.form.query

    @property
    def is_saved(self) -> bool:
        return any(one.query == self.query for one in self.saved)


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The context of ``newsroom/board.html``."""

    columns: Sequence[Column]
    filtered: Filtered

    @property
    def is_empty(self) -> bool:
        return not any(column.rows for column in self.columns)


@dataclass(frozen=True, slots=True)
class PiecesPage:
    """The context of ``newsroom/pieces.html``."""

    filtered: Filtered
    listing: Listing


@for_account
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits for me, whatever I am in the house."""
    account = signed_in(request)
    now = timezone.now()
    page = WaitingPage(
        waiting_for(account, now=now),
        edits=bool(roles_of(account) & EDITORS),
        today=day_of(now),
    )
    return render(request, "newsroom/waiting.html", {"page": page})


@only_for(EDITORS)
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show the pieces under work by state."""
    filtered = filtered_by(request, "board")
    columns = [
        replace(column, rest=filtered.form.query_with(state=column.state, order=_order_of(column)))
        for column in board_for(signed_in(request), filtered.form.sought(), now=timezone.now())
    ]
    return render(request, "newsroom/board.html", {"page": BoardPage(columns, filtered)})


def _order_of(column: Column) -> Order:
    return Order.LATEST if column.state is State.PUBLISHED else Order.LONGEST


@only_for(EDITORS)
@require_GET
def pieces(request: HttpRequest) -> HttpResponse:
    """Show the pieces that are looked for."""
    filtered = filtered_by(request, "pieces")
    found = pieces_sought(
        filtered.form.sought(),
        request.GET.get("page"),
        viewer=signed_in(request),
        now=timezone.now(),
    )
    return render(request, "newsroom/pieces.html", {"page": PiecesPage(filtered, found)})


def filtered_by(request: HttpRequest, view: str) -> Filtered:
    """Return the filter that stands in a request's address. Six queries."""
    account = signed_in(request)
    form = SeekForm(request.GET, viewer=account, publication=publication())
    return Filtered(view, form, saved_filters_of(account))
