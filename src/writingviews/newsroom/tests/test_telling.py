"""Which act on a piece is told to whom."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from writingviews.articles.access import open_article
from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article
from writingviews.newsroom.services import move, publish_due_articles
from writingviews.notices.models import Notice
from writingviews.people.models import Account

from .conftest import ACCEPTED, IN_REVIEW, PUBLISHED, SUBMITTED, Cast, now

pytestmark = pytest.mark.django_db
Make = Callable[..., Article]


def _told(account: Account) -> list[str]:
    return sorted(Notice.objects.filter(account=account).values_list("kind", flat=True))


def _move(actor: Account, piece: Article, verb: Verb, **more: object) -> None:
    Notice.objects.all().delete()
    move(actor=actor, opened=open_article(actor, piece.id), verb=verb, **more)  # type: ignore[arg-type]


def test_what_is_submitted_is_told_to_editors_and_publishers_alone(cast: Cast, piece: Make) -> None:
    piece(*SUBMITTED)
    assert _told(cast.editor) == _told(cast.publisher) == ["submitted"]
    assert _told(cast.writer) == _told(cast.stranger) == _told(cast.moderator) == []


def test_an_editor_who_writes_a_piece_is_not_told_that_it_is_submitted(
    cast: Cast, piece: Make
) -> None:
    piece(*SUBMITTED, by=cast.editor, filed=False)
    assert _told(cast.editor) == []
    assert _told(cast.second_editor) == ["submitted"]


@pytest.mark.parametrize(
    ("before", "verb", "kind"),
    [
        (SUBMITTED, Verb.TAKE_UP, "taken_up"),
        (IN_REVIEW, Verb.ASK_FOR_CHANGES, "changes_asked"),
        (IN_REVIEW, Verb.ACCEPT, "accepted"),
        (IN_REVIEW, Verb.DECLINE, "declined"),
        (ACCEPTED, Verb.PUBLISH, "published"),
        (PUBLISHED, Verb.TAKE_DOWN, "taken_down"),
    ],
)
def test_what_becomes_of_a_piece_is_told_to_its_writer_alone(
    cast: Cast, piece: Make, before: tuple[Verb, ...], verb: Verb, kind: str
) -> None:
    one = piece(*before)
    _move(cast.editor, one, verb)
    assert _told(cast.writer) == [kind]
    assert Notice.objects.count() == 1


def test_a_date_and_the_publication_that_follows_are_told(cast: Cast, piece: Make) -> None:
    one = piece(*ACCEPTED)
    due = now() + timedelta(hours=1)
    _move(cast.editor, one, Verb.SCHEDULE, due=due)
    assert _told(cast.writer) == ["scheduled"]
    publish_due_articles(due + timedelta(minutes=1))
    assert _told(cast.writer) == ["published", "scheduled"]


def test_a_notice_keeps_neither_who_did_it_nor_a_word(cast: Cast, piece: Make) -> None:
    piece(*IN_REVIEW, title="A title nobody else has")
    for row in Notice.objects.values():
        assert set(row) == {"id", "account_id", "kind", "subject_id", "at", "times", "read"}
        if row["account_id"] == cast.writer.id:
            assert cast.editor.id not in row.values()
