"""Reading the notes of an article as one account sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from writingviews.articles.models import Article
from writingviews.articles.selectors import readers_in_house
from writingviews.people.models import Account

from .anchors import Anchor
from .authority import load
from .models import Draft, Note, Suggestion
from .note_anchors import standing
from .selectors import names_on_sheet
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
    """

    notes_version: int
    version: int
    notes: Sequence[ShownNote]
    people: Sequence[str]


def notes_of(article: Article, account: Account, *, since: int = 0) -> ShownNotes:
    """Return the notes that have changed after `since`, as `account` sees them.

    As many queries for one note as for all; begins the draft if there is none.
    """
    # The notes before the text: their anchors must not be ahead of it.
    draft = Draft.objects.filter(article=article).only("notes_version").first()
    notes_version = draft.notes_version if draft else 0
    found = Note.objects.filter(draft=draft, changed__gt=since).select_related("settled_by")
    found = found.prefetch_related("messages__author", "messages__mentions", "suggestion__author")
    if not since:
        found = found.filter(removed=False)
    notes = list(found) if draft else []
    text = load(article)
    kept = [note for note in notes if not note.removed]
    anchors = dict(zip(kept, standing(kept, text.version, text.document), strict=True))
    people = readers_in_house(article)
    messages = {note: list(note.messages.all()) for note in kept}
    authors = {one.author for thread in messages.values() for one in thread if one.author}
    authors |= {note.settled_by for note in kept if note.settled_by}
    suggestions = {note: note.suggestion for note in kept if hasattr(note, "suggestion")}
    authors |= {one.author for one in suggestions.values() if one.author}
    names = names_on_sheet([*people, *authors], article)

    def name(author: Account | None) -> str:
        return names[author.id] if author else _("Somebody")

    def shown_change(change: Suggestion, anchor: Anchor) -> ShownSuggestion:
        is_open = change.state == Suggestion.State.OPEN
        return ShownSuggestion(
            name=name(change.author),
            own=change.author == account,
            kind=change.kind,
            before=change.before,
            after=change.after,
            state=change.state,
            fits=is_open and fits(change, anchor, text.document),
            at=change.at,
        )

    shown = []
    for note in notes:
        if note.removed:
            shown.append(ShownNote(str(note.id), True, 0, 0, True, "", None, None, False, ()))
            continue
        anchor, thread, change = anchors[note], messages[note], suggestions.get(note)
        shown.append(
            ShownNote(
                id=str(note.id),
                removed=False,
                start=anchor.start,
                end=anchor.end,
                gone=anchor.gone,
                quote=note.quote,
                settled=name(note.settled_by) if note.settled_at else None,
                settled_at=note.settled_at,
                mine=(change is not None and change.author == account)
                or any(one.author == account or account in one.mentions.all() for one in thread),
                messages=[
                    ShownMessage(
                        id=str(one.id),
                        name=name(one.author),
                        own=one.author == account,
                        text=one.text,
                        at=one.at,
                        edited=one.edited_at is not None,
                    )
                    for one in thread
                ],
                suggestion=shown_change(change, anchor) if change else None,
            )
        )
    called = {names[person.id] for person in people if person != account}
    return ShownNotes(notes_version, text.version, shown, sorted(called))
