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
from writingviews.press.printing import house_generation  # noqa: E402
from writingviews.press.shelf import Answer, Shelf, make_answer  # noqa: E402

from .house_paths import HOUSE_PATHS  # noqa: E402

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

#: The most that anybody may send at once: a picture of 25 MB and the form around it. Django would
#: take in the whole body before it asks.
MOST_SENT = 26 * 1024 * 1024
_TOO_LARGE = make_answer(
    413,
    ((b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")),
    b"Too large: 26 MB are the most that can be sent at once.\n",
)

_HOUSE_PATHS = frozenset(path.encode() for path in HOUSE_PATHS)
_shelf = Shelf(house_settings().tree_dir, house_settings().media_dir, house_generation())


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request of a reader or of somebody in the house."""
    if scope["type"] == "websocket":
        await live_application(scope, receive, send)
        return
    if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
        answer = _page(scope)
        if answer is not None:
            await _send(answer, scope["method"], send)
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


def _page(scope: Scope) -> Answer | None:
    headers = dict(scope["headers"])
    # A host that is not ours is Django's to refuse.
    host = headers.get(b"host", b"").decode("latin-1").lower()
    if split_domain_port(host)[0] not in house_settings().hosts:
        return None
    target = bytes(scope["raw_path"])
    if scope["query_string"]:
        target += b"?" + bytes(scope["query_string"])
    # A connection that came here for the search may ask for pages next, and for what is none.
    return _shelf.answer_reader(
        target,
        headers.get(b"accept-encoding", b""),
        headers.get(b"if-none-match", b""),
        _HOUSE_PATHS,
    )


async def _send(answer: Answer, method: str, send: Send) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": answer.status,
            "headers": list(answer.headers),
        }
    )
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})
