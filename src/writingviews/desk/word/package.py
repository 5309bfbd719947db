"""The parts of a Word file that hold its text, taken out of the archive within bounds.

A Word file is a ZIP archive of XML parts that point to one another by relationships (ECMA-376,
part 2). What is not text, style of text, or a picture in it is never opened: properties (author,
company, dates), comments, people, settings, macros, fonts, embedded objects, custom data.
"""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from .refusal import WordFileRefused

MOST_ENTRIES: Final = 3_000
#: Bytes of all XML that is read, unpacked: 400,000 words take about half of it.
MOST_XML: Final = 48 * 1024 * 1024
#: Elements in it; each costs some kilobytes while it is converted.
MOST_ELEMENTS: Final = 500_000
#: Levels of elements: a table in a table in a text box in a list has forty.
DEEPEST: Final = 150
#: Bytes of one picture, and of all of them, unpacked.
MOST_PICTURE: Final = 25 * 1024 * 1024
MOST_PICTURES: Final = 40 * 1024 * 1024

_BROKEN: Final = "The file is damaged. Open it in Word, save it under a new name and bring that."
_TOO_LONG: Final = (
    "The file holds more than a sheet can: more text, or a far larger one than its size says. "
    "Bring it in parts."
)
#: The two names of every namespace: as Word writes it, and as "Strict Open XML" does.
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_USUAL: Final = "http://schemas.openxmlformats.org/"
_RENAMED: Final = {
    f"{_STRICT}wordprocessingml/main": f"{_USUAL}wordprocessingml/2006/main",
    f"{_STRICT}officeDocument/relationships": f"{_USUAL}officeDocument/2006/relationships",
    f"{_STRICT}drawingml/main": f"{_USUAL}drawingml/2006/main",
    f"{_STRICT}drawingml/picture": f"{_USUAL}drawingml/2006/picture",
    f"{_STRICT}drawingml/wordprocessingDrawing": (f"{_USUAL}drawingml/2006/wordprocessingDrawing"),
}
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the text, and what it points to.

    Args:
        root: its XML, in the usual namespaces.
        links: by relationship id, the web addresses it leads to.
        pictures: by relationship id, the names of the archive's entries.
    """

    root: ET.Element
    links: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)


class Package:
    """A Word file, opened.

    Raises:
        WordFileRefused: it is no Word file, locked, damaged, or holds too much.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
            raise WordFileRefused(_BROKEN) from error
        entries = self._archive.infolist()
        if len(entries) > MOST_ENTRIES:
            raise WordFileRefused(
                f"The file is an archive of {len(entries):,} files, which no text is. {_BROKEN}"
            )
        self._entries = {entry.filename: entry for entry in entries}
        self._xml_left = MOST_XML
        self._elements_left = MOST_ELEMENTS
        self._pictures_left = MOST_PICTURES
        self._main = self._main_name()

    def document(self) -> Part:
        """Return the text itself."""
        part = self._part(self._main)
        if part is None:
            raise WordFileRefused(
                "This is an archive without a text of Word in it. Save the text as Word (.docx) "
                "and bring that."
            )
        return part

    def related(self, kind: str) -> Part | None:
        """Return the part that the text calls its `kind` (styles, numbering, footnotes …)."""
        for relation, target, outside in self._relations(self._main):
            if relation.endswith(f"/{kind}") and not outside:
                return self._part(_resolved(self._main, target))
        return None

    def picture(self, name: str) -> bytes | None:
        """Return the bytes of a picture; None if it is not there, or is too large."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        data = self._read(entry, min(MOST_PICTURE, self._pictures_left))
        self._pictures_left -= len(data or b"")
        return data or None

    def _main_name(self) -> str:
        for relation, target, outside in self._relations(""):
            if relation.endswith("/officeDocument") and not outside:
                return _resolved("", target)
        return "word/document.xml"

    def _part(self, name: str) -> Part | None:
        root = self._xml(name)
        if root is None:
            return None
        part = Part(root)
        for relation, target, outside, mark in self._relations_by_id(name):
            if relation.endswith("/hyperlink") and outside:
                part.links[mark] = target
            elif relation.endswith("/image") and not outside:
                part.pictures[mark] = _resolved(name, target)
        return part

    def _relations(self, of: str) -> list[tuple[str, str, bool]]:
        return [(kind, target, outside) for kind, target, outside, _ in self._relations_by_id(of)]

    def _relations_by_id(self, of: str) -> list[tuple[str, str, bool, str]]:
        folder, name = posixpath.split(of)
        root = self._xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return []
        return [
            (
                said.get("Type", ""),
                said.get("Target", ""),
                said.get("TargetMode") == "External",
                said.get("Id", ""),
            )
            for said in root.iter(_RELATION)
        ]

    def _xml(self, name: str) -> ET.Element | None:
        entry = self._entries.get(name)
        if entry is None:
            return None
        data = self._read(entry, self._xml_left)
        if data is None:
            raise WordFileRefused(_TOO_LONG)
        self._xml_left -= len(data)
        return self._parsed(data)

    def _read(self, entry: zipfile.ZipInfo, most: int) -> bytes | None:
        """Return an entry's bytes; None if there are more. What its header says is not believed."""
        if entry.flag_bits & 0x1:
            raise WordFileRefused(
                "The file is locked with a password. Take the password off and bring it again."
            )
        try:
            with self._archive.open(entry) as file:
                data = file.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
            raise WordFileRefused(_BROKEN) from error
        except (NotImplementedError, RuntimeError) as error:
            raise WordFileRefused(_BROKEN) from error
        return data if len(data) <= most else None

    def _parsed(self, data: bytes) -> ET.Element:
        parser = ET.XMLParser(target=_Builder(self._elements_left))  # noqa: S314 - it takes no document type
        try:
            parser.feed(data)
            root: ET.Element = parser.close()
        except (ET.ParseError, ValueError, LookupError) as error:
            raise WordFileRefused(_BROKEN) from error
        self._elements_left -= sum(1 for _ in root.iter())
        return root


class _Builder(ET.TreeBuilder):
    """Builds the tree, and stops where no Word file goes on.

    A document type is where entities are declared, those that grow without end and those that are
    fetched: no Word file has one, and nothing is read of one that has.
    """

    def __init__(self, elements: int) -> None:
        super().__init__()
        self._left = elements
        self._depth = 0
        self._names: dict[str, str] = {}

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise WordFileRefused(_BROKEN)

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        self._left -= 1
        self._depth += 1
        if self._left < 0 or self._depth > DEEPEST:
            raise WordFileRefused(_TOO_LONG)
        return super().start(
            self._usual(tag), {self._usual(name): value for name, value in attrs.items()}
        )

    def end(self, tag: str) -> ET.Element:
        self._depth -= 1
        return super().end(self._usual(tag))

    def _usual(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            known = name
            if name.startswith("{" + _STRICT):
                space, _, local = name[1:].partition("}")
                known = f"{{{_RENAMED.get(space, space)}}}{local}"
            self._names[name] = known
        return known


def _resolved(source: str, target: str) -> str:
    """Return the entry that a target of a part names; a name that leads outside names none."""
    path = unquote(target.partition("#")[0])
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
