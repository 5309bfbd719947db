"""What nobody sees or should see goes, and what mammoth passes over is said so that it hears it.

Gone are: hidden text and drawings, deletions and what was moved away, comments, bookmarks, tables
of contents, fields that print who wrote the file and where it lies, prompts of forms. A
paragraph's direction, the number that a list begins with and a verse's indent are written down in
`Mark`, whose place in the text a bookmark keeps; words of another language get a style of their
own.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from writingviews.media.cutting import Cut

from .drawings import Drawn, alt_text, cut_by_drawing, cut_by_vml, nested, outermost
from .namespaces import COMPATIBLE, MATH, OFFICE, PIC, VML, WP, A, R, W, number, said, switched
from .numbering import Item, Numbering
from .package import Part
from .styles import Styles

#: Ids of styles and lists that only our own map of styles knows.
VERSE: Final = "wvverse"
LANGUAGE: Final = "wvlang-"
BULLETS: Final = "1"
NUMBERS: Final = "2"

_GONE: Final = frozenset(
    f"{W}{name}"
    for name in (
        "del", "moveFrom", "bookmarkStart", "bookmarkEnd", "sectPr", "proofErr", "permStart",
        "permEnd", "altChunk", "subDoc", "contentPart", "commentReference", "annotationRef",
        "commentRangeStart", "commentRangeEnd", "moveFromRangeStart", "moveFromRangeEnd",
        "moveToRangeStart", "moveToRangeEnd",
    )
)  # fmt: skip
_WRAPPERS: Final = frozenset(
    f"{W}{name}" for name in ("ins", "moveTo", "dir", "bdo", "smartTag", "customXml")
)
_PROPERTIES: Final = frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr")
)
#: Fields that print what the file says of its writer and of itself.
_PERSONAL: Final = re.compile(
    r"\s*(?:AUTHOR|LASTSAVEDBY|USERNAME|USERINITIALS|USERADDRESS|FILENAME|TEMPLATE|DOCPROPERTY|"
    r"DOCVARIABLE|COMMENTS|INFO|KEYWORDS|SUBJECT|CREATEDATE|SAVEDATE|PRINTDATE|EDITTIME|REVNUM)\b",
    re.IGNORECASE,
)
#: Fields that list the places of a text, which has none here.
_LISTING: Final = re.compile(r"\s*(?:TOC|INDEX|TOA|PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_PERSONAL_PROPERTY: Final = re.compile(
    r"creator|lastModifiedBy|company|manager|publishdate|created|modified", re.IGNORECASE
)
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_TAG: Final = re.compile(r"[a-z]{2,3}")
_WEB: Final = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_INDENT: Final = 360  # twentieths of a point: a quarter of an inch


@dataclass(frozen=True, slots=True)
class Mark:
    """What a paragraph is, beside its words."""

    rtl: bool = False
    item: Item | None = None
    indent: int = 0


@dataclass(slots=True)
class _Field:
    said: str = ""
    silent: bool = False
    lasting: bool = False


@dataclass(slots=True)
class Findings:
    """What was found in all parts of a text; the place in `links` is what a link's id says."""

    marks: list[Mark] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    left: int = 0
    runs: list[tuple[Element, str, int]] = field(default_factory=list)

    def mark_languages(self) -> set[str]:
        """Give runs in another language than most of the text a style; return the languages."""
        spoken: Counter[str] = Counter()
        for _, tag, letters in self.runs:
            spoken[tag] += letters
        if len(spoken) < 2:
            return set()
        main, _ = spoken.most_common(1)[0]
        for run, tag, letters in self.runs:
            if tag == main or letters < 2:
                continue
            properties = _properties(run)
            for old in properties.findall(f"{W}rStyle"):
                properties.remove(old)
            SubElement(properties, f"{W}rStyle", {f"{W}val": LANGUAGE + tag})
        return set(spoken) - {main}


