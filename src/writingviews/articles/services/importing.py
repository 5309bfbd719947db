"""Placing an article that was written elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from writingviews.articles.checks import hindrances
from writingviews.articles.contributors import add_contributor
from writingviews.articles.lifecycle import Need, State, TransitionRefused, Verb, needs_of
from writingviews.articles.models import Article
from writingviews.articles.placement import placement_of
from writingviews.ledger.models import AuditEntry, ChangeKind
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


class ChangedHere(Exception):
    """An article was changed in this house since it came; the message says what of it."""


@transaction.atomic
def renew_article(*, actor: Account | None, article_id: UUID, arrival: Arrival) -> Article:
    """Bring an article that came from elsewhere up to what stands there now.

    Only what is still as it came is changed: a text that nobody wrote on here, and what it is
    filed under where nobody filed it anew.

    Raises:
        ChangedHere: somebody wrote on it, or moved it, in this house.
        TransitionRefused: it is to be published now and lacks something; `needs` says what.
        InvalidDocument: the document breaks the schema.
    """
    article = (
        Article.objects.select_for_update(of=("self",)).select_related("section").get(id=article_id)
    )
    last = article.revisions.order_by("-number").first()
    if last is None or last.why != "imported":
        raise ChangedHere("its text was changed here since it came")
    if article.state not in {State.DRAFT, State.PUBLISHED}:
        raise ChangedHere("it was moved on here since it came")
    before = placement_of(article)
    if before is not None and not arrival.published:
        raise ChangedHere("it is published here, and is not at its source any more")
    acts = AuditEntry.objects.filter(subject_kind="article", subject_id=str(article.id))
    if not acts.filter(verb="file").exists():
        language = article.language if before is not None else arrival.filing.language
        write_filing(article, replace(arrival.filing, language=language), actor=None)
    if arrival.published:
        _refuse_what_may_not_be_shown(article, arrival, actor)
    now = timezone.now()
    revision = freeze_revision(article=article, document=arrival.document, why="imported", now=now)
    if arrival.published:
        if before is None:
            article.slug = article.slug or free_slug(revision.title, wanted=arrival.slug)
            article.date_publication(arrival.date)
            article.state, article.stands_since = State.PUBLISHED, now
        elif article.published_revision_id != revision.id:
            article.updated_at = now.replace(second=0, microsecond=0)
        article.published_revision = revision
    article.save()
    if arrival.published:
        record_change(
            ChangeKind.ARTICLE,
            subject_id=article.id,
            before=before.as_json() if before else None,
        )
    record_act(
        "import",
        subject_kind="article",
        subject_id=article.id,
        actor=actor.id if actor else None,
        again=True,
        vouched=arrival.published and arrival.checked,
    )
    return article


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
    missing = missing_needs(article, arrival.document)
    if arrival.checked:
        # What was before readers with a picture that nobody described stays before them; the next
        # update here asks for the description.
        missing -= {Need.ALT_TEXT}
    said = {need: need.value for need in missing}
    if not arrival.checked:
        needs = needs_of(Verb.PUBLISH) - {Need.AS_SCHEDULED}
        said |= hindrances(article, arrival.document, actor=actor, needs=needs)
    if said:
        raise TransitionRefused(" ".join(said[need] for need in Need if need in said), said)
