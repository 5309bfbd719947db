"""The worker's process: `press.worker` with what the clock alone brings about."""

import os
from datetime import datetime, timedelta
from typing import Final

import django

CLEAR_EVERY: Final = timedelta(hours=1)


def main() -> None:
    """``python -m writingviews.config.worker_process``: started by `writingviews serve`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    django.setup()
    from django.core.management import call_command

    from writingviews.newsroom.services import publish_due_articles
    from writingviews.press.worker import work

    cleared: datetime | None = None

    def clockwork(now: datetime) -> None:
        nonlocal cleared
        publish_due_articles(now)
        if cleared is None or now - cleared > CLEAR_EVERY:
            call_command("clearsessions")  # what has expired is not kept
            cleared = now

    work(clockwork)


if __name__ == "__main__":
    main()
