"""What is typed about a call, and by who enters a piece for one."""

from collections.abc import Mapping
from typing import Any, Final, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.models import Kind, Publication
from writingviews.articles.selectors import sections
from writingviews.calls.models import SHOWN, Audience, Call
from writingviews.calls.services.calling import MAX_ANSWER_DAYS, CallDetails, details_of
from writingviews.language.direction import direction_of_language
from writingviews.people.chapter_selectors import EDITORS, chapters_of
from writingviews.people.models import Account, Byline, BylineKind, Chapter, Role
from writingviews.people.selectors import bylines_of, roles_of

from .pitch_forms import date_field
from .signing import signatures
from .wording import KINDS, language_name, section_name

_TITLE: Final = _("Title")
_LANGUAGE: Final = _("Language")
_NO_TITLE: Final = _("Give the call a title.")
_ANONYMITY: Final[dict[Anonymity, Promise]] = {
    Anonymity.OPEN: _("Names are open"),
    Anonymity.WRITER_UNKNOWN: _("Reviewers do not see who wrote"),
    Anonymity.BOTH_UNKNOWN: _("Reviewers do not see who wrote, writers not who reviewed"),
}
_AUDIENCES: Final[dict[Audience, Promise]] = {
    Audience.EVERYBODY: _("Everybody: who has no account makes one in the same form"),
    Audience.ACCOUNTS: _("Who has an account"),
}
_CENTRAL: Final = frozenset({Role.EDITOR, Role.PUBLISHER})


class BeginCallForm(forms.Form):
    """What is asked before a call's page opens."""

    title = forms.CharField(label=_TITLE, max_length=200, error_messages={"required": _NO_TITLE})
    language = forms.ChoiceField(label=_LANGUAGE)
    chapter = forms.ModelChoiceField(
        label=_("Of"), queryset=Chapter.objects.none(), required=False, to_field_name="slug"
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        account: Account,
        publication: Publication,
    ) -> None:
        super().__init__(data, initial={"language": publication.default_language})
        cast(forms.ChoiceField, self.fields["language"]).choices = [
            (code, language_name(code)) for code in publication.languages
        ]
        chapters = chapters_of(account, EDITORS)
        named = [(chapter.slug, chapter.name_in("en")) for chapter in chapters]
        if not named:
            del self.fields["chapter"]
            return
        field = cast("forms.ModelChoiceField[Chapter]", self.fields["chapter"])
        field.queryset = chapters
        central = bool(roles_of(account) & _CENTRAL)
        field.required = not central
        field.choices = [*([("", publication.name)] if central else []), *named]


class CallForm(forms.Form):
    """What a call says."""

    title = forms.CharField(label=_TITLE, max_length=200, error_messages={"required": _NO_TITLE})
    language = forms.ChoiceField(label=_LANGUAGE)
    sought = forms.CharField(
        label=_("What you seek"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "For somebody who has never written for you: what about, how long, what a good one "
            "does. Markdown: an empty line parts paragraphs, ## makes a heading, - a list."
        ),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"),
        required=False,
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all of them."),
    )
    section = forms.ChoiceField(label=_("Section"), required=False)
    opens_on = date_field(
        _("Opens"), required=False, help_text=_("Left empty: on the day it is published.")
    )
    deadline = date_field(
        _("Last day"), required=False, help_text=_("Open to its end, in the publication’s zone.")
    )
    answer_days = forms.IntegerField(
        label=_("We answer within"),
        min_value=1,
        max_value=MAX_ANSWER_DAYS,
        help_text=_("Days after the last one. Readers see the promise, editors what is left."),
    )
    audience = forms.ChoiceField(
        label=_("Who may enter"),
        choices=[(value.value, words) for value, words in _AUDIENCES.items()],
        widget=forms.RadioSelect,
    )
    anonymity = forms.ChoiceField(
        label=_("Names in review"),
        choices=[(value.value, words) for value, words in _ANONYMITY.items()],
        widget=forms.RadioSelect,
        help_text=_("Holds for a piece from when it is entered."),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        call: Call,
        publication: Publication,
    ) -> None:
        details = details_of(call)
        initial = {name: getattr(details, name) for name in CallDetails.__dataclass_fields__}
        initial["section"] = call.section.slug if call.section else ""
        super().__init__(data, initial={**initial, "version": call.version})
        codes = dict.fromkeys([*publication.languages, call.language])
        language = cast(forms.ChoiceField, self.fields["language"])
        language.choices = [(code, language_name(code)) for code in codes]
        if call.state in SHOWN:
            language.disabled = True
            language.help_text = _("Stays once published.")
        self.sections = {each.slug: each for each in sections()}
        cast(forms.ChoiceField, self.fields["section"]).choices = [
            ("", str(_("Open"))),
            *((slug, section_name(each)) for slug, each in self.sections.items()),
        ]
        side = {"lang": call.language, "dir": direction_of_language(call.language)}
        for name in ("title", "sought"):
            self.fields[name].widget.attrs.update(side)
        if call.chapter_id:
            del self.fields["audience"]

    def take_version(self, version: int) -> None:
        """Carry another version on, so that the next save knows what it takes the place of."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["version"] = str(version)
        self.data = data

    def details(self) -> CallDetails:
        """Return what was typed. Call on a valid form."""
        given = self.cleaned_data
        return CallDetails(
            title=given["title"].strip(),
            language=given["language"],
            sought=given["sought"].replace("\r\n", "\n").strip(),
            kinds=tuple(given["kinds"]),
            section=self.sections.get(given["section"]),
            opens_on=given["opens_on"],
            deadline=given["deadline"],
            answer_days=given["answer_days"],
            audience=Audience(given.get("audience") or Audience.ACCOUNTS),
            anonymity=Anonymity(given["anonymity"]),
        )


class EnterForm(forms.Form):
    """What is asked of who is signed in before the sheet of an entry opens."""

    kind = forms.ChoiceField(label=_("Kind"))
    byline = forms.ModelChoiceField(
        label=_("Byline"), queryset=Byline.objects.none(), required=False
    )
    byline_name = forms.CharField(
        label=_("The name readers will see"),
        required=False,
        max_length=120,
        help_text=_("A pen name is enough. Nobody learns who stands behind it."),
    )

    #: A new name of one who says nothing else of it.
    NAME_IS: Final = BylineKind.PEN

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, account: Account, call: Call
    ) -> None:
        held = bylines_of(account)
        signed = signatures(held)
        super().__init__(data, initial={"byline": next(iter(signed), None)})
        kinds = [Kind(value) for value in call.kinds] or list(Kind)
        cast(forms.ChoiceField, self.fields["kind"]).choices = [
            (kind.value, str(KINDS[kind])) for kind in kinds
        ]
        if not signed:
            del self.fields["byline"]
            return
        del self.fields["byline_name"]
        field = cast("forms.ModelChoiceField[Byline]", self.fields["byline"])
        field.queryset = held
        field.choices = [
            ("", str(_("Decide later"))),
            *((str(pk), str(words)) for pk, words in signed.items()),
        ]
