"""Reading notices."""

from datetime import timedelta
from typing import Final

from django.db.models import QuerySet

from writingviews.people.models import Account

from .models import Muting, Notice

#: How long a notice that was read is kept, and how long any.
KEPT_READ: Final = timedelta(days=30)
KEPT: Final = timedelta(days=90)
#: The bell counts no further.
MOST_COUNTED: Final = 99


def unread_count(account: Account) -> int:
    """Return how many unread notices an account has, up to one more than `MOST_COUNTED`. One
    query."""
    return Notice.objects.filter(account=account, read=False)[: MOST_COUNTED + 1].count()


def notices_of(account: Account) -> QuerySet[Notice]:
    """Return an account's notices: the unread first, then the latest."""
    return Notice.objects.filter(account=account).order_by("read", "-at", "id")


def muting_of(account: Account) -> Muting:
    """Return what an account does not want to hear of; unsaved, if it never said. One query."""
    return Muting.objects.filter(account=account).first() or Muting(account=account)
