"""Telling what a path holds before it is imported. Opens at most a few kilobytes."""

from enum import StrEnum
from pathlib import Path
from typing import Final

_LOOKED_AT: Final = 8192
_MARKDOWN: Final = frozenset({".md", ".markdown"})
_MOST_LOOKED_AT: Final = 20_000


class Format(StrEnum):
    """Where an export comes from; only `READ_NOW` are read as yet."""

    MARKDOWN = "markdown"
    WORDPRESS = "wordpress"
    GHOST = "ghost"
    MEDIUM = "medium"
    SUBSTACK = "substack"
    WORD = "word"
    HTML = "html"


READ_NOW: Final = frozenset({Format.MARKDOWN, Format.WORDPRESS})

#: What each is called in a sentence.
NAMES: Final = {
    Format.MARKDOWN: "a folder of Markdown files",
    Format.WORDPRESS: "an export of WordPress",
    Format.GHOST: "an export of Ghost",
    Format.MEDIUM: "an export of Medium",
    Format.SUBSTACK: "an export of Substack",
    Format.WORD: "a Word document",
    Format.HTML: "a web page",
}


def recognise(path: Path) -> Format | None:
    """Return what `path` holds, or None if it is nothing that is known."""
    return _recognise_folder(path) if path.is_dir() else _recognise_file(path)


def _recognise_folder(folder: Path) -> Format | None:
    if (folder / "posts.csv").is_file():
        return Format.SUBSTACK
    found: Format | None = None
    for number, entry in enumerate(folder.rglob("*")):
        if number >= _MOST_LOOKED_AT:
            break
        if any(part.startswith(".") for part in entry.relative_to(folder).parts):
            continue
        match entry.suffix.lower():
            case ending if ending in _MARKDOWN:
                return Format.MARKDOWN
            case ".html" | ".htm" if (folder / "posts").is_dir():
                found = found or Format.MEDIUM
            case ".html" | ".htm":
                found = found or Format.HTML
            case ".docx":
                found = found or Format.WORD
            case _:
                pass
    return found


def _recognise_file(path: Path) -> Format | None:
    try:
        with path.open("rb") as file:
            start = file.read(_LOOKED_AT)
    except OSError:
        return None
    match path.suffix.lower():
        case ending if ending in _MARKDOWN:
            return Format.MARKDOWN
        case ".xml" | ".wxr" if b"wordpress.org/export" in start or b"<wp:" in start:
            return Format.WORDPRESS
        case ".json" if b'"db"' in start or b'"meta"' in start:
            return Format.GHOST
        case ".docx" | ".doc" | ".odt":
            return Format.WORD
        case ".html" | ".htm":
            return Format.HTML
        case _:
            return None
