"""What a sheet may ask to be done with notes, read with suspicion. Pure.

Each act is a JSON object with an `act`; anything else is a `BadAct`. Ids are chosen by the sheet,
so that an act whose answer was lost can be sent again.
"""

import json
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from uuid import UUID

#: Bytes of one act; its longest texts are a message and a quotation.
LONGEST_ACT: Final = 40_000
_HIGHEST: Final = 2**31 - 1


class BadAct(ValueError):
    """It is not an act of ours."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin a note on `start` to `end` of the text's `version`, where the sheet reads `quote`."""

    note: UUID
    message: UUID
    version: int
    start: int
    end: int
    quote: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer in a note."""

    note: UUID
    message: UUID
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Write one's own message anew."""

    message: UUID
    text: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Take back one's own message."""

    message: UUID


@dataclass(frozen=True, slots=True)
class Settle:
    """Say that a note is done with."""

    note: UUID


@dataclass(frozen=True, slots=True)
class Reopen:
    """Say that it is not."""

    note: UUID


Act: TypeAlias = Begin | Answer | Edit | Remove | Settle | Reopen


def read_act(body: bytes) -> Act:
    """Return the act that a request's body holds.

    Raises:
        BadAct: not JSON, no known act, or a field missing or out of range.
    """
    data = an_object(body)
    match data.get("act"):
        case "begin":
            return Begin(
                note=an_id(data, "note"),
                message=an_id(data, "message"),
                version=whole(data, "version"),
                start=whole(data, "start"),
                end=whole(data, "end"),
                quote=_text(data, "quote"),
                text=_text(data, "text"),
            )
        case "answer":
            return Answer(an_id(data, "note"), an_id(data, "message"), _text(data, "text"))
        case "edit":
            return Edit(an_id(data, "message"), _text(data, "text"))
        case "remove":
            return Remove(an_id(data, "message"))
        case "settle":
            return Settle(an_id(data, "note"))
        case "reopen":
            return Reopen(an_id(data, "note"))
        case _:
            raise BadAct("no known act")


def an_object(body: bytes) -> dict[str, Any]:
    """Return the JSON object that a request's body holds, or raise `BadAct`."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise BadAct("not JSON") from None
    if not isinstance(data, dict):
        raise BadAct("not an object")
    return data


def an_id(data: dict[str, Any], key: str) -> UUID:
    """Return a field that is an id, or raise `BadAct`."""
    value = data.get(key)
    if not isinstance(value, str):
        raise BadAct(f"{key} is not an id")
    try:
        return UUID(value)
    except ValueError:
        raise BadAct(f"{key} is not an id") from None


def whole(data: dict[str, Any], key: str) -> int:
    """Return a field that is a whole number from 0, or raise `BadAct`."""
    value = data.get(key)
    if type(value) is not int or not 0 <= value <= _HIGHEST:  # a bool is an int, but not here
        raise BadAct(f"{key} is not a whole number from 0 to {_HIGHEST}")
    return value


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise BadAct(f"{key} is not a text")
    return value
