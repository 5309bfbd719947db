"""How fast one sheet may speak. Pure: the clock is passed in."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Allowance:
    """A bucket that fills with `rate` messages a second up to `burst`; each message takes one.

    Args:
        rate: messages a second that may go on for ever.
        burst: messages that may come at once after a silence.
    """

    rate: float
    burst: float
    _left: float = field(init=False)
    _at: float | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._left = self.burst

    def take(self, now: float) -> bool:
        """Take one message at `now` (seconds of any steady clock); False if none is left."""
        if self._at is not None:
            self._left = min(self.burst, self._left + (now - self._at) * self.rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
