"""Makes the faces for paper: ``python -m writingviews.editions.paper.make_faces NODE_MODULES``.

The packages of the site's faces hold variable fonts in pieces, one a script, for browsers. A PDF
wants whole fonts of one weight. Each piece is fixed at a weight and a size, the pieces are joined,
and the result is written as TrueType beside this module, in ``built/``. Run by ``make build``. The
same packages give the same bytes.
"""

import io
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from fontTools.merge import Merger
from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib.instancer import instantiateVariableFont

from .faces import BUILT, FACES, Face

#: Seconds from 1904 to 2020, in every font's head: when it was made is not what it is.
_WHEN: Final = 3_660_681_600
_NON_JOINER: Final = 0x200C
#: The name of its drawing, and a feature that is always on, after joining; the faces use no other
#: rules of it, and of two of one name only the first is heard.
_KEPT: Final = "nonjoiner.kept"
_FEATURE: Final = "clig"


def make_face(face: Face, packages: Path) -> TTFont:
    """Return one face as a whole static font.

    Args:
        face: which.
        packages: the folder that holds ``@fontsource-variable``.

    Raises:
        FileNotFoundError: a package is not there.
    """
    pieces: list[io.BytesIO] = []
    for subset in face.subsets:
        path = packages / "@fontsource-variable" / face.package / "files" / face.file(subset)
        font = TTFont(path, recalcTimestamp=False)
        axes = {axis.axisTag for axis in font["fvar"].axes}
        at = {tag: value for tag, value in face.axes.items() if tag in axes}
        font = instantiateVariableFont(font, {**dict.fromkeys(axes), **at})
        font.flavor = None
        piece = io.BytesIO()
        font.save(piece)
        piece.seek(0)
        pieces.append(piece)
    font = TTFont(pieces[0]) if len(pieces) == 1 else Merger().merge(pieces)
    if face.family == "Vazir":
        _keep_non_joiner(font)
    _name(font, face)
    _draw_missing(font)
    return font


def _keep_non_joiner(font: TTFont) -> None:
    """Draw the zero-width non-joiner, as nothing, so that it stands in the PDF.

    What shapes text throws away what has no drawing, and the text that is copied out of a PDF is
    that of its drawings: "می‌رود" came out without the sign that parts it. What a font puts in a
    sign's place stays, and is not asked for before the letters have been joined or not.
    """
    drawing = font.getBestCmap()[_NON_JOINER]
    font["glyf"][_KEPT] = Glyph()
    font["hmtx"][_KEPT] = (0, 0)
    font.setGlyphOrder(font["glyf"].glyphOrder)
    table = font["GSUB"].table
    rules, features = table.LookupList, table.FeatureList
    rules.Lookup.append(buildLookup([buildSingleSubstSubtable({drawing: _KEPT})]))
    rules.LookupCount = len(rules.Lookup)
    record = otTables.FeatureRecord()
    record.FeatureTag = _FEATURE
    record.Feature = otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = [rules.LookupCount - 1]
    record.Feature.LookupCount = 1
    features.FeatureRecord.append(record)
    features.FeatureCount = len(features.FeatureRecord)
    for script in table.ScriptList.ScriptRecord:
        languages = [script.Script.DefaultLangSys]
        languages += [each.LangSys for each in script.Script.LangSysRecord]
        for language in filter(None, languages):
            language.FeatureIndex.append(features.FeatureCount - 1)
            language.FeatureCount = len(language.FeatureIndex)


def _name(font: TTFont, face: Face) -> None:
    """Give the font a name of ours: it is a changed version, and "Source" is a reserved name."""
    names = font["name"]
    licence = {record.nameID: str(record) for record in names.names if record.nameID in {0, 13, 14}}
    names.names = []
    said = {
        **licence,
        1: face.name,
        2: "Regular",
        3: f"{face.name} for Writing Views",
        4: face.name,
        6: face.name.replace(" ", ""),
    }
    for number, text in sorted(said.items()):
        names.setName(text, number, 3, 1, 0x409)
    font["head"].created = font["head"].modified = _WHEN
    font.recalcTimestamp = False
    font["OS/2"].usWeightClass = face.weight


def _draw_missing(font: TTFont) -> None:
    """Give the font a box for what it has not, where it has nothing: Vazirmatn would leave a gap,
    and nobody would see that a word is missing."""
    missing = font.getGlyphOrder()[0]
    if font["glyf"][missing].numberOfContours:
        return
    em = font["head"].unitsPerEm
    pen = TTGlyphPen(None)
    for inset, turned in ((0.0, 1), (0.05, -1)):
        left, right, top = (inset + 0.06) * em, (0.44 - inset) * em, (0.7 - inset) * em
        corners = [(left, inset * em), (left, top), (right, top), (right, inset * em)][::turned]
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    font["glyf"][missing] = pen.glyph()
    font["hmtx"][missing] = (round(em / 2), round(0.06 * em))


def main(arguments: Sequence[str]) -> int:
    """Make all faces; the one argument is the folder of the packages. Some 20 seconds."""
    packages = Path(arguments[0])
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    BUILT.mkdir(exist_ok=True)
    for face in FACES:
        font = make_face(face, packages)
        unfinished = BUILT / f"{face.file_name}.unfinished"
        font.save(unfinished)
        unfinished.rename(BUILT / face.file_name)
        sys.stdout.write(f"{face.file_name:<28}{(BUILT / face.file_name).stat().st_size:>9}\n")
    for old in set(BUILT.glob("*.ttf")) - {BUILT / face.file_name for face in FACES}:
        old.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
