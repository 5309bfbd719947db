"""Who writes an article. The only door to `Contributor`, which stands behind the pen-name wall."""

from uuid import UUID

from django.db.models import QuerySet

from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_change
from writingviews.people.models import Account

from .models import Article, Contributor, FirstDraft
from .placement import placement_of


def contributes(account: Account | UUID, article_id: UUID) -> bool:
    """Return whether an account, or the one of an id, is one of an article's writers. One query."""
    known = account if isinstance(account, UUID) else account.id
    return Contributor.objects.filter(account_id=known, article_id=article_id).exists()


def contributed_ids(account: Account) -> "QuerySet[Contributor, UUID]":
    """Return the ids of the articles that an account writes, as a subquery."""
    return Contributor.objects.filter(account=account).values_list("article_id", flat=True)


def writers_of(article_id: UUID) -> QuerySet[Account]:
    """Return the accounts that write an article. For the newsroom's eyes only."""
    writing = Contributor.objects.filter(article_id=article_id).values("account_id")
    return Account.objects.filter(id__in=writing).order_by("username")


def add_contributor(*, account: Account, article_id: UUID) -> None:
    """Make an account one of an article's writers. Doing it twice is harmless.

    Readers who saw how the article began do so again when the newcomer has said yes, too.
    """
    _, new = Contributor.objects.get_or_create(account=account, article_id=article_id)
    shown = FirstDraft.objects.filter(article=article_id, public=True)
    if new and shown.update(public=False):
        before = placement_of(Article.objects.select_related("section").get(id=article_id))
        record_change(
            ChangeKind.ARTICLE,
            subject_id=article_id,
            before=before.as_json() if before else None,
            urgent=True,
        )
