"""Reading chapters, and which account has which part in them."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from .models import Account, Chapter, ChapterInvitation, ChapterMember, ChapterRole

#: Who reads what a chapter's writers hand in.
READERS: Final = frozenset({ChapterRole.EDITOR, ChapterRole.MENTOR})
EDITORS: Final = frozenset({ChapterRole.EDITOR})
EVERYBODY: Final = frozenset(ChapterRole)


def chapters_of(account: Account, roles: Collection[ChapterRole] = EVERYBODY) -> QuerySet[Chapter]:
    """Return the open chapters in which an account has any of `roles`, by slug."""
    return Chapter.objects.filter(id__in=chapter_ids_of(account, roles))


def chapter_ids_of(
    account: Account, roles: Collection[ChapterRole] = EVERYBODY
) -> "QuerySet[ChapterMember, UUID]":
    """Return the ids of the same, as a subquery; none for an account that is not open."""
    belongs = ChapterMember.objects.filter(
        account=account, account__is_active=True, chapter__closed_at=None, role__in=roles
    )
    return belongs.values_list("chapter_id", flat=True)


def chapter_role_of(account: Account, chapter_id: UUID) -> ChapterRole | None:
    """Return what an account is in an open chapter, or None. One query."""
    found = ChapterMember.objects.filter(
        account=account,
        account__is_active=True,
        chapter_id=chapter_id,
        chapter__closed_at=None,
    )
    role = found.values_list("role", flat=True).first()
    return ChapterRole(role) if role else None


def accounts_in_chapter(
    chapter_id: UUID, roles: Collection[ChapterRole] = EVERYBODY
) -> QuerySet[Account]:
    """Return the open accounts that have any of `roles` in an open chapter, by name.

    Nobody outside the chapter may see them, and inside it its editors alone see all.
    """
    belongs = ChapterMember.objects.filter(
        chapter_id=chapter_id, chapter__closed_at=None, role__in=roles
    )
    accounts = Account.objects.filter(id__in=belongs.values("account_id"), is_active=True)
    return accounts.order_by("username")


def invitations_of(account: Account, now: datetime) -> QuerySet[ChapterInvitation]:
    """Return the invitations that wait for an account's answer."""
    return ChapterInvitation.objects.filter(
        account=account, until__gt=now, chapter__closed_at=None
    ).select_related("chapter")


def invited_to(chapter: Chapter, now: datetime) -> QuerySet[ChapterInvitation]:
    """Return what a chapter asked and nobody has answered yes to. For its editors alone."""
    return ChapterInvitation.objects.filter(chapter=chapter, until__gt=now)


def members_of(chapter: Chapter) -> QuerySet[ChapterMember]:
    """Return who belongs to a chapter, by name. For its editors alone."""
    found = ChapterMember.objects.filter(chapter=chapter).select_related("account")
    return found.order_by("account__username")


def memberships_of(account: Account) -> QuerySet[ChapterMember]:
    """Return in which open chapters an account is, and as what, by the chapter's address."""
    found = ChapterMember.objects.filter(account=account, chapter__closed_at=None)
    return found.select_related("chapter").order_by("chapter__slug")


def all_chapters() -> QuerySet[Chapter]:
    """Return all chapters, with whether anybody edits them (`has_editor`). For publishers."""
    editing = ChapterMember.objects.filter(
        chapter=OuterRef("pk"), role=ChapterRole.EDITOR, account__is_active=True
    )
    return Chapter.objects.annotate(has_editor=Exists(editing))


def shown_chapters() -> list[Chapter]:
    """Return the chapters that readers see, by address. One query."""
    return list(Chapter.objects.filter(has_page=True))
