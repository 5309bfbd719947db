"""A reply's plain text as HTML: paragraphs, and links made inert. Pure."""

import re
from html import escape
from typing import Final

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"']{3,500}")
#: Characters that no HTML document may hold.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TRAILING: Final = ".,;:!?)]}»”’"
_REL: Final = "ugc nofollow noopener noreferrer"


def paragraphs_html(text: str) -> tuple[str, ...]:
    """Return a reply's paragraphs as HTML; every character of the reader's is escaped.

    Args:
        text: what the reader typed; an empty line parts paragraphs, a line end is kept.
    """
    lines = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    parts = re.split(r"\n\s*\n", lines.strip())
    return tuple(
        "<br>".join(_line_html(line) for line in part.split("\n")) for part in parts if part.strip()
    )


def _line_html(line: str) -> str:
    out: list[str] = []
    end = 0
    for found in _ADDRESS.finditer(line):
        address = found.group().rstrip(_TRAILING)
        shown = escape(address)
        out.append(escape(line[end : found.start()]))
        out.append(f'<a href="{shown}" rel="{_REL}">{shown}</a>')
        end = found.start() + len(address)
    out.append(escape(line[end:]))
    return "".join(out)
