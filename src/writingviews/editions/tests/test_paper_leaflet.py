"""A leaflet says what the page says, whole, on paper that can be printed."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from writingviews.articles.tests.making import make_publication
from writingviews.editions.paper.command import print_leaflet, print_poster
from writingviews.editions.paper.leaflet import SMALLEST, make_leaflet
from writingviews.editions.paper.pieces import NotPublished, read_piece
from writingviews.editions.refusal import EditionRefused
from writingviews.site.publication_view import PublicationView

from .pieces_for_paper import (
    ABC,
    DEF,
    TEXTS,
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
    rtl_letters,
    rtl_words_of,
    words_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.tools, needs_pango, needs_faces, needs_poppler]

LONG = "The ferry runs on two chains and carries six cars or one hay lorry across the river. "


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication("en", "es", "fa", "ar")


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("columns", [1, 2])
def test_every_word_of_the_article_is_read_back_from_the_leaflet(
    language: str, columns: int, tmp_path: Path
) -> None:
    piece, house = piece_of(make_whole_article(language))
    leaflet = make_leaflet(piece, house, columns=2 if columns == 2 else 1)
    if piece.direction == "rtl":
        found, read = rtl_words_of(leaflet.pdf, tmp_path, columns=columns), rtl_letters
    else:
        found, read = letters(words_of(leaflet.pdf, tmp_path)), letters
    for text in piece.texts():
        assert read(text) in found, text
    assert read(TEXTS[language].correction) in found
    assert outside(leaflet.pdf, tmp_path) == []
    assert leaflet.report == ()


def test_no_word_stands_on_the_leaflet_twice(tmp_path: Path) -> None:
    piece, house = piece_of(make_whole_article("en"))
    found = letters(words_of(make_leaflet(piece, house).pdf, tmp_path))
    for once in ("Nobodyshouted.", "Ithassixplaces.", "Upintheroomofglass", "Newferry"):
        assert found.count(once) == 1


def test_a_persian_table_begins_at_the_right(tmp_path: Path) -> None:
    piece, house = piece_of(make_whole_article("fa"))
    found = rtl_words_of(make_leaflet(piece, house, columns=1).pdf, tmp_path, columns=1)
    assert rtl_letters("سال باران بهار کم پاییز بسیار") in found


def test_persian_that_is_copied_out_keeps_its_non_joiners(tmp_path: Path) -> None:
    piece, house = piece_of(make_whole_article("fa"))
    (tmp_path / "fa.pdf").write_bytes(make_leaflet(piece, house, columns=1).pdf)
    found = subprocess.run(
        ["pdftotext", str(tmp_path / "fa.pdf"), "-"], capture_output=True, check=True, text=True
    ).stdout
    parted = re.findall(r"[ء-ی]+(?:\u200c[ء-ی]+)+", " ".join(piece.texts()))
    assert len(parted) > 5
    assert [word for word in parted if word not in found] == []


def test_a_short_piece_takes_one_side_and_a_long_one_runs_on(tmp_path: Path) -> None:
    short = make_leaflet(*piece_of(make_article(LONG, title="Short")))
    assert short.pages == 1
    middle = make_leaflet(*piece_of(make_article("\n\n".join([LONG * 6] * 12), title="Middle")))
    assert middle.pages == 2
    long = make_leaflet(*piece_of(make_article("\n\n".join([LONG * 6] * 60), title="Long")))
    assert long.pages > 2
    assert min(short.size, middle.size, long.size) >= SMALLEST
    assert outside(long.pdf, tmp_path) == []


@needs_zbar
def test_the_code_opens_the_article(tmp_path: Path) -> None:
    for language in ("en", "fa"):
        piece, house = piece_of(make_whole_article(language))
        page = make_leaflet(piece, house)
        drawn = draw(page.pdf, tmp_path, dpi=110, page=page.pages)
        assert codes_on(drawn) == [piece.address]


def test_the_same_article_gives_the_same_bytes() -> None:
    make_picture()
    article = make_whole_article("en", picture=ABC)
    first = make_leaflet(*piece_of(article)).pdf
    assert make_leaflet(*piece_of(article)).pdf == first
    assert b"/CreationDate" not in first


def test_a_leaflet_that_saves_ink_has_no_colour(tmp_path: Path) -> None:
    from PIL import Image, ImageChops

    make_picture()
    article = make_whole_article("en", picture=ABC)
    drawn = {}
    for ink in ("full", "saving"):
        saving = ink == "saving"
        made = make_leaflet(*piece_of(article, saving=saving), ink="saving" if saving else "full")
        with Image.open(draw(made.pdf, tmp_path, dpi=40)) as page:
            red, green, blue = page.convert("RGB").split()
            apart = [ImageChops.difference(red, other).histogram() for other in (green, blue)]
            drawn[ink] = max(tone for each in apart for tone, times in enumerate(each) if times)
    assert drawn["full"] > 60
    assert drawn["saving"] <= 2


def test_a_missing_or_broken_picture_leaves_its_caption_and_a_sentence(tmp_path: Path) -> None:
    rendition = make_picture()
    make_picture(DEF).unlink()
    article = make_article(
        f'Before.\n\n![A slope]({DEF} "The slope | Drawing: nobody")\n\nAfter.', picture=ABC
    )
    rendition.write_bytes(rendition.read_bytes()[:200])
    piece, house = piece_of(article)
    leaflet = make_leaflet(piece, house)
    assert piece.lead is None
    assert sorted(leaflet.report) == [
        f"The picture /media/{ABC}/480.jpg is missing or broken and was left out.",
        f"The picture /media/{DEF}/480.jpg is missing or broken and was left out.",
    ]
    found = letters(words_of(leaflet.pdf, tmp_path))
    assert "AslopeofgreyDrawing:thehouseBefore.TheslopeDrawing:nobodyAfter." in found


@pytest.mark.parametrize(
    ("name", "markdown"),
    [
        ("an over-long word", "Begin " + "abcdefghij" * 60 + " end."),
        ("an over-long word in a table", f"| a | b |\n|---|---|\n| {'x' * 300} | {'y' * 300} |"),
        ("100 footnotes", " ".join(f"Word{n}[^{n}]" for n in range(1, 101))
         + "\n\n" + "\n".join(f"[^{n}]: Note {n} says this." for n in range(1, 101))),
        ("markup", "A <script>alert(1)</script> & a [link](javascript:alert(1)) <img src=x>."),
        ("a table of many columns", "|" + "|".join(f"c{n}" for n in range(14)) + "|\n"
         "|" + "---|" * 14 + "\n|" + "|".join(f"value{n}" for n in range(14)) + "|"),
        ("a wide table of many rows", LONG + "\n\n|" + "a|" * 12 + "\n|" + "---|" * 12 + "\n"
         + "".join("|" + "".join(f"{n}x{row}|" for n in range(12)) + "\n" for row in range(60))
         + "\n" + LONG),
        ("a stanza over a page", "```verse\n" + "\n".join([f"line{n} " * 30 for n in range(24)])
         + "\n```"),
        ("an aside over a page", "```aside\n" + LONG * 60 + "\n```"),
        ("deep lists", "\n".join("  " * n + "- item" + str(n) for n in range(8))),
    ],
)  # fmt: skip
def test_hostile_text_gives_a_sound_leaflet(name: str, markdown: str, tmp_path: Path) -> None:
    piece, house = piece_of(make_article(markdown, title=f"On {name}"))
    leaflet = make_leaflet(piece, house)
    found = letters(words_of(leaflet.pdf, tmp_path))
    for text in piece.texts():
        for word in text.split():
            assert letters(word) in found, word
    assert outside(leaflet.pdf, tmp_path) == []
    # Nothing that is long waits for the next page and leaves the first one empty.
    first = letters(words_of(leaflet.pdf, tmp_path, last=1))
    assert leaflet.pages == 1 or len(first) > 500
    checked = subprocess.run(
        ["pdfinfo", str(tmp_path / "boxes.pdf")], capture_output=True, check=True, text=True
    )
    assert checked.stderr == ""


def test_a_wide_table_stands_across_both_columns(tmp_path: Path) -> None:
    table = "|" + "a|" * 6 + "\n|" + "---|" * 6 + "\n|" + "".join(f"cell{n}|" for n in range(6))
    piece, house = piece_of(make_article(f"{LONG * 9}\n\n{table}\n\n{LONG * 9}"))
    (tmp_path / "table.pdf").write_bytes(make_leaflet(piece, house).pdf)
    said = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "table.pdf"), "-"],
        capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    left = [float(re.search(rf'xMin="([\d.]+)"[^>]*>cell{n}<', said)[1]) for n in (0, 5)]  # type: ignore[index]
    assert left[0] < 100
    assert left[1] > 400


def test_a_trick_with_directions_ends_with_its_paragraph(tmp_path: Path) -> None:
    tricks = "Safe \u202egnirts\u202c, \u2067inner\u2069, \u202eunclosed\n\nThe next one."
    piece, house = piece_of(make_article(tricks, title="Tricks \u202eend"))
    found = letters(words_of(make_leaflet(piece, house).pdf, tmp_path))
    assert letters("The next one.") in found
    assert letters("A Writer") in found


def test_a_piece_without_text_is_a_sound_leaflet(tmp_path: Path) -> None:
    piece, house = piece_of(make_article("Words.", title="Nothing yet"))
    leaflet = make_leaflet(replace(piece, body_html=""), house)
    assert leaflet.pages == 1
    assert "Nothingyet" in letters(words_of(leaflet.pdf, tmp_path))


def test_control_characters_in_what_is_filed_are_left_out(tmp_path: Path) -> None:
    article = make_article("Words.", title="Bells")
    type(article).objects.filter(pk=article.pk).update(dateline="The \x07 quay")
    piece, house = piece_of(article)
    assert piece.dateline == "The  quay"
    assert letters("The quay") in letters(words_of(make_leaflet(piece, house).pdf, tmp_path))


def test_a_letter_that_no_face_has_is_named_with_its_place() -> None:
    leaflet = make_leaflet(*piece_of(make_article("The sign 𓀀 stood over the door.")))
    (sentence,) = leaflet.report
    assert "U+13000 EGYPTIAN HIEROGLYPH A001" in sentence
    assert "The sign 𓀀 stood over" in sentence
    assert leaflet.pages == 1


def test_what_readers_may_not_see_is_not_printed() -> None:
    article = make_article("Words.")
    type(article).objects.filter(pk=article.pk).update(state="withdrawn")
    for slug in (article.slug or "", "none"):
        with pytest.raises(NotPublished, match="No published article"):
            read_piece(PublicationView.read(), slug)


def test_the_command_writes_a_whole_file_or_says_why_not(tmp_path: Path) -> None:
    article = make_whole_article("en")
    out = tmp_path / "leaflet.pdf"
    printed = print_leaflet(article.slug or "", out, paper="letter")
    assert printed.line == f"{out}: 1 page in letters of {_size(printed.line)} pt."
    assert out.read_bytes().startswith(b"%PDF-")
    assert outside(out.read_bytes(), tmp_path) == []
    with pytest.raises(EditionRefused, match="No published article is called 'none'"):
        print_leaflet("none", out)
    with pytest.raises(EditionRefused, match="Choose a part of it"):
        print_poster(article.slug or "", tmp_path / "poster.pdf", quote="x" * 401)
    assert {path.name for path in tmp_path.iterdir()} == {"leaflet.pdf", "boxes.pdf"}


def _size(line: str) -> str:
    return line.split(" letters of ")[1].split(maxsplit=1)[0]
