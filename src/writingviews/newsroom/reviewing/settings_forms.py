"""What publishers set for review, checked."""

from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.models import Section
from writingviews.newsroom.wording import language_name, section_name
from writingviews.review.models import DECISIONS, LONGEST_LETTER
from writingviews.review.rubrics import MOST_CRITERIA, STEPS, Criterion

from .naming import ANONYMITY
from .shown import DECIDED


class AnonymityForm(forms.Form):
    """Who knows whom, for each section; the fields are named by the sections' slugs."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, sections: Sequence[Section]
    ) -> None:
        super().__init__(data, prefix="knows")
        self.sections = sections
        for section in sections:
            self.fields[section.slug] = forms.ChoiceField(
                label=section_name(section),
                choices=[(one.value, ANONYMITY[one]) for one in Anonymity],
                initial=section.anonymity,
            )

    def chosen(self) -> dict[Section, Anonymity]:
        """Return what was chosen. Call on a valid form."""
        return {one: Anonymity(self.cleaned_data[one.slug]) for one in self.sections}


class WordsForm(forms.Form):
    """The words of each decision in one language; "" stands for ours."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, language: str, words: Mapping[str, str]
    ) -> None:
        super().__init__(data, prefix=f"words-{language}")
        self.language = language
        self.name = language_name(language)
        for verb in DECISIONS:
            self.fields[verb.value] = forms.CharField(
                label=str(DECIDED[verb]),
                required=False,
                max_length=LONGEST_LETTER,
                initial=words.get(verb.value, ""),
                widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "lang": language}),
            )


class RubricForm(forms.Form):
    """A rubric: for each criterion a name and words for four steps; an empty one is left out."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, criteria: Sequence[Criterion]
    ) -> None:
        super().__init__(data)
        self.criteria = criteria
        for place in range(MOST_CRITERIA):
            one = criteria[place] if place < len(criteria) else None
            self.fields[f"name-{place}"] = forms.CharField(
                label=gettext("Criterion %(number)s") % {"number": place + 1},
                required=False,
                max_length=80,
                initial=one.name if one else "",
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )
            for step in range(STEPS):
                self.fields[f"step-{place}-{step}"] = forms.CharField(
                    label=_("%(step)s of 4") % {"step": step + 1},
                    required=False,
                    max_length=300,
                    initial=one.steps[step] if one else "",
                    widget=forms.TextInput(attrs={"dir": "auto"}),
                )

    def places(self) -> list[list[forms.BoundField]]:
        """Return the fields of each criterion: its name, then its steps."""
        return [
            [self[f"name-{place}"], *(self[f"step-{place}-{step}"] for step in range(STEPS))]
            for place in range(MOST_CRITERIA)
        ]

    def clean(self) -> dict[str, Any]:
        """Say beside the criterion what it lacks."""
        given = super().clean() or self.cleaned_data
        for place in range(MOST_CRITERIA):
            words = self._words(given, place)
            if any(words) and not all(words):
                self.add_error(
                    f"name-{place}",
                    gettext("A criterion has a name and words for four steps, or nothing at all."),
                )
        return given

    def written(self) -> list[Criterion]:
        """Return the rubric. Call on a valid form.

        A criterion keeps its key in its place, so that nobody's rating loses its words.
        """
        found = []
        for place in range(MOST_CRITERIA):
            name, first, second, third, fourth = self._words(self.cleaned_data, place)
            if name:
                known = self.criteria[place].key if place < len(self.criteria) else token_hex(4)
                found.append(Criterion(known, name, (first, second, third, fourth)))
        return found

    @staticmethod
    def _words(given: Mapping[str, Any], place: int) -> list[str]:
        keys = (f"name-{place}", *(f"step-{place}-{step}" for step in range(STEPS)))
        return [" ".join(str(given.get(key, "")).split()) for key in keys]
