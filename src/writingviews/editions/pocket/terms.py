"""What a signature says of a copy besides its files: the trusted comment, a line of text."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

_KIND: Final = "writingviews-mirror-1"
_TIME: Final = "%Y-%m-%dT%H:%MZ"
#: Stands for the list of files that came before, where there is none.
FIRST: Final = "-"


def succession_line(key: str) -> str:
    """Return what a former key signs beside the file of the key that follows it."""
    return f"writingviews-key-1 follows={key}"


class TermsUnreadable(ValueError):
    """A trusted comment is not a mirror's."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is signed.

    Args:
        site: the public address of the publication.
        sequence: rises with each copy, from 1.
        issued, ends: UTC, whole minutes; after `ends` a copy is out of date.
        files: how many files the list names.
        previous: SHA-256 of the ``SHA256SUMS`` of the copy before, in hex, or `FIRST`.
    """

    site: str
    sequence: int
    issued: datetime
    ends: datetime
    files: int
    previous: str = FIRST

    @property
    def line(self) -> str:
        return (
            f"{_KIND} site={self.site} sequence={self.sequence} "
            f"issued={self.issued.strftime(_TIME)} ends={self.ends.strftime(_TIME)} "
            f"files={self.files} previous={self.previous}"
        )


def read_terms(line: str) -> Terms:
    """Read what `Terms.line` writes.

    Raises:
        TermsUnreadable: it is something else.
    """
    kind, *pairs = line.split(" ")
    said = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    try:
        terms = Terms(
            site=said["site"],
            sequence=int(said["sequence"]),
            issued=_moment(said["issued"]),
            ends=_moment(said["ends"]),
            files=int(said["files"]),
            previous=said["previous"],
        )
    except (KeyError, ValueError):
        terms = None
    if kind != _KIND or terms is None or terms.line != line:
        raise TermsUnreadable(f"The signed line is not a mirror's: {line!r}")
    return terms


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _TIME).replace(tzinfo=UTC)
