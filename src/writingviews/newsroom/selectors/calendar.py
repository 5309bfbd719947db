"""The calendar: what is due, goes out, may not go out before, and has gone out, day by day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article, Revision
from writingviews.articles.reviewers import open_requests
from writingviews.calls.models import Assignment
from writingviews.calls.selectors import assigned_to_come
from writingviews.desk.selectors import living_titles
from writingviews.language.direction import Direction, direction_of_language
from writingviews.newsroom.lateness import GRACE
from writingviews.newsroom.spans import Span
from writingviews.people.models import Account

from .seeking import Sought, pieces_found

#: What a day of a month shows before it leads to its week; a week shows more.
MONTH_ENTRIES: Final = 4
WEEK_ENTRIES: Final = 40
#: Accepted pieces without a day that are shown beside.
UNDATED: Final = 8


class EntryKind(StrEnum):
    """What happens on a day."""

    DUE = "due"
    REVIEW = "review"
    EMBARGO = "embargo"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"


KINDS: Final[dict[EntryKind, Promise]] = {
    EntryKind.DUE: _("Due from its writer"),
    EntryKind.REVIEW: _("Review due"),
    EntryKind.EMBARGO: _("Embargo ends"),
    EntryKind.SCHEDULED: _("Scheduled"),
    EntryKind.PUBLISHED: _("Published"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day.

    Args:
        kind, words: what happens, and the same in words.
        at: by the publication's clock, naive; midnight where it is a whole day.
        timed: whether the hour means something.
        late: whether it should have happened before.
        id, title, language, direction: of the piece; of what is to be written, its pitch's.
        href: where it leads.
    """

    kind: EntryKind
    words: Promise
    at: datetime
    timed: bool
    late: bool
    id: UUID
    title: str
    language: str
    direction: Direction
    href: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day with what is on it.

    Args:
        date: which.
        entries: the first of them, by the clock.
        total: how many there are.
        is_today: by the publication's clock.
        is_outside: whether it makes a week of another month whole.
    """

    date: date
    entries: tuple[Entry, ...]
    total: int
    is_today: bool
    is_outside: bool

    @property
    def more(self) -> int:
        return self.total - len(self.entries)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a span, and how many accepted pieces have no day yet."""

    days: tuple[Day, ...]
    undated: tuple[Entry, ...]
    undated_total: int


@dataclass(frozen=True, slots=True)
class _Dated:
    kind: EntryKind
    article: UUID
    at: datetime
    timed: bool = True
    planned: Assignment | None = None


def calendar_for(
    span: Span, sought: Sought, *, viewer: Account, now: datetime, zone: ZoneInfo
) -> Calendar:
    """Return what is on the days of a span, cut by what is sought. Ten queries at most.

    Args:
        span: whole weeks.
        sought: the filter.
        viewer: the editor who looks.
        now: aware moment.
        zone: the publication's.
    """
    by_day: dict[date, list[_Dated]] = defaultdict(list)
    every_one = [
        *_dated(span, sought, now=now, zone=zone),
        *_planned(span, sought, viewer=viewer),
    ]
    for dated in every_one:
        by_day[dated.at.date()].append(dated)
    most = MONTH_ENTRIES if span.month else WEEK_ENTRIES
    shown = {day: sorted(found, key=_order)[:most] for day, found in by_day.items()}
    undated = pieces_found(sought, now=now).filter(state=State.ACCEPTED)
    waiting = list(undated.order_by("stands_since", "id").values_list("id", flat=True)[:UNDATED])
    today = now.astimezone(zone)
    beside = [
        _Dated(EntryKind.SCHEDULED, one, today.replace(tzinfo=None), timed=False) for one in waiting
    ]
    every = [dated for found in shown.values() for dated in found]
    known = _titled({dated.article for dated in [*every, *beside] if not dated.planned})
    known.update(
        (dated.article, (dated.planned.pitch.what, dated.planned.pitch.language))
        for dated in every
        if dated.planned
    )
    late_before = (now - GRACE).astimezone(zone).replace(tzinfo=None)

    def entries(found: Iterable[_Dated]) -> tuple[Entry, ...]:
        return tuple(
            _entry(dated, *known[dated.article], late_before=late_before)
            for dated in found
            if dated.article in known
        )

    return Calendar(
        days=tuple(
            Day(
                date=day,
                entries=entries(shown.get(day, ())),
                total=len(by_day.get(day, ())),
                is_today=day == today.date(),
                is_outside=span.month is not None and day.month != span.month.month,
            )
            for day in span.days
        ),
        undated=entries(beside),
        undated_total=undated.count(),
    )


