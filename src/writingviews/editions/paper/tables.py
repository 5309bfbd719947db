"""A table's columns: how wide each is, and whether the table stands across the page.

The typesetter would find the widths itself, but it tries every letter of a long cell as the end of
a line, which took half a minute for a page of text in one cell; and where words may be parted
anywhere, it gives a column of short words one letter's width. So each column gets what its
longest word takes, and of the rest as much as it has text.
"""

from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from .widths import text_width

#: Ems of a table's letters in the narrowest place where it may stand: the column of a leaflet, and
#: the page of a booklet.
_COLUMN: Final = 26.0
_PAGE: Final = 38.0
#: From this many columns on a table is set across the page.
_WIDE: Final = 4
#: More than these stand so close that no word has room: such a table is set as lines of text.
MOST_COLUMNS: Final = 20
#: Ems beside what a cell says (`type.css`), and the same where many columns stand close.
_BESIDE: Final = 1.3
_BESIDE_CLOSE: Final = 0.5
_CLOSE_FROM: Final = 9
#: No column asks for more than a line of text.
_LINE: Final = 60.0


def set_columns(table: ET.Element) -> str:
    """Give a table the widths of its columns, in ``colgroup``.

    Returns:
        The classes that say how it is set.
    """
    words, lines = _asked(table)
    columns = len(words)
    if columns > MOST_COLUMNS:
        return "table many"
    close = columns >= _CLOSE_FROM
    beside = _BESIDE_CLOSE if close else _BESIDE
    least = [word + beside for word in words]
    wide = columns >= _WIDE or sum(least) > _COLUMN
    shares = _shared(least, [line + beside for line in lines], _PAGE if wide else _COLUMN)
    group = ET.Element("colgroup")
    for share in shares:
        ET.SubElement(group, "col", {"style": f"width: {100 * share / sum(shares):.2f}%"})
    table.insert(0, group)
    return " ".join(["table", *["wide"][:wide], *["close"][:close]])


def _asked(table: ET.Element) -> tuple[list[float], list[float]]:
    """Return, for each column, the width of its longest word and of its longest text, in ems."""
    words: dict[int, float] = {}
    lines: dict[int, float] = {}
    for place, across, cell in _cells(table):
        said = "".join(cell.itertext()).split()
        word = max(map(text_width, said), default=0.0)
        line = min(_LINE, text_width(" ".join(said)))
        for column in range(place, place + across):
            words[column] = max(words.get(column, 0.0), word / across)
            lines[column] = max(lines.get(column, 0.0), line / across)
    return [words[n] for n in sorted(words)], [lines[n] for n in sorted(lines)]


def _cells(table: ET.Element) -> Iterator[tuple[int, int, ET.Element]]:
    """Return the cells, each with its column and how many columns it stands across."""
    taken: dict[int, int] = {}  # column → rows below that a cell from above still fills
    for row in table.iter("tr"):
        place = 0
        begun: dict[int, int] = {}
        for cell in row:
            while taken.get(place, 0):
                place += 1
            across, down = int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))
            yield place, across, cell
            begun |= dict.fromkeys(range(place, place + across), down)
            place += across
        taken = {n: rows - 1 for n, rows in {**taken, **begun}.items() if rows > 1}


def _shared(least: Sequence[float], most: Sequence[float], room: float) -> list[float]:
    """Return widths for columns that fill a room.

    Args:
        least: what each one's longest word asks for; where that is too much, the widest give way.
        most: what each one's longest text asks for.
        room: in the same unit.
    """
    if sum(least) >= room:
        left, cap = room, 0.0
        for count, width in zip(range(len(least), 0, -1), sorted(least), strict=True):
            cap = left / count
            if width > cap:
                break
            left -= width
        return [min(width, cap) for width in least]
    more = [max(0.0, want - need) for need, want in zip(least, most, strict=True)]
    spare = room - sum(least)
    if not sum(more):
        return list(least)
    part = min(1.0, spare / sum(more))
    return [need + part * each for need, each in zip(least, more, strict=True)]
