"""The licence stands at the foot of each page and in what programs read, as a link or in words."""

import re
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from writingviews.articles.services.licensing import Licence, license_texts
from writingviews.articles.tests.making import make_publication, make_published
from writingviews.site.pages import render_page
from writingviews.site.publication_view import PublicationView

pytestmark = pytest.mark.django_db

BY: Final = "https://creativecommons.org/licenses/by/4.0/"
ATOM: Final = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication("en", "fa")
    make_published("Two ferries")
    make_published("شب", language="fa")


def licensed(licence: Licence) -> None:
    license_texts(actor=None, licence=licence)


def body(address: str) -> str:
    page = render_page(PublicationView.read(), address)
    assert page is not None
    return page.body.decode()


def imprint(address: str) -> str | None:
    found = re.search(r'<p class="imprint"[^>]*>(.*?)</p>', body(address))
    return found[1] if found else None


def test_without_one_nothing_is_said() -> None:
    assert imprint("/") is None
    assert '"license"' not in body("/articles/two-ferries/")
    assert "rights" not in body("/feed.xml")


def test_each_page_leads_to_it_in_its_language_or_else_in_the_first() -> None:
    licensed(Licence({"en": "CC BY <4.0>", "fa": "مجوز آزاد"}, BY))
    link = f'<a href="{BY}" rel="license">'
    for address in ("/", "/articles/two-ferries/", "/about/"):
        assert imprint(address) == f"{link}CC BY &lt;4.0&gt;</a>"
    assert imprint("/fa/") == f"{link}مجوز آزاد</a>"
    licensed(Licence({"en": "CC BY"}))
    assert imprint("/fa/") == imprint("/") == "CC BY"


def test_programs_are_given_its_address_or_else_its_words() -> None:
    licensed(Licence({"en": "CC BY 4.0"}, BY))
    for address in ("/", "/articles/two-ferries/"):
        assert f'"license":"{BY}"' in body(address)
    feed = ET.fromstring(body("/feed.xml"))  # noqa: S314 - our own
    assert feed.findtext(f"{ATOM}rights") == "CC BY 4.0"
    assert [link.get("href") for link in feed.iterfind(f"{ATOM}link[@rel='license']")] == [BY]
    licensed(Licence({"en": "Ask us"}))
    assert '"license":{"@type":"CreativeWork","name":"Ask us"}' in body("/articles/two-ferries/")
