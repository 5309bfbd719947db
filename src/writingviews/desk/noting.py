"""Writing in the margin: notes begun, answered, edited, taken back, settled and reopened.

Each act is one transaction under the draft's lock: check, write, audit row without a word of the
text, and `Draft.notes_version` one higher, by which open sheets hear of it. Whoever may open the
sheet may note (`access.open_sheet` has been asked by the caller), also where the text itself is not
theirs to change. An act that is sent twice is done once.
"""

from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from writingviews.articles.access import OpenedArticle
from writingviews.articles.lifecycle import Part
from writingviews.articles.selectors import readers_in_house
from writingviews.document.schema import FORBIDDEN_CHARACTERS
from writingviews.ledger.services import record_act
from writingviews.people.models import Account

from .anchors import Anchor, passage
from .authority import LivingText, hold
from .models import Draft, Note, NoteMessage, Suggestion
from .note_acts import Act, Answer, Begin, Edit, Remove, Reopen, Settle
from .note_anchors import brought_forward
from .selectors import names_on_sheet
from .telling import tell_of_call, tell_of_message

#: Enough for any piece, and an end for a flood.
MOST_NOTES: Final = 2000
MOST_MESSAGES: Final = 300
#: A note made on a text this many steps ago is not followed any more.
OLDEST: Final = 5000


class NoteRefused(Exception):
    """The act is not possible; the message is for the person who asked for it."""


def do(act: Act, *, opened: OpenedArticle, actor: Account) -> None:
    """Do what a sheet asks for with the notes of an article that `actor` has opened.

    Raises:
        NoteRefused: the note is not there, is another's, says nothing, or is one too many.
    """
    article = opened.article
    with transaction.atomic():
        try:
            draft, text = hold(article.id)
        except Draft.DoesNotExist:
            raise NoteRefused("This piece has no sheet yet. Open it at the desk first.") from None
        match act:
            case Begin():
                verb = _begin(act, opened, draft, text, actor)
            case Answer():
                verb = _answer(act, opened, draft, actor)
            case Edit():
                verb = _edit(act, opened, draft, actor)
            case Remove():
                verb = _remove(act, draft, actor)
            case Settle():
                verb = _settle(act, opened, draft, actor)
            case Reopen():
                verb = _reopen(act, opened, draft, actor)
        if verb:
            draft.save(update_fields=("notes_version",))
            record_act(verb, subject_kind="article", subject_id=article.id, actor=actor.id)


def _begin(
    act: Begin, opened: OpenedArticle, draft: Draft, text: LivingText, actor: Account
) -> str:
    if Note.objects.filter(id=act.note).exists():
        _note(act.note, draft)
        return ""  # sent again: it is stored
    if Note.objects.filter(draft=draft, removed=False).count() >= MOST_NOTES:
        raise NoteRefused(f"This piece has {MOST_NOTES} notes already. Settle them first.")
    anchor = _followed(act, draft, text)
    quote = "" if anchor.gone else passage(text.document, anchor.start, anchor.end)
    if not anchor.gone and not quote.strip():
        raise NoteRefused("There are no words in that. Select the words that the note is about.")
    note = Note(
        id=act.note,
        draft=draft,
        version=text.version,
        start=anchor.start,
        end=anchor.end,
        gone=anchor.gone,
        # Of words that others deleted before the note arrived, only its sheet still knows.
        quote=_clean(quote or act.quote)[: Note.LONGEST_QUOTE],
    )
    touch(note, draft)
    _say(act.message, note, opened, act.text, actor)
    return "note"


def _answer(act: Answer, opened: OpenedArticle, draft: Draft, actor: Account) -> str:
    if NoteMessage.objects.filter(id=act.message, note__draft=draft).exists():
        return ""
    note = _note(act.note, draft)
    if note.messages.count() >= MOST_MESSAGES:
        raise NoteRefused(f"This note has {MOST_MESSAGES} messages. Begin another one.")
    if not _carries_suggestion(note):
        # Who answers a settled note does not think it settled.
        note.settled_at = note.settled_by = None
    touch(note, draft)
    _say(act.message, note, opened, act.text, actor)
    return "answer note"


def _edit(act: Edit, opened: OpenedArticle, draft: Draft, actor: Account) -> str:
    message = _own(act.message, draft, actor)
    message.text = _words(act.text)
    message.edited_at = timezone.now()
    message.save(update_fields=("text", "edited_at"))
    _mention(message, opened, actor)
    touch(message.note, draft)
    return "edit note"


def _remove(act: Remove, draft: Draft, actor: Account) -> str:
    message = _own(act.message, draft, actor)
    note = message.note
    if note.messages.last() != message:
        raise NoteRefused("Somebody has answered this. Edit it instead.")
    message.delete()
    if not note.messages.exists() and not _carries_suggestion(note):
        note.removed, note.quote = True, ""
    touch(note, draft)
    return "remove note"


