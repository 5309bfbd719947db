"""What the publication says of itself."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from writingviews.articles.selectors import publication
from writingviews.articles.services.publication import describe_publication

from .doors import PUBLISHERS, only_for, signed_in
from .forms import PublicationForm


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """The context of ``newsroom/settings.html``."""

    form: PublicationForm
    public_key: str


@only_for(PUBLISHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Show and change what the publication says of itself."""
    if request.method != "POST":
        return _show(request, PublicationForm(publication=publication()))
    form = PublicationForm(request.POST, publication=publication())
    if not form.is_valid():
        return _show(request, form, status=422)
    describe_publication(actor=signed_in(request), **form.described())
    messages.success(request, gettext("Saved. Every page is printed anew."))
    return redirect("publication:settings")


def _show(request: HttpRequest, form: PublicationForm, *, status: int = 200) -> HttpResponse:
    page = SettingsPage(form, form.publication.public_key)
    return render(request, "newsroom/settings.html", {"page": page}, status=status)
