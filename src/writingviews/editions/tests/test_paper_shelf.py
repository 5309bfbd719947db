"""What prints reads the publication's pictures and our faces, and nothing else."""

import io
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from writingviews.editions.paper.faces import BUILT, FACES
from writingviews.editions.paper.letters import missing_letters
from writingviews.editions.paper.manuscript import for_paper
from writingviews.editions.paper.shelf import NotOnTheShelf, Shelf, picture_for_paper
from writingviews.editions.paper.typesetter import Typesetter
from writingviews.language.direction import Direction

from .reading_back import needs_faces, needs_pango

SHELF = Shelf("https://example.org", {"/media/a/480.jpg": (b"picture", "image/jpeg")})


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://example.org/media/a/480.jpg",
        "https://example.com/media/a/480.jpg",
        "https://example.org.evil.net/media/a/480.jpg",
        "https://example.org/media/a/../../secret.key",
        "https://example.org/media/b/480.jpg",
        "https://example.org/fonts/../leaflet.py",
        "https://example.org/fonts/no.ttf",
        "data:text/html,<p>",
        "data:image/png;base64,AAAA",
        "ftp://example.org/media/a/480.jpg",
        "/etc/passwd",
        "",
    ],
)
def test_everything_else_is_refused(address: str) -> None:
    with pytest.raises(NotOnTheShelf, match="may not be read"):
        SHELF.read(address)


@needs_faces
def test_the_pictures_and_the_faces_are_given() -> None:
    assert SHELF.read("https://example.org/media/a/480.jpg") == (b"picture", "image/jpeg")
    font, mime = SHELF.read(f"https://example.org/fonts/{FACES[0].file_name}")
    assert (font[:4], mime) == (b"\0\1\0\0", "font/ttf")


@pytest.mark.tools
@needs_pango
@needs_faces
def test_the_typesetter_asks_nobody_but_the_shelf(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")
    asked: list[str] = []

    class Watched(Shelf):
        def read(self, address: str) -> tuple[bytes, str]:
            asked.append(address)
            return super().read(address)

    html = (
        f'<link rel="stylesheet" href="{secret.as_uri()}"><link rel="attachment" '
        f'href="{secret.as_uri()}"><img src="{secret.as_uri()}"><img src="http://127.0.0.1:9/x">'
        f'<style>@import "{secret.as_uri()}"; p {{ background: url(data:image/png,x) }}</style>'
        f'<object data="{secret.as_uri()}"></object><embed src="{secret.as_uri()}"><p>Words.'
    )
    typesetter = Typesetter(html, "leaflet.css", Watched("https://example.org", {}))
    pdf = typesetter.pdf(typesetter.lay_out())
    assert b"canary" not in pdf
    assert b"EmbeddedFile" not in pdf
    assert secret.as_uri() in asked  # it came here and was refused


def test_a_picture_that_is_none_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "bad.jpg").write_bytes(b"<svg onload='x'/>")
    assert picture_for_paper(tmp_path / "bad.jpg", saving=False) is None
    assert picture_for_paper(tmp_path / "none.jpg", saving=True) is None


def _saved(picture: Image.Image, kind: str, **said: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **said)
    return out.getvalue()


