"""How many connections each of the readers' processes holds, in a few bytes that they share.

Processes that share a listener do not share the work by themselves: the one that is awake takes
all that come. Of 32 connections made at once one of two processes had 32, and a core was idle.
"""

import mmap
import struct
from typing import Final

_SLOT: Final = struct.Struct("<I")
#: A process that holds so many more than another lets the other accept.
_MARGIN: Final = 1


def share_size(processes: int) -> int:
    """Return the bytes that the shared file must have."""
    return _SLOT.size * processes


class Share:
    """One process's part of the connections.

    Args:
        descriptor: of a file of `share_size` bytes that all processes were given.
        number: this process's place in it, from 0.
    """

    def __init__(self, descriptor: int, number: int) -> None:
        self._map = mmap.mmap(descriptor, 0)
        self._number = number
        self.tell(0)

    def tell(self, connections: int) -> None:
        """Tell the others how many connections this process holds."""
        _SLOT.pack_into(self._map, self._number * _SLOT.size, connections)

    def is_ample(self) -> bool:
        """Return whether another process holds fewer, so that it should accept the next."""
        held: list[int] = [number for (number,) in _SLOT.iter_unpack(self._map[:])]
        return held[self._number] > min(held) + _MARGIN
