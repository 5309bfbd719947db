"""What ``writingviews edition leaflet | poster | card | banner | booklet`` does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from writingviews.editions.collection import Choice, read_collection
from writingviews.editions.refusal import EditionRefused
from writingviews.editions.target import write_whole
from writingviews.site.publication_view import PublicationView

from . import card as cards
from .booklet import make_booklet
from .drawing import DrawingToolMissing
from .faces import FacesMissing
from .leaflet import Ink, Paper, make_leaflet
from .pieces import NotPublished, house_of, read_front, read_piece
from .poster import PosterPaper, QuoteTooLong, make_poster
from .typesetter import TypesetterMissing


@dataclass(frozen=True)
class Printed:
    """What was printed: a line on it, and sentences on what could not be printed as written."""

    line: str
    report: tuple[str, ...]


#: The forms of a card, by the end of its file's name.
_FORMS: Final[dict[str, cards.Form]] = {".png": "png", ".svg": "svg", ".pdf": "pdf"}


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (
        NotPublished,
        TypesetterMissing,
        DrawingToolMissing,
        FacesMissing,
        QuoteTooLong,
        cards.QuoteTooLong,
    ) as refused:
        raise EditionRefused(str(refused)) from refused


def print_leaflet(
    slug: str, out: Path, *, paper: Paper = "a4", columns: Literal[1, 2] = 2, ink: Ink = "full"
) -> Printed:
    """Write an article as a leaflet.

    Raises:
        EditionRefused: readers may not see it, or what prints is not installed.
        OSError: the file cannot be written.
    """
    with _refusing():
        site = PublicationView.read()
        piece = read_piece(site, slug, saving=ink == "saving")
        house = house_of(site, piece.language)
        leaflet = make_leaflet(piece, house, paper=paper, columns=columns, ink=ink)
    write_whole(out, leaflet.pdf)
    sides = "1 page" if leaflet.pages == 1 else f"{leaflet.pages} pages"
    return Printed(f"{out}: {sides} in letters of {leaflet.size:g} pt.", leaflet.report)


def print_poster(
    slug: str, out: Path, *, paper: PosterPaper = "a3", quote: str = "", ink: Ink = "full"
) -> Printed:
    """Write an article as a poster; raises as `print_leaflet` does."""
    with _refusing():
        site = PublicationView.read()
        piece = read_piece(site, slug, saving=ink == "saving", large=True)
        house = house_of(site, piece.language)
        poster = make_poster(piece, house, paper=paper, quote=quote, ink=ink)
    write_whole(out, poster.pdf)
    return Printed(f"{out}: its code is {poster.code / 10:.0f} cm wide.", poster.report)


def print_card(
    slug: str, out: Path, *, shape: cards.Shape = "card", quote: str = "", ink: Ink = "full"
) -> Printed:
    """Write an article as a card for sharing, in the form that the file's name ends with.

    Raises:
        EditionRefused: as `print_leaflet` does, or it is no such form.
        OSError: the file cannot be written.
    """
    form = _FORMS.get(out.suffix.lower())
    if form is None or (form == "pdf" and shape == "card"):
        printed = ", or .pdf to print it" if shape == "banner" else ""
        raise EditionRefused(f"{out.name!r} says no form. End the name with .png or .svg{printed}.")
    with _refusing():
        site = PublicationView.read()
        piece = read_piece(site, slug, saving=ink == "saving", large=True)
        house = house_of(site, piece.language)
        card = cards.make_card(piece, house, shape=shape, form=form, quote=quote, ink=ink)
    write_whole(out, card.data)
    size = f"{card.size[0]} × {card.size[1]} pixels" if form != "pdf" else "90 × 30 cm"
    return Printed(f"{out}: {size}.", card.report)


def print_booklet(
    choice: Choice, out: Path, *, imposed: bool = False, ink: Ink = "full"
) -> Printed:
    """Write articles as a booklet; raises as `print_leaflet` does."""
    with _refusing():
        site = PublicationView.read()
        collection, saving = read_collection(site, choice), ink == "saving"
        pieces = [
            read_piece(site, slug, saving=saving, prefix=f"p{number}-")
            for number, slug in enumerate(collection.slugs, start=1)
        ]
        alone = len(pieces) == 1 and collection.address == pieces[0].address
        front = None if alone else read_front(collection, saving=saving)
        house = house_of(site, collection.language)
        booklet = make_booklet(pieces, house, front, imposed=imposed, ink=ink)
    write_whole(out, booklet.pdf)
    line = f"{out}: {booklet.pages} pages."
    if imposed:
        sheets = -(-booklet.pages // 4)
        line = (
            f"{out}: {booklet.pages} pages on {sheets} sheet{'s' if sheets > 1 else ''} of A4. "
            "Print on both sides, flip on the short edge, fold."
        )
    return Printed(line, booklet.report)
