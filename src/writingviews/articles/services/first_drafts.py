"""Letting readers see how a piece began: its writers' own act, and nobody else's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from writingviews.articles.contributors import contributes, writers_of
from writingviews.articles.first_drafts import beginning_of
from writingviews.articles.models import Article, FirstDraft, FirstDraftYes
from writingviews.articles.placement import placement_of
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change
from writingviews.people.models import Account


class FirstDraftRefused(Exception):
    """It cannot be; the message says why and the mend."""


@dataclass(frozen=True, slots=True)
class Consent:
    """How the writers of an article stand to showing how it began.

    Args:
        own: whether the one who asks has said yes.
        yes: how many have.
        writers: how many there are.
        public: whether readers may see it.
    """

    own: bool
    yes: int
    writers: int
    public: bool


def consent(account: Account, article: Article) -> Consent:
    """Return how the writers of an article stand, for one of them. Three queries."""
    writers = set(writers_of(article.id).values_list("id", flat=True))
    said = _said(article.id) & writers
    public = FirstDraft.objects.filter(article=article, public=True).exists()
    return Consent(account.id in said, len(said), len(writers), public)


@transaction.atomic
def let_readers_see_first_draft(*, actor: Account, article_id: UUID, now: datetime) -> bool:
    """Say yes to readers' seeing how a piece began. Doing it twice is harmless.

    Returns:
        whether they see it now: as soon as the last of its writers has said yes.

    Raises:
        FirstDraftRefused: `actor` does not write it, readers do not see the piece, or there is no
            first draft that differs from it.
    """
    article = _held(actor, article_id)
    if beginning_of(article) is None:
        raise FirstDraftRefused(
            "There is no first draft to show: a piece shows how it began once it is published "
            "with another text than the first that was handed in."
        )
    _, new = FirstDraftYes.objects.get_or_create(
        article=article, account=actor, defaults={"at": now}
    )
    if new:
        _record("agree to show first draft", actor, article, now)
    writers = set(writers_of(article_id).values_list("id", flat=True))
    if not writers <= _said(article_id):
        return False
    row, made = FirstDraft.objects.get_or_create(article=article, defaults={"public": True})
    if made or not row.public:
        row.public = True
        row.save()
        _print(article)
    return True


@transaction.atomic
def take_first_draft_back(*, actor: Account, article_id: UUID, now: datetime) -> None:
    """Take one's yes back: readers see no longer how the piece began, whatever the others said.
    Doing it twice is harmless, and it needs no reason.

    Raises:
        FirstDraftRefused: `actor` does not write it.
    """
    article = _held(actor, article_id)
    gone, _ = FirstDraftYes.objects.filter(article=article, account=actor).delete()
    if gone:
        _record("take first draft back", actor, article, now)
    if FirstDraft.objects.filter(article=article, public=True).update(public=False):
        _print(article, urgent=True)


def _held(actor: Account, article_id: UUID) -> Article:
    found = Article.objects.select_for_update(of=("self",)).select_related("published_revision")
    article = found.get(id=article_id)
    if not contributes(actor, article_id):
        raise FirstDraftRefused(
            "Whether readers see how a piece began is for those who write it to say. Ask them."
        )
    return article


def _said(article_id: UUID) -> set[UUID]:
    found = FirstDraftYes.objects.filter(article=article_id)
    return set(found.values_list("account_id", flat=True))


def _record(verb: str, actor: Account, article: Article, now: datetime) -> None:
    record_act(verb, subject_kind="article", subject_id=article.id, actor=actor.id, at=now)


def _print(article: Article, *, urgent: bool = False) -> None:
    before = placement_of(article)
    if before is not None:
        record_change(
            ChangeKind.ARTICLE, subject_id=article.id, before=before.as_json(), urgent=urgent
        )
