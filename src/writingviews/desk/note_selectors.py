"""Reading the notes of an article as one account sees them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from writingviews.articles.access import OpenedArticle
from writingviews.articles.selectors import readers_in_house
from writingviews.document.content import Reading
from writingviews.people.models import Account

from .anchors import Anchor
from .authority import LivingText, load
from .models import Draft, Note, NoteMessage, Suggestion
from .note_anchors import standing
from .selectors import sheet_names
from .suggesting import fits


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message; `name` is what its author is called on this sheet."""

    id: str
    name: str
    own: bool
    text: str
    at: datetime
    edited: bool


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """The change that a note carries; `fits` says whether the text under it is what it was."""

    name: str
    own: bool
    kind: str
    before: Sequence[dict[str, Any]]
    after: Sequence[dict[str, Any]]
    state: str
    fits: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note; one that was taken back has its id and `removed` alone."""

    id: str
    removed: bool
    start: int
    end: int
    gone: bool
    quote: str
    settled: str | None
    settled_at: datetime | None
    mine: bool
    messages: Sequence[ShownMessage]
    suggestion: ShownSuggestion | None = None


@dataclass(frozen=True, slots=True)
class ShownNotes:
    """What changed in the margin; `frontend/desk/post.ts` has the same fields.

    Args:
        notes_version: which news this includes.
        version: the version of the text that the positions are for.
        notes: in no order; the sheet orders them by their place.
        people: the names that may be called by "@", with a text of their own.
        more: there are news after these.
    """

    notes_version: int
    version: int
    notes: Sequence[ShownNote]
    people: Sequence[str]
    more: bool


#: Notes in one answer; a sheet asks again while there are more.
MOST_AT_ONCE: Final = 500


def notes_of(opened: OpenedArticle, account: Account, *, since: int = 0) -> ShownNotes:
    """Return the notes that have changed after `since`, as `account`, who opened them, sees them.

    As many queries for one note as for all; begins the draft if there is none. Five
    hundred suggestions take 0.1 s (``python -m writingviews.desk.tests.measure_suggestions``).
    """
    article = opened.article
    # The notes before the text: their anchors must not be ahead of it.
    draft = Draft.objects.filter(article=article).only("notes_version").first()
    found, reached = _changed(draft, since) if draft else ([], 0)
    text = load(article)
    kept = [note for note in found if not note.removed]
    view = _View(opened, account, text, kept)
    anchors = standing(kept, text.version, text.document)
    shown = [view.note(note, anchor) for note, anchor in zip(kept, anchors, strict=True)]
    shown += [
        ShownNote(str(note.id), True, 0, 0, True, "", None, None, False, ())
        for note in found
        if note.removed
    ]
    last = draft.notes_version if draft else 0
    return ShownNotes(reached, text.version, shown, view.called, more=reached < last)


def _changed(draft: Draft, since: int) -> tuple[list[Note], int]:
    """Return the notes that changed next after `since`, and up to which news that is all of them.

    Up to two queries.
    """
    changed = Note.objects.filter(draft=draft, changed__gt=since).order_by("changed")
    if not since:
        changed = changed.filter(removed=False)
    some = list(changed[: MOST_AT_ONCE + 1])
    if len(some) <= MOST_AT_ONCE:
        return some, draft.notes_version
    # What one act changed has one number, and is not parted.
    reached = some[MOST_AT_ONCE - 1].changed
    if some[MOST_AT_ONCE].changed == reached:
        some = list(changed.filter(changed__lte=reached))
    return [note for note in some if note.changed <= reached], reached


def _longest_first(pair: tuple[str, str]) -> tuple[int, str]:
    return -len(pair[0]), pair[0]


class _View:
    """What some notes of one draft are to one account. Ten queries, however many notes."""

    def __init__(
        self, opened: OpenedArticle, account: Account, text: LivingText, notes: Sequence[Note]
    ) -> None:
        self._account = account
        self._text = Reading(text.document)
        ids = [note.id for note in notes]
        self._suggestions = Suggestion.objects.in_bulk(ids)
        self._threads: dict[UUID, list[NoteMessage]] = defaultdict(list)
        messages = list(NoteMessage.objects.filter(note__in=ids))
        for message in messages:
            self._threads[message.note_id].append(message)
        calling = NoteMessage.objects.filter(note__in=ids, mentions=account)
        self._calling = set(calling.values_list("note", flat=True))
        article = opened.article
        people = readers_in_house(article)
        wanted = {one.author_id for one in messages}
        wanted |= {one.author_id for one in self._suggestions.values()}
        wanted |= {note.settled_by_id for note in notes if note.settled_at}
        here = {person.id for person in people}
        others = Account.objects.filter(id__in=[one for one in wanted if one and one not in here])
        names = sheet_names([*people, *others], article)
        self._names = {one: name.to(opened.parts, article) for one, name in names.items()}
        #: The names that may be called by "@".
        self.called = sorted({self._names[person.id] for person in people if person != account})
        #: Names that others call in their messages and that this account is not to read.
        kept = ((name.known, self._names[one]) for one, name in names.items())
        self._kept = sorted({pair for pair in kept if pair[0] != pair[1]}, key=_longest_first)

    def note(self, note: Note, anchor: Anchor) -> ShownNote:
        thread, change = self._threads[note.id], self._suggestions.get(note.id)
        mine = note.id in self._calling or any(self._own(one) for one in thread)
        return ShownNote(
            id=str(note.id),
            removed=False,
            start=anchor.start,
            end=anchor.end,
            gone=anchor.gone,
            quote=note.quote,
            settled=self._name(note.settled_by_id) if note.settled_at else None,
            settled_at=note.settled_at,
            mine=mine or (change is not None and self._own(change)),
            messages=[self._message(one) for one in thread],
            suggestion=self._change(change, anchor) if change else None,
        )

    def _message(self, message: NoteMessage) -> ShownMessage:
        return ShownMessage(
            id=str(message.id),
            name=self._name(message.author_id),
            own=self._own(message),
            text=self._without_kept_names(message),
            at=message.at,
            edited=message.edited_at is not None,
        )

    def _without_kept_names(self, message: NoteMessage) -> str:
        """Return a message whose calls name nobody who is hidden from whoever reads it.

        One's own stay as they are: a name that was guessed must not be answered by its mask.
        """
        text = message.text
        if self._own(message):
            return text
        for known, hidden in self._kept:
            text = re.sub(re.escape(f"@{known}"), f"@{hidden}", text, flags=re.IGNORECASE)
        return text

    def _change(self, change: Suggestion, anchor: Anchor) -> ShownSuggestion:
        is_open = change.state == Suggestion.State.OPEN
        return ShownSuggestion(
            name=self._name(change.author_id),
            own=self._own(change),
            kind=change.kind,
            before=change.before,
            after=change.after,
            state=change.state,
            fits=is_open and fits(change.before, anchor, self._text),
            at=change.at,
        )

    def _own(self, one: NoteMessage | Suggestion) -> bool:
        return one.author_id == self._account.id

    def _name(self, account_id: UUID | None) -> str:
        return self._names[account_id] if account_id else _("Somebody")
