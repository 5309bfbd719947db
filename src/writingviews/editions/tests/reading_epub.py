"""Reading an EPUB back: its files, its words, what it says of itself, whether it is sound."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

_JAR: Final = Path("/usr/bin/epubcheck")
needs_epubcheck = pytest.mark.skipif(
    not (_JAR.exists() and shutil.which("java")),
    reason="needs epubcheck: apt install epubcheck default-jre-headless",
)

XHTML: Final = "{http://www.w3.org/1999/xhtml}"
OPS: Final = "{http://www.idpf.org/2007/ops}"
OPF: Final = "{http://www.idpf.org/2007/opf}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
_BLOCKS: Final = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "figcaption", "div", "dt", "dd"}


def files_of(epub: bytes) -> dict[str, bytes]:
    """Return the book's files by their names below its folder."""
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        return {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}


def page(epub: bytes, name: str) -> ET.Element:
    return ET.fromstring(files_of(epub)[name])  # noqa: S314 - our own


def said(element: ET.Element) -> str:
    """Return an element's words, parted by one space."""
    parts: list[str] = []

    def go(each: ET.Element) -> None:
        block = each.tag.removeprefix(XHTML) in _BLOCKS or each.get("class") == "line"
        parts.append((" " if block else "") + (each.text or ""))
        for child in each:
            go(child)
            parts.append(child.tail or "")
        if block:
            parts.append(" ")

    go(element)
    return " ".join("".join(parts).split())


def by_type(root: ET.Element, kind: str) -> list[ET.Element]:
    return [element for element in root.iter() if element.get(f"{OPS}type") == kind]


def metadata(epub: bytes) -> dict[str, list[str]]:
    """Return what the book says of itself, by name."""
    found: dict[str, list[str]] = {}
    package = page(epub, "package.opf")
    for element in package.iter():
        name = element.get("property") or element.tag.removeprefix(DC)
        if (element.tag.startswith(DC) or element.get("property")) and element.text:
            found.setdefault(name, []).append(element.text)
    return found


def faults(books: Mapping[str, bytes], folder: Path) -> dict[str, str]:
    """Return what epubcheck says against each book; three seconds a book, two at once."""

    def heard(name: str) -> str:
        path = folder / f"{name}.epub"
        path.write_bytes(books[name])
        # Java spends most of its time on making itself fast; this is over before it is.
        return subprocess.run(
            ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(_JAR), str(path),
             "--failonwarnings"],
            capture_output=True, check=False, text=True, timeout=120,
        ).stdout  # fmt: skip

    with ThreadPoolExecutor(2) as checkers:
        said_of = dict(zip(books, checkers.map(heard, books), strict=True))
    sound = "0 fatals / 0 errors / 0 warnings"
    return {name: text for name, text in said_of.items() if sound not in text}
