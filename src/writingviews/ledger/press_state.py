"""How far the press has come, for the house to show: a small file in the publication's ``run/``.

Written rarely: while a large round is printed, and when the press has to wait. Losing it is
harmless, so a disk that cannot take it stops nobody.
"""

import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Self

from django.utils import timezone

from writingviews.house.settings import house_settings

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
    def from_json(cls, text: str) -> Self:
        said = json.loads(text)
        return cls(
            at=datetime.fromisoformat(said["at"]),
            since=datetime.fromisoformat(said["since"]),
            step=str(said["step"]),
            done=int(said["done"]),
            of=int(said["of"]),
            waits_for=str(said["waits_for"]),
        )

    def as_json(self) -> str:
        return json.dumps(
            {
                "at": self.at.isoformat(),
                "since": self.since.isoformat(),
                "step": self.step,
                "done": self.done,
                "of": self.of,
                "waits_for": self.waits_for,
            }
        )


def _path() -> Path:
    return house_settings().run_dir / "press.state"


def _theme_path() -> Path:
    return house_settings().run_dir / "theme.state"


def say_press_state(state: PressState | None) -> None:
    """Say what the press does; None when it is at rest. Never raises: it is for information."""
    _say(_path(), state.as_json() if state else None)


def press_state(now: datetime | None = None) -> PressState | None:
    """Return what the press does; None if it is at rest, or has not said anything for a minute."""
    try:
        state = PressState.from_json(_path().read_text(encoding="ascii"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return state if (now or timezone.now()) - state.at < _STALE else None


def say_theme_problems(problems: Sequence[str]) -> None:
    """Say which files of the publication's theme are not used and why. Never raises."""
    _say(_theme_path(), json.dumps(list(problems)) if problems else None)


def theme_problems() -> list[str]:
    """Return which files of the theme are not used, each with its line and the reason."""
    try:
        said = json.loads(_theme_path().read_text(encoding="ascii"))
        return [str(each) for each in said]
    except (OSError, ValueError, TypeError):
        return []


def _say(path: Path, text: str | None) -> None:
    with contextlib.suppress(OSError):
        if text is None:
            path.unlink(missing_ok=True)
            return
        beside = path.with_name(f"{path.name}.new~")
        beside.write_text(text, encoding="ascii")
        beside.replace(path)
