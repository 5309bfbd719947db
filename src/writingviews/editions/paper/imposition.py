"""Pages laid on sheets so that, folded and nested, they are a booklet.

Two A5 pages stand on each side of an A4 sheet lying across. Print on both sides, flip on the short
edge, fold the pile in the middle, staple.
"""

import hashlib
import io
from dataclasses import dataclass
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
)

#: A4 lying across, in points.
_SHEET: Final = (841.89, 595.276)
#: Sheets that can still be folded and stapled.
MOST_SHEETS: Final = 16


@dataclass(frozen=True)
class Side:
    """A side of a sheet: the number of the page at its left and at its right, from 1; a number
    beyond the last page stands for a blank one."""

    left: int
    right: int


def sides(pages: int, *, rtl: bool) -> list[Side]:
    """Return the sides of all sheets, front and back in turn, the outermost sheet first.

    Args:
        pages: how many, a multiple of four.
        rtl: whether the spine is at the right.

    Raises:
        ValueError: the pages do not fill whole sheets.
    """
    if pages % 4:
        raise ValueError(f"{pages} pages fill no whole sheets; add {-pages % 4} blank ones.")
    found = []
    for sheet in range(pages // 4):
        outer, inner = 1 + 2 * sheet, pages - 2 * sheet
        front, back = (inner, outer), (outer + 1, inner - 1)
        for left, right in (front, back):
            found.append(Side(right, left) if rtl else Side(left, right))
    return found


def impose(pdf: bytes, *, rtl: bool) -> bytes:
    """Return A5 pages imposed on A4. Blank pages come before the last, which is the back cover.

    Args:
        pdf: the pages, in the order in which they are read.
        rtl: whether the spine is at the right.
    """
    reader = PdfReader(io.BytesIO(pdf))
    pages = list(reader.pages)
    whole = -(-len(pages) // 4) * 4
    order = [*pages[:-1], *[None] * (whole - len(pages)), pages[-1]]
    writer = PdfWriter()
    width, height = _SHEET
    for side in sides(whole, rtl=rtl):
        sheet = writer.add_blank_page(width, height)
        drawn, said = DictionaryObject(), []
        for place, number in enumerate((side.left, side.right)):
            page = order[number - 1]
            if page is None:
                continue
            own_width, own_height = float(page.mediabox.width), float(page.mediabox.height)
            scale = min(width / 2 / own_width, height / own_height)
            across = place * width / 2 + (width / 2 - own_width * scale) / 2
            down = (height - own_height * scale) / 2
            shown = NameObject(f"/P{place}")
            drawn[shown] = writer._add_object(_form(page, writer))  # noqa: SLF001 - has no other name
            said.append(f"q {scale:.5f} 0 0 {scale:.5f} {across:.3f} {down:.3f} cm {shown} Do Q")
        content = DecodedStreamObject()
        content.set_data("\n".join(said).encode())
        sheet[NameObject("/Contents")] = writer._add_object(content)  # noqa: SLF001
        sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): drawn})
    writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject(
        {
            NameObject("/Duplex"): NameObject("/DuplexFlipShortEdge"),
            NameObject("/PrintScaling"): NameObject("/None"),
            NameObject("/Direction"): NameObject("/R2L" if rtl else "/L2R"),
        }
    )
    # Made of the pages, not of the hour: the same pages give the same bytes.
    name = ByteStringObject(hashlib.sha256(pdf).digest()[:16])
    writer._ID = ArrayObject([name, name])  # noqa: SLF001 - pypdf makes one by chance
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _form(page: PageObject, writer: PdfWriter) -> StreamObject:
    """Return a page as a picture that a sheet shows: its content is copied and not read.

    Its links are left behind: they would stand where the page stood before, and nobody presses
    them on paper.
    """
    content = page.get_contents()
    form = DecodedStreamObject()
    form.set_data(content.get_data() if content is not None else b"")
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(page.mediabox),
            NameObject("/Resources"): page["/Resources"].clone(writer),
        }
    )
    return form.flate_encode()
