"""Reports stand under their place and their day: pages, map and timeline, and what touches them."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from writingviews.articles.models import Article, Kind, Place
from writingviews.articles.places import PlaceNamed
from writingviews.articles.services.filing import FilingRefused, file_article, filing_of
from writingviews.articles.tests.making import make_account, make_publication, make_published
from writingviews.people.models import Account, Role
from writingviews.site.outline import WIDTH, land_in, window_around
from writingviews.site.pages import all_addresses, render_page
from writingviews.site.publication_view import PublicationView


def report(
    title: str,
    place: PlaceNamed | None,
    day: date | None = None,
    *,
    language: str = "en",
    actor: Account | None = None,
) -> Article:
    article = make_published(title, language=language)
    filing = replace(filing_of(article), kind=Kind.REPORT, place=place, happened_on=day)
    return file_article(actor=actor, article_id=article.id, filing=filing)


def body(address: str) -> str | None:
    page = render_page(PublicationView.read(), address)
    return page.body.decode() if page else None


def lying(name: str, north: str, east: str) -> PlaceNamed:
    return PlaceNamed(name, Decimal(north), Decimal(east))


@pytest.fixture
def _house(db: None) -> None:
    make_publication("en", "fa")


@pytest.mark.usefixtures("_house")
class TestPages:
    def test_places_have_pages_an_index_and_a_map_in_their_language(self) -> None:
        report("Ferry", lying("Skarrow", "58.3456", "-5.07"), date(2026, 2, 7))
        report("Bread", PlaceNamed("Ostrey"))
        report("شب", lying("نیل‌دشت", "33.4", "52.1"), date(2026, 8, 16), language="fa")
        index = body("/places/")
        assert index is not None
        assert re.findall(r'<li><a href="(/places/[^"]+)"><bdi>', index) == [
            "/places/ostrey/",
            "/places/skarrow/",
        ]
        assert re.findall(r'<a href="(/places/[^"]+)" tabindex="-1">', index) == [
            "/places/skarrow/"
        ]
        assert "Ferry" in (body("/places/skarrow/") or "")
        assert "Ferry" not in (body("/places/ostrey/") or "")
        assert "نیل‌دشت" in (body("/fa/places/") or "")
        assert "۱۴۰۵" in (body("/fa/timeline/1405/") or "")
        assert body("/timeline/1405/") is None
        place = Place.objects.get(slug="skarrow")
        assert (place.latitude, place.longitude) == (Decimal("58.3"), Decimal("-5.1"))

    def test_the_timeline_goes_by_the_day_of_what_is_told(self) -> None:
        report("Earlier", None, date(2026, 1, 7))
        report("Latest", None, date(2026, 3, 7))
        report("Long ago", None, date(1999, 12, 31))
        report("Undated", PlaceNamed("Ostrey"))
        newest = body("/timeline/") or ""
        assert re.findall(r"<h3>.*?>([^<]+)</a>", newest) == ["Latest", "Earlier"]
        assert 'href="/timeline/1999/"' in newest
        assert "Long ago" in (body("/timeline/1999/") or "")
        assert body("/timeline/2025/") is None

    def test_a_house_without_them_has_no_such_pages(self) -> None:
        make_published("An essay")
        assert not [each for each in all_addresses(PublicationView.read()) if "place" in each]
        assert body("/places/") is None
        assert body("/timeline/") is None
        assert "/places/" not in (body("/archive/") or "")


@pytest.mark.usefixtures("_house")
class TestWhereAPlaceLies:
    def test_a_writer_may_say_it_once_and_an_editor_may_change_it(self) -> None:
        writer, editor = make_account("writer"), make_account("editor", Role.EDITOR)
        there, elsewhere = lying("Ostrey", "54", "9.4"), lying("Ostrey", "10", "10")
        report("One", there, actor=writer)
        report("Two", there._replace(keeps=True), actor=writer)
        with pytest.raises(FilingRefused, match="ask an editor"):
            report("Three", elsewhere, actor=writer)
        assert Place.objects.get().latitude == Decimal(54)
        report("Four", elsewhere, actor=editor)
        assert Place.objects.get().latitude == Decimal(10)

    def test_no_place_stays_on_what_is_no_report_any_more(self) -> None:
        article = report("One", PlaceNamed("Ostrey"), date(2026, 1, 7))
        filing = replace(filing_of(article), kind=Kind.STORY)
        assert file_article(actor=None, article_id=article.id, filing=filing).place is None
        assert body("/places/ostrey/") is None


class TestMap:
    @pytest.mark.parametrize(
        "points",
        [
            [(52.1, 33.4)],
            [(-8.6, 43.2), (9.4, 54.6), (-5.1, 58.3)],
            [(-70.0, -33.0), (139.0, 35.7)],
            [(20.0, 78.2), (21.0, 78.4)],
        ],
    )
    def test_every_point_stands_on_a_light_map_in_proportion(
        self, points: list[tuple[float, float]]
    ) -> None:
        window = window_around(points)
        for point in points:
            x, y = window.place(*point)
            assert 0 < x < WIDTH
            assert 0 < y < window.height
        assert 0.3 < window.height / WIDTH < 1
        assert 100 < len(land_in(window)) < 60_000

    def test_the_coast_stands_where_it_is(self) -> None:
        """Greenwich is on land, the middle of the North Sea is not, by the even-odd rule."""
        window = window_around([(0.0, 51.5), (3.0, 56.0)])

        def on_land(point: tuple[float, float]) -> bool:
            at_x, at_y = window.place(*point)
            inside = False
            for ring in land_in(window).split("z")[:-1]:
                x, y, *numbers = map(int, re.findall(r"-?\d+", ring))
                corners = [(x, y)]
                for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                    x, y = x + dx, y + dy
                    corners.append((x, y))
                for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
                    if (ay > at_y) != (by > at_y):
                        inside ^= at_x < (bx - ax) * (at_y - ay) / (by - ay) + ax
            return inside

        assert on_land((0.0, 51.9))
        assert not on_land((3.0, 56.0))
