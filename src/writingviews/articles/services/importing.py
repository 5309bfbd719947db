"""Placing an article that was written elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from writingviews.articles.checks import hindrances
from writingviews.articles.contributors import add_contributor
from writingviews.articles.lifecycle import Need, State, TransitionRefused, Verb, needs_of
from writingviews.articles.models import Article
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change
from writingviews.people.models import Account

from .filing import Filing, write_filing
from .moving import free_slug
from .revising import freeze_revision, missing_needs


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article from elsewhere.

    Args:
        origin: where it was taken from; the same origin is never placed twice.
        document: the whole document (title and standfirst in it).
        filing: what it is filed under.
        slug: the address it wishes; "" for one made from the title.
        date: aware moment at which it was published, or begun.
        published: whether readers may see it.
        checked: whether who imports it vouches that it was checked before print where it was
            published; else it is held to the checklist and the rule of two persons of its section.
    """

    origin: str
    document: Mapping[str, Any]
    filing: Filing
    slug: str
    date: datetime
    published: bool
    checked: bool = False


@transaction.atomic
def place_article(*, actor: Account | None, writer: Account | None, arrival: Arrival) -> Article:
    """Place an article from elsewhere, published or as a draft.

    Raises:
        TransitionRefused: it is to be published and lacks something; `needs` says what.
        InvalidDocument: the document breaks the schema.
        IntegrityError: an article of this origin is there already.
    """
    article = Article.objects.create(
        origin=arrival.origin,
        language=arrival.filing.language,
        kind=arrival.filing.kind,
        created_at=arrival.date,
        stands_since=arrival.date,
    )
    write_filing(article, arrival.filing, actor=None)
    if writer is not None:
        add_contributor(account=writer, article_id=article.id)
    if arrival.published:
        _refuse_what_may_not_be_shown(article, arrival, actor)
    revision = freeze_revision(
        article=article, document=arrival.document, why="imported", now=arrival.date
    )
    if arrival.published or arrival.slug:
        article.slug = free_slug(revision.title, wanted=arrival.slug)
    if arrival.published:
        article.date_publication(arrival.date)
        article.published_revision = revision
        article.state = State.PUBLISHED
    article.save()
    if arrival.published:
        record_change(ChangeKind.ARTICLE, subject_id=article.id)
    record_act(
        "import",
        subject_kind="article",
        subject_id=article.id,
        actor=actor.id if actor else None,
        vouched=arrival.published and arrival.checked,
    )
    return article


def _refuse_what_may_not_be_shown(
    article: Article, arrival: Arrival, actor: Account | None
) -> None:
    said = {need: need.value for need in missing_needs(article, arrival.document)}
    if not arrival.checked:
        needs = needs_of(Verb.PUBLISH) - {Need.AS_SCHEDULED}
        said |= hindrances(article, arrival.document, actor=actor, needs=needs)
    if said:
        raise TransitionRefused(" ".join(said[need] for need in Need if need in said), said)
