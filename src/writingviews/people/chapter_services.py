"""Making chapters, and saying who belongs to them.

Publishers make, rename and close; a chapter's editors ask people in and let them go. The caller has
asked `chapter_access` first. The ledger holds that somebody was asked or let go, never whom: it
must not be a second list of members.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from writingviews.language.slug import slug as slugify
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change

from .models import Account, Chapter, ChapterInvitation, ChapterMember, ChapterRole
from .names import sign_in_key
from .selectors import account_named
from .services import BylineRefused, clean_name

#: How long somebody who was asked in may say yes.
INVITED_FOR: Final = timedelta(days=14)
#: Invitations of one chapter that wait at once.
MOST_INVITED: Final = 200


class ChapterRefused(Exception):
    """A chapter cannot be changed so; the message says why and the mend."""


@dataclass(frozen=True, slots=True)
class ChapterSettings:
    """What publishers say of a chapter.

    Args:
        language: its own, BCP 47; `names` has an entry for it.
        names: by language.
        has_page: whether readers see it.
        publishes: whether its editors may publish.
    """

    language: str
    names: Mapping[str, str]
    has_page: bool = False
    publishes: bool = False


@transaction.atomic
def make_chapter(*, actor: Account | None, settings: ChapterSettings, first_editor: str) -> Chapter:
    """Make a chapter and ask its first editor in, by an account's name.

    Raises:
        ChapterRefused: the name cannot be.
    """
    names = _clean_names(settings)
    chapter = Chapter(
        language=settings.language,
        names=names,
        has_page=settings.has_page,
        publishes=settings.publishes,
    )
    stem = slugify(names[settings.language], fallback="chapter", max_length=50)
    for suffix in range(1, 1000):
        chapter.slug = stem if suffix == 1 else f"{stem}-{suffix}"
        if Chapter.objects.filter(slug=chapter.slug).exists():
            continue
        try:
            with transaction.atomic():
                chapter.save(force_insert=True)
        except IntegrityError:  # somebody took the slug between the question and the answer
            continue
        break
    else:
        raise ChapterRefused("A thousand chapters are called so already. Choose another name.")
    _record("make", chapter, actor)
    _print_if_seen(chapter)
    invite(actor=actor, chapter=chapter, name=first_editor, role=ChapterRole.EDITOR)
    return chapter


@transaction.atomic
def change_chapter(*, actor: Account | None, chapter_id: UUID, settings: ChapterSettings) -> None:
    """Rename a chapter, show or hide it, give or take the right to publish. Its address stays.

    Raises:
        ChapterRefused: the name cannot be.
    """
    chapter = _held(chapter_id)
    names = _clean_names(settings)
    _print_if_seen(chapter)
    chapter.names, chapter.language = names, settings.language
    chapter.has_page, chapter.publishes = settings.has_page, settings.publishes
    chapter.save()
    _record("change", chapter, actor)
    _print_if_seen(chapter)


@transaction.atomic
def describe_chapter(*, actor: Account, chapter_id: UUID, abouts: Mapping[str, str]) -> None:
    """Say what a chapter says of itself, by language."""
    chapter = _held(chapter_id)
    chapter.abouts = {code: text.strip() for code, text in abouts.items() if text.strip()}
    chapter.save(update_fields=("abouts",))
    _record("describe", chapter, actor)
    _print_if_seen(chapter)


@transaction.atomic
def close_chapter(*, actor: Account | None, chapter_id: UUID) -> None:
    """Close a chapter: nothing is begun in it, and its people have no part in its pieces.

    Doing it twice is harmless. Its page stays.
    """
    chapter = _held(chapter_id)
    if chapter.is_open:
        chapter.closed_at = timezone.now()
        chapter.save(update_fields=("closed_at",))
        _record("close", chapter, actor)


@transaction.atomic
def reopen_chapter(*, actor: Account | None, chapter_id: UUID) -> None:
    """Open a closed chapter again, with the people it had. Doing it twice is harmless."""
    chapter = _held(chapter_id)
    if not chapter.is_open:
        chapter.closed_at = None
        chapter.save(update_fields=("closed_at",))
        _record("reopen", chapter, actor)


@transaction.atomic
def invite(*, actor: Account | None, chapter: Chapter, name: str, role: ChapterRole) -> None:
    """Ask the account of a name into a chapter. Whether there is one is told to nobody.

    Asked again, the invitation is renewed. The same queries for a name that nobody bears.

    Raises:
        ChapterRefused: no name, one of a member, or too many wait.
    """
    name = " ".join(name.split())[:60]
    if not name:
        raise ChapterRefused("Write the name with which the person signs in.")
    chapter = _held(chapter.id)
    folded = sign_in_key(name)
    now = timezone.now()
    waiting = ChapterInvitation.objects.filter(chapter=chapter)
    waiting.filter(until__lte=now).delete()
    if ChapterMember.objects.filter(chapter=chapter, account__folded=folded).exists():
        raise ChapterRefused(f"{name} belongs to the chapter already. Change the part below.")
    if waiting.exclude(folded=folded).count() >= MOST_INVITED:
        raise ChapterRefused(
            f"{MOST_INVITED} invitations wait already. Take some back, or ask for an answer."
        )
    ChapterInvitation.objects.update_or_create(
        chapter=chapter,
        folded=folded,
        defaults={
            "name": name,
            "account": account_named(name),
            "role": role,
            "until": now + INVITED_FOR,
        },
    )
    _record("invite", chapter, actor)


@transaction.atomic
def name_editor(*, actor: Account | None, chapter_id: UUID, name: str) -> None:
    """Ask the account of a name to edit a chapter; who belongs to it already edits it at once.

    Which of the two it was is told to nobody: publishers do not see who belongs to a chapter.

    Raises:
        ChapterRefused: no name, or too many invitations wait.
    """
    chapter = _held(chapter_id)
    folded = sign_in_key(" ".join(name.split())[:60])
    member = ChapterMember.objects.filter(chapter=chapter, account__folded=folded).first()
    if member is None:
        invite(actor=actor, chapter=chapter, name=name, role=ChapterRole.EDITOR)
    else:
        member.role = ChapterRole.EDITOR
        member.save(update_fields=("role",))
        _record("invite", chapter, actor)


@transaction.atomic
def withdraw_invitation(*, actor: Account, chapter: Chapter, invitation_id: UUID) -> None:
    """Take an invitation back. Doing it twice is harmless."""
    deleted, _ = ChapterInvitation.objects.filter(chapter=chapter, id=invitation_id).delete()
    if deleted:
        _record("withdraw invitation", chapter, actor)


@transaction.atomic
def accept_invitation(*, actor: Account, invitation_id: UUID) -> Chapter:
    """Join the chapter that asked.

    Raises:
        ChapterRefused: the invitation is not there any more.
    """
    invitation = _own_invitation(actor, invitation_id)
    ChapterMember.objects.get_or_create(
        chapter=invitation.chapter, account=actor, defaults={"role": invitation.role}
    )
    invitation.delete()
    _record("join", invitation.chapter, actor)
    return invitation.chapter


@transaction.atomic
def decline_invitation(*, actor: Account, invitation_id: UUID) -> None:
    """Say no. For those who asked the invitation stands until it ends: no answer is told.

    Raises:
        ChapterRefused: the invitation is not there any more.
    """
    invitation = _own_invitation(actor, invitation_id)
    invitation.account = None
    invitation.save(update_fields=("account",))


@transaction.atomic
def give_part(*, actor: Account, chapter: Chapter, account_id: UUID, role: ChapterRole) -> None:
    """Make a member something else in a chapter.

    Raises:
        ChapterRefused: not a member any more, or its last editor.
    """
    chapter = _held(chapter.id)
    member = _member(chapter, account_id)
    if role is not ChapterRole.EDITOR:
        _keep_an_editor(chapter, member)
    member.role = role
    member.save(update_fields=("role",))
    _record("give part", chapter, actor)


@transaction.atomic
def let_go(*, actor: Account, chapter: Chapter, account_id: UUID) -> None:
    """Take an account out of a chapter; its pieces stay where they are and stay its own.

    Raises:
        ChapterRefused: not a member any more, or its last editor.
    """
    chapter = _held(chapter.id)
    member = _member(chapter, account_id)
    _keep_an_editor(chapter, member)
    member.delete()
    _record("leave" if member.account_id == actor.id else "let go", chapter, actor)


def drop_ended_invitations(now: datetime) -> int:
    """Delete the invitations that have ended; return how many."""
    return ChapterInvitation.objects.filter(until__lte=now).delete()[0]


def _held(chapter_id: UUID) -> Chapter:
    """Return a chapter, its row locked until the transaction ends."""
    return Chapter.objects.select_for_update().get(id=chapter_id)


def _clean_names(settings: ChapterSettings) -> dict[str, str]:
    try:
        names = {code: clean_name(name) for code, name in settings.names.items() if name.strip()}
    except BylineRefused as refusal:
        raise ChapterRefused(str(refusal)) from refusal
    if settings.language not in names:
        raise ChapterRefused("A chapter needs a name in its own language. Write it.")
    return names


def _member(chapter: Chapter, account_id: UUID) -> ChapterMember:
    found = ChapterMember.objects.filter(chapter=chapter, account_id=account_id).first()
    if found is None:
        raise ChapterRefused("This person has left the chapter already.")
    return found


def _keep_an_editor(chapter: Chapter, leaving: ChapterMember) -> None:
    others = ChapterMember.objects.filter(
        chapter=chapter, role=ChapterRole.EDITOR, account__is_active=True
    ).exclude(id=leaving.id)
    if leaving.role == ChapterRole.EDITOR and not others.exists():
        raise ChapterRefused(
            "This is the chapter's last editor: nobody could read its pieces. "
            "Make somebody else an editor first."
        )


def _own_invitation(account: Account, invitation_id: UUID) -> ChapterInvitation:
    found = (
        ChapterInvitation.objects.select_for_update(of=("self",))
        .select_related("chapter")
        .filter(id=invitation_id, account=account, until__gt=timezone.now())
        .filter(chapter__closed_at=None)
        .first()
    )
    if found is None:
        raise ChapterRefused("This invitation is not there any more. Ask the chapter for another.")
    return found


def _print_if_seen(chapter: Chapter) -> None:
    if chapter.has_page:
        record_change(ChangeKind.CHAPTER, subject_id=chapter.id)


def _record(verb: str, chapter: Chapter, actor: Account | None) -> None:
    record_act(
        verb,
        subject_kind="chapter",
        subject_id=chapter.id,
        actor=actor.id if actor else None,
    )
