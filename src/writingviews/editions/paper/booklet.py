"""A booklet: one or several articles as A5 pages, to be read on a screen or folded from A4."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from writingviews.language.direction import Direction

from .faces import covered
from .fitting import largest
from .foot import PART, SIZE, counter_style, foot, running_head, shortened
from .imposition import MOST_SHEETS, impose
from .leaflet import Ink
from .letters import missing_letters
from .pieces import Front, House, Piece, colours, environment
from .qr import house_codes, qr_svg
from .shelf import Shelf
from .typesetter import Typesetter

#: Ems that the lines above and below a page of 118 mm hold.
_LINE: Final = 118 * 72 / 25.4 * PART / SIZE
#: Points in which a cover's name is tried, millimetres of its picture's height, and how many
#: articles are named on it, in the order in which they are tried.
_COVERS: Final = (
    *((size, 78, 6) for size in (27.0, 24.0, 21.0)),
    *((size, 58, 6) for size in (24.0, 21.0, 18.0)),
    *((size, 48, 4) for size in (21.0, 18.0, 15.5, 13.0)),
    *((size, 30, 2) for size in (18.0, 15.5, 13.0, 11.0, 9.5, 8.5)),
)
#: Millimetres: a cover within its margins, less the line of its date.
_COVER: Final = 174


@dataclass(frozen=True)
class Booklet:
    """A booklet: its bytes, its pages before they were imposed, what to say of it."""

    pdf: bytes
    pages: int
    report: tuple[str, ...]


def make_booklet(
    pieces: Sequence[Piece], house: House, front: Front | None = None, *, imposed: bool = False,
    ink: Ink = "full",
) -> Booklet:  # fmt: skip
    """Return articles as a booklet.

    Args:
        pieces: one or more, in their order, each with a prefix of its own.
        house: the publication.
        front: what several articles are called together, in which language, and on which side the
            spine is. Left out, one article stands for itself.
        imposed: laid on A4, for both sides of the paper, flipped on the short edge.
        ink: "saving" is black and white, without grounds.

    Raises:
        ValueError: there are no pieces, or several without a front.
        TypesetterMissing: Pango is not there.
        FacesMissing: the faces for paper were not built.

    Cost: half a second an article.
    """
    if not pieces:
        raise ValueError("A booklet of no articles is empty. Name one at least.")
    if front is None and len(pieces) > 1:
        raise ValueError(f"{len(pieces)} articles need a front that says what they are together.")
    about: Front | Piece = front or pieces[0]
    saving, language = ink == "saving", about.language
    days = [piece.published for piece in pieces if piece.published]
    said: dict[str, Any] = {
        "pieces": pieces, "house": house, "saving": saving, "front": front,
        "day": (front and front.day) or max(days, default=None),
        "about": about, "cover": _cover(pieces, front),
        "own": _own,
        "heads": [_isolated(shortened(each.title, _LINE), each.direction) for each in pieces],
    }  # fmt: skip
    template = environment(language).get_template("paper/booklet.html")
    files = {path: file for piece in pieces for path, file in piece.pictures.items()}
    files |= front.pictures if front else {}
    files |= {"/qr.svg": (qr_svg(about.address), "image/svg+xml"), **house_codes(house.key)}
    shelf = Shelf(house.address, files)
    colour = colours(pieces[0].hue, saving=saving)
    settings = colour + _fitting_cover(
        Typesetter(template.render(**said, only_cover=True), "booklet.css", shelf), colour
    )
    typesetter = Typesetter(template.render(**said, only_cover=False), "booklet.css", shelf)
    unnumbered = "content: none"
    layout = typesetter.lay_out(
        settings
        + foot(language, shortened(about.title, _LINE))
        + (running_head(language) if front else "")
        + "".join(
            f"@page {page} {{ @bottom-left {{ {unnumbered} }} @bottom-right {{ {unnumbered} }} "
            f"@top-left {{ {unnumbered} }} @top-right {{ {unnumbered} }} }} "
            for page in ("cover", "back")
        )
        + f".number::before {{ content: target-counter(attr(data-to), page, "
        f"{counter_style(language)}) }}"
    )
    pdf = typesetter.pdf(layout)
    report = list(front.problems) if front else []
    report += [sentence for piece in pieces for sentence in piece.problems]
    texts = [text for each in ([front] if front else []) for text in each.texts()]
    texts += [text for piece in pieces for text in piece.texts()]
    report += missing_letters(texts, covered())
    if imposed:
        sheets = -(-layout.pages // 4)
        if sheets > MOST_SHEETS:
            report.append(
                f"{sheets} sheets are too thick to fold; staple at most {MOST_SHEETS}. Take fewer "
                "articles, or print it without --imposed."
            )
        pdf = impose(pdf, rtl=about.direction == "rtl")
    return Booklet(pdf, layout.pages, tuple(report))


def _own(piece: Piece, macro: str) -> str:
    """Return a part of an article in its own language, whatever the booklet's is."""
    parts = environment(piece.language).get_template("paper/parts.html").module
    return str(getattr(parts, macro)(piece))


def _cover(pieces: Sequence[Piece], front: Front | None) -> tuple[str, str]:
    """Return the address of the picture on the cover and what it shows, or nothing twice."""
    if front and front.cover:
        return front.cover, front.cover_alt
    leads = (piece.lead for piece in pieces if piece.lead)
    return next(((lead.src, lead.alt) for lead in leads), ("", ""))


def _fitting_cover(typesetter: Typesetter, settings: str) -> str:
    """Return the CSS with which all that stands on the cover has room there."""
    tried = (
        f"{settings} html {{ --cover: {size}pt; --cover-picture: {picture}mm }} "
        f".cover li:nth-child(n+{most + 1}) {{ display: none }} "
        for size, picture, most in _COVERS
    )
    return largest(
        typesetter, tried, room=_COVER * 72 / 25.4,
        measuring="@page cover { margin: 0; size: 120mm 9000mm } "
        ".cover { height: auto !important } .cover .day { display: none }",
    )  # fmt: skip


def _isolated(text: str, direction: Direction) -> str:
    """Return text that keeps its direction in a line of another."""
    began = "\u2067" if direction == "rtl" else "\u2066"
    return f"{began}{text}\u2069"
