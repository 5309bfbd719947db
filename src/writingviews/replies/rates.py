"""A rate limit that cannot tell afterwards who came.

A sender is known by a keyed hash alone (`house.senders`), in this process's memory.
"""

from collections import OrderedDict, deque
from threading import Lock

from writingviews.house.senders import Senders


class RateLimit:
    """At most `limit` acts a sender within `window` seconds, remembered for `most` senders."""

    def __init__(self, *, limit: int, window: float, most: int = 50_000) -> None:
        self._limit = limit
        self._window = window
        self._most = most
        self._lock = Lock()
        self._senders = Senders()
        self._acts: OrderedDict[bytes, deque[float]] = OrderedDict()

    def allow(self, sender: str, *, now: float) -> bool:
        """Count an act and return whether it is within the limit.

        Args:
            sender: a network address; forgotten when this returns.
            now: monotonic seconds.
        """
        mark = self._senders.mark(sender, now=now)
        with self._lock:
            acts = self._acts.setdefault(mark, deque())
            self._acts.move_to_end(mark)
            while acts and now - acts[0] > self._window:
                acts.popleft()
            if len(acts) >= self._limit:
                return False
            acts.append(now)
            while len(self._acts) > self._most:
                self._acts.popitem(last=False)
            return True
