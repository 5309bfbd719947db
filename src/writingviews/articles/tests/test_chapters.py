"""A chapter's pieces: who may open them before they are sent up, and after."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from writingviews.articles.access import ArticleHidden, open_article
from writingviews.articles.lifecycle import Part, State, TransitionRefused, Verb
from writingviews.articles.models import Article, Section
from writingviews.articles.placement import placement_of, placements
from writingviews.articles.selectors import articles_in_states, readers_in_house
from writingviews.articles.services.editions import EditionRefused
from writingviews.articles.services.filing import FilingRefused, begin_article
from writingviews.articles.services.moving import Move, move_article
from writingviews.people.models import Account, Chapter, Role
from writingviews.people.services import create_byline

from .making import (
    make_account,
    make_chapter,
    make_document,
    make_edition,
    make_publication,
    make_published,
)

pytestmark = pytest.mark.django_db


class Cast:
    """Two chapters with their people, and the central newsroom's."""

    def __init__(self, *, publishes: bool = False) -> None:
        make_publication()
        self.writer = make_account("writer")
        self.mentor = make_account("mentor")
        self.editor = make_account("editor")
        self.north = make_chapter(
            "north",
            publishes=publishes,
            writer=self.writer,
            mentor=self.mentor,
            editor=self.editor,
        )
        self.elsewhere = [make_account(f"south-{role}") for role in ("writer", "mentor", "editor")]
        writer, mentor, editor = self.elsewhere
        self.south = make_chapter("south", writer=writer, mentor=mentor, editor=editor)
        self.central = [
            make_account("central-editor", Role.EDITOR),
            make_account("publisher", Role.PUBLISHER),
        ]
        self.strangers = [
            make_account("central-writer"),
            make_account("moderator", Role.MODERATOR),
            make_account("central-mentor", Role.MENTOR),
        ]
        self.piece = begin_article(actor=self.writer, language="en", chapter=self.north)

    @property
    def everybody(self) -> list[Account]:
        own = [self.writer, self.mentor, self.editor]
        return [*own, *self.elsewhere, *self.central, *self.strangers]

    def move(self, actor: Account, *verbs: Verb) -> Article:
        for verb in verbs:
            now = timezone.now()
            self.piece = move_article(
                actor=actor,
                article_id=self.piece.id,
                move=Move(verb, due=now + timedelta(days=1) if verb is Verb.SCHEDULE else None),
                document=make_document(),
                now=now,
            )
        return self.piece

    def readers(self) -> set[str]:
        """The names of all who may open the piece."""
        found = set()
        for account in self.everybody:
            try:
                open_article(account, self.piece.id)
            except ArticleHidden:
                continue
            found.add(account.username)
        assert found == {account.username for account in readers_in_house(self.piece)}
        return found

    def parts(self, account: Account) -> set[Part]:
        return set(open_article(account, self.piece.id).parts)


OWN = {"writer", "mentor", "editor"}
CENTRAL = {"central-editor", "publisher"}


def test_a_draft_is_its_writers_alone() -> None:
    assert Cast().readers() == {"writer"}


def test_what_is_handed_in_is_read_by_the_chapter_and_nobody_else() -> None:
    cast = Cast()
    cast.move(cast.writer, Verb.SUBMIT)
    assert cast.readers() == OWN
    assert cast.parts(cast.editor) == {Part.CHAPTER_EDITOR}
    assert cast.parts(cast.mentor) == {Part.MENTOR}
    assert not articles_in_states(State).exists()


def test_sent_up_it_is_the_central_newsrooms_and_the_chapters_editors_read_along() -> None:
    cast = Cast()
    cast.move(cast.writer, Verb.SUBMIT)
    cast.move(cast.editor, Verb.TAKE_UP, Verb.SEND_UP)
    assert cast.piece.state == State.SUBMITTED
    assert cast.readers() == {"writer", "editor"} | CENTRAL
    assert cast.parts(cast.editor) == {Part.SENDER}
    assert not open_article(cast.editor, cast.piece.id).text_is_editable
    assert articles_in_states([State.SUBMITTED]).get() == cast.piece


def test_taken_back_it_is_the_chapters_again() -> None:
    cast = Cast()
    cast.move(cast.writer, Verb.SUBMIT)
    cast.move(cast.editor, Verb.SEND_UP, Verb.TAKE_BACK)
    assert cast.piece.state == State.IN_REVIEW
    assert cast.readers() == OWN


def test_what_the_central_newsroom_took_up_is_not_taken_back() -> None:
    cast = Cast()
    cast.move(cast.writer, Verb.SUBMIT)
    cast.move(cast.editor, Verb.SEND_UP)
    cast.move(cast.central[0], Verb.TAKE_UP)
    with pytest.raises(TransitionRefused):
        cast.move(cast.editor, Verb.TAKE_BACK)


