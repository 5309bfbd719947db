"""The bucket's process: carries what was printed to the object store, if there is one."""

import os

import django

from .logs import log_what_ends_the_process
from .priority import BEHIND_READERS


def main() -> None:
    """``python -m writingviews.config.bucket_process``: started by `writingviews serve`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    django.setup()
    log_what_ends_the_process()
    os.nice(BEHIND_READERS)
    from writingviews.press.bucket.carrier import carry

    carry()


if __name__ == "__main__":
    main()
