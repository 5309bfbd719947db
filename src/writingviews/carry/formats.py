"""What can be ordered, and with which options: pure.

`editions.workshop.makers` knows how each is made; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Subject(StrEnum):
    """What is carried."""

    ARTICLE = "article"
    EDITION = "edition"
    PUBLICATION = "publication"


class OptionsRefused(ValueError):
    """Options that a format does not have; the message names the option, the value, the choices."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen of a format.

    Args:
        key: its name.
        choices: the values it may have, the usual one first; none if it is a text.
        longest: letters a text may have.
    """

    key: str
    choices: tuple[str, ...] = ()
    longest: int = 0

    @property
    def usual(self) -> str:
        return self.choices[0] if self.choices else ""

    def checked(self, value: object) -> str:
        """Return a value that the option may have.

        Raises:
            OptionsRefused: it may not.
        """
        if self.choices:
            if value not in self.choices:
                raise OptionsRefused(
                    f"{self.key} cannot be {value!r}. Choose among {', '.join(self.choices)}."
                )
            return str(value)
        text = " ".join(str(value).split())
        if len(text) > self.longest or not text.isprintable():
            raise OptionsRefused(
                f"{self.key} is a text of {self.longest} letters at most; this one has {len(text)}."
            )
        return text


@dataclass(frozen=True, slots=True)
class Format:
    """What something is carried as.

    Args:
        key: its name.
        subjects: what it can be made of.
        options: what can be chosen.
        endings: of the file; where there are several, the option `form` says which.
        offered: whether readers may be offered it beside an article, made with the usual options.
        signed: whether making it needs the publication's private key.
    """

    key: str
    subjects: frozenset[Subject]
    options: tuple[Option, ...]
    endings: tuple[str, ...]
    offered: bool = False
    signed: bool = False

    def ending(self, options: Mapping[str, str]) -> str:
        """Return the ending of a file made with some options."""
        return f".{options['form']}" if len(self.endings) > 1 else self.endings[0]

    @property
    def usual(self) -> dict[str, str]:
        """The options as they are if nobody chooses."""
        return {option.key: option.usual for option in self.options}

    def checked(self, given: Mapping[str, object]) -> dict[str, str]:
        """Return whole options from those that were given.

        Raises:
            OptionsRefused: one is unknown, or has a value that it may not have.
        """
        known = {option.key for option in self.options}
        if unknown := sorted(set(given) - known):
            raise OptionsRefused(
                f"{self.key} has no option {unknown[0]!r}. It has {', '.join(sorted(known))}."
            )
        return {
            option.key: option.checked(given.get(option.key, option.usual))
            for option in self.options
        }


#: What a browser is told of a file by its ending.
CONTENT_TYPES: Final[Mapping[str, str]] = {
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".zim": "application/octet-stream",
    ".zip": "application/zip",
}
#: What is made of one article, and of several that stand together.
_TO_READ: Final = frozenset({Subject.ARTICLE, Subject.EDITION})
_QUOTE: Final = Option("quote", longest=300)
_INK: Final = Option("ink", ("full", "saving"))

FORMATS: Final[Mapping[str, Format]] = {
    each.key: each
    for each in (
        Format(
            "leaflet",
            frozenset({Subject.ARTICLE}),
            (Option("paper", ("a4", "letter")), Option("columns", ("2", "1")), _INK),
            (".pdf",),
            offered=True,
        ),
        Format("epub", _TO_READ, (), (".epub",), offered=True),
        Format(
            "poster",
            frozenset({Subject.ARTICLE}),
            (Option("paper", ("a3", "a2")), _QUOTE, _INK),
            (".pdf",),
        ),
        Format(
            "booklet",
            _TO_READ,
            (Option("imposed", ("no", "yes")), _INK),
            (".pdf",),
        ),
        Format(
            "card",
            frozenset({Subject.ARTICLE}),
            (Option("form", ("png", "svg")), _QUOTE, _INK),
            (".png", ".svg"),
        ),
        Format(
            "banner",
            frozenset({Subject.ARTICLE}),
            (Option("form", ("png", "svg", "pdf")), _QUOTE, _INK),
            (".png", ".svg", ".pdf"),
        ),
        Format("opengraph", frozenset({Subject.ARTICLE}), (), (".png",), offered=True),
        Format(
            "mirror",
            frozenset({Subject.PUBLICATION}),
            (Option("pictures", ("small", "all")),),
            (".zip",),
            signed=True,
        ),
        Format("zim", frozenset({Subject.PUBLICATION}), (), (".zim",)),
    )
}

#: What readers may be offered.
OFFERED: Final = tuple(each.key for each in FORMATS.values() if each.offered)


def formats_of(subject: Subject) -> list[Format]:
    """Return what something can be carried as."""
    return [each for each in FORMATS.values() if subject in each.subjects]
