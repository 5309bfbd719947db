"""Reading the publication and its articles."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet

from writingviews.people import chapter_selectors
from writingviews.people.chapter_selectors import (
    accounts_in_chapter,
    chapter_ids_of,
    chapter_role_of,
)
from writingviews.people.models import Account, Byline, Chapter, ChapterRole, Role
from writingviews.people.selectors import accounts_with_role, roles_of

from .contributors import contributed_ids, contributes, writers_of
from .lifecycle import REVIEWED, Part, State
from .models import Article, EditionArticle, Pin, Publication, Section, Topic
from .reviewers import reviewed_ids, reviewers_now, reviews
from .zone import zone_named

#: Editors see what was handed to them; a draft is its writer's alone.
_WRITERS_ALONE: Final = (State.DRAFT, State.WITHDRAWN)

#: What the central newsroom has part in: pieces of no chapter, and those a chapter sent up.
CENTRAL: Final = Q(chapter=None) | Q(sent_up_at__isnull=False)


class PublicationMissing(LookupError):
    """The publication's row is not there."""


def publication() -> Publication:
    """Return the publication. One query.

    Raises:
        PublicationMissing: the folder was never set up.
    """
    row = Publication.objects.order_by("id").first()
    if row is None:
        raise PublicationMissing("The publication is not set up. Run `writingviews init`.")
    return row


def public_key() -> str:
    """Return the key with which readers check copies, 56 letters, or ``""``. One query."""
    return publication().public_key


def publication_zone() -> ZoneInfo:
    """Return the zone by whose clocks the publication lives. One query."""
    return zone_named(publication().zone)


def day_of(now: datetime) -> date:
    """Return the publication's date at an aware moment. One query."""
    return now.astimezone(publication_zone()).date()


def sections() -> list[Section]:
    """Return all sections in their order. One query."""
    return list(Section.objects.all())


def parts_of(account: Account, article: Article) -> frozenset[Part]:
    """Return the parts an account plays towards an article. Two queries; for a chapter's piece
    two more, in review one."""
    parts: set[Part] = set()
    roles = roles_of(account)
    if contributes(account, article.id):
        parts.add(Part.WRITER)
    elif article.state in REVIEWED and reviews(account, article.id):
        parts.add(Part.REVIEWER)
    if article.is_central and Role.EDITOR in roles:
        parts.add(Part.EDITOR)
    if article.is_central and Role.PUBLISHER in roles:
        parts.add(Part.PUBLISHER)
    return frozenset(parts | _parts_by_chapter(account, article))


def _parts_by_chapter(account: Account, article: Article) -> set[Part]:
    chapter = article.chapter
    if chapter is None:
        return set()
    role = chapter_role_of(account, chapter.id)
    if role is ChapterRole.MENTOR:
        return set() if article.is_central else {Part.MENTOR}
    if role is not ChapterRole.EDITOR:
        return set()
    parts = {Part.SENDER if article.is_central else Part.CHAPTER_EDITOR}
    if chapter.publishes and (not article.is_central or article.state == State.PUBLISHED):
        parts |= {Part.EDITOR, Part.PUBLISHER}
    return parts


def published_articles(
    *,
    language: str | None = None,
    section: Section | None = None,
    topic: Topic | None = None,
    byline: Byline | None = None,
) -> QuerySet[Article]:
    """Return what readers may see, oldest first: the order in which lists are numbered."""
    found = Article.objects.filter(state=State.PUBLISHED)
    if language is not None:
        found = found.filter(language=language)
    if section is not None:
        found = found.filter(section=section)
    if topic is not None:
        found = found.filter(topics=topic)
    if byline is not None:
        found = found.filter(article_bylines__byline=byline)
    return found.order_by("published_at", "slug")


def pins_of(language: str, section: Section | None) -> QuerySet[Pin]:
    """Return what stands at the head of a front, in its order: only what readers may see, and of
    a section only what is still filed under it.

    Args:
        language: the articles'.
        section: None for the front page.
    """
    found = Pin.objects.filter(
        section=section, article__language=language, article__state=State.PUBLISHED
    )
    if section is not None:
        found = found.filter(article__section=F("section"))
    return found.order_by("position", "id")


