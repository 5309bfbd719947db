"""Entering a call for who is signed in, and taking a draft out of one again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from writingviews.articles.lifecycle import Part
from writingviews.articles.models import Article, Kind
from writingviews.calls.access import Hidden, shown_call
from writingviews.calls.models import Call
from writingviews.calls.refusals import Refused
from writingviews.calls.selectors import begun_entries, entry_of
from writingviews.calls.services.entering import (
    begin_entry,
    closed_for,
    leave_call,
    open_on_day,
    refuse_unless_open,
)
from writingviews.desk.selectors import living_titles
from writingviews.language.direction import Direction, direction_of_language
from writingviews.people.models import Account
from writingviews.people.services import BylineRefused, take_byline
from writingviews.people.signed_in import signed_in

from .call_forms import EnterForm
from .doors import for_account, written_or_404


@dataclass(frozen=True, slots=True)
class Begun:
    """A piece that who looks has begun for the call before; `title` may be ""."""

    article_id: UUID
    title: str
    entered: bool


@dataclass(frozen=True, slots=True)
class EnterPage:
    """The context of ``newsroom/enter.html``.

    Args:
        call: a published one.
        form: None where it is not open today.
        refused: why it is not, or "".
        begun: what one has begun for it.
    """

    call: Call
    direction: Direction
    form: EnterForm | None
    refused: str
    begun: Sequence[Begun]


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for kind and byline, begin a piece for a call and open its sheet."""
    account, now = signed_in(request), timezone.now()
    try:
        call = shown_call(slug)
    except Hidden:
        raise Http404 from None
    try:
        refuse_unless_open(call, now)
    except Refused as refusal:
        status = 409 if request.method == "POST" else 200
        return _show(request, account, call, None, str(refusal), status=status)
    posted = request.POST if request.method == "POST" else None
    form = EnterForm(posted, account=account, call=call)
    if not (form.is_bound and form.is_valid()):
        return _show(request, account, call, form, status=422 if form.is_bound else 200)
    try:
        begun = _begin(account, call, form, now)
    except BylineRefused as refusal:
        form.add_error("byline_name", str(refusal))
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    else:
        return redirect("pieces:sheet", begun.id)
    return _show(request, account, call, form, status=422)


@transaction.atomic
def _begin(account: Account, call: Call, form: EnterForm, now: datetime) -> Article:
    """Take the new name and begin the entry; both or nothing."""
    byline = form.cleaned_data.get("byline")
    if name := str(form.cleaned_data.get("byline_name", "")).strip():
        byline = take_byline(
            account=account, name=name, kind=EnterForm.NAME_IS, language=call.language
        )
    kind = Kind(form.cleaned_data["kind"])
    return begin_entry(actor=account, call_id=call.id, kind=kind, byline=byline, now=now)


@for_account
@require_POST
def leave(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """Take a draft out of the call it was begun for."""
    account = signed_in(request)
    written_or_404(account, article_id)
    try:
        leave_call(actor=account, article_id=article_id, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, gettext("It is a draft like any other now: submit it when you like.")
        )
    return redirect("pieces:details", article_id)


@dataclass(frozen=True, slots=True)
class EntryOf:
    """The call that a piece is written for, as its own page shows it.

    Args:
        title, language, direction: of the call.
        address: its public page.
        deadline: its last day.
        entered: whether the editors have the piece.
        missed: what its writer is told where it was not entered in time, or "".
        may_leave: whether who looks may take it out of the call now.
    """

    title: str
    language: str
    direction: Direction
    address: str
    deadline: date | None
    entered: bool
    missed: str
    may_leave: bool


def entry_shown(article: Article, parts: frozenset[Part]) -> EntryOf | None:
    """Return the call that a piece is written for, or None. One query."""
    entry = entry_of(article.id)
    if entry is None:
        return None
    call, now = entry.call, timezone.now()
    waits = entry.entered_at is None
    mine = Part.WRITER in parts
    return EntryOf(
        title=call.title,
        language=call.language,
        direction=direction_of_language(call.language),
        address=f"/calls/{call.slug}/",
        deadline=call.deadline,
        entered=not waits,
        missed=closed_for(call) if waits and mine and not open_on_day(call, now) else "",
        may_leave=waits and mine,
    )


def _show(
    request: HttpRequest,
    account: Account,
    call: Call,
    form: EnterForm | None,
    refused: str = "",
    *,
    status: int = 200,
) -> HttpResponse:
    entries = list(begun_entries(account, call)[:20])
    titles = living_titles([entry.article_id for entry in entries])
    page = EnterPage(
        call=call,
        direction=direction_of_language(call.language),
        form=form,
        refused=refused,
        begun=[
            Begun(entry.article_id, titles.get(entry.article_id, ""), entry.entered_at is not None)
            for entry in entries
        ],
    )
    return render(request, "newsroom/enter.html", {"page": page}, status=status)
