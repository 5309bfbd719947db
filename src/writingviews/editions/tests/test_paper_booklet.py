"""Booklets and posters: folded, it is read in order; from three metres, a phone finds the way."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from writingviews.articles.tests.making import make_publication
from writingviews.editions.collection import Choice, of_articles
from writingviews.editions.paper.booklet import make_booklet
from writingviews.editions.paper.command import print_booklet
from writingviews.editions.paper.foot import shortened
from writingviews.editions.paper.imposition import Side, impose, sides
from writingviews.editions.paper.leaflet import make_leaflet
from writingviews.editions.paper.pieces import environment, read_front
from writingviews.editions.paper.poster import MODULE, QuoteTooLong, make_poster
from writingviews.editions.paper.qr import qr_modules
from writingviews.editions.paper.shelf import Shelf
from writingviews.editions.paper.typesetter import Typesetter
from writingviews.editions.paper.widths import text_width
from writingviews.editions.refusal import EditionRefused
from writingviews.site.publication_view import PublicationView

from .pieces_for_paper import (
    ABC,
    DEF,
    TEXTS,
    front_of,
    make_article,
    make_picture,
    make_whole_article,
    piece_of,
)
from .reading_back import (
    codes_on,
    draw,
    letters,
    needs_faces,
    needs_pango,
    needs_poppler,
    needs_zbar,
    outside,
    overlaps,
    words_of,
)

printing = [pytest.mark.django_db, pytest.mark.tools, needs_pango, needs_faces, needs_poppler]


def folded(printed: list[Side], *, rtl: bool) -> list[int]:
    """Fold the sheets in thought, nest them, and leaf through from the front.

    Flipped on its short edge, a sheet's back left lies behind its front right.
    """
    sheets = list(zip(printed[0::2], printed[1::2], strict=True))
    if rtl:
        first = [page for front, back in sheets for page in (front.left, back.right)]
        last = [page for front, back in reversed(sheets) for page in (back.left, front.right)]
    else:
        first = [page for front, back in sheets for page in (front.right, back.left)]
        last = [page for front, back in reversed(sheets) for page in (back.right, front.left)]
    return first + last


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("pages", [*range(4, 41, 4), 64])
def test_folded_the_pages_are_in_order(pages: int, *, rtl: bool) -> None:
    assert folded(sides(pages, rtl=rtl), rtl=rtl) == list(range(1, pages + 1))


def test_a_spine_at_the_right_mirrors_the_sheet() -> None:
    assert sides(4, rtl=False) == [Side(4, 1), Side(2, 3)]
    assert sides(4, rtl=True) == [Side(1, 4), Side(3, 2)]
    with pytest.raises(ValueError, match="add 2 blank ones"):
        sides(6, rtl=False)


@pytest.mark.tools
@needs_pango
@needs_faces
@needs_poppler
@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("pages", [5, 8, 11])
def test_a_printed_booklet_is_read_in_order_when_it_is_folded(
    pages: int, tmp_path: Path, *, rtl: bool
) -> None:
    html = "".join(f"<p style='break-after:page'>P{n:02d}</p>" for n in range(1, pages))
    typesetter = Typesetter(f"{html}<p>P{pages:02d}</p>", "booklet.css", Shelf("https://x.org", {}))
    pdf = impose(typesetter.pdf(typesetter.lay_out()), rtl=rtl)
    whole = -(-pages // 4) * 4
    printed = []
    for number in range(1, whole // 2 + 1):
        said = _halves(pdf, tmp_path, number)
        printed.append(Side(*said))
    read = folded(printed, rtl=rtl)
    assert read == [*range(1, pages), *[0] * (whole - pages), pages]
    reader = PdfReader(io.BytesIO(pdf))
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {
        (842, 595)
    }


def _halves(pdf: bytes, folder: Path, number: int) -> tuple[int, int]:
    import subprocess

    path = folder / "imposed.pdf"
    path.write_bytes(pdf)
    found = []
    for left in (0, 421):
        said = subprocess.run(
            ["pdftotext", "-f", str(number), "-l", str(number), "-x", str(left), "-y", "0", "-W",
             "421", "-H", "596", str(path), "-"],
            capture_output=True, check=True, text=True,
        ).stdout  # fmt: skip
        match = re.search(r"P(\d\d)", said)
        found.append(int(match[1]) if match else 0)
    return found[0], found[1]


def test_a_line_is_cut_after_a_word_and_says_so() -> None:
    assert shortened("What the river carries", 12) == "What the river carries"
    assert shortened("What the river carries, and what it leaves", 12) == "What the river carries…"
    assert shortened("q" * 80, 72) == "q" * 80
    for word in ("Q" * 80, "W" * 80, "漢" * 80, "رود" * 40):
        cut = shortened(word, 30)
        assert cut.endswith("…")
        assert 28 < text_width(cut) <= 30
    assert shortened("", 5) == ""


class TestPrinted:
    pytestmark = printing

    @pytest.fixture(autouse=True)
    def _publication(self) -> None:
        make_publication("en", "es", "fa", "ar")

    def test_a_booklet_holds_every_word_and_its_contents_name_the_pages(
        self, tmp_path: Path
    ) -> None:
        articles = [make_whole_article("en"), make_whole_article("es")]
        made = [piece_of(article, prefix=f"p{n}-") for n, article in enumerate(articles)]
        pieces, house = [piece for piece, _ in made], made[0][1]
        booklet = make_booklet(pieces, house, front_of(*articles))
        found = letters(words_of(booklet.pdf, tmp_path, page=(420, 595)))
        for text in [text for piece in pieces for text in piece.texts()]:
            assert letters(text) in found, text
        reader = PdfReader(io.BytesIO(booklet.pdf))
        contents = reader.pages[1].extract_text()
        for piece in pieces:
            number = int(re.search(rf"{re.escape(piece.title)}\s*(\d+)", contents)[1])  # type: ignore[index]
            assert piece.title in reader.pages[number - 1].extract_text()
        assert booklet.pages == len(reader.pages)

    def test_a_booklet_is_the_same_twice_and_says_how_it_is_printed(self) -> None:
        piece, house = piece_of(make_whole_article("fa"))
        first = make_booklet([piece], house, imposed=True).pdf
        assert make_booklet([piece], house, imposed=True).pdf == first
        said = PdfReader(io.BytesIO(first)).root_object["/ViewerPreferences"]
        assert said["/Duplex"] == "/DuplexFlipShortEdge"  # type: ignore[index]
        assert said["/Direction"] == "/R2L"  # type: ignore[index]

    def test_no_article_makes_no_booklet(self) -> None:
        _, house = piece_of(make_whole_article("en"))
        with pytest.raises(ValueError, match="Name one at least"):
            make_booklet([], house)

    def test_articles_without_a_common_name_make_no_booklet(self) -> None:
        made = [piece_of(make_whole_article(language)) for language in ("en", "fa")]
        with pytest.raises(ValueError, match="2 articles need a front"):
            make_booklet([piece for piece, _ in made], made[0][1])

    @pytest.mark.parametrize("language", ["en", "fa"])
    def test_a_booklet_of_a_section_bears_its_name_and_each_article_a_running_head(
        self, language: str, tmp_path: Path
    ) -> None:
        long = "The ferry runs on two chains and carries six cars. " * 90
        for title in ("First of Them", "Second of Them"):
            make_article(long, title=title, language=language)
        out = tmp_path / "section.pdf"
        choice = Choice(section="culture", language=language)
        printed = print_booklet(choice, out, imposed=False)
        pages = [page.extract_text() for page in PdfReader(out).pages]
        assert printed.line == f"{out}: {len(pages)} pages."
        assert {"en": "Culture", "fa": "فرهنگ"}[language] in pages[0]
        assert "First of Them" in pages[0]
        assert "sections/culture/" in pages[-1]
        for title in ("First of Them", "Second of Them"):
            said = [n for n, text in enumerate(pages[2:], start=2) if title in text]
            # Its headline on the first of its pages, its running head on the others; on no other.
            assert len(said) >= 2
            assert said == list(range(said[0], said[0] + len(said)))
            assert all(pages[n].count(title) == 1 for n in said)
        with pytest.raises(EditionRefused, match="There is no topic 'none'"):
            print_booklet(Choice(topic="none"), out)

    def test_an_edition_shows_its_cover_its_number_and_the_letter(self) -> None:
        make_picture()
        article = make_whole_article("en")
        collection = replace(
            of_articles(PublicationView.read(), [article.slug or ""]),
            title="The River Issue", label="No. 3, Winter 2026", address="https://example.org/e/3/",
            cover=f"/media/{ABC}/480.jpg",
            letter_html='<p>To our readers.</p><p dir="auto">سلام</p>',
        )  # fmt: skip
        piece, house = piece_of(article, prefix="p1-")
        booklet = make_booklet([piece], house, read_front(collection))
        reader = PdfReader(io.BytesIO(booklet.pdf))
        pages = [page.extract_text() for page in reader.pages]
        assert "The River Issue" in pages[0]
        assert "No. 3, Winter 2026" in pages[0]
        assert len(reader.pages[0].images) == 1
        assert pages[2].startswith("To our readers.")
        assert "https" not in pages[-1]
        assert "example.org/e/3/" in pages[-1]
        missing = replace(collection, cover=f"/media/{DEF}/480.jpg")
        (sentence,) = make_booklet([piece], house, read_front(missing)).report
        assert (
            sentence == f"The picture /media/{DEF}/480.jpg is missing or broken and was left out."
        )

    def test_each_article_has_the_words_of_its_own_language(self) -> None:
        articles = [make_whole_article("fa"), make_whole_article("es")]
        made = [piece_of(article, prefix=f"p{n}-") for n, article in enumerate(articles)]
        pieces, house = [piece for piece, _ in made], made[0][1]
        booklet = make_booklet(pieces, house, front_of(*articles))
        said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(booklet.pdf)).pages)
        assert "Notas" in said
        assert "Correcciones" in said

    @pytest.mark.parametrize("pictured", [False, True])
    def test_long_headlines_stay_on_the_cover(self, tmp_path: Path, *, pictured: bool) -> None:
        make_picture()
        long = "What the river carries and what it leaves behind " * 6
        articles = [
            make_article("Words.", title=f"{long}{n}", standfirst="So long. " * 40,
                         picture=ABC if pictured else "")
            for n in range(7)
        ]  # fmt: skip
        made = [piece_of(article, prefix=f"p{n}-") for n, article in enumerate(articles)]
        pieces, house = [piece for piece, _ in made], made[0][1]
        alone = make_booklet(pieces[:1], house)
        together = make_booklet(pieces, house, replace(front_of(*articles), title="x" * 200))
        for booklet, said in ((alone, long), (together, "x" * 200)):
            pages = [page.extract_text() for page in PdfReader(io.BytesIO(booklet.pdf)).pages]
            assert letters(said) in letters(pages[0])
            assert "2026" in pages[0]
            assert outside(booklet.pdf, tmp_path) == []
            assert overlaps(booklet.pdf, tmp_path, page=1) == []

    @needs_zbar
    @pytest.mark.parametrize("language", TEXTS)
    def test_the_public_key_stands_on_paper_in_letters_and_as_a_code(
        self, language: str, tmp_path: Path
    ) -> None:
        key = f"RW{'Qf6LRCGA9i53' * 4}mlYecO"
        piece, house = piece_of(make_whole_article(language))
        keyed = replace(house, key=key)
        printed = (
            make_leaflet(piece, keyed).pdf,
            make_leaflet(piece, keyed, columns=1, paper="letter").pdf,
            make_poster(piece, keyed).pdf,
            make_booklet([piece], keyed).pdf,
        )
        for pdf in printed:
            last = len(PdfReader(io.BytesIO(pdf)).pages)
            assert sorted(codes_on(draw(pdf, tmp_path, dpi=150, page=last))) == sorted(
                [piece.address, key]
            )
            assert letters(key) in letters(words_of(pdf, tmp_path, foot=0, page=(1200, 1700)))
            assert outside(pdf, tmp_path) == []
            assert overlaps(pdf, tmp_path, page=last) == []
        assert "key.svg" not in environment(language).get_template("paper/leaflet.html").render(
            piece=piece, house=house, columns=2, saving=False
        )

    @needs_zbar
    @pytest.mark.parametrize("language", TEXTS)
    def test_a_telephone_reads_the_poster_from_three_metres(
        self, language: str, tmp_path: Path
    ) -> None:
        piece, house = piece_of(make_whole_article(language))
        poster = make_poster(piece, house)
        assert poster.code == pytest.approx(qr_modules(piece.address) * MODULE)
        # A camera of 4,000 pixels over 65 degrees sees 0.85 mm a pixel at three metres: 30 dpi.
        assert codes_on(draw(poster.pdf, tmp_path, dpi=30)) == [piece.address]

    def test_a_poster_is_one_page_with_its_words_whole(self, tmp_path: Path) -> None:
        make_picture()
        piece, house = piece_of(make_whole_article("en", picture=ABC))
        for paper, width, quote in (("a3", 842, ""), ("a2", 1191, "Nobody shouted. " * 20)):
            poster = make_poster(piece, house, paper="a2" if paper == "a2" else "a3", quote=quote)
            reader = PdfReader(io.BytesIO(poster.pdf))
            assert [round(float(page.mediabox.width)) for page in reader.pages] == [width]
            found = letters(words_of(poster.pdf, tmp_path, foot=0, page=(1191, 1684)))
            assert letters(quote or piece.title) in found
            assert letters(piece.bylines[0]) in found
            assert (
                make_poster(piece, house, paper="a2" if paper == "a2" else "a3", quote=quote).pdf
                == poster.pdf
            )

    def test_a_quotation_that_no_poster_holds_is_refused(self) -> None:
        piece, house = piece_of(make_whole_article("en"))
        with pytest.raises(QuoteTooLong, match="has 401 letters"):
            make_poster(piece, house, quote="x" * 401)
