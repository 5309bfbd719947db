"""Guessing a password is made slow; nobody is locked out by what others try.

A house that closes a name after so many wrong passwords lets anybody close it. Here a sender pays
for the own tries alone: the first few at a name are checked at once, each further one waits its
turn, up to eight seconds apart (450 an hour). The owner, who sits elsewhere, waits for nothing.
Who shares an address with somebody who guesses (a school's network, an onion service) may have to
wait for a turn.

Names that do not exist are counted as those that do, so that waiting tells nothing. Who came
cannot be told afterwards: see `Senders`.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from writingviews.house.senders import Senders

#: Seconds for which a try is held against its sender.
WINDOW: Final = 600.0
#: Tries that are checked at once: of a sender at one name, and of a sender at all names, for a
#: school's whole class signs in from one address.
FREE_AT_A_NAME: Final = 5
FREE_AT_ALL: Final = 30
#: Seconds between two turns at one name at most; at all names it is one second.
LONGEST_GAP: Final = 8.0
#: Seconds a try may wait for its turn; who would wait longer is told to come back.
LONGEST_WAIT: Final = 8.0


class TriedTooOften(Exception):
    """So many tries of this sender wait already that this one is not looked at."""


@dataclass(slots=True)
class _Tries:
    """What is remembered of one mark: when it took turns, and when the next one begins."""

    taken: deque[float] = field(default_factory=deque)
    next_turn: float = float("-inf")


@dataclass(frozen=True, slots=True)
class Turn:
    """Leave to have one password checked.

    Args:
        wait: seconds to wait before.
        marks: against whom it is counted.
        at: monotonic seconds when it was taken.
    """

    wait: float
    marks: tuple[bytes, bytes]
    at: float


class Guessing:
    """Gives out the turns at which passwords are checked; remembers `most` marks."""

    def __init__(self, *, most: int = 50_000) -> None:
        self._lock = Lock()
        self._most = most
        self._senders = Senders()
        self._tries: OrderedDict[bytes, _Tries] = OrderedDict()

    def take_turn(self, address: str, name: str, *, now: float) -> Turn:
        """Count a try and say how long it has to wait. A turn that is refused is not counted.

        Args:
            address: the sender's; forgotten when this returns.
            name: as it is looked up, whether or not there is such an account.
            now: monotonic seconds.

        Raises:
            TriedTooOften: it would have to wait longer than `LONGEST_WAIT`.
        """
        marks = (
            self._senders.mark(address, name, now=now),
            self._senders.mark(address, now=now),
        )
        with self._lock:
            at_name, at_all = tries = [self._of(mark, now) for mark in marks]
            begins = max(now, at_name.next_turn, at_all.next_turn)
            if begins - now > LONGEST_WAIT:
                raise TriedTooOften
            for each in tries:
                each.taken.append(now)
            beyond = len(at_name.taken) - FREE_AT_A_NAME
            at_name.next_turn = begins + (min(LONGEST_GAP, 2.0**beyond) if beyond >= 0 else 0)
            # From its own last turn: a long wait at one name holds up nobody at another.
            at_all.next_turn = max(now, at_all.next_turn) + (len(at_all.taken) >= FREE_AT_ALL)
        return Turn(begins - now, marks, now)

    def was_right(self, turn: Turn) -> None:
        """Forget the sender's tries at a name whose password it knows, and this one at all."""
        at_name, at_all = turn.marks
        with self._lock:
            self._tries.pop(at_name, None)
            # Not all of them: who knows one password could wipe out guesses at others.
            if (tries := self._tries.get(at_all)) and turn.at in tries.taken:
                tries.taken.remove(turn.at)

    def _of(self, mark: bytes, now: float) -> _Tries:
        tries = self._tries.setdefault(mark, _Tries())
        self._tries.move_to_end(mark)
        while len(self._tries) > self._most:
            self._tries.popitem(last=False)
        while tries.taken and now - tries.taken[0] > WINDOW:
            tries.taken.popleft()
        return tries
