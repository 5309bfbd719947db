"""A rate limit that cannot tell afterwards who came.

The sender's network address is hashed with a key that exists only in this process's memory and
is thrown away after a day at the latest (TRUST, promise 2); counts go with it.
"""

import hashlib
import secrets
from collections import OrderedDict, deque
from threading import Lock
from typing import Final

KEY_LIFETIME: Final = 12 * 3600.0


class RateLimit:
    """At most `limit` acts a sender within `window` seconds, remembered for `most` senders."""

    def __init__(self, *, limit: int, window: float, most: int = 50_000) -> None:
        self._limit = limit
        self._window = window
        self._most = most
        self._lock = Lock()
        self._key = secrets.token_bytes(32)
        self._key_made: float | None = None
        self._acts: OrderedDict[bytes, deque[float]] = OrderedDict()

    def allow(self, sender: str, *, now: float) -> bool:
        """Count an act and return whether it is within the limit.

        Args:
            sender: a network address; forgotten when this returns.
            now: monotonic seconds.
        """
        with self._lock:
            if self._key_made is None or now - self._key_made > KEY_LIFETIME:
                self._key, self._key_made = secrets.token_bytes(32), now
                self._acts.clear()
            hashed = hashlib.blake2b(sender.encode(), key=self._key, digest_size=16).digest()
            acts = self._acts.setdefault(hashed, deque())
            self._acts.move_to_end(hashed)
            while acts and now - acts[0] > self._window:
                acts.popleft()
            if len(acts) >= self._limit:
                return False
            acts.append(now)
            while len(self._acts) > self._most:
                self._acts.popitem(last=False)
            return True
