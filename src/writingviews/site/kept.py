"""The last results of a pure function, kept while the process lives."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """At most `most` values by their keys; the one used longest ago is forgotten first.

    Unlike `functools.lru_cache` the key stands apart from what the value is made of: a revision's
    id stands for its whole text.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()

    def __contains__(self, key: Key) -> bool:
        return key in self._values

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value of a key; made now if it is not kept."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        made = self._values[key] = make()
        if len(self._values) > self._most:
            self._values.popitem(last=False)
        return made
