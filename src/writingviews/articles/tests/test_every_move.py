"""Every (state, verb, part) of the table, tried on the service that moves articles.

What is expected is read from `TRANSITIONS`; what happens is read from the database.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from writingviews.articles.checked_text import checked_text
from writingviews.articles.checks import hindrances
from writingviews.articles.contributors import add_contributor
from writingviews.articles.lifecycle import (
    TRANSITIONS,
    Need,
    Part,
    State,
    Transition,
    TransitionRefused,
    Verb,
)
from writingviews.articles.models import Article, CheckedBy, Section, TakeDown
from writingviews.articles.placement import placement_of
from writingviews.articles.services.checking import lay_veto
from writingviews.articles.services.checklists import ItemDetails, add_item, ask_for_two_persons
from writingviews.articles.services.moving import Move, move_article
from writingviews.ledger.models import AuditEntry, Change
from writingviews.people.models import Account, Role
from writingviews.people.services import create_byline

from .making import make_account, make_chapter, make_document, make_publication, make_published

pytestmark = pytest.mark.django_db

NOW: Final = datetime(2026, 5, 1, 10, 30, tzinfo=UTC)
DUE: Final = NOW + timedelta(days=1)
SHOWN: Final = {State.PUBLISHED, State.TAKEN_DOWN}
_BEFORE_SENT_UP: Final = {Part.CHAPTER_EDITOR, Part.MENTOR}
_OF_CHAPTER: Final = _BEFORE_SENT_UP | {Part.SENDER}
DOCUMENT: Final = make_document("A title", text="Some words.")


class Players:
    """Somebody for every part; nobody plays two, and one plays none."""

    def __init__(self) -> None:
        self.writer = make_account("writer")
        local, mentor = make_account("local editor"), make_account("mentor")
        self.chapter = make_chapter("isfahan", editor=local, mentor=mentor)
        self.by_part: dict[Part | None, Account | None] = {
            None: make_account("stranger"),
            Part.WRITER: self.writer,
            Part.EDITOR: make_account("editor", Role.EDITOR),
            Part.PUBLISHER: make_account("publisher", Role.PUBLISHER),
            Part.REVIEWER: make_account("reviewer"),
            Part.HOUSE: None,
            Part.CHAPTER_EDITOR: local,
            Part.SENDER: local,
            Part.MENTOR: mentor,
        }


@pytest.fixture()
def players() -> Players:
    make_publication("en")
    return Players()


def _rows(verb: Verb) -> Iterator[Transition]:
    return (row for row in TRANSITIONS if row.verb is verb)


def _row(state: State, verb: Verb) -> Transition | None:
    return next((row for row in _rows(verb) if state in row.origins), None)


def _stand(article: Article, state: State, part: Part | None, players: Players) -> None:
    """Put an article that lacks nothing into a state, as if it had come there: from a chapter
    where the part is one of a chapter's."""
    article.state = state
    article.chapter = players.chapter if part in _OF_CHAPTER else None
    article.sent_up_at = NOW if part is Part.SENDER else None
    article.scheduled_for = NOW if state is State.SCHEDULED else None
    article.scheduled_text = checked_text(article, DOCUMENT) if state is State.SCHEDULED else ""
    article.save()


def _whole(players: Players) -> Article:
    article = make_published("A title", byline=create_byline(name="Ada Quill"))
    add_contributor(account=players.writer, article_id=article.id)
    return article


def _try(article: Article, verb: Verb, actor: Account | None, document: Any = DOCUMENT) -> Article:  # noqa: ANN401 - a document
    due = DUE if verb is Verb.SCHEDULE else None
    return move_article(
        actor=actor, article_id=article.id, move=Move(verb, due), document=document, now=NOW
    )


def test_every_part_has_its_player(players: Players) -> None:
    assert set(Part) == set(players.by_part) - {None}


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_is_done_from_the_states_and_by_the_parts_of_its_row_alone(
    players: Players, verb: Verb
) -> None:
    article = _whole(players)
    done = 0
    for state in State:
        row = _row(state, verb)
        for part, actor in players.by_part.items():
            allowed = row is not None and part in row.who
            if part in _BEFORE_SENT_UP and state in SHOWN:
                assert not allowed, "what readers saw is sent up: the database lets none stand so"
                continue
            _stand(article, state, part, players)
            acts, changes = AuditEntry.objects.count(), Change.objects.count()
            try:
                moved = _try(article, verb, actor)
            except TransitionRefused as refused:
                assert not allowed, f"{part} was refused {verb} of a {state} piece: {refused}"
                assert not refused.needs
                _assert_says_which_rule(str(refused), verb, row)
                assert Article.objects.get(id=article.id).state == state
                assert AuditEntry.objects.count() == acts
                assert Change.objects.count() == changes
            else:
                assert allowed, f"{part} was let {verb} a {state} piece"
                assert row is not None
                assert moved.state == row.target
                entry = AuditEntry.objects.latest("id")
                assert (entry.verb, entry.actor) == (verb.value, actor.id if actor else None)
                shown = state is State.PUBLISHED or placement_of(moved) is not None
                assert (Change.objects.count() > changes) == shown
                done += 1
            TakeDown.objects.filter(article=article).delete()
    assert done == sum(len(row.origins) * len(row.who) for row in _rows(verb))


