"""Mailing readers the link to their own reply, as soon as it is received and once.

Whoever sends a reply can write anybody's address beside it, so a mailbox gets few of these mails,
the house sends few in a round, and none bears a word that a sender wrote.
"""

import contextlib
import logging
import smtplib
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.core.mail import get_connection

from writingviews.house.settings import MailSettings, house_settings
from writingviews.notices.posting import ABOUT_THE_MAIL, AGAIN, message

from .models import Reply, ReplyContact, ReplyMail
from .rates import RateLimit

logger = logging.getLogger(__name__)

#: Mails in one round of the postman, which comes every five seconds.
MOST: Final = 20
#: What may wait; of what comes then the link is shown alone. A flood leaves minutes of sending.
MOST_WAITING: Final = 500
#: What one mailbox gets in half a day. Counted in the postman's memory alone, by a keyed hash.
TO_ONE: Final = 3
_mailboxes = RateLimit(limit=TO_ONE, window=12 * 3600.0)

#: Gives a mail's subject and text; None if the reply has no page now on which a link would work.
Written = Callable[[Reply], tuple[str, str] | None]


def queue_link(contact: ReplyContact, now: datetime) -> None:
    """Queue the mail with a reply's link, if the house sends mail. One query, two if it is queued.

    Args:
        now: to the minute, as a reply's moment is: no other is kept.
    """
    if house_settings().mail and ReplyMail.objects.count() < MOST_WAITING:
        ReplyMail.objects.create(contact=contact, next_at=now)


def make_round(now: datetime, settings: MailSettings, written: Written) -> int:
    """Send the links that are due; return how many were sent. One query when nothing is due.

    A house that ends between sending and noting it sends a mail twice rather than never.
    """
    due = ReplyMail.objects.filter(next_at__lte=now).select_related("contact__reply")
    waiting = list(due.order_by("next_at", "contact_id")[:MOST])
    if not waiting:
        return 0
    connection, sent = get_connection(), 0
    for each in waiting:
        said = written(each.contact.reply) if each.contact.reply.key_hash else None
        address = each.contact.email
        if said is None or not (each.tries or _allowed(address)):
            each.delete()
            continue
        try:
            message(said, address, connection, settings).send()
        except OSError as error:  # every fault of SMTP is one
            # Without what the server says: it quotes addresses.
            logger.warning("a reader's mail could not be sent: %s", type(error).__name__)
            _put_off(each, error, now)
            if not isinstance(error, (*ABOUT_THE_MAIL, smtplib.SMTPRecipientsRefused)):
                break  # the server is away: the others wait for the next round
        else:
            each.delete()
            sent += 1
    with contextlib.suppress(OSError):  # a line that broke is closed
        connection.close()
    return sent


def _allowed(address: str) -> bool:
    return _mailboxes.allow(address.casefold(), now=time.monotonic())


def _put_off(mail: ReplyMail, error: OSError, now: datetime) -> None:
    unknown = isinstance(error, smtplib.SMTPRecipientsRefused) and all(
        500 <= code < 600 for code, _said in error.recipients.values()
    )
    if unknown or mail.tries >= len(AGAIN):
        mail.delete()
        return
    mail.next_at = now + AGAIN[mail.tries]
    mail.tries += 1
    mail.save(update_fields=("next_at", "tries"))
