"""What a writer keeps: to look at, and to take away."""

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from writingviews.articles.contributors import add_contributor
from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article, FirstDraft, Revision
from writingviews.articles.tests.making import make_reviewer, make_written
from writingviews.people.models import Account
from writingviews.review.models import Advice, Letter, PeerReview, Round

from .conftest import IN_REVIEW, PUBLISHED, SUBMITTED, Cast

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]


def _said(article: Article, cast: Cast) -> None:
    """A letter, a plan, a helpful review and one that was not."""
    now = timezone.now()
    one = Round.objects.get(article=article)
    Letter.objects.create(
        round=one,
        author=cast.editor,
        text="The oven is the heart of it.",
        signed="The editors",
        changed_at=now,
        sent_at=now,
        verb=Verb.ASK_FOR_CHANGES,
    )
    Letter.objects.create(round=one, author=cast.second_editor, text="Never sent.", changed_at=now)
    Advice.objects.create(
        round=one, source=Advice.Source.LETTER, text="Begin with the oven.", position=1
    )
    for account, helpful in ((cast.second_writer, 4), (cast.stranger, 1)):
        PeerReview.objects.create(
            request=make_reviewer(article, account),
            round=one,
            opened_at=now,
            describe=f"Described for {helpful}.",
            handed_in_at=now,
            helpful=helpful,
        )


def _archive(answer: object) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def test_it_shows_what_was_said_and_leads_to_the_two_drafts(
    cast: Cast, see: See, piece: Make
) -> None:
    article = piece(*IN_REVIEW)
    _said(article, cast)
    first = article.revisions.get()
    later = {**first.document, "content": [*first.document["content"], {"type": "paragraph"}]}
    Revision.objects.create(
        article=article,
        number=2,
        why="submitted",
        created_at=timezone.now(),
        document=later,
        schema_version=first.schema_version,
        head=first.head,
        title=first.title,
        text=first.text,
        words=first.words,
    )
    text = see(cast.writer).get("/desk/portfolio/").text
    for words in ("The oven is the heart of it.", "Begin with the oven.", "Described for 4."):
        assert words in text
    for words in ("Never sent.", "Described for 1.", "w2-account", "e-account"):
        assert words not in text
    compare = f"/desk/{article.id}/history/?from=r1&amp;to=r2"
    assert compare in text
    shown = see(cast.writer).get(compare.replace("&amp;", "&"))
    assert shown.status_code == 200


def test_it_is_taken_away_whole_and_names_nobody_the_writer_did_not_see(
    cast: Cast, see: See, piece: Make
) -> None:
    article = piece(*IN_REVIEW)
    _said(article, cast)
    piece(title="A draft that was never handed in")
    answer = see(cast.writer).get("/desk/portfolio/download/")
    assert answer["Content-Type"] == "application/zip"
    archive = _archive(answer)
    assert archive.testzip() is None
    assert archive.namelist() == ["1-bread-before-the-bell.html", "1-bread-before-the-bell.json"]
    page = archive.read("1-bread-before-the-bell.html").decode()
    assert "The oven is lit." in page and "Begin with the oven." in page
    kept = json.loads(archive.read("1-bread-before-the-bell.json"))
    assert kept["bylines"] == ["Mira Talab"]
    assert kept["rounds"][0]["letters"][0]["signed"] == "The editors"
    assert [one["describe"] for one in kept["rounds"][0]["helpful_reviews"]] == ["Described for 4."]
    whole = page + json.dumps(kept)
    names = ("w-account", "e-account", "e2-account", "w2-account", "s-account", "Jo Okafor")
    for secret in (*names, "Never sent", str(cast.writer.id), str(cast.second_writer.id)):
        assert secret not in whole


def test_it_holds_ones_own_pieces_alone(cast: Cast, see: See, piece: Make) -> None:
    piece(*SUBMITTED)
    for other in (cast.second_writer, cast.editor, cast.stranger):
        text = see(other).get("/desk/portfolio/").text
        assert "Bread before the bell" not in text
        assert "It begins with the first piece" in text
        assert _archive(see(other).get("/desk/portfolio/download/")).namelist() == []
    for address in ("/desk/portfolio/", "/desk/portfolio/download/"):
        assert see(None).get(address).status_code == 302
    assert 'href="/desk/portfolio/"' in see(cast.writer).get("/desk/").text


def test_many_pieces_take_as_many_queries_as_one(cast: Cast, see: See, piece: Make) -> None:
    browser = see(cast.writer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get("/desk/portfolio/").status_code == 200
        return len(caught)

    piece(*SUBMITTED)
    few = queries()
    for number in range(5):
        piece(*SUBMITTED, title=f"Piece {number}")
    assert queries() == few


class TestTheFirstDraftBeforeReaders:
    @pytest.fixture
    def article(self, cast: Cast) -> Article:
        return make_written(cast.writer, cast.editor, byline=cast.byline)

    def test_it_is_looked_at_then_shown_then_taken_back(
        self, cast: Cast, see: See, article: Article
    ) -> None:
        browser, here = see(cast.writer), f"/desk/{article.id}/first-draft/"
        assert here in browser.get("/desk/portfolio/").text
        before = browser.get(here).text
        assert "What readers will see" in before and "<del>A bread</del>" in before
        assert "Let readers see it" in before and "All who write it" not in before
        shown = browser.post(here, {"act": "show"}, follow=True).text
        assert "Readers see how this piece began." in shown
        assert f'href="/articles/{article.slug}/drafts/"' in shown
        assert "Readers see how it began" in browser.get("/desk/portfolio/").text
        back = browser.post(here, {"act": "back"}, follow=True).text
        assert "It is taken back." in back and "Let readers see it" in back
        assert browser.post(here, {"act": "print"}).status_code == 404

    def test_for_everybody_else_there_is_no_such_page(
        self, cast: Cast, see: See, article: Article
    ) -> None:
        here = f"/desk/{article.id}/first-draft/"
        for other in (cast.editor, cast.publisher, cast.second_writer, cast.stranger):
            assert see(other).get(here).status_code == 404
            assert see(other).post(here, {"act": "show"}).status_code == 404
        assert see(None).get(here).status_code == 302
        assert not FirstDraft.objects.exists()

    def test_who_writes_it_with_others_is_told_how_many_have_said_yes(
        self, cast: Cast, see: See, article: Article
    ) -> None:
        add_contributor(account=cast.second_writer, article_id=article.id)
        browser, here = see(cast.writer), f"/desk/{article.id}/first-draft/"
        assert "All who write it have to say yes." in browser.get(here).text
        waiting = browser.post(here, {"act": "show"}, follow=True).text
        assert "1 of 2 so far" in waiting and "w2-account" not in waiting
        see(cast.second_writer).post(here, {"act": "show"})
        assert "Readers see how this piece began." in browser.get(here).text

    def test_without_a_first_draft_it_says_what_would_make_one(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        browser, here = see(cast.writer), f"/desk/{piece(*PUBLISHED).id}/first-draft/"
        assert here not in browser.get("/desk/portfolio/").text
        assert "There is no first draft to show readers" in browser.get(here).text
        refused = browser.post(here, {"act": "show"})
        assert refused.status_code == 409
        assert "There is no first draft to show:" in refused.text
