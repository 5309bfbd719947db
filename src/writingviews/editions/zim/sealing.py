"""The same pages, the same bytes: what libzim draws at random is replaced by what it was made of.

A ZIM has an id in its head, and so has each of its two indexes (Xapian, format "glass"); nothing
else in it is chance, as long as one thread writes it. The format ends with an MD5 of all the rest:
https://wiki.openzim.org/wiki/ZIM_file_format.
"""

import hashlib
import mmap
import struct
from pathlib import Path
from typing import Final
from uuid import UUID

_ID: Final = slice(8, 24)
#: Where the head says where the sum at the end stands.
_SUM_AT: Final = 72
_INDEX: Final = b"\x0f\x0dXapian Glass"
#: An index's id stands behind its mark and the two bytes of its format's version.
_INDEX_ID: Final = len(_INDEX) + 2
_INDEXES: Final = 2
_BLOCK: Final = 1 << 20


def seal(path: Path) -> bool:
    """Make a finished ZIM's ids depend on what it holds alone.

    Returns:
        False, and the file as it was, if it is not built as expected: a picture that bears an
        index's mark as well, or a libzim that writes otherwise.
    """
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as whole:
        (end,) = struct.unpack_from("<Q", whole, _SUM_AT)
        places = _marks(whole)
        if len(places) > _INDEXES or end != len(whole) - 16:
            return False
        whole[_ID] = bytes(16)
        for place in places:
            whole[place : place + 16] = bytes(16)
        held = _digest(whole, end, "sha256")
        whole[_ID] = UUID(bytes=held[:16], version=5).bytes
        for place in places:
            whole[place : place + 16] = UUID(bytes=held[16:], version=5).bytes
        whole[end:] = _digest(whole, end, "md5")
    return True


def _marks(whole: mmap.mmap) -> list[int]:
    places: list[int] = []
    found = whole.find(_INDEX)
    while found >= 0:
        places.append(found + _INDEX_ID)
        found = whole.find(_INDEX, found + 1)
    return places


def _digest(whole: mmap.mmap, end: int, name: str) -> bytes:
    digest = hashlib.new(name, usedforsecurity=False)
    for start in range(0, end, _BLOCK):
        digest.update(whole[start : min(start + _BLOCK, end)])
    return digest.digest()
