"""Where the masthead and the foot lead."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from writingviews.articles.seen import SettingsMoved
from writingviews.articles.selectors import publication
from writingviews.articles.services.leading import lead_readers
from writingviews.newsroom.doors import PUBLISHERS, only_for
from writingviews.newsroom.printing import Printing, printing_now
from writingviews.newsroom.trial_form import TrialForm, beside_forms, in_frame
from writingviews.people.signed_in import signed_in
from writingviews.site import addresses
from writingviews.site.pages import render_page
from writingviews.site.publication_view import PublicationView

from .forms import WaysForm
from .trying import refused, tried


@dataclass(frozen=True, slots=True)
class NavigationPage:
    """The context of ``publisher/navigation.html``."""

    form: WaysForm
    trial: TrialForm
    printing: Printing
    door: str = "/settings/"


class _Standing:
    """Which addresses have a page; the publication is read when the first is asked for."""

    def __init__(self) -> None:
        self._site: PublicationView | None = None

    def __call__(self, path: str) -> str:
        site = self._site = self._site or PublicationView.read()
        if path in {addresses.search_address(prefix) for prefix in site.language_of_prefix}:
            return path
        for tried_path in (path, f"{path}/"):
            page = render_page(site, tried_path)
            if page is not None and page.status == 200:
                return tried_path
        return ""


@beside_forms
@only_for(PUBLISHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def navigation(request: HttpRequest) -> HttpResponse:
    """Show and change the entries of masthead and foot, their order, and the line at the foot."""
    if request.method != "POST":
        return _show(request, _form(request))
    form = _form(request)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        lead_readers(
            actor=signed_in(request),
            ways=form.ways(request.POST.get("act", "")),
            seen=form.cleaned_data["seen"],
        )
    except SettingsMoved:
        form = _form(request)
        if form.is_valid():
            form.tell_moved()
        return _show(request, form, status=409)
    messages.success(request, gettext("Saved. Every page is printed anew."))
    return redirect("publisher:navigation")


@in_frame
@only_for(PUBLISHERS)
@require_http_methods(["GET", "POST"])
def try_navigation(request: HttpRequest) -> HttpResponse:
    """Show a page of the site with entries that are not saved, or as it stands."""
    if request.method != "POST":
        return tried(request)
    form = _form(request)
    if not form.is_valid():
        return refused(request, form)
    ways = form.ways()
    return tried(
        request,
        above=tuple(ways.above),
        below=tuple(ways.below),
        foot_words=dict(ways.words),
    )


def _form(request: HttpRequest) -> WaysForm:
    data = request.POST if request.method == "POST" else None
    return WaysForm(data, publication=publication(), stands=_Standing())


def _show(request: HttpRequest, form: WaysForm, *, status: int = 200) -> HttpResponse:
    page = NavigationPage(
        form=form,
        trial=TrialForm(languages=publication().languages),
        printing=printing_now(),
    )
    return render(request, "publisher/navigation.html", {"page": page}, status=status)
