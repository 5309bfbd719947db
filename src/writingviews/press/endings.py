"""What stands beside a page's file, by its ending. Pure: readers' processes import it, too."""

from typing import Final

#: What a browser calls a compression, and the ending of the compressed copy; the best first.
ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
#: Of the compressed copies.
ENDINGS: Final = tuple(ending for _, ending in ENCODINGS)
#: Of files that are compressed already and have no copies.
PACKED: Final = (".pdf", ".epub", ".png")
#: Says that a page is gone or has moved.
STATUS: Final = ".status"
#: Is being written, and will be renamed.
TEMPORARY: Final = ".new~"
#: Of all that may stand beside a page and says something of it.
COMPANIONS: Final = (*ENDINGS, STATUS)


def endings_of(path: str) -> tuple[str, ...]:
    """Return the endings of the compressed copies that a page's file has."""
    return () if path.endswith(PACKED) else ENDINGS


#: Of all that is no page: no address ends so.
NO_PAGE: Final = (*COMPANIONS, TEMPORARY)
