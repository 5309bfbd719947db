"""An account's notices as its page shows them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.functional import Promise

from writingviews.articles.models import Article, Revision
from writingviews.articles.selectors import readable_by
from writingviews.desk.selectors import living_titles
from writingviews.language.direction import Direction, direction_of_language
from writingviews.notices.models import Notice, NoticeKind
from writingviews.notices.selectors import notices_of
from writingviews.notices.wording import WORDS, About
from writingviews.people.models import Account

#: Notices on a page.
PAGE_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class NamedPiece:
    """A piece that a notice is about: its title as it stands now, "" while there is none."""

    title: str
    language: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice.

    Args:
        id: the notice's; its address leads on.
        words: what happened.
        piece: which piece; None if it is about none, or one that is not there for this person.
        gone: whether what it is about is not there for this person any more.
        times: how often it happened.
        at: when last.
        read: whether it was read.
    """

    id: UUID
    words: Promise
    piece: NamedPiece | None
    gone: bool
    times: int
    at: datetime
    read: bool


@dataclass(frozen=True, slots=True)
class NoticeListing:
    """One page of an account's notices."""

    rows: tuple[NoticeRow, ...]
    page: "Page[Notice]"

    @property
    def new(self) -> tuple[NoticeRow, ...]:
        return tuple(row for row in self.rows if not row.read)

    @property
    def earlier(self) -> tuple[NoticeRow, ...]:
        return tuple(row for row in self.rows if row.read)


def notice_page(account: Account, number: object) -> NoticeListing:
    """Return one page of an account's notices. Five queries, however many there are."""
    page = Paginator(notices_of(account), PAGE_ROWS).get_page(number)  # type: ignore[arg-type]  # takes anything
    shown = [notice for notice in page.object_list if notice.kind in NoticeKind]
    pieces = _pieces({notice.subject_id for notice in shown if _is_of_article(notice)}, account)
    return NoticeListing(
        rows=tuple(
            NoticeRow(
                id=notice.id,
                words=WORDS[NoticeKind(notice.kind)].house,
                piece=pieces.get(notice.subject_id),
                gone=_is_of_article(notice) and notice.subject_id not in pieces,
                times=notice.times,
                at=notice.at,
                read=notice.read,
            )
            for notice in shown
        ),
        page=page,
    )


def place_of(notice: Notice) -> str:
    """Return the address of what a notice is about; who may not open it is told so there."""
    words = WORDS[NoticeKind(notice.kind)]
    return reverse(words.place, args=[notice.subject_id] if words.with_subject else [])


def _is_of_article(notice: Notice) -> bool:
    return WORDS[NoticeKind(notice.kind)].about is About.ARTICLE


def _pieces(ids: Collection[UUID], account: Account) -> dict[UUID, NamedPiece]:
    """Return those of some articles that an account may open. Three queries."""
    latest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
    found = Article.objects.filter(readable_by(account), id__in=ids)
    rows = list(
        found.annotate(frozen=Subquery(latest.values("title")[:1])).values_list(
            "id", "language", "frozen"
        )
    )
    titles = living_titles([article_id for article_id, _language, _frozen in rows])
    return {
        article_id: NamedPiece(
            titles.get(article_id, frozen or ""), language, direction_of_language(language)
        )
        for article_id, language, frozen in rows
    }
