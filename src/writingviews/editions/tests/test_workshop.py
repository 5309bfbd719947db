"""The workshop: each order in a process of its own, which may die, hang or want too much."""

import errno
import os
import signal
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pypdfium2
import pytest
from django.conf import LazySettings
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article, Edition
from writingviews.articles.services.editions import (
    details_of,
    edit_edition,
    withdraw_edition,
)
from writingviews.articles.services.moving import Move, change_slug, move_article
from writingviews.articles.services.publication import describe_publication, offer_to_readers
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_account,
    make_document,
    make_edition,
    make_publication,
    make_published,
)
from writingviews.carry import services, store
from writingviews.carry.formats import FORMATS, Subject
from writingviews.carry.models import Order, State
from writingviews.editions.tests.carried import make_carried
from writingviews.editions.tests.reading_back import needs_faces, needs_pango
from writingviews.editions.workshop import bench, makers
from writingviews.editions.workshop.bench import make_apart
from writingviews.editions.workshop.fresh import fingerprint_of, order_for_readers, settle_doubts
from writingviews.editions.workshop.makers import MAKERS, CannotBeMade, Task
from writingviews.people.models import Role
from writingviews.people.services import create_byline, describe_byline
from writingviews.press.printing import print_pending
from writingviews.site.publication_view import PublicationView

#: A process of its own sees what is committed.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: LazySettings) -> None:
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)
    make_publication("en")


def write_pdf(task: Task) -> tuple[str, ...]:
    document = pypdfium2.PdfDocument.new()
    document.new_page(300, 420)
    document.new_page(300, 420)
    document.save(task.out)
    return (f"{task.slug} lacks a picture.",)


def made_by(
    monkeypatch: pytest.MonkeyPatch, maker: Callable[[Task], tuple[str, ...]]
) -> tuple[Order, str]:
    """An order for a leaflet, taken, with another maker of leaflets."""
    monkeypatch.setattr(makers, "MAKERS", {**MAKERS, "leaflet": maker})
    article = make_published("On tides")
    services.order(
        subject=Subject.ARTICLE,
        subject_id=article.pk,
        format_key="leaflet",
        options={},
        actor=uuid4(),
    )
    return taken()


def taken() -> tuple[Order, str]:
    Order.objects.update(next_at=timezone.now())
    number = uuid4().hex
    order = services.take(number)
    assert order is not None
    return order, number


def run(order: Order, number: str, stop: threading.Event | None = None) -> Order:
    make_apart(order, number, stop or threading.Event())
    order.refresh_from_db()
    return order


def test_every_format_has_a_maker_and_every_maker_a_format() -> None:
    assert MAKERS.keys() == FORMATS.keys()


