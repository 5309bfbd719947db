"""A page of a PDF as a picture: PNG in exact pixels, SVG in outlines."""

import io
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from PIL import Image

_SECONDS: Final = 60
_HEAD: Final = re.compile(r'\A(?:<\?xml[^>]*\?>\s*)?<svg [^>]*?viewBox="([^"]*)"[^>]*>')


class DrawingToolMissing(Exception):
    """What draws SVG is not there; the message says how to get it."""


def picture_of(pdf: bytes, *, size: tuple[int, int]) -> Image.Image:
    """Return a PDF's first page as it is seen.

    Args:
        pdf: the bytes; its page has the proportions of the size.
        size: width and height in pixels.
    """
    import pypdfium2  # noqa: PLC0415 - loads PDFium

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        drawn: Image.Image = page.render(scale=size[0] / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    if drawn.size != size:
        raise ValueError(f"The page is {drawn.size}, not {size}, in pixels.")
    return drawn


def png_of(pdf: bytes, *, size: tuple[int, int]) -> bytes:
    """Return what `picture_of` does as PNG, without metadata. A third of a second."""
    out = io.BytesIO()
    picture_of(pdf, size=size).save(out, "PNG", compress_level=7)
    return out.getvalue()


def svg_of(pdf: bytes, *, size: tuple[int, int], title: str) -> bytes:
    """Return a PDF's first page as SVG. Its letters are outlines, so it looks the same everywhere.

    Args:
        pdf: the bytes.
        size: width and height in pixels.
        title: what it says, for those who hear it.

    Raises:
        DrawingToolMissing: poppler is not installed.
    """
    drawer = shutil.which("pdftocairo")
    if drawer is None:
        raise DrawingToolMissing(
            "An SVG is drawn by pdftocairo, which is not here: apt install poppler-utils. "
            "A name that ends with .png needs nothing more."
        )
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "page.pdf"), Path(folder, "page.svg")
        source.write_bytes(pdf)
        subprocess.run(  # noqa: S603 - the arguments are our own
            [drawer, "-svg", "-f", "1", "-l", "1", str(source), str(made)],
            check=True, capture_output=True, timeout=_SECONDS,
        )  # fmt: skip
        drawn = made.read_text(encoding="utf-8")
    head = _HEAD.match(drawn)
    if head is None:
        raise ValueError("pdftocairo wrote an SVG whose first element could not be read.")
    width, height = size
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'role="img" width="{width}" height="{height}" viewBox="{head[1]}">'
        f"<title>{escape(title)}</title>{drawn[head.end() :]}"
    ).encode()
