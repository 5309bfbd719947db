"""The pieces an editor looks for: what the filter of board, calendar and list means."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article, ArticleByline, Reviewer, Revision, Section
from writingviews.articles.reviewers import requests_known_to
from writingviews.articles.selectors import CENTRAL, articles_in_states
from writingviews.newsroom.lateness import GRACE, PATIENCE, SOON
from writingviews.people.models import Account, Chapter

from .rows import UNDER_WORK, Listing, listing_page

#: What an editor may look for; drafts and what was withdrawn are their writers' alone.
LISTED: Final = (*UNDER_WORK, State.PUBLISHED, State.DECLINED, State.TAKEN_DOWN)


class When(StrEnum):
    """What a piece's time says."""

    LATE = "late"
    SOON = "soon"


class Order(StrEnum):
    """How a list is ordered: the latest first, or what waits longest first."""

    LATEST = ""
    LONGEST = "longest"


@dataclass(frozen=True, slots=True)
class Nobody:
    """Stands for a person, or a chapter, where pieces are sought that belong to none."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for; None and "" leave it open.

    Args:
        who: which editor has it in hand.
        reviewed: requests to review, of which one is for it.
    """

    words: str = ""
    state: State | None = None
    section: Section | None = None
    kind: str = ""
    language: str = ""
    chapter: Chapter | Nobody | None = None
    who: Account | Nobody | None = None
    reviewed: QuerySet[Reviewer] | None = None
    when: When | None = None
    order: Order = Order.LATEST


def pieces_found(sought: Sought, *, now: datetime) -> QuerySet[Article]:
    """Return the central newsroom's pieces that are looked for, in no order."""
    states = [sought.state] if sought.state else list(LISTED)
    found = articles_in_states(states).order_by()
    if sought.language:
        found = found.filter(language=sought.language)
    if sought.kind:
        found = found.filter(kind=sought.kind)
    if sought.section:
        found = found.filter(section=sought.section)
    found = _belonging(found, sought)
    if sought.when is When.LATE:
        found = found.filter(late(now))
    elif sought.when is When.SOON:
        found = found.filter(due_soon(now))
    if sought.words:
        found = found.filter(named(sought.words))
    return found


def _belonging(found: QuerySet[Article], sought: Sought) -> QuerySet[Article]:
    """Cut pieces by the chapter they are of, and by who has them."""
    if isinstance(sought.chapter, Nobody):
        found = found.filter(chapter=None)
    elif sought.chapter:
        found = found.filter(chapter=sought.chapter)
    if isinstance(sought.who, Nobody):
        found = found.filter(had_by_nobody())
    elif sought.who:
        found = found.filter(had_by(sought.who))
    if sought.reviewed is not None:
        found = found.filter(id__in=sought.reviewed.values("article_id"))
    return found


def chapters_heard_from() -> list[Chapter]:
    """Return the chapters that sent something up: of the others no page of the newsroom tells."""
    sent = Article.objects.filter(CENTRAL, chapter__isnull=False).values("chapter_id")
    return list(Chapter.objects.filter(id__in=sent))


def reviewers_seen_by(viewer: Account) -> list[Account]:
    """Return who reviews something of the central newsroom, as far as an editor may know. One
    query."""
    asked = requests_known_to(viewer).filter(article__in=Article.objects.filter(CENTRAL))
    found = Account.objects.filter(id__in=asked.values("account_id"))
    return list(found.order_by("username"))


def pieces_sought(sought: Sought, number: object, *, viewer: Account, now: datetime) -> Listing:
    """Return one page of the pieces that an editor looks for."""
    found = pieces_found(sought, now=now)
    if sought.order is Order.LONGEST:
        found = found.order_by("stands_since", "id")
    else:
        found = found.order_by(Coalesce("published_at", "created_at").desc(), "id")
    return listing_page(found, number, viewer=viewer)


def named(words: str) -> Q:
    """Return the condition that an article's title or a byline on it holds words."""
    titled = Revision.objects.filter(article=OuterRef("pk"), title__icontains=words)
    signed = ArticleByline.objects.filter(article=OuterRef("pk"), byline__name__icontains=words)
    return Q(Exists(titled)) | Q(Exists(signed))


def had_by(account: Account) -> Q:
    """Return the condition that an editor has a piece in hand: took it up, and it has not come
    back to all of them since."""
    return Q(editor=account) & ~Q(state=State.SUBMITTED)


def had_by_nobody() -> Q:
    """Return the condition that a piece is under work and no editor has it in hand."""
    return Q(state=State.SUBMITTED) | Q(state__in=UNDER_WORK, editor=None)


def late(now: datetime) -> Q:
    """Return the condition that a piece is late, as `lateness.is_late` says of one."""
    found = Q(state=State.SCHEDULED, scheduled_for__lt=now - GRACE)
    for state, patience in PATIENCE.items():
        found |= Q(state=state, stands_since__lt=now - patience)
    return found


def due_soon(now: datetime) -> Q:
    """Return the condition that a piece is to be published within days."""
    return Q(state=State.SCHEDULED, scheduled_for__lte=now + SOON)
