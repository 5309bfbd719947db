"""Reading accounts, roles and bylines."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, QuerySet

from writingviews.house.settings import house_settings

from .models import Account, Byline, BylineHolder, Role, RoleGrant
from .names import sign_in_key


def account_named(username: str) -> Account | None:
    """Return the account of a name, however its letters are typed. One query."""
    return Account.objects.filter(folded=sign_in_key(username)).first()


#: Roles that see or change what is others': a stolen password must not be enough for them.
GUARDED: Final = frozenset({Role.EDITOR, Role.PUBLISHER, Role.MODERATOR})
#: Recovery codes are none: they come with one, and run out.
_SECOND_FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class Standing:
    """What an account is in the house.

    Args:
        roles: those it has now.
        held_back: those it was given, and has once a second factor is set up.
    """

    roles: frozenset[Role]
    held_back: frozenset[Role] = frozenset()


def standing_of(account: Account) -> Standing:
    """Return the roles of an account, and those that wait for a second factor. One query.

    Held here and not at the pages' doors, so that it holds for the live line too.
    """
    if not account.is_active:
        return Standing(frozenset())
    second = Authenticator.objects.filter(user=account, type__in=_SECOND_FACTORS)
    rows = list(
        RoleGrant.objects.filter(account=account)
        .annotate(second=Exists(second))
        .values_list("role", "second")
    )
    granted = frozenset({Role.WRITER, *(Role(role) for role, _second in rows)})
    if not house_settings().second_factor or all(second for _role, second in rows):
        return Standing(granted)
    return Standing(granted - GUARDED, granted & GUARDED)


def roles_of(account: Account) -> frozenset[Role]:
    """Return the roles that an account has now; every active account is a writer. One query."""
    return standing_of(account).roles


def bylines_of(account: Account) -> QuerySet[Byline]:
    """Return the bylines an account may write under, by name."""
    held = BylineHolder.objects.filter(account=account).values("byline_id")
    return Byline.objects.filter(id__in=held)


def bylines_by_holder(accounts: Collection[Account]) -> dict[UUID, list[Byline]]:
    """Return the bylines that each account may write under, by name. One query.

    Every account has an entry. As `holders_of`, not for rooms that make public things.
    """
    held: dict[UUID, list[Byline]] = {account.id: [] for account in accounts}
    links = BylineHolder.objects.filter(account__in=held).select_related("byline")
    for link in links.order_by("byline__name", "byline__slug"):
        held[link.account_id].append(link.byline)
    return held


def accounts_with_role(roles: Collection[Role]) -> QuerySet[Account]:
    """Return the open accounts that were given any of `roles`."""
    granted = RoleGrant.objects.filter(role__in=roles).values("account_id")
    return Account.objects.filter(id__in=granted, is_active=True)


def holds_byline(account: Account, byline_id: UUID) -> bool:
    """Return whether an account may write under a byline."""
    return BylineHolder.objects.filter(account=account, byline_id=byline_id).exists()


def holders_of(bylines: Collection[Byline]) -> dict[UUID, frozenset[UUID]]:
    """Return the ids of the accounts behind each of the bylines. One query.

    Every byline has an entry; that of one nobody stands behind is empty. This is the wall's own
    door (TRUST, promise 1): rooms that make public things may not import it.
    """
    holders: dict[UUID, set[UUID]] = {byline.id: set() for byline in bylines}
    links = BylineHolder.objects.filter(byline__in=holders).values_list("byline_id", "account_id")
    for byline, account in links:
        holders[byline].add(account)
    return {byline: frozenset(accounts) for byline, accounts in holders.items()}
