"""What a sheet may ask to be done with suggestions, read with suspicion. Pure.

Like the acts on notes (`note_acts`): JSON objects with an `act`, ids chosen by the sheet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from .untrusted import Misspoken, an_id, an_object, whole

#: Bytes of one act. A suggestion may replace a long table.
LONGEST_ACT: Final = 1_000_000
#: Suggestions made, withdrawn or settled by one act.
MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Proposed:
    """A suggestion as its sheet has it: it replaces `before`, at `start` to `end`, by `after`."""

    id: UUID
    kind: Literal["words", "blocks"]
    start: int
    end: int
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Suggest:
    """Make suggestions on the text's `version`, or change one's own, and take others back.

    Of those that the house has, `known` says what the sheet last heard that they put in: another
    sheet of the same person may have changed one since. One that is not in it is overwritten.
    """

    version: int
    made: tuple[Proposed, ...]
    withdrawn: tuple[UUID, ...]
    known: Mapping[UUID, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Take:
    """Put suggestions into the text; `anyway` also where the words under one have changed."""

    ids: tuple[UUID, ...]
    anyway: bool


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave the text as it is."""

    ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Reconsider:
    """Open a suggestion again that was left."""

    ids: tuple[UUID, ...]


SuggestionAct: TypeAlias = Suggest | Take | Leave | Reconsider


def read_suggestion_act(body: bytes) -> SuggestionAct:
    """Return the act that a request's body holds.

    Raises:
        Misspoken: not JSON, no known act, or a field missing or out of range.
    """
    data = an_object(body)
    match data.get("act"):
        case "suggest":
            made = _several(data, "made")
            return Suggest(
                version=whole(data, "version"),
                made=tuple(_proposed(one) for one in made),
                withdrawn=_ids(data, "withdrawn"),
                known=_known(data),
            )
        case "take":
            return Take(_ids(data, "ids"), anyway=data.get("anyway") is True)
        case "leave":
            return Leave(_ids(data, "ids"))
        case "reconsider":
            return Reconsider(_ids(data, "ids"))
        case _:
            raise Misspoken("no known act")


def _proposed(data: Any) -> Proposed:  # noqa: ANN401 - from outside
    if not isinstance(data, dict):
        raise Misspoken("a suggestion is not an object")
    kind = data.get("kind")
    if kind not in ("words", "blocks"):
        raise Misspoken("kind is neither words nor blocks")
    return Proposed(
        id=an_id(data, "id"),
        kind=kind,
        start=whole(data, "from"),
        end=whole(data, "to"),
        before=data.get("before"),
        after=data.get("after"),
    )


def _known(data: dict[str, Any]) -> dict[UUID, Any]:
    found = data.get("known", {})
    if not isinstance(found, dict) or len(found) > 2 * MOST:
        raise Misspoken("known is not an object with the ids of what is made and withdrawn")
    return {an_id({"known": key}, "known"): after for key, after in found.items()}


def _several(data: dict[str, Any], key: str) -> list[Any]:
    found = data.get(key)
    if not isinstance(found, list) or len(found) > MOST:
        raise Misspoken(f"{key} is not a list of at most {MOST}")
    return found


def _ids(data: dict[str, Any], key: str) -> tuple[UUID, ...]:
    found = _several(data, key)
    return tuple(dict.fromkeys(an_id({key: one}, key) for one in found))
