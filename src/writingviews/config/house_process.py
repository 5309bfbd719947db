"""A process of the house: uvicorn around `asgi`, fed with connections by the readers' processes.

It does not listen on the network. Each datagram on its socket carries a connection's descriptor
and the bytes already read from it (`press.front`); the connection is served from there on as
if it had been accepted here.
"""

import argparse
import asyncio
import contextlib
import os
import resource
import socket
from typing import Any, Final

import django
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from writingviews.house.settings import house_settings
from writingviews.press.answers import BUSY, Answer, say, whole
from writingviews.press.request import MAX_HEAD

from .logs import log_what_ends_the_process
from .priority import BEHIND_READERS

_MOST_BYTES: Final = 1024 * 1024
#: A request that has begun must go on with this many bytes in this many seconds, or be whole:
#: connections that say nothing would take up all descriptors, and nobody could sign in.
LEAST_BYTES: Final = 8 * 1024
LEAST_SECONDS: Final = 30.0
#: Connections a process of the house holds at most, open sheets among them.
MOST_CONNECTIONS: Final = 2048

_LONG: Final = say(431, "The head of a request has at most 32 KB.", (b"connection", b"close"))
_BAD: Final = say(400, "This is no request of HTTP/1.1.", (b"connection", b"close"))


class _MovedProtocol(HttpToolsProtocol):
    """uvicorn's own protocol for a connection that has spoken already."""

    first_bytes = b""
    _heard = 0
    _head = 0  # bytes of a head that has not ended
    _in_head = True
    _ended = False  # the reader has said all it will
    _expected: object = None
    _watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch = self.loop.call_later(LEAST_SECONDS, self._look)
        # Before the loop reads anything more from the connection.
        self.data_received(self.first_bytes)

    def data_received(self, data: bytes) -> None:
        self._heard += len(data)
        # What is heard before a head ends is a part of it, or at most the end of what was before.
        self._head += len(data)
        super().data_received(data)
        if self._in_head and self._head > MAX_HEAD and not self.transport.is_closing():
            self._refuse(_LONG)

    def on_message_begin(self) -> None:
        self._in_head, self._head = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._in_head, self._head = True, 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - ours bears the headers
        self._refuse(_BAD)

    def _refuse(self, answer: Answer) -> None:
        self.transport.write(whole(answer))
        self.transport.close()

    def eof_received(self) -> bool:  # type: ignore[override]
        """The reader has said all; what was asked whole is still answered."""
        self._ended = True
        cycle = self.cycle
        return cycle is not None and not (cycle.response_complete or cycle.more_body)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._ended and not self.pipeline and self.cycle.response_complete:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._watch is not None:
            self._watch.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Close the connection if the same request was waited for all the while."""
        transport = self.transport
        if transport.is_closing() or transport.get_protocol() is not self:
            return  # it has gone, or has become a live line, which looks after itself
        cycle = self.cycle
        expected: object = None
        if cycle is None or cycle.response_complete:
            expected = (cycle, "head")
        elif cycle.more_body:
            expected = (cycle, "body")
        if expected is not None and expected == self._expected and self._heard < LEAST_BYTES:
            transport.close()
            return
        self._expected, self._heard = expected, 0
        self._watch = self.loop.call_later(LEAST_SECONDS, self._look)


class HouseServer(uvicorn.Server):
    """uvicorn with connections from a UNIX socket instead of a listening one."""

    def __init__(self, config: uvicorn.Config, arrivals: socket.socket) -> None:
        super().__init__(config)
        self._arrivals = arrivals
        self._tasks: set[asyncio.Task[Any]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002
        await super().startup(sockets=[])
        asyncio.get_running_loop().add_reader(self._arrivals.fileno(), self._take)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002
        asyncio.get_running_loop().remove_reader(self._arrivals.fileno())
        await super().shutdown(sockets=[])

    def _take(self) -> None:
        with contextlib.suppress(BlockingIOError, InterruptedError):
            data, descriptors, _, _ = socket.recv_fds(self._arrivals, _MOST_BYTES, 1)
            if descriptors:
                task = asyncio.get_running_loop().create_task(self._adopt(descriptors[0], data))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _adopt(self, descriptor: int, data: bytes) -> None:
        connection = socket.socket(fileno=descriptor)
        connection.setblocking(False)
        if len(self.server_state.connections) >= MOST_CONNECTIONS:
            with contextlib.suppress(OSError), connection:
                connection.send(whole(BUSY))
            return

        def protocol() -> _MovedProtocol:
            made = _MovedProtocol(
                config=self.config,
                server_state=self.server_state,
                app_state=self.lifespan.state,
            )
            made.first_bytes = data
            return made

        with contextlib.suppress(OSError):  # the reader has gone away meanwhile
            await asyncio.get_running_loop().connect_accepted_socket(protocol, connection)


def main() -> None:
    """``python -m writingviews.config.house_process``: started by `writingviews serve`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arrivals-fd", type=int, required=True)
    options = parser.parse_args()
    arrivals = socket.socket(fileno=options.arrivals_fd)
    arrivals.setblocking(False)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    django.setup()
    log_what_ends_the_process()
    os.nice(BEHIND_READERS)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_CONNECTIONS
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    config = uvicorn.Config(
        "writingviews.config.asgi:application",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=4 * 1024 * 1024,
        ws_per_message_deflate=False,  # a letter gains nothing, and each of many hands is told
        loop="uvloop",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=house_settings().behind_proxy,
        forwarded_allow_ips="127.0.0.1,::1",
        timeout_graceful_shutdown=8,
    )
    HouseServer(config, arrivals).run()


if __name__ == "__main__":
    main()
