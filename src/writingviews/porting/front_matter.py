"""The YAML between two lines ``---`` at the head of a Markdown file. Pure.

Reads only text: every value is taken as it was typed (``title: 1984`` is the title "1984",
``no`` is a word), so nothing in a file makes an object, and anchors and aliases, with which a
few lines can unfold into gigabytes, are refused.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import date as date_type
from decimal import Decimal
from typing import Final

import yaml
from yaml.error import MarkedYAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from writingviews.articles.particulars import MOST_LETTERS, Work

#: The keys that are read, and how one is written.
KEYS: Final[Mapping[str, str]] = {
    "title": "title: The Long Gap",
    "slug": "slug: the-long-gap",
    "date": "date: 2026-03-14",
    "section": "section: culture",
    "topics": "topics: [water, school]",
    "bylines": "bylines: [Noor Whitcombe]",
    "language": "language: en",
    "kind": "kind: essay",
    "standfirst": "standfirst: What it is about, in a sentence",
    "picture": "picture: harbour.jpg",
    "picture_alt": "picture_alt: Boats in a harbour at dawn",
    "picture_caption": "picture_caption: The harbour in March",
    "picture_credit": "picture_credit: Drawn by the class",
    "dateline": "dateline: Skarrow, 12 March 2026",
    "place": "place: Skarrow",
    "coordinates": "coordinates: 57.9, -5.2",
    "happened_on": "happened_on: 2026-03-11",
    "reviewed": "reviewed: The Salt Weigher",
    "reviewed_what": "reviewed_what: performance",
    "reviewed_by": "reviewed_by: Little Finger",
    "reviewed_facts": "reviewed_facts: Net Loft, until 12 May",
    "speakers": "speakers: Ilse Korhan, keeper; Noor Whitcombe",
    "content_note": "content_note: Speaks of a drowning",
    "state": "state: draft",
}
#: What other programs call a key of ours: named in the report, never guessed at silently.
_CALLED_ELSEWHERE: Final[Mapping[str, str]] = {
    "author": "bylines",
    "authors": "bylines",
    "byline": "bylines",
    "category": "section",
    "categories": "section",
    "tags": "topics",
    "tag": "topics",
    "topic": "topics",
    "keywords": "topics",
    "lang": "language",
    "locale": "language",
    "description": "standfirst",
    "summary": "standfirst",
    "excerpt": "standfirst",
    "subtitle": "standfirst",
    "image": "picture",
    "cover": "picture",
    "status": "state",
    "draft": "state",
    "published": "state",
    "type": "kind",
    "url": "slug",
    "permalink": "slug",
}
#: The most characters of a value: what the house can store.
_MOST: Final[Mapping[str, int]] = {
    "title": 400,
    "slug": 200,
    "section": 200,
    "language": 35,
    "kind": 40,
    "standfirst": 2000,
    "picture": 1000,
    "picture_alt": 2000,
    "picture_caption": 1000,
    "picture_credit": 300,
    "dateline": 160,
    "content_note": 300,
    "place": 80,
    "reviewed": MOST_LETTERS,
    "reviewed_by": MOST_LETTERS,
    "reviewed_facts": MOST_LETTERS,
    "speakers": 2400,
}
MOST_TOPICS: Final = 12
_MOST_TOPIC: Final = 80
_MOST_BYLINES: Final = 40
#: Characters of YAML; longer front matter is a mistake or worse.
_MOST_YAML: Final = 64 * 1024

_FENCE: Final = re.compile(r"---[ \t]*\Z")
_END: Final = re.compile(r"(?:---|\.\.\.)[ \t]*\Z")
_COMMAS: Final = re.compile(r"[,،;؛]")
_DATE: Final = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:(?:[Tt]|\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<zone>[Zz]|[+-]\d{2}(?::?\d{2})?)?)?\Z"
)
#: Degrees north and east: "57.9, -5.2".
_DEGREES: Final = re.compile(r"(-?\d{1,2}(?:\.\d{1,6})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,6})?)")
_TRUE: Final = frozenset({"true", "yes", "on", "1"})
_FALSE: Final = frozenset({"false", "no", "off", "0"})


class FrontMatterBroken(Exception):
    """The front matter cannot be read at all.

    Args:
        line: of the file, from 1.
        message: the value, the cause and the mend.
    """

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line: Final = line
        self.message: Final = message


@dataclass(slots=True)
class FrontMatter:
    """What stood between the lines ``---``.

    Args:
        present: whether the file has front matter at all.
        texts: the values of the keys that hold one line of text; empty ones are left out.
        topics, bylines: names, in their order, each once.
        date: aware, or None.
        happened_on: the day of what a report tells, or None.
        coordinates: degrees north and east of its place, or None.
        published: True or False if the file says so, else None.
        lines: the line of the file at which each key stands.
        findings: (line, message) for all that could not be taken as it is.
        body: the file after the front matter.
        body_line: the line of the file at which `body` begins.
    """

    present: bool
    body: str
    body_line: int
    texts: dict[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    date: datetime | None = None
    happened_on: date_type | None = None
    coordinates: tuple[Decimal, Decimal] | None = None
    published: bool | None = None
    lines: dict[str, int] = field(default_factory=dict)
    findings: list[tuple[int, str]] = field(default_factory=list)

    def note(self, line: int, message: str) -> None:
        self.findings.append((line, message))


def read_front_matter(text: str) -> FrontMatter:
    """Split a file into its front matter and its body, and read the first.

    Args:
        text: the whole file, line ends as ``\\n``, no byte order mark.

    Raises:
        FrontMatterBroken: it has no end, is not YAML, or is not a list of keys.
    """
    source, body, body_line = _split(text)
    if source is None:
        return FrontMatter(present=False, body=body, body_line=body_line)
    matter = FrontMatter(present=True, body=body, body_line=body_line)
    for key, key_line, value in _entries(source):
        _read_entry(matter, key, key_line, value)
    return matter


def parse_date(text: str) -> datetime | None:
    """Return a date such as ``2026-03-14`` or ``2026-03-14 09:30 +01:00`` as an aware moment.

    Without a zone it is UTC, without a time midnight. None if it is no date.
    """
    found = _DATE.match(text.strip())
    if found is None:
        return None
    zone = (found["zone"] or "Z").upper()
    year, month, day = (int(found[part]) for part in ("year", "month", "day"))
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    clock = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"
    try:
        return datetime.fromisoformat(clock).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _split(text: str) -> tuple[str | None, str, int]:
    lines = text.split("\n")
    if re.match(r"\+\+\+[ \t]*\Z", lines[0]):
        raise FrontMatterBroken(
            1,
            "the front matter stands between +++ lines, which is TOML and is not read. "
            "Write it as YAML between --- lines.",
        )
    if not _FENCE.match(lines[0]):
        return None, text, 1
    for number, line in enumerate(lines[1:], 1):
        if _END.match(line):
            source = "\n".join(lines[1:number])
            if len(source) > _MOST_YAML:
                raise FrontMatterBroken(
                    1,
                    f"the front matter has {len(source):,} characters; {_MOST_YAML:,} are the "
                    "most. Move the text below its second --- line.",
                )
            return source, "\n".join(lines[number + 1 :]), number + 2
    raise FrontMatterBroken(
        1,
        "the front matter begins with --- in the first line and has no end. "
        "Close it with a second line of ---.",
    )


class _TextLoader(yaml.SafeLoader):
    """Composes nodes alone: no aliases, and nothing is ever constructed."""

    def compose_node(self, parent: Node | None, index: object) -> Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.get_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(
                None, None, f"the alias *{event.anchor} is not read", event.start_mark
            )
        return super().compose_node(parent, index)  # type: ignore[arg-type]


def _entries(source: str) -> Iterator[tuple[str, int, Node]]:
    """Yield (key, line of the file, value)."""
    try:
        loader = _TextLoader(source)
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
    except ReaderError as error:
        line = source.count("\n", 0, error.position) + 2
        raise FrontMatterBroken(
            line,
            f"the front matter has the character {error.character!r}, which YAML forbids."
            " Delete it.",
        ) from error
    except MarkedYAMLError as error:
        raise _broken_yaml(error, source) from error
    except RecursionError as error:
        raise FrontMatterBroken(
            2, "the front matter is nested too deeply. Write one key a line."
        ) from error
    if root is None or (isinstance(root, ScalarNode) and not root.value):
        return
    if not isinstance(root, MappingNode):
        raise FrontMatterBroken(
            root.start_mark.line + 2,
            "the front matter is not a list of keys. Write one a line, such as title: My piece.",
        )
    for key, value in root.value:
        name = key.value.strip() if isinstance(key, ScalarNode) else ""
        yield name, key.start_mark.line + 2, value


def _broken_yaml(error: MarkedYAMLError, source: str) -> FrontMatterBroken:
    mark = error.problem_mark or error.context_mark
    place = mark.line if mark else 0
    lines = source.split("\n")
    shown = _short(lines[place].strip()) if place < len(lines) else ""
    cause = error.problem or "it cannot be read"
    mend = (
        "Put quotation marks around a value that has a colon, a quotation mark or one of "
        "#[]{}&*!|>%@` in it."
    )
    return FrontMatterBroken(place + 2, f"{shown} is not valid YAML: {cause}. {mend}")


def _read_entry(  # noqa: C901 - a key a branch
    matter: FrontMatter, key: str, line: int, value: Node
) -> None:
    if key in matter.lines:
        matter.note(
            line,
            f"{key} stands in line {matter.lines[key]} already; the first one was taken. "
            "Delete one of them.",
        )
        return
    matter.lines[key] = line
    if key not in KEYS:
        _read_unknown(matter, key, line, value)
    elif key == "topics":
        matter.topics = _read_topics(matter, line, value)
    elif key == "bylines":
        matter.bylines = _read_bylines(matter, line, value)
    elif (text := _text_of(matter, key, line, value)) is None:
        return
    elif key in {"date", "happened_on"}:
        _read_date(matter, key, line, text)
    elif key == "coordinates":
        _read_coordinates(matter, line, text)
    elif key == "reviewed_what" and text not in set(Work):
        matter.note(
            line, f"{key} is {_short(text)}; known are {', '.join(Work)}. Correct the word."
        )
    elif key == "state":
        matter.published = text.lower() == "published"
        if text.lower() not in {"draft", "published"}:
            matter.note(
                line,
                f"state is {_short(text)}; draft and published are known, and draft was taken. "
                "Correct the word.",
            )
    else:
        matter.texts[key] = text


def _read_date(matter: FrontMatter, key: str, line: int, text: str) -> None:
    date = parse_date(text)
    if date is None:
        matter.note(line, f"{key} is {_short(text)}, which is no date. Write it as 2026-03-14.")
    elif key == "date":
        matter.date = date
    else:
        matter.happened_on = date.date()


def _read_coordinates(matter: FrontMatter, line: int, text: str) -> None:
    found = _DEGREES.fullmatch(text)
    north, east = (Decimal(found[1]), Decimal(found[2])) if found else (Decimal(91), Decimal(0))
    if abs(north) > 90 or abs(east) > 180:
        matter.note(
            line,
            f"coordinates is {_short(text)}, which is no place on earth. "
            f"Write it as {KEYS['coordinates']}.",
        )
    else:
        matter.coordinates = north, east


def _read_unknown(matter: FrontMatter, key: str, line: int, value: Node) -> None:
    known = _CALLED_ELSEWHERE.get(key.lower()) or next(
        iter(difflib.get_close_matches(key.lower(), KEYS, n=1)), ""
    )
    mend = f"Did you mean {known}, as in {KEYS[known]}?" if known else "Delete it."
    matter.note(line, f"the key {_short(key)} is not known and was not read. {mend}")
    # Programs that mark a draft by a key of their own must not see it published for that.
    word = value.value.lower() if isinstance(value, ScalarNode) else ""
    says_draft = (key.lower() == "draft" and word in _TRUE) or (
        key.lower() == "published" and word in _FALSE
    )
    if says_draft and "state" not in matter.lines:
        matter.published = False


def _text_of(matter: FrontMatter, key: str, line: int, value: Node) -> str | None:
    """Return a value's text with its white space in order; None if it is empty or no text."""
    if not isinstance(value, ScalarNode):
        matter.note(
            line,
            f"{key} is {_described(value)}, but one line of text is needed; it was left out. "
            f"Write it as {KEYS[key]}.",
        )
        return None
    text = _scalar(value)
    most = _MOST.get(key)
    if most is not None and len(text) > most:
        cut = text[:most].rsplit(" ", 1)[0]
        matter.note(
            line,
            f"{key} has {len(text):,} characters; the first {len(cut):,} were taken, "
            f"{most:,} are the most. Shorten it.",
        )
        text = cut
    return text or None


