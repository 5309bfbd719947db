"""A file of the page tree, as a value."""

from dataclasses import dataclass
from typing import Final

HTML: Final = "text/html; charset=utf-8"
ATOM: Final = "application/atom+xml; charset=utf-8"
JSON_FEED: Final = "application/feed+json; charset=utf-8"
XML: Final = "application/xml; charset=utf-8"
TEXT: Final = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Page:
    """What stands at an address.

    Args:
        address: begins with a slash; not percent-encoded.
        body: the bytes, uncompressed.
        status: 200; 410 for what was taken down; 301 for what has moved.
        location: where it moved to, with 301.
    """

    address: str
    body: bytes
    status: int = 200
    location: str = ""
