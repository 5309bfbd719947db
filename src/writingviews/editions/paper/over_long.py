"""Words longer than a line get places at which they are parted before they are measured.

WeasyPrint parts a word that is longer than its line between any two letters, and measures it before
it does. A letter that was joined to the next and ends a line now has its final form, which may be
wider: the line stood out into the margin. At a zero-width space the letters have that form from the
beginning.
"""

import re
from typing import Final

_ARABIC: Final = r"\u0620-\u065f\u066e-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff"
#: What is joined and as long as no word is, and letters of any script in a row as long as no name.
_OVER_LONG: Final = re.compile(rf"[{_ARABIC}\u200c\u200d_]{{40,}}|[^\W\d_]{{100,}}")
#: A letter with its marks, at most eight: narrower than any column.
_PART: Final = re.compile(
    r"(?:.[\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]*){1,8}", re.DOTALL
)
_TEXT: Final = re.compile(r">[^<]+")
_PLACE: Final = "\u200b"


def with_places_to_part(html: str) -> str:
    """Return HTML whose over-long words can be parted at zero-width spaces; attributes stay."""
    return _TEXT.sub(lambda text: _OVER_LONG.sub(_parted, text[0]), html)


def _parted(word: re.Match[str]) -> str:
    return _PLACE.join(_PART.findall(word[0]))
