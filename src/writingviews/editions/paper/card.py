"""A card for sharing: a headline or a quotation, and the way to it.

Laid out in pixels as a page, then drawn. The square is what timelines show; the banner, three times
as wide as high, is a profile's head, a letter's, or, printed, a strip on a wall; the Open Graph
picture is what other sites show beside a link, and bears no code: it is itself the way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from writingviews.language.direction import first_strong

from .drawing import png_of, svg_of
from .faces import covered
from .fitting import fits, largest
from .leaflet import Ink
from .letters import missing_letters
from .manuscript import paragraphs, plain
from .pieces import House, Piece, environment
from .qr import qr_modules, qr_svg
from .shelf import Shelf
from .typesetter import Typesetter

Shape = Literal["card", "banner", "opengraph"]
Form = Literal["png", "svg", "pdf"]

#: Pixels.
SIZES: Final = {"card": (1080, 1080), "banner": (1500, 500), "opengraph": (1200, 630)}
#: Pixels a module, which a telephone still reads off a screen that shows the card at half its size.
MODULE: Final = 4
#: The widest code, in pixels: one of 57 modules. A longer address stands there in letters only.
_WIDEST_CODE: Final = 57 * MODULE
#: Millimetres that a printed banner is wide.
_STRIP: Final = 900
_MOST_LETTERS: Final = 400
#: Letters in pixels and a picture's height (a banner: width), in the order in which they are tried.
_TRIED: Final = {
    "card": (
        *((size, 540) for size in (118, 104, 92, 82, 74)),
        *((size, 470) for size in (82, 74, 66, 58)),
        *((size, 370) for size in (58, 52, 46, 41, 36, 32)),
        *((size, 240) for size in (36, 32, 28, 24, 20, 17)),
    ),
    "banner": (
        *((size, 560) for size in (92, 82, 74, 66, 58, 52)),
        *((size, 440) for size in (52, 46, 41, 36, 32)),
        *((size, 330) for size in (32, 28, 24, 20, 17, 14)),
    ),
    "opengraph": (
        *((size, 520) for size in (84, 76, 68, 62, 56)),
        *((size, 430) for size in (62, 56, 50, 44, 39, 34)),
        *((size, 320) for size in (34, 30, 26, 22, 18)),
    ),
}
_TRIED_ALONE: Final = {
    "card": (148, 132, 118, 104, 92, 82, 74, 66, 58, 52, 46, 41, 36, 32, 28, 24, 20),
    "banner": (118, 104, 92, 82, 74, 66, 58, 52, 46, 41, 36, 32, 28, 24, 20, 17, 14),
    "opengraph": (118, 104, 92, 82, 74, 66, 58, 52, 46, 41, 36, 32, 28, 24, 20),
}
#: The smallest letters beside which a standfirst has its place.
_STANDFIRST_FROM: Final = {"card": 92, "banner": 66, "opengraph": 74}


class QuoteTooLong(ValueError):
    """A quotation or a headline that no card holds; the message says what to do."""


@dataclass(frozen=True)
class Card:
    """A card: its bytes, its size in pixels, what to say of it."""

    data: bytes
    size: tuple[int, int]
    report: tuple[str, ...]


def make_card(
    piece: Piece, house: House, *, shape: Shape = "card", form: Form = "png", quote: str = "",
    ink: Ink = "full",
) -> Card:  # fmt: skip
    """Return an article as a card. A second and a half.

    Args:
        piece: the article.
        house: the publication.
        shape: the square, the banner, or what stands beside a link.
        form: pixels; outlines; or a page to be printed, a banner 90 cm wide.
        quote: what stands there in place of the headline and its picture.
        ink: "saving" is black on white, with a picture in greys.

    Raises:
        QuoteTooLong: it has more than 400 letters, or the headline is longer than a card.
        TypesetterMissing: Pango is not there.
        DrawingToolMissing: what draws SVG is not there.
        FacesMissing: the faces for paper were not built.
    """
    quote = " ".join(plain(quote).split())
    if len(quote) > _MOST_LETTERS:
        raise QuoteTooLong(
            f"The quotation has {len(quote)} letters; a card holds {_MOST_LETTERS}. "
            "Choose a part of it."
        )
    report = list(piece.problems)
    code = 0 if shape == "opengraph" else qr_modules(piece.address) * MODULE
    if code > _WIDEST_CODE:
        code = 0
        report.append(
            "The address is too long for a code that is read off a card; it stands there in "
            "letters only."
        )
    saving, size = ink == "saving", SIZES[shape]
    pictured = piece.lead is not None and not quote
    html = environment(piece.language).get_template("paper/card.html").render(
        piece=piece, house=house, quote=quote, saving=saving, pictured=pictured, shape=shape,
        coded=code > 0, quote_direction=first_strong(quote) or piece.direction,
    )  # fmt: skip
    files = {**piece.pictures, "/qr.svg": (qr_svg(piece.address), "image/svg+xml")}
    typesetter = Typesetter(html, "card.css", Shelf(house.address, files))
    width, height = size
    measuring = (
        f"@page {{ size: {width}px 90000px }} .sheet {{ height: auto !important }} "
        ".end { position: static !important } .card .end { min-height: calc(var(--code) + 26px) }"
    )
    settings = largest(
        typesetter,
        (
            f"{_ground(piece.hue, saving=saving)} html {{ --code: {code}px; {each} }}"
            for each in _tried(shape, pictured=pictured)
        ),
        measuring=measuring,
        room=height * 0.75,
    )
    if not fits(typesetter, settings, measuring=measuring, room=height * 0.75):
        raise QuoteTooLong(
            "The headline is longer than a card. Give it a quotation instead (--quote)."
        )
    layout = typesetter.lay_out(
        f"{settings} @page {{ size: {width}px {height}px }} .sheet {{ height: {height}px }}"
    )
    said = [piece.title, quote, *piece.bylines, piece.section, house.name]
    if "--standfirst: block" in settings:
        said += paragraphs(piece.standfirst_html)
    report += missing_letters(said, covered())
    title = " · ".join([quote or piece.title, *piece.bylines, house.name])
    if form == "pdf":
        # From pixels of a 96th of an inch to the width on the wall.
        zoom = _STRIP / (width * 25.4 / 96) if shape == "banner" else 1.0
        return Card(typesetter.pdf(layout, zoom=zoom), size, tuple(report))
    pdf = typesetter.pdf(layout)
    data = png_of(pdf, size=size) if form == "png" else svg_of(pdf, size=size, title=title)
    return Card(data, size, tuple(report))


def _tried(shape: Shape, *, pictured: bool) -> Iterator[str]:
    """Return the sizes to be tried, as CSS: first with the standfirst, where there is room."""
    hidden = "--standfirst: none"
    if pictured:
        for size, picture in _TRIED[shape]:
            yield f"font-size: {size}px; --picture: {picture}px; {hidden}"
        return
    for size in _TRIED_ALONE[shape]:
        if size >= _STANDFIRST_FROM[shape]:
            yield f"font-size: {size}px; --standfirst: block"
    for size in _TRIED_ALONE[shape]:
        yield f"font-size: {size}px; {hidden}"


def _ground(hue: int, *, saving: bool) -> str:
    """Return the CSS that gives a card its colour: the section's, deep enough for white letters."""
    if saving:
        return ""
    return (
        f"html {{ --ground: oklch(33% 0.085 {hue}); --rule: oklch(72% 0.11 {hue}); "
        f"--faint: oklch(90% 0.03 {hue}) }}"
    )
