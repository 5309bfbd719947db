"""The page of a text's history: its points, any two of them compared, going back to one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from writingviews.articles.access import OpenedArticle
from writingviews.articles.models import Article
from writingviews.document.validate import InvalidDocument
from writingviews.language.direction import direction_of_language
from writingviews.people.models import Account
from writingviews.people.signed_in import signed_in

from .attribution import Attribution, attributions
from .doors import sheet_or_404
from .history import (
    OutOfReach,
    Point,
    PointHidden,
    document_at,
    point_called,
    points_of,
)
from .models import Draft
from .restoring import RestoreRefused, name_version, restore
from .views import picture_address


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The context of ``desk/history.html``.

    Args:
        article: whose history it is.
        direction: of its language.
        points: the newest first.
        older, newer: what is compared, of `points`; None while there is nothing to compare.
        config: both texts for the page's script; None where they cannot be shown.
        fault: why not, or "".
        version: of the draft, to tell whether somebody wrote meanwhile.
        write: whether this person may go back and give names.
        who: who wrote which words of the newer one, if that was asked for and is known.
        asked_who: that was asked for.
    """

    article: Article
    direction: str
    points: Sequence[Point]
    older: Point | None
    newer: Point | None
    config: dict[str, Any] | None
    fault: str
    version: int
    write: bool
    who: Attribution | None
    asked_who: bool


@login_required
@require_GET
@cache_control(private=True, no_store=True)
def history(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Show what a text was and what changed between two points, ``?from=`` and ``?to=``.

    Without them: what changed last. With ``?who=1``, also who wrote which words.
    """
    opened = _open(request, article_id)
    points = points_of(opened)
    try:
        newer = _asked(request, "to", points, 0)
        older = _asked(request, "from", points, 1)
    except PointHidden:
        raise Http404 from None
    if older and newer and points.index(older) < points.index(newer):
        older, newer = newer, older
    draft = Draft.objects.only("version").filter(article=opened.article).first()
    config, fault = _compared(opened.article, older, newer)
    asked_who = request.GET.get("who") == "1"
    who: list[Attribution] = []
    if asked_who and config and newer:
        try:
            who = attributions(opened, [newer, older or newer])
        except OutOfReach as out_of_reach:
            fault = str(out_of_reach)
        else:
            names = [share.name for share in who[0].shares]
            config["hands"] = {"names": names, "newer": who[0].runs, "older": who[1].runs}
    page = HistoryPage(
        article=opened.article,
        direction=direction_of_language(opened.article.language),
        points=points,
        older=older,
        newer=newer,
        config=config,
        fault=fault,
        version=draft.version if draft else 0,
        write=draft is not None and opened.text_is_editable,
        who=who[0] if who else None,
        asked_who=asked_who,
    )
    return render(request, "desk/history.html", {"page": page})


@login_required
@require_POST
def name(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Give the ``point`` the ``name``; back to the page, with what came of it in a sentence."""

    def do(opened: OpenedArticle, point: Point, actor: Account) -> tuple[str, dict[str, str]]:
        name_version(opened=opened, point=point, name=request.POST.get("name", ""), actor=actor)
        return _("The name is kept."), _from_to(request)

    return _done(request, article_id, do)


@login_required
@require_POST
def back(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Go back to the ``point`` from the ``version`` that was seen; then show what it changed."""

    def do(opened: OpenedArticle, point: Point, actor: Account) -> tuple[str, dict[str, str]]:
        written = request.POST.get("version", "")
        seen = int(written[:9]) if written.isdecimal() else -1
        before, after = restore(opened=opened, point=point, seen=seen, actor=actor)
        told = _("The text is what it was. Below is what that changed; nothing was lost by it.")
        return told, {"from": f"v{before}", "to": f"v{after}"}

    return _done(request, article_id, do)


def _done(
    request: HttpRequest,
    article_id: UUID,
    do: Callable[[OpenedArticle, Point, Account], tuple[str, dict[str, str]]],
) -> HttpResponse:
    opened = _open(request, article_id)
    try:
        point = point_called(request.POST.get("point", ""), points_of(opened))
    except PointHidden:
        raise Http404 from None
    try:
        told, shown = do(opened, point, signed_in(request))
        messages.success(request, told)
    except RestoreRefused as refusal:
        messages.error(request, str(refusal))
        shown = _from_to(request)
    address = reverse("desk:history", args=[article_id])
    return HttpResponseRedirect(f"{address}?{urlencode(shown)}" if shown else address)


def _from_to(request: HttpRequest) -> dict[str, str]:
    return {key: request.POST[key] for key in ("from", "to") if request.POST.get(key)}


def _asked(request: HttpRequest, field: str, points: Sequence[Point], else_: int) -> Point | None:
    key = request.GET.get(field)
    if key:
        return point_called(key, points)
    distinct = [point for point in points if point.key != points[0].key]
    if else_ == 0:
        return points[0] if points else None
    return distinct[0] if distinct else None


def _compared(
    article: Article, older: Point | None, newer: Point | None
) -> tuple[dict[str, Any] | None, str]:
    if newer is None:
        return None, ""
    try:
        after = dict(document_at(article, newer).to_json())
        before = dict(document_at(article, older).to_json()) if older else after
    except OutOfReach as fault:
        return None, str(fault)
    except InvalidDocument:
        return None, _("One of these versions breaks a rule that the text has since.")
    return {"older": before, "newer": after, "picture": picture_address()}, ""


def _open(request: HttpRequest, article_id: UUID) -> OpenedArticle:
    return sheet_or_404(signed_in(request), article_id)
