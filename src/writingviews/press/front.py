"""A reader's process: answers pages from the tree, and hands every other connection to the house.

`asyncio` and the parser of Node (llhttp, through httptools), no Django: 25 MB, and no view can
slow it down. A request that is no page moves, with its connection and the bytes it has said so
far, into a process of the house: the descriptor is passed over a UNIX socket, so the house
speaks with the browser itself and nothing is proxied or parsed twice in two ways.
"""

import argparse
import asyncio
import contextlib
import signal
import socket
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Final, cast

import httptools
import uvloop

from .generation import Generation
from .shelf import Answer, Shelf, status_line

#: A head longer than this is refused; browsers send one or two KB.
MAX_HEAD: Final = 32 * 1024
#: Seconds a connection may be silent between requests, and a head may take to arrive.
IDLE: Final = 20.0
#: Seconds to wait for a place in the house's queue before the reader is told to come back.
HOUSE_PATIENCE: Final = 10.0

_PAGE_METHODS: Final = frozenset({b"GET", b"HEAD"})
_TOO_LONG: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"connection: close\r\ncontent-length: 0\r\n\r\n"
)
_BAD: Final = b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_BUSY: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\nretry-after: 10\r\n"
    b"content-type: text/plain; charset=utf-8\r\ncontent-length: 54\r\n\r\n"
    b"The house is busy. Please try again in a few seconds.\n"
)


class Clock:
    """The Date header, made once a second."""

    def __init__(self) -> None:
        self._second = 0
        self._line = b""

    def date_line(self) -> bytes:
        second = int(time.time())
        if second != self._second:
            self._second = second
            self._line = b"date: " + formatdate(second, usegmt=True).encode() + b"\r\n"
        return self._line


class Door:
    """What all connections of a process share.

    Args:
        shelf: the pages.
        house: the socket to the house's processes; None where there is no house.
        house_paths: first parts of a path that belong to the house, such as ``b"desk"``.
        hosts: names (lower case, without port) we answer to; others are the house's to refuse.
    """

    def __init__(
        self,
        shelf: Shelf,
        house: socket.socket | None,
        house_paths: frozenset[bytes],
        hosts: frozenset[bytes],
    ) -> None:
        self.shelf = shelf
        self.house = house
        self.house_paths = house_paths
        self.hosts = hosts
        self.clock = Clock()
        self.connections: set[FrontProtocol] = set()


