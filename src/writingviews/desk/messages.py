"""What a sheet may say on the line, read with suspicion. Pure.

Each message is a JSON object with a `type`; anything else is a `BadMessage`.
"""

import json
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

#: Characters of one message. A step may carry a pasted chapter with its marks.
LONGEST_MESSAGE: Final = 1_000_000
#: Versions and batches are kept in 32 bits by the database.
HIGHEST: Final = 2**31 - 1


class BadMessage(ValueError):
    """The message is not one of ours."""


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
class Caret:
    """Where the caret stands in version `version`: two positions, equal without a selection."""

    version: int
    anchor: int
    head: int


Message: TypeAlias = Hello | Batch | Since | Caret


def read_message(text: str) -> Message:
    """Return the message that `text` holds.

    Raises:
        BadMessage: not JSON, no known type, or a field missing or out of range.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise BadMessage("not JSON") from None
    if not isinstance(data, dict):
        raise BadMessage("not an object")
    match data.get("type"):
        case "hello":
            return Hello(
                schema=_whole(data, "schema"),
                sheet=_text(data, "sheet"),
                seal=_text(data, "seal"),
                version=_whole(data, "version"),
            )
        case "steps":
            steps = data.get("steps")
            if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
                raise BadMessage("steps is not a list of objects")
            return Batch(base=_whole(data, "base"), number=_whole(data, "batch"), steps=steps)
        case "since":
            return Since(_whole(data, "version"))
        case "caret":
            return Caret(_whole(data, "version"), _whole(data, "anchor"), _whole(data, "head"))
        case _:
            raise BadMessage("no known type")


def _whole(data: dict[str, Any], key: str) -> int:
    value = data.get(key)
    if type(value) is not int or not 0 <= value <= HIGHEST:  # a bool is an int, but not here
        raise BadMessage(f"{key} is not a whole number from 0 to {HIGHEST}")
    return value


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or len(value) > 200:
        raise BadMessage(f"{key} is not a short text")
    return value
