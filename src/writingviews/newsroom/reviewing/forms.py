"""What is typed on the pages of review, checked."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import ReviewerKind
from writingviews.articles.services.reviewing import Asking
from writingviews.review.models import Letter, PeerReview
from writingviews.review.rubrics import Criterion
from writingviews.review.services.letters import LetterWords
from writingviews.review.services.reviews import ReviewWords

from .naming import REVIEWER_KINDS

#: Days that a reviewer is given, unless who asks says otherwise.
_DAYS: Final = 10


class AskForm(forms.Form):
    """Whom to ask, as what, by when."""

    account = forms.CharField(
        label=_("Account"),
        max_length=60,
        help_text=_("The name they sign in with."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "may-be-asked"}),
        error_messages={"required": _("Write the name of an account.")},
    )
    kind = forms.ChoiceField(
        label=_("As"),
        choices=[(kind.value, REVIEWER_KINDS[kind]) for kind in REVIEWER_KINDS if kind != "guest"],
        initial=ReviewerKind.PEER,
    )
    due = forms.DateField(
        label=_("Due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2026-03-12.")},
    )
    until = forms.DateField(
        label=_("May open it until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2026-03-12.")},
        help_text=_("Left empty: until the round is over."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, today: date) -> None:
        super().__init__(data, initial={"due": today + timedelta(days=_DAYS)})

    def asking(self) -> Asking:
        """Return how somebody is asked. Call on a valid form."""
        given = self.cleaned_data
        until: date | None = given["until"]
        last = datetime.combine(until, time(23, 59), UTC) if until else None
        return Asking(ReviewerKind(given["kind"]), given["due"], last)


class RateForm(forms.Form):
    """A step for each criterion; the fields are named by the criteria's keys."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        criteria: Sequence[Criterion],
        steps: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(data, prefix="step", initial=dict(steps or {}))
        for one in criteria:
            self.fields[one.key] = forms.TypedChoiceField(
                label=one.name,
                choices=[(number, words) for number, words in enumerate(one.steps, 1)],
                coerce=int,
                required=False,
                empty_value=None,
                widget=forms.RadioSelect,
            )

    def steps(self) -> dict[str, int | None]:
        """Return the chosen steps. Call on a valid form."""
        return dict(self.cleaned_data)


def _part(label: Any, hint: Any) -> forms.CharField:  # noqa: ANN401 - lazy words
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )


class ReviewForm(forms.Form):
    """A review in three parts. How long they may be is the service's to say, after it is kept."""

    describe = _part(
        _("Describe"),
        _("What does it say, and how is it made? As you would tell a friend who has not read it."),
    )
    evaluate = _part(
        _("Evaluate"),
        _("What works on you, and where? Where did you stop, doubt or get lost? Name the places."),
    )
    suggest = _part(
        _("Suggest"),
        _("What could the writer try? Two or three things, the most important first."),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, review: PeerReview | None = None
    ) -> None:
        parts = ("describe", "evaluate", "suggest", "version")
        kept = {one: getattr(review, one) for one in parts} if review else {"version": 0}
        super().__init__(data, initial=kept)

    def words(self) -> ReviewWords:
        """Return what was typed. Call on a valid form."""
        given = self.cleaned_data
        return ReviewWords(
            describe=_lines(given["describe"]),
            evaluate=_lines(given["evaluate"]),
            suggest=_lines(given["suggest"]),
            version=given["version"],
        )


class LetterForm(forms.Form):
    """The letter, how it is signed, and the decision it is sent with."""

    text = forms.CharField(
        label=_("The letter"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"}),
    )
    signed = forms.CharField(
        label=_("Signed"),
        required=False,
        help_text=_("As the writer shall read it: your name here, or “The editors”."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    verb = forms.ChoiceField(label=_("Decision"), required=False, widget=forms.RadioSelect)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        letter: Letter,
        seen: str,
        decisions: Sequence[tuple[str, Any]],
    ) -> None:
        kept = {
            "text": letter.text,
            "signed": letter.signed,
            "version": letter.version,
            "seen": seen,
        }
        super().__init__(data, initial=kept)
        cast(forms.ChoiceField, self.fields["verb"]).choices = list(decisions)
        if not decisions:
            del self.fields["verb"]

    def words(self) -> LetterWords:
        """Return what was typed. Call on a valid form."""
        given = self.cleaned_data
        return LetterWords(_lines(given["text"]), given["signed"].strip(), given["version"])

    def verb_chosen(self) -> Verb | None:
        chosen = self.cleaned_data.get("verb")
        return Verb(chosen) if chosen else None


HELPFUL: Final = [
    (1, _("Not much")),
    (2, _("A little")),
    (3, _("Much")),
    (4, _("It showed me the way")),
]


class HelpfulForm(forms.Form):
    """How helpful a review was, for its writer to say."""

    helpful = forms.TypedChoiceField(
        label=_("How helpful was this review?"),
        choices=HELPFUL,
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    helpful_line = forms.CharField(
        label=_("A line for who wrote it"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, review: PeerReview) -> None:
        super().__init__(
            data,
            prefix=f"r{review.id.hex[:8]}",
            initial={"helpful": review.helpful, "helpful_line": review.helpful_line},
        )


def said(form: forms.Form, message: str, fields: Sequence[str]) -> None:
    """Put a refusal beside its fields, or above the form where it has none."""
    known: list[str | None] = [one for one in fields if one in form.fields]
    for one in known or [None]:
        form.add_error(one, gettext(message))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
