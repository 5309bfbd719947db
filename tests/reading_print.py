"""Reading a printed PDF back by its structure, as a screen reader does, letter by letter.

Programs that turn a PDF into text guess: where a line ends, which word comes next, which way a
line runs. Nothing is guessed here. The structure tree says which text follows which; a font's
table says what each drawn glyph stands for (a lam with its alef is one glyph and two letters); and
within one line, drawn from left to right, the runs from right to left are turned round.

What a PDF does not keep is not asked of it: a joiner has no glyph, and where a line ends there is
no space.
"""

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from pypdf import PageObject, PdfReader
from pypdf.generic import ByteStringObject, ContentStream, TextStringObject

PdfString = TextStringObject | ByteStringObject
#: A part of the tree of structure: a list, a number, a dictionary, or where one stands.
_Pdf = Any
#: How a drawn line ends: the next may go on in the same word, or begin another.
LINE_END: Final = "\n"


@dataclass
class Printed:
    """What stands on paper.

    Attributes:
        text: in reading order, `LINE_END` behind each drawn piece; pictures as ``⟦alt⟧``.
        labels: what stands before the items of lists: bullets and numbers.
        links: where they lead, page by page.
    """

    text: str = ""
    labels: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def read_print(pdf: bytes, *, rtl: bool) -> Printed:
    """Read a tagged PDF.

    Args:
        pdf: its bytes.
        rtl: whether its lines run from right to left.
    """
    reader = PdfReader(io.BytesIO(pdf))
    root: Any = reader.root_object["/StructTreeRoot"]
    drawn = {
        page.indirect_reference.idnum: _drawn(page, reader, rtl=rtl)
        for page in reader.pages
        if page.indirect_reference is not None
    }
    printed = Printed()
    _walk(root["/K"], drawn, 0, printed, within="")
    for page in reader.pages:
        for note in page.get("/Annots", ()):
            action = note.get_object().get("/A")
            if action is not None and "/URI" in action:
                printed.links.append(str(action["/URI"]))
    return printed


def pages_drawn(pdf: bytes) -> list[str]:
    """Return what is drawn on each page, as it is drawn: to tell pages from each other."""
    reader = PdfReader(io.BytesIO(pdf))
    return ["".join(piece.glyphs_drawn for piece in _pieces(page, reader)) for page in reader.pages]


def pages_read(pdf: bytes, *, rtl: bool) -> list[str]:
    """Return what stands on each page, line by line as it is read, its foot too."""
    reader = PdfReader(io.BytesIO(pdf))
    return [LINE_END.join(_drawn(page, reader, rtl=rtl).values()) for page in reader.pages]


def halves_drawn(pdf: bytes) -> list[tuple[str, str]]:
    """Return what is drawn on the left and on the right half of each sheet's side."""
    reader = PdfReader(io.BytesIO(pdf))
    found = []
    for page in reader.pages:
        middle = float(page.mediabox.width) / 2
        pieces = list(_pieces(page, reader))
        left, right = (
            "".join(piece.glyphs_drawn for piece in pieces if (piece.left >= middle) == is_right)
            for is_right in (False, True)
        )
        found.append((left, right))
    return found


def _walk(
    node: _Pdf, drawn: dict[int, dict[int, str]], page: int, printed: Printed, within: str
) -> None:
    if isinstance(node, list):
        for child in node:
            _walk(child, drawn, page, printed, within)
        return
    if isinstance(node, int):
        said = drawn[page].get(node, "") + LINE_END
        if within == "/Lbl":
            printed.labels.append(said.strip())
        else:
            printed.text += said
        return
    node = node.get_object()
    if isinstance(node, list | int):
        _walk(node, drawn, page, printed, within)
        return
    if "/Pg" in node:
        page = node.raw_get("/Pg").idnum
    if node.get("/Type") == "/MCR":
        _walk(int(node["/MCID"]), drawn, page, printed, within)
        return
    if node.get("/S") == "/Figure":
        printed.text += f"⟦{node.get('/Alt', '')}⟧{LINE_END}"
    if "/K" in node:
        inside = "/Lbl" if node.get("/S") == "/Lbl" else within
        _walk(node["/K"], drawn, page, printed, inside)


@dataclass(frozen=True)
class _Piece:
    """What is drawn at once.

    Attributes:
        mark: by which the structure names it, -1 if it does not.
        left: where the page stands on which it is drawn, in points from the sheet's left edge.
        glyphs: what each stands for, from left to right.
    """

    mark: int
    left: float
    glyphs: tuple[str, ...]

    @property
    def glyphs_drawn(self) -> str:
        return "".join(self.glyphs)


def _drawn(page: PageObject, reader: PdfReader, *, rtl: bool) -> dict[int, str]:
    """Return what is drawn under each mark of a page, as it is read."""
    lines: dict[int, list[str]] = {}
    for piece in _pieces(page, reader):
        lines.setdefault(piece.mark, []).extend(piece.glyphs)
    return {mark: "".join(_logical(glyphs, rtl=rtl)) for mark, glyphs in lines.items()}


