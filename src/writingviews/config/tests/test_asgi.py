"""The house over ASGI: who answers what, and what is too much."""

import asyncio
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from writingviews.config.asgi import MOST_SENT, application
from writingviews.house.settings import house_settings
from writingviews.press.tree import Tree
from writingviews.site.page import Page


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


@pytest.fixture
def pages() -> Iterator[Path]:
    """A page and a large picture in the house's own folder."""
    house = house_settings()
    Tree(house.tree_dir).write([Page("/asgi/", b"<!doctype html>" + b"words " * 100)])
    picture = house.media_dir / "asgi" / "2400.jpg"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(random.Random(1).randbytes(3_000_000))
    yield picture
    Tree(house.tree_dir).write([], ["/asgi/"])
    shutil.rmtree(picture.parent)


def test_a_connection_that_moved_gets_pages_as_any_other(pages: Path) -> None:
    status, found, body = _ask("GET", "/asgi/", {"range": "bytes=0-8"})
    assert (status, body) == (206, b"<!doctype")
    again = {"if-none-match": found[b"etag"].decode()}
    assert _ask("GET", "/asgi/", again)[0] == 304
    assert _ask("GET", "/asgi", {})[0] == 301
    status, found, _ = _ask("POST", "/asgi/", {"content-length": "0"})
    assert (status, found[b"allow"]) == (405, b"GET, HEAD, OPTIONS")


def test_a_large_picture_comes_in_pieces_and_whole(pages: Path) -> None:
    status, found, body = _ask("GET", "/media/asgi/2400.jpg")
    assert (status, body) == (200, pages.read_bytes())
    assert found[b"content-length"] == b"3000000"
    status, found, body = _ask("HEAD", "/media/asgi/2400.jpg")
    assert (status, found[b"content-length"], body) == (200, b"3000000", b"")


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
