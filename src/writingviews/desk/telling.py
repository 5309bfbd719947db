"""Who is told what happens in a margin: those who may open the sheet now, and nothing by name."""

from collections.abc import Collection
from uuid import UUID

from writingviews.articles.contributors import writers_of
from writingviews.articles.models import Article
from writingviews.articles.selectors import readers_in_house
from writingviews.notices.models import NoticeKind
from writingviews.notices.services import tell
from writingviews.people.models import Account

from .models import NoteMessage, Suggestion


def tell_of_call(article: Article, called: Collection[Account], *, actor: Account) -> None:
    """Tell those whom a message calls."""
    tell(called, NoticeKind.MENTION, subject_id=article.id, actor=actor)


def tell_of_message(message: NoteMessage, article: Article, *, actor: Account) -> None:
    """Tell of a message those who speak in its note, and the writers; whom it calls knows already.

    Up to fifteen queries.
    """
    called = set(message.mentions.values_list("id", flat=True))
    note_id = message.note_id
    spoke = set(NoteMessage.objects.filter(note=note_id).values_list("author_id", flat=True))
    spoke |= set(Suggestion.objects.filter(note=note_id).values_list("author_id", flat=True))
    writers: set[UUID] = {writer.id for writer in writers_of(article.id)}
    people = [one for one in readers_in_house(article) if one.id not in called]
    talking = [one for one in people if one.id in spoke]
    tell(talking, NoticeKind.ANSWER, subject_id=article.id, actor=actor)
    others = [one for one in people if one.id in writers - spoke]
    tell(others, NoticeKind.NOTE, subject_id=article.id, actor=actor)


def tell_of_suggestions(article: Article, *, actor: Account) -> None:
    """Tell the writers that somebody has begun to suggest changes to their text."""
    tell(writers_of(article.id), NoticeKind.SUGGESTION, subject_id=article.id, actor=actor)
