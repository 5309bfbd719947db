"""Taking down as the writer's button does, in a process of its own.

``python -m tests.taking_down SECONDS NUMBER`` takes pieces of the publication of
``WRITINGVIEWS_DIR`` down, one every so many seconds, and prints for each the moment of the click
(seconds since 1970) and its slug.
"""

import os
import sys
import time


def main(pause: float, number: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    import django

    django.setup()
    from writingviews.articles.access import open_article
    from writingviews.articles.selectors import published_articles
    from writingviews.newsroom.taking_down import take_down
    from writingviews.people.models import Account

    writer = Account.objects.get(username="hand")
    for article in list(published_articles().reverse()[:number]):
        clicked = time.time()
        take_down(actor=writer, opened=open_article(writer, article.id))
        print(clicked, article.slug, flush=True)  # noqa: T201 - this is how it says so
        time.sleep(pause)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