def _settle(act: Settle, opened: OpenedArticle, draft: Draft, actor: Account) -> str:
    note = _note(act.note, draft)
    if note.settled_at is not None:
        return ""
    if _carries_suggestion(note):
        raise NoteRefused("A suggestion is settled by taking or leaving it.")
    _check_theirs(note, opened, actor)
    note.settled_at, note.settled_by = timezone.now(), actor
    touch(note, draft)
    return "settle note"


def _reopen(act: Reopen, opened: OpenedArticle, draft: Draft, actor: Account) -> str:
    note = _note(act.note, draft)
    if note.settled_at is None or _carries_suggestion(note):
        return ""
    _check_theirs(note, opened, actor)
    note.settled_at = note.settled_by = None
    touch(note, draft)
    return "reopen note"


def _check_theirs(note: Note, opened: OpenedArticle, actor: Account) -> None:
    """A reviewer decides nothing, and so not that what others ask for is done with."""
    begun = note.messages.first()
    if opened.parts == {Part.REVIEWER} and not (begun and begun.author_id == actor.id):
        raise NoteRefused("The writer and the editors settle this note. You settle your own.")


def _followed(act: Begin, draft: Draft, text: LivingText) -> Anchor:
    """Return where the noted words stand in the text as it is now."""
    gone = act.start == act.end and act.quote.strip() != ""
    if not act.start < act.end and not gone:
        raise NoteRefused("Select the words that the note is about.")
    if act.version > text.version or act.version < text.version - OLDEST:
        raise NoteRefused("The text has moved on too far. Select the words again.")
    # Its sheet may have seen the words go while the note was on its way.
    (anchor,) = brought_forward(draft, act.version, [Anchor(act.start, act.end, gone)])
    if anchor.end > text.document.content.size:
        raise NoteRefused("The text ends before that. Select the words again.")
    return anchor


def _note(note_id: UUID, draft: Draft) -> Note:
    note = Note.objects.filter(id=note_id, draft=draft, removed=False).first()
    if note is None:
        raise NoteRefused("This note is not there any more.")
    return note


def _carries_suggestion(note: Note) -> bool:
    return Suggestion.objects.filter(note=note).exists()


def _own(message_id: UUID, draft: Draft, actor: Account) -> NoteMessage:
    found = NoteMessage.objects.filter(id=message_id, note__draft=draft, author=actor)
    message = found.select_related("note").first()
    if message is None:
        raise NoteRefused("That message is not there any more, or is not yours.")
    return message


def touch(note: Note, draft: Draft) -> None:
    """Store a note with the draft's next number; the draft itself is stored once, by `do`."""
    draft.notes_version += 1
    note.changed = draft.notes_version
    note.save()


def _say(message_id: UUID, note: Note, opened: OpenedArticle, text: str, actor: Account) -> None:
    if NoteMessage.objects.filter(id=message_id).exists():
        raise NoteRefused("This message is there already.")
    message = NoteMessage.objects.create(
        id=message_id, note=note, author=actor, text=_words(text), at=timezone.now()
    )
    _mention(message, opened, actor)
    tell_of_message(message, opened.article, actor=actor)


def _mention(message: NoteMessage, opened: OpenedArticle, actor: Account) -> None:
    """Note whom "@name" in a message calls: everybody whom its author calls so on this sheet."""
    if "@" not in message.text:
        message.mentions.clear()
        return
    people = [person for person in readers_in_house(opened.article) if person != actor]
    names = names_on_sheet(people, opened.article, viewer=opened.parts)
    called, text = set(), message.text.casefold()
    # The longest name first, and each call once: "@Ana Paula" does not call Ana.
    for name in sorted(set(names.values()), key=len, reverse=True):
        call = f"@{name}".casefold()
        if call in text:
            called.add(name)
            text = text.replace(call, " ")
    before = set(message.mentions.values_list("id", flat=True))
    mentioned = [person for person in people if names[person.id] in called]
    message.mentions.set(mentioned)
    # Who was called before the message was edited knows of it.
    tell_of_call(
        opened.article, [person for person in mentioned if person.id not in before], actor=actor
    )


def _words(text: str) -> str:
    words = _clean(text).strip()
    if not words:
        raise NoteRefused("Write something first.")
    if len(words) > NoteMessage.LONGEST_TEXT:
        raise NoteRefused(
            f"That is {len(words):,} characters; a message may have {NoteMessage.LONGEST_TEXT:,}."
        )
    return words


def _clean(text: str) -> str:
    return FORBIDDEN_CHARACTERS.sub("", text.replace("\r\n", "\n"))
