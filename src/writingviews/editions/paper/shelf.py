"""What the typesetter may read: the publication's cleaned pictures and our faces, nothing else.

Everything is asked for by an address below the publication's own. An address that is not on the
shelf is refused, whatever it begins with: there is no way from here to a file by its path or to
the network.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from .faces import face_bytes

_MOST_PIXELS: Final = 40_000_000


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
        data = path.read_bytes()
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            picture.load()
            if not saving:
                return data
            grey = ImageOps.autocontrast(picture.convert("L"), cutoff=0.5)
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError):
        return None
    # Toner spreads: what is half black on a screen prints darker.
    lighter = grey.point([round(255 * (tone / 255) ** 0.78) for tone in range(256)])
    out = io.BytesIO()
    lighter.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