def _read_topics(matter: FrontMatter, line: int, value: Node) -> tuple[str, ...]:
    if isinstance(value, ScalarNode):
        names = [name.strip() for name in _COMMAS.split(_scalar(value))]
    else:
        names = _names(matter, "topics", line, value)
    topics = _each_once(names)
    for name in topics:
        if len(name) > _MOST_TOPIC:
            matter.note(
                line,
                f"the topic {_short(name)} has {len(name)} characters; the first "
                f"{_MOST_TOPIC} were taken. Shorten it.",
            )
    if len(topics) > MOST_TOPICS:
        matter.note(
            line,
            f"there are {len(topics)} topics; the first {MOST_TOPICS} were taken. "
            "Keep those that a reader would look under.",
        )
    return tuple(name[:_MOST_TOPIC].strip() for name in topics[:MOST_TOPICS])


def _read_bylines(matter: FrontMatter, line: int, value: Node) -> tuple[str, ...]:
    if isinstance(value, ScalarNode):
        names = [_scalar(value)]  # not parted at commas: "Whitcombe, Noor" is one name
    else:
        names = _names(matter, "bylines", line, value)
    bylines = _each_once(names)
    if len(bylines) > _MOST_BYLINES:
        matter.note(
            line,
            f"there are {len(bylines)} bylines; the first {_MOST_BYLINES} were taken. "
            "Sign with the name of the group.",
        )
    return bylines[:_MOST_BYLINES]


