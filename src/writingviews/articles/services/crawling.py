"""What the publication tells programs that read it: may they be trained on it, whom to tell of a
hole, what is news."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article, Publication
from writingviews.articles.seen import hold_to, seen_as
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change
from writingviews.people.models import Account

#: What the ledger says has changed: the addresses of pages, which are above this room.
ROBOTS: Final = "/robots.txt"
SECURITY: Final = "/.well-known/security.txt"
NEWS: Final = "/sitemaps/news.xml"

#: How long a piece is news to a search engine, by its own rule.
NEWS_FOR: Final = timedelta(days=2)
#: How long a contact holds without being said again, and how long before its end it is: RFC 9116
#: recommends less than a year.
_HOLDS: Final = timedelta(days=330)
_RENEWED_BEFORE: Final = timedelta(days=150)


def told_as(row: Publication) -> str:
    """Return what `tell_crawlers` asks for as `seen`."""
    return seen_as(*_told(row))


@transaction.atomic
def tell_crawlers(
    *, actor: Account | None, training: bool, security_contact: str, today: date, seen: str = ""
) -> Publication:
    """Say whether programs may be trained on what readers read, and whom to tell of a hole.

    Args:
        actor: None for the house.
        training: whether they may.
        security_contact: ``mailto:…`` or ``https://…``; "" for nobody.
        today: from which the contact holds.
        seen: how it stood when the change was begun, of `told_as`.

    Raises:
        SettingsMoved: somebody else was first.
    """
    row = Publication.objects.select_for_update().order_by("id").get()
    former = _told(row)
    hold_to(seen, *former)
    row.training, row.security_contact = training, security_contact
    if _told(row) == former:
        return row
    row.security_until = today + _HOLDS if security_contact else None
    row.save(update_fields=("training", "security_contact", "security_until"))
    record_act(
        "tell crawlers",
        subject_kind="publication",
        subject_id=str(row.pk),
        actor=actor.id if actor else None,
        training=training,
    )
    record_change(ChangeKind.SAID, subject_id=ROBOTS)
    record_change(ChangeKind.SAID, subject_id=SECURITY)
    return row


@transaction.atomic
def turn_crawlers_pages(now: datetime) -> None:
    """Let go what is news no longer, and say the contact again before it ends: the clock's act.

    Doing it twice is harmless; a clock that is set back changes nothing.
    """
    row = Publication.objects.select_for_update().order_by("id").first()
    if row is None:
        return
    hour = now.replace(minute=0, second=0, microsecond=0)
    since = hour - NEWS_FOR
    if row.news_since is None or row.news_since < since:
        before, row.news_since = row.news_since, since
        row.save(update_fields=("news_since",))
        told = Article.objects.filter(state=State.PUBLISHED)
        if before is not None:
            told = told.filter(published_at__gte=before, published_at__lt=since)
        if told.exists():
            record_change(ChangeKind.SAID, subject_id=NEWS)
    today = now.date()
    if row.security_until is not None and row.security_until - today < _RENEWED_BEFORE:
        row.security_until = today + _HOLDS
        row.save(update_fields=("security_until",))
        record_change(ChangeKind.SAID, subject_id=SECURITY)


def _told(row: Publication) -> tuple[object, ...]:
    return row.training, row.security_contact
