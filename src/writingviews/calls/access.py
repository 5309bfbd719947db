"""The only way from an untrusted id to a pitch or a call. Hidden and absent look alike."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from writingviews.people.chapter_selectors import EDITORS, accounts_in_chapter, chapter_ids_of
from writingviews.people.models import Account, Role
from writingviews.people.selectors import accounts_with_role, roles_of

from .models import SHOWN, Call, Pitch, PitchState

_EDITORS: Final = frozenset({Role.EDITOR, Role.PUBLISHER})


class Hidden(LookupError):
    """There is no such thing for this account, whether or not there is one."""


@dataclass(frozen=True, slots=True)
class OpenedPitch:
    """A pitch and what the one who opened it is to it."""

    pitch: Pitch
    is_writer: bool

    @property
    def is_editor(self) -> bool:
        """Whether they answer it: nobody answers their own."""
        return not self.is_writer


def edited_by(account: Account) -> Q:
    """Return the condition under which an account answers a pitch, or makes a call: the central
    newsroom's are its editors' and publishers', a chapter's are its own editors'. One query."""
    found = Q(chapter_id__in=chapter_ids_of(account, EDITORS))
    if roles_of(account) & _EDITORS:
        found |= Q(chapter=None)
    return found


def editors_of(pitch: Pitch) -> QuerySet[Account]:
    """Return the open accounts that answer a pitch; its writer may be among them."""
    if pitch.chapter_id is not None:
        return accounts_in_chapter(pitch.chapter_id, EDITORS)
    return accounts_with_role(_EDITORS)


def edits_anything(account: Account) -> bool:
    """Return whether an account is an editor, of the central newsroom or of a chapter. Two
    queries at most."""
    return bool(roles_of(account) & _EDITORS) or chapter_ids_of(account, EDITORS).exists()


def pitches_seen_by(account: Account) -> Q:
    """Return the condition under which an account may open a pitch. One query."""
    return Q(account=account) | (edited_by(account) & ~Q(state=PitchState.WITHDRAWN))


def open_pitch(account: Account, pitch_id: UUID) -> OpenedPitch:
    """Return a pitch that an account may open: its writer, and editors unless it is withdrawn.
    Two queries.

    Raises:
        Hidden: no such pitch, or not for this account.
    """
    found = (
        Pitch.objects.filter(pitches_seen_by(account), pk=pitch_id)
        .select_related("byline", "chapter", "assignment__section", "assignment__article")
        .first()
    )
    if found is None:
        raise Hidden
    return OpenedPitch(found, is_writer=found.account_id == account.id)


def open_call(account: Account, call_id: UUID) -> Call:
    """Return a call that an account may edit. Two queries.

    Raises:
        Hidden: no such call, or not for this account.
    """
    found = (
        Call.objects.filter(edited_by(account), pk=call_id)
        .select_related("section", "chapter")
        .first()
    )
    if found is None:
        raise Hidden
    return found


def shown_call(slug: str) -> Call:
    """Return a call that readers see. One query.

    Raises:
        Hidden: no such call, or a draft, or a withdrawn one.
    """
    if "\x00" in slug:  # PostgreSQL has no NUL
        raise Hidden
    found = (
        Call.objects.filter(slug=slug, state__in=SHOWN).select_related("section", "chapter").first()
    )
    if found is None:
        raise Hidden
    return found
