"""Calls for pieces: the list, and one page on which a call is made and its entries are read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from writingviews.articles.selectors import publication
from writingviews.calls.access import Hidden, edits_anything, open_call
from writingviews.calls.models import SHOWN, Call, CallState
from writingviews.calls.refusals import Changed, Refused
from writingviews.calls.services.calling import (
    begin_call,
    edit_call,
    publish_call,
    withdraw_call,
)
from writingviews.people.models import Account
from writingviews.people.signed_in import signed_in

from .call_forms import BeginCallForm, CallForm
from .doors import for_account
from .selectors.planned import CALL_STATES, CallRow, Entries, call_rows, entries_of

_MEANINGS: Final[dict[CallState, Promise]] = {
    CallState.DRAFT: _("Only editors see it. Publishing gives it an address, from its title."),
    CallState.UPCOMING: _("Readers see it and when it opens. What you save is printed at once."),
    CallState.OPEN: _("Readers see it and can enter. What you save is printed at once."),
    CallState.CLOSED: _(
        "Readers see that it is closed. A later last day opens it again; what was begun is kept."
    ),
    CallState.WITHDRAWN: _(
        "Its address says that it is gone. What was entered stays. Published again it is at its "
        "old address."
    ),
}


@dataclass(frozen=True, slots=True)
class CallsPage:
    """The context of ``newsroom/calls.html``."""

    calls: "Page[CallRow]"
    begin: BeginCallForm


@dataclass(frozen=True, slots=True)
class CallPage:
    """The context of ``newsroom/call.html``.

    Args:
        call: as it is stored.
        chapter: whose it is, or "".
        state_words, meaning: how it stands.
        address: its public page, or "".
        form: what it says.
        entries: what came for it.
    """

    call: Call
    chapter: str
    state_words: Promise
    meaning: Promise
    address: str
    form: CallForm
    entries: Entries


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
def calls(request: HttpRequest) -> HttpResponse:
    """Show the calls of an editor; take the form that begins another and open its page."""
    account, now = signed_in(request), timezone.now()
    if not edits_anything(account):
        raise Http404
    posted = request.POST if request.method == "POST" else None
    begin = BeginCallForm(posted, account=account, publication=publication())
    if begin.is_bound and begin.is_valid():
        try:
            begun = begin_call(
                actor=account,
                title=begin.cleaned_data["title"],
                language=begin.cleaned_data["language"],
                chapter=begin.cleaned_data.get("chapter"),
                now=now,
            )
        except Refused as refusal:
            begin.add_error(refusal.field or None, str(refusal))
        else:
            return redirect("newsroom:call", begun.id)
    page = CallsPage(call_rows(account, request.GET.get("page"), now), begin)
    status = 422 if begin.is_bound else 200
    return render(request, "newsroom/calls.html", {"page": page}, status=status)


@for_account
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Show a call to be made, and its entries; take what was typed, and what a button does."""
    account, now = signed_in(request), timezone.now()
    try:
        found = open_call(account, call_id)
    except Hidden:
        raise Http404 from None
    posted = request.POST if request.method == "POST" else None
    form = CallForm(posted, call=found, publication=publication())
    if posted is None:
        return _show(request, found, form)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    try:
        _save(request, account, found, form, posted.get("act", ""), now)
    except Refused as refusal:
        if isinstance(refusal, Changed):
            form.take_version(refusal.version)
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        found = open_call(account, call_id)
        status = 409 if isinstance(refusal, Changed) else 422
        return _show(request, found, form, status=status)
    return redirect("newsroom:call", call_id)


@transaction.atomic
def _save(
    request: HttpRequest, account: Account, found: Call, form: CallForm, act: str, now: datetime
) -> None:
    """Store what was typed, and publish or withdraw; all of it or nothing."""
    saved = edit_call(
        actor=account,
        call_id=found.id,
        version=form.cleaned_data["version"],
        details=form.details(),
        now=now,
    )
    if act == "publish":
        publish_call(actor=account, call_id=saved.id, version=saved.version, now=now)
        messages.success(request, gettext("Published. Readers see it within seconds."))
    elif act == "withdraw":
        withdraw_call(actor=account, call_id=saved.id, version=saved.version, now=now)
        messages.success(request, gettext("Withdrawn. Its address says that it is gone."))
    else:
        messages.success(request, gettext("Saved."))


def _show(request: HttpRequest, found: Call, form: CallForm, *, status: int = 200) -> HttpResponse:
    state, account = CallState(found.state), signed_in(request)
    page = CallPage(
        call=found,
        chapter=found.chapter.name_in("en") if found.chapter else "",
        state_words=CALL_STATES[state],
        meaning=_MEANINGS[state],
        address=f"/calls/{found.slug}/" if state in SHOWN else "",
        form=form,
        entries=entries_of(found, request.GET.get("page"), viewer=account, now=timezone.now()),
    )
    return render(request, "newsroom/call.html", {"page": page}, status=status)
