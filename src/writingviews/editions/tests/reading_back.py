"""Reading a PDF back: its words, its pages, the codes on it."""

import re
import shutil
import subprocess
import unicodedata
from ctypes.util import find_library
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest

from writingviews.editions.paper.faces import BUILT, FACES

needs_pango = pytest.mark.skipif(
    find_library("pango-1.0-0") is None and find_library("pango-1.0") is None,
    reason="needs Pango: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
)
needs_faces = pytest.mark.skipif(
    not all((BUILT / face.file_name).exists() for face in FACES),
    reason="needs the faces for paper: make build",
)
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="needs pdftotext: apt install poppler-utils"
)
needs_zbar = pytest.mark.skipif(
    shutil.which("zbarimg") is None, reason="needs zbarimg: apt install zbar-tools"
)


def words_of(
    pdf: bytes, folder: Path, *, foot: int = 51, page: tuple[int, int] = (596, 842), last: int = 0
) -> str:
    """Return a PDF's text without the foot of its pages.

    Args:
        pdf: the bytes.
        folder: for a file.
        foot: points below which the foot stands.
        page: its width and height in points.
        last: the page up to which is read; all, without it.
    """
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    width, height = page
    area = ["-x", "0", "-y", "0", "-W", str(width), "-H", str(height - foot)]
    found = subprocess.run(
        ["pdftotext", "-raw", "-nopgbrk", *area, "-l", str(last), str(path), "-"],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    return found.stdout


def _boxes(path: Path, *only: str) -> str:
    """Return where each word of a PDF stands, as poppler says it.

    Its page begins with the PDF's title, and a letter beyond U+FFFF in that, sound in the PDF, is
    written as two halves.
    """
    return subprocess.run(
        ["pdftotext", "-bbox", *only, str(path), "-"],
        capture_output=True, check=True, encoding="utf-8", errors="surrogatepass",
    ).stdout  # fmt: skip


def rtl_words_of(pdf: bytes, folder: Path, *, foot: int = 51, columns: int = 2) -> str:
    """Return the letters of a PDF that runs from right to left, in the order in which it is read.

    Poppler guesses at such lines. So its words are taken as they stand on the paper and put in
    their order here: columns from the right, lines from the top, words from the right, runs of
    Latin words from the left. Punctuation and digits, which belong to no side, are left out.

    Args:
        pdf: the bytes.
        folder: for a file.
        foot: points below which the foot stands.
        columns: of the page.
    """
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    found = _boxes(path)
    said = ""
    for page in found.split("<page ")[1:]:
        width, height = (
            float(each) for each in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2]
        )
        words = [
            _Word(float(left), float(top), float(right), float(bottom), unescape(text))
            for left, top, right, bottom, text in re.findall(
                r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>',
                page,
            )
            if float(bottom) < height - foot + 12
        ]
        for column in reversed(range(columns)):
            own = [word for word in words if int(word.middle // (width / columns)) == column]
            said += "".join(map(_logical, _lines(own)))
    return said


class _Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        return (self.top + self.bottom) / 2


def _lines(words: list[_Word]) -> list[list[_Word]]:
    lines: list[list[_Word]] = []
    for word in sorted(words, key=lambda word: word.height):
        if lines and word.height - lines[-1][0].height < 7:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _logical(line: list[_Word]) -> str:
    said: list[str] = []
    latin: list[str] = []
    for word in sorted(line, key=lambda word: -word.right):
        text = rtl_letters(word.text)
        if text and text.isascii():
            latin.append(text)
            continue
        said += [*reversed(latin), rtl_letters(word.text[::-1])]
        latin = []
    return "".join([*said, *reversed(latin)])


def rtl_letters(text: str) -> str:
    """Return what `letters` returns, without punctuation, digits, lam and alef.

    A lam and an alef are one drawing, which poppler spells backwards.
    """
    kept = (letter for letter in letters(text) if unicodedata.category(letter)[0] == "L")
    return "".join(letter for letter in kept if letter not in "ال")


def letters(text: str) -> str:
    """Return the letters of a text in their order, without what a PDF does not keep.

    Spaces and hyphens at line ends are the typesetter's; vowel signs and joiners stand beside their
    letter, not in the line.
    """
    text = unicodedata.normalize("NFKD", text)
    return "".join(
        letter
        for letter in text
        if unicodedata.category(letter) not in {"Mn", "Cf", "Cc", "Zs", "Zl", "Zp"}
        and letter not in "-‐•"
    )


class Box(NamedTuple):
    """A word and where it stands: points from the page's left and top."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def boxes_of(pdf: bytes, folder: Path) -> list[tuple[float, float, list[Box]]]:
    """Return for each page its width, its height and its words."""
    path = folder / "boxes.pdf"
    path.write_bytes(pdf)
    said = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True, text=True
    ).stdout
    pages = []
    for page in said.split("<page ")[1:]:
        width, height = (float(v) for v in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        found = re.findall(
            r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word', page
        )
        boxes = [
            Box(float(left), float(top), float(right), float(bottom), unescape(text))
            for left, top, right, bottom, text in found
        ]
        pages.append((width, height, boxes))
    return pages


def outside(pdf: bytes, folder: Path) -> list[str]:
    """The words that stand outside the page, or so near its edge that no printer reaches them."""
    path = folder / "boxes.pdf"
    path.write_bytes(pdf)
    found = _boxes(path)
    beyond = []
    for page in found.split("<page ")[1:]:
        width, height = (float(v) for v in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        for box in re.findall(
            r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<', page
        ):
            left, top, right, bottom = map(float, box[:4])
            if left < 14 or top < 10 or right > width - 14 or bottom > height - 10:
                beyond.append(box[4])
    return beyond


def overlaps(pdf: bytes, folder: Path, *, page: int | None = None) -> list[str]:
    """The words that stand on one another, on one page or on all."""
    (folder / "o.pdf").write_bytes(pdf)
    only = ["-f", str(page), "-l", str(page)] if page else []
    said = _boxes(folder / "o.pdf", *only)
    each = r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<'
    pages = [re.findall(each, page) for page in said.split("<page ")[1:]]
    return [pair for words in pages for pair in _overlapping(words)]


def _overlapping(words: list[tuple[str, str, str, str, str]]) -> list[str]:
    boxes = [(float(a), float(b), float(c), float(d), text) for a, b, c, d, text in words]
    found = []
    for n, (left, top, right, bottom, word) in enumerate(boxes):
        for other_left, other_top, other_right, other_bottom, other in boxes[n + 1 :]:
            across = min(right, other_right) - max(left, other_left)
            # Boxes are as high as a face's tallest letters: lines set close reach into each other.
            down = min(bottom, other_bottom) - max(top, other_top)
            if across > 1 and down > 0.5 * min(bottom - top, other_bottom - other_top):
                found.append(f"{word} {other}")
    return found


def draw(pdf: bytes, folder: Path, *, dpi: int, page: int = 1) -> Path:
    """Return a picture of a page."""
    path = folder / "drawn.pdf"
    path.write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-f", str(page), "-l", str(page), "-png", "-singlefile",
         str(path), str(folder / "drawn")],
        check=True,
    )  # fmt: skip
    return folder / "drawn.png"


def codes_on(picture: Path) -> list[str]:
    """Return what the codes on a picture say."""
    found = subprocess.run(
        ["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, check=False, text=True
    )
    return found.stdout.split()
