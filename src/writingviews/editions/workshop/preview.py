"""A small picture of what was made: a PDF's first page, a book's cover, or the picture itself."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image

#: Pixels of the longer side: sharp on the panel, where it is shown at half of that.
_LONGEST: Final = 640
#: Colours of a preview: a page has few, and a third of the bytes is enough.
_COLOURS: Final = 128


@dataclass(frozen=True, slots=True)
class Preview:
    """How something looks.

    Args:
        png: the picture; empty if it has none.
        pages: how many it has; 0 for what has no pages.
    """

    png: bytes = b""
    pages: int = 0


def preview_of(path: Path) -> Preview:
    """Return how a file looks; 0.1 s. What is none of these has no picture.

    Raises:
        ValueError: it is not what its ending says.
    """
    if path.suffix == ".pdf":
        return _of_pdf(path)
    if path.suffix == ".png":
        with Image.open(path, formats=["PNG"]) as picture:
            return Preview(_small(picture))
    if path.suffix == ".epub":
        return _of_epub(path)
    return Preview()


def _of_epub(path: Path) -> Preview:
    try:
        with zipfile.ZipFile(path) as book:
            cover = next((name for name in book.namelist() if name.endswith("cover.jpg")), None)
            data = book.read(cover) if cover else b""
    except zipfile.BadZipFile as error:
        raise ValueError(f"{path.name} is no EPUB: {error}") from error
    if not data:
        return Preview()
    with Image.open(BytesIO(data), formats=["JPEG"]) as picture:
        return Preview(_small(picture))


def _of_pdf(path: Path) -> Preview:
    # Loaded where something is made, not wherever this module is.
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"{path.name} is no PDF: {error}") from error
    try:
        page = document[0]
        picture = page.render(scale=_LONGEST / max(page.get_size())).to_pil()
        return Preview(_small(picture), len(document))
    finally:
        document.close()


def _small(picture: Image.Image) -> bytes:
    shown = picture.convert("RGB")
    shown.thumbnail((_LONGEST, _LONGEST))
    buffer = BytesIO()
    shown.quantize(_COLOURS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
