"""The worker: prints what the outbox asks for, and publishes what is due."""

import errno
import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import close_old_connections
from django.utils import timezone

from writingviews.ledger.bell import Bell
from writingviews.ledger.press_state import PressState, say_press_state, say_theme_problems
from writingviews.ledger.services import bell_path
from writingviews.search.services import ensure_index
from writingviews.site.rendering import house_theme
from writingviews.site.theme import PLAIN, Theme

from .asset_files import put_assets
from .batches import DATABASE_AWAY
from .printers import look_rarely_for_garbage
from .printing import print_pending, print_urgent, warm_up
from .rebuilding import rebuild_if_outdated

logger = logging.getLogger(__name__)

Clockwork = Callable[[datetime], object]

#: Seconds after which the worker looks by itself, if no bell rang.
LOOK_EVERY = 1.0
#: Seconds between two tries while a disk is full or the database is away, at most.
_LONGEST_WAIT: Final = 8.0


class _Stopped(Exception):
    """SIGTERM came while a large round was printed."""


def work(clockwork: Clockwork) -> None:
    """Print until SIGTERM. A batch that is under way is finished; what is left of a large round
    is for the next start.

    Args:
        clockwork: called about every second with the time: what the clock alone brings about.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker = _Worker(clockwork, stop)
    waiting = _Waiting(stop)
    with Bell(bell_path()) as bell:
        while not stop.is_set():
            close_old_connections()
            try:
                worker.look()
            except _Stopped:
                break
            except Exception as error:  # noqa: BLE001 (it is logged, once and not every time)
                # What is printed stands, what is not stays in the outbox.
                waiting.wait(error)
            else:
                waiting.over()
                bell.wait(LOOK_EVERY)


class _Worker:
    """What the worker does each time it looks."""

    def __init__(self, clockwork: Clockwork, stop: threading.Event) -> None:
        self._clockwork = clockwork
        self._stop = stop
        self._looked = 0.0
        self._theme: Theme = PLAIN
        self._begins: list[tuple[str, Callable[[], object]]] = [
            ("its theme", self._look_at_the_theme),
            ("its assets", put_assets),
            ("the search index", ensure_index),
            ("a rebuild", _rebuild_if_outdated),
            ("warming up", warm_up),
            ("less looking for garbage", look_rarely_for_garbage),
        ]

    def look(self) -> None:
        """Do what the clock and the outbox ask for; the first time, what comes before that."""
        while self._begins:
            self._begin(*self._begins[0])
            del self._begins[0]
        self._look_at_the_clock()
        if self._look_at_the_theme():
            put_assets()
            _rebuild_if_outdated()
        print_pending(meanwhile=self._look_at_the_clock)

    def _look_at_the_theme(self) -> bool:
        """Return whether another theme was laid into the folder; say what is wrong with it."""
        theme = house_theme()
        if theme is self._theme:
            return False
        self._theme = theme
        say_theme_problems([str(problem) for problem in theme.problems])
        return True

    def _begin(self, name: str, step: Callable[[], object]) -> None:
        """Only a disk or a database may hold up the press: it prints without an index, and a page
        that cannot be made does not stop the others."""
        try:
            step()
        except (*DATABASE_AWAY, OSError):
            raise
        except Exception:
            logger.exception("the press begins without %s", name)

    def _look_at_the_clock(self) -> None:
        if self._stop.is_set():
            raise _Stopped
        if time.monotonic() - self._looked < LOOK_EVERY:
            return
        try:
            self._clockwork(timezone.now())
        except DATABASE_AWAY:
            raise
        except Exception:
            # A piece that is due and cannot be published stops no page.
            logger.exception("the clock's work not done")
        self._looked = time.monotonic()


def _rebuild_if_outdated() -> None:
    """Rebuild if the tree is of yesterday; what is taken down meanwhile does not wait for it."""
    rebuild_if_outdated(lambda *_: print_urgent())


class _Waiting:
    """Waits between tries while something is broken, and says so once and not every time."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._tries = 0
        self._said = ""
        self._since = timezone.now()

    def wait(self, error: Exception) -> None:
        """Wait 1, 2, 4 … seconds, and say why."""
        if not self._tries:
            self._since = timezone.now()
        self._tries += 1
        self._log(error)
        say_press_state(
            PressState(at=timezone.now(), since=self._since, waits_for=_waits_for(error))
        )
        self._stop.wait(min(_LONGEST_WAIT, LOOK_EVERY * 2 ** min(self._tries - 1, 10)))

    def over(self) -> None:
        """Say that the press goes on, if it did not."""
        if self._tries:
            logger.warning("the press goes on")
            say_press_state(None)
            self._tries, self._said = 0, ""

    def _log(self, error: Exception) -> None:
        # Its message may name a path, a host or an account; the log never does.
        said = " ".join((type(error).__name__, errno.errorcode.get(_number(error), ""))).strip()
        if said == self._said:
            return
        self._said = said
        if isinstance(error, DATABASE_AWAY):
            # Readers do not notice, and the changes are in it.
            logger.warning("database away, the press waits: %s", said)
        elif isinstance(error, OSError):
            logger.warning("the disk takes no page, the press waits: %s", said)
        else:
            logger.error("the press stopped for a moment", exc_info=error)


def _number(error: Exception) -> int:
    return (error.errno or 0) if isinstance(error, OSError) else 0


def _waits_for(error: Exception) -> str:
    if isinstance(error, DATABASE_AWAY):
        return "database"
    if not isinstance(error, OSError):
        return "program"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "full"
    return "rights" if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM} else "disk"
