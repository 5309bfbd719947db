"""Editors see what waits, the board and the list; nobody else sees that there are any."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from writingviews.articles.access import open_article
from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article
from writingviews.desk.authority import load
from writingviews.desk.note_acts import Begin, Settle
from writingviews.desk.noting import do
from writingviews.newsroom.selectors.rows import PAGE_ROWS
from writingviews.people.models import Account

from .conftest import ACCEPTED, IN_REVIEW, PUBLISHED, SUBMITTED, Cast, now

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]
PAGES = ["/newsroom/", "/newsroom/board/", "/newsroom/pieces/"]


@pytest.mark.parametrize("address", PAGES)
class TestEveryView:
    def test_editors_and_publishers_see_it(self, cast: Cast, see: See, address: str) -> None:
        for who in (cast.editor, cast.publisher):
            assert see(who).get(address).status_code == 200

    def test_who_is_not_signed_in_is_asked_to(self, see: See, address: str) -> None:
        assert see(None).get(address).status_code == 302

    def test_drafts_and_what_was_withdrawn_are_not_in_it(
        self, cast: Cast, see: See, piece: Make, address: str
    ) -> None:
        piece(title="Not yet ready")
        piece(*SUBMITTED, Verb.WITHDRAW, title="Taken back")
        piece(*SUBMITTED, title="Handed in")
        text = see(cast.editor).get(address).text
        assert "Handed in" in text
        assert "Not yet ready" not in text
        assert "Taken back" not in text

    def test_queries_do_not_grow_with_the_rows(
        self, cast: Cast, see: See, piece: Make, address: str
    ) -> None:
        browser = see(cast.editor)

        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(address).status_code == 200
            return len(captured)

        for verbs in (SUBMITTED, IN_REVIEW, ACCEPTED, PUBLISHED):
            piece(*verbs)
        few = queries()
        for verbs in (SUBMITTED, IN_REVIEW, ACCEPTED, PUBLISHED) * 2:
            piece(*verbs, by=cast.second_writer)
        assert queries() == few

    def test_an_empty_one_says_what_belongs_there(self, cast: Cast, see: See, address: str) -> None:
        answer = see(cast.editor).get(address)
        assert 'class="empty"' in answer.text


@pytest.mark.parametrize("address", ["/newsroom/", "/newsroom/pieces/"])
def test_a_piece_says_how_many_notes_are_open_and_whether_they_call_one(
    cast: Cast, see: See, piece: Make, address: str
) -> None:
    made = piece(*SUBMITTED, title="Noted", text="The night bus is late.")
    text = load(made)
    assert "open note" not in see(cast.editor).get(address).text
    for words in ("Which?", "Ask @An editor."):
        begin = Begin(uuid4(), uuid4(), text.version, 1, 4, "", words)
        do(begin, opened=open_article(cast.writer, made.id), actor=cast.writer)
    # Editor and publisher bear one name on this sheet: a call reaches both.
    for who in (cast.editor, cast.publisher):
        assert "1 note calls you" in see(who).get(address).text
    opened = open_article(cast.editor, made.id)
    do(Settle(begin.note), opened=opened, actor=cast.editor)
    assert "1 open note<" in see(cast.editor).get(address).text


@pytest.mark.parametrize("address", PAGES)
def test_a_number_of_words_says_that_it_is_one(
    cast: Cast, see: See, piece: Make, address: str
) -> None:
    piece(*SUBMITTED, text="word " * 1203)
    assert "1,203 words</span>" in see(cast.editor).get(address).text


def test_a_board_with_a_piece_on_it_does_not_call_itself_empty(
    cast: Cast, see: See, piece: Make
) -> None:
    assert "Nothing is under way." in see(cast.editor).get("/newsroom/board/").text
    piece(*SUBMITTED)
    assert "Nothing is under way." not in see(cast.editor).get("/newsroom/board/").text


@pytest.mark.parametrize("address", PAGES[1:])
def test_for_who_is_no_editor_there_is_neither_board_nor_list(
    cast: Cast, see: See, address: str
) -> None:
    for who in (cast.writer, cast.moderator, cast.stranger):
        assert see(who).get(address).status_code == 404


class TestBoard:
    def test_each_state_has_its_column(self, cast: Cast, see: See, piece: Make) -> None:
        piece(*SUBMITTED, title="A")
        piece(*ACCEPTED, title="B")
        piece(*PUBLISHED, title="C")
        columns = see(cast.editor).get("/newsroom/board/").context["page"].columns
        assert {
            column.state: [row.title for row in column.rows] for column in columns if column.rows
        } == {State.SUBMITTED: ["A"], State.ACCEPTED: ["B"], State.PUBLISHED: ["C"]}


class TestList:
    @pytest.mark.parametrize(
        ("query", "titles"),
        [
            ("state=published", {"Out"}),
            ("state=submitted&language=fa", {"شب"}),
            ("language=fa", {"شب"}),
            ("kind=poem", set()),
            ("section=culture&state=submitted&language=en", {"Handed in"}),
            ("section=science", set()),
            ("words=hand", {"Handed in"}),
            ("words=okafor", {"Out"}),
            ("state=draft", {"Out", "شب", "Handed in"}),  # not to be asked for: as if not asked
            ("state=nonsense&section=nowhere", {"Out", "شب", "Handed in"}),
        ],
    )
    def test_it_shows_what_is_looked_for(
        self, cast: Cast, see: See, piece: Make, query: str, titles: set[str]
    ) -> None:
        piece(*SUBMITTED, title="Handed in")
        piece(*SUBMITTED, title="شب", language="fa")
        piece(*PUBLISHED, title="Out", by=cast.second_writer)
        listing = see(cast.editor).get(f"/newsroom/pieces/?{query}").context["page"].listing
        assert {row.title for row in listing.rows} == titles
        assert listing.total == len(titles)

    def test_a_long_list_has_pages_that_keep_what_is_looked_for(self, cast: Cast, see: See) -> None:
        for _ in range(PAGE_ROWS + 1):
            Article.objects.create(language="en", state=State.SUBMITTED, created_at=now())
        browser = see(cast.editor)
        first = browser.get("/newsroom/pieces/?language=en")
        assert len(first.context["page"].listing.rows) == PAGE_ROWS
        assert 'href="?language=en&amp;page=2"' in first.text
        second = browser.get("/newsroom/pieces/?language=en&page=2")
        assert len(second.context["page"].listing.rows) == 1
        assert browser.get("/newsroom/pieces/?page=many").status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_a_piece_under_embargo_says_until_when(
    cast: Cast, see: See, piece: Make, address: str
) -> None:
    held, free = piece(*ACCEPTED, title="Held"), piece(*ACCEPTED, title="Free")
    Article.objects.filter(id=held.id).update(embargo_until=now() + timedelta(days=3))
    Article.objects.filter(id=free.id).update(embargo_until=now() - timedelta(minutes=1))
    assert see(cast.editor).get(address).text.count("under embargo until") == 1
