"""Making a call for pieces: beginning, editing, publishing, withdrawing, and its days."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.models import Kind, Publication, Section
from writingviews.articles.selectors import day_of
from writingviews.calls.days import standing_on
from writingviews.calls.models import SHOWN, Audience, Call, CallState
from writingviews.calls.refusals import Changed, Refused, past_day
from writingviews.language.slug import slug as slugify
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change
from writingviews.people.models import Account, Chapter

MAX_ANSWER_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class CallDetails:
    """What a call says.

    Args:
        title: "Letters to a street".
        language: BCP 47 tag, one in which the publication appears: of the call and of its pieces.
        sought: what is sought, in Markdown.
        kinds: values of `Kind`; none is all of them.
        section: where the pieces are to stand; None is open.
        opens_on: the first day; None is the day of its publication.
        deadline: the last day.
        answer_days: days after the deadline within which everybody is answered.
        audience: who may enter.
        anonymity: who knows whose names while entries are reviewed.
    """

    title: str
    language: str
    sought: str = ""
    kinds: Sequence[str] = ()
    section: Section | None = None
    opens_on: date | None = None
    deadline: date | None = None
    answer_days: int = 14
    audience: Audience = Audience.EVERYBODY
    anonymity: Anonymity = Anonymity.OPEN


_DETAILS: Final = tuple(field.name for field in fields(CallDetails))


def details_of(call: Call) -> CallDetails:
    """Return what a call says now."""
    return CallDetails(**{name: getattr(call, name) for name in _DETAILS})


@transaction.atomic
def begin_call(
    *,
    actor: Account | None,
    title: str,
    language: str,
    now: datetime,
    chapter: Chapter | None = None,
) -> Call:
    """Begin a draft of a call, which only its editors see.

    Args:
        actor: an editor; None for the house.
        chapter: one that `actor` edits; None is the central newsroom.

    Raises:
        Refused: there is no title, or the language is not ours.
    """
    details = CallDetails(title=title.strip(), language=language)
    _check_words(details)
    made = Call.objects.create(
        title=details.title, language=language, chapter=chapter, created_at=now
    )
    _record("begin", made, actor, now)
    return made


@transaction.atomic
def edit_call(
    *, actor: Account | None, call_id: UUID, version: int, details: CallDetails, now: datetime
) -> Call:
    """Change what a call says; a published one is printed anew, and opens or closes by its days.

    Args:
        actor: an editor who may see the call; None for the house.
        version: of the call as the editor saw it.
        details: all of them.

    Raises:
        Changed: it has another version now.
        Refused: no title, days in the wrong order or past, another language once published.
    """
    call = _held(call_id, version)
    _check_words(details)
    shown = call.state in SHOWN
    if shown and details.language != call.language:
        raise Refused(gettext("A published call keeps its language. Withdraw it."), "language")
    _check_days(details, day_of(now), before=call)
    changed = [name for name in _DETAILS if _differs(call, details, name)]
    if not changed:
        return call
    for name in changed:
        value = getattr(details, name)
        setattr(call, name, list(value) if name == "kinds" else value)
    if shown:
        _check_whole(details)
        call.opens_on = call.opens_on or day_of(now)
        call.state = _standing(call, day_of(now))
    call.version += 1
    call.save()
    _record("edit", call, actor, now, changed=changed)
    if shown:
        record_change(ChangeKind.CALL, subject_id=call.id)
    return call


@transaction.atomic
def publish_call(*, actor: Account | None, call_id: UUID, version: int, now: datetime) -> Call:
    """Put a call before the readers. The first time it gets its address.

    Raises:
        Changed: it has another version now.
        Refused: it is published, says not what is sought or until when, or its deadline is past.
    """
    call = _held(call_id, version)
    if call.state in SHOWN:
        raise Refused(gettext("The call is published already."))
    today, details = day_of(now), details_of(call)
    _check_words(details)
    _check_whole(details)
    if call.deadline and call.deadline < today:
        raise past_day(call.deadline, today, "deadline")
    call.opens_on = call.opens_on or today
    if call.slug is None:
        call.slug = _free_slug(call.title)
    _tell_of_first_and_last(call)
    call.state = _standing(call, today)
    call.version += 1
    call.save()
    _record("publish", call, actor, now)
    record_change(ChangeKind.CALL, subject_id=call.id)
    return call


@transaction.atomic
def withdraw_call(*, actor: Account | None, call_id: UUID, version: int, now: datetime) -> Call:
    """Take a call from the readers: its address answers 410. What was entered stays.

    Raises:
        Changed: it has another version now.
        Refused: it is not published.
    """
    call = _held(call_id, version)
    if call.state not in SHOWN:
        raise Refused(gettext("The call is not published, so readers do not see it."))
    call.state = CallState.WITHDRAWN
    call.version += 1
    _tell_of_first_and_last(call)
    call.save()
    _record("withdraw", call, actor, now)
    record_change(ChangeKind.CALL, subject_id=call.id)
    return call


def turn_calls(now: datetime) -> list[UUID]:
    """Open and close the calls whose day has come, and have their pages printed. Doing it twice is
    harmless. Two queries when there is nothing to do.

    A page is a pure function of the database, so the day is written there by the clock; who enters
    is measured by the day itself.
    """
    today = day_of(now)
    due = Call.objects.filter(
        Q(state=CallState.UPCOMING, opens_on__lte=today)
        | Q(state=CallState.OPEN, deadline__lt=today)
    )
    turned: list[UUID] = []
    for call_id in due.order_by("slug").values_list("id", flat=True):
        with transaction.atomic():
            call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
            if call.state not in SHOWN or (standing := _standing(call, today)) == call.state:
                continue
            # No new version: whoever has its page open did not miss what somebody wrote.
            call.state = standing
            call.save(update_fields=("state",))
            verb = "open" if standing is CallState.OPEN else "close"
            _record(verb, call, None, now)
            record_change(ChangeKind.CALL, subject_id=call.id)
            turned.append(call.id)
    return turned


def _held(call_id: UUID, version: int) -> Call:
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    if call.version != version:
        raise Changed(
            gettext(
                "Somebody else has changed this call since you opened it, and nothing of yours is "
                "stored. Look at how it stands now, then save again if yours is to take its place."
            ),
            call.version,
        )
    return call


def _standing(call: Call, today: date) -> CallState:
    if call.opens_on is None or call.deadline is None:  # the database does not let it be
        raise Refused(gettext("Say until which day it is open."), "deadline")
    return standing_on(today, opens_on=call.opens_on, deadline=call.deadline)


def _differs(call: Call, details: CallDetails, name: str) -> bool:
    value = getattr(details, name)
    return bool(getattr(call, name) != (list(value) if name == "kinds" else value))


def _check_words(details: CallDetails) -> None:
    if not details.title.strip():
        raise Refused(gettext("Give the call a title."), "title")
    languages = Publication.objects.order_by("id").get().languages
    if details.language not in languages:
        raise Refused(
            gettext("The publication does not appear in “%(language)s”. Choose one of %(ours)s.")
            % {"language": details.language, "ours": ", ".join(languages)},
            "language",
        )
    if set(details.kinds) - set(Kind.values):
        raise Refused(gettext("Choose among the kinds."), "kinds")


def _check_days(details: CallDetails, today: date, *, before: Call) -> None:
    deadline, opens = details.deadline, details.opens_on
    if deadline and deadline < today and deadline != before.deadline:
        raise past_day(deadline, today, "deadline")
    if deadline and opens and opens > deadline:
        raise Refused(
            gettext("It would open after its deadline. Choose an earlier day."), "opens_on"
        )
    if not 1 <= details.answer_days <= MAX_ANSWER_DAYS:
        raise Refused(
            gettext("Promise an answer within 1 to %(most)d days.") % {"most": MAX_ANSWER_DAYS},
            "answer_days",
        )


def _check_whole(details: CallDetails) -> None:
    if not details.sought.strip():
        raise Refused(gettext("Say what you seek: readers would find the page empty."), "sought")
    if details.deadline is None:
        raise Refused(gettext("Say until which day it is open."), "deadline")


def _free_slug(title: str) -> str:
    stem = slugify(title, fallback="call")[:90]
    taken = set(Call.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    suffixed = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *suffixed) if slug not in taken)


def _tell_of_first_and_last(call: Call) -> None:
    """Print everything if a language gets its first call or loses its last: the way to its calls
    stands at the foot of every page, and only while there are any.

    Of two that are withdrawn at once one waits here for the other, and sees that it is the last.
    """
    Publication.objects.select_for_update().order_by("id").first()
    others = Call.objects.filter(state__in=SHOWN, language=call.language)
    if not others.exclude(pk=call.pk).exists():
        record_change(ChangeKind.PUBLICATION)


def _record(
    verb: str, call: Call, actor: Account | None, now: datetime, *, changed: Sequence[str] = ()
) -> None:
    record_act(
        verb,
        subject_kind="call",
        subject_id=call.id,
        actor=actor.id if actor else None,
        at=now,
        changed=list(changed),
    )
