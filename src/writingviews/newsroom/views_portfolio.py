"""A writer's portfolio: to look at, and to take away."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from writingviews.articles.models import Article
from writingviews.people.signed_in import signed_in

from .doors import for_account
from .portfolio import KeptPiece, kept_articles, kept_pieces, portfolio_archive

PAGE_ROWS = 20


@dataclass(frozen=True, slots=True)
class PortfolioPage:
    """The context of ``newsroom/portfolio.html``."""

    pieces: Sequence[KeptPiece]
    pages: "Page[Article]"


@for_account
@require_GET
def portfolio(request: HttpRequest) -> HttpResponse:
    """Show what a writer keeps, the latest begun first."""
    pages = Paginator(kept_articles(signed_in(request)), PAGE_ROWS).get_page(
        request.GET.get("page")
    )
    page = PortfolioPage(kept_pieces(list(pages.object_list)), pages)
    return render(request, "newsroom/portfolio.html", {"page": page})


@for_account
@require_GET
def download(request: HttpRequest) -> HttpResponseBase:
    """Send all that a writer keeps as one ZIP, piece by piece."""
    parts = portfolio_archive(signed_in(request))
    body = _in_turn(parts) if isinstance(request, ASGIRequest) else parts
    answer = StreamingHttpResponse(body, content_type="application/zip")
    name = f"portfolio-{timezone.now():%Y-%m-%d}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


async def _in_turn(parts: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Yield the parts one at a time: Django would read what is no async iterator whole."""

    def following() -> bytes | None:
        return next(parts, None)

    while (part := await sync_to_async(following)()) is not None:
        yield part
