"""Telling accounts what they should know of, and noting what they have read."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from writingviews.people.models import Account, Role
from writingviews.people.selectors import accounts_with_role

from .models import Muting, Notice, NoticeKind


@transaction.atomic
def tell(
    accounts: Iterable[Account],
    kind: NoticeKind,
    *,
    subject_id: UUID,
    actor: Account | None = None,
) -> None:
    """Tell accounts that something happened. Call inside the transaction of the act.

    Who did it is not told, nor whose account is closed, nor who muted it. Told again before it was
    read, a notice counts on. Four queries, however many are told; none for nobody.

    Args:
        accounts: those that shall know; the caller has made sure that they may.
        kind: what happened.
        subject_id: what it is about, as `wording.WORDS` says of the kind.
        actor: who did it, to leave out; kept nowhere.
    """
    told = {each.id for each in accounts if each.is_active and each != actor}
    if not told:
        return
    now = timezone.now().replace(second=0, microsecond=0)
    for muting in Muting.objects.filter(account__in=told):
        if muting.everything or kind in muting.kinds:
            told.discard(muting.account_id)
    waiting = Notice.objects.filter(account__in=told, kind=kind, subject_id=subject_id, read=False)
    known = set(waiting.values_list("account_id", flat=True))
    if known:
        waiting.update(at=now, times=F("times") + 1)
    # Two who tell the same at once make one row.
    Notice.objects.bulk_create(
        (
            Notice(account_id=account, kind=kind, subject_id=subject_id, at=now)
            for account in sorted(told - known)
        ),
        ignore_conflicts=True,
    )


def tell_roles(
    roles: frozenset[Role], kind: NoticeKind, *, subject_id: UUID, actor: Account | None = None
) -> None:
    """Tell all who were given any of `roles`: for rooms that may not know accounts."""
    tell(accounts_with_role(roles), kind, subject_id=subject_id, actor=actor)


def mark_read(*, actor: Account, notices: Iterable[UUID] | None = None) -> int:
    """Note that an account has read notices of its own; all of them, if none are named.

    Returns:
        how many were unread.
    """
    unread = Notice.objects.filter(account=actor, read=False)
    if notices is not None:
        unread = unread.filter(id__in=list(notices))
    return unread.update(read=True)
