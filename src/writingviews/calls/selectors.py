"""Reading pitches, assignments, calls and entries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from writingviews.articles.lifecycle import State
from writingviews.articles.selectors import day_of
from writingviews.people.models import Account

from .access import edited_by, pitches_seen_by
from .models import SHOWN, Assignment, Call, CallEntry, Pitch, PitchMessage, PitchState

#: States in which a piece still waits for its writer, so that its due date can be missed.
_WITH_WRITER = (State.DRAFT, State.CHANGES_ASKED)


def pitches_of(account: Account) -> QuerySet[Pitch]:
    """Return an account's own pitches, the latest changed first."""
    return (
        Pitch.objects.filter(account=account)
        .select_related("assignment__article")
        .order_by("-changed_at", "id")
    )


def pitches_for_editors(account: Account, state: PitchState) -> QuerySet[Pitch]:
    """Return the pitches of others that an editor sees in a state, the longest waiting first."""
    return (
        Pitch.objects.filter(pitches_seen_by(account), state=state)
        .exclude(account=account)
        .select_related("byline", "chapter", "assignment__article")
        .annotate(
            last_words=Subquery(
                PitchMessage.objects.filter(pitch=OuterRef("pk"))
                .exclude(text="")
                .order_by("-id")
                .values("text")[:1]
            )
        )
        .order_by("changed_at", "id")
    )


@dataclass(frozen=True, slots=True)
class PitchesWaiting:
    """How many pitches wait for an account: of others to be answered, its own, and pieces that it
    was asked for."""

    to_answer: int
    own: int
    asked_for: int


def pitches_waiting(account: Account) -> PitchesWaiting:
    """Return how many pitches wait for an account. Two queries."""
    own = Q(account=account)
    answered = Q(state=PitchState.ASKED) | Q(state=PitchState.ACCEPTED, assignment__article=None)
    counted = Pitch.objects.aggregate(
        to_answer=Count("pk", filter=edited_by(account) & ~own & Q(state=PitchState.WAITING)),
        own=Count("pk", filter=own & answered),
        asked_for=Count("pk", filter=own & Q(state=PitchState.OFFERED)),
    )
    return PitchesWaiting(**counted)


def assigned_to_come(account: Account) -> QuerySet[Assignment]:
    """Return what was agreed with others and is not submitted yet, as an editor sees it: what is
    due first, first."""
    seen = Pitch.objects.filter(pitches_seen_by(account), state=PitchState.ACCEPTED)
    return (
        Assignment.objects.filter(pitch__in=seen.exclude(account=account))
        .filter(Q(article=None) | Q(article__state__in=_WITH_WRITER))
        .select_related("pitch__byline", "section", "article")
        .order_by(F("due_on").asc(nulls_last=True), "given_at")
    )


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed about a piece.

    Args:
        words: how long it is to be; None is open.
        due_on: the day by which it is to be submitted; None is open.
        late: whether that day has passed and its writer still has it.
    """

    words: int | None
    due_on: date | None
    late: bool


def is_late(due_on: date | None, state: str | None, today: date) -> bool:
    """Return whether a due date has passed and the writer still has the piece; `state` is None
    before it was begun."""
    return due_on is not None and due_on < today and (state is None or state in _WITH_WRITER)


def agreed_of(articles: Collection[UUID], today: date) -> dict[UUID, Agreed]:
    """Return what was agreed about pieces, by their ids; others are left out. One query.

    Args:
        today: by the publication's clock.
    """
    rows = Assignment.objects.filter(article_id__in=articles)
    return {
        known: Agreed(
            words=words,
            due_on=due_on,
            late=is_late(due_on, state, today),
        )
        for known, words, due_on, state in rows.values_list(
            "article_id", "words", "due_on", "article__state"
        )
        if known
    }


def entry_of(article_id: UUID) -> CallEntry | None:
    """Return the entry that a piece is; None if it is written for no call. One query."""
    return CallEntry.objects.filter(article_id=article_id).select_related("call").first()


def begun_entries(account: Account, call: Call) -> QuerySet[CallEntry]:
    """Return what an account has begun for a call, the latest first."""
    return CallEntry.objects.filter(account=account, call=call).order_by("-begun_at", "-id")


def calls_open(now: datetime) -> QuerySet[Call]:
    """Return the calls that take entries today, what closes first, first."""
    today = day_of(now)
    found = Call.objects.filter(state__in=SHOWN, opens_on__lte=today, deadline__gte=today)
    return found.order_by("deadline", "slug")


def calls_of_editors(account: Account) -> QuerySet[Call]:
    """Return the calls that an account makes: those under work, then the latest closed. Each has
    ``entered`` and ``answered``, how many entries came and how many of them were answered."""
    entries = CallEntry.objects.filter(call=OuterRef("pk"), entered_at__isnull=False)
    counted = entries.order_by().values("call")
    return (
        Call.objects.filter(edited_by(account))
        .select_related("chapter")
        .annotate(
            entered=Subquery(counted.annotate(n=Count("pk")).values("n")),
            answered=Subquery(counted.annotate(n=Count("answered_at")).values("n")),
        )
        .order_by(F("deadline").desc(nulls_first=True), "-created_at")
    )


def languages_with_calls() -> frozenset[str]:
    """Return the languages in which readers see a call. One query."""
    found = Call.objects.filter(state__in=SHOWN)
    return frozenset(found.values_list("language", flat=True).distinct())
