"""The house over ASGI: pages from the tree, live editing, and Django for the rest."""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")

from django.core.asgi import get_asgi_application
from django.http.request import split_domain_port

django_application = get_asgi_application()

from writingviews.desk.socket import application as live_application  # noqa: E402
from writingviews.house.settings import house_settings  # noqa: E402
from writingviews.newsroom.live import PATH as LISTS_PATH  # noqa: E402
from writingviews.newsroom.live import application as lists_application  # noqa: E402
from writingviews.press.answers import BUSY, Answer, OpenPart, say  # noqa: E402
from writingviews.press.conditions import Conditions  # noqa: E402
from writingviews.press.generation import counter_at  # noqa: E402
from writingviews.press.request import CONDITIONS, Wanted  # noqa: E402
from writingviews.press.shelf import Shelf  # noqa: E402

from .house_paths import HOUSE_PATHS  # noqa: E402

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

#: The most that anybody may send at once: a picture of 25 MB and the form around it. Django would
#: take in the whole body before it asks.
MOST_SENT = 26 * 1024 * 1024
_TOO_LARGE = say(
    413, "Too large: 26 MB are the most that can be sent at once.", (b"connection", b"close")
)

_HOUSE_PATHS = frozenset(path.encode() for path in HOUSE_PATHS)
_shelf = Shelf(
    house_settings().tree_dir,
    house_settings().media_dir,
    counter_at(house_settings().run_dir / "generation"),
)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request of a reader or of somebody in the house."""
    if scope["type"] == "websocket":
        lists = scope["path"] == LISTS_PATH
        await (lists_application if lists else live_application)(scope, receive, send)
        return
    if scope["type"] == "http":
        wanted = _wanted(scope)
        answer = _shelf.answer_reader(wanted, _HOUSE_PATHS) if wanted is not None else None
        if wanted is not None and answer is not None:
            await _send_page(wanted, answer, send)
            return
    if scope["type"] == "http" and _sends_too_much(scope):
        await _send(_TOO_LARGE, scope["method"], send)
        return
    await django_application(scope, receive, send)  # type: ignore[arg-type]


def _sends_too_much(scope: Scope) -> bool:
    """Return whether a body is announced that is too long, or one without its length."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"0")
    chunked = b"transfer-encoding" in headers
    return chunked or not length.isdigit() or int(length) > MOST_SENT


def _wanted(scope: Scope) -> Wanted | None:
    """Return what a reader wants; None if the request's host is not ours, which Django refuses."""
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        # Said in two lines, a list goes on; two hosts or two ranges are none of ours.
        headers[name] = headers[name] + b"," + value if name in headers else value
    host = headers.get(b"host", b"").decode("latin-1").lower()
    if split_domain_port(host)[0] not in house_settings().hosts:
        return None
    target = bytes(scope["raw_path"])
    if scope["query_string"]:
        target += b"?" + bytes(scope["query_string"])
    told = {key: headers[name] for name, key in CONDITIONS.items() if name in headers}
    return Wanted(
        scope["method"].encode(),
        target,
        headers.get(b"accept-encoding", b""),
        headers.get(b"accept-language", b""),
        Conditions(**told) if told else None,
    )


async def _send_page(wanted: Wanted, answer: Answer, send: Send) -> None:
    if answer.part is None or wanted.method == b"HEAD":
        await _send(answer, wanted.method.decode(), send)
        return
    try:
        part = answer.part.open()
    except OSError:
        # It was written anew this very moment; the reader's next try finds the new one.
        _shelf.forget(answer.part.path)
        await _send(BUSY, "GET", send)
        return
    try:
        await _send_part(answer, part, send)
    finally:
        part.close()


async def _send_part(answer: Answer, part: OpenPart, send: Send) -> None:
    headers = list(answer.headers)
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    while not part.done:
        body = part.read()
        await send({"type": "http.response.body", "body": body, "more_body": not part.done})


async def _send(answer: Answer, method: str, send: Send) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": answer.status,
            "headers": list(answer.headers),
        }
    )
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})
