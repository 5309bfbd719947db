"""What was taken down, for whoever holds an older copy: a list that names no page to anybody else.

``TAKEN-DOWN`` lies in every mirror, and is signed by itself so that it can be passed on without it:
some hundred bytes a page, on paper or in a message. A line is the SHA-256 of an address of the site
and a day. Who has the page can tell that it is meant; who has not learns neither title nor slug.
The day is that of the first mirror which named it, not the one on which somebody was in danger.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from .carriers import Carrier, Unreadable, carrier_at, text_of, whole_of
from .minisign import PublicKey, SecretKey, SignatureWrong, trusted_comment

TAKEN_DOWN: Final = "TAKEN-DOWN"
TAKEN_DOWN_SIGNATURE: Final = f"{TAKEN_DOWN}.minisig"
#: No list is longer, in bytes: 800,000 pages.
_MOST: Final = 64 * 1024 * 1024
_LINE: Final = re.compile(r"([0-9a-f]{64})  (\d{4}-\d\d-\d\d)")
_TRUSTED: Final = re.compile(
    r"writingviews-taken-down-1 site=(\S+) sequence=([1-9]\d{0,9}) issued=(\d{4}-\d\d-\d\d)"
)


class ListRefused(Exception):
    """A list cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class TakenDown:
    """A list whose signature holds.

    Args:
        site: the publication's address.
        sequence: of the mirror it was made with.
        issued: the day of that mirror.
        days: by an address's SHA-256 in hex the day of the first mirror that named it.
    """

    site: str
    sequence: int
    issued: date
    days: Mapping[str, str]


def hidden(address: str) -> str:
    """Return what an address is called in a list: ``/articles/x/``, not percent-encoded."""
    return sha256(address.encode()).hexdigest()


def addresses_down(statuses: Mapping[str, str]) -> Iterator[str]:
    """Yield the addresses at which nothing stands any more, by the statuses of a page tree: those
    that were taken down, and those that have moved to one of them."""
    for address in statuses:
        seen: set[str] = set()
        at = address
        while at not in seen and (status := statuses.get(at, "")).startswith("301 "):
            seen.add(at)
            at = status.removeprefix("301 ")
        if statuses.get(at) == "410":
            yield address


def named_days(addresses: Iterable[str], before: Mapping[str, str], today: date) -> dict[str, str]:
    """Return the days of a new list: those that were named before keep theirs."""
    names = map(hidden, addresses)
    return {name: before.get(name, today.isoformat()) for name in names}


def write_list(
    days: Mapping[str, str], *, site: str, sequence: int, issued: datetime, key: SecretKey
) -> tuple[bytes, bytes]:
    """Return a list and its signature."""
    listing = "".join(f"{name}  {days[name]}\n" for name in sorted(days)).encode()
    trusted = f"writingviews-taken-down-1 site={site} sequence={sequence} issued={issued:%Y-%m-%d}"
    return listing, key.sign(listing, trusted).encode()


def read_list(listing: bytes, signature: str, key: PublicKey) -> TakenDown:
    """Read a list.

    Raises:
        ListRefused: it is not signed with the key, or is none.
    """
    try:
        said = _TRUSTED.fullmatch(trusted_comment(listing, signature, key))
    except SignatureWrong as wrong:
        raise ListRefused(f"Not genuine: {wrong}. Get the list again.") from None
    if said is None:
        raise ListRefused("Not genuine: what is signed is no list of what was taken down.")
    lines = [_LINE.fullmatch(line) for line in listing.decode("ascii", "replace").splitlines()]
    days = {found[1]: found[2] for found in lines if found}
    if len(days) != len(lines):
        raise ListRefused("The list is signed and cannot be read: use a newer program.")
    return TakenDown(said[1], int(said[2]), date.fromisoformat(said[3]), days)


def list_at(path: Path, key: PublicKey) -> TakenDown:
    """Read the list in a mirror (a folder or a zip), or the list's own file, which has its
    signature beside it.

    Raises:
        ListRefused: there is none, or it is not signed with the key.
    """
    try:
        if path.name == TAKEN_DOWN and path.is_file():
            if path.stat().st_size > _MOST:
                raise ListRefused(f"{path} is too long for a list of what was taken down.")
            beside = path.with_name(TAKEN_DOWN_SIGNATURE)
            signature = beside.read_text("utf-8", errors="replace")
            return read_list(path.read_bytes(), signature, key)
        with carrier_at(path) as carrier:
            return _carried(carrier, path, key)
    except (OSError, Unreadable) as error:
        raise ListRefused(
            f"{path} cannot be read: {error}. Name a newer mirror, or the file {TAKEN_DOWN} with "
            f"{TAKEN_DOWN_SIGNATURE} beside it."
        ) from error


def _carried(carrier: Carrier, path: Path, key: PublicKey) -> TakenDown:
    if not carrier.names()[0] >= {TAKEN_DOWN, TAKEN_DOWN_SIGNATURE}:
        raise ListRefused(f"{path} has no list of what was taken down. Name a newer mirror.")
    listing = whole_of(carrier, TAKEN_DOWN, most=_MOST)
    return read_list(listing, text_of(carrier, TAKEN_DOWN_SIGNATURE), key)


def named_files(files: Iterable[str], days: Mapping[str, str]) -> list[str]:
    """Return those of a copy's files that a list names, sorted."""
    return sorted(
        name
        for name in files
        if name.endswith(".html") and hidden("/" + name.removesuffix("index.html")) in days
    )
