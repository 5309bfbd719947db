"""What is typed about a pitch: its three lines, and what an editor answers."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from writingviews.articles.models import Kind, Publication
from writingviews.articles.selectors import sections
from writingviews.calls.models import Assignment, Pitch
from writingviews.calls.services.assigning import MAX_WORDS, MIN_WORDS, Terms
from writingviews.calls.services.offering import Wanted
from writingviews.calls.services.pitching import MAX_MESSAGE, Proposal
from writingviews.people.chapter_selectors import chapters_of
from writingviews.people.models import Account, Byline, Chapter
from writingviews.people.selectors import bylines_of

from .signing import signatures
from .wording import KINDS, language_name, section_name

_KINDS: Final = [(kind.value, words) for kind, words in KINDS.items()]
#: What of an editor's form belongs to assigning alone.
TERMS: Final = ("kind", "section", "words", "due_on")


def date_field(label: Any, **more: Any) -> forms.DateField:  # noqa: ANN401 - Django's own
    """Return a field for a day, which the browser offers its calendar for."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    wrong = {"invalid": _("This is no day. Write it as year-month-day: 2027-05-03.")}
    return forms.DateField(label=label, widget=widget, error_messages=wrong, **more)


class PitchForm(forms.Form):
    """A piece in three lines, and where it belongs."""

    what = forms.CharField(
        label=_("What is it?"),
        max_length=200,
        help_text=_("One sentence, as you would tell a friend: what happens, who is in it."),
        error_messages={"required": _("Write this line, too: a pitch has three.")},
    )
    why = forms.CharField(
        label=_("Why this, and why now?"),
        max_length=300,
        help_text=_("What would readers miss without it?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write this line, too: a pitch has three.")},
    )
    how = forms.CharField(
        label=_("How will you write it?"),
        max_length=300,
        help_text=_("Whom will you speak to, where will you go, what have you seen yourself?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write this line, too: a pitch has three.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=_KINDS)
    language = forms.ChoiceField(label=_("Language"))
    byline = forms.ModelChoiceField(
        label=_("Byline"), queryset=Byline.objects.none(), required=False
    )
    chapter = forms.ModelChoiceField(
        label=_("To the editors of"),
        queryset=Chapter.objects.none(),
        required=False,
        to_field_name="slug",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        account: Account,
        publication: Publication,
    ) -> None:
        held = bylines_of(account)
        signed = signatures(held)
        first = next(iter(signed), None)
        super().__init__(data, initial={"language": publication.languages[0], "byline": first})
        for name in ("what", "why", "how"):
            self.fields[name].widget.attrs["dir"] = "auto"
        cast(forms.ChoiceField, self.fields["language"]).choices = [
            (code, language_name(code)) for code in publication.languages
        ]
        _offer(self, "byline", held, [("", _("Decide later"))], signed.items())
        chapters = chapters_of(account)
        named = [(chapter.slug, chapter.name_in("en")) for chapter in chapters]
        _offer(self, "chapter", chapters, [("", publication.name)], named)
        if not signed:
            del self.fields["byline"]
        if not named:
            del self.fields["chapter"]

    def proposal(self) -> Proposal:
        """Return what was typed. Call on a valid form."""
        given = self.cleaned_data
        return Proposal(
            what=given["what"],
            why=given["why"],
            how=given["how"],
            language=given["language"],
            kind=Kind(given["kind"]),
            byline=given.get("byline"),
            chapter=given.get("chapter"),
        )


def _offer(form: forms.Form, name: str, queryset: Any, first: Any, named: Any) -> None:  # noqa: ANN401
    field = cast("forms.ModelChoiceField[Any]", form.fields[name])
    field.queryset = queryset
    field.choices = [*first, *((str(key), str(words)) for key, words in named)]


class WordsForm(forms.Form):
    """What is said about a pitch; `version` says of which one."""

    text = forms.CharField(
        label=_("Your words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "maxlength": MAX_MESSAGE}),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def take_version(self, version: int) -> None:
        """Carry another version on: the next answer is to what is shown now."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["version"] = str(version)
        self.data = data


class TermsForm(forms.Form):
    """What an editor asks for."""

    kind = forms.ChoiceField(label=_("Kind"), choices=_KINDS)
    section = forms.ChoiceField(label=_("Section"), required=False)
    words = forms.IntegerField(
        label=_("Length in words"),
        required=False,
        min_value=MIN_WORDS,
        max_value=MAX_WORDS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    due_on = date_field(_("Due"), required=False)

    def offer_terms(self, today: date) -> None:
        """Give the fields what can be chosen."""
        self.sections = {each.slug: each for each in sections()}
        cast(forms.ChoiceField, self.fields["section"]).choices = [
            ("", str(_("Open"))),
            *((slug, section_name(each)) for slug, each in self.sections.items()),
        ]
        self.fields["due_on"].widget.attrs["min"] = today.isoformat()

    def terms(self) -> Terms:
        """Return what is asked for. Call on a valid form."""
        given = self.cleaned_data
        return Terms(
            kind=Kind(given["kind"]),
            section=self.sections.get(given["section"]),
            words=given["words"],
            due_on=given["due_on"],
        )


class EditorForm(TermsForm, WordsForm):
    """An editor's answer, and what is asked for if it is yes."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        pitch: Pitch,
        agreed: Assignment | None,
        today: date,
    ) -> None:
        shown: Any = agreed or pitch
        section = agreed.section if agreed else None
        super().__init__(
            data,
            initial={
                "version": pitch.version,
                "kind": shown.kind,
                "section": section.slug if section else "",
                "words": agreed.words if agreed else None,
                "due_on": agreed.due_on if agreed else None,
            },
        )
        self.offer_terms(today)
        if agreed and agreed.article_id:
            for name in ("kind", "section"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Its writer has begun: change it on the piece.")

    def forget_terms(self) -> None:
        """Look away from what is wrong in the part that belongs to assigning alone."""
        for name in TERMS:
            self.errors.pop(name, None)


class WantedForm(TermsForm):
    """A piece that an editor would like, and of whom."""

    what = forms.CharField(
        label=_("What is it?"),
        max_length=200,
        help_text=_("One sentence: what you would like to read."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Say in a line what piece you would like.")},
    )
    byline = forms.ModelChoiceField(
        label=_("Of whom"),
        queryset=Byline.objects.none(),
        help_text=_("Who has handed in a piece under this name is told, and says yes or no."),
        error_messages={"required": _("Choose whom you ask.")},
    )
    language = forms.ChoiceField(label=_("Language"))
    text = forms.CharField(
        label=_("Your words"),
        required=False,
        help_text=_("Why you ask them, and what you have in mind."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "maxlength": MAX_MESSAGE}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        bylines: QuerySet[Byline],
        publication: Publication,
        today: date,
    ) -> None:
        super().__init__(data, initial={"language": publication.languages[0]})
        languages = cast(forms.ChoiceField, self.fields["language"])
        languages.choices = [(code, language_name(code)) for code in publication.languages]
        _offer(self, "byline", bylines, [("", _("Choose"))], signatures(bylines).items())
        self.offer_terms(today)

    def wanted(self) -> Wanted:
        """Return what was typed. Call on a valid form."""
        given = self.cleaned_data
        return Wanted(given["what"], given["byline"], given["language"], self.terms())
