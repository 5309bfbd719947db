"""The house over ASGI: who answers what, and what is too much."""

import asyncio
from typing import Any

import pytest

from writingviews.config.asgi import MOST_SENT, application


def _ask(
    method: str, path: str, headers: dict[str, str] | None = None
) -> tuple[int, dict[bytes, bytes], bytes]:
    sent: list[dict[str, Any]] = []

    asked = False

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if asked:  # the browser stays on the line
            await asyncio.Event().wait()
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:  # noqa: ANN401 - ASGI's own shape
        sent.append(dict(message))

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [
            (b"host", b"testserver"),
            *((name.encode(), value.encode()) for name, value in (headers or {}).items()),
        ],
        "client": ("203.0.113.5", 40000),
        "server": ("testserver", 80),
    }
    asyncio.run(application(scope, receive, send))
    start = sent[0]
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return start["status"], dict(start["headers"]), body


@pytest.mark.parametrize(
    "headers",
    [
        {"content-length": str(MOST_SENT + 1)},
        {"content-length": "many"},
        {"transfer-encoding": "chunked"},
    ],
)
def test_a_body_that_is_too_long_or_of_unknown_length_is_refused(headers: dict[str, str]) -> None:
    status, found, body = _ask("POST", "/desk/", headers)
    assert status == 413
    assert b"26 MB" in body
    assert b"default-src 'none'" in found[b"content-security-policy"]


@pytest.mark.django_db(transaction=True)
def test_the_house_answers_behind_the_pages_with_its_own_headers() -> None:
    from writingviews.articles.tests.making import make_publication

    make_publication()
    status, found, _ = _ask("GET", "/account/login/")
    headers = {name.lower(): value for name, value in found.items()}
    assert status == 200
    assert b"default-src 'none'" in headers[b"content-security-policy"]
    assert headers[b"referrer-policy"] == b"same-origin"
    assert headers[b"x-frame-options"] == b"DENY"