def test_a_writer_sends_nothing_up_and_asked_for_changes_hands_it_to_who_asked() -> None:
    cast = Cast()
    cast.move(cast.writer, Verb.SUBMIT)
    for account in (cast.writer, cast.mentor):
        with pytest.raises(TransitionRefused):
            cast.move(account, Verb.SEND_UP)
    cast.move(cast.editor, Verb.SEND_UP)
    cast.move(cast.central[0], Verb.ASK_FOR_CHANGES)
    cast.move(cast.writer, Verb.SUBMIT)
    assert cast.readers() >= CENTRAL


def test_withdrawn_and_handed_in_again_it_is_the_chapters() -> None:
    cast = Cast()
    cast.move(cast.writer, Verb.SUBMIT)
    cast.move(cast.editor, Verb.SEND_UP)
    cast.move(cast.writer, Verb.WITHDRAW, Verb.REOPEN)
    assert cast.readers() == {"writer"}
    cast.move(cast.writer, Verb.SUBMIT)
    assert cast.readers() == OWN


def test_a_chapters_editor_publishes_nothing_without_the_right() -> None:
    cast = Cast()
    cast.move(cast.writer, Verb.SUBMIT)
    cast.move(cast.editor, Verb.ACCEPT)
    for verb in (Verb.PUBLISH, Verb.SCHEDULE):
        with pytest.raises(TransitionRefused, match="You may not"):
            cast.move(cast.editor, verb)
    assert cast.readers() == OWN


def test_with_the_right_it_publishes_and_the_central_editors_may_mend_what_readers_see() -> None:
    cast = Cast(publishes=True)
    cast.piece.article_bylines.create(byline=create_byline(name="A Writer"))
    cast.piece.section = Section.objects.get(slug="culture")
    cast.piece.save()
    cast.move(cast.writer, Verb.SUBMIT)
    cast.move(cast.editor, Verb.ACCEPT)
    assert cast.readers() == OWN
    cast.move(cast.editor, Verb.PUBLISH)
    assert cast.readers() == {"writer", "editor"} | CENTRAL
    cast.move(cast.editor, Verb.UPDATE)
    cast.move(cast.central[1], Verb.TAKE_DOWN)
    with pytest.raises(TransitionRefused):
        cast.move(cast.editor, Verb.RESTORE)


def test_the_database_refuses_a_published_piece_that_the_central_newsroom_cannot_see() -> None:
    cast = Cast(publishes=True)
    cast.piece.article_bylines.create(byline=create_byline(name="A Writer"))
    cast.piece.section = Section.objects.get(slug="culture")
    cast.piece.save()
    cast.move(cast.writer, Verb.SUBMIT)
    cast.move(cast.editor, Verb.ACCEPT, Verb.PUBLISH)
    with pytest.raises(IntegrityError):
        Article.objects.filter(id=cast.piece.id).update(sent_up_at=None)


def test_in_a_closed_chapter_nobody_but_the_writer_has_a_part() -> None:
    cast = Cast()
    cast.move(cast.writer, Verb.SUBMIT)
    Chapter.objects.filter(id=cast.north.id).update(closed_at=timezone.now())
    assert cast.readers() == {"writer"}


def test_nothing_is_handed_in_to_a_closed_chapter_and_the_writer_is_told_what_to_do() -> None:
    cast = Cast()
    Chapter.objects.filter(id=cast.north.id).update(closed_at=timezone.now())
    with pytest.raises(TransitionRefused, match="begin the piece anew"):
        cast.move(cast.writer, Verb.SUBMIT)
    Chapter.objects.filter(id=cast.north.id).update(closed_at=None)
    cast.move(cast.writer, Verb.SUBMIT)


def test_readers_are_told_the_chapter_unless_it_has_no_page_or_the_piece_keeps_it_back() -> None:
    make_publication()
    chapter = make_chapter("north")
    article = make_published(chapter=chapter)

    def told() -> set[str]:
        article.refresh_from_db()
        one = placement_of(article)
        assert one is not None
        return {one.chapter, placements()[article.id].chapter}

    assert told() == {"north"}
    Article.objects.update(names_chapter=False)
    assert told() == {""}
    Article.objects.update(names_chapter=True)
    Chapter.objects.update(has_page=False)
    assert told() == {""}


def test_a_piece_is_begun_only_in_a_chapter_one_belongs_to() -> None:
    cast = Cast()
    for account in (*cast.elsewhere, *cast.central, *cast.strangers):
        with pytest.raises(FilingRefused):
            begin_article(actor=account, language="en", chapter=cast.north)


def test_an_edition_takes_no_piece_that_a_chapter_keeps() -> None:
    cast = Cast()
    cast.move(cast.writer, Verb.SUBMIT)
    cast.move(cast.editor, Verb.ACCEPT)
    with pytest.raises(EditionRefused):
        make_edition("No. 1", cast.piece, published=False)


def test_hidden_and_absent_take_the_same_queries() -> None:
    cast = Cast()
    cast.move(cast.writer, Verb.SUBMIT)

    def queries(account: Account, asked: object) -> int:
        with CaptureQueriesContext(connection) as caught, pytest.raises(ArticleHidden):
            open_article(account, str(asked))
        return len(caught)

    for account in (*cast.elsewhere, *cast.central, *cast.strangers):
        assert queries(account, cast.piece.id) == queries(account, uuid4()) == 2
