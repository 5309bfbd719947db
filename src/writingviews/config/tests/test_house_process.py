"""A connection that was handed over, from its first bytes on."""

import asyncio
import socket

import pytest
import uvicorn

from writingviews.config import house_process
from writingviews.config.asgi import Receive, Scope, Send

POST = b"POST /desk/ HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\n"
END = b"\r\n0\r\n\r\n"


async def _echo(_scope: Scope, receive: Receive, send: Send) -> None:
    body = b""
    more = True
    while more:
        event = await receive()
        if event["type"] != "http.request":
            return
        body, more = body + event["body"], event["more_body"]
    await asyncio.sleep(0.5)  # the house may think for longer than a reader may hesitate
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"%d" % len(body)})


async def _converse(said: list[bytes], *, pause: float, half_closed: bool = False) -> bytes:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    arrivals, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    config = uvicorn.Config(_echo, http="httptools", lifespan="off", log_config=None)
    config.load()
    server = house_process.HouseServer(config, arrivals)
    server.lifespan = config.lifespan_class(config)
    await server._adopt(theirs.detach(), said[0])
    loop = asyncio.get_running_loop()
    answer = b""
    with ours:
        for piece in said[1:]:
            await asyncio.sleep(pause)
            try:
                await loop.sock_sendall(ours, piece)
            except OSError:
                break
        if half_closed:
            ours.shutdown(socket.SHUT_WR)
        async with asyncio.timeout(5):
            while not answer.endswith(END):
                data = await loop.sock_recv(ours, 65536)
                if not data:
                    break
                answer += data
    return answer


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house_process, "LEAST_SECONDS", 0.2)
    monkeypatch.setattr(house_process, "LEAST_BYTES", 10)


@pytest.mark.parametrize(
    "said",
    [
        [POST],
        [POST + b"a"],
        [POST, *[b"a"] * 30],
    ],
)
def test_a_request_that_does_not_go_on_loses_its_connection(said: list[bytes]) -> None:
    assert asyncio.run(_converse(said, pause=0.05)) == b""


def test_a_slow_request_and_a_slow_answer_are_waited_for() -> None:
    answer = asyncio.run(_converse([POST, *[b"aaaaaaaa"] * 5], pause=0.1))
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"40" + END)


def test_who_has_said_all_still_gets_the_house_s_answer() -> None:
    whole = POST + b"a" * 40
    answer = asyncio.run(_converse([whole], pause=0, half_closed=True))
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"40" + END)
    # But nobody waits for a body that cannot come any more.
    assert asyncio.run(_converse([POST + b"a"], pause=0, half_closed=True)) == b""


@pytest.mark.parametrize(
    "said",
    [
        [b"GET / HTTP/1.1\r\nHost: x\r\nX: ", *[b"a" * 9000] * 8],
        [b"GET / HTTP/1.1\r\nHost: x\r\n", *[b"X: a\r\n" * 1000] * 8],
        [b"\r\n" * 5000, *[b"\r\n" * 5000] * 8],
        # After a request that was whole, on the same connection.
        [POST + b"a" * 40 + b"GET / HTTP/1.1\r\nX: ", *[b"a" * 9000] * 8],
    ],
)
def test_a_head_without_an_end_is_refused(said: list[bytes]) -> None:
    answer = asyncio.run(_converse(said, pause=0.02))
    assert b"HTTP/1.1 431 " in answer
    assert b"content-security-policy: default-src 'none'" in answer


def test_what_is_no_request_is_refused_with_our_headers() -> None:
    answer = asyncio.run(_converse([b"nonsense\r\n\r\n"], pause=0))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"connection: close" in answer
    assert b"x-content-type-options: nosniff" in answer


def test_connections_of_the_house_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house_process, "MOST_CONNECTIONS", 0)
    answer = asyncio.run(_converse([POST + b"a" * 40], pause=0))
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"retry-after: " in answer
