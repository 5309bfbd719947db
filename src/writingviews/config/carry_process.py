"""The process that makes what people order to be carried: `editions.workshop`."""

import os

import django

from .logs import log_what_ends_the_process
from .priority import LAST


def main() -> None:
    """``python -m writingviews.config.carry_process``: started by `writingviews serve`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    django.setup()
    log_what_ends_the_process()
    os.nice(LAST)
    from writingviews.editions.workshop.bench import work

    work()


if __name__ == "__main__":
    main()
