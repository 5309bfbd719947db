"""Reading a folder of Markdown files, each with front matter. Reads files and nothing else.

A folder to import may come from a stranger: no link is followed out of it, nothing hidden is
opened, no file is read beyond a bound, and whatever cannot be read is reported by file and line
while the others are read.
"""

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as date_type
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final
from urllib.parse import quote

from writingviews.articles.particulars import MOST_SPEAKERS, Reviewed, Speaker, Work
from writingviews.articles.places import PlaceNamed

from .front_matter import FrontMatter, FrontMatterBroken, parse_date, read_front_matter
from .report import Problem

#: Bytes of a file: some 150,000 words.
MOST_BYTES: Final = 1024 * 1024
#: Files of a folder.
MOST_FILES: Final = 50_000

_ENDINGS: Final = frozenset({".md", ".markdown"})
_DATED: Final = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})[-_ ]*")
_HEADING: Final = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<text>.*?)[ \t]*#*[ \t]*\Z")
_CODE: Final = re.compile(r"[ ]{0,3}(?P<fence>`{3,}|~{3,})")
_MARKS: Final = re.compile(r"\\(?=[^\w\s])|[*_`]+")
#: Names that say nothing: the folder's name is the piece's then.
_NAMELESS: Final = frozenset({"index", "_index", "readme"})


class FolderRefused(Exception):
    """The folder cannot be imported at all; the message says why and the mend."""


class FileUnreadable(Exception):
    """A file is left out; `problem` says why and the mend."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem: Final = problem


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The Markdown files of a folder, sorted by path, and what was passed over and why."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class MarkdownPiece:
    """An article as its file tells it; nothing is checked against a publication yet.

    Args:
        file: where it was read.
        path: the same from the import's folder on, parted by slashes, NFC.
        title: never empty.
        slug, section, language, kind, standfirst, dateline, content_note: as written; "" where not.
        picture, picture_alt, picture_caption, picture_credit: of the lead picture.
        topics, bylines: names, each once.
        date: aware; None where neither the file nor its name tells it.
        published: whether readers are meant to see it.
        place, happened_on, reviewed, speakers: what a report, a review or an interview has besides.
        body: Markdown, without front matter and without the title.
        body_line: the line of the file at which `body` begins.
        lines: the line at which each key of the front matter stands.
        problems: what could not be taken as it is.
    """

    file: Path
    path: str
    title: str
    slug: str
    section: str
    language: str
    kind: str
    standfirst: str
    dateline: str
    content_note: str
    picture: str
    picture_alt: str
    picture_caption: str
    picture_credit: str
    topics: tuple[str, ...]
    bylines: tuple[str, ...]
    date: datetime | None
    published: bool
    happened_on: date_type | None
    place: PlaceNamed | None
    reviewed: Reviewed
    speakers: tuple[Speaker, ...]
    body: str
    body_line: int
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def problem(self, key: str, message: str) -> Problem:
        """Return a problem at the line of a key."""
        return Problem(self.path, self.lines.get(key, 1), message)

    def line_of(self, text: str) -> int:
        """Return the line at which a text, or its percent-encoded form, first stands in the body.

        1 if it does not.
        """
        found = (self.body.find(form) for form in (text, quote(text)))
        place = next((place for place in found if place >= 0), None)
        return 1 if place is None else self.body_line + self.body.count("\n", 0, place)


def find_markdown(folder: Path) -> FoundFiles:
    """Find the Markdown files below a folder, sorted.

    Hidden files and folders are passed over; links are, too (what they lead to inside the folder
    is found by itself), and one that leads out is reported.

    Raises:
        FolderRefused: it is no folder, or holds more than `MOST_FILES`.
    """
    if not folder.is_dir():
        raise FolderRefused(f"{folder} is not a folder. Name the folder that holds the files.")
    root = folder.resolve()
    paths: list[Path] = []
    problems: list[Problem] = []
    for place, folders, names in os.walk(root, followlinks=False):
        here = Path(place)
        folders[:] = [name for name in folders if not name.startswith(".")]
        problems.extend(problem for name in folders for problem in _link_problem(here / name, root))
        for name in names:
            file = here / name
            if name.startswith(".") or file.suffix.lower() not in _ENDINGS:
                continue
            if file.is_symlink():
                problems.extend(_link_problem(file, root))
            elif file.is_file():
                paths.append(file)
        if len(paths) > MOST_FILES:
            raise FolderRefused(
                f"{folder} holds more than {MOST_FILES:,} Markdown files. "
                "Part them into several folders and import one after the other."
            )
    return FoundFiles(tuple(sorted(paths, key=lambda path: _path_in(path, root))), tuple(problems))


def read_piece(file: Path, *, folder: Path) -> MarkdownPiece:
    """Read one file.

    Args:
        file: as `find_markdown` returned it.
        folder: the import's folder.

    Raises:
        FileUnreadable: too large, not UTF-8, or its front matter is broken.
    """
    path = _path_in(file, folder.resolve())
    text = _read_text(file, path)
    try:
        matter = read_front_matter(text)
    except FrontMatterBroken as error:
        raise FileUnreadable(Problem(path, error.line, error.message)) from error
    title, body, body_line = _title_and_body(matter, file)
    named = _DATED.match(file.stem)
    texts = matter.texts
    return MarkdownPiece(
        file=file,
        path=path,
        title=title,
        slug=texts.get("slug", ""),
        section=texts.get("section", ""),
        language=texts.get("language", ""),
        kind=texts.get("kind", ""),
        standfirst=texts.get("standfirst", ""),
        dateline=texts.get("dateline", ""),
        content_note=texts.get("content_note", ""),
        picture=texts.get("picture", ""),
        picture_alt=texts.get("picture_alt", ""),
        picture_caption=texts.get("picture_caption", ""),
        picture_credit=texts.get("picture_credit", ""),
        topics=matter.topics,
        bylines=matter.bylines,
        date=matter.date or (parse_date(named["date"]) if named else None),
        # A file that nobody filed is a note; one with front matter was made to be read.
        published=matter.present if matter.published is None else matter.published,
        happened_on=matter.happened_on,
        place=_place(texts.get("place", ""), matter.coordinates),
        reviewed=Reviewed(
            texts.get("reviewed_what", Work.OTHER),
            texts.get("reviewed", ""),
            texts.get("reviewed_by", ""),
            texts.get("reviewed_facts", ""),
        ),
        speakers=_speakers(texts.get("speakers", "")),
        body=body,
        body_line=body_line,
        lines=matter.lines,
        problems=tuple(Problem(path, line, message) for line, message in matter.findings),
    )


def _path_in(file: Path, root: Path) -> str:
    return unicodedata.normalize("NFC", _printable(file.relative_to(root).as_posix()))


def _printable(text: str) -> str:
    """Return a file name as text that any output takes: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(text).decode("utf-8", errors="replace")


