"""Rows of pieces, made in a number of queries that no list grows, and a long list's pages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext

from writingviews.articles.anonymity import is_hidden
from writingviews.articles.lifecycle import Part, State
from writingviews.articles.models import Article, ArticleByline, Kind, Revision
from writingviews.articles.selectors import publication_zone
from writingviews.calls.selectors import Agreed, agreed_of
from writingviews.desk.models import Step
from writingviews.desk.selectors import OpenNotes, living_titles, open_notes
from writingviews.language import joining
from writingviews.language.direction import Direction, direction_of_language
from writingviews.newsroom.lateness import is_late, late_words
from writingviews.newsroom.signing import Signature, signatures
from writingviews.newsroom.wording import KINDS, STATES, language_name, section_name
from writingviews.newsroom.zoned_moment import ZonedMoment
from writingviews.people.models import Account

#: The states of a piece that somebody in the house works on.
UNDER_WORK: Final = (
    State.SUBMITTED,
    State.IN_REVIEW,
    State.CHANGES_ASKED,
    State.ACCEPTED,
    State.SCHEDULED,
)
#: Rows of a long list's page.
PAGE_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A piece in a list. Names the bylines, never an account behind them.

    Args:
        id: the article's.
        title: as it stands on the sheet; "" while there is none.
        language: BCP 47 tag.
        direction: of the language.
        language_name: for the reader of the list.
        kind: essay, report, …, in words.
        bylines: public names, in their order; equal ones with what tells them apart.
        section: its name, or "".
        state: where the piece stands.
        state_words: the same in words.
        words: of the text frozen last; None before the first submission.
        since: since when it stands so.
        changed: when its text was changed last; None if nobody has written.
        round: how many times it was submitted.
        reviewer: the account name of the editor who has it in hand, or had it when it was
            submitted again; "" for nobody.
        mine: whether that is who looks at the list.
        late: why it is late, in words; "" while it is not.
        scheduled_for: when it is due, by the publication's clock.
        embargo: until when it may not be published; None if it may be.
        address: its public page, or "".
        notes: the open notes in its margin, and those that call whoever looks at the list.
        hides_writer: whether a reviewer may not learn who writes it.
        sends_up: whether its chapter's editors send it up, and do not publish it.
        due: by when whoever looks was asked to review it.
        agreed: what length and which day were agreed for it, or None.
    """

    id: UUID
    title: str
    language: str
    direction: Direction
    language_name: str
    kind: Promise
    bylines: tuple[Signature, ...]
    section: str
    state: State
    state_words: Promise
    words: int | None
    since: datetime
    changed: datetime | None
    round: int
    reviewer: str
    mine: bool
    late: str
    scheduled_for: ZonedMoment | None
    embargo: ZonedMoment | None
    address: str
    notes: OpenNotes
    hides_writer: bool
    sends_up: bool
    due: date | None = None
    agreed: Agreed | None = None

    @property
    def comma(self) -> str:
        """What parts its bylines: the comma of its language, with its space."""
        return joining.comma(self.language)

    @property
    def is_with_writer(self) -> bool:
        """Whether it waits for its writer, so that when it was written says more than since when
        it stands so."""
        return self.state in {State.DRAFT, State.CHANGES_ASKED}

    @property
    def act(self) -> str:
        """What an editor does next with it: "take_up", "decide", "publish"; "" for nothing."""
        if self.sends_up and self.state is State.ACCEPTED:
            return "decide"
        return _ACTS.get(self.state, "")


_ACTS: Final = {
    State.SUBMITTED: "take_up",
    State.IN_REVIEW: "decide",
    State.ACCEPTED: "publish",
    State.SCHEDULED: "publish",
}


