"""What is typed on the pages of an edition, checked."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from writingviews.articles.models import Edition, EditionState, Publication
from writingviews.articles.services.editions import EditionDetails, details_of
from writingviews.language.direction import direction_of_language

from .picture_form import PICTURE_FIELDS, PicturedForm
from .wording import language_name

_TITLE: Final = _("Title")
_LANGUAGE: Final = _("Language")


class BeginEditionForm(forms.Form):
    """What is asked before an edition's page opens."""

    title = forms.CharField(
        label=_TITLE,
        max_length=200,
        error_messages={"required": _("Give the edition a title.")},
    )
    language = forms.ChoiceField(label=_LANGUAGE)

    def __init__(self, data: Mapping[str, Any] | None = None, *, publication: Publication) -> None:
        super().__init__(data, initial={"language": publication.default_language})
        self.fields["language"] = forms.ChoiceField(
            label=_LANGUAGE,
            choices=[(code, language_name(code)) for code in publication.languages],
        )


class EditionForm(PicturedForm):
    """What an edition says of itself. Its pieces are no field: `arranging` reads their order."""

    title = forms.CharField(
        label=_TITLE,
        max_length=200,
        error_messages={"required": _("Give the edition a title.")},
    )
    label = forms.CharField(
        label=_("Number or season"),
        required=False,
        max_length=80,
        help_text=_("As it is to be printed. For example: No. 3, Winter 2026."),
    )
    language = forms.ChoiceField(label=_LANGUAGE)
    standfirst = forms.CharField(
        label=_("Standfirst"),
        required=False,
        max_length=400,
        help_text=_("One sentence under the title."),
    )
    letter = forms.CharField(
        label=_("The editor’s letter"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Why these pieces, and why in this order. An empty line parts paragraphs."),
    )
    signed = forms.CharField(
        label=_("Signed"),
        required=False,
        max_length=120,
        help_text=_("Who signs the letter: The editors, or a byline. Readers see it."),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    field_order = (
        "title",
        "label",
        "language",
        "standfirst",
        "letter",
        "signed",
        *PICTURE_FIELDS,
        "version",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        edition: Edition,
        publication: Publication,
    ) -> None:
        self.picture_before = edition.picture
        details = details_of(edition)
        initial = {name: getattr(details, name) for name in EditionDetails.__dataclass_fields__}
        super().__init__(data, files, initial={**initial, "version": edition.version})
        codes = dict.fromkeys([*publication.languages, edition.language])
        language = forms.ChoiceField(
            label=_LANGUAGE, choices=[(code, language_name(code)) for code in codes]
        )
        if edition.state == EditionState.PUBLISHED:
            language.disabled = True
            language.help_text = _("Stays once published.")
        self.fields["language"] = language
        self.fields["upload"].label = _("Cover")
        self.fields["picture_alt"].label = _("What the cover shows")
        self.fields["picture_alt"].help_text = _("For those who do not see it.")
        side = {"lang": edition.language, "dir": direction_of_language(edition.language)}
        for name in ("title", "label", "standfirst", "letter", "signed"):
            self.fields[name].widget.attrs.update(side)

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        given["picture"] = self.picture_chosen(given)
        return given

    def take_version(self, version: int) -> None:
        """Carry another version on, so that the next save knows what it takes the place of."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["version"] = str(version)
        self.data = data

    def details(self) -> EditionDetails:
        """Return what was typed. Call on a valid form."""
        given = self.cleaned_data
        pictured = bool(given["picture"])
        return EditionDetails(
            title=given["title"].strip(),
            language=given["language"],
            label=given["label"].strip(),
            standfirst=given["standfirst"].strip(),
            letter=given["letter"].strip().replace("\r\n", "\n"),
            signed=given["signed"].strip(),
            picture=given["picture"],
            picture_alt=given["picture_alt"].strip() if pictured else "",
            picture_credit=given["picture_credit"].strip() if pictured else "",
        )
