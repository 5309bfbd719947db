"""A card says what it is about in exact pixels, holds every word, and carries nothing else."""

import io
import re
import shutil
import struct
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from writingviews.articles.tests.making import make_publication
from writingviews.editions.paper import card as cards
from writingviews.editions.paper import poster as posters
from writingviews.editions.paper.card import QuoteTooLong, Shape, make_card
from writingviews.editions.paper.command import print_card
from writingviews.editions.refusal import EditionRefused

from .pieces_for_paper import ABC, TEXTS, make_article, make_picture, make_whole_article, piece_of
from .reading_back import (
    codes_on,
    letters,
    needs_faces,
    needs_pango,
    needs_poppler,
    needs_zbar,
    outside,
    overlaps,
    words_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.tools, needs_pango, needs_faces, needs_poppler]

SHAPES: dict[Shape, tuple[int, int]] = {"card": (1080, 1080), "banner": (1500, 500)}


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication("en", "es", "fa", "ar")


def chunks(png: bytes) -> list[str]:
    """The kinds of a PNG's chunks."""
    found, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append(png[at + 4 : at + 8].decode())
        at += length + 12
    return found


@needs_zbar
@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_png_has_its_pixels_and_a_code_and_no_metadata(
    shape: Shape, language: str, tmp_path: Path
) -> None:
    make_picture()
    piece, house = piece_of(make_whole_article(language, picture=ABC))
    card = make_card(piece, house, shape=shape)
    assert struct.unpack(">II", card.data[16:24]) == SHAPES[shape] == card.size
    assert set(chunks(card.data)) == {"IHDR", "IDAT", "IEND"}
    (tmp_path / "card.png").write_bytes(card.data)
    assert codes_on(tmp_path / "card.png") == [piece.address]
    assert make_card(piece, house, shape=shape).data == card.data
    assert card.report == ()


@needs_zbar
@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_picture_beside_a_link_has_its_words_and_no_code(language: str, tmp_path: Path) -> None:
    make_picture()
    piece, house = piece_of(make_whole_article(language, picture=ABC))
    card = make_card(piece, house, shape="opengraph")
    assert struct.unpack(">II", card.data[16:24]) == (1200, 630) == card.size
    assert set(chunks(card.data)) == {"IHDR", "IDAT", "IEND"}
    (tmp_path / "card.png").write_bytes(card.data)
    assert codes_on(tmp_path / "card.png") == []
    pdf = make_card(piece, house, shape="opengraph", form="pdf").data
    assert outside(pdf, tmp_path) == overlaps(pdf, tmp_path) == []
    if language == "en":
        found = letters(words_of(pdf, tmp_path, foot=0, page=(2600, 2600)))
        assert all(letters(said) in found for said in (*piece.bylines, piece.shown_address))


@pytest.mark.parametrize("shape", SHAPES)
def test_an_svg_is_outlines_and_fetches_nothing(shape: Shape) -> None:
    make_picture()
    piece, house = piece_of(make_whole_article("fa", picture=ABC))
    card = make_card(piece, house, shape=shape, form="svg")
    said = card.data.decode()
    width, height = SHAPES[shape]
    assert f'width="{width}" height="{height}"' in said
    assert f"<title>{piece.title} · " in said
    assert set(re.findall(r"<(\w+)", said)) <= {
        *("svg", "title", "defs", "g", "symbol", "path", "use", "image", "clipPath", "rect"),
        "mask",
    }
    links = re.findall(r'href="([^"]{0,30})', said)
    assert links
    assert all(link.startswith(("#", "data:image/jpeg;base64,")) for link in links)
    assert not re.search(r"\son\w+=|url\((?!#)|@import|font-family", said)
    assert make_card(piece, house, shape=shape, form="svg").data == card.data


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("title", "quote"),
    [
        ("Short", ""),
        ("What the river carries and what it leaves " * 7, ""),
        ("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", ""),
        ("x" * 290, ""),
        ("A title", "Nobody shouted, and nobody left. " * 12),
        ("رودخانهٔ (212 متر) و Bridge C در ۱۴ ماه", ""),
    ],
)
def test_what_is_said_stands_on_the_card_whole(
    shape: Shape, title: str, quote: str, tmp_path: Path
) -> None:
    make_picture()
    for picture in ("", ABC):
        piece, house = piece_of(
            make_article("Words.", title=f"{title}{picture[:1]}", picture=picture)
        )
        piece = replace(piece, bylines=tuple(f"Writer Number{n}" for n in range(9)))
        pdf = make_card(piece, house, shape=shape, form="pdf", quote=quote).data
        assert outside(pdf, tmp_path) == []
        if title.isascii():
            found = letters(words_of(pdf, tmp_path, foot=0, page=(2600, 2600)))
            for said in (quote or piece.title, *piece.bylines, house.name, piece.shown_address):
                assert letters(said) in found
        assert overlaps(pdf, tmp_path) == []


