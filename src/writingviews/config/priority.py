"""Who goes first where there are fewer cores than work: readers."""

from typing import Final

#: By how much the house and the worker are nicer to others than readers' processes are: while each
#: keeps a core busy, a reader still gets three quarters of it; a flood of readers leaves the house
#: a quarter.
BEHIND_READERS: Final = 5
#: Of what nobody waits for while a page is to be printed.
LAST: Final = 12
