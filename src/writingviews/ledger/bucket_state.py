"""How far the copy in the bucket has come, for the house to show."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Self

from django.utils import timezone

from .state_file import said_under, say

#: What was written longer ago than this would have been written anew, were the process alive.
_STALE: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class BucketState:
    """How the copy in the bucket stands.

    Args:
        at: when that was said.
        since: when the trouble began, or ended.
        waiting: objects that may have to be carried.
        held: objects that were put there.
        trouble: why nothing is carried, or why an object was refused, with the mend; else empty.
            It names neither a page nor a key.
    """

    at: datetime
    since: datetime
    waiting: int
    held: int
    trouble: str = ""

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        return cls(
            at=datetime.fromisoformat(said["at"]),
            since=datetime.fromisoformat(said["since"]),
            waiting=int(said["waiting"]),
            held=int(said["held"]),
            trouble=str(said["trouble"]),
        )

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "at": self.at.isoformat(), "since": self.since.isoformat()}


def say_bucket_state(state: BucketState) -> None:
    """Say how the copy stands. Never raises: it is for information."""
    say("bucket", state.as_json())


def bucket_state(now: datetime | None = None) -> BucketState | None:
    """Return how the copy stands; None if nobody has said anything for two minutes."""
    try:
        state = BucketState.from_json(said_under("bucket"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return state if (now or timezone.now()) - state.at < _STALE else None
