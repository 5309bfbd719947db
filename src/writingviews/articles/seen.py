"""Whether settings still stand as somebody saw them when they began to change them. Pure."""

import json
from hashlib import blake2b


class SettingsMoved(Exception):
    """Somebody else saved the same settings meanwhile; nothing was stored."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else saved these settings while you had them open. Nothing of yours is "
            "stored yet."
        )


def seen_as(*values: object) -> str:
    """Return what differs as soon as one of some values does: what JSON can say, or texts."""
    said = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return blake2b(said.encode(), digest_size=8).hexdigest()


def hold_to(seen: str, *values: object) -> None:
    """Refuse to go on where values are no longer those that somebody saw.

    Args:
        seen: of `seen_as`; "" for who has seen nothing and wants what they ask for in any case.
        values: as they stand, read under the lock of the transaction.

    Raises:
        SettingsMoved: they are others now.
    """
    if seen and seen != seen_as(*values):
        raise SettingsMoved
