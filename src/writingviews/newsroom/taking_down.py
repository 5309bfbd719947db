"""Taking a piece down: the one act that waits for nothing."""

from django.db import transaction
from django.utils import timezone

from writingviews.articles.access import OpenedArticle
from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article
from writingviews.articles.selectors import editions_with
from writingviews.articles.services.moving import Move, move_article
from writingviews.carry.services import forget_article
from writingviews.people.models import Account

from .telling import tell_of_move


@transaction.atomic
def take_down(*, actor: Account, opened: OpenedArticle) -> Article:
    """Take a piece from the readers, and from what is handed out of the house.

    It neither waits for who types nor looks at the text, and asks for no reason. The press prints
    it before all else; files that hold it are not handed out from the commit on.

    Raises:
        TransitionRefused: it is not published, or not by this person.
    """
    article = move_article(
        actor=actor,
        article_id=opened.article.id,
        move=Move(Verb.TAKE_DOWN),
        document=None,
        now=timezone.now(),
    )
    forget_article(article.id, editions_with(article.id))
    tell_of_move(article, Verb.TAKE_DOWN, actor=actor)
    return article
