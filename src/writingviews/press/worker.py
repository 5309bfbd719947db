"""The worker: prints what the outbox asks for, and publishes what is due."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime

from django.db import OperationalError, close_old_connections
from django.utils import timezone

from writingviews.ledger.bell import Bell
from writingviews.ledger.services import bell_path
from writingviews.search.services import ensure_index

from .printing import print_pending, warm_up
from .rebuilding import put_assets, rebuild_if_outdated

logger = logging.getLogger(__name__)

#: Seconds after which the worker looks by itself, if no bell rang.
LOOK_EVERY = 1.0


def work(clockwork: Callable[[datetime], object]) -> None:
    """Print until SIGTERM; a round that is under way is finished.

    Args:
        clockwork: called about every second with the time: what the clock alone brings about.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    put_assets()
    ensure_index()
    rebuild_if_outdated()
    warm_up()
    with Bell(bell_path()) as bell:
        looked = 0.0
        while not stop.is_set():
            close_old_connections()
            try:
                if time.monotonic() - looked >= LOOK_EVERY:
                    clockwork(timezone.now())
                    looked = time.monotonic()
                print_pending()
            except OperationalError:
                # The database is away; readers do not notice, and the changes are in it.
                logger.warning("database away, the press waits")
                stop.wait(LOOK_EVERY)
            except Exception:
                # A full disk, say: what is printed stands, what is not stays in the outbox.
                logger.exception("the press stopped for a moment")
                stop.wait(LOOK_EVERY)
            bell.wait(LOOK_EVERY)