class FrontProtocol(asyncio.Protocol):
    """One connection of a reader."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpRequestParser(self)
        self._buffer = b""
        self._moving = False
        self._closing = False
        self._held = False
        self._heard = 0.0
        self._unsent = 0
        self._timer: asyncio.TimerHandle | None = None
        self._loop = asyncio.get_running_loop()
        self._begin()

    def _begin(self) -> None:
        self._target = b""
        self._host = b""
        self._accept_encoding = b""
        self._if_none_match = b""
        self._plain = True
        self._complete = False
        self._keep_alive = False

    # --- asyncio -----------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._door.connections.add(self)
        self._heard = self._loop.time()
        self._timer = self._loop.call_later(IDLE, self._check_idle)

    def connection_lost(self, _error: Exception | None) -> None:
        self._door.connections.discard(self)
        if self._timer is not None:
            self._timer.cancel()
        self._transport = None

    def data_received(self, data: bytes) -> None:
        if not self._buffer:
            self._heard = self._loop.time()  # a head begins; it has `IDLE` seconds to arrive
        self._buffer = self._buffer + data if self._buffer else data
        if self._moving or self._closing:
            return
        self._answer_all()

    def pause_writing(self) -> None:
        """The reader takes in slowly: nothing more is answered, nor read, until it has."""
        self._held = True
        if self._transport is not None and not self._transport.is_closing():
            self._transport.pause_reading()

    def resume_writing(self) -> None:
        self._held = False
        if self._moving:
            self._move(self._loop.time() + HOUSE_PATIENCE)
            return
        self._answer_all()
        transport = self._transport
        if transport is not None and not (self._held or self._moving or transport.is_closing()):
            transport.resume_reading()

    # --- requests ----------------------------------------------------------------------------

    def _answer_all(self) -> None:
        """Answer every whole request in the buffer, in order."""
        transport = self._transport
        if transport is None:
            return
        buffer, start = self._buffer, 0
        while start < len(buffer) and not (self._closing or self._held):
            end = buffer.find(b"\r\n\r\n", start, start + MAX_HEAD)
            if end < 0:
                if len(buffer) - start >= MAX_HEAD:
                    self._refuse(_TOO_LONG)
                break
            answer = self._page(buffer[start : end + 4])
            if answer is None:
                self._buffer = buffer[start:]
                if not self._closing:
                    self._begin_move(transport)
                return
            start = end + 4
            self._heard = self._loop.time()
            self._write(transport, answer)
        self._buffer = buffer[start:]

    def _page(self, head: bytes) -> Answer | None:
        """Return the answer to a request, or None if it is for the house (or was refused)."""
        self._begin()
        try:
            self._parser.feed_data(head)
        except httptools.HttpParserUpgrade:
            return None
        except httptools.HttpParserError:
            self._refuse(_BAD)
            return None
        # A request with a body, in another method or without its end here is not for a page.
        if not self._complete or self._parser.get_method() not in _PAGE_METHODS or not self._plain:
            return None
        door = self._door
        if door.hosts and _name_of(self._host) not in door.hosts:
            return None
        return door.shelf.answer_reader(
            self._target, self._accept_encoding, self._if_none_match, door.house_paths
        )

    def _write(self, transport: asyncio.Transport, answer: Answer) -> None:
        body = b"" if self._parser.get_method() == b"HEAD" else answer.body
        start = status_line(answer.status) + self._door.clock.date_line()
        if self._keep_alive:
            transport.write(start + answer.raw_head + body)
        else:
            transport.write(start + b"connection: close\r\n" + answer.raw_head + body)
            self._closing = True
            transport.close()

    def _refuse(self, raw: bytes) -> None:
        self._closing = True
        if self._transport is not None:
            self._transport.write(raw)
            self._transport.close()

    def _check_idle(self) -> None:
        transport = self._transport
        if transport is None:
            return
        unsent = transport.get_write_buffer_size()
        if unsent != self._unsent:
            # The reader takes in what it was answered, however slowly.
            self._unsent, self._heard = unsent, self._loop.time()
        left = self._heard + IDLE - self._loop.time()
        if left <= 0 and unsent:
            transport.abort()
        elif left <= 0 and not self._moving:
            transport.close()
        else:
            self._timer = self._loop.call_later(max(left, 1.0), self._check_idle)

    def drain(self) -> None:
        """Close as soon as what was asked is answered."""
        if self._transport is not None and not self._moving:
            self._transport.close()

    # --- moving to the house -----------------------------------------------------------------

    def _begin_move(self, transport: asyncio.Transport) -> None:
        if self._door.house is None:
            self._refuse(_BUSY)
            return
        self._moving = True
        transport.pause_reading()
        if transport.get_write_buffer_size() == 0:
            self._move(self._loop.time() + HOUSE_PATIENCE)
        else:
            # Earlier answers must be out first; `resume_writing` is called when they are.
            transport.set_write_buffer_limits(high=0)

    def _move(self, give_up: float) -> None:
        transport, house = self._transport, self._door.house
        if transport is None or house is None:
            return
        connection = transport.get_extra_info("socket")
        try:
            socket.send_fds(house, [self._buffer], [connection.fileno()])
        except (BlockingIOError, InterruptedError):
            if self._loop.time() < give_up:
                self._loop.call_later(0.01, self._move, give_up)
            else:
                self._refuse(_BUSY)
            return
        except OSError:
            self._refuse(_BUSY)
            return
        # The house holds its own descriptor of the connection now; ours is closed, it lives on.
        transport.abort()

    # --- httptools ---------------------------------------------------------------------------

    def on_url(self, url: bytes) -> None:
        self._target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        match name.lower():
            case b"host":
                self._host = value.lower()
            case b"accept-encoding":
                self._accept_encoding = value
            case b"if-none-match":
                self._if_none_match = value
            case b"content-length" | b"transfer-encoding" | b"upgrade" | b"expect":
                self._plain = False

    def on_message_complete(self) -> None:
        self._complete = True
        # Only now: the parser forgets "Connection: close" with the message.
        self._keep_alive = self._parser.should_keep_alive()


def _name_of(host: bytes) -> bytes:
    """Return a Host header's name without its port: ``[::1]:80`` → ``[::1]``."""
    name, colon, port = host.rpartition(b":")
    return name if colon and port.isdigit() else host


def serve(door: Door, listener: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is under way (5 seconds at most)."""

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: FrontProtocol(door), sock=listener, backlog=1024)
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        await stop.wait()
        server.close()
        for connection in list(door.connections):
            connection.drain()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5):
                while door.connections:
                    await asyncio.sleep(0.02)

    uvloop.run(run())


def _parts(value: str) -> Iterator[bytes]:
    return (part.encode() for part in value.split(",") if part)


def main(argv: list[str] | None = None) -> None:
    """``python -m writingviews.press.front``: started by `writingviews serve`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="the publication's folder")
    parser.add_argument("--listen-fd", type=int, required=True, help="the public socket")
    parser.add_argument("--house-fd", type=int, help="the socket to the house")
    parser.add_argument("--house-paths", default="", help="first parts of the house's paths")
    parser.add_argument("--hosts", default="", help="names we answer to; empty for any")
    options = parser.parse_args(argv)
    house = None
    if options.house_fd is not None:
        house = socket.socket(fileno=options.house_fd)
        house.setblocking(False)
    folder: Path = options.folder
    shelf = Shelf(folder / "tree", folder / "media", Generation(folder / "run" / "generation"))
    door = Door(
        shelf, house, frozenset(_parts(options.house_paths)), frozenset(_parts(options.hosts))
    )
    serve(door, socket.socket(fileno=options.listen_fd))


if __name__ == "__main__":
    main()
