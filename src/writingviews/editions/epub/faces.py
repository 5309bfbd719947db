"""The Persian and Arabic face in an EPUB, cut down to the letters of the book.

E-readers have good Latin faces, and their owners choose among them. Many have a poor Arabic one, or
none in which Persian letters join.
"""

import io
import logging
from collections.abc import Iterable
from typing import Final

from writingviews.editions.paper.faces import face_bytes

#: Name in the book → file of the face.
_FACES: Final = {
    "fonts/vazir.ttf": "views-vazir.ttf",
    "fonts/vazir-bold.ttf": "views-vazir-bold.ttf",
}
#: Arabic, its supplements and extensions, and its presentation forms.
_ARABIC: Final = (
    (0x0600, 0x06FF),
    (0x0750, 0x077F),
    (0x0870, 0x08FF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFC),
)
#: What joins and parts letters, and turns a line, is not always in a text that needs it.
_ALWAYS: Final = " \u00a0\u200c\u200d\u200e\u200f"


def _is_arabic(letter: str) -> bool:
    code = ord(letter)
    return any(first <= code <= last for first, last in _ARABIC)


def faces_for(texts: Iterable[str]) -> dict[str, bytes]:
    """Return the faces that a book needs, by their names in it; none without an Arabic letter.

    Args:
        texts: all that the book says. Latin letters are left to the reader's own face.

    Raises:
        FacesMissing: the faces were not built.

    Cost: 0.1 s a face.
    """
    letters = set().union(*map(set, texts))
    if not any(map(_is_arabic, letters)):
        return {}
    wanted = {letter for letter in letters if not ("a" <= letter.lower() <= "ɏ")}
    return {name: _cut(face_bytes(face), wanted) for name, face in _FACES.items()}


def _cut(face: bytes, letters: set[str]) -> bytes:
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415 - comes with what prints
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = Options()
    options.layout_features = ["*"]
    options.notdef_outline = True
    font = TTFont(io.BytesIO(face), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(letters)) + _ALWAYS)
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
