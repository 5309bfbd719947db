"""Telling accounts what they should know of, and noting what they have read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from writingviews.people.models import Account, Role
from writingviews.people.selectors import accounts_with_role

from .mail import queue_at_once
from .models import Muting, Notice, NoticeKind
from .selectors import KEPT, KEPT_READ

#: What a notice of waiting replies is about: none of them more than another.
ALL_REPLIES: Final = UUID(int=0)
_MODERATING: Final = (
    frozenset({Role.MODERATOR}),
    frozenset({Role.EDITOR, Role.PUBLISHER}),
)


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
    read, a notice counts on. Five queries, however many are told; none for nobody.

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
    queue_at_once(told - known, kind, subject_id, now=now)


def tell_moderators() -> None:
    """Tell the moderators that replies wait; where there are none, the editors, who moderate then.

    All that wait is one notice: it leads to all of them, and a flood of replies is one line. For
    rooms that make public things and so may not know accounts.
    """
    for roles in _MODERATING:
        if moderators := list(accounts_with_role(roles)):
            tell(moderators, NoticeKind.REPLY_WAITING, subject_id=ALL_REPLIES)
            return


def mark_read(*, actor: Account, notices: Iterable[UUID] | None = None) -> int:
    """Note that an account has read notices of its own; all of them, if none are named.

    Returns:
        how many were unread.
    """
    unread = Notice.objects.filter(account=actor, read=False)
    if notices is not None:
        unread = unread.filter(id__in=list(notices))
    return unread.update(read=True)


def drop_old_notices(now: datetime) -> int:
    """Drop notices that were read, or that nobody read, long enough ago; return how many.

    One query.
    """
    old = Q(at__lt=now - KEPT) | Q(read=True, at__lt=now - KEPT_READ)
    return Notice.objects.filter(old).delete()[0]


@transaction.atomic
def mute(
    *,
    actor: Account,
    everything: bool,
    kinds: Iterable[NoticeKind],
    mailed: Iterable[NoticeKind] = (),
) -> None:
    """Note what an account does not want to hear of; what it has been told already stays.

    Args:
        everything: whether it wants no notices at all.
        kinds: what it wants no notice of.
        mailed: what shall stay in the house.
    """
    Muting.objects.update_or_create(
        account=actor,
        defaults={
            "everything": everything,
            "kinds": sorted({kind.value for kind in kinds}),
            "mailed": sorted({kind.value for kind in mailed}),
        },
    )