def piece_rows(articles: QuerySet[Article], *, viewer: Account) -> list[PieceRow]:
    """Return the rows of a (sliced) queryset. Eight queries, however many rows."""
    latest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
    rows: list[Any] = list(  # annotated articles
        articles.select_related("section", "editor", "chapter")
        .prefetch_related(
            Prefetch("article_bylines", ArticleByline.objects.select_related("byline"))
        )
        .annotate(
            frozen_title=Subquery(latest.values("title")[:1]),
            frozen_words=Subquery(latest.values("words")[:1]),
        )
    )
    titles = living_titles([article.id for article in rows])
    changes = _last_changes([article.id for article in rows])
    notes = open_notes([article.id for article in rows], viewer)
    now = ZonedMoment(timezone.now(), publication_zone())
    agreed = agreed_of([article.id for article in rows], now.day)
    signed = signatures(entry.byline for article in rows for entry in article.article_bylines.all())
    return [
        _row(
            article,
            title=titles.get(article.id, article.frozen_title or ""),
            changed=changes.get(article.id),
            signed=signed,
            viewer=viewer,
            now=now,
            notes=notes.get(article.id, OpenNotes(0, 0)),
            agreed=agreed.get(article.id),
        )
        for article in rows
    ]


def _row(
    article: Any,  # noqa: ANN401 - an Article with annotations
    *,
    title: str,
    changed: datetime | None,
    signed: dict[UUID, Signature],
    viewer: Account,
    now: ZonedMoment,
    notes: OpenNotes,
    agreed: Agreed | None,
) -> PieceRow:
    state = State(article.state)
    editor = article.editor if state in UNDER_WORK else None
    stood = article.published_at if state is State.PUBLISHED else None
    since = stood or article.stands_since
    mine = editor == viewer
    return PieceRow(
        id=article.id,
        title=title,
        language=article.language,
        direction=direction_of_language(article.language),
        language_name=language_name(article.language),
        kind=KINDS[Kind(article.kind)],
        bylines=tuple(signed[entry.byline_id] for entry in article.article_bylines.all()),
        section=section_name(article.section) if article.section else "",
        state=state,
        state_words=STATES[state],
        words=article.frozen_words,
        since=since,
        changed=changed,
        round=article.round,
        reviewer=editor.username if editor else "",
        mine=mine,
        late=late_words(
            state,
            since=since,
            due=article.scheduled_for,
            now=now.at,
            holder=(gettext("you") if mine else editor.username) if editor else "",
        )
        if is_late(state, since=since, due=article.scheduled_for, now=now.at)
        else "",
        scheduled_for=_zoned(article.scheduled_for, now.zone),
        embargo=_zoned(_embargo(article, now.at), now.zone),
        address=f"/articles/{article.slug}/" if state is State.PUBLISHED else "",
        notes=notes,
        hides_writer=is_hidden(Part.WRITER, viewer={Part.REVIEWER}, anonymity=article.anonymity),
        sends_up=not article.is_central and not article.chapter.publishes,
        agreed=agreed,
    )


def _embargo(article: Article, now: datetime) -> datetime | None:
    until = article.embargo_until
    return until if until and until > now and article.state in UNDER_WORK else None


def _zoned(at: datetime | None, zone: ZoneInfo) -> ZonedMoment | None:
    return ZonedMoment(at, zone) if at else None


def rows_in_order(ids: Sequence[UUID], *, viewer: Account) -> list[PieceRow]:
    """Return the rows of articles in the order of their ids; one that is gone is left out.

    As many queries as `piece_rows`.
    """
    rows = {row.id: row for row in piece_rows(Article.objects.filter(id__in=ids), viewer=viewer)}
    return [rows[each] for each in ids if each in rows]


def _last_changes(ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Return when each text was changed last, by the newest step of its draft. One query."""
    newest = Step.objects.filter(draft__article_id__in=ids, version=F("draft__version"))
    return dict(newest.values_list("draft__article_id", "at"))


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list."""

    rows: tuple[PieceRow, ...]
    page: "Page[Article]"

    @property
    def total(self) -> int:
        return self.page.paginator.count


def listing_page(found: QuerySet[Article], number: object, *, viewer: Account) -> Listing:
    """Return one page of a list that nobody has sliced yet; nonsense asks for the first."""
    page = Paginator(found, PAGE_ROWS).get_page(number)  # type: ignore[arg-type]  # takes anything
    shown = cast("QuerySet[Article]", page.object_list)
    return Listing(rows=tuple(piece_rows(shown, viewer=viewer)), page=page)
