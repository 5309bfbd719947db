"""What lies beside a publication's pages, on its way into a copy."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_STYLE_ADDRESS: Final = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)")

#: Takes a file's path below the root of the copy, and what it holds.
Put = Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True)
class Publication:
    """What a copy is made of.

    Args:
        tree, media: its folders of pages and of pictures.
        address: the site's address, without a slash at its end.
    """

    tree: Path
    media: Path
    address: str


def carry(
    publication: Publication, named: set[str], put: Put, *, threads: int = 4
) -> tuple[int, list[str]]:
    """Put the styles, scripts, fonts and pictures that pages name into a copy.

    Args:
        publication: whose they are.
        named: paths below the root of the copy.
        put: called once for each file that is there; with several threads from any of them, and in
            any order.
        threads: how many pictures are read at a time.

    Returns:
        how many pictures, and which files are not there.
    """
    missing: list[str] = []
    for name in sorted(name for name in named if name.startswith("assets/")):
        try:
            body = (publication.tree / name).read_bytes()
        except FileNotFoundError:
            missing.append(name)
            continue
        if name.endswith(".css"):
            body, fonts = _style(body.decode())
            missing += [
                font for font in sorted(fonts) if not _copy(publication.tree / font, font, put)
            ]
        put(name, body)
    pictures = sorted(name for name in named if name.startswith("media/"))

    def copy(name: str) -> bool:
        return _copy(publication.media / name.removeprefix("media/"), name, put)

    with ThreadPoolExecutor(threads) as pool:
        there = list(pool.map(copy, pictures))
    missing += [name for name, found in zip(pictures, there, strict=True) if not found]
    return sum(there), missing


def _copy(source: Path, name: str, put: Put) -> bool:
    try:
        body = source.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False
    put(name, body)
    return True


def _style(text: str) -> tuple[bytes, set[str]]:
    """Return a style sheet with relative addresses, and the assets that it names."""
    named: set[str] = set()

    def relative(found: re.Match[str]) -> str:
        address = found[1]
        name = address.removeprefix("/assets/").removeprefix("./")
        if "/" in name or ":" in name or not address.startswith(("/assets/", "./")):
            return found[0]
        named.add(f"assets/{name}")
        return f'url("./{name}")'

    return _STYLE_ADDRESS.sub(relative, text).encode(), named
