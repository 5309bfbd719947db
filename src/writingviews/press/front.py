"""A reader's process: answers pages from the tree, and hands every other connection to the house.

`asyncio` and the parser of Node (llhttp, through httptools), no Django: 25 MB, and no view can
slow it down. A request that is no page moves, with its connection and the bytes it has said so
far, into a process of the house: the descriptor is passed over a UNIX socket, so the house
speaks with the browser itself and nothing is proxied or parsed twice in two ways.
"""

import argparse
import asyncio
import contextlib
import resource
import signal
import socket
import time
from collections import OrderedDict
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Final, cast

import uvloop

from .answers import BUSY, HEAD_END, Answer, OpenPart, say, status_line
from .generation import counter_at
from .request import MAX_HEAD, HeadReader, Request, RequestRefused, mend_target
from .share import Share
from .shelf import Shelf

#: Seconds a connection may be silent between requests, and a head may take to arrive.
IDLE: Final = 20.0
#: Seconds to wait for a place in the house's queue before the reader is told to come back.
HOUSE_PATIENCE: Final = 10.0
#: Seconds in which a reader whose connection is ended may still say what nobody listens to: if it
#: were closed at once, the system would throw away the answer with the reader's words.
LINGER: Final = 2.0
#: Connections a process holds at most; then the one that was silent the longest gives way.
MOST_CONNECTIONS: Final = 8192
#: A body nobody wants, beside a request for a page, is passed over up to this many bytes.
MOST_PASSED_OVER: Final = 64 * 1024
#: Seconds to wait when no descriptor is left.
_BREATH: Final = 0.1
#: Seconds in which a process that holds fewer connections may take the next.
_COURTESY: Final = 0.002
#: A body in memory is joined to its head up to this size; above it is not copied.
_JOINED: Final = 16 * 1024


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
        hosts: names (lower case, without port) we answer to; empty for any.
        most: connections at once.
        share: how many the other processes hold; None where there is no other.
    """

    def __init__(
        self,
        shelf: Shelf,
        house: socket.socket | None,
        house_paths: frozenset[bytes],
        hosts: frozenset[bytes],
        most: int = MOST_CONNECTIONS,
        share: Share | None = None,
    ) -> None:
        self.shelf = shelf
        self.house = house
        self.house_paths = house_paths
        self.hosts = hosts
        self.clock = Clock()
        self.heads = HeadReader()
        self.most = most
        self.share = share
        # The one that was silent the longest stands first.
        self.connections: OrderedDict[FrontProtocol, None] = OrderedDict()

    def answer(self, request: Request) -> Answer | None:
        """Return the answer to a request; None if it is the house's to give."""
        # HTTP/1.0 knows no Host, and what stands in the tree is public.
        unnamed = request.old and not request.host
        if self.hosts and not unnamed and name_of(request.host) not in self.hosts:
            return _STRANGER
        return self.shelf.answer_reader(request.wanted, self.house_paths)

    def enter(self, connection: "FrontProtocol") -> None:
        """Count a connection; end the one that was silent the longest, if there are too many."""
        self.connections[connection] = None
        if len(self.connections) > self.most:
            next(iter(self.connections)).give_way()
        self._tell()

    def leave(self, connection: "FrontProtocol") -> None:
        """Count a connection no more."""
        self.connections.pop(connection, None)
        self._tell()

    def _tell(self) -> None:
        if self.share is not None:
            self.share.tell(len(self.connections))


_STRANGER: Final = say(421, "No publication of this name is here.")
_SLOW: Final = say(408, "The request did not arrive in time.")
_BARE: Final = say(400, "The lines of a head end with CR and LF.")
_LONG: Final = say(431, "The head of a request has at most 32 KB.")


