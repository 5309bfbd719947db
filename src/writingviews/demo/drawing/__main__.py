"""Draw the demo pictures anew: ``python -m writingviews.demo.drawing [NAME …]``.

Needs Chromium and the ``playwright`` package, which only development installs; running a
publication needs neither, for the finished pictures are part of the program.
"""

import argparse
from pathlib import Path

from writingviews.demo.drawing.gallery import PICTURES
from writingviews.demo.drawing.printing import print_pictures

FOLDER = Path(__file__).parent.parent / "content" / "pictures"


def main() -> None:
    """Draw the named pictures, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m writingviews.demo.drawing")
    parser.add_argument("names", nargs="*", metavar="NAME", help="pictures to draw (default: all)")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the JPEGs are written")
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="the browser that draws")
    chosen = parser.parse_args()
    unknown = sorted(set(chosen.names) - set(PICTURES))
    if unknown:
        parser.error(f"no picture named {', '.join(unknown)}; known: {', '.join(PICTURES)}")
    names = chosen.names or list(PICTURES)
    print_pictures(((name, PICTURES[name]) for name in names), chosen.folder, chosen.chromium)


if __name__ == "__main__":
    main()
