"""The sources of a document: what its list says of each, and how a citation names it.

`frontend/document/sources.ts` says the same labels in the sheet; the tests compare them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from prosemirror.model import Node

_PARTING: Final = re.compile(r"[,،;؛]")
_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")
_HOST: Final = re.compile(r"https?://([^/?#]*)")
_SCHEME: Final = re.compile(r"https?://(?:www\.)?")
_LONGEST_TITLE: Final = 60


@dataclass(frozen=True)
class Source:
    """One entry of the list; an empty text is not known.

    Attributes:
        id: what citations and quotations name; "" if none can.
        author, title: as they are to be read.
        place: where it appeared: a paper, a book, a site, a publisher.
        date: when, in words.
        url, archive: addresses, of it and of a copy that is kept.
        doi: as "10.1000/182".
    """

    id: str
    author: str
    title: str
    place: str
    date: str
    url: str
    doi: str
    archive: str

    @property
    def label(self) -> str:
        """How a citation names it: "Rahimi 2024", else its title, else where it can be read."""
        name = _PARTING.split(self.author)[0].strip() or _cut(self.title.strip())
        year = _YEAR.search(self.date)
        if name:
            return f"{name} {year[0]}" if year else name
        return _host(self.url) or _host(self.archive) or self.doi

    @property
    def addresses(self) -> list[tuple[str, str]]:
        """Pairs of an address and how it is printed, so that it can be typed from paper."""
        doi = [f"https://doi.org/{self.doi}"] if self.doi else []
        whole = [*doi, *(address for address in (self.url, self.archive) if address)]
        return [(address, _SCHEME.sub("", address, count=1)) for address in whole]


def sources_of(document: Node) -> list[Source]:
    """The sources of a document in its order, the first of each id, none of them empty."""
    found: list[Source] = []
    known: set[str] = set()
    for source in _all(document):
        if source.id in known or not (source.label or source.place or source.date):
            continue
        known |= {source.id} - {""}
        found.append(source)
    return found


def citations_without_source(document: Node) -> int:
    """Count the citations, and the quotations that name a source, which no entry of the list of
    sources answers: a reader could not look them up."""
    known = {source.id for source in sources_of(document)} - {""}
    return sum(1 for named in _named(document) if named not in known)


def _named(node: Node) -> Iterator[str]:
    """Yield what each citation names, "" for nothing, and each quotation that names anything."""
    for child in node.content.content:
        if child.type.name == "citation":
            yield str(child.attrs["source"] or "")
        elif child.type.name == "quotation" and child.attrs["source"]:
            yield str(child.attrs["source"])
        yield from _named(child)


def _all(document: Node) -> Iterator[Source]:
    for block in document.content.content:
        if block.type.name == "sources":
            for entry in block.content.content:
                yield _source(entry.attrs)


def _source(attrs: Mapping[str, Any]) -> Source:
    return Source(**{name: str(attrs[name] or "") for name in Source.__dataclass_fields__})


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rstrip()}…"


def _host(address: str) -> str:
    found = _HOST.match(address)
    return found[1].removeprefix("www.") if found else ""
