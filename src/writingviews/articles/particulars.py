"""What a piece says of itself because of its kind: what is reviewed, who speaks. Pure."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple, Self

from writingviews.language.joining import COMMAS

#: Characters of a name, a title or a line of facts.
MOST_LETTERS: Final = 200
MOST_SPEAKERS: Final = 12

_COMMA: Final = re.compile(f"[{COMMAS}]")


class Work(StrEnum):
    """What somebody may review."""

    BOOK = "book"
    FILM = "film"
    PERFORMANCE = "performance"
    EXHIBITION = "exhibition"
    MUSIC = "music"
    GAME = "game"
    OTHER = "other"


class Reviewed(NamedTuple):
    """What a review is of; without a title, nothing is said.

    Args:
        what: a value of `Work`.
        title: its name.
        by: who made it.
        facts: where and when it came out, or is to be seen.
    """

    what: str = Work.OTHER
    title: str = ""
    by: str = ""
    facts: str = ""

    def as_json(self) -> dict[str, str]:
        return self._asdict() if self.title else {}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        return cls(**value)


#: Of a piece that says nothing of what it reviews.
NOT_REVIEWED: Final = Reviewed()


class Speaker(NamedTuple):
    """Somebody who speaks in an interview, and who they are."""

    name: str
    role: str = ""

    @classmethod
    def written(cls, line: str) -> Self:
        """Return who a line names: the name, and behind its first comma who they are."""
        name, *role = _COMMA.split(" ".join(line.split()), maxsplit=1)
        return cls(name.strip(), "".join(role).strip())


def speakers_from_json(value: Iterable[Mapping[str, Any]]) -> tuple[Speaker, ...]:
    return tuple(Speaker(**each) for each in value)


def speakers_as_json(speakers: Iterable[Speaker]) -> list[dict[str, str]]:
    return [speaker._asdict() for speaker in speakers]
