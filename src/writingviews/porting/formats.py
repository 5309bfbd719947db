"""Telling what a path holds before it is imported. Opens at most a few kilobytes of each file."""

import zipfile
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final

_LOOKED_AT: Final = 8192
_MARKDOWN: Final = frozenset({".md", ".markdown"})
_MOST_LOOKED_AT: Final = 20_000


class Format(StrEnum):
    """Where an export comes from."""

    MARKDOWN = "markdown"
    WORDPRESS = "wordpress"
    GHOST = "ghost"
    MEDIUM = "medium"
    SUBSTACK = "substack"
    FEED = "feed"
    WORD = "word"
    HTML = "html"


#: What each is called in a sentence.
NAMES: Final = {
    Format.MARKDOWN: "a folder of Markdown files",
    Format.WORDPRESS: "an export of WordPress",
    Format.GHOST: "an export of Ghost",
    Format.MEDIUM: "an export of Medium",
    Format.SUBSTACK: "an export of Substack",
    Format.FEED: "a feed (RSS or Atom) or an export of Blogger",
    Format.WORD: "a Word document",
    Format.HTML: "a web page",
}


def recognise(path: Path) -> Format | None:
    """Return what `path` holds, or None if it is nothing that is known."""
    if path.is_dir():
        return _recognise_names(_names_of_folder(path))
    if zipfile.is_zipfile(path) and path.suffix.lower() == ".zip":
        try:
            with zipfile.ZipFile(path) as archive:
                return _recognise_names(archive.namelist()[:_MOST_LOOKED_AT])
        except (zipfile.BadZipFile, OSError):
            return None
    return _recognise_file(path)


def _names_of_folder(folder: Path) -> list[str]:
    names: list[str] = []
    for number, entry in enumerate(folder.rglob("*")):
        if number >= _MOST_LOOKED_AT:
            break
        names.append(entry.relative_to(folder).as_posix())
    return names


def _recognise_names(names: list[str]) -> Format | None:
    shown = [name for name in names if not _is_hidden(name)]
    endings = {PurePosixPath(name).suffix.lower() for name in shown}
    if any(PurePosixPath(name).name == "posts.csv" for name in shown):
        return Format.SUBSTACK
    if endings & _MARKDOWN:
        return Format.MARKDOWN
    if endings & {".html", ".htm"}:
        in_posts = any("posts" in PurePosixPath(name).parts[:-1] for name in shown)
        return Format.MEDIUM if in_posts else Format.HTML
    if ".docx" in endings:
        return Format.WORD
    if any("ghost" in name.lower() and name.endswith(".json") for name in shown):
        return Format.GHOST
    return None


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _recognise_file(path: Path) -> Format | None:
    try:
        with path.open("rb") as file:
            start = file.read(_LOOKED_AT)
    except OSError:
        return None
    plain = start.replace(b"\x00", b"")
    match path.suffix.lower():
        case ending if ending in _MARKDOWN:
            return Format.MARKDOWN
        case ".xml" | ".wxr" | ".rss" | ".atom":
            return _recognise_xml(plain)
        case ".json" if any(mark in plain for mark in (b'"db"', b'"meta"', b'"posts"')):
            return Format.GHOST
        case ".docx" | ".doc" | ".odt":
            return Format.WORD
        case ".html" | ".htm":
            return Format.HTML
        case _:
            return None


def _recognise_xml(start: bytes) -> Format | None:
    if b"wordpress.org/export" in start or b"<wp:" in start:
        return Format.WORDPRESS
    if any(mark in start for mark in (b"<rss", b"<feed", b"<rdf:RDF")):
        return Format.FEED
    return None
