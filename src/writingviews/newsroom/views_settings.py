"""What the publication says of itself."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from writingviews.articles.seen import SettingsMoved
from writingviews.articles.selectors import publication
from writingviews.articles.services.publication import (
    describe_publication,
    offer_to_readers,
    set_zone,
)
from writingviews.people.signed_in import signed_in
from writingviews.replies.services import ask_for_replies

from .doors import PUBLISHERS, only_for
from .forms import OffersForm, PublicationForm
from .printing import Printing, printing_now
from .replies_form import RepliesForm
from .trial_form import TrialForm, beside_forms
from .zoned_form import ZoneForm


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """The context of ``newsroom/settings.html``."""

    form: PublicationForm
    offers: OffersForm
    zone: ZoneForm
    replies: RepliesForm
    public_key: str
    printing: Printing
    trial: TrialForm


@only_for(PUBLISHERS)
@require_GET
def printing(request: HttpRequest) -> HttpResponse:
    """Show how far changed settings have come: a part of each page of the settings."""
    return render(request, "newsroom/printing.html", {"printing": printing_now()})


@only_for(PUBLISHERS)
@require_POST
def offers(request: HttpRequest) -> HttpResponse:
    """Choose what readers are offered to take along."""
    row = publication()
    form = OffersForm(request.POST, publication=row)
    if not form.is_valid():
        return _show(request, PublicationForm(publication=row), offers=form, status=422)
    offer_to_readers(actor=signed_in(request), formats=form.cleaned_data["offers"])
    messages.success(request, gettext("Saved. Every page is printed anew."))
    return redirect("publication:settings")


@only_for(PUBLISHERS)
@require_POST
def zone(request: HttpRequest) -> HttpResponse:
    """Choose by whose clock pieces are published."""
    row = publication()
    form = ZoneForm(request.POST, publication=row)
    if not form.is_valid():
        return _show(request, PublicationForm(publication=row), zone=form, status=422)
    set_zone(actor=signed_in(request), zone=form.cleaned_data["zone"])
    messages.success(request, gettext("Saved."))
    return redirect("publication:settings")


@only_for(PUBLISHERS)
@require_POST
def replies(request: HttpRequest) -> HttpResponse:
    """Choose how long pieces take replies, and what these keep to."""
    row = publication()
    form = RepliesForm(request.POST, publication=row)
    if not form.is_valid():
        return _show(request, PublicationForm(publication=row), replies=form, status=422)
    ask_for_replies(
        actor=signed_in(request),
        close_after=form.cleaned_data["close_after"],
        rules=form.rules(),
        now=timezone.now(),
    )
    messages.success(request, gettext("Saved. Every page is printed anew."))
    return redirect("publication:settings")


@beside_forms
@only_for(PUBLISHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Show and change what the publication says of itself."""
    if request.method != "POST":
        return _show(request, PublicationForm(publication=publication()))
    form = PublicationForm(request.POST, publication=publication())
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        describe_publication(actor=signed_in(request), **form.described())
    except SettingsMoved:
        form = PublicationForm(request.POST, publication=publication())
        if form.is_valid():
            form.tell_moved()
        return _show(request, form, status=409)
    messages.success(request, gettext("Saved. Every page is printed anew."))
    return redirect("publication:settings")


def _show(
    request: HttpRequest,
    form: PublicationForm,
    *,
    offers: OffersForm | None = None,
    zone: ZoneForm | None = None,
    replies: RepliesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = offers or OffersForm(publication=form.publication)
    clock = zone or ZoneForm(publication=form.publication)
    asked = replies or RepliesForm(publication=form.publication)
    page = SettingsPage(
        form=form,
        offers=shown,
        zone=clock,
        replies=asked,
        public_key=form.publication.public_key,
        printing=printing_now(),
        trial=TrialForm(languages=form.publication.languages, about=True),
    )
    return render(request, "newsroom/settings.html", {"page": page}, status=status)
