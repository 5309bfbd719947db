"""What is typed about oneself, checked."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from writingviews.language.languages import LANGUAGES

from .models import Byline, BylineKind

#: What a name is, as who bears it would say it.
BYLINE_KINDS = [
    (BylineKind.OWN.value, _("My own name")),
    (BylineKind.PEN.value, _("A pen name")),
    (BylineKind.COLLECTIVE.value, _("The name of a group")),
]
_NAME_LACKS = _("Write the name that readers shall see.")
#: Offered first: the languages in which the public pages have their words.
_FIRST = ("en", "fa", "ar", "es")


def _languages() -> list[tuple[str, str]]:
    codes = dict.fromkeys([*_FIRST, *LANGUAGES])
    return [(code, LANGUAGES[code].native) for code in codes]


class BylineForm(forms.Form):
    """A new byline."""

    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _NAME_LACKS}
    )
    kind = forms.ChoiceField(
        label=_("This is"), choices=BYLINE_KINDS, initial=BylineKind.OWN, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=_languages, help_text=_("In which its about text is read.")
    )
    about = forms.CharField(
        label=_("About"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A sentence or two that stand under the pieces. Plain text."),
    )


class AboutForm(forms.Form):
    """Another name or about text for a byline that is there."""

    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _NAME_LACKS}
    )
    about = forms.CharField(
        label=_("About"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A sentence or two that stand under the pieces. Plain text."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, byline: Byline) -> None:
        super().__init__(data, initial={"name": byline.name, "about": byline.about})
