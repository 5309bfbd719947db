"""The largest letters with which everything stands on its page."""

from collections.abc import Iterable
from typing import Final

from .typesetter import Typesetter

#: How many more sizes are tried for the sake of one long word before it is broken: in letters much
#: smaller than half of those that all else allows, nobody would read the rest.
_FOR_A_WORD: Final = 5
#: A word that is broken is broken between syllables and with a hyphen, where its language is known.
_BROKEN: Final = ".flow, .flow * { hyphens: auto !important; hyphenate-limit-chars: 16 4 4 } "


def largest(typesetter: Typesetter, tried: Iterable[str], *, measuring: str, room: float) -> str:
    """Return the first settings with which what is said fits and no word of ``.flow`` is broken.

    A word is broken where only much smaller letters hold it whole. If nothing fits, the last
    settings are returned; see `fits`.

    Args:
        typesetter: has the document.
        tried: settings, the largest letters first.
        measuring: CSS that gives the document an endless page of the width that it will have.
        room: height in points of all that flows there.

    Cost: 20 ms a try.
    """
    broken = settings = ""
    more = _FOR_A_WORD
    for settings in tried:
        measured = typesetter.measure(
            f"{settings} {measuring} .flow {{ overflow-wrap: normal !important }}"
        )
        if measured.whole <= room and measured.beyond <= 0:
            return settings
        if broken:
            more -= 1
            if not more:
                break
        elif measured.beyond > 0 and fits(
            typesetter, settings + _BROKEN, measuring=measuring, room=room
        ):
            broken = settings + _BROKEN
    return broken or settings


def fits(typesetter: Typesetter, settings: str, *, measuring: str, room: float) -> bool:
    """Return whether all that is said stands in the room; the arguments are those of `largest`."""
    return typesetter.measure(f"{settings} {measuring}").whole <= room
