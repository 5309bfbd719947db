"""Feeds as their readers' programs take them apart."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from writingviews.articles.tests.making import make_publication, make_published
from writingviews.site.pages import render_page
from writingviews.site.publication_view import PublicationView

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def _prefix_taken() -> Iterator[None]:
    """Another library takes the empty prefix for itself, as the one that writes PDFs does."""
    before = dict(ET._namespace_map)  # type: ignore[attr-defined]
    ET.register_namespace("", "http://example.org/other")
    yield
    ET._namespace_map.clear()  # type: ignore[attr-defined]
    ET._namespace_map.update(before)  # type: ignore[attr-defined]


@pytest.mark.usefixtures("_prefix_taken")
def test_a_feed_is_whole_whatever_other_libraries_do() -> None:
    make_publication("en")
    make_published("Two ferries")
    page = render_page(PublicationView.read(), "/feed.xml")
    assert page is not None
    feed = ET.fromstring(page.body)  # noqa: S314 - our own
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        "Two ferries"
    ]
    assert b"ns0" not in page.body
