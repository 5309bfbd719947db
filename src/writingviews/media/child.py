"""The process in which uploads are decoded: ``python -m writingviews.media.child``.

Started by `darkroom` in an empty folder, with the upload on its standard input, no secrets in
its environment and no open files. It bounds itself before it reads a byte, writes renditions
``<width>.<ext>`` and then ``report.json`` into the folder, and ends. The report is
``{"refused": sentence}`` or ``{"width", "height", "widths", "fingerprint"}``.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Final

from writingviews.house.confinement import bound_by, leave_network

REPORT: Final = "report.json"


def main(arguments: list[str]) -> None:
    """Clean the picture on standard input into the current folder."""
    parser = argparse.ArgumentParser(prog="writingviews.media.child")
    parser.add_argument("--cut", type=float, nargs=4, help="fractions: left, top, right, bottom")
    cut = parser.parse_args(bound_by(arguments)).cut

    # Imported within bounds, and before the network is left: a new namespace may take away the
    # right to read the packages.
    from PIL import Image  # noqa: PLC0415

    from .cleaning import clean, fingerprint, rendition_widths, renditions  # noqa: PLC0415
    from .cutting import Cut  # noqa: PLC0415
    from .kinds import MAX_BYTES  # noqa: PLC0415
    from .refusal import PictureRefused  # noqa: PLC0415

    Image.init()
    leave_network()
    try:
        picture = clean(sys.stdin.buffer.read(MAX_BYTES + 1), cut=Cut(*cut) if cut else None)
        for rendition in renditions(picture):
            Path(f"{rendition.width}.{rendition.extension}").write_bytes(rendition.data)
        report: dict[str, object] = {
            "width": picture.width,
            "height": picture.height,
            "widths": rendition_widths(picture.width),
            "fingerprint": fingerprint(picture).hex(),
        }
    except PictureRefused as refusal:
        report = {"refused": str(refusal)}
    Path(REPORT).write_text(json.dumps(report), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
