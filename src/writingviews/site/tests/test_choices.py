"""Which articles a page chooses to show."""

import re
from datetime import timedelta

import pytest

from writingviews.articles.models import Article
from writingviews.articles.tests.making import FIRST_DAY, make_publication, make_published
from writingviews.people.models import Byline
from writingviews.people.services import create_byline
from writingviews.search.models import RelatedArticle
from writingviews.site.front_page import front_page
from writingviews.site.pages import render_page
from writingviews.site.publication_view import PublicationView

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication()


def publish(number: int, section: str, byline: Byline | None = None) -> Article:
    return make_published(
        f"No. {number}",
        section=section,
        byline=byline,
        date=FIRST_DAY + timedelta(hours=number),
    )


class TestFrontPage:
    def test_a_productive_section_does_not_fill_the_top(self) -> None:
        for number, section in enumerate(
            ["culture", "politics", "literature", *["science"] * 6], 1
        ):
            publish(number, section)
        html = front_page(PublicationView.read(), "en")
        first = list(dict.fromkeys(re.findall(r"/articles/(no-\d+)/", html)))[:5]
        assert first == ["no-9", "no-8", "no-3", "no-2", "no-1"]

    def test_where_there_is_one_section_it_fills_the_top_alone(self) -> None:
        for number in range(1, 8):
            publish(number, "science")
        html = front_page(PublicationView.read(), "en")
        first = list(dict.fromkeys(re.findall(r"/articles/(no-\d+)/", html)))[:5]
        assert first == ["no-7", "no-6", "no-5", "no-4", "no-3"]


class TestArticlePage:
    def test_what_stands_as_more_from_the_writer_is_not_offered_again_as_related(self) -> None:
        ada = create_byline(name="Ada Quill")
        older, other = publish(1, "culture", byline=ada), publish(2, "culture")
        article = publish(3, "culture", byline=ada)
        for rank, near in enumerate((older, other)):
            RelatedArticle.objects.create(article=article, related=near, rank=rank)
        page = render_page(PublicationView.read(), f"/articles/{article.slug}/")
        assert page is not None
        html = page.body.decode()
        # Once as a card; the way to the older piece in its language is another matter.
        assert html.count(f'href="/articles/{older.slug}/"') == 1
        assert html.count(f'href="/articles/{other.slug}/"') == 2
