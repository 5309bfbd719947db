"""What states, verbs and needs are called on the pages. Pure but for the translation."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from writingviews.articles.lifecycle import Need, Part, State, Verb
from writingviews.articles.models import Kind, Section
from writingviews.articles.particulars import Work
from writingviews.language.languages import known_language

STATES: Final[dict[State, Promise]] = {
    State.DRAFT: _("Draft"),
    State.SUBMITTED: _("Submitted"),
    State.IN_REVIEW: _("In review"),
    State.CHANGES_ASKED: _("Changes asked"),
    State.ACCEPTED: _("Accepted"),
    State.SCHEDULED: _("Scheduled"),
    State.PUBLISHED: _("Published"),
    State.DECLINED: _("Declined"),
    State.WITHDRAWN: _("Withdrawn"),
    State.TAKEN_DOWN: _("Taken down"),
}

#: What it means for the writer that a piece stands so.
_STANDINGS: Final[dict[State, Promise]] = {
    State.DRAFT: _("Nobody but its writers can see it."),
    State.SUBMITTED: _("It waits for an editor. You may go on writing."),
    State.IN_REVIEW: _("An editor works on it. You may both write."),
    State.CHANGES_ASKED: _("The editors ask for changes; then submit it again."),
    State.ACCEPTED: _("The text stands. The editors will publish it."),
    State.SCHEDULED: _("It will be published by itself when its time comes."),
    State.PUBLISHED: _("Readers see the version published last."),
    State.DECLINED: _("The editors decided not to publish it. Its writer may reopen it."),
    State.WITHDRAWN: _("Its writer took it back. Only its writers can see it."),
    State.TAKEN_DOWN: _("It was published; readers do not see it any more."),
}

#: The same for an editor, where the writer's sentence would tell them the wrong thing to do.
_STANDINGS_FOR_EDITORS: Final[dict[State, Promise]] = {
    State.SUBMITTED: _("It waits for an editor: take it up, or decide at once."),
    State.IN_REVIEW: _("An editor has taken it up. Its writer may go on writing too."),
    State.CHANGES_ASKED: _("It is back with its writer, who will submit it again."),
    State.ACCEPTED: _("The text stands. Publish it, or set a time for it."),
    State.DECLINED: _("It was decided not to publish it. Its writer may reopen it."),
}


_STANDING_FOR_REVIEWERS: Final = _(
    "You were asked to review it. Write notes and suggest changes in the margin; the text stays "
    "its writer’s."
)


def standing_words(state: State, parts: Collection[Part]) -> Promise:
    """Return what it means that a piece stands so, for somebody who plays these parts.

    Who writes it is told the writer's sentence, also if they are an editor besides.
    """
    if set(parts) == {Part.REVIEWER}:
        return _STANDING_FOR_REVIEWERS
    if Part.WRITER not in parts and state in _STANDINGS_FOR_EDITORS:
        return _STANDINGS_FOR_EDITORS[state]
    return _STANDINGS[state]


KINDS: Final[dict[Kind, Promise]] = {
    Kind.ESSAY: _("Essay"),
    Kind.REPORT: _("Report"),
    Kind.STORY: _("Story"),
    Kind.POEM: _("Poem"),
    Kind.REVIEW: _("Review"),
    Kind.INTERVIEW: _("Interview"),
}

WORKS: Final[dict[Work, Promise]] = {
    Work.BOOK: _("A book"),
    Work.FILM: _("A film"),
    Work.PERFORMANCE: _("A performance"),
    Work.EXHIBITION: _("An exhibition"),
    Work.MUSIC: _("Music"),
    Work.GAME: _("A game"),
    Work.OTHER: _("Something else"),
}


@dataclass(frozen=True, slots=True)
class VerbWords:
    """A verb on a button.

    Args:
        label: the verb itself.
        outcome: what will happen, said beside the button.
        done: what is said when it has happened.
        main: whether it is what one most likely came for.
        ends: whether the piece leaves its way by it, so that it stands last.
    """

    label: Promise
    outcome: Promise
    done: Promise
    main: bool = False
    ends: bool = False


VERBS: Final[dict[Verb, VerbWords]] = {
    Verb.SUBMIT: VerbWords(
        _("Submit"),
        _("The editors will see it. You can go on writing and take it back."),
        _("Submitted. The editors see it now."),
        main=True,
    ),
    Verb.SEND_UP: VerbWords(
        _("Send up"),
        _("The central editors will see the text, its history and its margin, and decide."),
        _("Sent up. The central editors see it now; you read along."),
    ),
    Verb.TAKE_BACK: VerbWords(
        _("Take back"),
        _("It is your chapter's again; the central editors do not see it any more."),
        _("Taken back. The central editors do not see it any more."),
    ),
    Verb.TAKE_UP: VerbWords(
        _("Take up"),
        _("The others see that you work on it."),
        _("It is yours to review now."),
        main=True,
    ),
    Verb.ASK_FOR_CHANGES: VerbWords(
        _("Ask for changes"),
        _("It goes back to its writer, who submits it again."),
        _("It is back with its writer."),
    ),
    Verb.ACCEPT: VerbWords(
        _("Accept"),
        _("The text is kept as it stands now; from here on editors alone change it."),
        _("Accepted."),
        main=True,
    ),
    Verb.DECLINE: VerbWords(
        _("Decline"),
        _("It will not be published. Its writer may reopen it as a draft."),
        _("Declined. Its writer may reopen it."),
        ends=True,
    ),
    Verb.SCHEDULE: VerbWords(
        _("Schedule"),
        _("It will be published by itself at the time you set."),
        _("Scheduled."),
    ),
    Verb.UNSCHEDULE: VerbWords(
        _("Unschedule"),
        _("It stays accepted and is not published by itself."),
        _("It is not scheduled any more."),
    ),
    Verb.PUBLISH: VerbWords(
        _("Publish"),
        _("Readers see it within a second."),
        _("Published. Readers see it now."),
        main=True,
    ),
    Verb.UPDATE: VerbWords(
        _("Update"),
        _("Readers see the text as it stands on the sheet now."),
        _("Updated. Readers see the new text now."),
        main=True,
    ),
    Verb.CORRECT: VerbWords(
        _("Correct"),
        _("A dated note below the piece says what was wrong and what is right."),
        _("Corrected. Readers see the note now."),
    ),
    Verb.CHANGE_ADDRESS: VerbWords(
        _("Change the address"),
        _("The old address leads readers on to the new one."),
        _("It has another address now; the old one leads there."),
    ),
    Verb.WITHDRAW: VerbWords(
        _("Withdraw"),
        _("The editors do not see it any more. You can reopen it as a draft."),
        _("Withdrawn. You can reopen it."),
        ends=True,
    ),
    Verb.REOPEN: VerbWords(
        _("Reopen"),
        _("It becomes a draft again."),
        _("It is a draft again."),
        main=True,
    ),
    Verb.TAKE_DOWN: VerbWords(
        _("Take down"),
        _("At once, and nobody asks why: readers find a note that it is gone."),
        _("Taken down. Readers find a note that it is gone."),
        ends=True,
    ),
    Verb.RESTORE: VerbWords(
        _("Restore"),
        _("Readers see it again at its old address."),
        _("Restored. Readers see it again."),
        main=True,
    ),
}

#: Nobody but its writers has seen a draft: there is nobody to withdraw it from.
_PUT_ASIDE: Final = VerbWords(
    _("Put aside"),
    _("It leaves your drafts. You can reopen it."),
    _("Put aside. You can reopen it."),
    ends=True,
)


def verb_words(verb: Verb, state: State) -> VerbWords:
    """Return what a verb is called when the piece stands in `state`."""
    if verb is Verb.WITHDRAW and state is State.DRAFT:
        return _PUT_ASIDE
    return VERBS[verb]


NEEDS: Final[dict[Need, Promise]] = {
    Need.TITLE: _("Give the article a title."),
    Need.TEXT: _("Write the text: the article is empty."),
    Need.ALT_TEXT: _(
        "Describe every picture in its alternative text, for those who do not see it."
    ),
    Need.SECTION: _("Choose the section it belongs to."),
    Need.BYLINE: _("Choose the byline it appears under."),
    Need.DUE: _("Choose a time in the future for it."),
    Need.EMBARGO: _("It is under embargo: choose a time after its end, or lift the embargo."),
    Need.WRITERS_YES: _("Its writer wants it to stay down: it comes back with the writer’s yes."),
    Need.CHECKS: _("Tick what is left on its checklist."),
    Need.SECOND: _(
        "Its section asks for two persons: one agrees to the text, another publishes it."
    ),
    Need.NO_VETO: _(
        "A veto stands against it; who laid it or a publisher can lift it, with a reason."
    ),
    Need.AS_SCHEDULED: _("It changed after it was scheduled. Look at it and schedule it anew."),
}


def language_name(code: str) -> str:
    """Return a language's English name, translated; the code itself if it is not known."""
    known = known_language(code)
    return gettext(known.english) if known else code


def section_name(section: Section) -> str:
    """Return a section's name in the language of the page."""
    return section.name_in(get_language() or "en")
