"""How a long task tells how far it is."""

from collections.abc import Callable
from typing import TypeAlias

#: Told (done, in all).
Progress: TypeAlias = Callable[[int, int], None]
