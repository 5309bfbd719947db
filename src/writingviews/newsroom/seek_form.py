"""The filter of board, calendar and list, as it stands in an address and in a form."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast
from urllib.parse import urlencode

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Publication
from writingviews.articles.reviewers import requests_known_to
from writingviews.articles.selectors import sections
from writingviews.guests.selectors import guest_names
from writingviews.people.models import Account, Chapter, Role
from writingviews.people.selectors import accounts_with_role

from .forms import KIND_CHOICES, language_choices, offer
from .selectors.seeking import (
    LISTED,
    Nobody,
    Order,
    Sought,
    When,
    chapters_heard_from,
    reviewers_seen_by,
)
from .wording import STATES, section_name

ME: Final = "me"
NOBODY: Final = "nobody"
#: What a name of an account begins with in an address, so that none can be taken for a word.
_NAMED: Final = "@"
_REVIEWS: Final = "reviewer@"
_EDITORS: Final = frozenset({Role.EDITOR, Role.PUBLISHER})


class SeekForm(forms.Form):
    """What somebody looks for in the newsroom. Nonsense is taken as an open question."""

    words = forms.CharField(label=_("Title or byline"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Any")), *((state.value, STATES[state]) for state in LISTED)],
    )
    section = forms.ChoiceField(label=_("Section"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any")), *KIND_CHOICES]
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    chapter = forms.ChoiceField(label=_("Chapter"), required=False)
    who = forms.ChoiceField(label=_("With"), required=False)
    when = forms.ChoiceField(
        label=_("Time"),
        required=False,
        choices=[
            ("", _("Any")),
            (When.LATE, _("Late")),
            (When.SOON, _("Due within a week")),
        ],
    )
    order = forms.ChoiceField(
        label=_("First"),
        required=False,
        choices=[(Order.LATEST, _("The latest")), (Order.LONGEST, _("Longest waiting"))],
    )

    def __init__(
        self, data: Mapping[str, Any], *, viewer: Account, publication: Publication
    ) -> None:
        super().__init__(data)
        self.viewer = viewer
        offer(self, "language", [("", _("Any")), *language_choices(publication.languages)])
        self.sections = {section.slug: section for section in sections()}
        named = [(slug, section_name(section)) for slug, section in self.sections.items()]
        offer(self, "section", [("", _("Any")), *named])
        language = get_language() or "en"
        self.chapters = {f"{_NAMED}{one.slug}": one for one in chapters_heard_from()}
        named = [(key, one.name_in(language)) for key, one in self.chapters.items()]
        offer(self, "chapter", [("", _("Any")), (NOBODY, _("None")), *named])
        editors = accounts_with_role(_EDITORS).exclude(id=viewer.id).order_by("username")
        self.editors = {f"{_NAMED}{editor.username}": editor for editor in editors}
        # By their account: in an address, a guest's name would be read by whoever finds it.
        reviewers = reviewers_seen_by(viewer)
        self.reviewers = {f"{_REVIEWS}{one.username}": one for one in reviewers}
        names = guest_names([one.id for one in reviewers])
        in_hand: list[tuple[str, str | Promise]] = [(ME, _("You")), (NOBODY, _("Nobody yet"))]
        in_hand += [(key, editor.username) for key, editor in self.editors.items()]
        reviewing: list[tuple[str, str | Promise]] = [
            (key, _("You") if one == viewer else names.get(one.id, one.username))
            for key, one in self.reviewers.items()
        ]
        groups = [(_("Has it in hand"), in_hand), (_("Reviews it"), reviewing)]
        who = cast("forms.ChoiceField", self.fields["who"])
        who.choices = [("", _("Anybody")), *(group for group in groups if group[1])]
        self.is_valid()

    def sought(self) -> Sought:
        given = self.cleaned_data
        who: Account | Nobody | None = self.editors.get(given.get("who", ""))
        if given.get("who") == ME:
            who = self.viewer
        elif given.get("who") == NOBODY:
            who = Nobody()
        reviewer = self.reviewers.get(given.get("who", ""))
        chapter: Chapter | Nobody | None = self.chapters.get(given.get("chapter", ""))
        if given.get("chapter") == NOBODY:
            chapter = Nobody()
        return Sought(
            words=given.get("words", "").strip(),
            state=State(given["state"]) if given.get("state") else None,
            language=given.get("language", ""),
            kind=given.get("kind", ""),
            section=self.sections.get(given.get("section", "")),
            chapter=chapter,
            who=who,
            reviewed=requests_known_to(self.viewer).filter(account=reviewer) if reviewer else None,
            when=When(given["when"]) if given.get("when") else None,
            order=Order(given.get("order", "")),
        )

    @property
    def query(self) -> str:
        """What is looked for, as it stands in an address: what was understood, in one order."""
        return self.query_with()

    def query_with(self, **changes: str) -> str:
        """Return the same with some fields set otherwise."""
        given = {name: str(self.cleaned_data.get(name, "")).strip() for name in self.fields}
        return urlencode([(name, value) for name, value in {**given, **changes}.items() if value])

    @property
    def said(self) -> list[str]:
        """What is looked for in words, one for each field that is set but the order."""
        found = []
        for name, field in self.fields.items():
            value = str(self.cleaned_data.get(name, "")).strip()
            if not value or name == "order":
                continue
            known = _flat(getattr(field, "choices", ()))
            words = str(known[value]) if value in known else f"“{value}”"
            if value == NOBODY:
                words = f"{field.label}: {words}"
            elif value in self.reviewers:
                words = f"{_('Reviewer')}: {words}"
            found.append(words)
        return found


def _flat(choices: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """Return choices by their value, without the groups they stand in."""
    found: dict[str, Any] = {}
    for value, words in choices:
        found.update(words if isinstance(words, list) else {value: words})
    return found
