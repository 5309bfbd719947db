"""How one piece stands: what it lacks, and what who looks at it can do."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from writingviews.articles.access import OpenedArticle
from writingviews.articles.lifecycle import Need, State, Verb, needs_of
from writingviews.articles.models import Article
from writingviews.articles.services.holding import what_holds_back
from writingviews.articles.services.revising import missing_needs
from writingviews.document.text import picture_uses

from .wording import NEEDS, STATES, VerbWords, standing_words, verb_words

#: Verbs that ask for more than a button: each has a page of its own.
WITH_A_PAGE: Final = frozenset({Verb.CORRECT, Verb.CHANGE_ADDRESS})
#: What a piece must have before it can be shown; the rest (a due time) belongs to one verb.
_ASKED: Final = (Need.TITLE, Need.TEXT, Need.ALT_TEXT, Need.SECTION, Need.BYLINE)
#: What somebody else lifts or grants.
_HELD: Final = (Need.EMBARGO, Need.WRITERS_YES)


@dataclass(frozen=True, slots=True)
class Lack:
    """Something missing, and where it is mended."""

    need: Need
    words: Promise
    href: str
    place: Promise


@dataclass(frozen=True, slots=True)
class LackGroup:
    """What is missing for one verb, under its heading."""

    heading: Promise
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class PossibleVerb:
    """A verb as a button.

    Args:
        verb: its value is what the form sends.
        words: what stands on and beside the button.
        lacks: what is missing for it.
    """

    verb: Verb
    words: VerbWords
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a piece stands for one who opened it.

    Args:
        state: where it stands.
        state_words: the same in words.
        meaning: what that means for who opened it.
        lacks: everything missing before it can be published.
        verbs: what can be done, the most likely first.
        address: the public page, or "".
    """

    state: State
    state_words: Promise
    meaning: Promise
    lacks: tuple[Lack, ...]
    verbs: tuple[PossibleVerb, ...]
    address: str

    @property
    def lacks_by_verb(self) -> tuple[LackGroup, ...]:
        """What is missing: apart for submitting and publishing while both are to come."""
        if self.state not in {State.DRAFT, State.CHANGES_ASKED}:
            groups = [LackGroup(_("Missing"), self.lacks)]
        else:
            to_submit = needs_of(Verb.SUBMIT)
            groups = [
                LackGroup(
                    _("Before it can be submitted"),
                    tuple(lack for lack in self.lacks if lack.need in to_submit),
                ),
                LackGroup(
                    _("Before it can be published"),
                    tuple(lack for lack in self.lacks if lack.need not in to_submit),
                ),
            ]
        return tuple(group for group in groups if group.lacks)

    @property
    def main_verb(self) -> PossibleVerb | None:
        return next((verb for verb in self.verbs if verb.words.main), None)

    @property
    def other_verbs(self) -> tuple[PossibleVerb, ...]:
        return tuple(verb for verb in self.verbs if verb is not self.main_verb)


def standing_of(opened: OpenedArticle, document: dict[str, Any]) -> Standing:
    """Return how a piece with this text stands. One query."""
    article, state = opened.article, State(opened.article.state)
    missing = missing_needs(article, document)
    for verb in {Verb.PUBLISH, Verb.RESTORE}.intersection(opened.verbs):
        missing |= what_holds_back(article, verb, at=timezone.now())
    lacks = tuple(
        lack
        for need in _ASKED + _HELD
        if need in missing
        for lack in _lacks(article, need, document)
    )
    verbs = [
        PossibleVerb(
            verb=verb,
            words=verb_words(verb, state),
            lacks=tuple(lack for lack in lacks if lack.need in needs_of(verb)),
        )
        for verb in opened.verbs
        if verb not in WITH_A_PAGE
    ]
    return Standing(
        state=state,
        state_words=STATES[state],
        meaning=standing_words(state, opened.parts),
        lacks=lacks if state is not State.PUBLISHED else (),
        verbs=tuple(sorted(verbs, key=lambda one: (not one.words.main, one.words.ends))),
        address=f"/articles/{article.slug}/" if state is State.PUBLISHED else "",
    )


def _lacks(article: Article, need: Need, document: dict[str, Any]) -> list[Lack]:
    """Return what is missing with the place of its mend; pictures may lack words in two places."""
    if need in {Need.TITLE, Need.TEXT}:
        return [_on_sheet(article.id, need)]
    if need is Need.SECTION:
        return [_in_details(article.id, need, "id_section", _("Choose it"))]
    if need in _HELD:
        href = reverse("pieces:for-readers", args=[article.id])
        return [Lack(need, NEEDS[need], href, _("How it stands"))]
    if need is Need.BYLINE:
        return [_in_details(article.id, need, "id_bylines_group", _("Choose it"))]
    found: list[Lack] = []
    if article.picture and not article.picture_alt.strip():
        found.append(
            _in_details(article.id, need, "id_picture_alt", _("Describe the lead picture"))
        )
    if any(not use.alt.strip() for use in picture_uses(document)):
        found.append(_on_sheet(article.id, need))
    return found


def _on_sheet(article_id: UUID, need: Need) -> Lack:
    return Lack(need, NEEDS[need], reverse("pieces:sheet", args=[article_id]), _("On the sheet"))


def _in_details(article_id: UUID, need: Need, anchor: str, place: Promise) -> Lack:
    address = reverse("pieces:details", args=[article_id])
    return Lack(need, NEEDS[need], f"{address}#{anchor}", place)
