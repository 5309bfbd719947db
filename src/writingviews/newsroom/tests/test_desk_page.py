"""A writer sees their own pieces by what they wait for, and begins another."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from writingviews.articles.contributors import contributes
from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article, Publication
from writingviews.people.models import Account, Byline, BylineKind
from writingviews.people.selectors import holds_byline

from .conftest import ACCEPTED, PUBLISHED, SUBMITTED, Cast

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]


class TestMyPieces:
    def test_who_is_not_signed_in_is_asked_to(self, publication: Publication, see: See) -> None:
        answer = see(None).get("/desk/")
        assert publication.name not in answer.text
        assert answer["Location"] == "/account/login/?next=/desk/"

    def test_they_stand_by_what_they_wait_for(self, cast: Cast, see: See, piece: Make) -> None:
        piece(title="A draft of mine")
        piece(*SUBMITTED, title="With them")
        piece(*SUBMITTED, Verb.ASK_FOR_CHANGES, title="Back again")
        piece(*PUBLISHED, title="Out in the world")
        shelves = see(cast.writer).get("/desk/").context["page"].shelves
        assert [(shelf.key, [row.title for row in shelf.rows]) for shelf in shelves] == [
            ("changes", ["Back again"]),
            ("drafts", ["A draft of mine"]),
            ("editors", ["With them"]),
            ("published", ["Out in the world"]),
        ]

    def test_nobody_sees_anothers(self, cast: Cast, see: See, piece: Make) -> None:
        piece(title="A draft of mine")
        piece(*SUBMITTED, title="With them")
        for other in (cast.second_writer, cast.editor, cast.publisher, cast.stranger):
            answer = see(other).get("/desk/")
            assert "A draft of mine" not in answer.text
            assert "With them" not in answer.text

    def test_a_title_is_the_one_on_the_sheet_now(self, cast: Cast, see: See, piece: Make) -> None:
        piece(title="Typed a moment ago")
        assert "Typed a moment ago" in see(cast.writer).get("/desk/").text

    def test_a_title_is_escaped(self, cast: Cast, see: See, piece: Make) -> None:
        piece(title="<script>alert(1)</script>")
        text = see(cast.writer).get("/desk/").text
        assert "&lt;script&gt;alert(1)" in text
        assert "<script>alert(1)" not in text

    def test_queries_do_not_grow_with_the_pieces(self, cast: Cast, see: See, piece: Make) -> None:
        browser = see(cast.writer)

        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as captured:
                assert browser.get("/desk/").status_code == 200
            return len(captured)

        for verbs in ((), SUBMITTED, PUBLISHED):
            piece(*verbs)
        few = queries()
        for more in ((), SUBMITTED, ACCEPTED, PUBLISHED) * 2:
            piece(*more)
        assert queries() == few

    def test_a_long_group_goes_on_on_its_own_page(self, cast: Cast, see: See, piece: Make) -> None:
        for number in range(14):
            piece(title=f"Draft {number}")
        browser = see(cast.writer)
        assert 'href="/desk/all/drafts/"' in browser.get("/desk/").text
        assert len(browser.get("/desk/all/drafts/").context["page"].listing.rows) == 14

    def test_a_group_that_does_not_exist_is_not_there(self, cast: Cast, see: See) -> None:
        assert see(cast.writer).get("/desk/all/secrets/").status_code == 404


class TestBeginning:
    def test_an_empty_desk_says_how_to_begin(self, cast: Cast, see: See) -> None:
        text = see(cast.stranger).get("/desk/").text
        assert "A clear desk" in text
        assert "Open the sheet" in text

    def test_a_piece_begins_under_a_byline_of_mine_and_leads_to_its_sheet(
        self, cast: Cast, see: See
    ) -> None:
        answer = see(cast.writer).post(
            "/desk/", {"language": "fa", "kind": "poem", "byline": cast.byline.pk}
        )
        article = Article.objects.get()
        assert answer["Location"] == f"/desk/{article.id}/"
        assert (article.language, article.kind) == ("fa", "poem")
        assert article.article_bylines.get().byline == cast.byline
        assert contributes(cast.writer, article.id)

    def test_who_has_no_byline_makes_one_at_once(self, cast: Cast, see: See) -> None:
        see(cast.stranger).post(
            "/desk/",
            {
                "language": "en",
                "kind": "essay",
                "byline_name": "Sol  Amari",
                "byline_kind": "pen",
            },
        )
        byline = Byline.objects.get(name="Sol Amari")
        assert byline.kind == BylineKind.PEN
        assert holds_byline(cast.stranger, byline.id)
        assert Article.objects.get().article_bylines.get().byline == byline

    def test_the_byline_may_wait(self, cast: Cast, see: See) -> None:
        see(cast.stranger).post(
            "/desk/", {"language": "en", "kind": "essay", "byline_name": "", "byline_kind": ""}
        )
        assert not Article.objects.get().article_bylines.exists()

    def test_anothers_byline_is_refused(self, cast: Cast, see: See) -> None:
        answer = see(cast.writer).post(
            "/desk/", {"language": "en", "kind": "essay", "byline": cast.second_byline.pk}
        )
        assert answer.status_code == 422
        assert not Article.objects.exists()

    @pytest.mark.parametrize(
        ("field", "value"), [("language", "xx"), ("language", ""), ("kind", "advertisement")]
    )
    def test_what_cannot_be_chosen_is_refused_beside_its_field(
        self, cast: Cast, see: See, field: str, value: str
    ) -> None:
        given = {"language": "en", "kind": "essay", "byline": "", field: value}
        answer = see(cast.writer).post("/desk/", given)
        assert answer.status_code == 422
        assert list(answer.context["page"].begin.errors) == [field]
        assert f'id="id_{field}_error"' in answer.text
        assert not Article.objects.exists()

    def test_a_byline_of_control_characters_is_refused(self, cast: Cast, see: See) -> None:
        answer = see(cast.stranger).post(
            "/desk/",
            {
                "language": "en",
                "kind": "essay",
                "byline_name": "Mira\u202eTalab",
                "byline_kind": "own",
            },
        )
        assert answer.status_code == 422
        assert "invisible control characters" in answer.text
        assert not Article.objects.exists()
