"""The queue: once each, people first, and nothing is lost when a maker dies."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from writingviews.carry import services, store
from writingviews.carry.formats import FORMATS, OptionsRefused, Subject, formats_of
from writingviews.carry.models import Order, State
from writingviews.carry.selectors import offered_files, orders_going_on
from writingviews.carry.services import OrderRefused
from writingviews.ledger.models import AuditEntry, Change, ChangeKind

pytestmark = pytest.mark.django_db

WRITER, EDITOR = uuid4(), uuid4()


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: LazySettings) -> None:
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)


def ordered(
    article: UUID | None = None, format_key: str = "leaflet", actor: UUID = EDITOR, **options: str
) -> Order:
    return services.order(
        subject=Subject.ARTICLE,
        subject_id=article or uuid4(),
        format_key=format_key,
        options=options,
        actor=actor,
    )


def put_away(order: Order, maker: str, body: bytes = b"%PDF", made_from: str = "a:b") -> bool:
    place = store.unfinished(order.pk, ".pdf")
    place.write_bytes(body)
    kept = store.keep(order.pk, place, ".pdf")
    return services.ready(order, maker, services.Made(kept, "", 2, ("A gap.",), made_from))


def made(order: Order, body: bytes = b"%PDF") -> Order:
    taken = services.take("maker")
    assert taken is not None
    assert taken.pk == order.pk
    assert put_away(taken, "maker", body)
    order.refresh_from_db()
    return order


class TestOrdering:
    def test_two_people_who_want_the_same_have_one_order(self) -> None:
        article = uuid4()
        first = ordered(article, actor=WRITER, ink="saving")
        second = ordered(article, actor=EDITOR, ink="saving", paper="a4")
        assert first.pk == second.pk
        assert Order.objects.get().asked_by == WRITER
        assert AuditEntry.objects.filter(verb="order").count() == 1

    def test_other_options_are_another_order(self) -> None:
        article = uuid4()
        assert ordered(article, ink="full").pk != ordered(article, ink="saving").pk
        assert [each.usual for each in Order.objects.order_by("asked_at")] == [True, False]

    @pytest.mark.parametrize(
        ("format_key", "options", "says"),
        [
            ("leaflet", {"paper": "a1"}, "paper cannot be 'a1'. Choose among a4, letter."),
            ("leaflet", {"colour": "red"}, "leaflet has no option 'colour'."),
            ("poster", {"quote": "x" * 301}, "300 letters at most; this one has 301"),
            ("poster", {"quote": "a\x00b"}, "quote is a text"),
        ],
    )
    def test_options_that_a_format_lacks_are_refused_with_the_choices(
        self, format_key: str, options: dict[str, str], says: str
    ) -> None:
        with pytest.raises(OptionsRefused, match=says.replace(".", r"\.")):
            services.order(
                subject=Subject.ARTICLE,
                subject_id=uuid4(),
                format_key=format_key,
                options=options,
                actor=EDITOR,
            )
        assert not Order.objects.exists()

    def test_an_article_is_no_mirror(self) -> None:
        with pytest.raises(OrderRefused, match="cannot be carried as 'mirror'"):
            ordered(format_key="mirror")
        with pytest.raises(OrderRefused, match="cannot be carried as 'tapestry'"):
            ordered(format_key="tapestry")

    def test_the_queue_has_an_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(services, "MOST_WAITING", 2)
        first = ordered()
        ordered()
        with pytest.raises(OrderRefused, match="2 orders wait already"):
            ordered()
        # What is ordered already is not one more.
        assert ordered(UUID(first.subject_id)).pk == first.pk

    def test_every_format_has_its_usual_options_among_its_choices(self) -> None:
        for each in FORMATS.values():
            assert each.checked({}) == each.usual
        assert {each.key for each in formats_of(Subject.ARTICLE)} >= {"leaflet", "poster"}

    def test_the_database_holds_one_row_an_order(self) -> None:
        order = ordered()
        order.pk = uuid4()
        with pytest.raises(IntegrityError), transaction.atomic():
            order.save(force_insert=True)


class TestTaking:
    def test_people_go_before_what_the_house_offers(self) -> None:
        services.order_for_readers("leaflet", [uuid4(), uuid4()])
        wanted = ordered()
        first = services.take("one")
        assert first is not None
        assert first.pk == wanted.pk

    def test_who_asks_for_what_the_house_has_in_mind_has_it_first(self) -> None:
        articles = [uuid4(), uuid4(), uuid4()]
        services.order_for_readers("leaflet", articles)
        ordered(articles[2])
        first = services.take("one")
        assert first is not None
        assert first.subject_id == str(articles[2])
        assert [row.subject_id for row in orders_going_on(5)][1:] == [
            str(each) for each in articles[:2]
        ]

    def test_nothing_is_taken_twice(self) -> None:
        ordered()
        assert services.take("one") is not None
        assert services.take("two") is None

    def test_an_order_whose_maker_fell_silent_has_its_turn_again(self) -> None:
        order = ordered()
        services.take("dead")
        Order.objects.update(alive_at=timezone.now() - services.SILENCE - timedelta(seconds=1))
        assert services.take("alive") is None  # a little later
        Order.objects.update(next_at=timezone.now())
        again = services.take("alive")
        assert again is not None
        assert again.pk == order.pk
        assert again.attempts == 1

    def test_a_maker_that_comes_back_from_the_dead_changes_nothing(self) -> None:
        ordered()
        late = services.take("dead")
        assert late is not None
        Order.objects.update(taken_by="alive")
        assert not services.beat(late, "dead", progress=50)
        assert not put_away(late, "dead")
        assert not services.fail(late, "dead", ["No."])
        now = Order.objects.get()
        assert (now.state, now.progress, now.file) == (State.MAKING, 0, "")

    def test_three_falls_are_a_failure_that_says_why_and_can_be_tried_again(self) -> None:
        order = ordered()
        for turn in range(3):
            Order.objects.update(next_at=timezone.now())
            taken = services.take(f"maker {turn}")
            assert taken is not None
            assert services.fell(taken, f"maker {turn}", ["The disk is full."]) is (turn < 2)
        order.refresh_from_db()
        assert (order.state, order.problems) == (State.FAILED, ["The disk is full."])
        assert services.take("another") is None
        services.make_again(order_id=order.pk, actor=EDITOR)
        order.refresh_from_db()
        assert (order.state, order.attempts, order.problems) == (State.WAITING, 0, [])

    def test_a_maker_that_is_sent_home_costs_no_attempt(self) -> None:
        ordered()
        taken = services.take("one")
        assert taken is not None
        services.give_back(taken, "one")
        assert Order.objects.get().attempts == 0
        assert services.take("two") is not None

    def test_taking_costs_the_same_however_many_wait(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        services.order_for_readers("leaflet", [uuid4() for _ in range(300)])
        with django_assert_max_num_queries(5):
            assert services.take("one") is not None


@pytest.mark.django_db(transaction=True)
def test_makers_at_once_take_different_orders() -> None:
    articles = [uuid4() for _ in range(24)]
    services.order_for_readers("leaflet", articles)
    taken: list[str] = []
    gate = threading.Barrier(4)

    def maker(number: int) -> None:
        gate.wait()
        try:
            for turn in range(6):
                order = services.take(f"{number}-{turn}")
                assert order is not None
                taken.append(order.subject_id)
        finally:
            connection.close()

    threads = [threading.Thread(target=maker, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(map(str, articles))


class TestKeeping:
    def test_a_file_is_known_by_its_bytes(self) -> None:
        order = made(ordered(), b"%PDF one")
        path = store.path_of(order.file)
        assert path.read_bytes() == b"%PDF one"
        assert (order.state, order.bytes, order.pages, order.progress) == (State.READY, 8, 2, 100)
        assert order.problems == ["A gap."]
        assert path.parent.stat().st_mode & 0o077 == 0

    @pytest.mark.parametrize("name", ["../secret.key", "secret.key", "", "a/b.pdf", "x" * 90])
    def test_no_other_file_can_be_named(self, name: str) -> None:
        with pytest.raises(ValueError, match="no name of a carried file"):
            store.path_of(name)

    def test_what_is_offered_and_comes_or_goes_is_told_to_the_press(self) -> None:
        order = made(ordered())
        change = Change.objects.get(kind=ChangeKind.CARRIED)
        assert change.subject_id == order.subject_id
        services.remove(order_id=order.pk, actor=EDITOR)
        assert Change.objects.filter(kind=ChangeKind.CARRIED).count() == 2

    def test_what_nobody_is_offered_is_not_told(self) -> None:
        made(ordered(ink="saving"))
        assert not Change.objects.exists()

    def test_a_removed_file_is_gone_at_once(
        self, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        order = made(ordered())
        with django_capture_on_commit_callbacks(execute=True):
            assert services.remove(order_id=order.pk, actor=EDITOR)
        assert not store.path_of(order.file).exists()
        assert not services.remove(order_id=order.pk, actor=EDITOR)

    def test_a_superseded_file_lingers_for_who_reads_it_and_then_goes(self) -> None:
        order = ordered()
        first = made(order, b"%PDF one").file
        services.make_again(order_id=order.pk, actor=EDITOR)
        second = made(order, b"%PDF two").file
        assert first != second
        assert services.sweep() == 0
        later = store.path_of(first).stat().st_mtime + store.LINGERS + 1
        assert store.sweep({second}, now=later) == 1
        assert not store.path_of(first).exists()
        assert store.path_of(second).exists()

    def test_what_nobody_wants_goes_and_what_readers_are_offered_stays(self) -> None:
        offered, own, fresh = ordered(), ordered(ink="saving"), ordered(columns="1")
        past = timezone.now() - services.KEPT - timedelta(days=1)
        Order.objects.filter(pk__in=[offered.pk, own.pk]).update(wanted_at=past)
        assert services.expire(timezone.now(), offered=["leaflet"]) == 1
        assert set(Order.objects.values_list("pk", flat=True)) == {offered.pk, fresh.pk}

    def test_what_is_offered_no_more_goes_unless_somebody_asked(self) -> None:
        asked = ordered()
        services.order_for_readers("leaflet", [uuid4()])
        assert services.expire(timezone.now(), offered=[]) == 1
        assert Order.objects.get().pk == asked.pk

    def test_there_is_a_most_that_is_kept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(services, "MOST_BYTES", 20)
        old, new = made(ordered(), b"x" * 15), made(ordered(), b"y" * 15)
        assert services.expire(timezone.now(), offered=[]) == 1
        assert Order.objects.get().pk == new.pk
        assert old.pk != new.pk

    def test_doubts_of_an_edition_are_not_an_articles(self) -> None:
        order = made(ordered())
        services.doubt(Subject.EDITION, [UUID(order.subject_id)])
        assert not services.doubted(10)

    def test_an_editions_outdated_file_goes_at_once_and_an_articles_stays_until_the_next(
        self, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        piece = made(ordered())
        whole = made(
            services.order(
                subject=Subject.EDITION, subject_id=uuid4(), format_key="booklet", options={},
                actor=EDITOR,
            )
        )  # fmt: skip
        with django_capture_on_commit_callbacks(execute=True):
            services.settle(outdated=iter([piece, whole]))
        assert store.path_of(piece.file).exists()
        assert not store.path_of(whole.file).exists()
        whole.refresh_from_db()
        assert (whole.state, whole.file, whole.made_from) == (State.WAITING, "", "")

    def test_doubts_are_one_look_and_one_row_changed(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        order = made(ordered())
        with django_assert_num_queries(1):
            services.doubt(Subject.ARTICLE, [uuid4() for _ in range(100)])
        with django_assert_num_queries(2):
            services.doubt(Subject.ARTICLE, [UUID(order.subject_id)])
        assert [each.pk for each in services.doubted(10)] == [order.pk]

    def test_offered_files_are_one_query(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        orders = [made(ordered()) for _ in range(3)]
        made(ordered(ink="saving"))
        with django_assert_num_queries(1):
            found = offered_files([UUID(each.subject_id) for each in orders])
        assert {str(known) for known in found} == {each.subject_id for each in orders}
