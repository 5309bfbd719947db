"""Writes HTML that is escaped and well-formed because there is no other way to write it here."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, TypeAlias

_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# A tab or newline in an attribute would be read back as a space, by XML's rules.
_VALUE: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
)
_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")
_ADDRESSES: Final = frozenset({"href", "src", "srcset", "cite", "action", "data", "poster"})
_SAFE_ADDRESS: Final = re.compile(r"(?:https?://|mailto:|/(?!/)|#)")


Attributes: TypeAlias = Mapping[str, str | None]
"""An element's attributes by name, in order; one whose value is None is left out."""


class HtmlWriter:
    """Collects elements and text. Names are ours, values are anybody's and always escaped.

    The result reads alike as HTML5 and as XML: empty elements close themselves, every attribute
    has a value, and only XML's own entities are used.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []

    def text(self, text: str) -> None:
        """Writes ``text``, escaped."""
        self._parts.append(text.translate(_TEXT))

    def empty(self, name: str, attributes: Attributes | None = None) -> None:
        """Writes an element that has no content, such as ``br``."""
        self._parts.append(f"<{_named(name)}{_written(attributes)}/>")

    def open(self, name: str, attributes: Attributes | None = None) -> None:
        """Opens an element; whoever opens it closes it. Prefer :meth:`element`."""
        self._parts.append(f"<{_named(name)}{_written(attributes)}>")

    def close(self, name: str) -> None:
        """Closes the innermost open element, which must be ``name``."""
        self._parts.append(f"</{_named(name)}>")

    @contextmanager
    def element(self, name: str, attributes: Attributes | None = None) -> Iterator[None]:
        """An element around whatever is written inside the ``with``."""
        self.open(name, attributes)
        yield
        self.close(name)

    def html(self) -> str:
        """What was written."""
        return "".join(self._parts)


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name for an element or attribute: write it in the code")
    return name


def _written(attributes: Attributes | None) -> str:
    """The attributes whose value is not None; an address that could act is left out."""
    if not attributes:
        return ""
    written = []
    for name, value in attributes.items():
        if value is None or (name in _ADDRESSES and not _SAFE_ADDRESS.match(value)):
            continue
        # No room needs handlers or inline styles, and the pages' policy would refuse them.
        if name.startswith("on") or name == "style":
            raise ValueError(f"{name!r} is an attribute that acts: use a class and a style sheet")
        written.append(f' {_named(name)}="{value.translate(_VALUE)}"')
    return "".join(written)
