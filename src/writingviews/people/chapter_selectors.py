"""Reading chapters, and which account has which part in them."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from .models import Account, Chapter, ChapterMember, ChapterRole

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
