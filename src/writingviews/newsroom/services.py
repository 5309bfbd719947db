"""What an editor or a writer does to a piece, with the text as it stands at the desk."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from writingviews.articles.access import OpenedArticle
from writingviews.articles.lifecycle import State, TransitionRefused, Verb
from writingviews.articles.models import Article
from writingviews.articles.selectors import due_articles
from writingviews.articles.services.checking import record_held_back
from writingviews.articles.services.moving import Move, move_article
from writingviews.calls.services.entering import NotOpen, enter_submitted, note_moved
from writingviews.desk.selectors import current_document
from writingviews.document.validate import InvalidDocument
from writingviews.people.models import Account
from writingviews.review.services.rounds import open_round

from .taking_down import take_down
from .telling import tell_held_back, tell_of_move

logger = logging.getLogger(__name__)


@transaction.atomic
def move(
    *, actor: Account, opened: OpenedArticle, verb: Verb, due: datetime | None = None
) -> Article:
    """Do a verb to an article that `actor` has opened.

    Raises:
        TransitionRefused: not possible now, not by this person, or something is missing.
    """
    if verb is Verb.TAKE_DOWN:
        return take_down(actor=actor, opened=opened)
    # Held, so that no step comes between what is frozen and what the verb does to it.
    _, document = current_document(opened.article, hold=True)
    article_id, now = opened.article.id, timezone.now()
    if verb is Verb.SUBMIT:
        try:
            enter_submitted(article_id=article_id, now=now)
        except NotOpen as refusal:
            raise TransitionRefused(str(refusal)) from refusal
    article = move_article(
        actor=actor,
        article_id=article_id,
        move=Move(verb=verb, due=due),
        document=document,
        now=now,
    )
    if State(article.state) is State.SUBMITTED:
        open_round(article=article, now=now)
    tell_of_move(article, verb, actor=actor)
    note_moved(article_id=article_id, verb=verb, now=now)
    return article


def publish_due_articles(now: datetime) -> list[UUID]:
    """Publish the scheduled articles whose time has come; one that cannot be is left, with a log
    line. Doing it twice is harmless. One query when nothing is due."""
    published: list[UUID] = []
    for article in due_articles(now):
        try:
            with transaction.atomic():
                _, document = current_document(article, hold=True)
                shown = move_article(
                    actor=None,
                    article_id=article.id,
                    move=Move(verb=Verb.PUBLISH),
                    document=document,
                    now=now,
                )
                tell_of_move(shown, Verb.PUBLISH, actor=None)
        except TransitionRefused as refused:
            _hold_back(article, refused, now=now)
        except InvalidDocument:
            logger.warning("a scheduled article could not be published")
        else:
            published.append(article.id)
    return published


@transaction.atomic
def _hold_back(article: Article, refused: TransitionRefused, *, now: datetime) -> None:
    """Tell once, not every second; the piece's page says why as long as it is so."""
    if refused.needs and record_held_back(article, refused.needs, now=now):
        tell_held_back(article)
        logger.warning("a scheduled article was held back")
