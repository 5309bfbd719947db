"""Fields of JSON that came from a sheet, read with suspicion. Pure."""

import json
from typing import Any, Final, TypeAlias
from uuid import UUID

Fields: TypeAlias = dict[str, Any]

#: Versions and batches are kept in 32 bits by the database.
HIGHEST: Final = 2**31 - 1


class Misspoken(ValueError):
    """It is nothing that a sheet of ours says; the message names the field."""


def an_object(text: str | bytes) -> Fields:
    """Return the JSON object that `text` holds.

    Raises:
        Misspoken: not JSON, or no object.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise Misspoken("not JSON") from None
    if not isinstance(data, dict):
        raise Misspoken("not an object")
    return data


def whole(data: Fields, key: str) -> int:
    """Return a field that is a whole number from 0 to `HIGHEST`, or raise `Misspoken`."""
    value = data.get(key)
    if type(value) is not int or not 0 <= value <= HIGHEST:  # a bool is an int, but not here
        raise Misspoken(f"{key} is not a whole number from 0 to {HIGHEST}")
    return value


def text(data: Fields, key: str, longest: int | None = None) -> str:
    """Return a field that is a text of at most `longest` characters, or raise `Misspoken`."""
    value = data.get(key)
    if not isinstance(value, str) or (longest is not None and len(value) > longest):
        raise Misspoken(f"{key} is not a {'short ' if longest is not None else ''}text")
    return value


def an_id(data: Fields, key: str) -> UUID:
    """Return a field that is an id, or raise `Misspoken`."""
    try:
        return UUID(text(data, key))
    except ValueError:
        raise Misspoken(f"{key} is not an id") from None
