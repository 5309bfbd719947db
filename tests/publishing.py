"""Publishing through the services in a process that has no press, as the house's own does.

``python -m tests.publishing NUMBER`` writes, submits, accepts and publishes pieces in the
publication of ``WRITINGVIEWS_DIR``, one after the other, and prints the slug of each as soon as
its publication is committed: what is printed is acknowledged, and may never be lost.
"""

import os
import sys
from datetime import UTC, datetime, timedelta


def main(number: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    import django

    django.setup()
    from writingviews.articles.lifecycle import Verb
    from writingviews.articles.models import Article, Kind, Section
    from writingviews.articles.services.filing import Filing, begin_article, file_article
    from writingviews.articles.services.moving import Move, move_article
    from writingviews.articles.tests.making import make_document
    from writingviews.people.models import Account, Role
    from writingviews.people.selectors import bylines_of
    from writingviews.people.services import create_account, take_byline

    account = Account.objects.filter(username="hand").first() or create_account(
        username="hand",
        password="never typed by anybody",
        roles=frozenset({Role.EDITOR}),
        actor=None,
    )
    byline = bylines_of(account).first() or take_byline(account=account, name="The Hand")
    for _ in range(number):
        article = begin_article(actor=account, language="en")
        file_article(
            actor=account,
            article_id=article.id,
            filing=Filing(
                language="en",
                kind=Kind.ESSAY,
                section=Section.objects.get(slug="culture"),
                topics=("crashes",),
                bylines=(byline,),
            ),
        )
        title = f"Piece {article.id.hex[:12]}"
        document = make_document(title, "Written before a crash.", "Words.")
        # A minute apart, so that the one published last is the newest of every list.
        now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=Article.objects.count())
        for verb in (Verb.SUBMIT, Verb.ACCEPT, Verb.PUBLISH):
            article = move_article(
                actor=account,
                article_id=article.id,
                move=Move(verb),
                document=document,
                now=now,
            )
        print(article.slug, flush=True)  # noqa: T201 - this is how it acknowledges


if __name__ == "__main__":
    main(int(sys.argv[1]))
