"""How the publication looks."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from writingviews.articles.accents import Accent, AccentRefused, checked_accent, least_contrast
from writingviews.articles.models import Publication
from writingviews.articles.seen import SettingsMoved
from writingviews.articles.selectors import publication
from writingviews.articles.services.dressing import dress_publication
from writingviews.media.selectors import known_picture
from writingviews.newsroom.doors import PUBLISHERS, only_for
from writingviews.newsroom.printing import Printing, printing_now
from writingviews.newsroom.trial_form import TrialForm, beside_forms, in_frame
from writingviews.people.signed_in import signed_in
from writingviews.site.accent_style import accent_css
from writingviews.site.contexts import Mark
from writingviews.site.mark import mark_of

from .forms import LookForm
from .trying import refused, tried


@dataclass(frozen=True, slots=True)
class LookPage:
    """The context of ``publisher/look.html``.

    Args:
        measured: the contrast of an own colour that stands, light and dark; () for a name.
        style: address of the style that shows an own colour; "" for a name.
        mark: the one that stands, or was uploaded just now.
    """

    form: LookForm
    trial: TrialForm
    printing: Printing
    measured: tuple[str, ...]
    style: str
    mark: Mark | None
    door: str = "/settings/"


@beside_forms
@only_for(PUBLISHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Show and change the publication's colour and mark."""
    if request.method != "POST":
        return _show(request, LookForm(publication=publication()))
    form = LookForm(request.POST, request.FILES, publication=publication())
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        dress_publication(
            actor=signed_in(request),
            accent=form.chosen(),
            mark=form.mark_chosen(),
            seen=form.cleaned_data["seen"],
        )
    except SettingsMoved:
        form = LookForm(request.POST, request.FILES, publication=publication())
        if form.is_valid():
            form.tell_moved()
        return _show(request, form, status=409)
    messages.success(request, gettext("Saved. Every page is printed anew."))
    return redirect("publisher:look")


@in_frame
@only_for(PUBLISHERS)
@require_http_methods(["GET", "POST"])
def try_look(request: HttpRequest) -> HttpResponse:
    """Show a page of the site in a colour and with a mark that are not saved, or as it stands."""
    if request.method != "POST":
        return tried(request)
    form = LookForm(request.POST, request.FILES, publication=publication())
    if not form.is_valid():
        return refused(request, form)
    accent = form.chosen()
    picture = known_picture(form.mark_chosen())
    return tried(
        request,
        accent=accent,
        accent_style=_style_of(accent),
        mark=mark_of(picture) if picture else None,
    )


@only_for(PUBLISHERS)
@require_GET
def style(request: HttpRequest, colours: str) -> HttpResponse:  # noqa: ARG001 (a view's signature)
    """Return the style of an own colour that no page of the tree has yet."""
    light, _, dark = colours.partition("-")
    try:
        accent = checked_accent(f"#{light}", f"#{dark}")
    except AccentRefused:
        raise Http404 from None
    return HttpResponse(accent_css(accent), content_type="text/css; charset=utf-8")


def style_now(row: Publication) -> str:
    """Return the address of the style that shows the publication's own colour in the house; "" if
    it has none."""
    return _style_of(Accent(row.accent, row.accent_dark))


def _style_of(accent: Accent) -> str:
    if not accent.own:
        return ""
    return reverse("publisher:style", args=[f"{accent.light[1:]}-{accent.dark[1:]}"])


def _show(request: HttpRequest, form: LookForm, *, status: int = 200) -> HttpResponse:
    if form.is_bound:
        form.keep_mark()
    picture = known_picture(form.mark_shown)
    now = form.accent_now
    measured: tuple[str, ...] = ()
    if now.own:
        both = (least_contrast(now.light, "light"), least_contrast(now.dark, "dark"))
        measured = tuple(f"{int(ratio * 10) / 10:.1f}" for ratio in both)
    page = LookPage(
        form=form,
        trial=TrialForm(languages=publication().languages),
        printing=printing_now(),
        measured=measured,
        style=_style_of(now),
        mark=mark_of(picture) if picture else None,
    )
    return render(request, "publisher/look.html", {"page": page}, status=status)
