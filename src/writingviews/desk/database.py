"""Where the live line's database work is done: never on the event loop.

One thread writes, so that the process never contends with itself for SQLite's single writer, and
one reads, so that opening a long text does not hold up who is typing. Their connections stay open
while sheets are open (opening one costs more than a commit) and are given back by `rest`.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, ParamSpec, TypeVar

from django.db import Error, connections

P = ParamSpec("P")
R = TypeVar("R")

_writer: Final = ThreadPoolExecutor(1, "desk-writer")
_reader: Final = ThreadPoolExecutor(1, "desk-reader")


async def write(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Do `work` in the thread that writes, and return what it returns."""
    return await _do(_writer, partial(work, *args, **kwargs))


async def read(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Do `work`, which only reads, in the thread that reads, and return what it returns."""
    return await _do(_reader, partial(work, *args, **kwargs))


async def rest() -> None:
    """Close both threads' connections; the next work opens them again."""
    await asyncio.gather(*(_do(thread, connections.close_all) for thread in (_writer, _reader)))


async def _do(thread: ThreadPoolExecutor, work: Callable[[], R]) -> R:
    return await asyncio.get_running_loop().run_in_executor(thread, _with_connections, work)


def _with_connections(work: Callable[[], R]) -> R:
    for connection in connections.all(initialized_only=True):
        # A maximum age of 0 would close it after every step; see the module's first lines.
        if connection.settings_dict["CONN_MAX_AGE"] != 0:
            connection.close_if_unusable_or_obsolete()
    try:
        return work()
    except Error:
        # The server may have gone away: begin the next piece of work with a fresh connection.
        connections.close_all()
        raise