class Preparer:
    """Prepares one part (the text, its footnotes, its endnotes), in place.

    Args:
        part: it, and what it points to.
        styles, numbering: of the file.
        findings: is added to.
        notes: ids of footnotes and endnotes that there are, by the kind of their reference.
    """

    def __init__(
        self,
        part: Part,
        styles: Styles,
        numbering: Numbering,
        findings: Findings,
        notes: dict[str, set[str]],
    ) -> None:
        self._part = part
        self._styles = styles
        self._numbering = numbering
        self._found = findings
        self._notes = notes
        self._fields: list[_Field] = []
        self._style: str | None = None
        kinds = Counter(one.get(f"{W}fldCharType") for one in part.root.iter(f"{W}fldChar"))
        # A field without an end would take all that follows with it.
        self._silences = kinds["begin"] == kinds["end"]

        self._ways: dict[str, Callable[[Element], Iterable[Element]]] = {
            f"{W}p": self._paragraph,
            f"{W}r": self._run,
            f"{W}tbl": self._table,
            f"{W}sdt": self._form,
            f"{W}fldSimple": self._simple_field,
            f"{W}hyperlink": self._link,
            f"{W}footnoteReference": self._reference,
            f"{W}endnoteReference": self._reference,
            f"{W}drawing": self._drawing,
            f"{W}pict": self._drawing,
            f"{W}object": self._drawing,
            f"{W}ruby": self._ruby,
            f"{W}sym": self._symbol,
            f"{COMPATIBLE}AlternateContent": self._alternative,
            f"{MATH}oMath": self._formula,
            f"{MATH}oMathPara": self._formula,
        }

    def prepare(self) -> None:
        self._inside(self._part.root)

    # --- what stands where ----------------------------------------------------------------------

    def _inside(self, parent: Element) -> None:
        parent[:] = [kept for child in parent for kept in self._kept(child)]

    def _kept(self, child: Element) -> Iterable[Element]:
        if child.tag in _GONE:
            return ()
        if child.tag in _PROPERTIES:
            return (child,)
        if child.tag in _WRAPPERS:
            return self._unwrapped(child)
        way = self._ways.get(child.tag)
        if way is not None:
            return way(child)
        self._inside(child)
        return (child,)

    def _unwrapped(self, wrapper: Element) -> list[Element]:
        self._inside(wrapper)
        return list(wrapper)

    def _table(self, table: Element) -> list[Element]:
        self._numbering.end_run()
        for row in table.iter(f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if switched(properties, "hidden"):
                SubElement(_properties(row, "trPr"), f"{W}del")
            for cell in row.findall(f"{W}tc"):
                if cell.find(f"{W}tcPr/{W}cellDel") is not None:
                    row.remove(cell)
        self._inside(table)
        self._numbering.end_run()
        return [table]

    def _form(self, form: Element) -> list[Element]:
        properties = form.find(f"{W}sdtPr")
        content = form.find(f"{W}sdtContent")
        if content is None or switched(properties, "showingPlcHdr"):
            return []
        if properties is not None:
            gallery = properties.find(f"{W}docPartObj/{W}docPartGallery")
            if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
                return []
            bound = properties.find(f"{W}dataBinding")
            if bound is not None and _PERSONAL_PROPERTY.search(bound.get(f"{W}xpath", "")):
                return []
        return self._unwrapped(content)

    def _link(self, link: Element) -> list[Element]:
        address = self._part.links.get(link.attrib.pop(f"{R}id", ""))
        self._inside(link)
        if address is None or not _WEB.match(address):
            return list(link)
        link.attrib.clear()
        link.set(f"{R}id", f"link{len(self._found.links)}")
        self._found.links.append(address)
        return [link]

    def _simple_field(self, one: Element) -> list[Element]:
        silent = _PERSONAL.match(one.get(f"{W}instr", "")) is not None
        return [] if silent else self._unwrapped(one)

    def _reference(self, reference: Element) -> list[Element]:
        known = self._notes[reference.tag.removeprefix(W)]
        return [reference] if reference.get(f"{W}id") in known else []

    def _ruby(self, ruby: Element) -> list[Element]:
        base = ruby.find(f"{W}rubyBase")
        return [] if base is None else self._unwrapped(base)

    def _symbol(self, symbol: Element) -> list[Element]:
        return [] if symbol.get(f"{W}char") is None else [symbol]

    def _formula(self, formula: Element) -> list[Element]:
        """Its signs one behind the other: the sheet sets no formulas."""
        run = Element(f"{W}r")
        signs = SubElement(run, f"{W}t")
        signs.text = "".join(sign.text or "" for sign in formula.iter(f"{MATH}t"))
        return [run]

    def _alternative(self, alternatives: Element) -> list[Element]:
        fallback = alternatives.find(f"{COMPATIBLE}Fallback")
        if fallback is None or len(fallback) == 0:
            fallback = alternatives.find(f"{COMPATIBLE}Choice")
        return [] if fallback is None else self._unwrapped(fallback)

    # --- paragraphs and runs ----------------------------------------------------------------------

    def _paragraph(self, paragraph: Element) -> list[Element]:
        properties = _properties(paragraph, "pPr")
        style = said(properties, "pStyle")
        for one in self._fields:
            one.silent = one.silent and one.lasting
        if self._styles.is_contents(style):
            self._numbering.end_run()
            return []
        moved = properties.find(f"{W}rPr/{W}moveFrom")
        if moved is not None:
            moved.tag = f"{W}del"
        outer, self._style = self._style, style
        self._inside(paragraph)
        self._style = outer
        self._say_what_it_is(paragraph, properties, style)
        return [paragraph]

    def _say_what_it_is(self, paragraph: Element, properties: Element, style: str | None) -> None:
        rtl = switched(properties, "bidi")
        if rtl is None:
            rtl = self._styles.runs_right_to_left(style)
        level = number(said(properties, "outlineLvl"))
        if level is None:
            level = self._styles.outline(style)
        verse = self._styles.is_verse(style)
        item = None
        if level is not None and 0 <= level <= 8:
            _set_style(properties, f"Heading{min(level, 5) + 1}")
        elif verse:
            _set_style(properties, VERSE)
        else:
            item = self._item(properties, style)
        for old in properties.findall(f"{W}numPr"):
            properties.remove(old)
        if item is None:
            if len(paragraph) > 1:
                self._numbering.end_run()
        else:
            _put_into_list(properties, item)
        mark = Mark(rtl, item, _indent(properties) if verse else 0)
        if verse or (mark != Mark() and len(paragraph) > 1):
            place = Element(f"{W}bookmarkStart", {f"{W}name": str(len(self._found.marks))})
            self._found.marks.append(mark)
            paragraph.insert(1, place)

    def _item(self, properties: Element, style: str | None) -> Item | None:
        direct = properties.find(f"{W}numPr")
        by_style = self._styles.numbering(style)
        key = said(direct, "numId")
        level = number(said(direct, "ilvl"))
        if key is None and by_style is not None:
            key = by_style[0]
        if level is None:
            level = by_style[1] if by_style is not None else 0
        return None if key is None or key == "0" else self._numbering.item(key, max(0, level))

    def _run(self, run: Element) -> list[Element]:
        properties = run.find(f"{W}rPr")
        hidden = self._is_hidden(properties)
        kept: list[Element] = [] if properties is None else [properties]
        for child in run:
            if child.tag == f"{W}rPr":
                continue
            if child.tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType"))
                kept.append(child)
            elif child.tag == f"{W}instrText":
                if self._fields:
                    self._fields[-1].said += child.text or ""
                kept.append(child)
            elif not hidden and not any(one.silent for one in self._fields):
                kept.extend(self._kept(child))
        run[:] = kept
        self._set_manner(run)
        self._hear_language(run)
        return [run] if len(kept) > (properties is not None) else []

    def _is_hidden(self, properties: Element | None) -> bool:
        size = number(said(properties, "sz"))
        if size is not None and size <= 2:  # half points: nobody reads a letter of one point
            return True
        for name in ("vanish", "specVanish"):
            on = switched(properties, name)
            if on is None:
                on = self._styles.is_on(said(properties, "rStyle"), name) or self._styles.is_on(
                    self._style, name
                )
            if on:
                return True
        return False

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            now = self._fields[-1]
            now.lasting = _LISTING.match(now.said) is not None
            now.silent = self._silences and (now.lasting or _PERSONAL.match(now.said) is not None)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _set_manner(self, run: Element) -> None:
        """Say of a run itself what its style says of it."""
        style = said(run.find(f"{W}rPr"), "rStyle")
        for name in ("b", "i"):
            if self._styles.is_on(style, name) and switched(run.find(f"{W}rPr"), name) is None:
                SubElement(_properties(run), f"{W}{name}")

    def _hear_language(self, run: Element) -> None:
        words = "".join(text.text or "" for text in run.findall(f"{W}t"))
        letters = len(_LETTER.findall(words))
        if letters == 0:
            return
        kind = "bidi" if _RIGHT_TO_LEFT.search(words) else "val"
        for properties in (run.find(f"{W}rPr"), self._styles.defaults[1]):
            lang = None if properties is None else properties.find(f"{W}lang")
            tag = "" if lang is None else lang.get(f"{W}{kind}", "")
            if found := _TAG.match(tag.lower()):
                self._found.runs.append((run, found[0], letters))
                return

    # --- pictures and boxes -----------------------------------------------------------------------

    def _drawing(self, drawing: Element) -> Iterator[Element]:
        """Yield pictures and boxes with text, each in the one form that mammoth reads."""
        about = next(drawing.iter(f"{WP}docPr"), None)
        if about is not None and about.get("hidden") in {"1", "true"}:
            return
        if any("visibility:hidden" in shape.get("style", "") for shape in drawing.iter()):
            return
        alt = "" if about is None else about.get("descr") or about.get("title") or ""
        seen = False
        for found in outermost(drawing):
            seen = True
            if found.tag == f"{W}txbxContent":
                self._inside(found)
                yield nested(f"{W}pict", f"{VML}shape", f"{VML}textbox", last=found)
            elif found.tag == f"{PIC}pic":
                blip = found.find(f"{PIC}blipFill/{A}blip")
                mark = "" if blip is None else blip.get(f"{R}embed", "")
                cut = cut_by_drawing(found.find(f"{PIC}blipFill/{A}srcRect"))
                yield from self._picture(mark, cut, alt)
            else:
                said_of_it = alt or found.get(f"{OFFICE}title", "")
                yield from self._picture(found.get(f"{R}id", ""), cut_by_vml(found), said_of_it)
        if not seen and drawing.find(f".//{A}graphicData") is not None:
            kind = drawing.find(f".//{A}graphicData").get("uri", "")  # type: ignore[union-attr]
            self._found.left += kind.endswith(("/chart", "/diagram"))

    def _picture(self, mark: str, cut: Cut | None, alt: str) -> Iterator[Element]:
        entry = self._part.pictures.get(mark)
        if entry is None:
            self._found.left += 1  # it stands elsewhere, and nothing is fetched
            return
        index = len(self._found.drawn)
        self._found.drawn.append(Drawn(entry, cut, alt_text(alt)))
        inline = Element(f"{WP}inline")
        SubElement(inline, f"{WP}docPr", {"descr": str(index)})
        blip = Element(f"{A}blip", {f"{R}embed": "picture"})
        inline.append(
            nested(f"{A}graphic", f"{A}graphicData", f"{PIC}pic", f"{PIC}blipFill", last=blip)
        )
        yield nested(f"{W}drawing", last=inline)


def _properties(of: Element, name: str = "rPr") -> Element:
    """Return an element's properties, which stand first in it; made if there are none."""
    found = of.find(f"{W}{name}")
    if found is None:
        found = Element(f"{W}{name}")
    else:
        of.remove(found)
    of.insert(0, found)
    return found


def _set_style(properties: Element, style: str) -> None:
    for old in properties.findall(f"{W}pStyle"):
        properties.remove(old)
    SubElement(properties, f"{W}pStyle", {f"{W}val": style})


def _put_into_list(properties: Element, item: Item) -> None:
    place = SubElement(properties, f"{W}numPr")
    SubElement(place, f"{W}ilvl", {f"{W}val": str(item.level)})
    SubElement(place, f"{W}numId", {f"{W}val": BULLETS if item.number is None else NUMBERS})


def _indent(properties: Element) -> int:
    found = properties.find(f"{W}ind")
    if found is None:
        return 0
    start = number(found.get(f"{W}start") or found.get(f"{W}left")) or 0
    first = number(found.get(f"{W}firstLine")) or 0
    return min(8, max(0, round((start + first) / _INDENT)))