def _order(dated: _Dated) -> tuple[datetime, str, str]:
    return dated.at, dated.kind, str(dated.article)


def _dated(span: Span, sought: Sought, *, now: datetime, zone: ZoneInfo) -> list[_Dated]:
    """Return all that is on the days of a span, as their publication's clock shows it."""
    start = datetime.combine(span.first, time.min, tzinfo=zone)
    end = datetime.combine(span.last + timedelta(days=1), time.min, tzinfo=zone)
    found = pieces_found(sought, now=now)
    kinds = (
        (EntryKind.SCHEDULED, found.filter(state=State.SCHEDULED), "scheduled_for"),
        (EntryKind.PUBLISHED, found.filter(state=State.PUBLISHED), "published_at"),
        (
            EntryKind.EMBARGO,
            found.exclude(state__in=[State.PUBLISHED, State.DECLINED, State.TAKEN_DOWN]),
            "embargo_until",
        ),
    )
    dated = [
        _Dated(kind, article, at.astimezone(zone).replace(tzinfo=None))
        for kind, pieces, moment in kinds
        for article, at in pieces.filter(
            **{f"{moment}__gte": start, f"{moment}__lt": end}
        ).values_list("id", moment)
    ]
    asked = open_requests().filter(
        article_id__in=found.filter(state=State.IN_REVIEW).values("id"),
        due__range=(span.first, span.last),
    )
    # Two who were asked for one day are one entry: who they are is the piece's own business.
    reviews = asked.order_by().values_list("article_id", "due").distinct()
    return dated + [
        _Dated(EntryKind.REVIEW, article, datetime.combine(due, time.min), timed=False)
        for article, due in reviews
        if due is not None
    ]


def _planned(span: Span, sought: Sought, *, viewer: Account) -> list[_Dated]:
    """Return what was agreed with writers and is not handed in yet. One query.

    It has neither state, editor nor reviewer yet: who looks for one of these looks for none of it.
    """
    begun = (sought.state, sought.who, sought.reviewed is not None)
    if any(begun) or sought.when or sought.words or sought.chapter:
        return []
    agreed = assigned_to_come(viewer).filter(due_on__range=(span.first, span.last))
    if sought.kind:
        agreed = agreed.filter(kind=sought.kind)
    if sought.section:
        agreed = agreed.filter(section=sought.section)
    if sought.language:
        agreed = agreed.filter(pitch__language=sought.language)
    return [
        _Dated(
            EntryKind.DUE,
            one.pitch_id,
            datetime.combine(one.due_on, time.min),
            timed=False,
            planned=one,
        )
        for one in agreed
        if one.due_on
    ]


def _titled(ids: set[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return title and language of articles. Two queries."""
    latest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
    rows = (
        Article.objects.filter(id__in=ids)
        .annotate(frozen=Subquery(latest.values("title")[:1]))
        .values_list("id", "language", "frozen")
    )
    living = living_titles(ids)
    return {one: (living.get(one, frozen or ""), language) for one, language, frozen in rows}


def _entry(dated: _Dated, title: str, language: str, *, late_before: datetime) -> Entry:
    late = (dated.kind is EntryKind.SCHEDULED and dated.timed and dated.at < late_before) or (
        dated.kind in {EntryKind.REVIEW, EntryKind.DUE} and dated.at.date() < late_before.date()
    )
    return Entry(
        kind=dated.kind,
        words=KINDS[dated.kind],
        at=dated.at,
        timed=dated.timed,
        late=late,
        id=dated.article,
        title=title,
        language=language,
        direction=direction_of_language(language),
        href=reverse("newsroom:pitches")
        if dated.planned
        else reverse("pieces:sheet", args=[dated.article]),
    )
