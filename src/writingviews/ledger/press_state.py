"""How far the press has come, and what of the theme is not used, for the house to show.

Written rarely: while a large round is printed, and when the press has to wait.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Self

from django.utils import timezone

from .state_file import said_under, say

#: What the press wrote longer ago than this it would have written anew, were it still so.
_STALE: Final = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class PressState:
    """What the press does at the moment.

    Args:
        at: when it said so.
        step: what a large round is at: ``articles``, which it brings into the search index before
            their pages are drawn, or ``pages``.
        done, of: how many of them; 0 of 0 if there is no such round.
        since: when that round began, or the waiting.
        waits_for: what the press waits for: ``full`` (the disk), ``disk``, ``rights``,
            ``database``, ``program``; empty if it does not.
    """

    at: datetime
    since: datetime
    step: str = "pages"
    done: int = 0
    of: int = 0
    waits_for: str = ""

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        return cls(
            at=datetime.fromisoformat(said["at"]),
            since=datetime.fromisoformat(said["since"]),
            step=str(said["step"]),
            done=int(said["done"]),
            of=int(said["of"]),
            waits_for=str(said["waits_for"]),
        )

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "at": self.at.isoformat(), "since": self.since.isoformat()}


def say_press_state(state: PressState | None) -> None:
    """Say what the press does; None when it is at rest. Never raises: it is for information."""
    say("press", state.as_json() if state else None)


def press_state(now: datetime | None = None) -> PressState | None:
    """Return what the press does; None if it is at rest, or has not said anything for a minute."""
    try:
        state = PressState.from_json(said_under("press"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return state if (now or timezone.now()) - state.at < _STALE else None


def say_theme_problems(problems: Sequence[str]) -> None:
    """Say which files of the publication's theme are not used and why. Never raises."""
    say("theme", list(problems) or None)


def theme_problems() -> list[str]:
    """Return which files of the theme are not used, each with its line and the reason."""
    try:
        return [str(each) for each in said_under("theme")]
    except (OSError, ValueError, TypeError):
        return []
