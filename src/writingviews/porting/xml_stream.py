"""An XML file on its way in, read element by element whatever its size. Reads files, nothing else.

No document type, no entity of its own, no other file: what XML can unfold is refused. What programs
write though no XML may hold it (control characters, bytes of another encoding, a bare ampersand,
``&nbsp;``) is mended, and said. A file that breaks off is read up to there.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.entities import html5
from pathlib import Path
from typing import Final
from xml.parsers import expat

from .report import Problem
from .windows_letters import WINDOWS_LETTERS

_CHUNK: Final = 256 * 1024
#: Levels of elements in one another; exports have six.
_DEEPEST: Final = 200
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE: Final = re.compile(
    r"&(#[0-9]{1,8};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?"
)
_DECLARED: Final = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']"""
)
_XML_NAMES: Final = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
#: Longer than any reference, so that none is cut by the end of a part.
_TAIL: Final = 64


class XmlBroken(Exception):
    """A file is no XML from here on; `line` and `message` say where and why."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line: Final = line
        self.message: Final = message


class XmlForbidden(XmlBroken):
    """A file holds what is never read: a document type with entities, or too deep a nesting."""


#: Around what an export lists.
_CONTAINERS: Final = frozenset({"rss", "channel", "feed", "rdf:RDF"})
#: Characters kept of one record, and elements.
_MOST_SAID: Final = 16_000_000
_MOST_ELEMENTS: Final = 200_000

Opened = Callable[[str, dict[str, str], int], None]
Closed = Callable[[str], None]
Said = Callable[[str], None]


class XmlStream:
    """One reading of a file.

    Args:
        file: the file.
        opened: told an element's name with its prefix, its attributes and its line.
        closed: told its name.
        said: told its text, in parts.
    """

    def __init__(self, file: Path, *, opened: Opened, closed: Closed, said: Said) -> None:
        self._file = file
        self._opened = opened
        self._depth = 0
        self.mended: dict[str, int] = {}
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = said
        parser.EntityDeclHandler = self._refuse
        parser.UnparsedEntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._closed = closed
        self._parser = parser
        self._mend = _Mending(self._note)

    @property
    def line(self) -> int:
        return self._parser.CurrentLineNumber

    def read(self) -> Iterator[None]:
        """Read the file part by part; whoever iterates takes what was read between two parts.

        Raises:
            XmlBroken: from there on it is no XML.
            OSError: it cannot be read.
        """
        with self._file.open("rb") as file:
            start = file.read(_CHUNK)
            decoder = codecs.getincrementaldecoder(_encoding(start))(errors=WINDOWS_LETTERS)
            part, final = start, False
            while not final:
                following = file.read(_CHUNK)
                final = not following
                text = self._mend.mended(decoder.decode(part, final), final=final)
                part = following
                try:
                    self._parser.Parse(text, final)
                except expat.ExpatError as error:
                    raise XmlBroken(error.lineno, _reason(error)) from error
                yield

    def problems(self, path: str) -> list[Problem]:
        """Return what was mended, and where first."""
        return [Problem(path, line, message) for message, line in self.mended.items()]

    def _note(self, message: str) -> None:
        self.mended.setdefault(message, self._parser.CurrentLineNumber)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise XmlForbidden(self.line, f"elements stand more than {_DEEPEST} levels deep")
        self._opened(name, attributes, self._parser.CurrentLineNumber)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._closed(name)

    def _refuse(self, *_declared: object) -> int:
        raise XmlForbidden(
            self.line,
            "the file declares entities, which can unfold without end or name other files",
        )


def _encoding(start: bytes) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if start.startswith(b"<\x00?\x00"):
        return "utf-16-le"
    if start.startswith(b"\x00<\x00?"):
        return "utf-16-be"
    found = _DECLARED.match(start.removeprefix(b"\xef\xbb\xbf").lstrip())
    name = found[1].decode("ascii").lower() if found else "utf-8"
    try:
        known = codecs.lookup(name)
    except LookupError:
        return "utf-8-sig"
    text = getattr(known, "_is_text_encoding", True)
    return "utf-8-sig" if known.name == "utf-8" or not text or "16" in known.name else known.name


def _reason(error: expat.ExpatError) -> str:
    said = expat.ErrorString(error.code)
    if said in {"no element found", "unclosed token", "unclosed CDATA section"}:
        return "the file ends in the midst of an element"
    return f"this is no XML ({said})"


class _Mending:
    """Text on its way to the parser, without what no XML may hold."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note
        self._kept = ""
        self._raw = False
        self._first = True

    def mended(self, text: str, *, final: bool) -> str:
        text = self._kept + text
        cut = len(text) if final else max(0, len(text) - _TAIL)
        self._kept, text = text[cut:], text[:cut]
        if self._first and text:
            self._first = False
            # The text is decoded: what it declares of itself holds no more.
            text = re.sub(r"^\ufeff?\s*(?=<)", "", text)
        if _CONTROLS.search(text):
            self._note("control characters, which no XML may hold, were left out")
            text = _CONTROLS.sub("", text)
        if "&" not in text and "<![CDATA[" not in text and not self._raw:
            return text
        parts: list[str] = []
        at = 0
        while at < len(text):
            mark = "]]>" if self._raw else "<![CDATA["
            end = text.find(mark, at)
            piece = text[at : end if end >= 0 else len(text)]
            parts.append(piece if self._raw else _REFERENCE.sub(self._reference, piece))
            if end < 0:
                # A mark that is cut by the end of the part is put together again by the next.
                return self._held_back("".join(parts), mark, final=final)
            parts.append(mark)
            at = end + len(mark)
            self._raw = not self._raw
        return "".join(parts)

    def _held_back(self, text: str, mark: str, *, final: bool) -> str:
        for length in range(0 if final else min(len(mark) - 1, len(text)), 0, -1):
            if text.endswith(mark[:length]):
                self._kept = text[-length:] + self._kept
                return text[:-length]
        return text

    def _reference(self, found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            self._note("an ampersand that stands alone was read as one")
            return "&amp;"
        if name.startswith("#"):
            hexadecimal = name[1] in "xX"
            number = int(name[2:-1], 16) if hexadecimal else int(name[1:-1])
            good = number in {9, 10, 13} or 32 <= number < 0xD800 or 0xE000 <= number <= 0xFFFD
            if good or 0x10000 <= number <= 0x10FFFF:
                return found[0]
            self._note("references to control characters were left out")
            return ""
        if name in _XML_NAMES:
            return found[0]
        letters = html5.get(name)
        return letters.replace("&", "&amp;").replace("<", "&lt;") if letters else f"&amp;{name}"


# --- records --------------------------------------------------------------------------------------


@dataclass(slots=True)
class Record:
    """An element that an export lists, with what stands in it.

    Args:
        cut: whether it holds more than is kept of one.
    """

    name: str
    attributes: dict[str, str]
    line: int
    inside: "list[Record | str]" = field(default_factory=list)
    cut: bool = False

    @property
    def children(self) -> "list[Record]":
        return [each for each in self.inside if isinstance(each, Record)]

    @property
    def text(self) -> str:
        return "".join(each for each in self.inside if isinstance(each, str))

    def said(self, name: str) -> str:
        """Return the text of the first element of a name in it, trimmed; "" if there is none."""
        return next((each.text.strip() for each in self.children if each.name == name), "")

    def raw(self, name: str) -> str:
        return next((each.text for each in self.children if each.name == name), "")

    def all(self, name: str) -> "list[Record]":
        return [each for each in self.children if each.name == name]


class Records:
    """What an RSS or Atom file lists, one after the other: items, entries, and what stands beside.

    Args:
        file: the file.
        path: as reports name it.
        without: names of elements whose text is passed over.
    """

    def __init__(self, file: Path, path: str, *, without: frozenset[str] = frozenset()) -> None:
        self._path = path
        self._without = without
        self._open: list[Record] = []
        self._around = 0
        self._silent = 0
        self._done: list[Record] = []
        self._size = self._count = 0
        self._stream = XmlStream(file, opened=self._opened, closed=self._closed, said=self._said)
        self.problems: list[Problem] = []
        self.whole = True

    def __iter__(self) -> Iterator[Record]:
        """Yield the records; what the file breaks off with is told in `problems`.

        Raises:
            XmlForbidden: the file holds what is never read.
        """
        try:
            for _ in self._stream.read():
                done, self._done = self._done, []
                yield from done
        except XmlForbidden:
            raise
        except XmlBroken as broken:
            done, self._done = self._done, []
            yield from done
            self.whole = False
            lost = self._open[0].said("title") if self._open else ""
            named = f" What was being read there, “{lost[:80]}”, is not whole." if lost else ""
            self.problems.append(
                Problem(
                    self._path,
                    broken.line,
                    f"{broken.message}: nothing from here on can be read, what stands before it "
                    f"can.{named} Export it again, and import that file too.",
                )
            )
        finally:
            self.problems += self._stream.problems(self._path)

    def _opened(self, name: str, attributes: dict[str, str], line: int) -> None:
        if not self._open and name in _CONTAINERS:
            self._around += 1
            return
        record = Record(name, attributes, line)
        if self._open:
            self._count += 1
            if self._count <= _MOST_ELEMENTS:
                self._open[-1].inside.append(record)
            else:
                self._open[0].cut = True
        else:
            self._size = self._count = 0
        self._silent += name in self._without
        self._open.append(record)

    def _closed(self, name: str) -> None:
        if not self._open:
            return
        record = self._open.pop()
        self._silent -= name in self._without
        if not self._open:
            self._done.append(record)

    def _said(self, text: str) -> None:
        if not self._open or self._silent:
            return
        self._size += len(text)
        if self._size <= _MOST_SAID:
            self._open[-1].inside.append(text)
        else:
            self._open[0].cut = True
