"""Publishing through the services in a process that has no press, as the house's own does.

``python -m tests.publishing NUMBER`` writes, submits, accepts and publishes pieces in the
publication of ``WRITINGVIEWS_DIR``, one after the other, and prints the slug of each as soon as
its publication is committed: what is printed is acknowledged, and may never be lost.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from writingviews.articles.lifecycle import Verb
    from writingviews.articles.models import Article


def look_at_nothing() -> None:
    """Take off the checklist what `writingviews init` laid out. Django must be set up."""
    from writingviews.articles.models import ChecklistItem
    from writingviews.articles.services.checklists import take_off_item

    for item in ChecklistItem.objects.filter(retired=False):
        take_off_item(actor=None, item_id=item.id)


class Hand:
    """An editor who publishes pieces of their own. Django must be set up."""

    def __init__(self) -> None:
        from writingviews.people.models import Account, Role
        from writingviews.people.selectors import bylines_of
        from writingviews.people.services import create_account, take_byline

        self.account = Account.objects.filter(username="hand").first() or create_account(
            username="hand",
            password="never typed by anybody",
            roles=frozenset({Role.EDITOR, Role.PUBLISHER}),
            actor=None,
        )
        self.byline = bylines_of(self.account).first() or take_byline(
            account=self.account, name="The Hand"
        )
        look_at_nothing()

    def publish(self, title: str = "") -> "Article":
        """Take a piece from nothing to its readers."""
        from writingviews.articles.lifecycle import Verb
        from writingviews.articles.models import Kind, Section
        from writingviews.articles.services.filing import Filing, begin_article, file_article

        article = begin_article(actor=self.account, language="en")
        file_article(
            actor=self.account,
            article_id=article.id,
            filing=Filing(
                language="en",
                kind=Kind.ESSAY,
                section=Section.objects.get(slug="culture"),
                topics=("crashes",),
                bylines=(self.byline,),
            ),
        )
        title = title or f"Piece {article.id.hex[:12]}"
        for verb in (Verb.SUBMIT, Verb.ACCEPT, Verb.PUBLISH):
            article = self.move(article, verb, title)
        return article

    def move(self, article: "Article", verb: "Verb", title: str) -> "Article":
        """Do a verb, with a text that has this title."""
        from writingviews.articles.models import Article
        from writingviews.articles.services.moving import Move, move_article
        from writingviews.articles.tests.making import make_document

        return move_article(
            actor=self.account,
            article_id=article.id,
            move=Move(verb),
            document=make_document(title, "Written before a crash.", "Words."),
            # A minute apart, so that the one published last is the newest of every list.
            now=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=Article.objects.count()),
        )


def main(number: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "writingviews.config.settings")
    import django

    django.setup()
    hand = Hand()
    for _ in range(number):
        print(hand.publish().slug, flush=True)  # noqa: T201 - this is how it acknowledges


if __name__ == "__main__":
    main(int(sys.argv[1]))
