"""The process that carries what was printed to the bucket, and the command that does it at once."""

import contextlib
import logging
import signal
import threading
import time
from contextlib import AbstractContextManager
from typing import Final

from django.db import close_old_connections
from django.utils import timezone

from writingviews.house.settings import house_settings
from writingviews.ledger.bell import Bell
from writingviews.ledger.bucket_state import BucketState, say_bucket_state
from writingviews.press.batches import DATABASE_AWAY
from writingviews.press.house_tree import lock
from writingviews.press.models import Held, Waiting

from .comparing import Progress, note_differences
from .store import BucketAway, Store
from .uploading import Carried, store_of_house, work_off
from .waiting import bell_path

logger = logging.getLogger(__name__)

#: Seconds after which the process looks by itself, if no bell rang.
LOOK_EVERY: Final = 2.0
#: Seconds between two comparisons of the whole tree with what the bucket holds.
COMPARE_EVERY: Final = 60 * 60.0
#: Seconds between two tries while the bucket is away, at most.
LONGEST_WAIT: Final = 32.0
_SAY_EVERY: Final = 20.0


class _Stopped(Exception):
    """SIGTERM came while much was carried."""


def carry() -> None:
    """Carry what was printed to the bucket until SIGTERM. What is under way is finished."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    carrier = _Carrier(stop)
    with Bell(bell_path()) as bell:
        while not stop.is_set():
            close_old_connections()
            try:
                carrier.look()
            except _Stopped:
                break
            except Exception as error:  # noqa: BLE001 (it is said, once and not every time)
                carrier.wait(error)
            else:
                bell.wait(LOOK_EVERY)


class _Carrier:
    """What the process does each time it looks.

    Args:
        stop: set when it shall end.
    """

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._store: Store | None = None
        self._listed = False
        self._compared = -COMPARE_EVERY
        self._tree = 0
        self._tries = 0
        self._trouble = ""
        self._since = timezone.now()
        self._said = -_SAY_EVERY
        self._state: tuple[int, str] | None = None

    def look(self) -> None:
        """Carry what waits; now and then compare the whole.

        Raises:
            BucketAway, OperationalError, InterfaceError: it is for later.
        """
        with _bucket_lock(wait=False) as ours:
            if not ours:
                return
            if self._store is None:
                self._store = store_of_house()
            self._compare(self._store)
            work_off(self._store, Carried(), self._told)
        if self._tries:
            logger.warning("the bucket answers, carrying goes on")
            self._tries, self._trouble, self._since = 0, "", timezone.now()
        self._say()

    def _compare(self, store: Store) -> None:
        """Compare at the beginning, when another tree was put in the place of this, and hourly."""
        tree = house_settings().tree_dir.stat().st_ino
        due = time.monotonic() - self._compared >= COMPARE_EVERY
        if not due and tree == self._tree:
            return
        note_differences(None if self._listed else store)
        self._listed, self._compared, self._tree = True, time.monotonic(), tree

    def _told(self, _seen: int) -> None:
        if self._stop.is_set():
            raise _Stopped
        if time.monotonic() - self._said >= 1.0:
            self._say()

    def wait(self, error: Exception) -> None:
        """Wait 1, 2, 4 … seconds, and say why."""
        if not self._tries:
            self._since = timezone.now()
        self._tries += 1
        said = str(error) if isinstance(error, BucketAway) else type(error).__name__
        if said != self._trouble:
            self._trouble = said
            if isinstance(error, (BucketAway, *DATABASE_AWAY)):
                logger.warning("the copy in the bucket waits: %s", said)
            else:
                logger.error("the copy in the bucket waits", exc_info=error)
        with contextlib.suppress(*DATABASE_AWAY):
            self._say()
        self._stop.wait(min(LONGEST_WAIT, 2.0 ** min(self._tries - 1, 10)))

    def _say(self) -> None:
        """Say how it stands, if that has changed or was long ago."""
        now = time.monotonic()
        trouble = self._trouble or _newest_trouble()
        state = (waiting(), trouble)
        if state == self._state and now - self._said < _SAY_EVERY:
            return
        self._state, self._said = state, now
        say_bucket_state(
            BucketState(
                at=timezone.now(),
                since=self._since,
                waiting=state[0],
                held=Held.objects.count(),
                trouble=trouble,
            )
        )


def waiting() -> int:
    """Return how many objects wait to be carried. One query."""
    return Waiting.objects.values("path").distinct().count()


def _newest_trouble() -> str:
    """Return why an object was refused, if one is."""
    found = Waiting.objects.exclude(detail="").order_by("-next_at").values_list("detail", flat=True)
    return found.first() or ""


def bring_in_step(progress: Progress | None = None) -> Carried:
    """Ask the bucket what it holds, and carry to it all that differs.

    Raises:
        LookupError: the publication has no bucket.
        BucketAway: nothing can be carried; what is left stays in the list.
    """
    store = store_of_house()
    total = Carried()
    with _bucket_lock(wait=True):
        note_differences(store)

        def told(seen: int) -> None:
            if progress is not None:
                progress(seen, seen + waiting())

        work_off(store, total, told)
    return total


def _bucket_lock(*, wait: bool) -> AbstractContextManager[bool]:
    """Hold the bucket: one process carries at a time. Yields whether it is held."""
    return lock("bucket.lock", wait=wait)
