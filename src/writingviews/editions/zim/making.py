"""A ZIM: the page tree as one file, written by libzim, with an index of every article's own text.

The pages are taken from the tree as it stands, without the database. The same tree gives the same
bytes: one thread of libzim writes, in one order, and what it draws at random is replaced
(`sealing`).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from libzim.writer import (
    ContentProvider,
    Creator,
    Hint,
    IndexData,
    Item,
    StringProvider,
)

from writingviews.editions.pocket.addresses import file_at
from writingviews.editions.pocket.carrying import Publication, carry
from writingviews.editions.pocket.making import OFFLINE
from writingviews.editions.pocket.pages import CHUNK, in_processes
from writingviews.editions.pocket.plan import Plan, plan

from .icon import SIZE, icon
from .metadata import read_metadata, three_letters
from .pages import Chunk, Entry, language_of, make_entries
from .sealing import seal
from .spellings import folded_as_a_query

_TYPES: Final = {
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "avif": "image/avif",
}
#: Bytes that are compressed together, and unpacked to show any page among them: libzim's 2 MB cost
#: an eighth more time and spare a twentieth of the file.
_CLUSTER: Final = 512 * 1024
#: What is not compressed already.
_TEXTS: Final = frozenset({"css", "js", "svg"})

Told = Callable[[int, int], None]


class NothingPublished(LookupError):
    """There is no page to carry; the message says in which language."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made.

    Args:
        pages, articles, pictures: how many.
        missing: files that pages name and that are not there.
        day: of the newest change, ``2026-03-21``.
        sealed: whether the same pages give the same bytes.
    """

    pages: int
    articles: int
    pictures: int
    missing: tuple[str, ...]
    day: str
    sealed: bool


def make_zim(
    publication: Publication,
    out: Path,
    *,
    language: str | None = None,
    licence: str = "",
    told: Told = lambda _done, _of: None,
) -> Made:
    """Write a ZIM. 10,000 articles take less than a minute on two processors.

    Args:
        publication: whose pages.
        out: a file that is not there; libzim lays its index beside it while it works.
        language: only pages in it; all, if left out.
        licence: under which readers may pass it on; that at the foot of the pages without it.
        told: called with how many pages are made, of how many.

    Raises:
        FrameMissing: the tree was never printed.
        NothingPublished: no article is printed in that language.
        RuntimeError: libzim cannot write; a full disk, most of all.
    """
    planned = plan(publication.tree, publication.address)
    languages, main, pages = _chosen(planned, publication.tree, language)
    standing = replace(planned.standing, pages=frozenset(pages))
    chunks = [
        Chunk(pages[start : start + CHUNK], standing, publication.tree, publication.media)
        for start in range(0, len(pages), CHUNK)
    ]
    creator = Creator(out).config_indexing(True, three_letters(languages[0]))
    creator.config_clustersize(_CLUSTER)
    # One thread: with more, the index's articles stand in another order each time.
    creator.config_nbworkers(1)
    creator.set_mainpath(file_at(main))
    named = {"copy/copy.css"}
    day, done, articles = "", 0, 0
    with creator:
        for chunk, result in zip(chunks, in_processes(make_entries, chunks, spared=1), strict=True):
            for entry in result.entries:
                articles += _add(creator, entry)
            named |= result.named
            day = max(day, result.day)
            done += len(chunk.addresses)
            told(done, len(pages))
        put = _Putter(creator).put
        put("copy/copy.css", (OFFLINE / "copy.css").read_bytes())
        pictures, missing = carry(publication, named, put, threads=1)
        front = (publication.tree / file_at(main)).read_text("utf-8")
        said = read_metadata(front, languages=languages, site=publication.address, day=day)
        fields = {**said.fields, "License": licence} if licence else said.fields
        for name, value in fields.items():
            creator.add_metadata(name, value)
        creator.add_illustration(SIZE, icon(said.accent))
    return Made(len(pages), articles, pictures, tuple(sorted(missing)), day, seal(out))


def _chosen(
    planned: Plan, tree: Path, language: str | None
) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Return the languages that go in, the address of the front page, and of all pages."""
    prefixes = {frame.language: frame.prefix for frame in planned.frames}
    pages = planned.pages
    if language is not None:
        if language not in prefixes:
            raise NothingPublished(
                f"There are no pages in {language!r}. There are some in {', '.join(prefixes)}."
            )
        pages = tuple(each for each in pages if language_of(tree / file_at(each)) == language)
        prefixes = {language: prefixes[language]}
    main = f"{next(iter(prefixes.values()))}/"
    if main not in pages or not any(each.startswith("/articles/") for each in pages):
        raise NothingPublished("No article is printed yet. Publish one, or `writingviews rebuild`.")
    return tuple(prefixes), main, pages


def _add(creator: Creator, entry: Entry) -> int:
    """Add a page; return how many articles that makes."""
    creator.add_item(_Page(entry))
    if entry.otherwise:
        # Kiwix suggests titles as they are written, and folds nothing but accents.
        creator.add_redirection(
            f"otherwise/{entry.path}", entry.otherwise, entry.path, {Hint.FRONT_ARTICLE: True}
        )
    return int(entry.text is not None)


class _Putter:
    """Adds files, each once."""

    def __init__(self, creator: Creator) -> None:
        self._creator = creator
        self._there: set[str] = set()

    def put(self, name: str, body: bytes) -> None:
        if name not in self._there:
            self._there.add(name)
            self._creator.add_item(_File(name, body))


# --- what libzim asks of an entry ---------------------------------------------------------------


class _Page(Item):  # type: ignore[misc] # libzim's classes are compiled
    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry = entry

    def get_path(self) -> str:
        return self._entry.path

    def get_title(self) -> str:
        return self._entry.title

    def get_mimetype(self) -> str:
        return "text/html"

    def get_contentprovider(self) -> ContentProvider:
        return StringProvider(self._entry.html)

    def get_hints(self) -> dict[Hint, bool]:
        return {Hint.FRONT_ARTICLE: self._entry.suggested, Hint.COMPRESS: True}

    def get_indexdata(self) -> IndexData:
        return _Text(self._entry)


class _Text(IndexData):  # type: ignore[misc] # libzim's classes are compiled
    """What search finds a page by."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry = entry

    def has_indexdata(self) -> bool:
        return self._entry.text is not None

    def get_title(self) -> str:
        return folded_as_a_query(self._entry.title)

    def get_content(self) -> str:
        return self._entry.text or ""

    def get_keywords(self) -> str:
        return ""

    def get_wordcount(self) -> int:
        return self._entry.words

    def get_geoposition(self) -> tuple[bool, float, float]:
        return (False, 0.0, 0.0)


class _File(Item):  # type: ignore[misc] # libzim's classes are compiled
    """A picture, a style, a script or a face."""

    def __init__(self, name: str, body: bytes) -> None:
        super().__init__()
        self._name = name
        self._body = body

    def get_path(self) -> str:
        return self._name

    def get_title(self) -> str:
        return ""

    def get_mimetype(self) -> str:
        return _TYPES.get(self._ending, "application/octet-stream")

    def get_contentprovider(self) -> ContentProvider:
        return StringProvider(self._body)

    def get_hints(self) -> dict[Hint, bool]:
        return {Hint.FRONT_ARTICLE: False, Hint.COMPRESS: self._ending in _TEXTS}

    def get_indexdata(self) -> None:
        return None

    @property
    def _ending(self) -> str:
        return self._name.rpartition(".")[2]