def _link_problem(entry: Path, root: Path) -> list[Problem]:
    if not entry.is_symlink():
        return []
    try:
        target = entry.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        target = Path("/")
    if target.is_relative_to(root):
        return []
    return [
        Problem(
            _path_in(entry, root),
            1,
            "this is a link that leads out of the folder and was not followed. "
            "Put a copy of what it leads to in its place.",
        )
    ]


def _read_text(file: Path, path: str) -> str:
    try:
        with file.open("rb") as source:
            data = source.read(MOST_BYTES + 1)
            size = os.fstat(source.fileno()).st_size
    except OSError as error:
        raise FileUnreadable(
            Problem(
                path,
                1,
                f"the file cannot be opened: {error.strerror}. See that it is there and may be "
                "read.",
            )
        ) from error
    if len(data) > MOST_BYTES:
        raise FileUnreadable(
            Problem(
                path,
                1,
                f"the file has {max(size, len(data)) / 1024**2:.1f} MB; 1 MB is the most. "
                "Cut it into several pieces, and keep pictures in files of their own.",
            )
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileUnreadable(
            Problem(
                path,
                line,
                f"the byte 0x{data[error.start]:02X} is not UTF-8. Save the file as UTF-8.",
            )
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _title_and_body(matter: FrontMatter, file: Path) -> tuple[str, str, int]:
    """Return the title, and the body without a heading that repeats it."""
    title = matter.texts.get("title", "")
    place = _first_heading(matter.body)
    if place is not None:
        number, heading = place
        if not title or heading.casefold() == title.casefold():
            lines = matter.body.split("\n")
            lines[number] = ""
            return heading[:400], "\n".join(lines), matter.body_line
    return title or _title_of_file(file), matter.body, matter.body_line


def _first_heading(body: str) -> tuple[int, str] | None:
    """Return the line (from 0) and the text of the heading that names the whole text.

    That is one of the first level, or one of any level before any other text.
    """
    before_text = True
    fence = ""
    for number, line in enumerate(body.split("\n")):
        if code := _CODE.match(line):
            if not fence:
                fence = code["fence"]
            elif code["fence"].startswith(fence):
                fence = ""
        elif not fence and (heading := _HEADING.match(line)):
            text = " ".join(_MARKS.sub("", heading["text"]).split())
            if text and (before_text or heading["level"] == "#"):
                return number, text
        before_text = before_text and not line.strip()
    return None


def _title_of_file(file: Path) -> str:
    stem = file.stem
    if stem.lower() in _NAMELESS and file.parent.name:
        stem = file.parent.name
    words = " ".join(_DATED.sub("", _printable(stem), count=1).replace("_", "-").split("-")).split()
    title = " ".join(words) or _printable(stem)
    return unicodedata.normalize("NFC", title[:1].upper() + title[1:])[:400]


def _place(name: str, coordinates: tuple[Decimal, Decimal] | None) -> PlaceNamed | None:
    """Return a place as it is filed; one that says no coordinates lies where it may lie already."""
    if not name:
        return None
    return PlaceNamed(name, *coordinates) if coordinates else PlaceNamed(name, keeps=True)


def _speakers(text: str) -> tuple[Speaker, ...]:
    """Return who is named in "Ilse Korhan, keeper; Noor Whitcombe"."""
    named = (Speaker.written(each) for each in re.split("[;؛]", text) if each.strip())
    return tuple(named)[:MOST_SPEAKERS]
