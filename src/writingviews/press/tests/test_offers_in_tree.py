"""What readers may take along stands in the tree, and only while it says what the page says."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings

from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article
from writingviews.articles.services.moving import Move, move_article
from writingviews.articles.services.publication import offer_to_readers
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_account,
    make_document,
    make_publication,
    make_published,
)
from writingviews.carry import store
from writingviews.editions.tests.carried import make_carried
from writingviews.people.models import Role
from writingviews.press import rebuilding
from writingviews.press.house_tree import house_tree
from writingviews.press.printing import print_pending
from writingviews.press.rebuilding import check_tree, rebuild
from writingviews.search.services import rebuild_index
from writingviews.site.pages import all_addresses
from writingviews.site.publication_view import PublicationView

pytestmark = pytest.mark.django_db

FILES = (
    "/articles/on-tides/leaflet.pdf",
    "/articles/on-tides/on-tides.epub",
    "/articles/on-tides/opengraph.png",
)


@pytest.fixture
def article(tmp_path: Path, settings: LazySettings) -> Article:
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)
    make_publication("en")
    rebuild_index()
    rebuild()
    offer_to_readers(actor=None, formats=["leaflet", "epub", "opengraph"])
    made = make_published("On tides")
    print_pending()
    return made


def offered() -> list[str]:
    """The files that stand in the tree; the page leads to them and to no other."""
    page = (house_tree().read("/articles/on-tides/") or b"").decode()
    there = [address for address in FILES if house_tree().read(address) is not None]
    assert [address for address in FILES if address in page] == there
    assert check_tree().equal
    return there


def test_files_come_with_their_bytes_and_no_copies(article: Article) -> None:
    assert offered() == []
    order = make_carried(article)
    make_carried(article, format_key="epub")
    make_carried(article, format_key="opengraph")
    print_pending()
    assert offered() == list(FILES)
    page = (house_tree().read("/articles/on-tides/") or b"").decode()
    base = PublicationView.read().base_address
    assert f'property="og:image" content="{base}{FILES[2]}"' in page
    assert page.count("opengraph.png") == 1, "readers take it along by no link"
    assert house_tree().read(FILES[0]) == store.path_of(order.file).read_bytes()
    beside = {path.name for path in (house_tree().root / "articles" / "on-tides").iterdir()}
    assert beside == {
        *("index.html", "index.html.br", "index.html.gz"),
        *("leaflet.pdf", "on-tides.epub", "opengraph.png"),
    }
    rebuild()
    assert offered() == list(FILES)


def test_what_says_something_else_is_not_offered(article: Article) -> None:
    make_carried(article)
    print_pending()
    for verb, title in ((Verb.UPDATE, "On tides"), (Verb.TAKE_DOWN, "On tides")):
        move_article(
            actor=make_account(f"publisher {verb}", Role.PUBLISHER),
            article_id=article.pk,
            move=Move(verb),
            document=make_document(title, text="Other words."),
            now=FIRST_DAY,
        )
        print_pending()
        assert offered() == []
        if verb is Verb.UPDATE:
            make_carried(article)
            print_pending()
            assert offered() == [FILES[0]]


def test_what_is_offered_no_more_goes(article: Article) -> None:
    make_carried(article)
    print_pending()
    offer_to_readers(actor=None, formats=["epub"])
    print_pending()
    assert offered() == []


def test_a_changed_file_is_found_and_mended(article: Article) -> None:
    make_carried(article)
    print_pending()
    path = house_tree().root / FILES[0][1:]
    path.write_bytes(b"%PDF forged")
    assert check_tree().differing == (FILES[0],)
    rebuild()
    assert offered() == [FILES[0]]


class TestACheckBesideTheWorkshop:
    @pytest.fixture
    def made_meanwhile(self, article: Article, monkeypatch: pytest.MonkeyPatch) -> Article:
        """A file is made between the beginning of the check and its look at the page."""

        def then_made(site: PublicationView) -> list[str]:
            found = list(all_addresses(site))
            make_carried(article)
            return found

        monkeypatch.setattr(rebuilding, "all_addresses", then_made)
        return article

    @pytest.mark.usefixtures("made_meanwhile")
    def test_names_no_page_whose_file_was_made_that_moment(self) -> None:
        assert check_tree().faults == ()
        print_pending()
        assert house_tree().read(FILES[0]) is not None

    @pytest.mark.usefixtures("made_meanwhile")
    def test_names_what_is_wrong_all_the_same(self) -> None:
        (house_tree().root / "latest" / "index.html").write_bytes(b"other words")
        assert check_tree().differing == ("/latest/",)

    def test_names_a_page_whose_change_waited_before(self, article: Article) -> None:
        make_carried(article)
        assert "/articles/on-tides/" in check_tree().differing
