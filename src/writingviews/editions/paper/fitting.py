"""The largest letters with which everything stands on its page."""

from collections.abc import Iterable

from .typesetter import Typesetter


def largest(typesetter: Typesetter, tried: Iterable[str], *, measuring: str, room: float) -> str:
    """Return the first settings with which what is said fits and no word of ``.flow`` is broken.

    A word is broken where no size holds it whole. If nothing fits, the last settings are returned.

    Args:
        typesetter: has the document.
        tried: settings, the largest letters first.
        measuring: CSS that gives the document an endless page of the width that it will have.
        room: height in points of all that flows there.

    Cost: 20 ms a try.
    """
    broken = settings = ""
    for settings in tried:
        measured = typesetter.measure(
            f"{settings} {measuring} .flow {{ overflow-wrap: normal !important }}"
        )
        if measured.whole <= room and measured.beyond <= 0:
            return settings
        if measured.beyond > 0 and not broken:
            measured = typesetter.measure(f"{settings} {measuring}")
            if measured.whole <= room:
                broken = settings
    return broken or settings
