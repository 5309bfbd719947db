"""What a publisher lets the masthead and the foot lead to. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import unquote, urlsplit

#: As many as stand beside the sections in a line, and in a column at the foot.
MOST_ABOVE: Final = 4
MOST_BELOW: Final = 10
_LONGEST: Final = 300
_UNPRINTED: Final = re.compile(r"[\x00-\x20\x7f\\<>\"]")


class EntryRefused(ValueError):
    """An address that no entry may have; the message says why and what to write."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A way to somewhere.

    Args:
        address: a path of the publication ("/about/"), or a whole http(s) address.
        names: by language; where it has none it does not stand.
    """

    address: str
    names: Mapping[str, str]

    @property
    def own(self) -> bool:
        """Whether it leads to a page of the publication."""
        return self.address.startswith("/")

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        return cls(str(said["address"]), dict(said["names"]))

    def as_json(self) -> dict[str, object]:
        return {"address": self.address, "names": dict(self.names)}


def entry_address(typed: str, *, base: str) -> str:
    """Return the address that was typed as an entry keeps it.

    Args:
        typed: a path, or a whole address; the publication's own loses its host.
        base: ``https://example.org``.

    Raises:
        EntryRefused: it is neither.
    """
    address = typed.strip()
    if address == base or address.startswith((f"{base}/", f"{base}?", f"{base}#")):
        address = address[len(base) :]
        address = address if address.startswith("/") else f"/{address}"
    if len(address) > _LONGEST:
        raise EntryRefused(f"The address has {len(address)} letters; {_LONGEST} are allowed.")
    if _UNPRINTED.search(address):
        raise EntryRefused(
            f"{address!r} has a space or a letter that no address has. Copy it from the browser."
        )
    if address.startswith("/") and not address.startswith("//"):
        path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", address).groups()  # type: ignore[union-attr]  # matches any
        return f"{unquote(path)}{mark}{rest}"
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or parts.username or parts.password:
        raise EntryRefused(
            f"{address!r} is no address that readers can be led to. Write a path of the "
            "publication, such as /about/, or a whole address with https:// at its beginning."
        )
    return address


def path_of(address: str) -> str:
    """Return an own address without what stands behind ``?`` or ``#``."""
    return re.split(r"[?#]", address, maxsplit=1)[0]