class FrontProtocol(asyncio.Protocol):
    """One connection of a reader."""

    __slots__ = (
        "_buffer",
        "_closing",
        "_door",
        "_ended",
        "_heard",
        "_held",
        "_last",
        "_loop",
        "_moving",
        "_part",
        "_passed_over",
        "_progress",
        "_timer",
        "_transport",
    )

    def __init__(self, door: Door) -> None:
        self._door = door
        self._transport: asyncio.Transport | None = None
        self._buffer = b""
        self._moving = False  # on its way to the house
        self._closing = False  # all that will be said has been
        self._ended = False  # the reader has said all it will
        self._held = False  # the reader takes in slowly
        self._last = False  # what is being sent is the last answer
        self._part: OpenPart | None = None  # a large file that is being sent
        self._passed_over = 0  # bytes of a body still to come, which nobody wants
        self._heard = 0.0
        self._progress = (0, 0)
        self._timer: asyncio.TimerHandle | None = None
        self._loop = asyncio.get_running_loop()

    # --- asyncio -----------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._heard = self._loop.time()
        self._timer = self._loop.call_later(IDLE, self._check_idle)
        self._door.enter(self)

    def connection_lost(self, _error: Exception | None) -> None:
        self._door.leave(self)
        if self._timer is not None:
            self._timer.cancel()
        self._transport = None
        self._buffer = b""
        self._end_part()

    def data_received(self, data: bytes) -> None:
        if self._closing:
            return
        if self._passed_over:
            over = min(self._passed_over, len(data))
            self._passed_over -= over
            data = data[over:]
            if not data:
                return
        if not self._buffer:
            self._heard = self._loop.time()  # a head begins; it has `IDLE` seconds to arrive
            self._buffer = data
        else:
            self._buffer += data
        if not (self._moving or self._part):
            self._answer_all()

    def eof_received(self) -> bool:
        """The reader has said all; it still gets what it asked for."""
        self._ended = True
        return self._busy()

    def _busy(self) -> bool:
        return not self._closing and (self._moving or self._part is not None or self._held)

    def pause_writing(self) -> None:
        """The reader takes in slowly: nothing more is answered, nor read, until it has."""
        self._held = True
        self._pause()

    def resume_writing(self) -> None:
        self._held = False
        if self._moving:
            self._move(self._loop.time() + HOUSE_PATIENCE)
        elif self._part is not None:
            self._send_part()
        else:
            self._go_on()

    def _pause(self) -> None:
        transport = self._transport
        if transport is not None and not transport.is_closing():
            transport.pause_reading()

    def _go_on(self) -> None:
        """Take up what was asked meanwhile."""
        self._answer_all()
        transport = self._transport
        if transport is None or transport.is_closing() or self._busy():
            return
        if self._ended:
            transport.close()
        else:
            transport.resume_reading()

    # --- requests ----------------------------------------------------------------------------

    def _answer_all(self) -> None:
        """Answer every whole request in the buffer, in order."""
        transport = self._transport
        if transport is None:
            return
        while self._buffer and not (self._closing or self._held or self._part):
            buffer = self._buffer
            if buffer.startswith(b"\r\n"):  # RFC 9112, 2.2: some send one after a body
                self._buffer = buffer[2:]
                continue
            end = buffer.find(b"\r\n\r\n", 0, MAX_HEAD)
            if end < 0:
                if len(buffer) >= MAX_HEAD:
                    self._refuse(_LONG)
                elif b"\n\n" in buffer:  # for a parser that is less strict, the head has ended
                    self._refuse(_BARE)
                return
            if not buffer.isascii():
                head = mend_target(buffer[: end + 4])
                buffer = self._buffer = head + buffer[end + 4 :]
                end = len(head) - 4
            try:
                request = self._door.heads.read(
                    buffer if len(buffer) == end + 4 else buffer[: end + 4]
                )
            except RequestRefused as refused:
                self._refuse(say(refused.status, str(refused)))
                return
            answer = self._door.answer(request)
            if answer is None:
                self._begin_move(transport)
                return
            self._buffer = buffer[end + 4 :]
            self._heard = self._loop.time()
            self._door.connections.move_to_end(self)
            self._write(transport, request, answer)

    def _write(self, transport: asyncio.Transport, request: Request, answer: Answer) -> None:
        """Send an answer, and pass over the body that nobody wants."""
        head_alone = request.wanted.method == b"HEAD"
        if answer.part is not None and not head_alone:
            answer = self._with_file(request, answer)
        self._last = not request.keep_alive
        if request.body != 0:
            self._pass_over(request)
        said = status_line(answer.status) + self._door.clock.date_line()
        if self._last:
            said += b"connection: close\r\n"
        elif request.old:
            said += b"connection: keep-alive\r\n"
        if head_alone or not answer.body:
            transport.write(said + answer.head + HEAD_END)
        elif len(answer.body) <= _JOINED:
            transport.write(said + answer.head + HEAD_END + answer.body)
        else:
            transport.writelines((said + answer.head + HEAD_END, answer.body))
        if self._part is not None:
            self._pause()
            self._send_part()
        elif self._last:
            # What the reader has sent beyond would reset the connection before it has read.
            self._close(transport, linger=bool(self._buffer) or request.body != 0)

    def _pass_over(self, request: Request) -> None:
        """Pass over the body that nobody wants; after one that is long the connection ends."""
        if request.body is None or request.hesitates or request.body > MOST_PASSED_OVER:
            self._last = True
            return
        here = min(request.body, len(self._buffer))
        self._buffer = self._buffer[here:]
        self._passed_over = request.body - here

    def _with_file(self, request: Request, answer: Answer) -> Answer:
        """Open the file that an answer is in; return the answer that is to be sent."""
        for _ in range(2):
            if answer.part is None:
                return answer
            try:
                self._part = answer.part.open()
            except OSError:
                # It was written anew this very moment.
                self._door.shelf.forget(answer.part.path)
                answer = self._door.answer(request) or BUSY
            else:
                return answer
        return BUSY

    def _send_part(self) -> None:
        """Send of a large file what the reader takes."""
        transport, part = self._transport, self._part
        if transport is None or part is None:
            return
        while not self._held and not part.done:
            try:
                data = part.read()
            except OSError:
                # The head has promised more than there is: it must not look whole.
                self._end_part()
                transport.abort()
                return
            transport.write(data)
        if part.done:
            self._end_part()
            self._heard = self._loop.time()
            if self._last:
                self._close(transport, linger=bool(self._buffer))
            else:
                self._loop.call_soon(self._go_on)

    def _end_part(self) -> None:
        if self._part is not None:
            self._part.close()
            self._part = None

    def _refuse(self, answer: Answer) -> None:
        transport = self._transport
        if transport is not None:
            start = status_line(answer.status) + self._door.clock.date_line()
            close = b"connection: close\r\n"
            transport.write(start + close + answer.head + HEAD_END + answer.body)
            self._close(transport, linger=True)

    def _close(self, transport: asyncio.Transport, *, linger: bool) -> None:
        self._closing = True
        self._buffer = b""
        if linger and not self._ended and transport.can_write_eof():
            transport.write_eof()
            transport.resume_reading()
            self._loop.call_later(LINGER, transport.close)
        else:
            transport.close()

    # --- those who are silent ----------------------------------------------------------------

    def _check_idle(self) -> None:
        transport = self._transport
        if transport is None:
            return
        unsent = transport.get_write_buffer_size()
        progress = (unsent, self._part.at if self._part is not None else 0)
        if progress != self._progress:
            # The reader takes in what it was answered, however slowly.
            self._progress, self._heard = progress, self._loop.time()
        left = self._heard + IDLE - self._loop.time()
        if left > 0 or self._moving:
            self._timer = self._loop.call_later(max(left, 1.0), self._check_idle)
        elif unsent or self._part is not None:
            transport.abort()
        elif self._buffer and not self._closing:
            self._refuse(_SLOW)
        else:
            transport.close()

    def give_way(self) -> None:
        """End at once: others want to be heard."""
        self._closing = True
        self._door.leave(self)
        if self._transport is not None:
            self._transport.abort()

    def drain(self) -> None:
        """Close as soon as what was asked is answered."""
        if self._part is not None:
            self._last = True
        elif self._transport is not None and not self._moving:
            self._transport.close()

    # --- moving to the house -----------------------------------------------------------------

    def _begin_move(self, transport: asyncio.Transport) -> None:
        if self._door.house is None:
            self._refuse(BUSY)
            return
        self._moving = True
        self._pause()
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
                return
        except OSError:
            pass
        else:
            # The house holds its own descriptor of the connection; ours is closed, it lives on.
            transport.abort()
            return
        self._moving = False
        self._refuse(BUSY)