def test_a_picture_that_no_printer_could_take_is_left_out_or_made_plain(tmp_path: Path) -> None:
    red = _saved(Image.new("RGB", (60, 40), (200, 30, 20)), "JPEG")
    start = red.index(b"\xff\xc0") + 5
    huge = red[:start] + struct.pack(">HH", 10_000, 20_000) + red[start + 4 :]
    still = Image.new("P", (9, 9))
    path = tmp_path / "picture.jpg"
    for broken in (
        huge,
        red[: len(red) // 2],
        red + bytes(30_000_000),
        _saved(Image.new("I;16", (9, 9)), "PNG"),
        _saved(still, "GIF", save_all=True, append_images=[Image.new("P", (9, 9), 3)]),
        b"",
    ):
        path.write_bytes(broken)
        assert picture_for_paper(path, saving=False) is None
        assert picture_for_paper(path, saving=True) is None
    path.write_bytes(red)
    assert picture_for_paper(path, saving=False) == red
    path.write_bytes(_saved(Image.new("CMYK", (60, 40), (200, 40, 0, 20)), "JPEG"))
    made = picture_for_paper(path, saving=False)
    assert made
    with Image.open(io.BytesIO(made)) as plain:
        assert plain.mode == "RGB"
        colour = plain.getpixel((30, 20))
    # Cyan with a little magenta: blue, not the orange of its inversion.
    assert isinstance(colour, tuple)
    assert (colour[0] < 90, colour[2] > 150) == (True, True)


def test_a_direction_that_a_browser_would_find_is_settled() -> None:
    html = '<p dir="auto">«سلام» he said</p><p dir="auto">He said سلام</p><p dir="auto">12</p>'
    made = for_paper(html, "rtl", lambda _: True)
    assert made.count('dir="rtl"') == 2
    assert made.startswith('<p dir="rtl">')
    assert '<p dir="ltr">He said' in made


def test_controls_that_no_browser_draws_go() -> None:
    assert for_paper("<p>it\x92s\x07 \u2028on</p>", "ltr", lambda _: True) == "<p>its \u2028on</p>"


def test_a_line_break_is_one_and_a_list_begins_with_its_number() -> None:
    assert for_paper("<p>one<br/>two</p>", "ltr", lambda _: True) == "<p>one<br/>two</p>"
    made = for_paper('<ol start="3"><li>three</li></ol>', "ltr", lambda _: True)
    assert made == '<ol start="3" style="counter-reset: list-item 2"><li>three</li></ol>'


@pytest.mark.parametrize(
    ("direction", "html", "made"),
    [
        ("rtl", "<p>نمکِ H<sub>2</sub>O را</p>",
         '<p>نمکِ <span class="run" dir="ltr">H<sub>2</sub>O</span> را</p>'),
        ("rtl", "<p>در <strong>Hallin</strong> Ferry بود</p>",
         '<p>در <span class="run" dir="ltr"><strong>Hallin</strong> Ferry</span> بود</p>'),
        ("rtl", "<p>Two <em>Ferries</em><sup>3</sup> رفت</p>",
         '<p><span class="run" dir="ltr">Two <em>Ferries</em><sup>3</sup></span> رفت</p>'),
        ("ltr", "<p>the كتاب <em>النهر</em> lay</p>",
         '<p>the <span class="run" dir="rtl">كتاب <em>النهر</em></span> lay</p>'),
        # What is read rightly without it stays as it is.
        ("ltr", "<p>H<sub>2</sub>O and <em>x</em> y</p>", None),
        ("rtl", "<p>متر<sup>۲</sup> و <em>کتاب</em> بود</p>", None),
        ("rtl", '<p>Ferry<sup class="fn"><a href="#fn-1">۱</a></sup> بود</p>', None),
        ("rtl", "<p>در <strong>Hallin</strong> بود</p>", None),
    ],
)  # fmt: skip
def test_words_that_run_against_their_line_are_held_together(
    direction: Direction, html: str, made: str | None
) -> None:
    assert for_paper(html, direction, lambda _: True) == (made or html)


def test_joiners_and_controls_are_no_missing_letters() -> None:
    assert (
        missing_letters(["می\u200cروم \u2067a\u2069 \ufe0f\t"], frozenset(map(ord, "میروa"))) == []
    )
    assert missing_letters(["a\U000e0041\u3164\u115f\U000e0100\u2060"], frozenset({97})) == []
    assert len(missing_letters([chr(c) for c in range(0x4E00, 0x4E40)], frozenset())) == 21


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        ("\ue000", "U+E000 (for private use)"),
        ("\u0378", "U+0378 (assigned to no letter)"),
        ("\U0001fffe", "U+1FFFE (assigned to no letter)"),
        ("\ufff9", "U+FFF9 INTERLINEAR ANNOTATION ANCHOR"),
        ("\u20e3", "U+20E3 COMBINING ENCLOSING KEYCAP"),
    ],
)
def test_whatever_is_printed_as_a_box_is_named(letter: str, said: str) -> None:
    (sentence,) = missing_letters([f"One {letter} two"], frozenset(map(ord, "One two")))
    assert (
        sentence == f"{said} is in no face and is printed as a box, first in “…One {letter} two…”."
    )


@needs_faces
def test_every_face_draws_a_box_for_what_it_has_not() -> None:
    for face in FACES:
        with TTFont(BUILT / face.file_name, lazy=True) as font:
            missing = font.getGlyphOrder()[0]
            assert font["glyf"][missing].numberOfContours, face.name
            assert font["hmtx"][missing][0], face.name


def test_the_program_runs_without_pango_and_says_how_to_get_it() -> None:
    code = (
        "import sys; sys.modules['weasyprint'] = None\n"
        "from writingviews.editions.paper.typesetter import Typesetter, TypesetterMissing\n"
        "from writingviews.editions.paper.shelf import Shelf\n"
        "import writingviews.cli\n"
        "try: Typesetter('', 'leaflet.css', Shelf('https://example.org', {}))\n"
        "except TypesetterMissing as missing: print(missing)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    ).stdout
    assert said.startswith("Printing on paper needs Pango: apt install libpango-1.0-0")
    assert said.count("\n") == 1


@needs_pango
def test_to_print_leaves_broken_pictures_broken_for_the_rest_of_the_program() -> None:
    """WeasyPrint has Pillow take what is cut off for whole, in the whole process."""
    code = (
        "from PIL import ImageFile\n"
        "from writingviews.editions.paper.typesetter import Typesetter\n"
        "from writingviews.editions.paper.shelf import Shelf\n"
        "Typesetter('', 'leaflet.css', Shelf('https://example.org', {}))\n"
        "import weasyprint.images\n"
        "print(ImageFile.LOAD_TRUNCATED_IMAGES)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert said.stdout == "False\n"
