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

from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article, Revision
from writingviews.articles.tests.making import make_reviewer
from writingviews.people.models import Account
from writingviews.review.models import Advice, Letter, PeerReview, Round

from .conftest import IN_REVIEW, SUBMITTED, Cast

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
