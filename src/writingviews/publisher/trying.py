"""A page of the site as readers would see it with settings that are not saved."""

import re
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from writingviews.newsroom.trial_form import ABOUT, ARTICLE, SECTION, TrialForm
from writingviews.site import addresses
from writingviews.site.pages import render_page
from writingviews.site.publication_view import PublicationView

_SCRIPT: Final = re.compile(r"<script src=[^>]*></script>\n?")


def tried(request: HttpRequest, *, at: str = "", **changes: Any) -> HttpResponse:  # noqa: ANN401
    """Return a page of the site with some settings.

    Args:
        request: says which page in its form or its address.
        at: the section that is spoken of; "" for the first.
        changes: fields of `PublicationView`.
    """
    site = replace(PublicationView.read(), **changes)
    given = request.POST or request.GET
    several = list(site.languages)
    form = TrialForm(given, languages=several, of_section=bool(at), about=not at)
    shown, language, scheme = form.chosen()
    page = render_page(site, _address(site, shown, language, at))
    if page is None:
        page = render_page(site, addresses.front_address(site.prefix(language)))
    html = page.body.decode() if page else ""
    # Nothing in the frame leads anywhere: it may open no window, and runs no script.
    html = _SCRIPT.sub("", html)
    html = html.replace("<head>", '<head>\n<base target="_blank">', 1)
    # So that a form can show what it changes: the address of its frame ends with #foot.
    html = html.replace('<footer class="foot"', '<footer class="foot" id="foot"', 1)
    if scheme:
        html = html.replace("<html ", f'<html data-theme="{scheme}" ', 1)
    return HttpResponse(html)


def refused(request: HttpRequest, form: forms.Form) -> HttpResponse:
    """Return, in the frame's place, why a form cannot be tried."""
    reasons = [str(error) for errors in form.errors.values() for error in errors]
    return render(request, "publisher/refused.html", {"reasons": reasons}, status=422)


def _address(site: PublicationView, shown: str, language: str, at: str) -> str:
    if shown == ARTICLE:
        catalogue = site.reader.catalogue
        for known in catalogue.newest(site.list_key("latest", language), 1):
            if placement := catalogue.placement(known):
                return addresses.article_address(placement.slug)
    if shown == ABOUT:
        return addresses.about_address(site.prefix(language))
    if shown == SECTION and site.sections:
        return site.list_key("section", language, at or site.sections[0].slug).address
    return addresses.front_address(site.prefix(language))
