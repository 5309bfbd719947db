"""Who is told that a piece moved on."""

from typing import Final

from writingviews.articles.contributors import writers_of
from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article
from writingviews.articles.selectors import readers_in_house
from writingviews.notices.models import NoticeKind
from writingviews.notices.services import tell
from writingviews.people.models import Account

#: What its writers are told.
_WRITERS: Final = {
    Verb.TAKE_UP: NoticeKind.TAKEN_UP,
    Verb.ASK_FOR_CHANGES: NoticeKind.CHANGES_ASKED,
    Verb.ACCEPT: NoticeKind.ACCEPTED,
    Verb.DECLINE: NoticeKind.DECLINED,
    Verb.SCHEDULE: NoticeKind.SCHEDULED,
    Verb.PUBLISH: NoticeKind.PUBLISHED,
    Verb.TAKE_DOWN: NoticeKind.TAKEN_DOWN,
}
_HANDED_IN: Final = frozenset({Verb.SUBMIT, Verb.SEND_UP})


def tell_of_move(article: Article, verb: Verb, *, actor: Account | None) -> None:
    """Tell those who wait for it that a verb was done to an article. Inside its transaction.

    What is handed in is told to all who may take it up, and not to its writers, who may be editors
    too; what becomes of it is told to its writers.
    """
    if verb in _HANDED_IN:
        writers = {writer.id for writer in writers_of(article.id)}
        waiting = [one for one in readers_in_house(article) if one.id not in writers]
        tell(waiting, NoticeKind.SUBMITTED, subject_id=article.id, actor=actor)
    elif kind := _WRITERS.get(verb):
        tell(writers_of(article.id), kind, subject_id=article.id, actor=actor)


def tell_of_veto(article: Article, *, actor: Account) -> None:
    """Tell all who see an article in the house, its writers too, that a veto stands against it."""
    tell(readers_in_house(article), NoticeKind.VETO, subject_id=article.id, actor=actor)


def tell_held_back(article: Article) -> None:
    """Tell those who may mend it that a scheduled piece was not published when its time came."""
    writers = {writer.id for writer in writers_of(article.id)}
    editors = [one for one in readers_in_house(article) if one.id not in writers]
    tell(editors, NoticeKind.HELD_BACK, subject_id=article.id)
