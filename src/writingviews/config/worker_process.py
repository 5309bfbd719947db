"""The worker's process: `press.worker` with the clock of the newsroom."""

import os

import django


def main() -> None:
    """``python -m writingviews.config.worker_process``: started by `writingviews serve`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    django.setup()
    from writingviews.newsroom.services import publish_due_articles
    from writingviews.press.worker import work

    work(publish_due_articles)


if __name__ == "__main__":
    main()