def pinned_ids() -> dict[tuple[str, str], list[UUID]]:
    """Return what stands at the head of each front that has pins, in its order, by language and
    the section's slug ("" for the front page). As `pins_of`; one query."""
    found: dict[tuple[str, str], list[UUID]] = {}
    rows = Pin.objects.filter(
        Q(section=None) | Q(article__section=F("section")), article__state=State.PUBLISHED
    ).order_by("position", "id")
    for language, section, known in rows.values_list(
        "article__language", "section__slug", "article_id"
    ):
        found.setdefault((language, section or ""), []).append(known)
    return found


def editions_with(article_id: UUID) -> list[UUID]:
    """Return the ids of the editions that hold an article, whatever their state. One query."""
    held = EditionArticle.objects.filter(article_id=article_id).order_by("edition_id")
    return list(held.values_list("edition_id", flat=True))


def updated_between(first: datetime, last: datetime) -> dict[UUID, datetime]:
    """Return when articles published from one moment to another, both included, were updated;
    only those that were. One query."""
    found = Article.objects.filter(
        state=State.PUBLISHED,
        published_at__gte=first,
        published_at__lte=last,
        updated_at__isnull=False,
    )
    return {known: at for known, at in found.values_list("pk", "updated_at") if at}


def articles_written_by(account: Account) -> QuerySet[Article]:
    """Return the articles an account writes, the latest begun first."""
    return Article.objects.filter(id__in=contributed_ids(account)).order_by("-created_at")


def articles_in_states(states: Iterable[State]) -> QuerySet[Article]:
    """Return the central newsroom's articles that stand in any of `states`, oldest first."""
    return Article.objects.filter(CENTRAL, state__in=list(states)).order_by("created_at", "id")


def chapter_articles(chapter: Chapter, states: Iterable[State]) -> QuerySet[Article]:
    """Return a chapter's articles that stand in any of `states`, oldest first. For its people."""
    found = Article.objects.filter(chapter=chapter, state__in=list(states))
    return found.order_by("created_at", "id")


def waiting_in(chapters: Iterable[Chapter]) -> dict[UUID, int]:
    """Return how many pieces wait for the editors of chapters; none is no entry. One query."""
    waiting = Article.objects.filter(chapter__in=chapters, state=State.SUBMITTED, sent_up_at=None)
    return dict(waiting.values_list("chapter").annotate(Count("id")).order_by())


def due_articles(now: datetime) -> QuerySet[Article]:
    """Return scheduled articles whose time has come."""
    return Article.objects.filter(state=State.SCHEDULED, scheduled_for__lte=now).order_by(
        "scheduled_for"
    )


def readable_by(account: Account) -> Q:
    """Return the condition under which an account may open an article in the house. One query.

    A chapter's editors read what its writers handed in, its mentors until it is sent up; the
    central newsroom reads what is no chapter's and what was sent up.
    """
    roles = roles_of(account)
    handed_in = ~Q(state__in=_WRITERS_ALONE)
    editing = chapter_ids_of(account, chapter_selectors.EDITORS)
    reading = chapter_ids_of(account, chapter_selectors.READERS)
    found = Q(id__in=contributed_ids(account)) | Q(id__in=reviewed_ids(account))
    found |= handed_in & Q(chapter_id__in=editing)
    found |= handed_in & Q(chapter_id__in=reading, sent_up_at=None)
    if roles & {Role.EDITOR, Role.PUBLISHER}:
        found |= handed_in & CENTRAL
    return found


def readers_in_house(article: Article) -> list[Account]:
    """Return the open accounts for which `readable_by` lets an article through. One query.

    For the article's own people alone: it holds who writes it.
    """
    found = writers_of(article.id).filter(is_active=True)
    if article.state not in _WRITERS_ALONE:
        if article.is_central:
            found |= accounts_with_role({Role.EDITOR, Role.PUBLISHER})
        if article.chapter_id is not None:
            readers = chapter_selectors.EDITORS if article.is_central else chapter_selectors.READERS
            found |= accounts_in_chapter(article.chapter_id, readers)
    if article.state in REVIEWED:
        found |= reviewers_now(article.id)
    return list(found.distinct())
