"""The worker's process: `press.worker` with what the clock alone brings about."""

import logging
import os
import time
from datetime import datetime, timedelta
from typing import Final

import django

from .logs import log_what_ends_the_process
from .priority import BEHIND_READERS

logger = logging.getLogger(__name__)

CLEAR_EVERY: Final = timedelta(hours=1)


def main() -> None:
    """``python -m writingviews.config.worker_process``: started by `writingviews serve`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    django.setup()
    log_what_ends_the_process()
    os.nice(BEHIND_READERS)
    from django.core.management import call_command

    _wait_for_the_database()
    from writingviews.articles.selectors import publication_zone
    from writingviews.articles.services.crawling import turn_crawlers_pages
    from writingviews.articles.services.pinning import expire_pins
    from writingviews.calls.services.calling import turn_calls
    from writingviews.guests.services import close_ended
    from writingviews.newsroom.services import publish_due_articles
    from writingviews.newsroom.steady_clock import SteadyClock
    from writingviews.notices.posting import start_postman
    from writingviews.notices.services import drop_old_notices
    from writingviews.people.chapter_services import drop_ended_invitations
    from writingviews.press.worker import work
    from writingviews.replies.services import close_replies
    from writingviews.site.reply_mail import post_links

    start_postman(publication_zone, post_links)
    cleared: datetime | None = None
    steady = SteadyClock()

    def clockwork(now: datetime) -> None:
        nonlocal cleared
        turn_calls(now)
        sure = steady.sure(now)
        publish_due_articles(sure)
        expire_pins(sure)
        close_replies(sure)
        if cleared is None or now - cleared > CLEAR_EVERY:
            turn_crawlers_pages(sure)
            call_command("clearsessions")  # what has expired is not kept
            drop_old_notices(now)
            close_ended(now)
            drop_ended_invitations(now)
            cleared = now

    work(clockwork)


def _wait_for_the_database() -> None:
    from django.db import Error, connection

    told = False
    while True:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except Error:
            if not told:
                logger.warning("database away, the worker waits")
            told = True
            connection.close()
            time.sleep(1)
        else:
            return


if __name__ == "__main__":
    main()
