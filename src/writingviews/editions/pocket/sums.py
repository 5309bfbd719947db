"""``SHA256SUMS``: the list of a copy's files, as ``sha256sum -c`` reads it."""

import re
from collections.abc import Mapping
from typing import Final

SUMS: Final = "SHA256SUMS"
SIGNATURE: Final = "SHA256SUMS.minisig"
PUBLIC_KEY: Final = "minisign.pub"
#: The former key's word for the public key, if there was one.
SUCCESSION: Final = f"{PUBLIC_KEY}.minisig"
#: What the list cannot name: itself, and the signature over it.
UNLISTED: Final = frozenset({SUMS, SIGNATURE})

_LINE: Final = re.compile(r"([0-9a-f]{64})  (.+)")
#: What no program agrees on how to write down, or what leads elsewhere on some system.
_ODD: Final = re.compile(r"[\0-\x1f\x7f\\:*?\"<>|]")


class SumsUnreadable(ValueError):
    """A list of files is broken, or names what may not be named; the message says which line."""


def is_plain(path: str) -> bool:
    """Whether a path stays below the folder it is joined to, on every system."""
    parts = path.split("/")
    return not _ODD.search(path) and all(part not in {"", ".", ".."} for part in parts)


def write_sums(sums: Mapping[str, str]) -> bytes:
    """Return the list; `sums` gives the SHA-256 in hex by path, separated by slashes.

    Raises:
        SumsUnreadable: a path cannot be carried by every system.
    """
    for path in sums:
        if not is_plain(path):
            raise SumsUnreadable(f"{path!r} cannot be a file's name on every system.")
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)).encode()


def read_sums(data: bytes) -> dict[str, str]:
    """Return the SHA-256 in hex by path.

    Raises:
        SumsUnreadable: a line is none, leads out of the folder, or comes twice.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise SumsUnreadable(f"{SUMS} is not UTF-8.") from None
    if text and not text.endswith("\n"):
        raise SumsUnreadable(f"{SUMS} is cut: its last line has no end.")
    sums: dict[str, str] = {}
    for number, line in enumerate(text.split("\n")[:-1], 1):
        found = _LINE.fullmatch(line)
        if not found or not is_plain(found[2]) or found[2] in UNLISTED or found[2] in sums:
            raise SumsUnreadable(f"Line {number} of {SUMS} may not stand there: {line[:200]!r}")
        sums[found[2]] = found[1]
    return sums
