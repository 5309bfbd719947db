"""The postman: sends what is to be sent, and tries again what could not be.

Runs in a thread of the worker, for a mail server that does not answer must not hold up a page that
is to be printed. Neither an address nor what a server says of it goes to the log.
"""

import contextlib
import logging
import smtplib
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.utils import make_msgid
from threading import Thread
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import Error, close_old_connections
from django.utils import timezone

from writingviews.house.settings import MailSettings, house_settings

from .mail import queue_summaries, unread_to_mail
from .models import MailAddress, MailKind, NoticeKind, Outgoing
from .writing import written

logger = logging.getLogger(__name__)

#: After how long a mail that could not be sent is tried again; after the last it is given up.
AGAIN: Final = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60)
)
#: What a server says of one mail; every other fault is of the way to the server.
ABOUT_THE_MAIL: Final = (smtplib.SMTPDataError, smtplib.SMTPSenderRefused)
#: Mails in one round.
MOST: Final = 50
#: Seconds from one round to the next.
_ROUND: Final = 5.0


def start_postman(
    zone: Callable[[], ZoneInfo], readers: Callable[[datetime, MailSettings], int]
) -> Thread | None:
    """Start the postman's thread; None if the house sends no mail.

    Args:
        zone: gives the publication's, by which the hour of the summary is told.
        readers: makes a round with the mails that no account gets.
    """
    settings = house_settings().mail
    if settings is None:
        return None

    def notices(now: datetime, settings: MailSettings) -> int:
        return make_round(now, settings, zone())

    postman = Thread(
        target=_rounds, args=(settings, (notices, readers)), name="postman", daemon=True
    )
    postman.start()
    return postman


def _rounds(
    settings: MailSettings, rounds: Sequence[Callable[[datetime, MailSettings], int]]
) -> None:
    while True:
        for one in rounds:
            try:
                close_old_connections()
                one(timezone.now(), settings)
            except Error:
                logger.warning("database away, the postman waits")
            except Exception as error:  # noqa: BLE001 - whatever it is, the next round is made
                # Not with its text: a mail server's answer quotes addresses.
                logger.error("the postman stumbled: %s", type(error).__name__)  # noqa: TRY400
        time.sleep(_ROUND)


def make_round(now: datetime, settings: MailSettings, zone: ZoneInfo) -> int:
    """Queue the summaries whose hour has come, send what is due; return how many were sent.

    Two queries when nothing is due. A house that ends between sending and noting it sends a mail
    twice rather than never.
    """
    here = now.astimezone(zone)
    if here.hour >= settings.hour:
        queue_summaries(here.date(), now=now)
    due = Outgoing.objects.filter(next_at__lte=now).select_related("address", "notice")
    waiting = list(due.order_by("next_at", "id")[:MOST])
    if not waiting:
        return 0
    connection, sent = get_connection(), 0
    for outgoing in waiting:
        try:
            sent += _deliver(outgoing, connection, settings, now)
        except _ServerAway:
            break  # the others wait for the next round
    with contextlib.suppress(OSError):  # a line that broke is closed
        connection.close()
    return sent


class _ServerAway(Exception):
    """The mail server cannot be reached, or does not take our mail at all."""


def _deliver(
    outgoing: Outgoing, connection: BaseEmailBackend, settings: MailSettings, now: datetime
) -> bool:
    kinds = _news(outgoing)
    if not kinds and outgoing.kind != MailKind.CONFIRM:
        outgoing.delete()  # it was read meanwhile
        return False
    try:
        said = written(outgoing, kinds, house_settings().address)
        message(said, outgoing.address.address, connection, settings).send()
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _said in refusal.recipients.values()]
        if codes and all(500 <= code < 600 for code in codes):
            _give_up(outgoing)
        else:
            _put_off(outgoing, now)
        return False
    except OSError as error:  # every fault of SMTP is one
        logger.warning("a mail could not be sent: %s", type(error).__name__)
        _put_off(outgoing, now)
        if isinstance(error, ABOUT_THE_MAIL):
            return False
        raise _ServerAway from None
    outgoing.delete()
    return True


def _news(outgoing: Outgoing) -> list[NoticeKind]:
    """Return what there still is to tell."""
    if outgoing.kind == MailKind.CONFIRM:
        return []
    if outgoing.kind == MailKind.SUMMARY:
        return unread_to_mail(outgoing.address)
    notice = outgoing.notice
    return [NoticeKind(notice.kind)] if notice is not None and not notice.read else []


def message(
    said: tuple[str, str], to: str, connection: BaseEmailBackend, mail: MailSettings
) -> EmailMessage:
    """Return a mail with a subject and a text that names no machine and asks for no answer."""
    subject, text = said
    return EmailMessage(
        subject=subject,
        body=text,
        from_email=mail.sender,
        to=[to],
        connection=connection,
        headers={
            # Django's own would bear the name of the machine.
            "Message-ID": make_msgid(domain=urlsplit(house_settings().address).hostname),
            "Auto-Submitted": "auto-generated",
        },
    )


def _put_off(outgoing: Outgoing, now: datetime) -> None:
    if outgoing.tries >= len(AGAIN):
        logger.warning("a mail was given up")
        outgoing.delete()
        return
    outgoing.next_at = now + AGAIN[outgoing.tries]
    outgoing.tries += 1
    outgoing.save(update_fields=("next_at", "tries"))


def _give_up(outgoing: Outgoing) -> None:
    """Send nothing more to an address that its server does not know; its owner is shown so."""
    MailAddress.objects.filter(id=outgoing.address_id).update(came_back=True)
    Outgoing.objects.filter(address=outgoing.address_id).delete()
