"""Calls for pieces as pages show them: plain values. A draft or a withdrawn one is absent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from writingviews.calls.models import SHOWN, Audience, Call, CallState


@dataclass(frozen=True, slots=True)
class PublishedCall:
    """What a call says.

    Args:
        title: plain text, in the call's language.
        language: BCP 47 tag.
        sought: what is sought, in Markdown.
        kinds: values of `articles.models.Kind`; none is all of them.
        section: its slug, or "".
        opens_on, deadline: its first and its last day.
        answer_by: the day by which everybody is answered.
        answer_days: how many days after the deadline that is.
        for_everybody: whether it is open to who has no account yet.
        anonymity: "open", "writer_unknown" or "both_unknown".
        state: "upcoming", "open" or "closed".
    """

    slug: str
    title: str
    language: str
    sought: str
    kinds: tuple[str, ...]
    section: str
    opens_on: date
    deadline: date
    answer_by: date
    answer_days: int
    for_everybody: bool
    anonymity: str
    state: CallState


_COLUMNS: Final = (
    *("slug", "title", "language", "sought", "kinds", "section__slug", "opens_on", "deadline"),
    *("answer_days", "audience", "anonymity", "state", "chapter_id"),
)


def read_calls(slugs: Collection[str]) -> dict[str, PublishedCall]:
    """Return calls that readers see, by slug. One query."""
    found = Call.objects.filter(slug__in=slugs, state__in=SHOWN)
    return {row["slug"]: _call(row) for row in found.values(*_COLUMNS)}


def listed_calls() -> list[PublishedCall]:
    """Return all calls that readers see, by their deadlines. One query."""
    found = Call.objects.filter(state__in=SHOWN).order_by("deadline", "slug")
    return [_call(row) for row in found.values(*_COLUMNS)]


def call_pages(ids: Collection[UUID]) -> list[tuple[str, str]]:
    """Return slug and language of those among calls that readers ever saw. One query."""
    found = Call.objects.filter(pk__in=ids).exclude(slug=None).order_by("slug")
    return [(str(slug), language) for slug, language in found.values_list("slug", "language")]


def call_slugs() -> list[str]:
    """Return the slugs of all calls that readers ever saw. One query."""
    found = Call.objects.exclude(state=CallState.DRAFT).order_by("slug")
    return [str(slug) for slug in found.values_list("slug", flat=True)]


def withdrawn_language(slug: str) -> str | None:
    """Return the language of a withdrawn call; None if it is none. One query."""
    found = Call.objects.filter(slug=slug, state=CallState.WITHDRAWN)
    return found.values_list("language", flat=True).first()


def _call(row: dict[str, Any]) -> PublishedCall:
    return PublishedCall(
        slug=row["slug"],
        title=row["title"],
        language=row["language"],
        sought=row["sought"],
        kinds=tuple(row["kinds"]),
        section=row["section__slug"] or "",
        opens_on=row["opens_on"],
        deadline=row["deadline"],
        answer_by=row["deadline"] + timedelta(days=row["answer_days"]),
        answer_days=row["answer_days"],
        for_everybody=row["audience"] == Audience.EVERYBODY and row["chapter_id"] is None,
        anonymity=row["anonymity"],
        state=CallState(row["state"]),
    )
