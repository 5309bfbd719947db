"""What is typed on the page of the publication's checklist, checked."""

from collections.abc import Mapping
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from writingviews.articles.models import CheckedBy, ChecklistItem, Kind, ProgramCheck, Section
from writingviews.articles.services.checklists import ItemDetails

from .forms import KIND_CHOICES, offer
from .wording import section_name

WHO_CHECKS: Final = [
    (CheckedBy.EDITOR.value, _("An editor ticks it")),
    (CheckedBy.WRITER.value, _("Its writer ticks it")),
    (CheckedBy.PROGRAM.value, _("The program looks")),
]
PROGRAM_LOOKS: Final = [
    ("", _("Nothing")),
    (ProgramCheck.ALT_TEXT.value, _("Every picture is described")),
    (ProgramCheck.CREDIT.value, _("Every picture names whose it is")),
    (ProgramCheck.SOURCES.value, _("Every citation names a source of the list")),
]


def _many(label: Any, hint: Any) -> forms.MultipleChoiceField:  # noqa: ANN401 - lazy words
    return forms.MultipleChoiceField(
        label=label, help_text=hint, required=False, widget=forms.CheckboxSelectMultiple
    )


class ItemForm(forms.Form):
    """An item of the checklist."""

    words = forms.CharField(label=_("What is to be looked at"), max_length=160)
    hint = forms.CharField(
        label=_("What that means"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    checked_by = forms.ChoiceField(
        label=_("Who looks"),
        choices=WHO_CHECKS,
        initial=CheckedBy.EDITOR.value,
        widget=forms.RadioSelect,
    )
    program = forms.ChoiceField(
        label=_("What the program looks at"),
        choices=PROGRAM_LOOKS,
        required=False,
        help_text=_("Only where it is the program that looks."),
    )
    sections = _many(_("Sections"), _("None ticked: of every section."))
    kinds = _many(_("Kinds"), _("None ticked: of every kind."))
    of_text = forms.BooleanField(
        label=_("A tick falls when the text is changed"),
        help_text=_("Leave it off where the item is about a person and not about the text."),
        required=False,
        initial=True,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        sections: list[Section],
        item: ChecklistItem | None = None,
    ) -> None:
        super().__init__(data, initial=_said(item) if item else None)
        self._sections = sections
        offer(self, "sections", [(one.slug, section_name(one)) for one in sections])
        offer(self, "kinds", KIND_CHOICES)

    def clean(self) -> dict[str, Any]:
        given = cast("dict[str, Any]", super().clean())
        looks = given.get("checked_by") == CheckedBy.PROGRAM
        if looks and not given.get("program"):
            self.add_error("program", gettext("Choose what the program shall look at."))
        return given

    def details(self) -> ItemDetails:
        """Return what was typed; only of a valid form."""
        given = self.cleaned_data
        by = CheckedBy(given["checked_by"])
        return ItemDetails(
            words=given["words"],
            hint=given["hint"],
            checked_by=by,
            program=ProgramCheck(given["program"]) if by is CheckedBy.PROGRAM else None,
            sections=[one for one in self._sections if one.slug in given["sections"]],
            kinds=[Kind(kind) for kind in given["kinds"]],
            of_text=given["of_text"],
        )


def _said(item: ChecklistItem) -> dict[str, Any]:
    return {
        "words": item.words,
        "hint": item.hint,
        "checked_by": item.checked_by,
        "program": item.program,
        "sections": [section.slug for section in item.sections.all()],
        "kinds": item.kinds,
        "of_text": item.of_text,
    }


class TwoPersonsForm(forms.Form):
    """The sections in which nothing is published by one person alone."""

    asking = _many(
        _("Two persons publish in"),
        _("One agrees to the text, another publishes it; who writes it cannot be the second."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, sections: list[Section]) -> None:
        asking = [section.slug for section in sections if section.two_persons]
        super().__init__(data, initial={"asking": asking})
        self._sections = sections
        offer(self, "asking", [(one.slug, section_name(one)) for one in sections])

    def asked(self) -> list[Section]:
        """Return the sections that were ticked; only of a valid form."""
        return [one for one in self._sections if one.slug in self.cleaned_data["asking"]]