def _pieces(page: PageObject, reader: PdfReader) -> Iterator[_Piece]:
    return _drawn_by(page.get_contents(), page["/Resources"], reader, (1.0, 0.0))


def _drawn_by(
    contents: _Pdf, resources: _Pdf, reader: PdfReader, at: tuple[float, float]
) -> Iterator[_Piece]:
    """Yield what a stream draws, and the streams that it shows in turn: an imposed sheet's pages.

    Args:
        contents: the stream.
        resources: its fonts and what it shows.
        reader: of the file.
        at: by how much it is enlarged across, and how far from the sheet's left edge it begins.
    """
    fonts, letters = _fonts(resources), dict[int, str]()
    marks = [-1]
    moved = [at]
    for operands, operator in ContentStream(contents, reader).operations:
        match operator:
            case b"q" | b"Q" | b"cm":
                _move(moved, operator, operands)
            case b"BDC" | b"BMC":
                marks.append(_mark(operands, within=marks[-1]))
            case b"EMC":
                marks.pop()
            case b"Tf":
                letters = fonts[operands[0]]
            case b"TJ" | b"Tj":
                strings = operands[0] if operator == b"TJ" else operands
                yield _Piece(marks[-1], moved[-1][1], _glyphs(strings, letters))
            case b"Do":
                shown = resources["/XObject"][operands[0]].get_object()
                if shown["/Subtype"] == "/Form":
                    yield from _drawn_by(shown, shown["/Resources"], reader, moved[-1])


def _move(moved: list[tuple[float, float]], operator: bytes, operands: _Pdf) -> None:
    """Follow how what is drawn is enlarged and moved across."""
    if operator == b"q":
        moved.append(moved[-1])
    elif operator == b"Q":
        moved.pop()
    else:
        scale, left = moved[-1]
        moved[-1] = scale * float(operands[0]), left + scale * float(operands[4])


def _fonts(resources: _Pdf) -> dict[str, dict[int, str]]:
    return {
        name: _letters_of(font.get_object()["/ToUnicode"].get_object().get_data())
        for name, font in resources.get("/Font", {}).items()
    }


def _mark(operands: _Pdf, *, within: int) -> int:
    said = operands[1] if len(operands) > 1 else None
    return int(said.get("/MCID", within)) if isinstance(said, dict) else within


def _glyphs(strings: _Pdf, letters: dict[int, str]) -> tuple[str, ...]:
    """Return what strings stand for; the numbers between them move the next one a little."""
    return tuple(
        letters.get(code, "\ufffd")
        for string in strings
        if not isinstance(string, int | float)
        for code in _codes(string)
    )


def _codes(string: PdfString) -> Iterator[int]:
    raw = bytes(string) if isinstance(string, bytes) else string.original_bytes
    return (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))


@cache
def _letters_of(table: bytes) -> dict[int, str]:
    """Return what a font's glyphs stand for, from its table to Unicode."""
    said = re.sub(rb"begincodespacerange.*?endcodespacerange", b"", table, flags=re.DOTALL)
    return {
        int(code, 16): bytes.fromhex(letters.decode()).decode("utf-16-be")
        for code, letters in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", said)
    }


def _logical(glyphs: Sequence[str], *, rtl: bool) -> list[str]:
    """Turn a line's runs into the order in which they are read.

    Two levels are enough for it, and numbers: nobody quotes a quotation in a quotation here.
    """
    own, other = ("R", "L") if rtl else ("L", "R")
    kinds = [_kind(glyph) for glyph in glyphs]
    line = list(reversed(glyphs)) if rtl else list(glyphs)
    kinds = list(reversed(kinds)) if rtl else kinds
    start = 0
    while start < len(line):
        end = start  # behind the last strong letter of the run that begins here
        for at in range(start, len(line)):
            # In Latin a number belongs to what stands before it.
            latin = other == "L" and kinds[at] == "N" and line[at].isascii()
            if kinds[at] == own or (at == start and kinds[at] != other and not latin):
                break
            if kinds[at] == other:
                end = at + 1
        line[start:end] = reversed(line[start:end])
        kinds[start:end] = reversed(kinds[start:end])
        start = max(end, start + 1)
    return _numbers_kept(line, kinds, rtl=rtl)


def _numbers_kept(line: list[str], kinds: list[str], *, rtl: bool) -> list[str]:
    """Turn the numbers back that were turned round with their run."""
    start = 0
    while start < len(line):
        end = start
        while end < len(line) and kinds[end] == "N":
            end += 1
        before = next(
            (kind for kind in reversed(kinds[:start]) if kind in "LR"), "R" if rtl else "L"
        )
        if end > start and before == "R":
            line[start:end] = reversed(line[start:end])
        start = max(end, start + 1)
    return line


def _kind(glyph: str) -> str:
    kinds = {unicodedata.bidirectional(letter) for letter in glyph}
    if kinds & {"R", "AL"}:
        return "R"
    if "L" in kinds:
        return "L"
    return "N" if kinds & {"EN", "AN"} else "-"