def name_of(host: bytes) -> bytes:
    """Return a Host header's name without its port or last dot: ``[::1]:80`` → ``[::1]``."""
    name, colon, port = host.rpartition(b":")
    return (name if colon and port.isdigit() else host).removesuffix(b".")


class Acceptor:
    """Accepts connections one at a time, and leaves them to a process that holds fewer."""

    def __init__(self, door: Door, listener: socket.socket) -> None:
        self._door = door
        self._listener = listener
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[object]] = set()
        self._waited = False
        self._timer: asyncio.TimerHandle | None = None

    def open(self) -> None:
        self._loop.add_reader(self._listener.fileno(), self._accept)

    def close(self) -> None:
        self._loop.remove_reader(self._listener.fileno())
        if self._timer is not None:
            self._timer.cancel()

    def _accept(self) -> None:
        share = self._door.share
        if share is not None and share.is_ample() and not self._waited:
            # The other is awake, too. Should it be stuck, we take the connection after all.
            self._waited = True
            self._pause(_COURTESY)
            return
        self._waited = False
        try:
            connection, _ = self._listener.accept()
        except (BlockingIOError, InterruptedError, ConnectionError):
            return  # another process was quicker, or the reader has gone
        except OSError:
            # No descriptor is left: those who wait are taken when one is.
            self._pause(_BREATH)
            return
        connection.setblocking(False)
        task: asyncio.Task[object] = self._loop.create_task(self._serve(connection))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _pause(self, seconds: float) -> None:
        self.close()
        self._timer = self._loop.call_later(seconds, self.open)

    async def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):  # the reader has gone
            await self._loop.connect_accepted_socket(lambda: FrontProtocol(self._door), connection)


