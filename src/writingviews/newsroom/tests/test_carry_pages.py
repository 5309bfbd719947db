"""The Carry panel: who may see it, what it takes, what it gives."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article, Edition
from writingviews.articles.selectors import publication as house_publication
from writingviews.articles.services.editions import withdraw_edition
from writingviews.articles.services.publication import offer_to_readers
from writingviews.articles.tests.making import make_edition
from writingviews.carry import services, store
from writingviews.carry.formats import Subject
from writingviews.carry.models import Order, State
from writingviews.ledger.models import Change, ChangeKind
from writingviews.newsroom.carrying import NAMES, OPTIONS, VALUES
from writingviews.people.models import Account

from .conftest import PUBLISHED, SUBMITTED, Cast

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: LazySettings) -> None:
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)


@pytest.fixture
def published(piece: Make) -> Article:
    return piece(*PUBLISHED)


def panel(article: Article) -> str:
    return f"/newsroom/carry/{article.id}/"


def made(body: bytes = b"%PDF-1.7 a leaflet") -> Order:
    taken = services.take("maker")
    assert taken is not None
    place = store.unfinished(taken.pk, ".pdf")
    place.write_bytes(body)
    kept = store.keep(taken.pk, place, ".pdf")
    picture = store.unfinished(taken.pk, ".png")
    picture.write_bytes(b"a picture")
    preview = store.keep(taken.pk, picture, ".png").name
    services.ready(taken, "maker", services.Made(kept, preview, 2, ("A gap.",), "a:b"))
    return Order.objects.get(pk=taken.pk)


def test_everything_that_can_be_ordered_has_words() -> None:
    from writingviews.carry.formats import FORMATS

    for each in FORMATS.values():
        assert each.key in NAMES
        for option in each.options:
            assert option.key in OPTIONS
            assert all((option.key, value) in VALUES for value in option.choices)


class TestWhoMay:
    def test_the_writer_and_the_editors_of_a_published_piece(
        self, cast: Cast, see: See, published: Article
    ) -> None:
        seen = {
            name: see(getattr(cast, name)).get(panel(published)).status_code
            for name in ("writer", "editor", "publisher", "second_writer", "moderator", "stranger")
        }
        assert seen == {
            "writer": 200,
            "editor": 200,
            "publisher": 200,
            "second_writer": 404,
            "moderator": 404,
            "stranger": 404,
        }
        assert see(None).get(panel(published)).status_code == 302

    def test_what_is_not_published_is_not_there_even_for_its_writer(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        submitted = piece(*SUBMITTED)
        for account in (cast.writer, cast.editor):
            assert see(account).get(panel(submitted)).status_code == 404
            answer = see(account).post(panel(submitted), {"format": "leaflet"})
            assert answer.status_code == 404
        assert not Order.objects.exists()

    def test_the_whole_is_the_editors(self, cast: Cast, see: See) -> None:
        assert see(cast.editor).get("/newsroom/carry/").status_code == 200
        for account in (cast.writer, cast.moderator, cast.stranger):
            assert see(account).get("/newsroom/carry/").status_code == 404

    def test_files_pictures_and_orders_follow_the_piece(
        self, cast: Cast, see: See, published: Article
    ) -> None:
        see(cast.writer).post(panel(published), whole_leaflet())
        order = made()
        file = f"/newsroom/carry/orders/{order.pk}/{published.slug}-leaflet.pdf"
        picture = f"/newsroom/carry/orders/{order.pk}/preview/{order.preview[33:49]}/"
        for account in (cast.writer, cast.editor):
            assert see(account).get(file).status_code == 200
            assert see(account).get(picture).status_code == 200
        for account in (cast.second_writer, cast.stranger):
            assert see(account).get(file).status_code == 404
            assert see(account).get(picture).status_code == 404
            address = f"/newsroom/carry/orders/{order.pk}/"
            assert see(account).post(address, {"act": "remove"}).status_code == 404
        assert Order.objects.exists()

    def test_what_was_taken_down_cannot_be_taken_along(
        self, cast: Cast, see: See, published: Article
    ) -> None:
        from writingviews.articles.access import open_article
        from writingviews.newsroom.services import move

        see(cast.editor).post(panel(published), whole_leaflet())
        order = made()
        move(actor=cast.editor, opened=open_article(cast.editor, published.id), verb=Verb.TAKE_DOWN)
        file = f"/newsroom/carry/orders/{order.pk}/{published.slug}-leaflet.pdf"
        assert see(cast.editor).get(file).status_code == 404
        assert see(cast.editor).get(panel(published)).status_code == 404


class TestOrdering:
    def test_takes_options_and_shows_the_order(
        self, cast: Cast, see: See, published: Article
    ) -> None:
        browser = see(cast.editor)
        answer = browser.post(
            panel(published),
            {
                "format": "leaflet",
                "leaflet-paper": "letter",
                "leaflet-columns": "1",
                "leaflet-ink": "saving",
            },
        )
        assert (answer.status_code, answer["Location"]) == (302, f"{panel(published)}#orders")
        order = Order.objects.get()
        assert order.options == {"paper": "letter", "columns": "1", "ink": "saving"}
        assert order.asked_by == cast.editor.id
        shown = browser.get(panel(published)).content.decode()
        assert "Waits for its turn." in shown
        assert "data-busy" in shown
        assert "Black and white, saving ink" in shown

    @pytest.mark.parametrize(
        ("sent", "status"),
        [
            ({"format": "tapestry"}, 404),
            ({"format": "mirror"}, 404),
            ({}, 404),
            ({"format": "leaflet", "leaflet-paper": "a1"}, 422),
            ({"format": "poster", "poster-quote": "x" * 400}, 422),
        ],
    )
    def test_refuses_what_it_does_not_know(
        self, cast: Cast, see: See, published: Article, sent: dict[str, str], status: int
    ) -> None:
        assert see(cast.editor).post(panel(published), sent).status_code == status
        assert not Order.objects.exists()

    def test_says_beside_the_field_what_is_wrong(
        self, cast: Cast, see: See, published: Article
    ) -> None:
        sent = {"format": "poster", "poster-paper": "a3", "poster-quote": "x" * 400}
        shown = see(cast.editor).post(panel(published), sent).content.decode()
        assert 'id="id_poster-quote_error"' in shown

    def test_a_full_queue_is_said(
        self, cast: Cast, see: See, published: Article, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(services, "MOST_WAITING", 0)
        sent = {
            "format": "leaflet",
            "leaflet-paper": "a4",
            "leaflet-columns": "2",
            "leaflet-ink": "full",
        }
        answer = see(cast.editor).post(panel(published), sent)
        assert answer.status_code == 409
        assert "0 orders wait already" in answer.content.decode()

    def test_a_signed_copy_without_a_key_says_how_to_make_one(self, cast: Cast, see: See) -> None:
        answer = see(cast.editor).post("/newsroom/carry/", {"format": "mirror"})
        assert answer.status_code == 409
        assert "WRITINGVIEWS_MIRROR_KEY" in answer.content.decode()
        assert not Order.objects.exists()


class TestAnEdition:
    @pytest.fixture
    def edition(self, published: Article) -> Edition:
        return make_edition("Winter", published)

    @staticmethod
    def panel(edition: Edition) -> str:
        return f"/newsroom/editions/{edition.pk}/carry/"

    def test_is_the_editors_and_absent_is_as_hidden(
        self, cast: Cast, see: See, edition: Edition
    ) -> None:
        sent = {"format": "epub"}
        for account in (cast.editor, cast.publisher):
            assert see(account).get(self.panel(edition)).status_code == 200
            assert see(account).get(f"{self.panel(edition)}orders/").status_code == 200
        # Also the writer of a piece in it: the edition is not theirs.
        for account in (cast.writer, cast.moderator, cast.stranger):
            browser = see(account)
            assert browser.get(self.panel(edition)).status_code == 404
            assert browser.get(f"{self.panel(edition)}orders/").status_code == 404
            assert browser.post(self.panel(edition), sent).status_code == 404
        absent = f"/newsroom/editions/{uuid4()}/carry/"
        assert see(cast.editor).get(absent).status_code == 404
        assert see(None).get(self.panel(edition)).status_code == 302
        assert not Order.objects.exists()

    def test_is_led_to_from_its_page_while_readers_see_it(
        self, cast: Cast, see: See, edition: Edition, published: Article
    ) -> None:
        page = f"/newsroom/editions/{edition.pk}/"
        assert f'href="{self.panel(edition)}"' in see(cast.editor).get(page).text
        assert f'href="{page}"' in see(cast.editor).get(self.panel(edition)).text
        draft = make_edition("Spring", published, published=False)
        shown = see(cast.editor).get(f"/newsroom/editions/{draft.pk}/").text
        assert self.panel(draft) not in shown
        assert see(cast.editor).get(self.panel(draft)).status_code == 404
        assert see(cast.editor).post(self.panel(draft), {"format": "epub"}).status_code == 404

    def test_takes_options_and_shows_the_order(
        self, cast: Cast, see: See, edition: Edition
    ) -> None:
        browser = see(cast.editor)
        sent = {"format": "booklet", "booklet-imposed": "yes", "booklet-ink": "full"}
        answer = browser.post(self.panel(edition), sent)
        assert (answer.status_code, answer["Location"]) == (302, f"{self.panel(edition)}#orders")
        order = Order.objects.get()
        assert (order.subject_kind, order.subject_id) == ("edition", str(edition.pk))
        assert order.options == {"imposed": "yes", "ink": "full"}
        assert "Laid on A4, to be folded" in browser.get(f"{self.panel(edition)}orders/").text

    @pytest.mark.parametrize(
        ("sent", "status"),
        [
            ({"format": "leaflet"}, 404),
            ({"format": "zim"}, 404),
            ({}, 404),
            ({"format": "booklet", "booklet-imposed": "perhaps"}, 422),
        ],
    )
    def test_refuses_what_it_does_not_know(
        self, cast: Cast, see: See, edition: Edition, sent: dict[str, str], status: int
    ) -> None:
        assert see(cast.editor).post(self.panel(edition), sent).status_code == status
        assert not Order.objects.exists()

    def test_is_not_what_readers_are_offered_beside_an_article(
        self, cast: Cast, see: See, edition: Edition
    ) -> None:
        offer_to_readers(actor=None, formats=["epub"])
        see(cast.editor).post(self.panel(edition), {"format": "epub"})
        assert Order.objects.get().usual
        shown = see(cast.editor).get(self.panel(edition)).text
        assert "for readers too" not in shown

    def test_its_files_are_the_editors_until_it_is_withdrawn(
        self, cast: Cast, see: See, edition: Edition
    ) -> None:
        sent = {"format": "booklet", "booklet-imposed": "no", "booklet-ink": "full"}
        see(cast.editor).post(self.panel(edition), sent)
        order = made(b"%PDF-1.7 a booklet")
        file = f"/newsroom/carry/orders/{order.pk}/{edition.slug}-booklet.pdf"
        picture = f"/newsroom/carry/orders/{order.pk}/preview/{order.preview[33:49]}/"
        act = f"/newsroom/carry/orders/{order.pk}/"
        answer = see(cast.publisher).get(file)
        assert b"".join(answer.streaming_content) == b"%PDF-1.7 a booklet"  # type: ignore[attr-defined]
        assert see(cast.editor).get(picture).status_code == 200
        for account in (cast.writer, cast.moderator, cast.stranger):
            assert see(account).get(file).status_code == 404
            assert see(account).get(picture).status_code == 404
            assert see(account).post(act, {"act": "remove"}).status_code == 404
        withdraw_edition(actor=None, edition_id=edition.pk, version=edition.version)
        for address in (file, picture, self.panel(edition)):
            assert see(cast.editor).get(address).status_code == 404
        assert see(cast.editor).post(act, {"act": "again"}).status_code == 404


class TestTaking:
    def test_a_file_comes_with_its_name_its_kind_and_no_guessing(
        self, cast: Cast, see: See, published: Article
    ) -> None:
        see(cast.editor).post(panel(published), whole_leaflet())
        order = made()
        answer = see(cast.editor).get(
            f"/newsroom/carry/orders/{order.pk}/{published.slug}-leaflet.pdf"
        )
        assert b"".join(answer.streaming_content) == b"%PDF-1.7 a leaflet"  # type: ignore[attr-defined]
        assert answer["Content-Type"] == "application/pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith("attachment; filename")
        other = f"/newsroom/carry/orders/{order.pk}/another.pdf"
        assert see(cast.editor).get(other).status_code == 404
        gone = f"/newsroom/carry/orders/{uuid4()}/{published.slug}-leaflet.pdf"
        assert see(cast.editor).get(gone).status_code == 404

    def test_problems_are_shown_and_a_failure_can_be_tried_again(
        self, cast: Cast, see: See, published: Article
    ) -> None:
        browser = see(cast.editor)
        browser.post(panel(published), whole_leaflet())
        taken = services.take("maker")
        assert taken is not None
        services.fail(taken, "maker", ["Pango is not installed."])
        shown = browser.get(f"{panel(published)}orders/").content.decode()
        assert "Could not be made." in shown
        assert "Pango is not installed." in shown
        assert "data-busy" not in shown
        address = f"/newsroom/carry/orders/{taken.pk}/"
        assert browser.post(address, {"act": "again"}).status_code == 302
        assert Order.objects.get().state == State.WAITING
        assert browser.post(address, {"act": "burn"}).status_code == 404
        assert browser.post(address, {"act": "remove"}).status_code == 302
        assert not Order.objects.exists()

    def test_many_orders_cost_as_many_queries_as_one(
        self,
        cast: Cast,
        see: See,
        published: Article,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for number in range(20):
            services.order(
                subject=Subject.ARTICLE,
                subject_id=published.id,
                format_key="poster",
                options={"quote": f"Line {number}"},
                actor=cast.editor.id,
            )
        browser = see(cast.editor)
        with django_assert_max_num_queries(16):
            browser.get(panel(published))


def whole_leaflet() -> dict[str, str]:
    return {
        "format": "leaflet",
        "leaflet-paper": "a4",
        "leaflet-columns": "2",
        "leaflet-ink": "full",
    }


class TestWhatReadersAreOffered:
    def test_a_publisher_chooses_it(self, cast: Cast, see: See) -> None:
        answer = see(cast.publisher).post("/settings/offers/", {"offers": ["leaflet", "epub"]})
        assert answer.status_code == 302
        assert house_publication().offers == ["leaflet", "epub"]
        assert Change.objects.filter(kind=ChangeKind.PUBLICATION).exists()
        see(cast.publisher).post("/settings/offers/", {})
        assert house_publication().offers == []

    def test_nobody_else_does_and_nothing_else_is_offered(self, cast: Cast, see: See) -> None:
        assert (
            see(cast.second_editor).post("/settings/offers/", {"offers": "epub"}).status_code == 404
        )
        answer = see(cast.publisher).post("/settings/offers/", {"offers": "zim"})
        assert answer.status_code == 422
        assert house_publication().offers == []
