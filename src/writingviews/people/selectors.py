"""Reading accounts, roles and bylines."""

from uuid import UUID

from django.db.models import QuerySet

from .models import Account, Byline, BylineHolder, Role, RoleGrant


def roles_of(account: Account) -> frozenset[Role]:
    """Return the roles of an account; every active account is a writer. One query."""
    if not account.is_active:
        return frozenset()
    granted = RoleGrant.objects.filter(account=account).values_list("role", flat=True)
    return frozenset({Role.WRITER, *(Role(role) for role in granted)})


def bylines_of(account: Account) -> QuerySet[Byline]:
    """Return the bylines an account may write under, by name."""
    held = BylineHolder.objects.filter(account=account).values("byline_id")
    return Byline.objects.filter(id__in=held)


def holds_byline(account: Account, byline_id: UUID) -> bool:
    """Return whether an account may write under a byline."""
    return BylineHolder.objects.filter(account=account, byline_id=byline_id).exists()
