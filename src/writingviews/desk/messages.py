"""What a sheet may say on the line, read with suspicion. Pure.

Each message is a JSON object with a `type`; anything else is a `Misspoken`.
"""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from .untrusted import Misspoken, an_object, text, whole

#: Characters of one message. A step may carry a pasted chapter with its marks.
LONGEST_MESSAGE: Final = 1_000_000
#: Characters of an id or a seal.
SHORT: Final = 200


@dataclass(frozen=True, slots=True)
class Hello:
    """The first message: which schema, which sheet, and the version it has."""

    schema: int
    sheet: str
    seal: str
    version: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Steps to store, made on version `base`."""

    base: int
    number: int
    steps: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Since:
    """The sheet found a gap and asks for the log after `version`."""

    version: int


@dataclass(frozen=True, slots=True)
class Anew:
    """The sheet found that it has another text than the house, and asks for the house's."""


@dataclass(frozen=True, slots=True)
class Caret:
    """Where the caret stands in version `version`: two positions, equal without a selection."""

    version: int
    anchor: int
    head: int


Message: TypeAlias = Hello | Batch | Since | Anew | Caret


def read_message(message: str) -> Message:
    """Return what a sheet said.

    Raises:
        Misspoken: not JSON, no known type, or a field missing or out of range.
    """
    data = an_object(message)
    match data.get("type"):
        case "hello":
            return Hello(
                schema=whole(data, "schema"),
                sheet=text(data, "sheet", SHORT),
                seal=text(data, "seal", SHORT),
                version=whole(data, "version"),
            )
        case "steps":
            steps = data.get("steps")
            if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
                raise Misspoken("steps is not a list of objects")
            return Batch(base=whole(data, "base"), number=whole(data, "batch"), steps=steps)
        case "since":
            return Since(whole(data, "version"))
        case "anew":
            return Anew()
        case "caret":
            return Caret(whole(data, "version"), whole(data, "anchor"), whole(data, "head"))
        case _:
            raise Misspoken("no known type")