def serve(door: Door, listener: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is under way (5 seconds at most)."""

    async def run() -> None:
        loop = asyncio.get_running_loop()
        acceptor = Acceptor(door, listener)
        acceptor.open()
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        await stop.wait()
        acceptor.close()
        for connection in list(door.connections):
            connection.drain()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5):
                while door.connections:
                    await asyncio.sleep(0.02)

    uvloop.run(run())


def _most_connections() -> int:
    """Return how many connections may be held; each may need a descriptor for a file besides."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_CONNECTIONS + 128
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(16, min(MOST_CONNECTIONS, (soft - 128) // 2)) if soft > 0 else MOST_CONNECTIONS


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
    parser.add_argument("--share-fd", type=int, help="the file in which processes tell their part")
    parser.add_argument("--number", type=int, default=0, help="this process's place in it")
    options = parser.parse_args(argv)
    house = None
    if options.house_fd is not None:
        house = socket.socket(fileno=options.house_fd)
        house.setblocking(False)
    folder: Path = options.folder
    shelf = Shelf(folder / "tree", folder / "media", counter_at(folder / "run" / "generation"))
    door = Door(
        shelf,
        house,
        frozenset(_parts(options.house_paths)),
        frozenset(_parts(options.hosts)),
        _most_connections(),
        Share(options.share_fd, options.number) if options.share_fd is not None else None,
    )
    serve(door, socket.socket(fileno=options.listen_fd))


if __name__ == "__main__":
    main()
