"""What somebody sees and changes of themselves."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from writingviews.ledger.models import Change, ChangeKind
from writingviews.people.models import Byline, BylineKind
from writingviews.people.selectors import bylines_of
from writingviews.people.services import MAX_BYLINES, take_byline

from .conftest import Cast, browser

pytestmark = pytest.mark.django_db
NEW = "/account/bylines/new/"


class TestAccountPage:
    def test_it_shows_who_i_am_and_my_bylines_alone(self, cast: Cast) -> None:
        take_byline(account=cast.second_writer, name="Jo Okafor")
        page = browser(cast.writer).get("/account/").context["page"]
        assert page.name == "w-account"
        assert [byline.name for byline in page.bylines] == ["Mira Talab", "نسیم راد"]
        assert [byline.language_name for byline in page.bylines] == ["English", "Persian"]
        assert page.roles == ["Writer"]

    def test_it_names_my_roles(self, cast: Cast) -> None:
        page = browser(cast.editor).get("/account/").context["page"]
        assert page.roles == ["Writer", "Editor", "Moderator"]

    def test_it_says_what_the_house_knows(self, cast: Cast) -> None:
        answer = browser(cast.writer).get("/account/")
        assert "What the house knows of you" in answer.text
        # Making the account has no actor; taking the two bylines was the writer's own.
        assert answer.context["page"].acts == 2

    def test_who_has_no_byline_is_told_what_one_is(self, cast: Cast) -> None:
        assert "A byline is the name readers see" in browser(cast.editor).get("/account/").text

    def test_who_is_not_signed_in_is_asked_to(self, visitor: Client) -> None:
        for address in ("/account/", NEW, f"/account/bylines/{uuid4()}/", "/account/2fa/"):
            answer = visitor.get(address)
            assert answer.status_code == 302
            assert answer["Location"].startswith("/account/login/?next=")

    def test_queries_do_not_grow_with_the_bylines(self, cast: Cast) -> None:
        client = browser(cast.writer)

        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                client.get("/account/")
            return len(captured)

        few = queries()
        for number in range(5):
            take_byline(account=cast.writer, name=f"Name {number}")
        assert queries() == few


class TestNewByline:
    def test_it_is_mine(self, cast: Cast) -> None:
        answer = browser(cast.second_writer).post(
            NEW,
            {"name": " Sol  Amari ", "kind": "pen", "language": "es", "about": "De la costa."},
        )
        assert answer["Location"] == "/account/"
        byline = bylines_of(cast.second_writer).get()
        assert (byline.name, byline.kind, byline.language, byline.about) == (
            "Sol Amari",
            BylineKind.PEN,
            "es",
            "De la costa.",
        )

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"name": ""}, "name"),
            ({"name": "Mira\u200bTalab"}, "name"),
            ({"name": "Mir\u0430 Talab"}, "name"),
            ({"kind": "king"}, "kind"),
            ({"language": "tlh"}, "language"),
            ({"about": "x" * 2001}, "about"),
        ],
    )
    def test_what_cannot_be_is_refused_beside_its_field(
        self, cast: Cast, changes: dict[str, str], field: str
    ) -> None:
        given = {"name": "Sol", "kind": "own", "language": "en", "about": "", **changes}
        answer = browser(cast.second_writer).post(NEW, given)
        assert answer.status_code == 422
        assert list(answer.context["page"].form.errors) == [field]
        assert not bylines_of(cast.second_writer).exists()

    @pytest.mark.parametrize("holder", ["writer", "second_writer"])
    def test_a_name_that_is_borne_is_given_again_whoever_bears_it(
        self, cast: Cast, holder: str
    ) -> None:
        """A refusal would tell which pen names are here, or, by its absence, whose they are."""
        given = {"name": "Mira Talab", "kind": "own", "language": "en"}
        answer = browser(getattr(cast, holder)).post(NEW, given)
        assert answer["Location"] == "/account/"
        assert Byline.objects.filter(name="Mira Talab").count() == 2

    def test_there_are_enough_at_some_point(self, cast: Cast) -> None:
        for number in range(MAX_BYLINES):
            take_byline(account=cast.second_writer, name=f"Name {number}")
        answer = browser(cast.second_writer).post(
            NEW, {"name": "One more", "kind": "own", "language": "en"}
        )
        assert answer.status_code == 422
        assert "20 are the most" in answer.text

    def test_it_leads_back_into_the_house_and_nowhere_else(self, cast: Cast) -> None:
        given = {"name": "Sol", "kind": "own", "language": "en"}
        client = browser(cast.second_writer)
        back = client.post(NEW, {**given, "next": "/desk/"})
        assert back["Location"] == "/desk/"
        for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
            assert client.post(NEW, {**given, "next": elsewhere})["Location"] == "/account/"


class TestChangingAByline:
    def test_its_name_and_about_change_and_its_address_stays(self, cast: Cast) -> None:
        Change.objects.all().delete()
        answer = browser(cast.writer).post(
            f"/account/bylines/{cast.byline.id}/", {"name": "M. Talab", "about": "Writes on."}
        )
        assert answer["Location"] == "/account/"
        byline = Byline.objects.get(id=cast.byline.id)
        assert (byline.name, byline.about, byline.slug) == ("M. Talab", "Writes on.", "mira-talab")
        assert Change.objects.get().kind == ChangeKind.BYLINE

    def test_anothers_is_not_there(self, cast: Cast) -> None:
        for other in (cast.second_writer, cast.editor):
            client = browser(other)
            address = f"/account/bylines/{cast.byline.id}/"
            assert client.get(address).status_code == 404
            assert client.post(address, {"name": "Mine", "about": ""}).status_code == 404
        assert Byline.objects.get(id=cast.byline.id).name == "Mira Talab"

    @pytest.mark.parametrize("name", [" ", "M\u0456ra Talab"])
    def test_a_name_that_cannot_be_is_refused(self, cast: Cast, name: str) -> None:
        answer = browser(cast.writer).post(
            f"/account/bylines/{cast.byline.id}/", {"name": name, "about": ""}
        )
        assert answer.status_code == 422
        assert Byline.objects.get(id=cast.byline.id).name == "Mira Talab"
