"""How far the copy in the bucket has come, for the house to show: a small file in ``run/``.

Losing it is harmless, so a disk that cannot take it stops nobody.
"""

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Self

from django.utils import timezone

from writingviews.house.settings import house_settings

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
    def from_json(cls, text: str) -> Self:
        said = json.loads(text)
        return cls(
            at=datetime.fromisoformat(said["at"]),
            since=datetime.fromisoformat(said["since"]),
            waiting=int(said["waiting"]),
            held=int(said["held"]),
            trouble=str(said["trouble"]),
        )

    def as_json(self) -> str:
        return json.dumps(
            {
                "at": self.at.isoformat(),
                "since": self.since.isoformat(),
                "waiting": self.waiting,
                "held": self.held,
                "trouble": self.trouble,
            }
        )


def _path() -> Path:
    return house_settings().run_dir / "bucket.state"


def say_bucket_state(state: BucketState) -> None:
    """Say how the copy stands. Never raises: it is for information."""
    path = _path()
    with contextlib.suppress(OSError):
        beside = path.with_name("bucket.state.new~")
        beside.write_text(state.as_json(), encoding="ascii")
        beside.replace(path)


def bucket_state(now: datetime | None = None) -> BucketState | None:
    """Return how the copy stands; None if nobody has said anything for two minutes."""
    try:
        state = BucketState.from_json(_path().read_text(encoding="ascii"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return state if (now or timezone.now()) - state.at < _STALE else None
