"""Carrying: order a format of a piece, an edition or the publication, see its state, take it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.contrib import messages
from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from writingviews.articles.lifecycle import Part, State
from writingviews.articles.models import Edition, EditionState, Publication
from writingviews.articles.selectors import publication
from writingviews.carry import services, store
from writingviews.carry.formats import CONTENT_TYPES, FORMATS, OptionsRefused, Subject
from writingviews.carry.models import Order
from writingviews.carry.models import State as OrderState
from writingviews.language.direction import Direction, direction_of_language
from writingviews.language.slug import slug
from writingviews.people.models import Account
from writingviews.people.selectors import roles_of
from writingviews.people.signed_in import signed_in

from .carrying import FormatCard, OrderRow, cards, file_name, rows
from .doors import EDITORS, for_account, only_for, opened_or_404

_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Carried:
    """What is carried.

    Args:
        subject, id: what orders know it by.
        title: in its own words.
        language, direction: of the title.
        file_name: the first part of its files' names.
        panel, orders: addresses of its panel and of how its orders stand.
        up: the address of the page above.
        public: its public address.
        door: the address of the room it belongs to.
    """

    subject: Subject
    id: UUID | str
    title: str
    language: str
    direction: Direction
    file_name: str
    panel: str
    orders: str
    up: str
    public: str
    door: str


@dataclass(frozen=True, slots=True)
class CarryPage:
    """The context of ``newsroom/carry.html`` and ``newsroom/carry_orders.html``.

    Args:
        carried: what is carried.
        cards: what it can be carried as.
        rows: its orders.
        refused: why something was not ordered just now, or "".
    """

    carried: Carried
    cards: list[FormatCard]
    rows: list[OrderRow]
    refused: str = ""

    @property
    def door(self) -> str:
        return self.carried.door

    @property
    def busy(self) -> bool:
        return any(row.busy for row in self.rows)


# --- the panel ------------------------------------------------------------------------------------


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
def of_article(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Show what a published piece can be carried as; take an order."""
    return _panel(request, _article(signed_in(request), article_id))


