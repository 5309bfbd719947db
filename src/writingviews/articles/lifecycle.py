"""The way of an article as one table. Pure: no database, no clock.

    draft → submitted → in review (round n) → changes asked → accepted → scheduled → published

with the side exits declined, withdrawn and taken down. Each row of `TRANSITIONS` says from
which states a verb leads to which state, who may do it and what must hold. `docs/lifecycle.md`
shows the same table; a test compares the two.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where an article stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    CHANGES_ASKED = "changes_asked"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    TAKEN_DOWN = "taken_down"


class Verb(StrEnum):
    """What can be done to an article."""

    SUBMIT = "submit"
    SEND_UP = "send_up"
    TAKE_BACK = "take_back"
    TAKE_UP = "take_up"
    ASK_FOR_CHANGES = "ask_for_changes"
    ACCEPT = "accept"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    PUBLISH = "publish"
    UPDATE = "update"
    CORRECT = "correct"
    CHANGE_ADDRESS = "change_address"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    TAKE_DOWN = "take_down"
    RESTORE = "restore"


class Part(StrEnum):
    """The part somebody plays towards one article."""

    WRITER = "writer"  # one of those who write it
    EDITOR = "editor"  # the edit right: reviews, edits, decides
    PUBLISHER = "publisher"  # the publish right: what readers see, and when
    REVIEWER = "reviewer"  # asked to review the round it is in
    HOUSE = "house"  # the clock: a scheduled piece is due
    CHAPTER_EDITOR = "chapter_editor"  # of its chapter, which has not sent it up
    SENDER = "sender"  # an editor of the chapter that sent it up: reads along
    MENTOR = "mentor"  # of its chapter, which has not sent it up: reads and notes


class Need(StrEnum):
    """What must hold before a verb; the value is what the person is told when it does not."""

    TITLE = "Give the article a title."
    TEXT = "Write the text: the article is empty."
    ALT_TEXT = "Describe every picture in its alternative text, for those who do not see it."
    SECTION = "Choose the section it belongs to."
    BYLINE = "Choose the byline it appears under."
    DUE = "Choose a time in the future for it."
    EMBARGO = "It is under embargo: choose a time after its end, or lift the embargo."
    WRITERS_YES = "Its writer wants it to stay down: it comes back with the writer's yes."
    CHECKS = "Tick what is left on its checklist."
    SECOND = "Its section asks for two persons: one agrees to the text, another publishes it."
    NO_VETO = "A veto stands against it; who laid it or a publisher can lift it, with a reason."
    AS_SCHEDULED = "It changed after it was scheduled. Look at it and schedule it anew."


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: `verb` leads from any state of `origins` to `target`, if `who` does it."""

    verb: Verb
    origins: frozenset[State]
    target: State
    who: frozenset[Part]
    needs: frozenset[Need] = frozenset()


class TransitionRefused(Exception):
    """A verb is not possible now; `needs` holds what is missing, if that is the cause."""

    def __init__(self, message: str, needs: Iterable[Need] = ()) -> None:
        super().__init__(message)
        self.needs: Final = tuple(needs)


_WRITER: Final = frozenset({Part.WRITER})
_EDITORS: Final = frozenset({Part.EDITOR})
_ITS_EDITORS: Final = _EDITORS | {Part.CHAPTER_EDITOR}
_PUBLISHERS: Final = frozenset({Part.PUBLISHER})
_TO_SUBMIT: Final = frozenset({Need.TITLE, Need.TEXT, Need.ALT_TEXT})
_TO_SHOW: Final = _TO_SUBMIT | {Need.SECTION, Need.BYLINE, Need.NO_VETO}
#: A new text comes before the readers.
_TO_PRINT: Final = _TO_SHOW | {Need.CHECKS, Need.SECOND}
_TO_PUBLISH: Final = _TO_PRINT | {Need.EMBARGO}

_UNDER_REVIEW: Final = frozenset({State.SUBMITTED, State.IN_REVIEW})

