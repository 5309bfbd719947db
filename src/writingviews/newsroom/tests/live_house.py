"""The house with the live line of its lists, as a process.

``python -m writingviews.newsroom.tests.live_house PORT DATABASE`` serves the test's database.
"""

import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Event = MutableMapping[str, Any]


def main(port: str, database: str) -> None:
    import django
    import uvicorn
    from django.conf import settings
    from django.core.asgi import get_asgi_application
    from django.db import connections

    django.setup()
    settings.ROOT_URLCONF = "writingviews.newsroom.tests.house_urls"
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    connections.settings["default"]["NAME"] = database
    pages: Any = get_asgi_application()

    from writingviews.newsroom.live import application as live

    async def application(
        scope: Event,
        receive: Callable[[], Awaitable[Event]],
        send: Callable[[Event], Awaitable[None]],
    ) -> None:
        await (live if scope["type"] == "websocket" else pages)(scope, receive, send)

    uvicorn.run(
        application,
        port=int(port),
        ws="websockets-sansio",
        lifespan="off",
        log_level="error",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
