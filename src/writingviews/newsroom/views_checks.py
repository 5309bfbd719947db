"""The checks of one article before print: ticked, agreed to, vetoed."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from writingviews.articles.access import OpenedArticle
from writingviews.articles.services.checking import (
    CheckRefused,
    SeenText,
    agree,
    lay_veto,
    lift_veto,
    tick,
    untick,
)
from writingviews.desk.selectors import current_document
from writingviews.people.models import Account
from writingviews.people.signed_in import signed_in

from .checks_page import WHO_CHECK, checks_page
from .doors import for_account, opened_or_404
from .telling import tell_of_veto

_DONE: Final[dict[str, Promise]] = {
    "tick": _("Ticked."),
    "untick": _("The tick is taken back."),
    "agree": _("You agreed to this text. Somebody else publishes it."),
    "veto": _("Your veto stands. Nothing of the piece comes before readers until it is lifted."),
    "lift": _("The veto is lifted."),
}


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Show an article's checks; take a tick, an agreement, a veto or its lifting."""
    account = signed_in(request)
    opened = _open(account, article_id)
    if request.method != "POST":
        return _show(request, account, opened)
    act = request.POST.get("act", "")
    if act not in _ACTS:
        raise Http404
    try:
        with transaction.atomic():
            _ACTS[act](account, opened, request.POST)
    except CheckRefused as refusal:
        return _show(
            request,
            account,
            _open(account, article_id),
            refused=str(refusal),
            typed=request.POST.get("reason", ""),
        )
    messages.success(request, str(_DONE[act]))
    return redirect("pieces:checks", article_id)


def _open(account: Account, article_id: UUID) -> OpenedArticle:
    opened = opened_or_404(account, article_id)
    if not opened.parts & WHO_CHECK:
        raise Http404
    return opened


def _show(
    request: HttpRequest,
    account: Account,
    opened: OpenedArticle,
    *,
    refused: str = "",
    typed: str = "",
) -> HttpResponse:
    _, document = current_document(opened.article)
    page = checks_page(opened, document, account, refused=refused, typed=typed)
    status = 409 if refused else 200
    return render(request, "newsroom/checks.html", {"page": page}, status=status)


def _id(given: str | None) -> UUID:
    try:
        return UUID(given or "")
    except ValueError:
        raise Http404 from None


def _read(opened: OpenedArticle, given: Mapping[str, Any]) -> SeenText:
    # Held, so that no step comes between what is compared and what the tick is of.
    _, document = current_document(opened.article, hold=True)
    return SeenText(document, str(given.get("text", "")))


def _tick(account: Account, opened: OpenedArticle, given: Mapping[str, Any]) -> None:
    tick(
        actor=account,
        article_id=opened.article.id,
        item_id=_id(given.get("item")),
        read=_read(opened, given),
        now=timezone.now(),
    )


def _untick(account: Account, opened: OpenedArticle, given: Mapping[str, Any]) -> None:
    item = _id(given.get("item"))
    untick(actor=account, article_id=opened.article.id, item_id=item, now=timezone.now())


def _agree(account: Account, opened: OpenedArticle, given: Mapping[str, Any]) -> None:
    agree(
        actor=account,
        article_id=opened.article.id,
        read=_read(opened, given),
        now=timezone.now(),
    )


def _veto(account: Account, opened: OpenedArticle, given: Mapping[str, Any]) -> None:
    reason = str(given.get("reason", ""))
    lay_veto(actor=account, article_id=opened.article.id, reason=reason, now=timezone.now())
    tell_of_veto(opened.article, actor=account)


def _lift(account: Account, opened: OpenedArticle, given: Mapping[str, Any]) -> None:
    lift_veto(
        actor=account,
        article_id=opened.article.id,
        veto_id=_id(given.get("veto")),
        why=str(given.get("reason", "")),
        now=timezone.now(),
    )


_ACTS: Final[dict[str, Callable[[Account, OpenedArticle, Mapping[str, Any]], None]]] = {
    "tick": _tick,
    "untick": _untick,
    "agree": _agree,
    "veto": _veto,
    "lift": _lift,
}
