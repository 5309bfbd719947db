"""Makes the site's faces: ``python frontend/site/fonts/make_fonts.py NODE_MODULES``.

The packages' variable fonts carry every weight and optical size, 130 KB a file; a page of this site
uses a few of them. Each face is fixed at what the style sheet asks for and parted by what a page is
likely to hold: English and Spanish first (`core`), the rest of Latin beside it (`more`, `ext`), the
block of Arabic script whole, since letters of two files do not join. The results are kept in the
repository; the same packages and the same fontTools give the same bytes.
"""

import io
import logging
import sys
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE: Final = Path(__file__).parent
#: What is kept in step with the unicode-ranges of ../fonts.css.
CORE: Final = {*range(0x20, 0x7F), 0xA0, 0xA1, 0xAB, 0xB7, 0xBB, 0xBF, 0xD7,
               *map(ord, "ÁÉÍÑÓÚÜáéíñóúü"), *map(ord, "–—‘’“”…")}  # fmt: skip
#: The letters of Persian, Arabic, Urdu, Pashto and Kurdish, both rows of digits, the vowel signs.
ARABIC: Final = {0x20, *range(0x200C, 0x200F), 0x60C, 0x61B, 0x61F, *range(0x621, 0x63B),
                 *range(0x640, 0x656), *range(0x660, 0x66E), 0x670, 0x671, 0x679,
                 *map(ord, "پځڅچډړڑژڕږڈڤښکګگڭںڼھۀہۂۃۆۇۈۋیۍێېےۓڵە"), 0x6D4,
                 *range(0x6F0, 0x6FA)}  # fmt: skip
FEATURES: Final = ("liga", "kern", "mark", "mkmk", "ccmp", "locl", "rlig", "calt", "init", "medi",
                   "fina", "isol", "lnum", "tnum")  # fmt: skip

NEWSREADER: Final = "newsreader/files/newsreader-{}-opsz-{}.woff2"
#: The name of a face, its package's file, and where each axis stands.
LATIN: Final = (
    ("text", NEWSREADER, "normal", {"wght": 400, "opsz": 18}),
    ("bold", NEWSREADER, "normal", {"wght": 600, "opsz": 18}),
    ("italic", NEWSREADER, "italic", {"wght": 400, "opsz": 18}),
    ("headline", NEWSREADER, "normal", {"wght": 490, "opsz": 42}),
    ("sans", "source-sans-3/files/source-sans-3-{}-wght-{}.woff2", "normal", {"wght": (400, 700)}),
)
OTHERS: Final = (
    ("naskh", "noto-naskh-arabic/files/noto-naskh-arabic-arabic-wght-normal.woff2", ARABIC),
    ("naskh-latin", "noto-naskh-arabic/files/noto-naskh-arabic-latin-wght-normal.woff2", CORE),
    ("vazir", "vazirmatn/files/vazirmatn-arabic-wght-normal.woff2", ARABIC - {0x20}),
)


def make(source: Path, axes: dict[str, object], letters: set[int] | None, to: Path) -> int:
    """Write one file; return its size in bytes. `letters` None keeps what is not `CORE`."""
    font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), axes)
    font.flavor, whole = None, io.BytesIO()
    font.save(whole)
    whole.seek(0)
    font = TTFont(whole, recalcTimestamp=False)
    for name in (1, 4, 6, 16):
        # A face that was changed may not bear a reserved name (SIL Open Font License, 3).
        font["name"].setName(
            f"Views {to.stem}".replace(" ", "-" if name == 6 else " "), name, 3, 1, 1033
        )
    options = Options(hinting=False, layout_features=list(FEATURES), name_IDs=[0, 1, 2, 4, 6, 13])
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    has = set(font.getBestCmap())
    subsetter.populate(unicodes=has - CORE if letters is None else has & letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(to)
    return to.stat().st_size


def main(packages: Path) -> None:
    """Write all files beside this module."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    for name, file, style, axes in LATIN:
        for part, package, letters in (
            ("core", "latin", CORE),
            ("more", "latin", None),
            ("ext", "latin-ext", None),
        ):
            to = HERE / f"{name}-{part}.woff2"
            size = make(packages / file.format(package, style), dict(axes), letters, to)
            print(f"{to.name} {size}")
    for name, file, letters in OTHERS:
        to = HERE / f"{name}.woff2"
        print(f"{to.name} {make(packages / file, {'wght': (400, 700)}, letters, to)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) / "@fontsource-variable")
