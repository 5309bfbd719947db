"""The process that makes a backup every day: `porting.backup.schedule`."""

import os

import django

from .logs import log_what_ends_the_process
from .priority import LAST


def main() -> None:
    """``python -m writingviews.config.backup_process``: started by `writingviews serve`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    django.setup()
    log_what_ends_the_process()
    os.nice(LAST)
    from writingviews.articles.selectors import publication_zone
    from writingviews.house.settings import house_settings
    from writingviews.porting.backup.schedule import keep_watch

    keep_watch(house_settings(), publication_zone)


if __name__ == "__main__":
    main()
