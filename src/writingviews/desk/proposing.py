"""Making suggestions, changing one's own, and taking them back.

Two sheets of one person may hold the same suggestion. Each says what it knows the house to have;
where the other has changed it since, nothing is overwritten: both stand, one under a new id.
"""

from collections.abc import Sequence
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.utils import timezone

from writingviews.document.content import content_between, read_content, replacing_step
from writingviews.document.steps import StepRefused, apply_steps
from writingviews.document.validate import InvalidDocument
from writingviews.people.models import Account

from .anchors import Anchor, passage
from .authority import LivingText
from .models import Draft, Note, Suggestion
from .note_anchors import brought_forward
from .noting import OLDEST, NoteRefused, touch
from .settling import CHANGED, settle
from .suggestion_acts import Proposed, Suggest

Json: TypeAlias = dict[str, Any]

#: Open suggestions on one text, by everybody together.
MOST_OPEN: Final = 3000


def propose(
    act: Suggest, draft: Draft, text: LivingText, actor: Account
) -> tuple[dict[UUID, str], str]:
    """Store what a sheet suggests, and withdraw what it takes back. Call under the draft's lock.

    Returns:
        The suggestions that another sheet of the same person has changed meanwhile, each with
        `CHANGED`: they stay as that sheet has them, and this one finds another id for its own.
        And the verb for the audit, "" if nothing new was suggested.

    Raises:
        NoteRefused: somebody else's, too many, too old, or not a change that the text could take.
    """
    # What is only taken back stands nowhere.
    if act.made and not text.version - OLDEST <= act.version <= text.version:
        raise NoteRefused("The text has moved on too far. Reload the page to go on suggesting.")
    known = _known(act, draft, actor)
    new = [made for made in act.made if made.id not in known]
    _check_room(new, draft)
    draft.notes_version += bool(act.made)
    fresh, apart = list[Suggestion](), dict[UUID, str]()
    for made, anchor in zip(act.made, _followed(act, draft, text), strict=True):
        content = _checked(made, anchor, text)
        suggestion = known.get(made.id)
        if suggestion is None:
            note = Note(id=made.id, draft=draft, changed=draft.notes_version)
            suggestion = Suggestion(note=note, author=actor, at=timezone.now())
            fresh.append(suggestion)
            _write(suggestion, made.kind, content, anchor, text)
        # What was settled meanwhile stays settled: the sheet hears of it.
        elif suggestion.state == Suggestion.State.OPEN:
            if _is_anothers(suggestion, act) and (suggestion.before, suggestion.after) != content:
                apart[made.id] = CHANGED
                continue
            _write(suggestion, made.kind, content, anchor, text)
            suggestion.note.changed = draft.notes_version
            suggestion.note.save()
            suggestion.save()
    Note.objects.bulk_create([suggestion.note for suggestion in fresh])
    Suggestion.objects.bulk_create(fresh)
    for note_id in act.withdrawn:
        gone = known.get(note_id)
        if gone is None or gone.state != Suggestion.State.OPEN:
            continue
        if _is_anothers(gone, act):
            apart[note_id] = CHANGED
        else:
            _withdraw(gone, draft, actor)
    return apart, "suggest" if new else ""


def _known(act: Suggest, draft: Draft, actor: Account) -> dict[UUID, Suggestion]:
    ids = [*(made.id for made in act.made), *act.withdrawn]
    found = Suggestion.objects.filter(note__draft=draft, note__in=ids).select_related("note")
    known = {one.note_id: one for one in found}
    if any(one.author_id != actor.id for one in known.values()):
        raise NoteRefused("That is somebody else's suggestion.")
    return known


def _check_room(new: Sequence[Proposed], draft: Draft) -> None:
    if not new:
        return
    if Note.objects.filter(id__in=[made.id for made in new]).exists():
        raise NoteRefused("This suggestion is there already.")
    standing_open = Suggestion.objects.filter(note__draft=draft, state=Suggestion.State.OPEN)
    if standing_open.count() + len(new) > MOST_OPEN:
        raise NoteRefused(
            f"This text has {MOST_OPEN} open suggestions. Some must be settled first."
        )


def _is_anothers(suggestion: Suggestion, act: Suggest) -> bool:
    """Return whether the house has it otherwise than the sheet that sends the act last heard."""
    if suggestion.note_id not in act.known:
        return False
    try:
        return bool(read_content(act.known[suggestion.note_id]) != suggestion.after)
    except InvalidDocument:
        return True


def _followed(act: Suggest, draft: Draft, text: LivingText) -> list[Anchor]:
    if not act.made:
        return []
    anchors = []
    for made in act.made:
        if made.start > made.end:
            raise NoteRefused("A suggestion ends before it begins. Reload the page.")
        # A place between words is an anchor without words from the beginning.
        anchors.append(Anchor(made.start, made.end, gone=made.start == made.end))
    moved = brought_forward(draft, act.version, anchors)
    if any(anchor.end > text.document.content.size for anchor in moved):
        raise NoteRefused("The text ends before that. Reload the page.")
    return moved


def _checked(made: Proposed, anchor: Anchor, text: LivingText) -> tuple[list[Json], list[Json]]:
    """Return what a suggestion takes out and puts in, as the house writes it."""
    try:
        before, after = read_content(made.before), read_content(made.after)
        if before == after:
            raise NoteRefused("That changes nothing.")
        if content_between(text.document, anchor.start, anchor.end) == before:
            apply_steps(text.document, [replacing_step(anchor.start, anchor.end, after)])
    except (InvalidDocument, StepRefused) as refusal:
        raise NoteRefused(f"It breaks a rule of the text ({refusal}).") from refusal
    return before, after


def _write(
    suggestion: Suggestion,
    kind: str,
    content: tuple[list[Json], list[Json]],
    anchor: Anchor,
    text: LivingText,
) -> None:
    before, after = content
    note = suggestion.note
    note.version, note.start, note.end = text.version, anchor.start, anchor.end
    note.gone = anchor.gone
    words = passage(text.document, anchor.start, anchor.end) if before else ""
    note.quote = words[: Note.LONGEST_QUOTE]
    suggestion.kind, suggestion.before, suggestion.after = kind, before, after


def _withdraw(suggestion: Suggestion, draft: Draft, actor: Account) -> None:
    if suggestion.note.messages.exists():
        settle([suggestion], Suggestion.State.WITHDRAWN, draft, actor)
        return
    suggestion.state = Suggestion.State.WITHDRAWN
    suggestion.before, suggestion.after = [], []
    suggestion.save()
    suggestion.note.removed, suggestion.note.quote = True, ""
    touch(suggestion.note, draft)
