"""What stands at the head of a front, in which order and until when."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article, Pin, Publication, Section
from writingviews.articles.selectors import pins_of
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change
from writingviews.people.models import Account

#: The lead and what stands beside it: more at the head of a front would be all of it.
MOST_PINS: Final = 5


class PinRefused(Exception):
    """It cannot stand there so; the message says why and the mend."""


@transaction.atomic
def pin_article(
    *,
    actor: Account | None,
    article_id: UUID,
    section: Section | None,
    until: datetime | None,
    now: datetime,
) -> Pin:
    """Put a published article at the head of its language's front, or of its section's, behind
    what stands there. One that stands there already keeps its place and gets the new end.

    Args:
        actor: None for the house.
        article_id: a trusted id.
        section: None for the front page.
        until: aware moment after which it is as if it had never stood there; None for no end.
        now: aware moment.

    Raises:
        PinRefused: not published, of another section, too many there, or an end that is past.
    """
    _hold()
    article = Article.objects.select_for_update(of=("self",)).get(id=article_id)
    if article.state != State.PUBLISHED:
        raise PinRefused("Readers do not see this piece. Publish it first.")
    if section is not None and article.section_id != section.pk:
        raise PinRefused("The piece is in another section now. Look at it anew.")
    _check_end(until, now)
    standing = pins_of(article.language, section)
    found = standing.filter(article=article).first()
    if found is None:
        if standing.count() >= MOST_PINS:
            raise PinRefused(
                f"{MOST_PINS} pieces stand there already. Let one of them go with the date first."
            )
        last: int | None = standing.aggregate(last=Max("position"))["last"]
        found = Pin(article=article, section=section, position=0 if last is None else last + 1)
    found.until = until
    found.save()
    _record("pin", article.language, section, actor, now, article=str(article.id))
    return found


@transaction.atomic
def unpin(*, actor: Account | None, pin_id: int, now: datetime) -> None:
    """Let a piece go with the date again. Doing it twice is harmless."""
    _hold()
    found = Pin.objects.filter(pk=pin_id).select_related("article", "section").first()
    if found is None:
        return
    found.delete()
    _record(
        "unpin", found.article.language, found.section, actor, now, article=str(found.article_id)
    )


@transaction.atomic
def arrange_pins(
    *,
    actor: Account,
    language: str,
    section: Section | None,
    order: Sequence[int],
    until: Mapping[int, datetime | None],
    now: datetime,
) -> None:
    """Put what stands at the head of a front into an order, each with its end.

    Args:
        actor: an editor.
        language, section: which front; None for the front page.
        order: the pins' ids, the first leads.
        until: aware moments by id.
        now: aware moment.

    Raises:
        PinRefused: something else stands there now, or an end is past.
    """
    _hold()
    standing = {pin.pk: pin for pin in pins_of(language, section)}
    if set(order) != standing.keys() or len(order) != len(standing):
        raise PinRefused(
            "Somebody else changed this front, or a piece has left it. "
            "Below is how it stands; nothing of yours was stored."
        )
    for place, known in enumerate(order):
        pin = standing[known]
        if pin.until != until.get(known):
            _check_end(until.get(known), now)
        pin.position, pin.until = place, until.get(known)
        pin.save()
    _record("arrange front", language, section, actor, now)


@transaction.atomic
def expire_pins(now: datetime) -> int:
    """Let go what has stood at the head of a front until its end; return how many. The clock's
    act. Doing it twice is harmless. One query where nothing ends."""
    if not Pin.objects.filter(until__lte=now).exists():
        return 0
    _hold()
    over = list(Pin.objects.filter(until__lte=now).select_related("article", "section"))
    for pin in over:
        pin.delete()
        _record("unpin", pin.article.language, pin.section, None, now, article=str(pin.article_id))
    return len(over)


def _hold() -> None:
    """One editor arranges at a time: places are counted, and a front is few rows."""
    Publication.objects.select_for_update().order_by("id").first()


def _check_end(until: datetime | None, now: datetime) -> None:
    if until is not None and until <= now:
        raise PinRefused("This time is past. Choose one in the future, or leave it empty.")


def _record(
    verb: str,
    language: str,
    section: Section | None,
    actor: Account | None,
    now: datetime,
    *,
    article: str = "",
) -> None:
    where = {"language": language, "section": section.slug if section else ""}
    record_act(
        verb,
        subject_kind="article" if article else "front",
        subject_id=article or f"{language} {where['section']}".strip(),
        actor=actor.id if actor else None,
        at=now,
        **where,
    )
    record_change(ChangeKind.PINS, before=where)
