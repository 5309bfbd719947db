"""Writing a piece for a call: beginning an entry, entering it, taking it out again."""

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article, Kind
from writingviews.articles.selectors import day_of
from writingviews.articles.services.filing import begin_article, file_article, filing_of
from writingviews.calls.bounds import bound_entries
from writingviews.calls.days import standing_on
from writingviews.calls.models import SHOWN, Call, CallEntry, CallState
from writingviews.calls.refusals import Refused
from writingviews.ledger.services import record_act
from writingviews.people.chapter_selectors import chapter_role_of
from writingviews.people.models import Account, Byline

#: Verbs by which an editor answers an entry.
_ANSWERS: Final = frozenset({Verb.ASK_FOR_CHANGES, Verb.ACCEPT, Verb.DECLINE})


class NotOpen(Refused):
    """The call takes no entries on this day."""


def open_on_day(call: Call, now: datetime) -> bool:
    """Return whether a call takes entries at a moment; the day counts, not when it was printed."""
    if call.state not in SHOWN or call.opens_on is None or call.deadline is None:
        return False
    standing = standing_on(day_of(now), opens_on=call.opens_on, deadline=call.deadline)
    return standing is CallState.OPEN


@transaction.atomic
def begin_entry(
    *, actor: Account, call_id: UUID, kind: Kind | None, byline: Byline | None, now: datetime
) -> Article:
    """Begin a piece for a call, filed as the call asks, as a draft that its writer alone can see.

    Args:
        actor: who writes it.
        call_id: a published call.
        kind: one of those it seeks; None is its first.
        byline: one of the writer's own; None to be settled later.

    Raises:
        NotOpen: the call is not open today.
        TooMany: too many entries within the hour.
        Refused: it seeks another kind, or is for the writers of a chapter.
    """
    call = Call.objects.select_related("section", "chapter").get(pk=call_id)
    refuse_unless_open(call, now)
    kinds = [Kind(each) for each in call.kinds] or list(Kind)
    kind = kind or kinds[0]
    if kind not in kinds:
        raise Refused(gettext("This call seeks other kinds of pieces. Choose one of them."), "kind")
    # Held, so that two windows do not both begin the last one of the hour.
    Account.objects.select_for_update().get(pk=actor.pk)
    bound_entries(actor, now)
    if call.chapter and chapter_role_of(actor, call.chapter.id) is None:
        raise Refused(
            gettext("This call is for the writers of %(chapter)s. Its editors can ask you in.")
            % {"chapter": call.chapter.name_in(call.language)}
        )
    begun = begin_article(
        actor=actor, language=call.language, kind=kind, byline=byline, chapter=call.chapter
    )
    if call.section is not None:
        filing = replace(filing_of(begun), section=call.section)
        begun = file_article(actor=actor, article_id=begun.id, filing=filing)
    CallEntry.objects.create(call=call, article=begun, account=actor, begun_at=now)
    record_act("begin entry", subject_kind="call", subject_id=call.id, actor=actor.id, at=now)
    return begun


def refuse_unless_open(call: Call, now: datetime) -> None:
    """Refuse to begin a piece for a call that is not open.

    Raises:
        NotOpen: it is not open yet, it is closed, or it was withdrawn.
    """
    if open_on_day(call, now):
        return
    if call.opens_on and day_of(now) < call.opens_on and call.state in SHOWN:
        raise NotOpen(gettext("This call opens on %(day)s.") % {"day": call.opens_on.isoformat()})
    raise NotOpen(
        gettext(
            "This call is closed. You may pitch your piece to the editors, or look for another "
            "call that is open."
        )
    )


@transaction.atomic
def enter_submitted(*, article_id: UUID, now: datetime) -> None:
    """Let a piece that is about to be submitted enter the call that it was written for; who knows
    whom in its review is the call's to say.

    One that had entered before may be submitted again whenever it is asked for: the deadline is
    for the first time. One query where the piece is written for no call.

    Raises:
        NotOpen: the call has closed, and what its writer can do now.
    """
    entry = (
        CallEntry.objects.select_for_update(of=("self",))
        .filter(article_id=article_id, entered_at=None)
        .select_related("call")
        .first()
    )
    if entry is None:
        return
    if not open_on_day(entry.call, now):
        raise NotOpen(closed_for(entry.call))
    entry.entered_at = now
    entry.save(update_fields=("entered_at",))
    # Who was hidden once is not shown in a later round, so the first choice stays.
    Article.objects.filter(pk=article_id, anonymity="").update(anonymity=entry.call.anonymity)


def closed_for(call: Call) -> str:
    """Return what the writer of a piece that was not entered in time is told."""
    return gettext(
        "“%(title)s” takes no entries any more, so this cannot be entered for it. Your text is "
        "kept as a draft. Take it out of the call below, and you can submit it to the editors as "
        "any other piece, or keep it for a call to come."
    ) % {"title": call.title}


def note_moved(*, article_id: UUID, verb: Verb, now: datetime) -> None:
    """Note what a verb, just done to a piece, means for the entry that it is. One query."""
    mine = CallEntry.objects.filter(article_id=article_id)
    if verb is Verb.WITHDRAW:
        mine.update(entered_at=None, answered_at=None)
    elif verb in _ANSWERS:
        mine.filter(entered_at__isnull=False, answered_at=None).update(answered_at=now)


@transaction.atomic
def leave_call(*, actor: Account, article_id: UUID, now: datetime) -> None:
    """Take a draft out of the call that it was begun for; it stays as any other draft. Doing it
    twice is harmless.

    Args:
        actor: its writer.

    Raises:
        Refused: it was submitted: then it is withdrawn first.
    """
    entry = CallEntry.objects.select_for_update(of=("self",)).filter(article_id=article_id).first()
    if entry is None:
        return
    article = Article.objects.get(pk=article_id)
    if entry.entered_at is not None or article.state not in {State.DRAFT, State.WITHDRAWN}:
        raise Refused(
            gettext("The editors have this entry. Withdraw it first, then take it out of the call.")
        )
    call_id = entry.call_id
    entry.delete()
    record_act("leave", subject_kind="call", subject_id=call_id, actor=actor.id, at=now)
