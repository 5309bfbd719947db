"""The way to a mailbox: giving an address, confirming it, taking it back, and what is to be sent.

What somebody does never waits for a mail: rows are put into `Outgoing` with the act, and the
worker's postman (`posting`) sends them.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer, TimestampSigner
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from writingviews.people.models import Account

from .models import MailAddress, MailKind, Muting, Notice, NoticeKind, Outgoing, Pace
from .wording import MAILED

#: How long a link that confirms an address is good.
CONFIRMABLE: Final = timedelta(days=2)
#: A notice waits so long before it is mailed: what is read meanwhile is not.
PATIENCE: Final = timedelta(minutes=3)
#: Mails that confirm: one an address within an hour, five an account within a day.
CONFIRMATIONS: Final = 5
_HOUR: Final = 3600
_CONFIRM: Final = TimestampSigner(salt="notices.confirm")
_STOP: Final = Signer(salt="notices.stop")


class AddressRefused(Exception):
    """The address cannot be taken; the message says why and the mend. It never quotes it."""


def address_of(account: Account) -> MailAddress | None:
    """Return where an account's notices are mailed. For that account's own eyes. One query."""
    return MailAddress.objects.filter(account=account).first()


@transaction.atomic
def give_address(*, actor: Account, address: str) -> MailAddress:
    """Take an address, in place of any before, and send it a link that confirms it.

    Raises:
        AddressRefused: not an address, or too many mails were asked for.
    """
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise AddressRefused(
            "This is not an e-mail address. Write it as name@example.org."
        ) from None
    if len(address) > 254:
        raise AddressRefused("The address is too long: 254 characters are the most.")
    _count_confirmation(actor, address)
    MailAddress.objects.filter(account=actor).delete()
    given = MailAddress.objects.create(account=actor, address=address)
    Outgoing.objects.create(address=given, kind=MailKind.CONFIRM, next_at=timezone.now())
    return given


def _count_confirmation(actor: Account, address: str) -> None:
    """Keep the house from being made to fill somebody's mailbox. Counted in memory alone."""
    known = salted_hmac("notices.mailbox", address.casefold(), algorithm="sha256").hexdigest()
    asked = f"notices.asked.{actor.id}"
    count = cache.get(asked, 0)
    if count >= CONFIRMATIONS:
        raise AddressRefused("Five mails were sent today. Try again tomorrow.")
    if not cache.add(f"notices.mailbox.{known}", 1, _HOUR):
        raise AddressRefused(
            "A mail went to this address within the last hour. Look for it, or try again later."
        )
    cache.set(asked, count + 1, 24 * _HOUR)


@transaction.atomic
def confirm_address(known: UUID, *, today: date) -> bool:
    """Note that somebody who reads a mailbox wants its mail; return whether it is still given.

    Doing it twice is harmless.
    """
    # The first summary is tomorrow's: today somebody is in the house.
    found = MailAddress.objects.filter(id=known)
    return bool(found.update(confirmed=True, came_back=False, summed_up_on=today))


def set_pace(*, actor: Account, pace: Pace) -> None:
    """Note how soon an account wants its mail."""
    MailAddress.objects.filter(account=actor).update(pace=pace)


def delete_address(*, actor: Account) -> bool:
    """Forget an account's address and what waits to be sent there; return whether there was one."""
    return MailAddress.objects.filter(account=actor).delete()[0] > 0


def delete_address_by_mail(known: UUID) -> bool:
    """Forget an address because somebody who reads its mail wants so."""
    return MailAddress.objects.filter(id=known).delete()[0] > 0


# --- links in mails ---------------------------------------------------------------------------


def confirming_token(address: MailAddress) -> str:
    """Return what a link holds that confirms an address."""
    return _CONFIRM.sign(address.id.hex)


def stopping_token(address: MailAddress) -> str:
    """Return what a link holds that deletes an address."""
    return _STOP.sign(address.id.hex)


def confirmed_by(token: str) -> UUID | None:
    """Return the id of the address that a link confirms; None if it is none of ours, or old."""
    try:
        return UUID(_CONFIRM.unsign(token, max_age=CONFIRMABLE))
    except (BadSignature, ValueError):
        return None


def stopped_by(token: str) -> UUID | None:
    """Return the id of the address that a link deletes; None if it is none of ours."""
    try:
        return UUID(_STOP.unsign(token))
    except (BadSignature, ValueError):
        return None


# --- what is to be sent -----------------------------------------------------------------------


def queue_at_once(
    accounts: Collection[UUID], kind: NoticeKind, subject_id: UUID, *, now: datetime
) -> None:
    """Queue a mail of a notice for those of some accounts that want it at once. One query, four
    if any does."""
    if kind not in MAILED:
        return
    wanting = {
        each.account_id: each
        for each in MailAddress.objects.filter(
            account__in=accounts, confirmed=True, came_back=False, pace=Pace.AT_ONCE
        )
    }
    if not wanting:
        return
    for muting in Muting.objects.filter(account__in=wanting):
        if kind in muting.mailed:
            del wanting[muting.account_id]
    unread = Notice.objects.filter(
        account__in=wanting, kind=kind, subject_id=subject_id, read=False
    )
    Outgoing.objects.bulk_create(
        (
            Outgoing(
                address=wanting[notice.account_id],
                kind=MailKind.NOTICE,
                notice=notice,
                next_at=now + PATIENCE,
            )
            for notice in unread
        ),
        ignore_conflicts=True,
    )


def queue_summaries(today: date, *, now: datetime) -> int:
    """Queue the day's summary for those who want one and have something new; return how many.

    Call from the publication's hour on; later calls of the same day find nobody. One query then.

    Args:
        today: the day in the publication's zone.
        now: aware moment.
    """
    due = list(
        MailAddress.objects.filter(confirmed=True, came_back=False, pace=Pace.DAILY).exclude(
            summed_up_on__gte=today
        )
    )
    if not due:
        return 0
    with transaction.atomic():
        mails = [
            Outgoing(address=address, kind=MailKind.SUMMARY, next_at=now)
            for address in due
            if unread_to_mail(address)
        ]
        Outgoing.objects.bulk_create(mails, ignore_conflicts=True)
        MailAddress.objects.filter(id__in=[each.id for each in due]).update(summed_up_on=today)
    return len(mails)


def unread_to_mail(address: MailAddress) -> list[NoticeKind]:
    """Return of which kinds an address's owner has unread notices that may be mailed. Two
    queries."""
    muting = Muting.objects.filter(account=address.account_id).first()
    silent = set(muting.mailed) if muting else set()
    unread = Notice.objects.filter(account=address.account_id, read=False)
    found = set(unread.order_by().values_list("kind", flat=True).distinct())
    return [kind for kind in MAILED if kind.value in found - silent]
