"""A leaflet: one article on A4 or Letter, on one sheet where it fits.

The letters are as large as the sheet allows: first one side is tried, then two, between 8.5 pt and
11.5 pt. What does not fit two sides at 8.5 pt runs on to more sheets at a comfortable size.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from .foot import PART, SIZE, foot, shortened
from .pieces import House, Piece, colours, environment
from .qr import house_codes, qr_svg
from .shelf import Shelf
from .typesetter import Layout, Typesetter

Paper = Literal["a4", "letter"]
Ink = Literal["full", "saving"]

#: Points. Under the first nothing is set; over the last a line has too few words.
SMALLEST: Final = 8.5
_LARGEST: Final = {1: 12.0, 2: 11.0}
#: For what needs more sheets anyway.
_COMFORTABLE: Final = {1: 11.0, 2: 10.0}
#: From this size on one side is better than two.
_ONE_SIDE_FROM: Final = 9.25
_STEP: Final = 0.25
_SIZE: Final = {"a4": "A4", "letter": "letter"}
#: Millimetres above, beside and below the text.
_MARGINS: Final = {1: "15mm 36mm 20mm", 2: "14mm 16mm 19mm"}
#: Width and height of the text's area in points, and the gap between columns.
_AREA: Final = {
    ("a4", 1): (391.2, 742.7),
    ("a4", 2): (504.6, 748.3),
    ("letter", 1): (407.9, 692.8),
    ("letter", 2): (521.3, 698.5),
}
_GAP: Final = 22.7
#: More than these are not on two sides, in whatever size.
_MOST_LETTERS: Final = 25_000
#: How much of a page is filled at best: headings and pictures do not part.
_USED: Final = 0.955


@dataclass(frozen=True)
class Leaflet:
    """A leaflet: its bytes, its pages, the size of its letters in points, what to say of it."""

    pdf: bytes
    pages: int
    size: float
    report: tuple[str, ...]


def make_leaflet(
    piece: Piece, house: House, *, paper: Paper = "a4", columns: Literal[1, 2] = 2,
    ink: Ink = "full",
) -> Leaflet:  # fmt: skip
    """Return an article as a leaflet. 2,000 words take some two seconds.

    Args:
        piece: the article.
        house: the publication.
        paper: the sheet.
        columns: one has the measure of a book's page, two that of a newspaper's.
        ink: "saving" is black and white, without grounds.

    Raises:
        TypesetterMissing: Pango is not there.
        FacesMissing: the faces for paper were not built.
    """
    saving = ink == "saving"
    html = environment(piece.language).get_template("paper/leaflet.html").render(
        piece=piece, house=house, columns=columns, saving=saving
    )  # fmt: skip
    files = {
        **piece.pictures,
        "/qr.svg": (qr_svg(piece.address), "image/svg+xml"),
        **house_codes(house.key),
    }
    typesetter = Typesetter(html, "leaflet.css", Shelf(house.address, files))
    line = _AREA[paper, columns][0] * PART / SIZE
    page = (
        f"@page {{ size: {_SIZE[paper]}; margin: {_MARGINS[columns]} }}"
        f"{foot(piece.language, shortened(f'{house.name}  ·  {piece.title}', line))}"
        f"{colours(piece.hue, saving=saving)}"
    )

    def at(size: float) -> str:
        return f"{page} html {{ font-size: {size}pt }}"

    size, layout = _set(typesetter, at, columns, _reckoned(typesetter, at, paper, columns, piece))
    return Leaflet(typesetter.pdf(layout), layout.pages, size, tuple(piece.report()))


def _set(
    typesetter: Typesetter, at: Callable[[float], str], columns: int, reckoned: Mapping[int, float]
) -> tuple[float, Layout]:
    """Return the largest size in which the text fits the sides, and its pages.

    Args:
        typesetter, at: lay it out in a size.
        columns: of the leaflet.
        reckoned: number of sides → size.

    Cost: one layout mostly; six at most for each number of sides, four for more sheets.
    """
    layouts: dict[float, Layout] = {}

    def fits(size: float, sides: int) -> bool:
        if size not in layouts:
            layouts[size] = typesetter.lay_out(at(size))
        return layouts[size].pages <= sides and layouts[size].ends_in_flow

    for sides, size in reckoned.items():
        smallest = _ONE_SIDE_FROM if sides == 1 else SMALLEST
        sizes = [size - _STEP * n for n in range(int((size - smallest) / _STEP) + 1)]
        found = first_of(sizes, partial(fits, sides=sides))
        if found is not None:
            return found, layouts[found]
    comfortable = _COMFORTABLE[columns]
    # The colophon does not stand alone on the last page, if a little less does it.
    sizes = [comfortable - _STEP * n for n in range(4)]
    size = next((size for size in sizes if fits(size, sys.maxsize)), comfortable)
    return size, layouts[size]


def first_of(sizes: Sequence[float], fits: Callable[[float], bool]) -> float | None:
    """Return the first size that fits, of several in descending order, or None.

    One of the first two mostly does. If the last does not fit, none does; else what is between is
    halved.
    """
    for size in sizes[:2]:
        if fits(size):
            return size
    if len(sizes) < 3 or not fits(sizes[-1]):
        return None
    low, high = 1, len(sizes) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(sizes[middle]) else (middle, high)
    return sizes[high]


def _reckoned(
    typesetter: Typesetter, at: Callable[[float], str], paper: Paper, columns: int, piece: Piece
) -> dict[int, float]:
    """Return how many sides the text will fill, and in which size; nothing for more than two.

    The text is set once, in one endless column: a third of what its pages cost.
    """
    letters = sum(map(len, piece.texts()))
    if letters > _MOST_LETTERS:
        return {}
    width, height = _AREA[paper, columns]
    column = (width - (columns - 1) * _GAP) / columns
    # A first guess, near enough that headlines and pictures keep their part of the whole.
    guess = _within((1.3 * width * height / max(letters, 1)) ** 0.5, columns)
    measured = typesetter.measure(
        f"{at(guess)} @page {{ size: 1000mm 100000mm }} body {{ width: {width}pt }} "
        f".flow {{ columns: auto !important; width: {column}pt }}"
    )
    flow, sizes = measured.flow, {}
    for sides in (1, 2):
        room = sides * height * _USED - measured.before - measured.behind
        if room <= 0:
            continue
        # Text grows with the square of its letters.
        size = guess * (room / (flow / columns)) ** 0.5 if flow else _LARGEST[columns]
        if size >= (_ONE_SIDE_FROM if sides == 1 else SMALLEST):
            sizes[sides] = _within(size, columns)
    return sizes


def _within(size: float, columns: int) -> float:
    """Return a size that is read well, in quarters of a point."""
    return max(SMALLEST, min(_LARGEST[columns], int(size / _STEP) * _STEP))
