"""A mirror: the page tree as a folder that opens without a server, signed.

The pages are taken from the tree as it stands, so a copy says what readers were told, and is made
without the database. The same tree, terms and key give the same bytes.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from writingviews.press.durability import sync_filesystem
from writingviews.site.rendering import long_date

from .addresses import file_at
from .carrying import Publication, carry
from .check_page import CHECK, check_page
from .gathering import Gathered
from .minisign import SecretKey
from .own_pages import about_page, search_page
from .pages import CHUNK, Chunk, Writer, in_processes, make_pages, relinker_of
from .plan import Plan, plan
from .relinking import Pictures
from .shards import shard_files
from .sums import PUBLIC_KEY, SIGNATURE, SUCCESSION, SUMS, write_sums
from .taken_down import TAKEN_DOWN, TAKEN_DOWN_SIGNATURE, named_days, write_list
from .terms import Terms

OFFLINE: Final = Path(__file__).parent / "offline"

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made.

    Args:
        pages, articles, pictures, files: how many.
        missing: files that pages name and that are not there.
        terms: as signed.
        sums: SHA-256 of the list of files, in hex.
        taken_down: what its list of what was taken down says (`taken_down.TakenDown.days`).
    """

    pages: int
    articles: int
    pictures: int
    files: int
    missing: tuple[str, ...]
    terms: Terms
    sums: str
    taken_down: Mapping[str, str]


def make_mirror(
    publication: Publication,
    target: Path,
    *,
    terms: Terms,
    key: SecretKey,
    pictures: Pictures = "small",
    succession: str | None = None,
    named_before: Mapping[str, str] = MappingProxyType({}),
    told: Told = lambda _done, _of: None,
) -> Made:
    """Make a mirror in a new folder. 10,000 articles take about 30 s on two processors.

    Args:
        publication: whose pages.
        target: an empty folder.
        terms: `files` is counted here.
        key: what signs.
        pictures: ``small``: one rendition of each, at most `relinking.SMALL` wide; ``all``.
        succession: a former key's signature of the public key's file, if there was one.
        named_before: what the mirror before said was taken down, and since when.
        told: called with how many pages are made, of how many.

    Raises:
        FrameMissing: the tree was never printed, or the publication's templates have no ``main``.
        SumsUnreadable: a page's address cannot be a file's name on every system.
        OSError: the disk is full or broken.
    """
    planned = plan(publication.tree, publication.address)
    sums: dict[str, str] = {}
    named: set[str] = set()
    gathered = Gathered()
    done = 0
    chunks = [
        Chunk(
            planned.pages[start : start + CHUNK],
            planned.standing,
            publication.tree,
            publication.media,
            target,
            pictures,
        )
        for start in range(0, len(planned.pages), CHUNK)
    ]
    for chunk, result in zip(chunks, in_processes(make_pages, chunks), strict=True):
        sums |= result.sums
        named |= result.named
        gathered.extend(result.gathered)
        done += len(chunk.addresses)
        told(done, len(planned.pages))
    writer = Writer(target, sums)
    named |= _own_pages(publication, planned, writer, terms, key, pictures)
    for name, body in shard_files(gathered, _long_day):
        writer.put(f"search/{name}", body)
    writer.put("search/search.js", (OFFLINE / "search.js").read_bytes())
    writer.put("copy/copy.css", (OFFLINE / "copy.css").read_bytes())
    writer.put(PUBLIC_KEY, key.public.text.encode())
    if succession is not None:
        writer.put(SUCCESSION, succession.encode())
    taken_down = named_days(planned.down, named_before, terms.issued.date())
    listed = write_list(
        taken_down, site=terms.site, sequence=terms.sequence, issued=terms.issued, key=key
    )
    for name, body in zip((TAKEN_DOWN, TAKEN_DOWN_SIGNATURE), listed, strict=True):
        writer.put(name, body)
    carried, missing = carry(publication, named, writer.put)
    listing = write_sums(sums)
    terms = replace(terms, files=len(sums))
    (target / SUMS).write_bytes(listing)
    (target / SIGNATURE).write_text(key.sign(listing, terms.line), encoding="utf-8")
    sync_filesystem(target)
    return Made(
        pages=len(planned.pages),
        articles=len(gathered.articles),
        pictures=carried,
        files=len(sums),
        missing=tuple(sorted(missing)),
        terms=terms,
        sums=hashlib.sha256(listing).hexdigest(),
        taken_down=taken_down,
    )


def _own_pages(
    publication: Publication,
    planned: Plan,
    writer: Writer,
    terms: Terms,
    key: SecretKey,
    pictures: Pictures,
) -> set[str]:
    """Write the pages that the site has not; return which files they name."""
    relinker = relinker_of(planned.standing, publication.media, pictures)
    named: set[str] = set()
    pages = [(f"{frame.prefix}/search/", search_page(frame)) for frame in planned.frames]
    pages += [
        (planned.standing.abouts[frame.language][0], about_page(frame, terms, key.public))
        for frame in planned.frames
    ]
    for address, html in pages:
        carried = relinker.page(address, html)
        writer.put(file_at(address), carried.html.encode())
        named |= carried.files
    writer.put(CHECK, check_page([frame.language for frame in planned.frames]).encode())
    return named


def _long_day(day: str, language: str) -> str:
    return long_date(date.fromisoformat(day), language)
