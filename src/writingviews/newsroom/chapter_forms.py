"""What is typed on the pages of chapters, checked."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from writingviews.articles.models import Publication
from writingviews.language.direction import direction_of_language
from writingviews.people.chapter_services import ChapterSettings
from writingviews.people.models import Chapter, ChapterRole

from .wording import language_name

LONGEST_ABOUT: Final = 2000

#: What a member is called, and what it may do.
PARTS: Final[dict[ChapterRole, Promise]] = {
    ChapterRole.WRITER: _("Writer"),
    ChapterRole.MENTOR: _("Mentor"),
    ChapterRole.EDITOR: _("Editor"),
}
_PARTS: Final = [(role.value, words) for role, words in PARTS.items()]


class ChapterForm(forms.Form):
    """What publishers say of a chapter: a name in each language, and two rights."""

    language = forms.ChoiceField(
        label=_("Its language"), help_text=_("In this one it needs a name.")
    )
    has_page = forms.BooleanField(
        label=_("Readers see it"),
        required=False,
        help_text=_(
            "It has a public page, and pieces say which chapter they are from, unless their writer "
            "keeps that back. Leave it off where knowing the place could tell who writes."
        ),
    )
    publishes = forms.BooleanField(
        label=_("Its editors may publish"),
        required=False,
        help_text=_("Otherwise they send pieces up, and the central newsroom publishes."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        publication: Publication,
        chapter: Chapter | None = None,
    ) -> None:
        self.codes = list(dict.fromkeys([*publication.languages, *(_spoken(chapter))]))
        initial: dict[str, object] = {"language": publication.default_language}
        if chapter is not None:
            initial = {
                "language": chapter.language,
                "has_page": chapter.has_page,
                "publishes": chapter.publishes,
                **{f"name_{code}": chapter.names.get(code, "") for code in self.codes},
            }
        super().__init__(data, initial=initial)
        languages = cast(forms.ChoiceField, self.fields["language"])
        languages.choices = [(code, language_name(code)) for code in self.codes]
        for code in self.codes:
            self.fields[f"name_{code}"] = _line(
                _("Name in %(language)s") % {"language": language_name(code)}, code
            )

    @property
    def names(self) -> list[forms.BoundField]:
        return [self[f"name_{code}"] for code in self.codes]

    def settings(self) -> ChapterSettings:
        """Return what was typed. Call on a valid form."""
        given = self.cleaned_data
        return ChapterSettings(
            language=given["language"],
            names={code: given[f"name_{code}"] for code in self.codes if given[f"name_{code}"]},
            has_page=given["has_page"],
            publishes=given["publishes"],
        )


class MakeForm(ChapterForm):
    """A new chapter, with who edits it first."""

    editor = forms.CharField(
        label=_("Its first editor"),
        max_length=60,
        help_text=_(
            "The name with which the person signs in. They find the invitation on their desk; from "
            "then on the chapter's editors alone see who belongs to it."
        ),
    )


class EditorForm(forms.Form):
    """Whom publishers name as an editor of a chapter."""

    editor = forms.CharField(
        label=_("Name an editor"),
        max_length=60,
        help_text=_("The name with which the person signs in."),
    )


class AboutForm(forms.Form):
    """What a chapter says of itself, by language."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        publication: Publication,
        chapter: Chapter,
    ) -> None:
        self.codes = list(dict.fromkeys([*publication.languages, *_spoken(chapter)]))
        super().__init__(
            data, initial={f"about_{code}": chapter.abouts.get(code, "") for code in self.codes}
        )
        for code in self.codes:
            self.fields[f"about_{code}"] = forms.CharField(
                label=language_name(code),
                required=False,
                max_length=LONGEST_ABOUT,
                widget=forms.Textarea(attrs={"rows": 4, **_written_in(code)}),
            )

    @property
    def abouts(self) -> Iterable[forms.BoundField]:
        return [self[f"about_{code}"] for code in self.codes]

    def said(self) -> dict[str, str]:
        """Return what was typed. Call on a valid form."""
        return {code: self.cleaned_data[f"about_{code}"] for code in self.codes}


class InviteForm(forms.Form):
    """Whom an editor asks into the chapter, and as what."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("With which the person signs in. Ask them for it: no list of names is shown."),
    )
    role = forms.ChoiceField(label=_("As"), choices=_PARTS)


class PartForm(forms.Form):
    """What a member is to be."""

    account = forms.UUIDField()
    role = forms.ChoiceField(choices=_PARTS)


def _spoken(chapter: Chapter | None) -> list[str]:
    return [chapter.language, *chapter.names] if chapter else []


def _line(label: str, code: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=_written_in(code)),
    )


def _written_in(code: str) -> dict[str, str]:
    return {"lang": code, "dir": direction_of_language(code)}
