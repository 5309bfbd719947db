"""The process in which Word files are read: ``python -m writingviews.desk.word.child``.

Started by `reader` with the file on its standard input, no secrets in its environment and no open
files. It bounds itself before it reads a byte. It answers on its standard output with one line of
JSON and, behind it, the bytes of the pictures one after the other, so that nothing of the file
touches a disk. The line is ``{"refused": sentence}`` or ``{"html", "left", "pictures"}``, where
each picture has its ``size`` in bytes and its ``cut``.
"""

import json
import sys
from typing import Final

from writingviews.house.confinement import bound_by, leave_network

#: Calls in one another: mammoth takes about ten for each level of elements.
_DEEPEST: Final = 5_000


def main(arguments: list[str]) -> None:
    """Convert the Word file on standard input."""
    bound_by(arguments)
    # Imported within bounds, and before the network is left: a new namespace may take away the
    # right to read the packages.
    from .conversion import Brought, convert  # noqa: PLC0415
    from .kinds import MAX_BYTES  # noqa: PLC0415
    from .refusal import WordFileRefused  # noqa: PLC0415

    leave_network()
    sys.setrecursionlimit(_DEEPEST)
    pictures: list[Brought] = []
    try:
        converted = convert(sys.stdin.buffer.read(MAX_BYTES + 1))
        pictures = converted.pictures
        report: dict[str, object] = {
            "html": converted.html,
            "left": converted.left,
            "pictures": [{"size": len(one.data), "cut": one.cut} for one in pictures],
        }
    except WordFileRefused as refusal:
        report = {"refused": str(refusal)}
    out = sys.stdout.buffer
    out.write(json.dumps(report).encode() + b"\n")
    for one in pictures:
        out.write(one.data)
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
