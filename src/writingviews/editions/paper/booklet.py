"""A booklet: one or several articles as A5 pages, to be read on a screen or folded from A4."""

from collections.abc import Sequence
from dataclasses import dataclass

from .foot import counter_style, foot
from .imposition import MOST_SHEETS, impose
from .leaflet import Ink
from .pieces import House, Piece, colours, environment
from .qr import qr_svg
from .shelf import Shelf
from .typesetter import Typesetter


@dataclass(frozen=True)
class Booklet:
    """A booklet: its bytes, its pages before they were imposed, what to say of it."""

    pdf: bytes
    pages: int
    report: tuple[str, ...]


def make_booklet(
    pieces: Sequence[Piece], house: House, *, imposed: bool = False, ink: Ink = "full"
) -> Booklet:
    """Return articles as a booklet. Its first piece says its language and the side of its spine.

    Args:
        pieces: one or more, in their order, each with a prefix of its own.
        house: the publication.
        imposed: laid on A4, for both sides of the paper, flipped on the short edge.
        ink: "saving" is black and white, without grounds.

    Raises:
        ValueError: there are no pieces.
        TypesetterMissing: Pango is not there.
        FacesMissing: the faces for paper were not built.

    Cost: half a second an article.
    """
    if not pieces:
        raise ValueError("A booklet of no articles is empty. Name one at least.")
    saving, first = ink == "saving", pieces[0]
    alone = len(pieces) == 1
    days = [piece.published for piece in pieces if piece.published]
    address = first.address if alone else f"{house.address}/"
    html = environment(first.language).get_template("paper/booklet.html").render(
        pieces=pieces, house=house, saving=saving, day=max(days, default=None),
        address=address, shown_address=first.shown_address if alone else house.shown_address,
    )  # fmt: skip
    files = {path: file for piece in pieces for path, file in piece.pictures.items()}
    files["/qr.svg"] = (qr_svg(address), "image/svg+xml")
    typesetter = Typesetter(html, "booklet.css", Shelf(house.address, files))
    style = counter_style(first.language)
    layout = typesetter.lay_out(
        colours(first.hue, saving=saving)
        + foot(first.language, first.title if alone else house.name)
        + "@page cover { @bottom-left { content: none } @bottom-right { content: none } } "
        + "@page back { @bottom-left { content: none } @bottom-right { content: none } } "
        + f".number::before {{ content: target-counter(attr(data-to), page, {style}) }}"
    )
    pdf = typesetter.pdf(layout)
    report = [sentence for piece in pieces for sentence in piece.report()]
    if imposed:
        sheets = -(-layout.pages // 4)
        if sheets > MOST_SHEETS:
            report.append(
                f"{sheets} sheets are too thick to fold; staple at most {MOST_SHEETS}. Take fewer "
                "articles, or print it without --imposed."
            )
        pdf = impose(pdf, rtl=first.direction == "rtl")
    return Booklet(pdf, layout.pages, tuple(report))
