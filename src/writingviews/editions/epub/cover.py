"""A book's cover: one drawn page, as a picture."""

import io
from collections.abc import Mapping
from typing import Final

from writingviews.editions.paper.drawing import picture_of
from writingviews.editions.paper.pieces import House, Piece, colours
from writingviews.editions.paper.shelf import Shelf
from writingviews.editions.paper.typesetter import Layout, Typesetter

#: Pixels; two to three, as e-readers show covers.
SIZE: Final = (1200, 1800)
#: Letters in points of the page, which is 300 pt wide, in the order in which they are tried.
_TRIED: Final = (12.0, 11.0, 10.0, 8.8, 7.7, 6.8, 6.0, 5.2, 4.6, 4.0, 3.4, 2.8)


def draw_cover(
    html: str, first: Piece, house: House, files: Mapping[str, tuple[bytes, str]]
) -> bytes:
    """Return a cover as a JPEG of 1200 to 1800 pixels. Half a second.

    Args:
        html: the page, from ``cover-picture.html``.
        first: gives it its colour.
        house: the publication.
        files: the pictures that it shows.

    Raises:
        TypesetterMissing: Pango is not there.
        FacesMissing: the faces for paper were not built.
    """
    typesetter = Typesetter(html, "ebook-cover.css", Shelf(house.address, files))
    pdf = typesetter.pdf(_fit(typesetter, colours(first.hue, saving=False)))
    out = io.BytesIO()
    picture_of(pdf, size=SIZE).save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def _fit(typesetter: Typesetter, settings: str) -> Layout:
    """Return the page with the largest letters with which it is one."""
    for size in _TRIED:
        layout = typesetter.lay_out(f"{settings} html {{ font-size: {size}pt }}")
        if layout.pages == 1:
            break
    return layout
