"""Reading links, and who came by them."""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from writingviews.articles.reviewers import reviews

from .models import GuestLink

#: How a session says that it is a guest's (`backend.GuestBackend`).
BACKEND: Final = "writingviews.guests.backend.GuestBackend"
#: Characters of a link's secret: 256 bits in base64.
SECRET_LENGTH: Final = 43


def fingerprint_of(secret: str) -> str:
    """Return what is kept of a link's secret. It is long and random, so one hash suffices."""
    return sha256(secret.encode()).hexdigest()


def open_link(secret: str) -> GuestLink | None:
    """Return the link of a secret if it is good now: one answer for one that never was, has ended,
    was cut off, or whose article is not in that review any more. Two queries at most."""
    if len(secret) != SECRET_LENGTH:
        return None
    return _good(GuestLink.objects.filter(fingerprint=fingerprint_of(secret)))


def link_of(account_id: UUID) -> GuestLink | None:
    """Return the link that a guest's account came by, if it is good now. Two queries at most."""
    return _good(GuestLink.objects.filter(account=account_id))


def _good(found: QuerySet[GuestLink]) -> GuestLink | None:
    link = (
        found.filter(ended_at__isnull=True, until__gt=timezone.now(), account__is_active=True)
        .select_related("account")
        .first()
    )
    return link if link is not None and reviews(link.account, link.article_id) else None


def links_of(article_id: UUID) -> QuerySet[GuestLink]:
    """Return an article's links, the latest first. For who may ask its reviewers."""
    return GuestLink.objects.filter(article=article_id).order_by("-made_at", "id")


def guest_names(accounts: Collection[UUID]) -> dict[UUID, str]:
    """Return the names that guests bear, for those of some accounts that are guests'. One query."""
    found = GuestLink.objects.filter(account__in=accounts)
    return dict(found.values_list("account_id", "name"))


def ended_links(now: datetime) -> QuerySet[GuestLink]:
    """Return links that are past their end and whose account is not closed yet."""
    return GuestLink.objects.filter(until__lte=now, account__is_active=True)
