"""How long pieces take replies, and what these are asked to keep to."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from writingviews.articles.models import Publication
from writingviews.language.direction import direction_of_language

from .wording import language_name


class RepliesForm(forms.Form):
    """The settings of replies; the rules have a field for each language of the publication."""

    close_after = forms.IntegerField(
        label=_("Close replies after how many days"),
        min_value=0,
        max_value=3650,
        help_text=_("Counted from the day a piece came before readers. 0: they stay open."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, publication: Publication) -> None:
        self._codes = tuple(publication.languages)
        initial: dict[str, Any] = {"close_after": publication.replies_close_after}
        initial |= {f"rules_{code}": publication.reply_rules_in(code) for code in self._codes}
        super().__init__(data, initial=initial)
        for code in self._codes:
            self.fields[f"rules_{code}"] = forms.CharField(
                label=gettext("What you ask of replies: %(language)s")
                % {"language": language_name(code)},
                required=False,
                max_length=1000,
                widget=forms.Textarea(
                    attrs={"lang": code, "dir": direction_of_language(code), "rows": 3}
                ),
            )

    def rules(self) -> dict[str, str]:
        """Return what was typed, by language."""
        return {code: self.cleaned_data[f"rules_{code}"] for code in self._codes}
