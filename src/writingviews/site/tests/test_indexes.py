"""In what order names and topics stand, and what the frame and the standing pages say."""

import re

import pytest

from writingviews.articles.models import Article
from writingviews.articles.tests.making import make_publication, make_published
from writingviews.people.services import create_byline
from writingviews.site.pages import render_page
from writingviews.site.publication_view import PublicationView
from writingviews.site.search_passages import passage_html

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication("fa", "es")


def publish(language: str, *topics: str, byline: str = "A Writer") -> Article:
    return make_published(
        language=language, topics=topics, byline=create_byline(name=byline, language=language)
    )


def page(address: str) -> str:
    rendered = render_page(PublicationView.read(), address)
    assert rendered is not None
    return rendered.body.decode()


def names(html: str, within: str) -> list[str]:
    """What the links of the first element of a class say."""
    part = html.partition(f'class="{within}"')[2].partition("</ul>")[0]
    return [re.sub(r"<[^>]*>", "", link).strip() for link in re.findall(r"<a [^>]*>.*?</a>", part)]


def test_persian_topics_and_writers_stand_in_persian_order() -> None:
    for byline, topic in (("یاسمن", "مهر"), ("گلنار", "گل"), ("پریا", "آب"), ("مینو", "کتاب")):
        publish("fa", topic, byline=byline)
    assert names(page("/topics/"), "topic-index") == ["آب", "کتاب", "گل", "مهر"]
    assert names(page("/bylines/"), "byline-index") == ["پریا", "گلنار", "مینو", "یاسمن"]


def test_an_articles_own_topics_and_the_front_pages_follow_their_language() -> None:
    article = publish("es", "ocaso", "ñandúes", "números", "árboles")
    expected = ["árboles", "números", "ñandúes", "ocaso"]
    assert names(page(f"/articles/{article.slug}/"), "topics") == expected
    assert names(page("/es/"), "topics") == expected


def test_the_foot_leads_to_the_latest_and_says_where_one_is() -> None:
    foot = page("/es/latest/").partition("<footer")[2]
    assert '<a href="/es/latest/" aria-current="page">Lo último</a>' in foot
    assert '<a href="/es/latest/">Lo último</a>' in page("/es/").partition("<footer")[2]


def test_the_publications_name_is_not_repeated_under_itself() -> None:
    foot = page("/es/").partition("<footer")[2]
    assert foot.count('<p class="name">') == 1
    assert "imprint" not in foot


def test_the_about_page_has_a_heading_of_its_own() -> None:
    assert '<h1 dir="auto">Quiénes somos</h1>' in page("/es/about/")


def test_a_spanish_headline_and_a_found_passage_keep_dashes_with_their_words() -> None:
    article = make_published("Dijo —ya—", standfirst="—Sí —dijo.", language="es")
    html = page(f"/articles/{article.slug}/")
    assert "Dijo —\u2060ya\u2060—</h1>" in html
    assert "—\u2060Sí —\u2060dijo.</p>" in html
    assert "<title>Dijo —ya— — " in html  # programs read it as it was written
    passage = passage_html([("soles —", False), ("dijo", True), ("—.", False)], "es")
    assert passage == "soles —\u2060<mark>dijo</mark>\u2060—."
    assert passage_html([("a —", False), ("b", True)], "en") == "a —<mark>b</mark>"