def _largest(pdf: bytes, folder: Path) -> float:
    """The height of the tallest word, in points."""
    (folder / "tall.pdf").write_bytes(pdf)
    said = subprocess.run(
        ["pdftotext", "-bbox", str(folder / "tall.pdf"), "-"],
        capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    found = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', said)
    return max(float(bottom) - float(top) for top, bottom in found)


def test_one_long_word_does_not_make_all_the_others_small(tmp_path: Path) -> None:
    """It is broken, between syllables if they are known; a word of usual length is not."""
    piece, house = piece_of(make_article("Words.", title="A title"))
    law = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
    for title in (law, "Overwhelmingly"):
        said = replace(piece, title=title, title_html=title)
        pdf = make_card(said, house, form="pdf").data
        assert _largest(pdf, tmp_path) > 70, title
    raw = words_of(pdf, tmp_path, foot=0, page=(2600, 2600))
    assert "Overwhelmingly" in raw
    # A poster is laid out by the same rule.
    pdf = posters.make_poster(replace(piece, title=law, title_html=law), house).pdf
    assert _largest(pdf, tmp_path) > 70
    assert letters(law) in letters(words_of(pdf, tmp_path, foot=0, page=(2600, 2600)))


def test_a_headline_longer_than_a_card_or_a_poster_is_refused_with_the_mend(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    piece, house = piece_of(make_article("Words."))
    long = replace(piece, title="Words " * 90, title_html="Words " * 90)
    # One size, not two dozen: it need not be five thousand letters then.
    monkeypatch.setattr(cards, "_TRIED_ALONE", {"banner": (66,)})
    monkeypatch.setattr(posters, "_TRIED", ((132, 0.46, True),))
    with pytest.raises(QuoteTooLong, match="Give it a quotation instead"):
        make_card(long, house, shape="banner")
    with pytest.raises(posters.QuoteTooLong, match="Give it a quotation instead"):
        posters.make_poster(long, house)


def test_letters_without_a_face_are_named_and_stand_as_boxes(tmp_path: Path) -> None:
    """In Persian, too, whose face has none of its own, and beyond U+FFFF."""
    piece, house = piece_of(
        make_article("کلمه", title="پل שלום 🙂 و 漢", standfirst="تمام ሀ", language="fa")
    )
    card = make_card(piece, house, form="pdf")
    poster = posters.make_poster(piece, house)
    for report in (card.report, poster.report):
        named = {sentence.split()[0] for sentence in report}
        assert named == {*(f"U+{ord(c):04X}" for c in "שלום🙂漢ሀ")}
    assert outside(card.data, tmp_path) == []
    drawn = Image.open(io.BytesIO(make_card(piece, house, ink="saving").data)).convert("L")
    blank = replace(piece, title="پل و", title_html="پل و", standfirst_html="")
    without = Image.open(io.BytesIO(make_card(blank, house, ink="saving").data)).convert("L")
    # The headline's ink, more of it by the strokes of six boxes.
    ink = [sum(each.crop((0, 120, 1080, 420)).histogram()[:128]) for each in (drawn, without)]
    assert ink[0] > 1.5 * ink[1]


def test_an_address_too_long_for_a_code_stands_there_in_letters() -> None:
    piece, house = piece_of(make_article("Words."))
    piece = replace(piece, address=f"https://example.org/articles/{'%D8%A7' * 60}/")
    (sentence,) = make_card(piece, house).report
    assert sentence.startswith("The address is too long for a code")


def test_what_cannot_be_drawn_is_refused_with_the_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = make_whole_article("en").slug or ""
    piece, house = piece_of(make_article("Words."))
    with pytest.raises(QuoteTooLong, match="has 401 letters; a card holds 400"):
        make_card(piece, house, quote="x" * 401)
    with pytest.raises(EditionRefused, match=r"'card.gif' says no form. End the name with .png"):
        print_card(slug, tmp_path / "card.gif")
    with pytest.raises(EditionRefused, match=r"or \.pdf to print it"):
        print_card(slug, tmp_path / "banner", shape="banner")
    with pytest.raises(EditionRefused, match="No published article is called 'none'"):
        print_card("none", tmp_path / "card.png")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(EditionRefused, match="apt install poppler-utils"):
        print_card(slug, tmp_path / "card.svg")
    assert list(tmp_path.iterdir()) == []
    printed = print_card(slug, tmp_path / "banner.pdf", shape="banner")
    assert printed.line.endswith("banner.pdf: 90 × 30 cm.")
