"""Suggesting a change to a text, and taking or leaving what was suggested.

A suggestion is a note that carries a change: where its words stand, who talks about it and how open
sheets hear of it are the note's (`noting`, `note_anchors`). Whoever may open the sheet may suggest;
whoever may change the text may take or leave. Taken suggestions become steps of the log like any
others, in the transaction that settles them.

A suggestion is put in where the text under it is what it was when it was made. Where somebody has
written there since, a person has to say so (`Take.anyway`).
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from prosemirror.model import Node

from writingviews.articles.access import OpenedArticle
from writingviews.articles.lifecycle import Part, State, text_is_editable
from writingviews.articles.models import Article
from writingviews.document.content import content_between, read_content, replacing_step
from writingviews.document.steps import StepRefused, apply_steps
from writingviews.document.validate import InvalidDocument
from writingviews.ledger.services import record_act
from writingviews.people.models import Account

from .anchors import Anchor, passage
from .authority import LivingText, append, hold, remember
from .models import Draft, Note, Suggestion
from .note_anchors import brought_forward, standing
from .noting import OLDEST, NoteRefused, touch
from .suggestion_acts import Leave, Proposed, Reconsider, Suggest, SuggestionAct, Take

Json: TypeAlias = dict[str, Any]

#: Open suggestions on one text, by everybody together.
MOST_OPEN: Final = 3000

_CLOSED: Final = frozenset({State.DECLINED, State.WITHDRAWN})


CHANGED: Final = "changed"
"""Somebody has written where it belongs since it was made."""
UNFIT: Final = "unfit"
"""It cannot stand there any more, whoever says so."""


def may_suggest(opened: OpenedArticle) -> bool:
    """Return whether somebody who opened an article may suggest changes to its text now."""
    return State(opened.article.state) not in _CLOSED


def do_suggestion(act: SuggestionAct, *, opened: OpenedArticle, actor: Account) -> dict[UUID, str]:
    """Do what a sheet asks for with the suggestions on a text that `actor` has opened.

    Returns the suggestions that a person has to look at first, each with why: `CHANGED`, `UNFIT`.

    Raises:
        NoteRefused: not theirs to do, not there any more, or not a change that the text could take.
    """
    article = opened.article
    with transaction.atomic():
        try:
            draft, text = hold(article.id)
        except Draft.DoesNotExist:
            raise NoteRefused("This piece has no sheet yet. Open it at the desk first.") from None
        article.refresh_from_db(fields=("state",))
        document, unsettled = text.document, dict[UUID, str]()
        match act:
            case Suggest():
                if not may_suggest(opened):
                    raise NoteRefused("This piece is closed: nothing can be suggested on it now.")
                verb = _suggest(act, draft, text, actor)
            case Take():
                _check_right(article, opened.parts)
                document, unsettled = _take(act, draft, text, actor)
                verb = "take suggestions" if len(unsettled) < len(act.ids) else ""
            case Leave():
                _check_right(article, opened.parts)
                _settle(_those(act.ids, draft), Suggestion.State.LEFT, draft, actor)
                verb = "leave suggestions"
            case Reconsider():
                _check_right(article, opened.parts)
                left = _those(act.ids, draft, Suggestion.State.LEFT)
                _settle(left, Suggestion.State.OPEN, draft, None)
                verb = "reconsider suggestions"
        draft.save(update_fields=("notes_version",))
        if verb:
            record_act(verb, subject_kind="article", subject_id=article.id, actor=actor.id)
    if document is not text.document:
        remember(draft, document)
    return unsettled


def fits(suggestion: Suggestion, anchor: Anchor, document: Node) -> bool:
    """Return whether the text under an open suggestion is what it was when it was made."""
    if suggestion.before and anchor.gone:
        return False
    before: list[Json] = suggestion.before
    return content_between(document, anchor.start, anchor.end) == before


def _check_right(article: Article, parts: AbstractSet[Part]) -> None:
    if not text_is_editable(State(article.state), parts):
        raise NoteRefused("The text is not yours to change now: others take or leave this.")


# --- making ---------------------------------------------------------------------------------------


def _suggest(act: Suggest, draft: Draft, text: LivingText, actor: Account) -> str:
    # What is only taken back stands nowhere.
    if act.made and not text.version - OLDEST <= act.version <= text.version:
        raise NoteRefused("The text has moved on too far. Reload the page to go on suggesting.")
    known = {
        one.note_id: one
        for one in Suggestion.objects.filter(
            note__draft=draft, note__in=[*(made.id for made in act.made), *act.withdrawn]
        ).select_related("note")
    }
    for one in known.values():
        if one.author_id != actor.id:
            raise NoteRefused("That is somebody else's suggestion.")
    anchors = _followed(act, draft, text)
    new = [made for made in act.made if made.id not in known]
    standing_open = Suggestion.objects.filter(note__draft=draft, state=Suggestion.State.OPEN)
    if new and standing_open.count() + len(new) > MOST_OPEN:
        raise NoteRefused(
            f"This text has {MOST_OPEN} open suggestions. Some must be settled first."
        )
    for made, anchor in zip(act.made, anchors, strict=True):
        suggestion = known.get(made.id)
        # What was settled meanwhile stays settled: the sheet hears of it.
        if suggestion is None or suggestion.state == Suggestion.State.OPEN:
            _store(made, anchor, suggestion, draft, text, actor)
    for note_id in act.withdrawn:
        if (gone := known.get(note_id)) and gone.state == Suggestion.State.OPEN:
            _withdraw(gone, draft, actor)
    return "suggest" if new else ""


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


def _store(
    made: Proposed,
    anchor: Anchor,
    suggestion: Suggestion | None,
    draft: Draft,
    text: LivingText,
    actor: Account,
) -> None:
    try:
        before, after = read_content(made.before), read_content(made.after)
        if before == after:
            raise NoteRefused("That changes nothing.")
        if content_between(text.document, anchor.start, anchor.end) == before:
            apply_steps(text.document, [replacing_step(anchor.start, anchor.end, after)])
    except (InvalidDocument, StepRefused) as refusal:
        raise NoteRefused(f"It breaks a rule of the text ({refusal}).") from refusal
    if suggestion is None:
        if Note.objects.filter(id=made.id).exists():
            raise NoteRefused("This suggestion is there already.")
        note = Note(id=made.id, draft=draft)
        suggestion = Suggestion(note=note, author=actor, at=timezone.now())
    note = suggestion.note
    note.version, note.start, note.end = text.version, anchor.start, anchor.end
    note.gone = anchor.gone
    words = passage(text.document, anchor.start, anchor.end) if before else ""
    note.quote = words[: Note.LONGEST_QUOTE]
    touch(note, draft)
    suggestion.kind, suggestion.before, suggestion.after = made.kind, before, after
    suggestion.save()


def _withdraw(suggestion: Suggestion, draft: Draft, actor: Account) -> None:
    if suggestion.note.messages.exists():
        _settle([suggestion], Suggestion.State.WITHDRAWN, draft, actor)
        return
    suggestion.state = Suggestion.State.WITHDRAWN
    suggestion.before, suggestion.after = [], []
    suggestion.save()
    suggestion.note.removed, suggestion.note.quote = True, ""
    touch(suggestion.note, draft)


# --- settling -------------------------------------------------------------------------------------


def _those(
    ids: Sequence[UUID], draft: Draft, state: Suggestion.State = Suggestion.State.OPEN
) -> list[Suggestion]:
    found = Suggestion.objects.filter(note__draft=draft, note__in=ids, state=state)
    return list(found.select_related("note"))


def _take(
    act: Take, draft: Draft, text: LivingText, actor: Account
) -> tuple[Node, dict[UUID, str]]:
    """Put suggestions into the text, the last in the text first; return it, and what is left."""
    found = _those(act.ids, draft)
    anchors = standing([one.note for one in found], text.version, text.document)
    pairs = sorted(
        zip(found, anchors, strict=True), key=lambda pair: (-pair[1].start, -pair[1].end)
    )
    document, taken, left = text.document, list[tuple[Suggestion, Json]](), dict[UUID, str]()
    for suggestion, anchor in pairs:
        if not act.anyway and not fits(suggestion, anchor, document):
            left[suggestion.note_id] = CHANGED
            continue
        # What only adds something takes nothing away that came to stand there.
        start = anchor.start if suggestion.before else anchor.end
        step = replacing_step(start, anchor.end, suggestion.after)
        try:
            document = apply_steps(document, [step])
        except StepRefused:
            left[suggestion.note_id] = UNFIT
        else:
            taken.append((suggestion, step))
    # Its id in the log tells the sheet of its suggester whose step this is.
    steps = [(suggestion.note_id.hex, step) for suggestion, step in taken]
    if steps:
        append(draft, document, steps, 0, actor)
    _settle([suggestion for suggestion, _ in taken], Suggestion.State.TAKEN, draft, actor)
    return document, left


def _settle(
    suggestions: Sequence[Suggestion], state: Suggestion.State, draft: Draft, actor: Account | None
) -> None:
    """Give suggestions a state, and their notes what goes with it. Two queries."""
    settled = None if state == Suggestion.State.OPEN else timezone.now()
    for suggestion in suggestions:
        suggestion.state = state
        note = suggestion.note
        note.settled_at, note.settled_by = settled, actor if settled else None
        draft.notes_version += 1
        note.changed = draft.notes_version
    Suggestion.objects.bulk_update(suggestions, ("state",))
    notes = [suggestion.note for suggestion in suggestions]
    Note.objects.bulk_update(notes, ("settled_at", "settled_by", "changed"))
