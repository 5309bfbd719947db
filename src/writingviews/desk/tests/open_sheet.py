"""A sheet without a browser: speaks ASGI with the live line, in the same process."""

import asyncio
import json
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client

from writingviews.desk.hub import POLL_SECONDS
from writingviews.desk.sheets import SheetId, mint_sheet_id
from writingviews.desk.socket import application
from writingviews.document.schema import SCHEMA_VERSION
from writingviews.people.models import Account

#: Longer than anything may take here, shorter than a person's patience with a hanging test.
PATIENCE = 5.0
assert PATIENCE > 5 * POLL_SECONDS


class Closed(Exception):
    """The house closed the line."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


def session_cookie(account: Account) -> str:
    """Sign an account in; return the cookie header of its browser."""
    client = Client()
    client.force_login(account)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


class OpenSheet:
    """One end of a line."""

    def __init__(self, sheet: SheetId) -> None:
        self.sheet = sheet
        self.version = 0
        self._from_house: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._to_house: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._to_house.put_nowait({"type": "websocket.connect"})

    def say(self, kind: str, **fields: object) -> None:
        self.say_text(json.dumps({"type": kind, **fields}))

    def say_text(self, text: str) -> None:
        self._to_house.put_nowait({"type": "websocket.receive", "text": text})

    def hello(self, version: int = 0, **otherwise: object) -> None:
        said = {
            "schema": SCHEMA_VERSION,
            "sheet": self.sheet.id,
            "seal": self.sheet.seal,
            "version": version,
        }
        self.say("hello", **{**said, **otherwise})

    def send_steps(self, *steps: dict[str, Any], base: int, batch: int = 1) -> None:
        self.say("steps", base=base, batch=batch, steps=steps)

    async def hear(self, kind: str) -> dict[str, Any]:
        """Return the next message of a kind; others are passed over."""
        while True:
            message = await self.hear_anything()
            if message["type"] == kind:
                return message

    async def hear_step(self, version: int) -> list[Any]:
        """Return the stored step of a version. What was heard before may come a second time: who
        greets while another types is told by the greeting and by the room."""
        while True:
            for step in (await self.hear("steps"))["steps"]:
                if step[0] == version:
                    found: list[Any] = step
                    return found

    async def hear_anything(self) -> dict[str, Any]:
        event = await asyncio.wait_for(self._from_house.get(), PATIENCE)
        if event["type"] == "websocket.close":
            raise Closed(event["code"])
        message: dict[str, Any] = json.loads(event["text"])
        return message

    async def closing_code(self) -> int:
        """Wait until the house closes the line; return its code."""
        while True:
            try:
                await self.hear_anything()
            except Closed as closed:
                return closed.code

    async def _run(self, scope: dict[str, Any]) -> None:
        async def send(event: MutableMapping[str, Any]) -> None:
            if event["type"] == "websocket.accept":
                return
            self._from_house.put_nowait(dict(event))
            if event["type"] == "websocket.close":
                self._to_house.put_nowait({"type": "websocket.disconnect", "code": event["code"]})

        await application(scope, self._to_house.get, send)


@asynccontextmanager
async def line(
    account: Account,
    article_id: UUID | str,
    *,
    cookie: str | None = None,
    origin: str = "http://testserver",
    host: str = "testserver",
    sheet: SheetId | None = None,
) -> AsyncIterator[OpenSheet]:
    """Take up a line to an article; hang up at the end."""
    made = OpenSheet(sheet or mint_sheet_id(account))
    headers = [(b"host", host.encode()), (b"origin", origin.encode())]
    if cookie:
        headers.append((b"cookie", cookie.encode()))
    scope = {"type": "websocket", "path": f"/desk/live/{article_id}/", "headers": headers}
    task = asyncio.ensure_future(made._run(scope))
    try:
        yield made
    finally:
        made._to_house.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await asyncio.wait_for(task, PATIENCE)
