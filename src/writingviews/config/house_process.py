"""A process of the house: uvicorn around `asgi`, fed with connections by the readers' processes.

It does not listen on the network. Each datagram on its socket carries a connection's descriptor
and the bytes already read from it (`press.front`); the connection is served from there on as
if it had been accepted here.
"""

import argparse
import asyncio
import contextlib
import os
import socket
from typing import Any, Final

import django
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from writingviews.house.settings import house_settings

_MOST_BYTES: Final = 1024 * 1024


class _MovedProtocol(HttpToolsProtocol):
    """uvicorn's own protocol for a connection that has spoken already."""

    first_bytes = b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # Before the loop reads anything more from the connection.
        self.data_received(self.first_bytes)


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
    config = uvicorn.Config(
        "writingviews.config.asgi:application",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=4 * 1024 * 1024,
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
