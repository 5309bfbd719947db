"""Deciding on a piece: the verb and its letter in one transaction."""

from typing import Final

from django.db import transaction
from django.utils import timezone

from writingviews.articles.access import OpenedArticle
from writingviews.articles.lifecycle import TransitionRefused, Verb, spoken
from writingviews.articles.models import Article
from writingviews.newsroom.services import move
from writingviews.people.models import Account
from writingviews.review.services.letters import OWED, check_letter, send_letter
from writingviews.review.services.rounds import open_round

#: Verbs that are done on the letter's page alone.
NEED_A_LETTER: Final = OWED


def seen_of(article: Article) -> str:
    """Return how an article stands, for a page to send back with what was decided on it."""
    return f"{article.state}-{article.round}"


@transaction.atomic
def decide(
    *, actor: Account, opened: OpenedArticle, verb: Verb, seen: str, text: str, signed: str
) -> Article:
    """Decide on a piece and send its writer the letter.

    The article's row is locked: of two who decide at once one does, and the other's letter is not
    sent, also where their decision would still be possible: an accepted piece can be declined, but
    not by somebody who did not know that it was accepted.

    Args:
        seen: the state in which it stood, by `seen_of`, on the page that was sent.

    Raises:
        TransitionRefused: somebody was faster, it is not this person's to decide, or something is
            missing.
        ReviewRefused: a reason is owed and there is none, or the letter is too long.
    """
    check_letter(verb, text, signed)
    stands = Article.objects.select_for_update(of=("self",)).get(id=opened.article.id)
    if seen_of(stands) != seen:
        raise TransitionRefused(
            f"The article is {spoken(stands.state)} now, and was not when this was written. "
            "Look at it anew: somebody was faster."
        )
    article = move(actor=actor, opened=opened, verb=verb)
    now = timezone.now()
    send_letter(
        actor=actor,
        of_round=open_round(article=article, now=now),
        verb=verb,
        text=text,
        signed=signed,
        now=now,
    )
    return article
