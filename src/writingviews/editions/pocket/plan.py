"""What of the page tree a copy holds."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from writingviews.press.endings import NO_PAGE, STATUS
from writingviews.press.tree import address_of
from writingviews.site import words

from .addresses import ABOUT, Standing
from .check_page import CHECK
from .own_pages import Frame, FrameMissing
from .taken_down import addresses_down

_NOT_FOUND = "404.html"


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes into a copy.

    Args:
        pages: addresses of all pages that are carried, sorted.
        frames: the "not found" page of each language, the first language's first.
        standing: for the addresses in pages.
        down: addresses at which pages were taken down, sorted.
    """

    pages: tuple[str, ...]
    frames: tuple[Frame, ...]
    standing: Standing
    down: tuple[str, ...] = ()


@dataclass(slots=True)
class _Seen:
    pages: set[str] = field(default_factory=set)
    statuses: dict[str, str] = field(default_factory=dict)
    not_found: list[str] = field(default_factory=list)


def plan(tree: Path, base: str) -> Plan:
    """Return what of a page tree is carried: its HTML pages, without what is gone or has moved.

    Feeds, the sitemap and what is for robots stay where they are of use: on the site.

    Args:
        tree: the page tree of a publication.
        base: the site's address, without a slash at its end.

    Raises:
        FrameMissing: the tree has no "not found" page, so it was never printed.
    """
    seen = _walk(tree)
    pages = seen.pages - set(seen.statuses)
    moved = {
        address: status.removeprefix("301 ")
        for address, status in seen.statuses.items()
        if status.startswith("301 ")
    }
    frames = tuple(
        Frame(address, (tree / address[1:]).read_text("utf-8"), address[: -len(_NOT_FOUND) - 1])
        for address in sorted(seen.not_found, key=lambda each: (each.count("/"), each))
    )
    if not frames or frames[0].prefix:
        raise FrameMissing(f"{tree} has no {_NOT_FOUND}. Print it: `writingviews rebuild`.")
    prefixes = tuple(frame.prefix for frame in frames)
    abouts = {
        frame.language: (
            f"{frame.prefix}/{ABOUT}",
            words.translations(frame.language).gettext("About this copy"),
        )
        for frame in frames
    }
    own = {f"/{CHECK}", "/search/search.js", *(address for address, _ in abouts.values())}
    standing = Standing(
        base=base,
        prefixes=prefixes,
        pages=frozenset(pages | own | {f"{prefix}/search/" for prefix in prefixes}),
        moved=moved,
        abouts=abouts,
    )
    down = tuple(sorted(addresses_down(seen.statuses)))
    return Plan(tuple(sorted(pages)), frames, standing, down)


def _walk(tree: Path) -> _Seen:
    seen = _Seen()
    root = os.fspath(tree)
    for folder, names, files in os.walk(root):
        below = "" if folder == root else Path(folder).relative_to(tree).as_posix() + "/"
        if not below:
            names[:] = [name for name in names if name != "assets"]
        for name in files:
            if name == "index.html":
                seen.pages.add(address_of(below + name))
            elif name == _NOT_FOUND and below.count("/") <= 1:
                seen.not_found.append("/" + below + name)
            elif name.endswith(STATUS):
                status = Path(folder, name).read_text("utf-8").strip()
                seen.statuses[address_of(below + name.removesuffix(STATUS))] = status
            elif name.endswith(".html") and not name.endswith(NO_PAGE):
                seen.pages.add("/" + below + name)
    return seen
