"""The loop: one order at a time, each made in a process of its own.

That process may fail, hang or want too much: it is bounded, watched and taken away, and the next
order begins with fresh memory. This one gives the signs of life.
"""

import ctypes
import errno
import logging
import os
import resource
import signal
import sys
import threading
import time
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from django.db import close_old_connections, connections

from writingviews.articles.selectors import publication
from writingviews.carry import services
from writingviews.carry.models import Order
from writingviews.ledger.bell import Bell
from writingviews.press.batches import DATABASE_AWAY

from .fresh import order_for_readers, settle_doubts
from .making import NoLongerOurs, make_order

logger = logging.getLogger(__name__)

#: Seconds after which it looks by itself, if no bell rang.
LOOK_EVERY: Final = 2.0
#: Seconds between two signs of life.
BEAT_EVERY: Final = 4.0
#: Seconds that one order may take.
LONGEST: Final = 15 * 60.0
#: Bytes of its own that the process which makes an order may have.
MEMORY: Final = 1024**3
#: Seconds that it may go on when the house is told to stop; then the order waits for another time.
DRAINS: Final = 8.0
_TIDY_EVERY: Final = 600.0
_OFFER_EVERY: Final = 30.0
_LONGEST_WAIT: Final = 16.0
_LONGEST_REST: Final = 30.0
#: How a maker's process ends.
_DONE, _TOO_MUCH, _FULL, _FAILED = 0, 3, 4, 5
_SAID: Final = {
    _TOO_MUCH: "It needs more than 1 GB of memory. Try it with fewer or smaller pictures.",
    _FULL: "The disk is full. Make room, then try again.",
}
_PR_SET_PDEATHSIG: Final = 1


def work() -> None:
    """Make orders until SIGTERM."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    bench = _Bench(stop)
    pause = 1.0
    with Bell(services.bell_path()) as bell:
        while not stop.is_set():
            close_old_connections()
            try:
                busy = bench.look()
            except Exception as error:
                logger.warning("orders wait: %s", type(error).__name__)
                if not isinstance(error, (*DATABASE_AWAY, OSError)):
                    logger.exception("orders wait")
                connections.close_all()
                stop.wait(pause)
                pause = min(2 * pause, _LONGEST_WAIT)
                continue
            pause = 1.0
            if not busy and bell.wait(LOOK_EVERY):
                bench.rung()


class _Bench:
    """What is done each time the loop goes round.

    Args:
        stop: set when the house is told to stop.
    """

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._offer_at = 0.0
        self._tidy_at = 0.0
        self._rest_until = 0.0
        self._begun = False

    def rung(self) -> None:
        """Somebody ordered, or the press printed: look at what readers shall be offered."""
        self._offer_at = 0.0

    def look(self) -> bool:
        """Make one order at most; return whether there may be another at once."""
        if not self._begun:
            # The program, the address or the dress may be another than when it stopped.
            services.doubt_all()
            self._begun = True
        settled = settle_doubts()
        now = time.monotonic()
        if now >= self._offer_at:
            self._offer_at = now + _OFFER_EVERY
            if order_for_readers():
                self._offer_at = now + 1.0
        if now >= self._tidy_at:
            self._tidy_at = now + _TIDY_EVERY
            services.expire(datetime.now(UTC), offered=publication().offers)
            services.sweep()
        maker = uuid4().hex
        order = services.take(maker, foreground=now < self._rest_until)
        if order is None:
            return bool(settled)
        make_apart(order, maker, self._stop)
        if not order.foreground:
            # What nobody waits for takes half of one processor's time at most.
            ended = time.monotonic()
            self._rest_until = ended + min(ended - now, _LONGEST_REST)
        return True


def make_apart(order: Order, maker: str, stop: threading.Event) -> None:
    """Make an order in a process of its own, and give the signs of life meanwhile.

    Args:
        order: taken by `maker`.
        maker: its number.
        stop: set when the house is told to stop.
    """
    # A connection is one process's own.
    connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _be_the_maker(order, maker)
    ended, reason = _watch(child, order, maker, stop)
    if reason == "stopped":
        services.give_back(order, maker)
    elif reason:
        services.fell(order, maker, [reason])
    elif ended != _DONE:
        said = _SAID.get(ended, "The program failed while it made this; the log says how.")
        services.fell(order, maker, [said])


def _be_the_maker(order: Order, maker: str) -> None:
    """What the forked process does; it never returns."""
    code = _FAILED
    try:
        _bound()
        make_order(order, maker)
        code = _DONE
    except NoLongerOurs:
        code = _DONE
    except MemoryError:
        code = _TOO_MUCH
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        code = _FULL if full else _FAILED
        if not full:
            logger.exception("order not made")
    except BaseException:
        logger.exception("order not made")
    finally:
        connections.close_all()
        sys.stderr.flush()
        # Not the exit of a whole interpreter: what the parent opened is the parent's to close.
        os._exit(code)


def _bound() -> None:
    """Stand in a group of one's own, end with the parent, and want no more than `MEMORY`."""
    os.setsid()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _watch(child: int, order: Order, maker: str, stop: threading.Event) -> tuple[int, str]:
    """Wait until the maker has ended; return its exit code, and why it was taken away, or ""."""
    began = beaten = time.monotonic()
    stopped_at: float | None = None
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status), ""
        now = time.monotonic()
        if stop.is_set() and stopped_at is None:
            stopped_at = now
        if stopped_at is not None and now - stopped_at > DRAINS:
            return _take_away(child), "stopped"
        if now - began > LONGEST:
            return _take_away(child), f"It took longer than {LONGEST / 60:.0f} minutes."
        if now - beaten > BEAT_EVERY:
            beaten = now
            try:
                if not services.beat(order, maker):
                    return _take_away(child), "It was taken off the list."
            except DATABASE_AWAY:
                # The maker will meet the same; what it makes meanwhile may still count.
                connections.close_all()
        time.sleep(0.02 if now - began < 3 else 0.1)


def _take_away(child: int) -> int:
    """End the maker and all that it started."""
    for end in (os.killpg, os.kill):
        try:
            end(child, signal.SIGKILL)
        except ProcessLookupError:
            continue
        break
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
