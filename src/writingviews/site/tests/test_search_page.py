"""The page of a search, asked for by machines and the clumsy."""

import pytest
from django.test import Client

from writingviews.articles.tests.making import make_publication


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["9" * 5000, "0", "-1", "٣", "²", "", "x", "1e9"])
def test_a_page_number_of_any_kind_gets_a_page(page: str) -> None:
    make_publication()
    assert Client().get("/search", {"q": "sea", "page": page}).status_code == 200
