"""Ordering, making, and keeping what was made.

A maker takes an order by its own number (`take`). Everything it says of the order afterwards counts
only as long as that number stands in the row: a maker that was taken for dead and comes back
changes nothing.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from writingviews.house.settings import house_settings
from writingviews.ledger.bell import ring
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_changes

from . import store
from .formats import FORMATS, OFFERED, Subject
from .models import Order, State
from .selectors import orders_waiting

#: Without a sign of life for so long a maker is dead; it gives one every few seconds.
SILENCE: Final = timedelta(seconds=20)
#: Times that the making of one order is begun before it is called failed.
ATTEMPTS: Final = 3
#: Orders that people may have waiting, all together.
MOST_WAITING: Final = 100
#: What nobody has taken for so long goes.
KEPT: Final = timedelta(days=30)
#: What is kept for the house at most; what was wanted longest ago goes first.
MOST_ORDERS: Final = 2_000
MOST_BYTES: Final = 4 * 1024**3
_ROWS: Final = 500
#: An order whose file is gone.
_NO_FILE: Final[dict[str, Any]] = {
    "made_from": "",
    "file": "",
    "preview": "",
    "bytes": 0,
    "sha256": "",
    "pages": 0,
}


class OrderRefused(Exception):
    """It was not ordered; the message says why and what to do."""


def bell_path() -> Path:
    """Where the makers listen for the bell."""
    return house_settings().run_dir / "carry.bell"


def _ring() -> None:
    path = bell_path()
    transaction.on_commit(lambda: ring(path))


def key_of(subject: Subject, subject_id: str, format_key: str, options: Mapping[str, str]) -> str:
    """Return what an order is known by: the same for all who want the same."""
    said = json.dumps([subject, subject_id, format_key, dict(options)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


# --- ordering -------------------------------------------------------------------------------------


@transaction.atomic
def order(
    *,
    subject: Subject,
    subject_id: UUID | str,
    format_key: str,
    options: Mapping[str, object],
    actor: UUID,
) -> Order:
    """Order something; if it is ordered already, return that order, before others in the queue.

    Args:
        subject, subject_id: a trusted id (the room's access came before); "" for the publication.
        format_key: of `FORMATS`.
        options: those that were chosen.
        actor: the account's id.

    Raises:
        OptionsRefused: the options are not the format's.
        OrderRefused: there is no such format for this, or too much waits already.
    """
    wanted = FORMATS.get(format_key)
    if wanted is None or subject not in wanted.subjects:
        raise OrderRefused(f"A {subject} cannot be carried as {format_key!r}.")
    whole = wanted.checked(options)
    now = timezone.now()
    key = key_of(subject, str(subject_id), format_key, whole)
    found = Order.objects.select_for_update().filter(key=key).first()
    if found is None:
        if orders_waiting(foreground=True).count() >= MOST_WAITING:
            raise OrderRefused(
                f"{MOST_WAITING} orders wait already. Come back when some of them are made."
            )
        found, fresh = Order.objects.get_or_create(
            key=key,
            defaults={
                "subject_kind": subject,
                "subject_id": str(subject_id),
                "format": format_key,
                "options": whole,
                "usual": whole == wanted.usual,
                "foreground": True,
                "asked_by": actor,
                "asked_at": now,
                "wanted_at": now,
                "next_at": now,
            },
        )
        if fresh:
            _record("order", found, actor)
            _ring()
            return found
    found.wanted_at = now
    found.save(update_fields=("wanted_at",))
    if found.state == State.FAILED:
        return _anew(found, actor, now)
    if found.state == State.WAITING:
        found.foreground, found.next_at = True, now
        found.save(update_fields=("foreground", "next_at"))
    _ring()
    return found


@transaction.atomic
def forget_article(article_id: UUID, editions: Iterable[UUID]) -> None:
    """Hand out nothing any more that holds an article which was taken down. Inside the act.

    Its own files go, and copies of the whole publication; editions that hold it are made anew
    without it. What is being made now is no maker's any more: what it hands in is not taken.

    Args:
        article_id: the article.
        editions: those that hold it.
    """
    ours = Order.objects.select_for_update()
    gone = Q(subject_kind=Subject.ARTICLE, subject_id=str(article_id)) | Q(
        subject_kind=Subject.PUBLICATION
    )
    _take_away(list(ours.filter(gone)))
    held = [str(known) for known in editions]
    anew = list(ours.filter(subject_kind=Subject.EDITION, subject_id__in=held))
    Order.objects.filter(pk__in=[each.pk for each in anew]).update(
        state=State.WAITING,
        taken_by="",
        attempts=0,
        progress=0,
        step="",
        next_at=timezone.now(),
        **_NO_FILE,
    )
    _drop_files(anew)
    _ring()


@transaction.atomic
def make_again(*, order_id: UUID, actor: UUID) -> Order | None:
    """Let a file be made anew, or what failed be tried again; None if there is no such order."""
    found = Order.objects.select_for_update().filter(pk=order_id).first()
    if found is None or found.state in {State.WAITING, State.MAKING}:
        return found
    return _anew(found, actor, timezone.now())


def _anew(found: Order, actor: UUID, now: datetime) -> Order:
    found.state, found.foreground, found.attempts = State.WAITING, True, 0
    found.asked_by, found.asked_at, found.wanted_at, found.next_at = actor, now, now, now
    found.progress, found.step, found.problems = 0, "", []
    found.save()
    _record("make again", found, actor)
    _ring()
    return found


@transaction.atomic
def remove(*, order_id: UUID, actor: UUID | None) -> bool:
    """Take an order off the list, with its file; return whether it was there.

    What the house offers to readers by itself comes back by itself.
    """
    found = Order.objects.select_for_update().filter(pk=order_id).first()
    if found is None:
        return False
    _record("remove order", found, actor)
    _take_away([found])
    return True


def note_taken(found: Order) -> None:
    """Note that somebody took the file, so that it is kept."""
    Order.objects.filter(pk=found.pk).update(wanted_at=timezone.now())


def order_for_readers(format_key: str, articles: Iterable[UUID]) -> int:
    """Order, behind all that people wait for, what readers shall be offered; return how many are
    new. One query.

    Args:
        format_key: one that is offered.
        articles: published ones, in the order in which they shall be made.
    """
    wanted = FORMATS[format_key]
    now = timezone.now()
    rows = [
        Order(
            key=key_of(Subject.ARTICLE, str(known), format_key, wanted.usual),
            subject_kind=Subject.ARTICLE,
            subject_id=str(known),
            format=format_key,
            options=wanted.usual,
            usual=True,
            foreground=False,
            asked_at=now + timedelta(microseconds=place),
            wanted_at=now,
            next_at=now,
        )
        for place, known in enumerate(articles)
    ]
    # Somebody may have ordered the same this moment.
    Order.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


# --- making ---------------------------------------------------------------------------------------


def take(maker: str, *, foreground: bool = False) -> Order | None:
    """Take the order whose turn it is; None if nothing waits. Two makers never take the same.

    What people wait for goes first, then what was asked for first. An order whose maker has died
    has its turn again. Two or three queries.

    Args:
        maker: the maker's number, 32 letters at most, never used again.
        foreground: only what people wait for.
    """
    now = timezone.now()
    bury_the_dead(now)
    while True:
        ripe = orders_waiting(foreground=True if foreground else None).filter(next_at__lte=now)
        chosen = ripe.order_by("-foreground", "asked_at", "id").values_list("pk", flat=True).first()
        if chosen is None:
            return None
        # Whoever changes the row first has it.
        ours = Order.objects.filter(pk=chosen, state=State.WAITING)
        if ours.update(
            state=State.MAKING,
            taken_by=maker,
            alive_at=now,
            progress=0,
            step="",
            problems=[],
            doubted=False,
        ):
            return Order.objects.filter(pk=chosen).first()


def bury_the_dead(now: datetime) -> None:
    """Let orders whose makers have died have their turn again, or call them failed. One query."""
    silent = Q(alive_at__lt=now - SILENCE) | Q(alive_at__gt=now + SILENCE)
    for lost in Order.objects.filter(silent, state=State.MAKING):
        fell(lost, lost.taken_by, ["The process that made it ended before it was done."], now=now)


def beat(taken: Order, maker: str, *, progress: int | None = None, step: str | None = None) -> bool:
    """Say that a maker is alive and how far it is; return whether the order is still its own."""
    said: dict[str, object] = {"alive_at": timezone.now()}
    if progress is not None:
        said["progress"] = max(0, min(100, progress))
    if step is not None:
        said["step"] = step[:40]
    return bool(_own(taken, maker).update(**said))


@dataclass(frozen=True, slots=True)
class Made:
    """What was made.

    Args:
        file: as the folder keeps it.
        preview: the name of its picture, or "".
        pages: 0 where it has none.
        problems: sentences on what could not be made as it was written.
        made_from: the fingerprint of what it was made from.
    """

    file: store.Kept
    preview: str
    pages: int
    problems: Sequence[str]
    made_from: str


@transaction.atomic
def ready(taken: Order, maker: str, made: Made) -> bool:
    """Say that a file is there; return False if the order was another's meanwhile."""
    now = timezone.now()
    changed = _own(taken, maker).update(
        state=State.READY,
        foreground=False,
        taken_by="",
        attempts=0,
        progress=100,
        step="",
        problems=[problem[:600] for problem in made.problems][:50],
        made_from=made.made_from,
        made_at=now,
        file=made.file.name,
        preview=made.preview,
        bytes=made.file.bytes,
        sha256=made.file.sha256,
        pages=made.pages,
    )
    if changed:
        _tell_the_press([taken])
    return bool(changed)


@transaction.atomic
def fail(taken: Order, maker: str, sentences: Sequence[str]) -> bool:
    """Say that it cannot be made as it was ordered, however often it is tried."""
    return bool(
        _own(taken, maker).update(
            state=State.FAILED,
            foreground=False,
            taken_by="",
            step="",
            problems=[sentence[:600] for sentence in sentences],
        )
    )


@transaction.atomic
def fell(
    taken: Order, maker: str, sentences: Sequence[str], *, now: datetime | None = None
) -> bool:
    """Say that a maker fell over an order: it is tried again a little later, three times in all.

    Returns:
        whether it will be tried again.
    """
    at = now or timezone.now()
    found = _own(taken, maker).select_for_update().first()
    if found is None:
        return False
    attempts = found.attempts + 1
    if attempts >= ATTEMPTS:
        _own(taken, maker).update(attempts=attempts)
        fail(taken, maker, sentences)
        return False
    _own(taken, maker).update(
        state=State.WAITING,
        taken_by="",
        attempts=attempts,
        next_at=at + timedelta(seconds=2**attempts),
        progress=0,
        step="",
        problems=list(sentences),
    )
    return True


def give_back(taken: Order, maker: str) -> None:
    """Put an order back as it was: the maker is sent home."""
    _own(taken, maker).update(state=State.WAITING, taken_by="", progress=0, step="")
    ring(bell_path())


def drop(taken: Order, maker: str) -> None:
    """Take an order off the list whose subject readers see no more."""
    with transaction.atomic():
        _take_away(list(_own(taken, maker).select_for_update()))


def _own(taken: Order, maker: str) -> QuerySet[Order]:
    return Order.objects.filter(pk=taken.pk, state=State.MAKING, taken_by=maker)


# --- what changed since ---------------------------------------------------------------------------


def doubt(subject: Subject, ids: Iterable[UUID]) -> None:
    """Note that things may not be what was made from them any more; ring for whoever looks.

    The press calls this before their changes leave the outbox, so none is missed, and pays for a
    look into an index, and for a row where there is something to note.
    """
    known = [str(each) for each in ids]
    for start in range(0, len(known), _ROWS):
        theirs = Order.objects.filter(
            subject_kind=subject, subject_id__in=known[start : start + _ROWS], doubted=False
        )
        if theirs.exists():
            theirs.update(doubted=True)
    if known:
        _ring()


def doubt_all() -> None:
    """Note that everything may be out of date."""
    if Order.objects.filter(doubted=False).exists():
        Order.objects.filter(doubted=False).update(doubted=True)
    _ring()


def doubted(limit: int) -> list[Order]:
    """Return orders whose file may be out of date; not those that are under way. One query."""
    found = Order.objects.filter(doubted=True).exclude(state=State.MAKING)
    return list(found.order_by("id")[:limit])


@transaction.atomic
def settle(
    *, right: Iterable[Order] = (), outdated: Iterable[Order] = (), gone: Iterable[Order] = ()
) -> None:
    """Settle doubts: of files that are right, that are to be made anew, whose subject is gone.

    Made anew behind what people wait for, and before what was ordered later: what was offered once
    comes back before what never was. What failed is tried again, since it is another now. An
    edition's outdated file goes at once: a piece that was taken down may stand in it, and nobody
    else reads it.
    """
    now = timezone.now()
    outdated = [*outdated]
    looked_at = [*right, *outdated]
    Order.objects.filter(pk__in=[each.pk for each in looked_at]).update(doubted=False)
    Order.objects.filter(
        pk__in=[each.pk for each in outdated], state__in=(State.READY, State.FAILED)
    ).update(state=State.WAITING, attempts=0, progress=0, step="", next_at=now)
    _empty([each.pk for each in outdated if each.subject_kind == Subject.EDITION])
    _take_away(list(Order.objects.select_for_update().filter(pk__in=[each.pk for each in gone])))


# --- what is kept ---------------------------------------------------------------------------------


@transaction.atomic
def expire(now: datetime, *, offered: Sequence[str]) -> int:
    """Take away what nobody wanted for long, and what is too much; return how many went.

    Args:
        now: aware moment.
        offered: formats that the publication offers to readers: those files stay.
    """
    resting = Order.objects.exclude(state=State.MAKING)
    own = resting.exclude(subject_kind=Subject.ARTICLE, usual=True, format__in=[*offered])
    gone = list(own.filter(wanted_at__lt=now - KEPT))
    if not offered or set(OFFERED) - set(offered):
        # Made for readers, who are offered it no more, and never asked for by anybody.
        unwanted = own.filter(usual=True, format__in=OFFERED, asked_by=None)
        gone += [each for each in unwanted[:_ROWS] if each not in gone]
    kept = taken = 0
    for each in own.exclude(pk__in=[one.pk for one in gone]).order_by("-wanted_at", "id"):
        kept, taken = kept + 1, taken + each.bytes
        if kept > MOST_ORDERS or taken > MOST_BYTES:
            gone.append(each)
    _take_away(gone)
    return len(gone)


def sweep() -> int:
    """Take away files that no order names. One query."""
    rows = Order.objects.exclude(file="").values_list("file", "preview")
    return store.sweep({name for row in rows.iterator() for name in row if name})


def _take_away(orders: Sequence[Order]) -> None:
    """Delete orders with their files: a piece that was taken down may lie nowhere."""
    if not orders:
        return
    Order.objects.filter(pk__in=[each.pk for each in orders]).delete()
    _drop_files(orders)
    _tell_the_press(orders)


def _empty(orders: Sequence[UUID]) -> None:
    """Take away the files of orders that are not under way; the orders stay."""
    if not orders:
        return
    found = Order.objects.select_for_update().filter(pk__in=orders).exclude(file="")
    emptied = list(found.exclude(state__in=(State.MAKING, State.READY)))
    Order.objects.filter(pk__in=[each.pk for each in emptied]).update(**_NO_FILE)
    _drop_files(emptied)


def _drop_files(orders: Sequence[Order]) -> None:
    names = [name for each in orders for name in (each.file, each.preview) if name]
    transaction.on_commit(lambda: store.drop(names))


def _tell_the_press(orders: Iterable[Order]) -> None:
    """Let the pages be printed on which readers may be offered these files."""
    shown = {
        UUID(each.subject_id)
        for each in orders
        if each.usual and each.format in OFFERED and each.subject_kind == Subject.ARTICLE
    }
    if shown:
        record_changes(ChangeKind.CARRIED, sorted(shown))


def _record(verb: str, found: Order, actor: UUID | None) -> None:
    record_act(
        verb,
        subject_kind=found.subject_kind,
        subject_id=found.subject_id,
        actor=actor,
        format=found.format,
    )
