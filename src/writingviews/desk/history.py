"""Reading what a text was: the points of its history, and the document at each.

A point is a frozen revision, the last version of a day on which somebody wrote, or a version that
was given a name. Nothing finer is shown to anybody: between two points lies how a person writes,
which is theirs. Who does not write the piece sees its points from the first revision on, for what a
writer never handed in is theirs too (docs/decisions, "History has points").
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Lock
from typing import Final
from uuid import UUID

from django.db.models import Count, Max
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from prosemirror.model import Node

from writingviews.articles.access import OpenedArticle
from writingviews.articles.lifecycle import Part
from writingviews.articles.models import Article
from writingviews.document.steps import StepRefused, apply_steps
from writingviews.document.validate import InvalidDocument, parse_document
from writingviews.people.models import Account

from .authority import KEPT_EVERY
from .models import Draft, KeptText, NamedVersion, Step
from .selectors import names_on_sheet

#: Drafts that were begun before texts were kept whole may need more steps than `KEPT_EVERY`.
MOST_REPLAYED: Final = 5 * KEPT_EVERY
#: Older documents that one process keeps in memory.
REMEMBERED: Final = 16


class PointKind(StrEnum):
    """What makes a version one that can be gone back to."""

    BEGINNING = "beginning"
    DAY = "day"
    NAMED = "named"
    REVISION = "revision"


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who wrote on a day, by the name that this sheet calls them, and how many edits."""

    name: str
    steps: int


@dataclass(frozen=True, slots=True)
class Point:
    """A version of a text that can be looked at, compared and gone back to.

    Args:
        key: how addresses call it: ``v120`` is the draft's version 120, ``r3`` the revision 3.
        at: when its last edit was stored, or when it was frozen. Pages show no more than the day
            of the former.
        name: the name it was given, or why it was frozen.
        by: who named it, as this sheet calls them.
        hands: who wrote on that day.
        version: of the draft; None for a revision.
        current: the text stands so now.
    """

    key: str
    kind: PointKind
    at: datetime | None
    name: str = ""
    by: str = ""
    hands: Sequence[Hand] = ()
    version: int | None = None
    current: bool = False


class PointHidden(LookupError):
    """There is no such point for this account, whether or not there is such a version."""


class OutOfReach(Exception):
    """The text at a point cannot be read; the message is for the person who asked."""


def points_of(opened: OpenedArticle) -> list[Point]:
    """Return the points of a text that whoever opened it may see, the newest first.

    The number of queries does not grow with the history; of 50,000 steps it takes about 0.4 s
    (``python -m writingviews.desk.tests.measure_history``).
    """
    article = opened.article
    revisions = list(
        article.revisions.only("number", "why", "created_at", "article_id").order_by("number")
    )
    frozen = [
        Point(f"r{one.number}", PointKind.REVISION, one.created_at, one.why) for one in revisions
    ]
    draft = Draft.objects.only("version").filter(article=article).first()
    if draft is None:
        return frozen[::-1]
    first = None if Part.WRITER in opened.parts or not revisions else revisions[0].created_at
    written = [*_days(draft, opened, first), *_named(draft, opened, first)]
    found = sorted(
        [*frozen, *written],
        # What was frozen or named stands above the day whose last version it is.
        key=lambda point: (point.at, point.kind is not PointKind.DAY, point.key),
        reverse=True,
    )
    if first is None:
        found.append(Point("v0", PointKind.BEGINNING, None, version=0, current=not draft.version))
    return found


def first_version_for(opened: OpenedArticle) -> int:
    """Return the version before which a text is its writers' alone; 0 for a writer.

    Up to three queries, of which one looks at every step that was stored before.
    """
    if Part.WRITER in opened.parts:
        return 0
    first = opened.article.revisions.order_by("number").values_list("created_at", flat=True).first()
    if first is None:
        return 0
    before = Step.objects.filter(draft__article=opened.article, at__lt=first)
    return before.aggregate(last=Max("version"))["last"] or 0


def point_called(key: str, points: Iterable[Point]) -> Point:
    """Return the point of that key.

    Raises:
        PointHidden: none of these.
    """
    for point in points:
        if point.key == key:
            return point
    raise PointHidden


def document_at(article: Article, point: Point) -> Node:
    """Return the text as it stood at a point. Four queries, and at most `MOST_REPLAYED` steps.

    Raises:
        OutOfReach: reading it would take too long, or its beginning is not known.
    """
    if point.version is None:
        return parse_document(article.revisions.get(number=int(point.key[1:])).document)
    draft = Draft.objects.only("document_version", "article").get(article=article)
    return text_of_version(draft, point.version)