@only_for(EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def of_edition(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Show what a published edition can be carried as; take an order."""
    return _panel(request, _edition(edition_id))


@only_for(EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def of_publication(request: HttpRequest) -> HttpResponse:
    """Show what the whole publication can be carried as; take an order."""
    return _panel(request, _whole())


@for_account
@require_GET
def orders_of_article(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Show how a piece's orders stand, as a part of its panel."""
    return _orders(request, _article(signed_in(request), article_id))


@only_for(EDITORS)
@require_GET
def orders_of_edition(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Show how an edition's orders stand, as a part of its panel."""
    return _orders(request, _edition(edition_id))


@only_for(EDITORS)
@require_GET
def orders_of_publication(request: HttpRequest) -> HttpResponse:
    """Show how the publication's orders stand, as a part of its panel."""
    return _orders(request, _whole())


def _panel(request: HttpRequest, carried: Carried) -> HttpResponse:
    if request.method != "POST":
        return _show(request, carried)
    key = request.POST.get("format", "")
    wanted = FORMATS.get(key)
    if wanted is None or carried.subject not in wanted.subjects:
        raise Http404
    bound = (key, request.POST)
    card = next(each for each in cards(carried.subject, bound) if each.key == key)
    if card.refused:
        return _show(request, carried, refused=str(card.refused), status=409)
    if not card.form.is_valid():
        return _show(request, carried, bound=bound, status=422)
    try:
        services.order(
            subject=carried.subject,
            subject_id=carried.id,
            format_key=key,
            options=card.form.chosen(),
            actor=signed_in(request).id,
        )
    except (services.OrderRefused, OptionsRefused) as refused:
        return _show(request, carried, refused=str(refused), status=409)
    return redirect(f"{carried.panel}#orders")


def _show(
    request: HttpRequest,
    carried: Carried,
    *,
    bound: tuple[str, dict[str, str]] | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    page = CarryPage(carried, cards(carried.subject, bound), _rows(carried), refused)
    return render(request, "newsroom/carry.html", {"page": page}, status=status)


def _orders(request: HttpRequest, carried: Carried) -> HttpResponse:
    page = CarryPage(carried, [], _rows(carried))
    return render(request, "newsroom/carry_orders.html", {"page": page})


def _rows(carried: Carried) -> list[OrderRow]:
    return rows(carried.subject, carried.id, name=carried.file_name, offers=publication().offers)


# --- one order ------------------------------------------------------------------------------------


@for_account
@require_POST
def change_order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Let a file be made again, or take it off the list."""
    order, carried = _order(signed_in(request), order_id)
    match request.POST.get("act"):
        case "again":
            services.make_again(order_id=order.pk, actor=signed_in(request).id)
        case "remove":
            services.remove(order_id=order.pk, actor=signed_in(request).id)
            messages.success(request, gettext("Removed."))
        case _:
            raise Http404
    return redirect(f"{carried.panel}#orders")


@for_account
@require_GET
def carried(request: HttpRequest, order_id: UUID, name: str) -> HttpResponseBase:
    """Send a file that was made."""
    order, thing = _order(signed_in(request), order_id)
    if order.state != OrderState.READY or name != file_name(order, thing.file_name):
        raise Http404
    ending = FORMATS[order.format].ending(order.options)
    answer = _send(request, store.path_of(order.file), CONTENT_TYPES[ending])
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    services.note_taken(order)
    return answer


@for_account
@require_GET
def preview(request: HttpRequest, order_id: UUID, digest: str) -> HttpResponseBase:
    """Send the picture of what was made; its address says which."""
    order, _ = _order(signed_in(request), order_id)
    if not order.preview or order.preview[33:49] != digest:
        raise Http404
    return _send(request, store.path_of(order.preview), "image/png")


def _send(request: HttpRequest, path: Path, content_type: str) -> HttpResponseBase:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    if not isinstance(request, ASGIRequest):
        return FileResponse(file, content_type=content_type)
    # A file of any size, in pieces: Django would read what is no async iterator whole.
    answer = StreamingHttpResponse(_pieces(file), content_type=content_type)
    answer["Content-Length"] = str(path.stat().st_size)
    return answer


async def _pieces(file: BinaryIO) -> AsyncIterator[bytes]:
    with file:
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece


# --- who may --------------------------------------------------------------------------------------


def _order(account: Account, order_id: UUID) -> tuple[Order, Carried]:
    """Return an order that an account may see; hidden and absent look alike."""
    order = Order.objects.filter(pk=order_id).first()
    if order is None:
        raise Http404
    if order.subject_kind == Subject.ARTICLE:
        return order, _article(account, UUID(order.subject_id))
    if not roles_of(account) & EDITORS:
        raise Http404
    if order.subject_kind == Subject.EDITION:
        return order, _edition(UUID(order.subject_id))
    return order, _whole()


def _article(account: Account, article_id: UUID) -> Carried:
    """Return a piece that an account may open and readers may see."""
    opened = opened_or_404(account, article_id)
    article = opened.article
    revision = article.published_revision
    if article.state != State.PUBLISHED or revision is None:
        raise Http404
    return Carried(
        subject=Subject.ARTICLE,
        id=article.id,
        title=revision.title,
        language=article.language,
        direction=direction_of_language(article.language),
        file_name=str(article.slug),
        panel=reverse("newsroom:carry-article", args=[article.id]),
        orders=reverse("newsroom:carry-article-orders", args=[article.id]),
        up=reverse("pieces:details", args=[article.id]),
        public=f"/articles/{article.slug}/",
        door=reverse("pieces:desk" if Part.WRITER in opened.parts else "newsroom:waiting"),
    )


def _edition(edition_id: UUID) -> Carried:
    """Return an edition that readers may see. The way here was an editor's."""
    edition = Edition.objects.filter(pk=edition_id, state=EditionState.PUBLISHED).first()
    if edition is None:
        raise Http404
    return Carried(
        subject=Subject.EDITION,
        id=edition.id,
        title=edition.title,
        language=edition.language,
        direction=direction_of_language(edition.language),
        file_name=str(edition.slug),
        panel=reverse("newsroom:carry-edition", args=[edition.id]),
        orders=reverse("newsroom:carry-edition-orders", args=[edition.id]),
        up=reverse("newsroom:edition", args=[edition.id]),
        public=f"/editions/{edition.slug}/",
        door=reverse("newsroom:waiting"),
    )


def _whole() -> Carried:
    row: Publication = publication()
    return Carried(
        subject=Subject.PUBLICATION,
        id="",
        title=row.name,
        language=row.default_language,
        direction=direction_of_language(row.default_language),
        file_name=slug(row.name, fallback="publication"),
        panel=reverse("newsroom:carry"),
        orders=reverse("newsroom:carry-orders"),
        up="",
        public="/",
        door=reverse("newsroom:waiting"),
    )
