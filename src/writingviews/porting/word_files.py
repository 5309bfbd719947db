"""Reading Word files, singly or a folder of them, each in the desk's bounded process."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from writingviews.desk.word.reader import read_word_file
from writingviews.desk.word.refusal import WordFileRefused
from writingviews.document.markup import Element, parse_markup

from .export_files import ExportFiles
from .media_store import MediaStore
from .pieces import Piece, SaysAllInItsTexts, SourceRefused
from .report import Problem

_PICTURE: Final = re.compile(r'src="picture:(\d+)"')
_TITLE: Final = re.compile(r'<p class="MsoTitle"[^>]*>(.*?)</p>', re.DOTALL)
_SUBTITLE: Final = re.compile(r'<p class="MsoSubtitle"[^>]*>(.*?)</p>', re.DOTALL)
_HEADING: Final = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


class WordFiles(SaysAllInItsTexts):
    """Word files; what their properties say of anybody is not read.

    Args:
        files: where they lie.
        media: to which the pictures in them are added.
    """

    name = "word"

    def __init__(self, files: ExportFiles, media: MediaStore) -> None:
        self._files = files
        self._media = media
        self._names = [
            name for name in files.ending(".docx") if not PurePosixPath(name).name.startswith("~$")
        ]
        self._kept = tempfile.TemporaryDirectory(prefix="word-")
        self.count = len(self._names)
        self.whole = True
        self.problems: list[Problem] = list(files.problems)
        self.problems += [
            Problem(name, 1, "this is an older format; save it as .docx and import that.")
            for name in files.ending(".doc", ".odt", ".rtf", ".pages")
        ]

    def pieces(self) -> Iterator[Piece]:
        """Yield the files, in the order of their paths. About half a second each."""
        for number, name in enumerate(self._names):
            try:
                text = read_word_file(self._files.bytes(name))
            except (WordFileRefused, SourceRefused) as refused:
                self.problems.append(Problem(name, 1, f"left out: {refused}"))
                self.whole = False
                continue
            for index, (data, cut) in enumerate(text.pictures):
                file = Path(self._kept.name) / f"{number}-{index}"
                file.write_bytes(data)
                self._media.add(f"word:{name}#{index}", file, cut)
            piece = self._piece(name, text.html)
            left = f"{text.left} of its pictures cannot be brought along"
            yield piece.with_problems(left) if text.left else piece

    def _piece(self, name: str, html: str) -> Piece:
        html = _PICTURE.sub(lambda found: f'src="word:{_attribute(name)}#{found[1]}"', html)
        title, html = _taken(_TITLE, html)
        if not title:
            heading = _HEADING.search(html)
            title = heading[1] if heading else ""
        standfirst, html = _taken(_SUBTITLE, html)
        if not _words(parse_markup(title).root):
            title = PurePosixPath(name).stem.replace("_", " ")
        return Piece(
            source=name,
            path=name,
            line=1,
            title=title,
            standfirst=standfirst,
            html=html,
            published=False,
        )


def _taken(pattern: re.Pattern[str], html: str) -> tuple[str, str]:
    """Take the first match out of a text: what it holds, and the rest."""
    found = pattern.search(html)
    if found is None:
        return "", html
    return found[1], html[: found.start()] + html[found.end() :]


def _words(element: Element) -> str:
    return element.text().strip()


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
