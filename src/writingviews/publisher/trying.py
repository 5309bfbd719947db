"""A page of the site as readers would see it with settings that are not saved."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from csp.constants import SELF
from csp.decorators import csp_replace
from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from writingviews.newsroom.forms import language_choices, offer
from writingviews.site import addresses
from writingviews.site.pages import render_page
from writingviews.site.publication_view import PublicationView

View = Callable[[HttpRequest], HttpResponseBase]

_SCRIPT: Final = re.compile(r"<script src=[^>]*></script>\n?")
#: What is shown of the site.
_FRONT, _ARTICLE, _SECTION = "front", "article", "section"
_PAGES: Final = [
    (_FRONT, _("Front page")),
    (_ARTICLE, _("The newest piece")),
    (_SECTION, _("The first section")),
]
SCHEMES: Final = [("", _("as this screen")), ("light", _("light")), ("dark", _("dark"))]


class TrialForm(forms.Form):
    """Which page stands beside a form, in which language and light."""

    shown = forms.ChoiceField(
        label=_("Page"),
        required=False,
        choices=_PAGES,
    )
    tongue = forms.ChoiceField(label=_("Language"), required=False)
    scheme = forms.ChoiceField(label=_("Light"), required=False, choices=SCHEMES)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401
        *,
        languages: list[str],
        of_section: bool = False,
    ) -> None:
        super().__init__(data)
        self._first, self._shown = languages[0], _SECTION if of_section else _FRONT
        if of_section:
            front, piece, _first = _PAGES
            offer(self, "shown", [(_SECTION, _("This section")), front, piece])
        offer(self, "tongue", language_choices(languages))

    def chosen(self) -> tuple[str, str, str]:
        """Return page, language and light; what is unknown is the first."""
        self.is_valid()
        given = self.cleaned_data
        return (
            given.get("shown") or self._shown,
            given.get("tongue") or self._first,
            given.get("scheme") or "",
        )


def beside_forms(view: View) -> View:
    """Let a page hold frames of the house's own."""
    framing: View = csp_replace({"frame-src": [SELF]})(view)
    return framing


def in_frame(view: View) -> View:
    """Let an answer stand in a frame of the house's own."""
    framed: View = xframe_options_sameorigin(csp_replace({"frame-ancestors": [SELF]})(view))
    return framed


def tried(request: HttpRequest, *, at: str = "", **changes: Any) -> HttpResponse:  # noqa: ANN401
    """Return a page of the site with some settings.

    Args:
        request: says which page in its form or its address.
        at: the section that is spoken of; "" for the first.
        changes: fields of `PublicationView`.
    """
    site = replace(PublicationView.read(), **changes)
    form = TrialForm(
        request.POST or request.GET, languages=list(site.languages), of_section=bool(at)
    )
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
    if shown == _ARTICLE:
        catalogue = site.reader.catalogue
        for known in catalogue.newest(site.list_key("latest", language), 1):
            if placement := catalogue.placement(known):
                return addresses.article_address(placement.slug)
    if shown == _SECTION and site.sections:
        return site.list_key("section", language, at or site.sections[0].slug).address
    return addresses.front_address(site.prefix(language))
