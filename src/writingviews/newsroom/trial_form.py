"""What a form is tried with: which page of the site stands beside it, and what frames it."""

from collections.abc import Callable
from typing import Any, Final

from csp.constants import SELF
from csp.decorators import csp_replace
from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from .forms import language_choices, offer

View = Callable[[HttpRequest], HttpResponseBase]

#: What is shown of the site.
FRONT, ARTICLE, SECTION, ABOUT = "front", "article", "section", "about"
_PAGES: Final = [
    (FRONT, _("Front page")),
    (ARTICLE, _("The newest piece")),
    (SECTION, _("The first section")),
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
        about: bool = False,
    ) -> None:
        super().__init__(data)
        self._first, self._shown = languages[0], SECTION if of_section else FRONT
        if of_section:
            front, piece, _first = _PAGES
            offer(self, "shown", [(SECTION, _("This section")), front, piece])
        if about:
            offer(self, "shown", [_PAGES[0], (ABOUT, _("The about page")), *_PAGES[1:]])
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