class TestAMaker:
    def test_leaves_a_whole_file_its_picture_and_its_figures(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        order = run(*made_by(monkeypatch, write_pdf))
        assert (order.state, order.pages, order.progress) == (State.READY, 2, 100)
        assert order.problems == ["on-tides lacks a picture."]
        body = store.path_of(order.file).read_bytes()
        assert (len(body), body[:5]) == (order.bytes, b"%PDF-")
        with Image.open(store.path_of(order.preview)) as picture:
            assert max(picture.size) == 640

    def test_that_is_killed_is_followed_by_another_and_the_third_time_it_is_said(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def killed(_: Task) -> tuple[str, ...]:
            os.kill(os.getpid(), signal.SIGKILL)
            return ()

        order = run(*made_by(monkeypatch, killed))
        assert (order.state, order.attempts) == (State.WAITING, 1)
        assert run(*taken()).state == State.WAITING
        order = run(*taken())
        assert order.state == State.FAILED
        assert order.problems == ["The program failed while it made this; the log says how."]

    def test_that_wants_too_much_memory_is_stopped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bench, "MEMORY", 300 * 1024 * 1024)

        def greedy(_: Task) -> tuple[str, ...]:
            return (str(len(bytearray(512 * 1024 * 1024))),)

        order = run(*made_by(monkeypatch, greedy))
        assert order.state == State.WAITING
        assert "memory" in order.problems[0]

    def test_that_finds_the_disk_full_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(_: Task) -> tuple[str, ...]:
            raise OSError(errno.ENOSPC, "No space left on device")

        order = run(*made_by(monkeypatch, full))
        assert (order.state, order.problems) == (
            State.WAITING,
            ["The disk is full. Make room, then try again."],
        )

    def test_that_hangs_is_taken_away(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bench, "LONGEST", 0.5)

        def hangs(_: Task) -> tuple[str, ...]:
            time.sleep(60)
            return ()

        began = time.monotonic()
        order = run(*made_by(monkeypatch, hangs))
        assert time.monotonic() - began < 20
        assert order.state == State.WAITING
        assert "took longer" in order.problems[0]

    def test_gives_signs_of_life(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bench, "BEAT_EVERY", 0.1)

        def slow(task: Task) -> tuple[str, ...]:
            time.sleep(1.0)
            return write_pdf(task)

        order, number = made_by(monkeypatch, slow)
        Order.objects.update(alive_at=timezone.now() - services.SILENCE * 2)
        # Its first words are later than what stood there; nobody takes it for dead.
        assert run(order, number).state == State.READY

    def test_is_sent_home_when_the_house_stops_and_loses_no_attempt(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bench, "DRAINS", 0.2)
        stop = threading.Event()
        stop.set()

        def slow(_: Task) -> tuple[str, ...]:
            time.sleep(60)
            return ()

        order = run(*made_by(monkeypatch, slow), stop)
        assert (order.state, order.attempts) == (State.WAITING, 0)

    def test_may_finish_what_is_short_when_the_house_stops(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stop = threading.Event()
        stop.set()
        assert run(*made_by(monkeypatch, write_pdf), stop).state == State.READY

    def test_is_taken_away_when_its_order_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bench, "BEAT_EVERY", 0.1)

        def slow(_: Task) -> tuple[str, ...]:
            time.sleep(60)
            return ()

        order, number = made_by(monkeypatch, slow)
        services.remove(order_id=order.pk, actor=None)
        began = time.monotonic()
        make_apart(order, number, threading.Event())
        assert time.monotonic() - began < 20
        assert not Order.objects.exists()

    def test_that_cannot_is_not_asked_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def cannot(_: Task) -> tuple[str, ...]:
            raise CannotBeMade("Pango is not installed. apt install libpango-1.0-0.")

        order = run(*made_by(monkeypatch, cannot))
        assert (order.state, order.attempts) == (State.FAILED, 0)
        assert order.problems == ["Pango is not installed. apt install libpango-1.0-0."]

    def test_drops_what_readers_may_not_see_any_more(self, monkeypatch: pytest.MonkeyPatch) -> None:
        order, number = made_by(monkeypatch, write_pdf)
        do(Article.objects.get(), Verb.TAKE_DOWN)
        make_apart(order, number, threading.Event())
        assert not Order.objects.exists()
        assert not list(store.folder().iterdir())

    def test_of_mirrors_without_a_key_says_how_to_get_one(self) -> None:
        services.order(
            subject=Subject.PUBLICATION, subject_id="", format_key="mirror", options={},
            actor=uuid4(),
        )  # fmt: skip
        order = run(*taken())
        assert order.state == State.FAILED
        assert "WRITINGVIEWS_MIRROR_KEY" in order.problems[0]

    @pytest.mark.tools
    @needs_pango
    @needs_faces
    @pytest.mark.parametrize("format_key", ["leaflet", "epub", "poster", "booklet", "card"])
    def test_makes_paper(self, format_key: str) -> None:
        article = make_published("On tides", text="They come and go. " * 200)
        services.order(
            subject=Subject.ARTICLE, subject_id=article.pk, format_key=format_key, options={},
            actor=uuid4(),
        )  # fmt: skip
        order = run(*taken())
        assert (order.state, order.problems) == (State.READY, [])
        assert (order.pages > 0) is (FORMATS[format_key].endings == (".pdf",))
        assert order.preview


def do(article: Article, verb: Verb, title: str = "Mended") -> None:
    move_article(
        actor=make_account(f"publisher {uuid4()}", Role.PUBLISHER),
        article_id=article.pk,
        move=Move(verb),
        document=make_document(title, text="Mended words."),
        now=FIRST_DAY,
    )


class TestFreshness:
    @pytest.fixture
    def article(self) -> Article:
        return make_published("On tides", byline=create_byline(name="A Heron"))

    @pytest.fixture
    def order(self, article: Article) -> Order:
        print_pending()
        made = make_carried(article)
        print_pending()
        settle_doubts()
        return made

    def settled(self, order: Order) -> str:
        """How an order stands when the press has printed and the workshop has looked."""
        print_pending()
        settle_doubts()
        found = Order.objects.filter(pk=order.pk).first()
        return found.state if found else "gone"

    def test_what_nothing_happened_to_stays(self, order: Order) -> None:
        make_published("Another")
        assert self.settled(order) == State.READY

    def test_a_new_text_is_made_anew(self, order: Order, article: Article) -> None:
        do(article, Verb.UPDATE)
        assert self.settled(order) == State.WAITING

    def test_what_is_made_anew_goes_before_what_never_was(
        self, order: Order, article: Article
    ) -> None:
        services.order_for_readers("epub", [make_published("Another").pk])
        do(article, Verb.UPDATE)
        assert self.settled(order) == State.WAITING
        assert taken()[0].pk == order.pk

    def test_a_new_address_is_made_anew_for_it_is_printed_on_paper(
        self, order: Order, article: Article
    ) -> None:
        change_slug(actor=None, article_id=article.pk, wanted="of-tides")
        assert self.settled(order) == State.WAITING

    def test_a_new_name_of_a_byline_is_made_anew(self, order: Order, article: Article) -> None:
        byline = article.article_bylines.get().byline
        describe_byline(byline=byline, name="A Stork", about="")
        assert self.settled(order) == State.WAITING

    def test_a_new_name_of_the_publication_is_made_anew(self, order: Order) -> None:
        describe_publication(
            actor=None, name="Another", motto="", languages=["en"], names={}, mottos={}, abouts={}
        )
        assert self.settled(order) == State.WAITING

    def test_what_was_taken_down_is_gone_with_its_file(
        self, order: Order, article: Article
    ) -> None:
        do(article, Verb.TAKE_DOWN)
        assert self.settled(order) == "gone"
        assert not store.path_of(order.file).exists()

    def test_what_changed_while_it_was_made_is_made_again(
        self, order: Order, article: Article
    ) -> None:
        Order.objects.update(state=State.WAITING)
        again, number = taken()
        do(article, Verb.UPDATE)
        print_pending()
        place = store.unfinished(again.pk, ".pdf")
        place.write_bytes(b"%PDF")
        kept = store.keep(again.pk, place, ".pdf")
        services.ready(again, number, services.Made(kept, "", 1, (), order.made_from))
        assert self.settled(again) == State.WAITING

    def test_many_doubts_are_as_many_queries_as_one(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        articles = [make_published(f"Piece {number}") for number in range(12)]
        for each in articles:
            make_carried(each)
        Order.objects.update(doubted=True)
        with django_assert_max_num_queries(14):
            assert settle_doubts() == 12
        assert not services.doubted(1)


class TestAnEdition:
    @pytest.fixture
    def pieces(self) -> list[Article]:
        return [make_published("On tides"), make_published("On sand")]

    @pytest.fixture
    def edition(self, pieces: list[Article]) -> Edition:
        # Another stands already, so that this one's coming and going prints no more than its own.
        make_edition("Spring", pieces[0])
        return make_edition("Winter", *pieces)

    @pytest.fixture
    def order(self, edition: Edition) -> Order:
        print_pending()
        return self.made(self.ordered(edition))

    @staticmethod
    def ordered(edition: Edition, format_key: str = "booklet", **options: str) -> Order:
        return services.order(
            subject=Subject.EDITION, subject_id=edition.pk, format_key=format_key,
            options=options, actor=uuid4(),
        )  # fmt: skip

    @staticmethod
    def made(order: Order) -> Order:
        found, number = taken()
        assert found.pk == order.pk
        made_from = fingerprint_of(PublicationView.read(), found)
        assert made_from is not None
        place = store.unfinished(found.pk, ".pdf")
        place.write_bytes(b"%PDF")
        kept = store.keep(found.pk, place, ".pdf")
        assert services.ready(found, number, services.Made(kept, "", 1, (), made_from))
        return Order.objects.get(pk=order.pk)

    @staticmethod
    def settled(order: Order) -> str:
        print_pending()
        settle_doubts()
        found = Order.objects.filter(pk=order.pk).first()
        return found.state if found else "gone"

    @staticmethod
    def edit(edition: Edition, pieces: list[Article], **changed: str) -> None:
        now = Edition.objects.get(pk=edition.pk)
        edit_edition(
            actor=None, edition_id=now.pk, version=now.version,
            details=replace(details_of(now), **changed), pieces=[each.pk for each in pieces],
        )  # fmt: skip

    def test_stays_while_only_others_change(self, order: Order, pieces: list[Article]) -> None:
        other = make_published("Elsewhere")
        do(other, Verb.UPDATE)
        spring = Edition.objects.get(title="Spring")
        self.edit(spring, pieces[:1], letter="Dear readers", signed="The editors")
        assert self.settled(order) == State.READY
        assert store.path_of(order.file).exists()

    @pytest.mark.parametrize(
        "changed",
        [{"title": "Frost"}, {"label": "No. 3"}, {"letter": "Dear readers", "signed": "We"}],
    )
    def test_its_own_new_words_are_made_anew(
        self, order: Order, edition: Edition, pieces: list[Article], changed: dict[str, str]
    ) -> None:
        self.edit(edition, pieces, **changed)
        assert self.settled(order) == State.WAITING

    def test_another_order_is_made_anew(
        self, order: Order, edition: Edition, pieces: list[Article]
    ) -> None:
        self.edit(edition, pieces[::-1])
        assert self.settled(order) == State.WAITING

    def test_a_new_text_in_it_is_made_anew(self, order: Order, pieces: list[Article]) -> None:
        do(pieces[1], Verb.UPDATE)
        assert self.settled(order) == State.WAITING

    def test_what_was_taken_down_in_it_lies_nowhere(
        self, order: Order, pieces: list[Article]
    ) -> None:
        do(pieces[1], Verb.TAKE_DOWN)
        assert self.settled(order) == State.WAITING
        assert not store.path_of(order.file).exists()
        again = self.made(order)
        assert again.state == State.READY
        assert self.settled(again) == State.READY

    def test_that_is_withdrawn_is_gone_with_its_files(self, order: Order, edition: Edition) -> None:
        now = Edition.objects.get(pk=edition.pk)
        withdraw_edition(actor=None, edition_id=now.pk, version=now.version)
        assert self.settled(order) == "gone"
        assert not store.path_of(order.file).exists()

    def test_that_is_empty_says_so_and_is_made_when_there_is_something(
        self, order: Order, pieces: list[Article]
    ) -> None:
        for each in pieces:
            do(each, Verb.TAKE_DOWN)
        assert self.settled(order) == State.WAITING
        failed = run(*taken())
        assert failed.state == State.FAILED
        assert "no article that readers may see" in failed.problems[0]
        do(pieces[0], Verb.RESTORE)
        assert self.settled(order) == State.WAITING

    def test_a_withdrawn_one_that_was_about_to_be_made_is_dropped(self, edition: Edition) -> None:
        self.ordered(edition)
        found, number = taken()
        now = Edition.objects.get(pk=edition.pk)
        withdraw_edition(actor=None, edition_id=now.pk, version=now.version)
        make_apart(found, number, threading.Event())
        assert not Order.objects.exists()

    def test_many_doubts_are_as_many_queries_as_one(
        self, pieces: list[Article], django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(12):
            self.made(self.ordered(make_edition(f"Edition {number}", *pieces)))
        Order.objects.update(doubted=True)
        with django_assert_max_num_queries(17):
            assert settle_doubts() == 12

    @pytest.mark.tools
    @needs_pango
    @needs_faces
    @pytest.mark.parametrize(
        ("format_key", "options"),
        [("booklet", {}), ("booklet", {"imposed": "yes"}), ("epub", {})],
    )
    def test_is_made_whole(
        self, edition: Edition, format_key: str, options: dict[str, str]
    ) -> None:
        order = self.ordered(edition, format_key, **options)
        run(*taken())
        order.refresh_from_db()
        assert (order.state, order.problems) == (State.READY, [])
        assert order.preview
        body = store.path_of(order.file).read_bytes()
        if format_key == "epub":
            with zipfile.ZipFile(BytesIO(body)) as book:
                said = "".join(
                    book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")
                )
        else:
            document = pypdfium2.PdfDocument(body)
            said = "".join(page.get_textpage().get_text_bounded() for page in document)
        assert all(words in said for words in ("Winter", "On tides", "On sand"))


class TestForReaders:
    def test_the_newest_first_and_no_more_than_can_wait(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("writingviews.editions.workshop.fresh.AHEAD", 2)
        articles = [
            make_published(f"Piece {day}", date=FIRST_DAY.replace(day=day)) for day in (3, 9, 6)
        ]
        assert order_for_readers() == 0
        offer_to_readers(actor=None, formats=["leaflet"])
        assert order_for_readers() == 2
        assert order_for_readers() == 0
        first, _ = taken()
        assert first.subject_id == str(articles[1].pk)
        assert order_for_readers() == 1
        assert {UUID(each.subject_id) for each in Order.objects.all()} == {
            each.pk for each in articles
        }
