"""What a sheet may ask to be done with notes, read with suspicion. Pure.

Each act is a JSON object with an `act`; anything else is `Misspoken`. Ids are chosen by the sheet,
so that an act whose answer was lost can be sent again.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias
from uuid import UUID

from .untrusted import Misspoken, an_id, an_object, text, whole

#: Bytes of one act; its longest texts are a message and a quotation.
LONGEST_ACT: Final = 40_000


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
        Misspoken: not JSON, no known act, or a field missing or out of range.
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
                quote=text(data, "quote"),
                text=text(data, "text"),
            )
        case "answer":
            return Answer(an_id(data, "note"), an_id(data, "message"), text(data, "text"))
        case "edit":
            return Edit(an_id(data, "message"), text(data, "text"))
        case "remove":
            return Remove(an_id(data, "message"))
        case "settle":
            return Settle(an_id(data, "note"))
        case "reopen":
            return Reopen(an_id(data, "note"))
        case _:
            raise Misspoken("no known act")
