"""What every format is read into: pieces with their words as HTML, pictures and comments. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Protocol

from .report import Problem

#: Characters of one piece's HTML that are kept in memory.
MOST_TEXT: Final = 12_000_000


class SourceRefused(Exception):
    """An export cannot be read at all; the message says where, why and the mend."""


@dataclass(frozen=True, slots=True)
class PictureNamed:
    """A picture as an export names it; "" for what it does not say."""

    source: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reader wrote under a piece.

    Args:
        source: its id at the source.
        parent: of the comment that it answers, or "".
        name: as its writer gave it.
        html: what it says.
        at: aware moment.
        state: ``shown``, ``held`` or ``hidden``.
    """

    source: str
    parent: str
    name: str
    html: str
    at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece as an export tells it; nothing is checked against a publication yet.

    Args:
        source: its id at the source, the same at every export.
        path, line: where in the export it stands.
        title, standfirst, html: HTML.
        lines: whether line ends in `html` part paragraphs.
        notes: footnotes that are kept apart from the text, by name.
        authors: public names, in their order.
        sections: names under which the source filed it, the first before the others.
        topics: further names.
        date: aware; None where the source says none.
        changed: when the source changed it last; None where it does not say.
        published: whether readers saw it.
        language, kind, slug: "" where not said.
        picture: the lead picture.
        base: the address at which it stood, absolute; relative links are held against it.
        address: where readers found it, and what else led there; paths from the host on.
        comments: of readers.
        problems: what the reader of the format had to change.
    """

    source: str
    path: str
    line: int
    title: str
    html: str
    standfirst: str = ""
    lines: bool = False
    notes: tuple[tuple[str, str], ...] = ()
    authors: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    date: datetime | None = None
    changed: datetime | None = None
    published: bool = False
    language: str = ""
    kind: str = ""
    slug: str = ""
    picture: PictureNamed | None = None
    base: str = ""
    addresses: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    def told(self, message: str) -> Problem:
        """Return something to look at in this piece."""
        return Problem(self.path, self.line, message)

    def with_problems(self, *messages: str) -> "Piece":
        return replace(self, problems=(*self.problems, *map(self.told, messages)))


class Source(Protocol):
    """An export that is read piece by piece.

    Attributes:
        name: of the format, the first part of every origin: ``wordpress``.
        count: how many pieces there will be.
        problems: what was left out or is broken outside the pieces.
        whole: False if the export breaks off or is damaged.
    """

    count: int
    problems: list[Problem]
    whole: bool

    @property
    def name(self) -> str: ...

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces, each once, in the order of the export."""
        ...

    def described(self, source: str, classes: frozenset[str]) -> PictureNamed | None:
        """Return what the export says elsewhere of a picture in a text, if it does."""
        ...


class SaysAllInItsTexts:
    """An export that says nothing of a picture but what stands in the text."""

    def described(self, source: str, classes: frozenset[str]) -> PictureNamed | None:
        del source, classes
        return None
