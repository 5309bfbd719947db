"""Keeping a filter of board, calendar and list; each act leads back to the view it came from."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from writingviews.articles.selectors import publication
from writingviews.people.signed_in import signed_in

from .doors import EDITORS, only_for
from .models import SavedFilter
from .saved_filters import FilterRefused, remove_filter, rename_filter, save_filter
from .seek_form import SeekForm

#: The views that a filter holds for, by the name they have in a form.
VIEWS: Final = ("board", "calendar", "pieces")


@only_for(EDITORS)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the filter under the name that was typed."""
    account = signed_in(request)
    query = _query(request)
    try:
        kept = save_filter(actor=account, name=request.POST.get("name", ""), query=query)
    except FilterRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("Kept as “%s”.") % kept.name)
    return _back(request, query)


@only_for(EDITORS)
@require_POST
def change(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Name a kept filter anew, or forget it."""
    account = signed_in(request)
    try:
        if request.POST.get("act") == "remove":
            remove_filter(actor=account, filter_id=filter_id)
            messages.success(request, gettext("Removed."))
        else:
            rename_filter(actor=account, filter_id=filter_id, name=request.POST.get("name", ""))
            messages.success(request, gettext("Renamed."))
    except SavedFilter.DoesNotExist:
        raise Http404 from None
    except FilterRefused as refusal:
        messages.error(request, str(refusal))
    return _back(request, _query(request))


def _query(request: HttpRequest) -> str:
    """Return the filter that was sent along, as far as it is understood."""
    sent = QueryDict(request.POST.get("query", "")[:2000])
    return SeekForm(sent, viewer=signed_in(request), publication=publication()).query


def _back(request: HttpRequest, query: str) -> HttpResponse:
    view = request.POST.get("view", "")
    address = reverse(f"newsroom:{view if view in VIEWS else 'pieces'}")
    return redirect(f"{address}?{query}" if query else address)
