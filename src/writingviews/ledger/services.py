"""Writing down what happened. Call inside the transaction of the act."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from writingviews.house.settings import house_settings

from .bell import ring
from .models import AuditEntry, Change, ChangeKind, StuckPage


def bell_path() -> Path:
    """Where the press listens for the bell."""
    return house_settings().run_dir / "press.bell"


def record_act(
    verb: str,
    *,
    subject_kind: str,
    subject_id: UUID | str,
    actor: UUID | None,
    at: datetime | None = None,
    **details: object,
) -> AuditEntry:
    """Write the audit row of an act.

    Args:
        verb: what was done, in the words of the lifecycle: ``publish``.
        subject_kind: ``article``, ``reply``, ``account`` …
        subject_id: the subject's id.
        actor: the account's id; None when the house acted by itself.
        at: aware time of the act; now, if left out.
        details: small facts, never a text or a person's name.
    """
    return AuditEntry.objects.create(
        at=at or timezone.now(),
        actor=actor,
        verb=verb,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        details=details,
    )


def record_changes(kind: ChangeKind, subject_ids: Iterable[UUID]) -> None:
    """Put a change for each of several subjects into the outbox, with one query."""
    now = timezone.now()
    Change.objects.bulk_create(
        Change(at=now, kind=kind, subject_id=str(subject_id)) for subject_id in subject_ids
    )
    path = bell_path()
    transaction.on_commit(lambda: ring(path))


def record_change(
    kind: ChangeKind,
    *,
    subject_id: UUID | str = "",
    before: Mapping[str, object] | None = None,
    urgent: bool = False,
) -> Change:
    """Put a change into the outbox, and ring for the press when the transaction has committed.

    Args:
        kind, subject_id, before: as `Change` has them.
        urgent: it is printed before all that waits.
    """
    change = Change.objects.create(
        at=timezone.now(), kind=kind, subject_id=str(subject_id), before=before, urgent=urgent
    )
    path = bell_path()
    transaction.on_commit(lambda: ring(path))
    return change


def try_again(pages: Iterable[int] | None = None) -> int:
    """Let the press try stuck pages now, and not when their time has come.

    Args:
        pages: ids of `StuckPage`; all of them, if left out.

    Returns:
        how many there are.
    """
    stuck = StuckPage.objects.all()
    if pages is not None:
        stuck = stuck.filter(pk__in=pages)
    found = stuck.update(next_at=timezone.now())
    path = bell_path()
    transaction.on_commit(lambda: ring(path))
    return found