def _assert_says_which_rule(said: str, verb: Verb, row: Transition | None) -> None:
    if row is None:
        assert f"{verb.value.replace('_', ' ')} is possible when it is" in said
        return
    assert said.startswith(f"You may not {verb.value.replace('_', ' ')}")
    for part, words in (
        (Part.WRITER, "its writer"),
        (Part.EDITOR, "the edit right"),
        (Part.PUBLISHER, "the publish right"),
        (Part.CHAPTER_EDITOR, "an editor of its chapter"),
        (Part.SENDER, "an editor of the chapter that sent it up"),
    ):
        assert (words in said) == (part in row.who)


def _pairs() -> Iterable[tuple[Verb, Need]]:
    """Return every verb with each of its needs; the database lets nothing shown stand without a
    section, so that there this need cannot be missing."""
    return sorted(
        {
            (row.verb, need)
            for row in TRANSITIONS
            for need in row.needs
            if need is not Need.SECTION or not row.origins <= SHOWN
        }
    )


@pytest.mark.parametrize(("verb", "need"), list(_pairs()))
def test_what_a_row_needs_holds_it_back_until_it_is_there(
    players: Players, verb: Verb, need: Need
) -> None:
    """For every need of every verb: refused without it and by its name, done with it."""
    row = next(row for row in _rows(verb) if need in row.needs)
    part = Part.HOUSE if need is Need.AS_SCHEDULED else min(row.who - {Part.HOUSE})
    state = min(row.origins)
    actor = players.by_part[part]
    article = _whole(players)
    _stand(article, state, part, players)
    document = _lose(article, need, players)
    if document is None:
        with pytest.raises(TransitionRefused) as refused:
            move_article(
                actor=actor,
                article_id=article.id,
                move=Move(verb, NOW - timedelta(minutes=1)),
                document=DOCUMENT,
                now=NOW,
            )
        assert refused.value.needs == (need,)
        return
    with pytest.raises(TransitionRefused) as refused:
        _try(article, verb, actor, document)
    assert refused.value.needs == (need,)
    assert len(str(refused.value)) > 20
    assert Article.objects.get(id=article.id).state == state


def _lose(  # noqa: C901 - one case a need, and nothing else
    article: Article, need: Need, players: Players
) -> dict[str, Any] | None:
    """Take away what a need asks for; return the text, None where it is the time that is wrong."""
    match need:
        case Need.TITLE:
            return make_document("", text="Some words.")
        case Need.TEXT:
            return make_document("A title", text="")
        case Need.ALT_TEXT:
            Article.objects.filter(id=article.id).update(picture="a" * 32)
        case Need.SECTION:
            Article.objects.filter(id=article.id).update(section=None)
        case Need.BYLINE:
            article.article_bylines.all().delete()
        case Need.DUE:
            return None
        case Need.EMBARGO:
            Article.objects.filter(id=article.id).update(embargo_until=DUE + timedelta(days=1))
        case Need.WRITERS_YES:
            TakeDown.objects.create(article=article, at=NOW, held=True)
        case Need.CHECKS:
            add_item(actor=None, details=ItemDetails("Sources", CheckedBy.EDITOR))
        case Need.SECOND:
            ask_for_two_persons(actor=None, sections=list(Section.objects.all()))
        case Need.NO_VETO:
            editor = players.by_part[Part.EDITOR]
            assert editor is not None
            lay_veto(actor=editor, article_id=article.id, reason="A libel.", now=NOW)
        case Need.AS_SCHEDULED:
            return make_document("A title", text="Other words.")
    return DOCUMENT


def test_a_verb_that_needs_nothing_of_print_is_not_held_back_by_it(players: Players) -> None:
    article = _whole(players)
    _stand(article, State.SUBMITTED, Part.EDITOR, players)
    add_item(actor=None, details=ItemDetails("Sources", CheckedBy.EDITOR))
    ask_for_two_persons(actor=None, sections=list(Section.objects.all()))
    editor = players.by_part[Part.EDITOR]
    assert editor is not None
    lay_veto(actor=editor, article_id=article.id, reason="A libel.", now=NOW)
    assert _try(article, Verb.ACCEPT, editor).state == State.ACCEPTED
    assert hindrances(article, DOCUMENT, actor=editor, needs=()) == {}
