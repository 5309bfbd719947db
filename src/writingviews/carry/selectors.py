"""Reading orders."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from .formats import OFFERED, Subject
from .models import Order, State

#: A file that is larger is for the house alone: readers on the road would not get it whole.
MOST_OFFERED = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file that readers may be offered beside an article.

    Args:
        format: its format's key.
        made_from: the fingerprint of what it was made from.
        file: its name in the folder.
        bytes: how many it has.
        pages: 0 where it has none.
    """

    format: str
    made_from: str
    file: str
    bytes: int
    pages: int


def orders_of(subject: Subject, subject_id: UUID | str = "") -> list[Order]:
    """Return all orders of one thing, those that wait for somebody first. One query."""
    found = Order.objects.filter(subject_kind=subject, subject_id=str(subject_id))
    return list(found.order_by("-asked_at", "id"))


def orders_going_on(limit: int) -> list[Order]:
    """Return what is being made and what is next, in its order. One query."""
    under_way = Order.objects.filter(state__in=(State.MAKING, State.WAITING))
    return list(under_way.order_by("state", "-foreground", "asked_at", "id")[:limit])


def orders_waiting(*, foreground: bool | None = None) -> QuerySet[Order]:
    """Return what waits for its turn."""
    found = Order.objects.filter(state=State.WAITING)
    return found if foreground is None else found.filter(foreground=foreground)


def offered_files(article_ids: Iterable[UUID]) -> dict[UUID, list[OfferedFile]]:
    """Return the files of articles that readers may be offered, if they are still right: who asks
    compares what they were made from. One query."""
    found: defaultdict[UUID, list[OfferedFile]] = defaultdict(list)
    rows = Order.objects.filter(
        subject_kind=Subject.ARTICLE,
        subject_id__in=[str(known) for known in article_ids],
        usual=True,
        format__in=OFFERED,
        bytes__gt=0,
        bytes__lte=MOST_OFFERED,
    ).order_by()
    columns = ("subject_id", "format", "made_from", "file", "bytes", "pages")
    for known, format_key, made_from, file, size, pages in rows.values_list(*columns):
        found[UUID(known)].append(OfferedFile(format_key, made_from, file, size, pages))
    for files in found.values():
        files.sort(key=lambda each: OFFERED.index(each.format))
    return dict(found)


def room_taken() -> int:
    """Return how many bytes all files have together. One query."""
    total: dict[str, Any] = Order.objects.aggregate(total=Sum("bytes"))
    return int(total["total"] or 0)
