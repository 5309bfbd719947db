"""The last touches to a body before it is printed on a page.

The document room renders what a writer wrote. Here it gets what only a page has: notes beside
their line, and a link at each heading to itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from itertools import count, zip_longest
from typing import Final

from markupsafe import escape

from writingviews.language.languages import primary_code

_PLACE: Final = re.compile(
    r'<sup class="fn"><a id="fnref-(?P<number>\d+)"[^>]*>(?P<shown>[^<]*)</a></sup>'
    r'|<h(?P<level>[234]) id="(?P<id>[^"]*)"'
    r"|(?P<end></h[234]>)"
    r"|<(?P<close>/?)(?:table|figure|aside|pre)\b"
)
_ID: Final = re.compile(r'\sid="[^"]*"')
#: A paragraph that is strong from its first word to its last.
_QUESTION: Final = re.compile(
    r'<p(?= dir="\w+"><strong>(?:(?!</?strong>|</p>).)*</strong></p>)', re.DOTALL
)
_PARAGRAPH: Final = re.compile(r'<p(?P<said> dir="\w+">(?:(?!</?p\b).)*</p>)', re.DOTALL)
#: What a note is made of: emphasis, and what may stand between two pieces of it that are one to a
#: reader, for a link or a word in another language begins or ends there, or there is a note's
#: number or a full stop.
_OF_A_NOTE: Final = re.compile(
    r'^ dir="\w+">|</p>$|<em>(?:(?!</?em>).)*</em>|<sup class="fn"><a [^<>]*>[^<]*</a></sup>'
    r"|<(?:a href|span lang)=[^<>]*>|</(?:a|span)>|[\s.۔]",
    re.DOTALL,
)
_TABLE: Final = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ROW: Final = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_CELL: Final = re.compile(r"<(?P<tag>t[hd])\b[^>]*>(?P<said>.*?)</(?P=tag)>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_DIGIT: Final = re.compile(r"\d")
#: A number in any digits, with signs before and behind it; or the dash of an empty cell.
_FIGURES: Final = re.compile(
    r"[-+−±~≈<>$€£ \u2066\u200e]*\d[\d.,٫٬’\s:/]*[%٪‰°€£$\u2069\u200e]*|[-–—ـ]*"
)
#: The dash of Spanish speech: before its first word, or behind its last, even if that is marked.
_TAG_OR_RAYA: Final = re.compile(
    r"(?P<marked></\w+>)—(?=[\s.,;:!?»)]|$)|<[^>]*>"
    r"|(?P<opens>(?<![^\s>(«])—(?=[^\s<]|<\w))|(?P<closes>(?<=[^\s>])—(?=[\s.,;:!?»)<]|$))"
)
_JOINER: Final = "\u2060"
_TAG_OR_COMPOUND: Final = re.compile(r"<[^>]*>|\w+(?:-\w+)+")
#: Letters of a compound that fits a phone's line at a headline's size.
_SHORT: Final = 14


@dataclass(frozen=True, slots=True)
class TypesetBody:
    """A body for its page; ``beside`` are the numbers of the notes in the margin."""

    html: str
    beside: frozenset[int]


def _noted(paragraph: re.Match[str]) -> str:
    """Mark a paragraph that is in emphasis from its first word to its last."""
    said = paragraph["said"]
    if "<em>" not in said or _OF_A_NOTE.sub("", said):
        return paragraph[0]
    return f'<p class="note"{said}'


def keep_whole(html: str) -> str:
    """Mark short compounds of a headline ("Twenty-Five"), so that no line ends at their hyphen.

    Args:
        html: inline HTML. A compound of more than 14 letters may still be parted.
    """

    def marked(found: re.Match[str]) -> str:
        word = found[0]
        if word.startswith("<") or len(word) > _SHORT:
            return word
        return f'<span class="whole">{word}</span>'

    return _TAG_OR_COMPOUND.sub(marked, html)


def speech_kept(html: str, language: str) -> str:
    """Join the dashes of Spanish speech (—Ahí —le dijo—) to their words.

    A browser breaks a line on either side of a dash; this one belongs to a side, like a quotation
    mark.

    Args:
        html: inline HTML or blocks.
        language: of the text; what is not Spanish comes back as it is.
    """

    def joined(found: re.Match[str]) -> str:
        if found["opens"]:
            return f"—{_JOINER}"
        if found["marked"]:
            return f"{found['marked']}{_JOINER}—"
        return f"{_JOINER}—" if found["closes"] else found[0]

    if "—" not in html or primary_code(language) != "es":
        return html
    return _TAG_OR_RAYA.sub(joined, html)


def typeset_body(
    body_html: str,
    footnotes: Sequence[str],
    link_name: str,
    *,
    interview: bool = False,
    speakers: Sequence[str] = (),
) -> TypesetBody:
    """Put footnotes beside their line and a link into each heading. Linear in the text's length.

    A note stands in the list at the article's end. Where the screen is wide it also stands in the
    margin; a style sheet cannot move it there, so it is repeated behind its number as
    ``<span class="side-note" role="note">``, without its ids. A number inside a table, a figure,
    an aside or a listing gets none: there is no margin beside it.

    Args:
        body_html: what `writingviews.document.html.render_body` returned.
        footnotes: the notes' HTML, note 1 first.
        link_name: what a heading's link is called for those who hear the page.
        interview: whether a paragraph that is strong throughout is a question; it gets the class
            ``question``, by which it stands nearer its answer than what was said before.
        speakers: names as plain text. A paragraph that begins with one and a colon ("Ilse: Yes.")
            gets the class ``turn``, and the name an element of its own; a first or last name of one
            of them does.

    A paragraph in emphasis throughout gets the class ``note``, and every cell of a table's column
    of figures the class ``figures``.
    """
    if interview:
        body_html = _QUESTION.sub('<p class="question"', body_html)
    if speakers:
        body_html = _turns_marked(body_html, speakers)
    body_html = _PARAGRAPH.sub(_noted, body_html)
    body_html = _TABLE.sub(_figures_marked, body_html)
    pieces: list[str] = []
    beside: set[int] = set()
    depth = 0
    start = 0
    heading = ""
    for place in _PLACE.finditer(body_html):
        if place["number"] is not None:
            number = int(place["number"])
            if depth > 0 or heading or not 1 <= number <= len(footnotes) or number in beside:
                continue
            pieces.append(body_html[start : place.end()])
            start = place.end()
            note = _ID.sub("", footnotes[number - 1])
            pieces.append(
                f'<span class="side-note" role="note" dir="auto">'
                f"<b>{place['shown']}</b> {note}</span>"
            )
            beside.add(number)
        elif place["level"] is not None:
            heading = place["id"]
        elif place["end"] is not None:
            if heading:
                pieces.append(body_html[start : place.start()])
                start = place.start()
                pieces.append(
                    f' <a class="anchor" href="#{heading}" aria-label="{escape(link_name)}"></a>'
                )
            heading = ""
        else:
            depth += -1 if place["close"] else 1
    pieces.append(body_html[start:])
    return TypesetBody("".join(pieces), frozenset(beside))


def _turns_marked(html: str, speakers: Sequence[str]) -> str:
    """Set the name before what somebody says apart from it."""
    names = {part for name in speakers for part in (name, *name.split()[:1], *name.split()[-1:])}
    spoken = "|".join(re.escape(str(escape(name))) for name in sorted(names, key=len, reverse=True))
    # The colon may stand in the emphasis or behind it.
    turn = re.compile(
        rf'<p(?P<dir> dir="\w+")>(?P<open><strong>)?(?P<name>{spoken})'
        r"(?(open)(?:\s?[:：]\s?</strong>|</strong>\s?[:：])|\s?[:：])\s*"
    )
    return turn.sub(r'<p class="turn"\g<dir>><b class="name">\g<name></b> ', html)


def _figures_marked(table: re.Match[str]) -> str:
    """Mark the columns that hold numbers and, but for their head, nothing else."""
    html = table[0]
    if "span=" in html:  # then a cell's place in its row is not its column
        return html
    below = html.rpartition("</thead>")[2]
    rows = [[_plain(cell["said"]) for cell in _CELL.finditer(row)] for row in _ROW.findall(below)]
    columns = {
        number for number, said in enumerate(zip_longest(*rows, fillvalue="")) if _is_figures(said)
    }
    if not columns:
        return html

    def row(found: re.Match[str]) -> str:
        number = count()

        def cell(found: re.Match[str]) -> str:
            if next(number) not in columns:
                return found[0]
            return f'<{found["tag"]} class="figures"{found[0][3:]}'

        return _CELL.sub(cell, found[0])

    return _ROW.sub(row, html)


def _plain(html: str) -> str:
    return unescape(_TAG.sub("", html)).strip()


def _is_figures(column: Sequence[str]) -> bool:
    return all(map(_FIGURES.fullmatch, column)) and any(map(_DIGIT.search, column))
