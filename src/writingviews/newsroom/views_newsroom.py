"""The newsroom: what waits, the board, the list. Three views of one thing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from writingviews.articles.selectors import publication
from writingviews.people.signed_in import signed_in

from .doors import EDITORS, only_for
from .forms import SeekForm
from .selectors.board import Column, board_for
from .selectors.rows import Listing
from .selectors.seeking import pieces_sought
from .selectors.waiting import Waiting, waiting_for


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """The context of ``newsroom/waiting.html``."""

    waiting: Waiting


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The context of ``newsroom/board.html``."""

    columns: Sequence[Column]

    @property
    def is_empty(self) -> bool:
        return not any(column.rows for column in self.columns)


@dataclass(frozen=True, slots=True)
class PiecesPage:
    """The context of ``newsroom/pieces.html``.

    Args:
        seek: the form with what is looked for.
        listing: what was found.
        query: what is looked for, as it stands in an address before the page's number.
    """

    seek: SeekForm
    listing: Listing
    query: str


@only_for(EDITORS)
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits for me, then what waits for others."""
    page = WaitingPage(waiting_for(signed_in(request)))
    return render(request, "newsroom/waiting.html", {"page": page})


@only_for(EDITORS)
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show the pieces under work by state."""
    page = BoardPage(board_for(signed_in(request)))
    return render(request, "newsroom/board.html", {"page": page})


@only_for(EDITORS)
@require_GET
def pieces(request: HttpRequest) -> HttpResponse:
    """Show the pieces that are looked for."""
    seek = SeekForm(request.GET, publication=publication())
    found = pieces_sought(seek.sought(), request.GET.get("page"), viewer=signed_in(request))
    query = request.GET.copy()
    query.pop("page", None)
    page = PiecesPage(seek, found, query.urlencode())
    return render(request, "newsroom/pieces.html", {"page": page})
