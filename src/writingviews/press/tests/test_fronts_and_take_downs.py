"""What stands at the head of a front in the tree, and what is taken out of it before all else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article, Section
from writingviews.articles.services.moving import Move, move_article
from writingviews.articles.services.pinning import expire_pins, pin_article
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_account,
    make_edition,
    make_publication,
    make_published,
)
from writingviews.ledger.models import Change, ChangeKind
from writingviews.ledger.services import record_change
from writingviews.people.models import Role
from writingviews.press.affected import affected, as_printed
from writingviews.press.house_tree import house_tree
from writingviews.press.printing import print_pending, print_urgent
from writingviews.press.rebuilding import check_tree, rebuild
from writingviews.search.services import rebuild_index
from writingviews.site.publication_view import PublicationView
from writingviews.site.reading import Reader

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: LazySettings) -> None:
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)
    make_publication("en", "fa")
    rebuild_index()
    rebuild()


def _published(number: int) -> list[Article]:
    return [
        make_published(f"Piece {each}", date=FIRST_DAY + timedelta(hours=each))
        for each in range(number)
    ]


def _take_down(article: Article) -> None:
    move_article(
        actor=make_account(f"editor {article.id}", Role.EDITOR),
        article_id=article.id,
        move=Move(Verb.TAKE_DOWN),
        document=None,
        now=NOW,
    )


def _page(address: str) -> str:
    return (house_tree().read(address) or b"").decode()


def _right() -> bool:
    check = check_tree()
    assert check.equal, check.faults
    return True


class TestPins:
    def test_what_is_pinned_leads_in_its_order_and_goes_with_its_end(self) -> None:
        made = _published(40)
        for number in (3, 1):
            pin_article(
                actor=None,
                article_id=made[number].id,
                section=None,
                until=NOW + timedelta(hours=number),
                now=NOW,
            )
        print_pending()
        front = _page("/")
        assert front.index("Piece 3<") < front.index("Piece 1<") < front.index("Piece 39<")
        assert _right()
        expire_pins(NOW + timedelta(hours=1))
        print_pending()
        assert "Piece 1<" not in _page("/")
        assert "Piece 3<" in _page("/")
        assert _right()
        expire_pins(NOW + timedelta(hours=3))
        print_pending()
        assert "Piece 3<" not in _page("/")
        assert _right()

    @pytest.mark.usefixtures("small_lists")
    def test_a_section_s_front_has_its_own_and_numbered_pages_stay_as_they_are(self) -> None:
        made = _published(12)
        print_pending()
        numbered, front = _page("/sections/culture/page/1/"), _page("/")
        culture = Section.objects.get(slug="culture")
        pin_article(actor=None, article_id=made[0].id, section=culture, until=None, now=NOW)
        print_pending()
        own = _page("/sections/culture/")
        assert own.index("Piece 0<") < own.index("Piece 11<")
        assert _page("/") == front
        assert _page("/sections/culture/page/1/") == numbered
        assert _right()

    def test_a_pin_touches_its_front_and_no_other_page(self) -> None:
        made = _published(3)
        print_pending()
        pin_article(actor=None, article_id=made[0].id, section=None, until=None, now=NOW)
        culture = Section.objects.get(slug="culture")
        pin_article(actor=None, article_id=made[0].id, section=culture, until=None, now=NOW)
        site = PublicationView.read(Reader(as_printed()))
        assert affected(site, list(Change.objects.order_by("id"))) == ["/", "/sections/culture/"]
        print_pending()
        assert _right()


class TestTakeDowns:
    @pytest.mark.usefixtures("small_lists", "small_batches")
    def test_nothing_that_waits_is_printed_before_them(self) -> None:
        made = _published(20)
        edition = make_edition("Winter", *made[:3])
        pin_article(actor=None, article_id=made[1].id, section=None, until=None, now=NOW)
        print_pending()
        for number in range(30):
            make_published(f"Import {number}", date=FIRST_DAY + timedelta(days=number))
        record_change(ChangeKind.PUBLICATION)
        gone = made[1]
        looks = 0

        def meanwhile() -> None:
            nonlocal looks
            looks += 1
            if looks == 2:
                for number in range(20):  # they came first, and wait longer
                    make_published(f"Late {number}", date=FIRST_DAY + timedelta(days=60))
                _take_down(gone)
            if looks == 3:
                address = f"/articles/{gone.slug}/"
                tree = house_tree()
                status = tree.root / f"{address.strip('/')}/index.html.status"
                assert status.read_text() == "410"
                for page in ("/", "/latest/", "/feed.xml", "/feed.json", "/sections/culture/"):
                    assert "Piece 1<" not in _page(page), page
                assert "Piece 1<" not in _page(f"/editions/{edition.slug}/")
                assert address not in _page("/sitemaps/1.xml")
                # The rest waits still.
                assert not _page("/articles/late-19/")

        print_pending(meanwhile=meanwhile)
        assert looks > 10
        assert not Change.objects.exists()
        assert _right()

    def test_they_alone_are_printed_in_the_midst_of_other_work(self) -> None:
        made = _published(5)
        print_pending()
        make_published("Another", date=FIRST_DAY + timedelta(days=9))
        _take_down(made[2])
        print_urgent()
        assert "Some words" not in _page(f"/articles/{made[2].slug}/")
        assert not _page("/articles/another/")
        assert [change.urgent for change in Change.objects.filter(kind=ChangeKind.ARTICLE)] == [
            False
        ]
        print_pending()
        assert _right()

    @pytest.mark.usefixtures("small_batches")
    def test_they_do_not_wait_for_a_rebuild_or_a_check(self) -> None:
        made = _published(9)
        print_pending()
        seen: list[str] = []

        def once(article: Article) -> None:
            _take_down(article)
            print_urgent()
            seen.append(_page(f"/articles/{article.slug}/"))

        rebuild(lambda *_: once(made[3]) if not seen else None)
        check = check_tree(lambda *_: once(made[4]) if len(seen) == 1 else None)
        assert check.equal, check.faults
        assert len(seen) == 2
        assert all("Some words" not in page for page in seen)
        assert "Some words" not in _page(f"/articles/{made[3].slug}/")
        assert _right()
