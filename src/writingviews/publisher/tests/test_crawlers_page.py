"""The publisher says what programs may do, and whom to tell of a hole; the clock keeps it true."""

from datetime import UTC, datetime, timedelta

import pytest

from writingviews.articles.models import Publication
from writingviews.articles.selectors import publication
from writingviews.articles.services.crawling import NEWS_FOR, turn_crawlers_pages
from writingviews.articles.tests.making import make_published
from writingviews.ledger.models import Change
from writingviews.people.models import Account
from writingviews.press.house_tree import house_tree
from writingviews.press.printing import print_pending
from writingviews.press.rebuilding import check_tree, rebuild

from .conftest import See

PAGE = "/settings/crawlers/"
SECURITY = "/.well-known/security.txt"
NEWS = "/sitemaps/news.xml"


def read(address: str) -> str:
    assert check_tree().equal
    return (house_tree().read(address) or b"").decode()


def test_training_is_asked_to_stay_away_until_a_publisher_allows_it(
    publisher: Account, editor: Account, see: See
) -> None:
    rebuild()
    assert "User-agent: GPTBot" in read("/robots.txt")
    assert see(editor).post(PAGE, {"training": "on"}).status_code == 404
    assert see(publisher).post(PAGE, {"training": "on"}).status_code == 302
    print_pending()
    assert "GPTBot" not in read("/robots.txt")
    assert "Disallow: /desk/" in read("/robots.txt")
    assert house_tree().read(SECURITY) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hole@paper.example", "mailto:hole@paper.example"),
        ("https://paper.example/hole", "https://paper.example/hole"),
    ],
)
def test_whom_to_tell_of_a_hole_stands_where_people_look(
    publisher: Account, see: See, typed: str, said: str
) -> None:
    rebuild()
    browser = see(publisher)
    browser.post(PAGE, {"security_contact": typed})
    print_pending()
    until = publication().security_until
    assert until is not None
    lines = read(SECURITY).splitlines()
    assert lines[:3] == [
        f"Contact: {said}",
        f"Expires: {until.isoformat()}T00:00:00Z",
        "Preferred-Languages: en, fa",
    ]
    assert f'value="{typed}"' in browser.get(PAGE).content.decode()
    # It is said again long before it ends, and not each hour.
    now = datetime(until.year, until.month, until.day, tzinfo=UTC) - timedelta(days=149)
    turn_crawlers_pages(now)
    turn_crawlers_pages(now + timedelta(hours=1))
    assert publication().security_until == now.date() + timedelta(days=330)
    print_pending()
    assert f"Expires: {(now.date() + timedelta(days=330)).isoformat()}" in read(SECURITY)
    browser.post(PAGE, {"security_contact": ""})
    print_pending()
    assert read(SECURITY) == ""


@pytest.mark.parametrize(
    "wrong", ["nobody", "javascript:alert(1)", "http://a.example", "a@b\nX: y"]
)
def test_what_is_no_contact_is_refused_beside_the_field(
    publisher: Account, see: See, wrong: str
) -> None:
    answer = see(publisher).post(PAGE, {"security_contact": wrong})
    assert answer.status_code == 422
    assert "Write an address for mail" in answer.content.decode()
    assert publication().security_contact == ""


def test_two_publishers_at_once_are_told(publisher: Account, see: See) -> None:
    browser = see(publisher)
    seen = browser.get(PAGE).context["page"].form.initial["seen"]
    browser.post(PAGE, {"security_contact": "first@paper.example"})
    answer = browser.post(PAGE, {"security_contact": "second@paper.example", "seen": seen})
    assert answer.status_code == 409
    assert "It says now: first@paper.example" in answer.content.decode()


def test_what_was_published_is_news_for_two_days() -> None:
    rebuild()
    published = make_published("Snow & ice", date=datetime(2026, 6, 1, 9, 30, tzinfo=UTC))
    now = datetime(2026, 6, 2, 8, 15, tzinfo=UTC)
    turn_crawlers_pages(now)
    print_pending()
    news = read(NEWS)
    assert f"<loc>{read('/sitemap.xml').partition('<loc>')[2].partition('/sitemaps/')[0]}" in news
    assert "<news:title>Snow &amp; ice</news:title>" in news
    assert "<news:publication_date>2026-06-01</news:publication_date>" in news
    make_published("Rain", date=datetime(2026, 6, 2, 8, 0, tzinfo=UTC))
    print_pending()
    assert read(NEWS).index("Rain") < read(NEWS).index("Snow")
    Change.objects.all().delete()
    turn_crawlers_pages(now + timedelta(hours=1))
    assert not Change.objects.exists(), "nothing is older than two days yet"
    assert published.published_at is not None
    turn_crawlers_pages(published.published_at + NEWS_FOR + timedelta(hours=1))
    print_pending()
    assert "Snow" not in read(NEWS)
    assert "Rain" in read(NEWS)
    turn_crawlers_pages(now)
    assert Publication.objects.get().news_since == datetime(2026, 6, 1, 10, tzinfo=UTC)
