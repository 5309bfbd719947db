"""The smallest valid pitches and calls, made through the real services."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from writingviews.articles.models import Kind
from writingviews.calls.models import Call, Pitch
from writingviews.calls.services.calling import begin_call, details_of, edit_call, publish_call
from writingviews.calls.services.pitching import Proposal, pitch
from writingviews.people.models import Account, Byline, Chapter

NOW = datetime(2027, 4, 20, 12, 0, tzinfo=UTC)
TODAY = NOW.date()


def make_proposal(**more: Any) -> Proposal:  # noqa: ANN401 - a proposal's fields
    given: dict[str, Any] = {
        "what": "The bakery that lights its oven at two.",
        "why": "It closes in June, and nobody has written it down.",
        "how": "I go there on Thursday night, and speak to the baker.",
        "language": "en",
        "kind": Kind.REPORT,
    }
    return Proposal(**{**given, **more})


def make_pitch(
    actor: Account,
    *,
    byline: Byline | None = None,
    chapter: Chapter | None = None,
    now: datetime = NOW,
    what: str = "The bakery that lights its oven at two.",
) -> Pitch:
    """A pitch that waits for an editor."""
    proposal = make_proposal(what=what, byline=byline, chapter=chapter)
    return pitch(actor=actor, proposal=proposal, now=now)


def make_call(
    title: str = "Letters to a street",
    *,
    language: str = "en",
    deadline: date = TODAY + timedelta(days=13),
    published: bool = True,
    chapter: Chapter | None = None,
    now: datetime = NOW,
    **details: Any,  # noqa: ANN401 - a call's details
) -> Call:
    """A call that is open for a fortnight."""
    call = begin_call(actor=None, title=title, language=language, chapter=chapter, now=now)
    given = {"sought": "A letter to a *street* you know.", "deadline": deadline, **details}
    call = edit_call(
        actor=None,
        call_id=call.id,
        version=call.version,
        details=replace(details_of(call), **given),
        now=now,
    )
    if published:
        call = publish_call(actor=None, call_id=call.id, version=call.version, now=now)
    return call
