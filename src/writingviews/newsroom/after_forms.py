"""What is typed about a piece that readers have seen: corrections, another address."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from writingviews.articles.services.correcting import Corrected


class CorrectionForm(forms.Form):
    """What was wrong, what is right, and on which day it was put right."""

    wrong = forms.CharField(
        label=_("What it said"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Leave it empty where repeating it would do harm."),
    )
    right = forms.CharField(
        label=_("What is right"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("In the language of the piece, in a sentence that stands by itself."),
        error_messages={"required": _("Say what is right.")},
    )
    on = forms.DateField(
        label=_("Put right on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write the day as 2026-03-12."),
        },
    )

    def said(self) -> Corrected:
        """Return what it says. Call on a valid form."""
        given: dict[str, Any] = self.cleaned_data
        on: date = given["on"]
        return Corrected(" ".join(given["wrong"].split()), " ".join(given["right"].split()), on)


class AddressForm(forms.Form):
    """Another address for a piece."""

    wanted = forms.CharField(
        label=_("The last part of its address"),
        max_length=100,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("A few words; what no address can bear becomes a hyphen."),
        error_messages={"required": _("Write a word or a few.")},
    )
