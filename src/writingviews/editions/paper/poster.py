"""A poster: a headline or a quotation that is read across a room, and a code that a phone reads.

A telephone's camera sees about a third of a thousandth of a radian a pixel, and needs three pixels
for each module of a code: 2.6 mm at three metres.
"""

from dataclasses import dataclass
from typing import Final, Literal

from writingviews.language.direction import first_strong

from .faces import covered
from .fitting import fits, largest
from .leaflet import Ink
from .letters import missing_letters
from .manuscript import paragraphs, plain
from .pieces import House, Piece, colours, environment
from .qr import house_codes, qr_modules, qr_svg
from .shelf import Shelf
from .typesetter import Typesetter

PosterPaper = Literal["a3", "a2"]

#: Millimetres of A3, on which every poster is laid out; A2 is the same, larger.
_WIDTH: Final = 297.0
_HEIGHT: Final = 420.0
_ZOOM: Final = {"a3": 1.0, "a2": 2**0.5}
#: Millimetres a module, at which a code is read from three metres.
MODULE: Final = 2.6
_PADDING: Final = 15.0
_MOST_LETTERS: Final = 400
#: Letters in points, a picture's part of the height, and whether the standfirst stands there, in
#: the order in which they are tried.
_TRIED: Final = (
    *((size, 0.46, True) for size in (132, 116, 102, 90, 79)),
    *((size, 0.36, True) for size in (90, 79, 70)),
    *((size, 0.28, True) for size in (70, 62, 55, 48)),
    # Across a room nobody reads a standfirst, and nothing of a headline in small letters.
    *((size, 0.28, False) for size in (70, 62, 55, 48, 42)),
    *((size, 0.18, False) for size in (48, 42, 37, 33, 29, 25, 22, 19, 16)),
)


class QuoteTooLong(ValueError):
    """A quotation or a headline that no poster holds; the message says what to do."""


@dataclass(frozen=True)
class Poster:
    """A poster: its bytes, the width of its code in millimetres, what to say of it."""

    pdf: bytes
    code: float
    report: tuple[str, ...]


def make_poster(
    piece: Piece, house: House, *, paper: PosterPaper = "a3", quote: str = "", ink: Ink = "full"
) -> Poster:
    """Return an article as a poster. Under a second.

    Args:
        piece: the article.
        house: the publication.
        paper: the sheet.
        quote: what stands there in large; the headline with its picture, if left out.
        ink: "saving" has no ground of colour, and its picture is grey.

    Raises:
        QuoteTooLong: it has more than 400 letters, or the headline is longer than a poster.
        TypesetterMissing: Pango is not there.
        FacesMissing: the faces for paper were not built.
    """
    quote = " ".join(plain(quote).split())
    if len(quote) > _MOST_LETTERS:
        raise QuoteTooLong(
            f"The quotation has {len(quote)} letters; a poster is read from afar and holds "
            f"{_MOST_LETTERS}. Choose a part of it."
        )
    modules = qr_modules(piece.address)
    code = min(modules * MODULE, (_WIDTH - 2 * _PADDING) * 0.6)
    pictured = piece.lead is not None and not quote
    html = environment(piece.language).get_template("paper/poster.html").render(
        piece=piece, house=house, quote=quote, saving=ink == "saving", pictured=pictured,
        quote_direction=first_strong(quote) or piece.direction,
    )  # fmt: skip
    files = {
        **piece.pictures,
        "/qr.svg": (qr_svg(piece.address), "image/svg+xml"),
        **house_codes(house.key),
    }
    typesetter = Typesetter(html, "poster.css", Shelf(house.address, files))
    page = f"{colours(piece.hue, saving=ink == 'saving')} html {{ --code: {code:.1f}mm }} "
    settings = _fitting(typesetter, page, code)
    layout = typesetter.lay_out(settings)
    zoom = _ZOOM[paper]
    report = list(piece.problems)
    if code < modules * MODULE:
        metres = 3 * _ZOOM[paper] * code / (modules * MODULE)
        report.append(f"The address is long, so its code is fine: it is read from {metres:.1f} m.")
    said = [piece.title, quote, *piece.bylines, house.name, house.motto]
    if not quote and "--standfirst: block" in settings:
        said += paragraphs(piece.standfirst_html)
    if pictured and piece.lead:
        said.append(piece.lead.credit)
    return Poster(
        typesetter.pdf(layout, zoom=zoom),
        code * zoom,
        (*report, *missing_letters(said, covered())),
    )


def _fitting(typesetter: Typesetter, page: str, code: float) -> str:
    """Return the CSS with the largest letters with which everything stands above the poster's end.

    A picture and the standfirst give way until the letters are of a good size; then it is the
    letters that do.
    """
    inner = _HEIGHT - 2 * _PADDING
    measuring = f"@page {{ size: {_WIDTH}mm 90000mm }} .end {{ display: none !important }}"
    room = (inner - code - 6 + 2 * _PADDING) * 72 / 25.4
    settings = largest(
        typesetter,
        (
            f"{page} html {{ font-size: {size}pt; --picture: {inner * picture:.1f}mm; "
            f"--standfirst: {'block' if standfirst else 'none'} }}"
            for size, picture, standfirst in _TRIED
        ),
        measuring=measuring,
        room=room,
    )
    if not fits(typesetter, settings, measuring=measuring, room=room):
        raise QuoteTooLong(
            "The headline is longer than a poster. Give it a quotation instead (--quote)."
        )
    return f"{settings} @page {{ size: {_WIDTH}mm {_HEIGHT}mm }} .sheet {{ height: {inner:.2f}mm }}"