def _names(matter: FrontMatter, key: str, line: int, value: Node) -> list[str]:
    if not isinstance(value, SequenceNode):
        matter.note(
            line,
            f"{key} is {_described(value)}, but a list of names is needed; it was left out. "
            f"Write it as {KEYS[key]}.",
        )
        return []
    names: list[str] = []
    for item in value.value:
        if isinstance(item, ScalarNode):
            names.append(_scalar(item))
        else:
            matter.note(
                item.start_mark.line + 2,
                f"{key} holds {_described(item)}, but a name is needed; it was left out. "
                f"Write it as {KEYS[key]}.",
            )
    return names


def _each_once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _scalar(node: ScalarNode) -> str:
    # An unquoted null, ~ or nothing is an empty value; a quoted "null" is a word.
    if node.tag == "tag:yaml.org,2002:null":
        return ""
    return " ".join(str(node.value).split())


def _described(node: Node) -> str:
    if isinstance(node, SequenceNode):
        return f"a list of {len(node.value)}"
    if isinstance(node, MappingNode):
        return f"a table of {len(node.value)} keys"
    return _short(str(node.value)) or "empty"


def _short(text: str) -> str:
    """Return a value for a message, quoted and at most 60 characters long."""
    return f"“{text}”" if len(text) <= 60 else f"“{text[:59]}…”"
