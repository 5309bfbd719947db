"""What the typesetter may read: the publication's cleaned pictures and our faces, nothing else.

Everything is asked for by an address below the publication's own. An address that is not on the
shelf is refused, whatever it begins with: there is no way from here to a file by its path or to
the network.
"""

import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import ImageOps, JpegImagePlugin

from .faces import face_bytes

#: A rendition has 2 MB at most; what claims more is none of ours.
_MOST_PIXELS: Final = 40_000_000
_MOST_BYTES: Final = 16 * 1024 * 1024
_PLAIN_MODES: Final = {"RGB", "L"}
#: What Pillow raises on a file that is no picture, or a broken one; its readers unpack freely.
_DECODE_ERRORS: Final = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, AttributeError, EOFError,
    struct.error,
)  # fmt: skip


class NotOnTheShelf(ValueError):
    """What was asked for may not be read; the message names it."""


@dataclass(frozen=True)
class Shelf:
    """Answers the typesetter.

    Args:
        base_address: the publication's, ``https://example.org``; every address begins with it.
        files: address below it (``/media/…/960.jpg``, ``/qr.svg``) → bytes and media type.
    """

    base_address: str
    files: Mapping[str, tuple[bytes, str]]

    def read(self, address: str) -> tuple[bytes, str]:
        """Return the bytes at an address and their media type.

        Raises:
            NotOnTheShelf: it is none of the files and no face.
            FacesMissing: the face was not built.
        """
        if address.startswith(f"{self.base_address}/"):
            path = address[len(self.base_address) :]
            if path in self.files:
                return self.files[path]
            if path.startswith("/fonts/"):
                try:
                    return face_bytes(path.removeprefix("/fonts/")), "font/ttf"
                except KeyError:
                    pass
        raise NotOnTheShelf(
            f"{address!r} may not be read: a PDF takes nothing but the publication's own pictures "
            "and faces."
        )


def picture_for_paper(path: Path, *, saving: bool) -> bytes | None:
    """Return a cleaned picture as a JPEG that can be printed; None if it is missing or broken.

    Args:
        path: of the rendition.
        saving: in greys, and a little lighter, for printers without colour.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        data = path.read_bytes()
        # Named, not found by `Image.open`, which warns of many pixels and opens what is in them.
        with JpegImagePlugin.JpegImageFile(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            picture.load()
            if not saving and picture.mode in _PLAIN_MODES:
                return data
            # A press's inks are no colours: some readers of PDF show them inverted.
            plain = picture.convert("RGB")
    except _DECODE_ERRORS:
        return None
    out = io.BytesIO()
    if not saving:
        plain.save(out, "JPEG", quality=88, optimize=True)
        return out.getvalue()
    grey = ImageOps.autocontrast(plain.convert("L"), cutoff=0.5)
    # Toner spreads: what is half black on a screen prints darker.
    lighter = grey.point([round(255 * (tone / 255) ** 0.78) for tone in range(256)])
    lighter.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
