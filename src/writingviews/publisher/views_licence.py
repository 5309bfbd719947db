"""Under what readers may pass the texts on."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from writingviews.articles.models import Publication
from writingviews.articles.seen import SettingsMoved
from writingviews.articles.selectors import publication
from writingviews.articles.services.licensing import license_texts
from writingviews.newsroom.doors import PUBLISHERS, only_for
from writingviews.newsroom.printing import Printing, printing_now
from writingviews.newsroom.trial_form import TrialForm, beside_forms, in_frame
from writingviews.people.signed_in import signed_in

from .forms import LicenceForm
from .trying import refused, tried


@dataclass(frozen=True, slots=True)
class LicencePage:
    """The context of ``publisher/licence.html``."""

    form: LicenceForm
    trial: TrialForm
    printing: Printing
    door: str = "/settings/"


@beside_forms
@only_for(PUBLISHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def licence(request: HttpRequest) -> HttpResponse:
    """Show and change the licence of the texts."""
    if request.method != "POST":
        return _show(request, LicenceForm(publication=publication()))
    form = LicenceForm(request.POST, publication=publication())
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        license_texts(
            actor=signed_in(request), licence=form.chosen(), seen=form.cleaned_data["seen"]
        )
    except SettingsMoved:
        form = LicenceForm(request.POST, publication=publication())
        if form.is_valid():
            form.tell_moved()
        return _show(request, form, status=409)
    messages.success(request, gettext("Saved. Every page is printed anew."))
    return redirect("publisher:licence")


@in_frame
@only_for(PUBLISHERS)
@require_http_methods(["GET", "POST"])
def try_licence(request: HttpRequest) -> HttpResponse:
    """Show a page of the site with a licence that is not saved, or as it stands."""
    if request.method != "POST":
        return tried(request)
    row: Publication = publication()
    form = LicenceForm(request.POST, publication=row)
    if not form.is_valid():
        return refused(request, form)
    chosen = form.chosen()
    row.licence, row.licences = chosen.code, dict(chosen.said)
    row.licence_address = chosen.address
    return tried(
        request,
        licences={language: row.licence_in(language) for language in row.languages},
        licence_address=row.licence_stands_at(),
    )


def _show(request: HttpRequest, form: LicenceForm, *, status: int = 200) -> HttpResponse:
    page = LicencePage(
        form=form,
        trial=TrialForm(languages=publication().languages),
        printing=printing_now(),
    )
    return render(request, "publisher/licence.html", {"page": page}, status=status)
