"""The sections: their order, and what is said of each."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from writingviews.articles.models import Publication, Section
from writingviews.articles.seen import SettingsMoved
from writingviews.articles.selectors import publication, sections
from writingviews.articles.services.sections import (
    HUES,
    MOST_SECTIONS,
    SectionRefused,
    add_section,
    arrange_sections,
    arranged_as,
    describe_section,
    remove_section,
)
from writingviews.newsroom.arranging import ADD, after_act, by_places
from writingviews.newsroom.doors import PUBLISHERS, only_for
from writingviews.newsroom.printing import Printing, printing_now
from writingviews.newsroom.trial_form import TrialForm, beside_forms, in_frame
from writingviews.newsroom.wording import section_name
from writingviews.people.signed_in import signed_in

from .forms import AddSectionForm, SectionForm
from .trying import refused, tried
from .views_look import style_now


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section in the list; `hue` is its colour's number, `described` its sentence."""

    slug: str
    name: str
    hue: int
    described: str
    public: str


@dataclass(frozen=True, slots=True)
class SectionsPage:
    """The context of ``publisher/sections.html``.

    Args:
        rows: the sections in their order.
        seen: that order, for whoever changes it.
        add: the form of another one.
        full: whether no more may be.
        accent, style: the publication's colour, from which theirs are turned.
        refused: the sentence with which something was refused just now, or "".
    """

    rows: Sequence[SectionRow]
    seen: str
    add: AddSectionForm
    full: bool
    printing: Printing
    accent: str
    style: str
    refused: str = ""
    door: str = "/settings/"


@dataclass(frozen=True, slots=True)
class SectionPage:
    """The context of ``publisher/section.html``."""

    slug: str
    name: str
    form: SectionForm
    trial: TrialForm
    printing: Printing
    accent: str
    style: str
    door: str = "/settings/"


@only_for(PUBLISHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def all_sections(request: HttpRequest) -> HttpResponse:
    """Show the sections; take another order, or another section."""
    if request.method != "POST":
        return _show(request)
    if request.POST.get("act") == ADD:
        return _add(request)
    standing = [section.slug for section in sections()]
    places = {slug: request.POST.get(f"place-{slug}", "") for slug in standing}
    order = after_act(by_places(standing, places), request.POST.get("act", ""))
    try:
        arrange_sections(
            actor=signed_in(request), order=order, seen=request.POST.get("seen", "")[:16]
        )
    except SettingsMoved:
        said = gettext(
            "Somebody else changed the sections meanwhile. Below is how they stand; nothing of "
            "yours was stored."
        )
        return _show(request, said=said, status=409)
    except SectionRefused as refusal:
        return _show(request, said=str(refusal), status=409)
    messages.success(request, gettext("Saved. Every page is printed anew."))
    return redirect("publisher:sections")


def _add(request: HttpRequest) -> HttpResponse:
    form = AddSectionForm(request.POST, publication=publication())
    if not form.is_valid():
        return _show(request, form=form, status=422)
    try:
        made = add_section(actor=signed_in(request), said=form.said())
    except SectionRefused as refusal:
        return _show(request, form=form, said=str(refusal), status=409)
    messages.success(request, gettext("Added. Every page is printed anew."))
    return redirect("publisher:section", made.slug)


@only_for(PUBLISHERS)
@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Remove a section in which nothing stands."""
    try:
        remove_section(actor=signed_in(request), slug=slug)
    except SectionRefused as refusal:
        return _show(request, said=str(refusal), status=409)
    messages.success(request, gettext("Removed. Every page is printed anew."))
    return redirect("publisher:sections")


@only_for(PUBLISHERS)
@require_http_methods(["GET", "HEAD", "POST"])
def _section(request: HttpRequest, slug: str) -> HttpResponse:
    row = _section_or_404(slug)
    if request.method != "POST":
        return _show_one(request, row, SectionForm(publication=publication(), section=row))
    form = SectionForm(request.POST, publication=publication(), section=row)
    if not form.is_valid():
        return _show_one(request, row, form, status=422)
    try:
        describe_section(
            actor=signed_in(request), slug=slug, said=form.said(), seen=form.cleaned_data["seen"]
        )
    except SettingsMoved:
        row = _section_or_404(slug)
        form = SectionForm(request.POST, publication=publication(), section=row)
        if form.is_valid():
            form.tell_moved()
        return _show_one(request, row, form, status=409)
    messages.success(request, gettext("Saved. What shows it is printed anew."))
    return redirect("publisher:section", slug)


@only_for(PUBLISHERS)
@require_http_methods(["GET", "POST"])
def _try_section(request: HttpRequest, slug: str) -> HttpResponse:
    row = _section_or_404(slug)
    if request.method != "POST":
        return tried(request, at=slug)
    form = SectionForm(request.POST, publication=publication(), section=row)
    if not form.is_valid():
        return refused(request, form)
    said = form.said()
    changed = copy(row)
    changed.names, changed.descriptions = dict(said.names), dict(said.descriptions)
    changed.hue = said.hue
    several = tuple(changed if each.slug == slug else each for each in sections())
    return tried(request, at=slug, sections=several)


def section(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show and change what is said of a section."""
    return beside_forms(lambda asked: _section(asked, slug))(request)


def try_section(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a section's page with what is not saved, or as it stands."""
    return in_frame(lambda asked: _try_section(asked, slug))(request)


def _section_or_404(slug: str) -> Section:
    found = next((each for each in sections() if each.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest,
    *,
    form: AddSectionForm | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    row: Publication = publication()
    several = list(sections())
    language = row.default_language
    page = SectionsPage(
        rows=[
            SectionRow(
                slug=each.slug,
                name=section_name(each),
                hue=(place if each.hue is None else each.hue) % HUES,
                described=each.description_in(language),
                public=f"/sections/{each.slug}/",
            )
            for place, each in enumerate(several)
        ],
        seen=arranged_as(several),
        add=form or AddSectionForm(publication=row),
        full=len(several) >= MOST_SECTIONS,
        printing=printing_now(),
        accent=row.accent,
        style=style_now(row),
        refused=said,
    )
    return render(request, "publisher/sections.html", {"page": page}, status=status)


def _show_one(
    request: HttpRequest, section: Section, form: SectionForm, *, status: int = 200
) -> HttpResponse:
    row = publication()
    page = SectionPage(
        slug=section.slug,
        name=section_name(section),
        form=form,
        trial=TrialForm(languages=row.languages, of_section=True),
        printing=printing_now(),
        accent=row.accent,
        style=style_now(row),
    )
    return render(request, "publisher/section.html", {"page": page}, status=status)
