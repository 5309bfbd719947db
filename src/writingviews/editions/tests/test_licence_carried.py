"""What is carried away says under what it may be passed on."""

from pathlib import Path

import pytest

from writingviews.articles.services.licensing import Licence, license_texts
from writingviews.articles.tests.making import make_publication
from writingviews.editions.collection import Choice, read_collection
from writingviews.editions.epub.command import epub_of
from writingviews.editions.paper.booklet import make_booklet
from writingviews.editions.paper.leaflet import make_leaflet
from writingviews.site.offers import dress
from writingviews.site.publication_view import PublicationView

from .pieces_for_paper import make_article, piece_of
from .reading_back import (
    letters,
    needs_faces,
    needs_pango,
    needs_poppler,
    outside,
    overlaps,
    words_of,
)
from .reading_epub import metadata

pytestmark = [pytest.mark.django_db, pytest.mark.tools, needs_pango, needs_faces, needs_poppler]


def test_a_leaflet_a_booklet_and_an_e_book_say_the_licence(tmp_path: Path) -> None:
    make_publication("en", "fa")
    said = {
        "en": "Pass it on, unchanged and with our names: CC BY-ND 4.0.",
        "fa": "با نام ما، آزاد",
    }
    piece, house = piece_of(article := make_article("Words.", title="One"))
    assert letters(said["en"]) not in letters(words_of(make_leaflet(piece, house).pdf, tmp_path))
    before = dress(PublicationView.read())
    license_texts(actor=None, licence=Licence(said, "https://l.example/by-nd"))
    site = PublicationView.read()
    # What was made before is made anew.
    assert dress(site) != before
    piece, house = piece_of(article)
    for pdf in (make_leaflet(piece, house).pdf, make_booklet([piece], house).pdf):
        assert letters(said["en"]) in letters(words_of(pdf, tmp_path, foot=0))
        assert outside(pdf, tmp_path) == []
        assert overlaps(pdf, tmp_path) == []
    book = epub_of(site, read_collection(site, Choice(slugs=("one",)))).data
    assert metadata(book)["rights"] == [f"{said['en']} https://l.example/by-nd"]
    _, persian = piece_of(make_article("کلمه", title="دو", language="fa"))
    assert (persian.licence, persian.licence_direction) == (said["fa"], "rtl")