TRANSITIONS: Final[tuple[Transition, ...]] = (
    Transition(
        Verb.SUBMIT,
        frozenset({State.DRAFT, State.CHANGES_ASKED}),
        State.SUBMITTED,
        _WRITER,
        _TO_SUBMIT,
    ),
    Transition(
        Verb.SEND_UP,
        _UNDER_REVIEW | {State.ACCEPTED},
        State.SUBMITTED,
        frozenset({Part.CHAPTER_EDITOR}),
        _TO_SUBMIT,
    ),
    Transition(
        Verb.TAKE_BACK, frozenset({State.SUBMITTED}), State.IN_REVIEW, frozenset({Part.SENDER})
    ),
    Transition(Verb.TAKE_UP, frozenset({State.SUBMITTED}), State.IN_REVIEW, _ITS_EDITORS),
    Transition(Verb.ASK_FOR_CHANGES, _UNDER_REVIEW, State.CHANGES_ASKED, _ITS_EDITORS),
    Transition(Verb.ACCEPT, _UNDER_REVIEW, State.ACCEPTED, _ITS_EDITORS, _TO_SUBMIT),
    Transition(Verb.DECLINE, _UNDER_REVIEW | {State.ACCEPTED}, State.DECLINED, _ITS_EDITORS),
    Transition(
        Verb.SCHEDULE,
        frozenset({State.ACCEPTED}),
        State.SCHEDULED,
        _PUBLISHERS,
        _TO_PUBLISH | {Need.DUE},
    ),
    Transition(
        # An editor who sees at night that something is wrong stops it; that shows nobody anything.
        Verb.UNSCHEDULE,
        frozenset({State.SCHEDULED}),
        State.ACCEPTED,
        _EDITORS | _PUBLISHERS,
    ),
    Transition(
        Verb.PUBLISH, frozenset({State.ACCEPTED}), State.PUBLISHED, _PUBLISHERS, _TO_PUBLISH
    ),
    Transition(
        Verb.PUBLISH,
        frozenset({State.SCHEDULED}),
        State.PUBLISHED,
        _PUBLISHERS | {Part.HOUSE},
        _TO_PUBLISH | {Need.AS_SCHEDULED},
    ),
    Transition(Verb.UPDATE, frozenset({State.PUBLISHED}), State.PUBLISHED, _PUBLISHERS, _TO_PRINT),
    Transition(Verb.CORRECT, frozenset({State.PUBLISHED}), State.PUBLISHED, _PUBLISHERS),
    Transition(Verb.CHANGE_ADDRESS, frozenset({State.PUBLISHED}), State.PUBLISHED, _PUBLISHERS),
    Transition(
        Verb.WITHDRAW,
        frozenset(
            {
                State.DRAFT,
                State.SUBMITTED,
                State.IN_REVIEW,
                State.CHANGES_ASKED,
                State.ACCEPTED,
                State.SCHEDULED,
            }
        ),
        State.WITHDRAWN,
        _WRITER,
    ),
    Transition(Verb.REOPEN, frozenset({State.WITHDRAWN, State.DECLINED}), State.DRAFT, _WRITER),
    # A writer in danger needs nobody's leave.
    Transition(
        Verb.TAKE_DOWN,
        frozenset({State.PUBLISHED}),
        State.TAKEN_DOWN,
        _WRITER | _EDITORS | _PUBLISHERS,
    ),
    Transition(
        Verb.RESTORE,
        frozenset({State.TAKEN_DOWN}),
        State.PUBLISHED,
        _PUBLISHERS,
        _TO_SHOW | {Need.WRITERS_YES},
    ),
)

#: While it stands so, those who were asked to review it may read it (`models.Reviewer`).
REVIEWED: Final = frozenset({State.IN_REVIEW})

#: In which states the text itself may be changed, by part.
EDITABLE: Final[dict[Part, frozenset[State]]] = {
    Part.WRITER: frozenset({State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.CHANGES_ASKED}),
    Part.EDITOR: frozenset(
        {
            State.SUBMITTED,
            State.IN_REVIEW,
            State.CHANGES_ASKED,
            State.ACCEPTED,
            State.SCHEDULED,
            State.PUBLISHED,
            State.TAKEN_DOWN,
        }
    ),
}
EDITABLE[Part.CHAPTER_EDITOR] = _UNDER_REVIEW | {State.CHANGES_ASKED, State.ACCEPTED}

#: How a part is called in a sentence.
_SPOKEN: Final[dict[Part, str]] = {
    Part.WRITER: "its writer",
    Part.EDITOR: "an editor (the edit right)",
    Part.PUBLISHER: "a publisher (the publish right)",
    Part.CHAPTER_EDITOR: "an editor of its chapter",
    Part.SENDER: "an editor of the chapter that sent it up",
}


def transition(
    state: State,
    verb: Verb,
    *,
    parts: AbstractSet[Part],
    missing: AbstractSet[Need] = frozenset(),
    said: Mapping[Need, str] | None = None,
) -> Transition:
    """Return the row that `verb` takes from `state`, or say why there is none.

    Args:
        state: where the article stands.
        verb: what somebody wants to do.
        parts: every part this person plays towards this article.
        missing: what does not hold at the moment; only what the row needs is looked at.
        said: what is told of a missing need where more is known than its own sentence says.

    Raises:
        TransitionRefused: wrong state, wrong person, or something missing; in this order.
    """
    rows = [row for row in TRANSITIONS if row.verb is verb]
    row = next((row for row in rows if state in row.origins), None)
    if row is None:
        origins = sorted({origin.value for row in rows for origin in row.origins})
        raise TransitionRefused(
            f"The article is {spoken(state)}; {spoken(verb)} is possible when it is "
            f"{' or '.join(map(spoken, origins))}. Look at it anew: somebody may have been faster."
        )
    if not row.who & parts:
        raise TransitionRefused(
            f"You may not {spoken(verb)} this article; "
            f"{' or '.join(_SPOKEN[part] for part in Part if part in row.who & set(_SPOKEN))} may. "
            "Ask one of them."
        )
    if lacking := [need for need in Need if need in row.needs & missing]:
        told = said or {}
        raise TransitionRefused(" ".join(told.get(need, need.value) for need in lacking), lacking)
    return row


def possible_verbs(state: State, parts: AbstractSet[Part]) -> list[Verb]:
    """Return what somebody who plays `parts` could do in `state`, in the table's order."""
    return [row.verb for row in TRANSITIONS if state in row.origins and row.who & parts]


def needs_of(verb: Verb) -> frozenset[Need]:
    """Return all that must hold for a verb."""
    return frozenset().union(*(row.needs for row in TRANSITIONS if row.verb is verb))


def text_is_editable(state: State, parts: AbstractSet[Part]) -> bool:
    """Return whether somebody who plays `parts` may change the text in `state`."""
    return any(state in EDITABLE.get(part, frozenset()) for part in parts)


def spoken(word: str) -> str:
    """Return a state or verb as it is said: ``changes_asked`` → ``changes asked``."""
    return word.replace("_", " ")
