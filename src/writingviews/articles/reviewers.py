"""Who was asked to review an article. The only door to `Reviewer`: an author behind a pen name may
be one, and with both sides unknown their name is for editors alone."""

from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from writingviews.people.models import Account

from .anonymity import Anonymity
from .contributors import contributed_ids
from .lifecycle import REVIEWED
from .models import Reviewer


def open_requests() -> QuerySet[Reviewer]:
    """Return the requests by which somebody may read an article now: of the round it is in, not
    ended, not past their end, and the article is in review."""
    return Reviewer.objects.filter(
        Q(until__isnull=True) | Q(until__gt=timezone.now()),
        ended_at__isnull=True,
        round=F("article__round"),
        article__state__in=REVIEWED,
        account__is_active=True,
    )


def reviews(account: Account, article_id: UUID) -> bool:
    """Return whether an account may read an article as its reviewer now. One query."""
    return open_requests().filter(account=account, article_id=article_id).exists()


def reviewed_ids(account: Account) -> "QuerySet[Reviewer, UUID]":
    """Return the ids of the articles an account may read as reviewer now, as a subquery."""
    return open_requests().filter(account=account).values_list("article_id", flat=True)


def reviewers_now(article_id: UUID) -> QuerySet[Account]:
    """Return the accounts that may read an article as its reviewers now."""
    asked = open_requests().filter(article_id=article_id)
    return Account.objects.filter(id__in=asked.values("account_id"))


def reviewers_ever(article_id: UUID) -> list[UUID]:
    """Return the ids of all accounts that were ever asked, in the order they were first. One query.

    By the place in it, those from whom the name is kept tell one reviewer from another.
    """
    asked = Reviewer.objects.filter(article_id=article_id).order_by("first_asked_at", "id")
    return list(dict.fromkeys(asked.values_list("account_id", flat=True)))


def requests_for(account: Account) -> QuerySet[Reviewer]:
    """Return what an account was ever asked to review, the latest first; nothing it writes."""
    asked = Reviewer.objects.filter(account=account).exclude(
        article_id__in=contributed_ids(account)
    )
    return asked.order_by("-asked_at", "id")


def requests_of(article_id: UUID) -> QuerySet[Reviewer]:
    """Return who was asked to review an article, by round. For the newsroom's eyes only."""
    found = Reviewer.objects.filter(article_id=article_id).select_related("account", "asked_by")
    return found.order_by("round", "first_asked_at", "id")


def requests_known_to(editor: Account) -> QuerySet[Reviewer]:
    """Return the open requests of which an editor may know whom they went to, as
    `anonymity.is_hidden` says of one: where neither learns who the other is, not those of a piece
    that the editor writes."""
    return open_requests().exclude(
        article__anonymity=Anonymity.BOTH_UNKNOWN, article_id__in=contributed_ids(editor)
    )