def text_of_version(draft: Draft, version: int) -> Node:
    """Return the text of a draft at any version; whoever asks has a right to it.

    Raises:
        OutOfReach: reading it would take too long, or its beginning is not known.
    """
    key = (draft.pk, draft.article_id, version)
    known = _remembered.get(key)
    if known is None:
        known = _replayed(draft, version)
        _remembered.put(key, known)
    return known


def forget() -> None:
    """Drop the older documents that this process remembers."""
    _remembered.clear()


# --- the points -----------------------------------------------------------------------------------


def _days(draft: Draft, opened: OpenedArticle, first: datetime | None) -> list[Point]:
    """Return the last version of each day, with who wrote on it. Six queries."""
    steps = Step.objects.filter(draft=draft).order_by()
    if first is not None:
        steps = steps.filter(at__gte=first)
    rows = list(
        steps.annotate(day=TruncDate("at"))
        .values("day", "account")
        .annotate(count=Count("id"), last=Max("version"), at=Max("at"))
        .values_list("day", "account", "count", "last", "at")
    )
    names = _names({account for _day, account, *_rest in rows if account}, opened)
    hands: dict[object, dict[str, int]] = {}
    ends: dict[object, tuple[int, datetime]] = {}
    for day, account, count, last, at in rows:
        of_day = hands.setdefault(day, {})
        name = names.get(account, _("Somebody"))
        # Two who are called alike here are not told apart: nor how many they are.
        of_day[name] = of_day.get(name, 0) + count
        ends[day] = max(ends.get(day, (last, at)), (last, at))
    return [
        Point(
            f"v{version}",
            PointKind.DAY,
            at,
            hands=[Hand(name, hands[day][name]) for name in sorted(hands[day])],
            version=version,
            current=version == draft.version,
        )
        for day, (version, at) in ends.items()
    ]


def _named(draft: Draft, opened: OpenedArticle, first: datetime | None) -> list[Point]:
    """Return the versions that bear a name. Up to seven queries."""
    named = list(NamedVersion.objects.filter(draft=draft, version__gt=0))
    if not named:
        return []
    of_steps = Step.objects.filter(draft=draft, version__in=[one.version for one in named])
    moments = dict(of_steps.values_list("version", "at"))
    names = _names({one.by_id for one in named if one.by_id}, opened)
    return [
        Point(
            f"v{one.version}",
            PointKind.NAMED,
            at,
            name=one.name,
            by=names.get(one.by_id, _("Somebody")) if one.by_id else _("Somebody"),
            version=one.version,
            current=one.version == draft.version,
        )
        for one in named
        if (at := moments[one.version]) and (first is None or at >= first)
    ]


def _names(ids: Collection[UUID], opened: OpenedArticle) -> Mapping[UUID, str]:
    if not ids:
        return {}
    people = list(Account.objects.filter(id__in=ids))
    return names_on_sheet(people, opened.article, viewer=opened.parts)


# --- the documents --------------------------------------------------------------------------------


def _replayed(draft: Draft, version: int) -> Node:
    base, document = _nearest(draft, version)
    if version - base > MOST_REPLAYED:
        raise OutOfReach(
            _("This version lies too far from any that was kept whole. Choose a frozen one.")
        )
    later = Step.objects.filter(draft=draft, version__gt=base, version__lte=version)
    try:
        return apply_steps(
            parse_document(document), list(later.order_by("version").values_list("step", flat=True))
        )
    except (InvalidDocument, StepRefused):
        raise OutOfReach(
            _("This version was written before the house kept what leads to it.")
        ) from None


def _nearest(draft: Draft, version: int) -> tuple[int, object]:
    """Return the last text before a version that is stored whole."""
    texts = KeptText.objects.filter(draft=draft, version__lte=version)
    kept = texts.order_by("-version").first()
    if version >= draft.document_version > (kept.version if kept else -1):
        # Both at once: a snapshot may have been taken since.
        at, document = Draft.objects.values_list("document_version", "document").get(pk=draft.pk)
        if at <= version:
            return at, document
    if kept is None:
        raise OutOfReach(_("This version was written before the house kept older versions."))
    return kept.version, kept.document


class _Remembered:
    """The older documents last looked at. They never change, so they may be shared."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self._texts: OrderedDict[tuple[int, UUID, int], Node] = OrderedDict()

    def get(self, key: tuple[int, UUID, int]) -> Node | None:
        with self._lock:
            if key in self._texts:
                self._texts.move_to_end(key)
            return self._texts.get(key)

    def put(self, key: tuple[int, UUID, int], text: Node) -> None:
        with self._lock:
            self._texts[key] = text
            self._texts.move_to_end(key)
            while len(self._texts) > self._size:
                self._texts.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._texts.clear()


_remembered = _Remembered(REMEMBERED)
