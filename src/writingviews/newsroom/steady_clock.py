"""A clock that is not led astray by a jump: nothing is published before its time."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

#: A clock that went ahead of itself by more than this has jumped.
JUMP: Final = timedelta(seconds=5)
#: It is believed when it has kept its new course for so long: whoever sets clocks right (NTP) has
#: set a wrong one back by then.
SETTLES: Final = timedelta(seconds=90)


def since_boot() -> float:
    """Return seconds that no one can set, which also pass while the machine sleeps."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class SteadyClock:
    """Says which moment has surely come.

    After a jump ahead it goes on as if there had been none, until the clock has kept its new course
    for `SETTLES`. After a jump back it follows at once: what has its time then waits for it again,
    and what was published is not published twice, for it is published (`articles.lifecycle`).
    A process that has begun knows nothing of before and believes what it is told.

    Args:
        steady: seconds that only grow.
    """

    def __init__(self, steady: Callable[[], float] = since_boot) -> None:
        self._steady = steady
        self._sure: datetime | None = None
        self._looked = 0.0
        self._jumped: float | None = None

    def sure(self, now: datetime) -> datetime:
        """Return the latest moment that has surely come.

        Args:
            now: aware, what the machine's clock says.
        """
        steady = self._steady()
        if self._sure is None:
            self._sure, self._looked = now, steady
            return now
        expected = self._sure + timedelta(seconds=steady - self._looked)
        self._looked = steady
        if now - expected <= JUMP:
            self._jumped = None
            self._sure = now
        elif self._jumped is None:
            self._jumped, self._sure = steady, expected
        elif steady - self._jumped >= SETTLES.total_seconds():
            self._jumped = None
            self._sure = now
        else:
            self._sure = expected
        return self._sure
