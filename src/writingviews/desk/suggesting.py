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
from prosemirror.model import Node

from writingviews.articles.access import OpenedArticle
from writingviews.articles.lifecycle import Part, State, text_is_editable
from writingviews.articles.models import Article
from writingviews.document.content import Reading, replacing_step
from writingviews.document.steps import StepRefused, apply_steps
from writingviews.ledger.services import record_act
from writingviews.people.models import Account

from .anchors import Anchor
from .authority import LivingText, append, hold, remember
from .models import Draft, Suggestion
from .note_anchors import standing
from .noting import NoteRefused
from .proposing import propose
from .settling import CHANGED, UNFIT, settle
from .suggestion_acts import Leave, Reconsider, Suggest, SuggestionAct, Take
from .telling import tell_of_suggestions

Json: TypeAlias = dict[str, Any]

_CLOSED: Final = frozenset({State.DECLINED, State.WITHDRAWN})


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
                unsettled, verb = propose(act, draft, text, actor)
                if verb:
                    tell_of_suggestions(article, actor=actor)
            case Take():
                _check_right(article, opened.parts)
                document, unsettled = _take(act, draft, text, actor)
                verb = "take suggestions" if len(unsettled) < len(act.ids) else ""
            case Leave():
                _check_right(article, opened.parts)
                settle(_those(act.ids, draft), Suggestion.State.LEFT, draft, actor)
                verb = "leave suggestions"
            case Reconsider():
                _check_right(article, opened.parts)
                left = _those(act.ids, draft, Suggestion.State.LEFT)
                settle(left, Suggestion.State.OPEN, draft, None)
                verb = "reconsider suggestions"
        draft.save(update_fields=("notes_version",))
        if verb:
            record_act(verb, subject_kind="article", subject_id=article.id, actor=actor.id)
    if document is not text.document:
        remember(draft, document)
    return unsettled


def fits(before: Sequence[Json], anchor: Anchor, text: Reading) -> bool:
    """Return whether the text under an open suggestion is what it was when it was made."""
    if before and anchor.gone:
        return False
    return text.between(anchor.start, anchor.end) == before


def _check_right(article: Article, parts: AbstractSet[Part]) -> None:
    if not text_is_editable(State(article.state), parts):
        raise NoteRefused("The text is not yours to change now: others take or leave this.")


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
        if not act.anyway and not fits(suggestion.before, anchor, Reading(document)):
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
    settle([suggestion for suggestion, _ in taken], Suggestion.State.TAKEN, draft, actor)
    return document, left
