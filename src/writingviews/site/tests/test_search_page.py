"""The page of a search, asked for by machines and the clumsy."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from writingviews.articles.models import Article, Kind
from writingviews.articles.tests.making import make_publication, make_published
from writingviews.search.services import rebuild_index


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["9" * 5000, "0", "-1", "٣", "²", "", "x", "1e9"])
def test_a_page_number_of_any_kind_gets_a_page(page: str) -> None:
    make_publication()
    assert Client().get("/search", {"q": "sea", "page": page}).status_code == 200


@pytest.fixture
def found_by_words(db: None, tmp_path: Path, settings: Settings) -> None:
    """A house with two pieces about ferries, in its index."""
    settings.HOUSE = replace(django_settings.HOUSE, folder=tmp_path)
    make_publication()
    make_published(title="The ferryman of Hallin", text="The ferry crosses the river at dawn.")
    poem = make_published(title="A poem of ferries", text="Ferry, ferry, cross.")
    Article.objects.filter(pk=poem.pk).update(kind=Kind.POEM)
    rebuild_index()


@pytest.mark.django_db
def test_a_search_is_narrowed_and_keeps_what_was_chosen(found_by_words: None) -> None:
    page = Client().get("/search", {"q": "ferry"}).text
    assert "The ferryman of Hallin" in page
    assert "A poem of ferries" in page
    page = Client().get("/search", {"q": "ferry", "kind": "poem", "section": "no-such"}).text
    assert "The ferryman of Hallin" not in page
    assert '<option value="poem" selected>' in page
    assert "A poem of ferries" not in Client().get("/search", {"q": "ferry", "year": "1999"}).text
    by = Article.objects.get(kind=Kind.POEM).article_bylines.get().byline.slug
    assert "A poem of ferries" in Client().get("/search", {"q": "ferry", "by": by}).text
    assert "A poem of ferries" not in Client().get("/search", {"q": "ferry", "by": "nobody"}).text


@pytest.mark.django_db
def test_a_misspelt_word_is_offered_as_it_is_spelt_somewhere(found_by_words: None) -> None:
    page = Client().get("/search", {"q": "feryman of the river", "kind": "essay"}).text
    assert "Did you mean" in page
    assert 'href="/search?q=ferryman+of+the+river&amp;kind=essay"' in page
    assert "Did you mean" not in Client().get("/search", {"q": "ferryman of the river"}).text
    assert "Did you mean" not in Client().get("/search", {"q": "xylophonist zzzzzzzz"}).text
