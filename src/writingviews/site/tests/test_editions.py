"""An edition's page, the index, and what other rooms read of an edition."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from writingviews.articles.models import Article, Edition
from writingviews.articles.services.editions import (
    details_of,
    edit_edition,
    pieces_of,
    withdraw_edition,
)
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_edition,
    make_publication,
    make_published,
)
from writingviews.people.services import create_byline
from writingviews.site.page import Page
from writingviews.site.pages import all_addresses, prime, render_page
from writingviews.site.publication_view import PublicationView
from writingviews.site.published_editions import paragraphs, read_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication("en", "fa")


def _page(address: str) -> Page | None:
    return render_page(PublicationView.read(), address)


def _html(address: str) -> str:
    page = _page(address)
    assert page is not None, address
    return page.body.decode()


def _described(edition: Edition, **details: str) -> Edition:
    return edit_edition(
        actor=None,
        edition_id=edition.id,
        version=edition.version,
        details=replace(details_of(edition), **details),
        pieces=pieces_of(edition),
    )


def test_the_page_shows_title_letter_and_pieces_in_the_editors_order() -> None:
    old = make_published("The older", standfirst="What it is about.")
    new = make_published("The newer", date=FIRST_DAY + timedelta(days=9))
    edition = make_edition("Winter", new, old)
    _described(
        edition,
        label="No. 3",
        standfirst="On cold",
        letter="Dear <reader>,\n\nfrom the\nattic.",
        signed="The editors",
    )
    html = _html("/editions/winter/").partition("<main")[2]
    said = ("No. 3", "Winter</h1>", "On cold", '<p dir="auto">Dear &lt;reader&gt;,</p>')
    order = (*said, '<p dir="auto">from the attic.</p>', "The editors", "The newer", "The older")
    places = [html.index(words) for words in order]
    assert places == sorted(places)
    assert "What it is about." in html
    assert "2 articles" in html


def test_a_draft_and_a_withdrawn_edition_are_absent_for_readers() -> None:
    article = make_published("One")
    make_edition("Draft", article, published=False)
    edition = make_edition("Winter", article)
    withdraw_edition(actor=None, edition_id=edition.id, version=edition.version)
    assert _page("/editions/draft/") is None
    assert read_edition("draft") is None
    assert read_edition("winter") is None
    gone = _page("/editions/winter/")
    assert gone is not None
    assert (gone.status, b"One" in gone.body) == (410, False)
    assert _page("/editions/") is None
    assert "/editions/" not in _html(f"/articles/{article.slug}/")
    assert [each for each in all_addresses(PublicationView.read()) if "edition" in each] == [
        "/editions/winter/"
    ]


def test_an_edition_stands_in_the_index_of_its_language_alone() -> None:
    make_edition("Winter", make_published("One"))
    make_edition("زمستان", make_published("یک", language="fa"), language="fa")
    english, persian = _html("/editions/"), _html("/fa/editions/")
    assert "Winter" in english
    assert "زمستان" not in english
    assert "زمستان" in persian
    assert "Winter" not in persian
    assert 'hreflang="fa" href="http' in english, "the index has its twin"
    assert _page("/fa/editions/winter/") is None


def test_an_article_names_the_editions_in_which_it_stands() -> None:
    article = make_published("One")
    make_edition("Winter", article)
    make_edition("Bread", make_published("Two"), article)
    html = _html(f"/articles/{article.slug}/")
    assert 'href="/editions/winter/"' in html
    assert 'href="/editions/bread/"' in html


def test_other_rooms_read_an_edition_with_the_order_of_its_published_pieces() -> None:
    one, two = make_published("One"), make_published("Two")
    edition = make_edition("Winter", two, one)
    _described(edition, letter="A.\n \nB.", signed="Us")
    read = read_edition("winter")
    assert read is not None
    assert (read.title, read.language, read.letter, read.signed) == (
        "Winter",
        "en",
        ("A.", "B."),
        "Us",
    )
    assert read.slugs == (two.slug, one.slug)
    assert read.articles == (two.id, one.id)
    Article.objects.filter(pk=two.pk).update(state="taken_down")
    again = read_edition("winter")
    assert again is not None
    assert again.slugs == (one.slug,)


@pytest.mark.parametrize(
    ("text", "parts"),
    [("", ()), (" \n\n ", ()), ("a\r\nb\r\n\r\n\r\nc", ("a b", "c")), ("\n\na", ("a",))],
)
def test_empty_lines_part_the_paragraphs_of_a_letter(text: str, parts: tuple[str, ...]) -> None:
    assert paragraphs(text) == parts


def test_pages_are_drawn_with_as_many_queries_for_many_as_for_few(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    byline = create_byline(name="Ada Quill")

    def article(number: int) -> Article:
        date = FIRST_DAY + timedelta(hours=number)
        return make_published(f"Piece {number}", byline=byline, date=date)

    few = [article(number) for number in range(2)]
    make_edition("Few", *few)
    make_edition("Many", *few, *(article(number) for number in range(2, 40)))
    for slug in ("few", "many"):
        site = PublicationView.read()
        with django_assert_num_queries(7):
            assert render_page(site, f"/editions/{slug}/")
    for number in range(30):
        make_edition(f"No. {number}", few[0])
        site = PublicationView.read()
        with django_assert_num_queries(1):
            assert render_page(site, "/editions/")
    several = [f"/editions/no-{number}/" for number in range(30)]
    site = PublicationView.read()
    prime(site, several)
    with django_assert_num_queries(0):
        for address in several:
            assert render_page(site, address)
