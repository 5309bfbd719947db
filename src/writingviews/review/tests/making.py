"""A piece in its first round, and its people."""

from dataclasses import dataclass

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article, Reviewer
from writingviews.articles.services.moving import Move, move_article
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_account,
    make_document,
    make_in_review,
    make_publication,
    make_reviewer,
)
from writingviews.people.models import Account, Role
from writingviews.review.models import Round
from writingviews.review.services.reviews import ReviewWords, hand_in_review, write_review
from writingviews.review.services.rounds import open_round


@dataclass
class Review:
    """A piece in review by two who were asked; its round is open."""

    article: Article
    round: Round
    writer: Account
    first: Account
    second: Account
    editor: Account
    asked: Reviewer
    asked_too: Reviewer

    def move(self, actor: Account, verb: Verb, text: str = "Some words.") -> None:
        self.article = move_article(
            actor=actor,
            article_id=self.article.id,
            move=Move(verb),
            document=make_document(text=text),
            now=FIRST_DAY,
        )

    def hand_in(self, who: Account, **words: str) -> None:
        """Hand in a review of three short parts."""
        request = self.asked if who == self.first else self.asked_too
        said = {"describe": "You say A.", "evaluate": "A moves me.", "suggest": "Cut B."} | words
        write_review(
            actor=who, request_id=request.id, words=ReviewWords(**said, version=0), now=FIRST_DAY
        )
        hand_in_review(actor=who, request_id=request.id, now=FIRST_DAY)


def make_review(anonymity: Anonymity = Anonymity.OPEN) -> Review:
    make_publication()
    writer, first, second = (make_account(name) for name in ("writer", "first", "second"))
    article = make_in_review(writer, anonymity=anonymity)
    return Review(
        article=article,
        round=open_round(article=article, now=FIRST_DAY),
        writer=writer,
        first=first,
        second=second,
        editor=make_account("editor", Role.EDITOR),
        asked=make_reviewer(article, first),
        asked_too=make_reviewer(article, second),
    )
