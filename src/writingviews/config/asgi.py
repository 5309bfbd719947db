"""The house over ASGI: pages from the tree, live editing, and Django for the rest."""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")

from django.core.asgi import get_asgi_application

django_application = get_asgi_application()

from writingviews.desk.socket import application as live_application  # noqa: E402
from writingviews.house.settings import house_settings  # noqa: E402
from writingviews.press.printing import house_generation  # noqa: E402
from writingviews.press.shelf import Answer, Shelf  # noqa: E402

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

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
    await django_application(scope, receive, send)  # type: ignore[arg-type]


def _page(scope: Scope) -> Answer | None:
    headers = dict(scope["headers"])
    target = bytes(scope["raw_path"])
    if scope["query_string"]:
        return None
    return _shelf.answer(
        target, headers.get(b"accept-encoding", b""), headers.get(b"if-none-match", b"")
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
