"""The list of what the bucket may have to take or to drop."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from writingviews.house.settings import house_settings
from writingviews.ledger.bell import ring
from writingviews.press.models import Waiting
from writingviews.press.tree import UnsafeAddress, file_of

from .objects import Stage, file_at, stage_of, stamp_at, status_at

#: Objects carried together: all are in memory (a picture has 2 MB at most), and a kill makes them
#: be carried again.
CHUNK: Final = 32
#: Rows written with one query.
_ROWS: Final = 1000
#: An object that failed is tried again after 1, 2, 4 … and then every 64 seconds.
_LONGEST: Final = 6


def bell_path() -> Path:
    """Where the bucket's process listens for the bell."""
    return house_settings().run_dir / "bucket.bell"


def note_for_bucket(addresses: Iterable[str]) -> None:
    """Note that something may have been printed or taken away at some addresses.

    Call after it is on disk and before the changes leave the outbox: killed in between, the press
    prints and notes the pages again. One query to write; none if the house has no bucket.
    """
    if house_settings().bucket is None:
        return
    paths = []
    for address in addresses:
        try:
            paths.append(file_of(address))
        except UnsafeAddress:
            continue
    note_paths(paths)


def note_paths(paths: Iterable[str]) -> None:
    """Note files below the tree, or ``media/…``, each with its turn as it stands on disk."""
    house = house_settings()
    _write(
        [
            Waiting(
                path=path, stage=_stage_of(file_at(house.tree_dir, house.media_dir, path), path)
            )
            for path in paths
        ]
    )


def _stage_of(file: Path, path: str) -> Stage:
    try:
        if stamp_at(file) is None:
            return Stage.GONE
        return stage_of(path, status_at(file))
    except (OSError, ValueError):
        # A bad spot on the disk: that is told when its turn has come, and holds up no publication.
        return stage_of(path, "")


def note_unneeded(pictures: Iterable[str]) -> None:
    """Note pictures (``media/<id>``) that an object names no more: it may have been the last."""
    _write([Waiting(path=path, stage=Stage.GONE) for path in pictures])


def _write(rows: Sequence[Waiting]) -> None:
    for start in range(0, len(rows), _ROWS):
        Waiting.objects.bulk_create(rows[start : start + _ROWS])
    if rows:
        path = bell_path()
        transaction.on_commit(lambda: ring(path))


class Chunk:
    """Some of what waits, of one stage: its paths, and how to take them from the list.

    Args:
        stage: of all of them.
        paths: each once.
        newest: id of the newest row there was before any file was read.
    """

    def __init__(self, stage: Stage, paths: Sequence[str], newest: int) -> None:
        self.stage = stage
        self.paths = paths
        self._newest = newest

    def take_off(self, paths: Collection[str]) -> None:
        """Take paths from the list; what was noted since stays."""
        Waiting.objects.filter(path__in=list(paths), pk__lte=self._newest).delete()

    def put_off(self, path: str, detail: str) -> None:
        """Let a path wait for its next try."""
        rows = Waiting.objects.filter(path=path, pk__lte=self._newest)
        tries = (rows.aggregate(most=Max("tries"))["most"] or 0) + 1
        next_at = timezone.now() + timedelta(seconds=2 ** min(tries - 1, _LONGEST))
        rows.update(tries=tries, next_at=next_at, detail=detail[:300])


def next_chunk() -> Chunk | None:
    """Return what has its turn; None if nothing has.

    The lowest stage first, and in it what was noted last: so what an editor publishes while a
    thousand pages wait goes first. Nothing is deleted as long as anything else waits. Two queries.
    """
    now = timezone.now()
    # Later than any try is put off: the clock was set back since.
    set_back = Q(next_at__gt=now + timedelta(seconds=2**_LONGEST))
    due = Waiting.objects.filter(Q(next_at=None) | Q(next_at__lte=now) | set_back)
    first = due.order_by("stage").values_list("stage", flat=True).first()
    if first is None:
        return None
    if first == Stage.GONE and Waiting.objects.filter(stage__lt=Stage.GONE).exists():
        return None
    newest = Waiting.objects.aggregate(newest=Max("id"))["newest"]
    rows = due.filter(stage=first, pk__lte=newest).order_by("-id")[: 2 * CHUNK]
    paths = list(dict.fromkeys(rows.values_list("path", flat=True)))[:CHUNK]
    return Chunk(Stage(first), paths, newest or 0)
