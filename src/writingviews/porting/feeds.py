"""Reading RSS and Atom files: feeds that were saved, and Blogger's export, which is one."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from .moments import moment
from .pieces import Comment, Piece, SaysAllInItsTexts, SourceRefused
from .report import Problem
from .xml_stream import Record, Records, XmlForbidden

_KIND: Final = "http://schemas.google.com/blogger/2008/kind#"
_LISTED: Final = frozenset({"item", "entry"})


class FeedFile(SaysAllInItsTexts):
    """A feed.

    Args:
        file: the file.
        path: as reports name it.

    Raises:
        SourceRefused: it is no feed, or holds what is never read.
    """

    name = "feed"

    def __init__(self, file: Path, path: str) -> None:
        self._file = file
        self._path = path
        self.count = 0
        self._language = ""
        self._base = ""
        self._comments: dict[str, list[Comment]] = defaultdict(list)
        left: Counter[str] = Counter()
        records = Records(file, path)
        try:
            for record in records:
                self._note(record, left)
        except XmlForbidden as error:
            raise SourceRefused(
                f"{path}:{error.line}: {error.message}. A feed needs none; save it again."
            ) from error
        except OSError as error:
            raise SourceRefused(f"{path} cannot be opened: {error.strerror}.") from error
        self.whole = records.whole
        self.problems: list[Problem] = list(records.problems)
        self.problems += [
            Problem(path, 1, f"{count} entries of the kind “{kind}” did not come.")
            for kind, count in sorted(left.items())
        ]
        if not self.count:
            why = records.problems[0].message if records.problems else "it lists no articles"
            raise SourceRefused(f"{path} is no feed: {why}")

    def pieces(self) -> Iterator[Piece]:
        """Yield the articles, in the order of the file."""
        seen: Counter[str] = Counter()
        for record in Records(self._file, self._path):
            if record.name not in _LISTED or _blogger_kind(record) not in {"", "post", "page"}:
                continue
            known = _known(record)
            seen[known] += 1
            yield self._piece(record, known if seen[known] == 1 else f"{known}~{seen[known]}")

    def _note(self, record: Record, left: Counter[str]) -> None:
        if record.name in _LISTED:
            kind = _blogger_kind(record)
            if kind in {"", "post", "page"}:
                self.count += 1
            elif kind == "comment":
                self._keep_comment(record)
            else:
                left[kind] += 1
        elif record.name in {"language", "dc:language"}:
            self._language = record.text.strip()[:35]
        elif record.name == "link" and not self._base:
            self._base = record.text.strip() or record.attributes.get("href", "")

    def _keep_comment(self, record: Record) -> None:
        answered = [one.attributes.get("ref", "") for one in record.all("thr:in-reply-to")]
        if not answered:
            answered = [record.said("blogger:parent")]
        related = [
            one.attributes.get("href", "").rpartition("/")[2]
            for one in record.all("link")
            if one.attributes.get("rel") == "related"
        ]
        at = moment(record.said("published")) or moment(record.said("updated"))
        if at is not None and answered[0]:
            self._comments[answered[0]].append(
                Comment(
                    source=_known(record),
                    parent=f"{_known(record).rpartition('-')[0]}-{related[0]}" if related else "",
                    name=_author(record),
                    html=_html(record.all("content")[0]) if record.all("content") else "",
                    at=at,
                    state="shown",
                )
            )

    def _piece(self, record: Record, known: str) -> Piece:
        html, standfirst = _texts(record)
        address = _address(record)
        draft = record.said("app:draft") == "yes" or any(
            one.said("app:draft") == "yes" for one in record.all("app:control")
        )
        draft = draft or record.said("blogger:status").upper() == "DRAFT"
        topics = [
            one.attributes.get("term", "") or one.text.strip()
            for one in record.all("category")
            if not one.attributes.get("scheme", "").endswith("2005#kind")
        ]
        path = _path(address) or record.said("blogger:filename")
        titles = record.all("title")
        return Piece(
            source=known,
            path=self._path,
            line=record.line,
            title=_html(titles[0]) if titles else "",
            standfirst=standfirst,
            html=html,
            authors=tuple(filter(None, [_author(record)])),
            topics=tuple(filter(None, topics)),
            date=moment(record.said("published"))
            or moment(record.said("pubDate"))
            or moment(record.said("dc:date"))
            or moment(record.said("updated")),
            published=not draft,
            language=self._language,
            slug=re.sub(r"\.\w+$", "", path.rstrip("/").rpartition("/")[2])[:200],
            base=address if "://" in address else self._base,
            addresses=(path,) if path else (),
            comments=tuple(self._comments.get(known.partition("~")[0], ())),
        )


def _known(record: Record) -> str:
    return record.said("id") or record.said("guid") or _address(record) or f"line {record.line}"


def _blogger_kind(record: Record) -> str:
    """Return what an entry of Blogger is: post, page, comment, template, settings; else ""."""
    if said := record.said("blogger:type"):
        return said.lower()
    return next(
        (
            one.attributes["term"].removeprefix(_KIND)
            for one in record.all("category")
            if one.attributes.get("term", "").startswith(_KIND)
        ),
        "",
    )


def _author(record: Record) -> str:
    """Return the name an entry is signed with; an address for mail is none."""
    people = record.all("author")
    for said in (record.said("dc:creator"), *(one.said("name") or one.text for one in people)):
        named = re.search(r"\(([^()]+)\)\s*$", said)
        name = (named[1] if named else said).strip()
        if name and "@" not in name:
            return name
    return ""


def _address(record: Record) -> str:
    for link in record.all("link"):
        if link.attributes.get("rel", "alternate") == "alternate":
            return link.attributes.get("href", "") or link.text.strip()
    return ""


def _path(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.path if parts.path.strip("/") and not parts.query else ""


def _texts(record: Record) -> tuple[str, str]:
    """Return an entry's text and standfirst: what is shorter stands first, if both are there."""
    whole = next(
        (
            _html(one)
            for name in ("content:encoded", "content", "xhtml:body")
            for one in record.all(name)
            if _html(one).strip()
        ),
        "",
    )
    short = next(
        (_html(one) for name in ("description", "summary") for one in record.all(name)), ""
    )
    if not whole:
        return short, ""
    return whole, short if len(short) < 1000 and not whole.startswith(short[:60]) else ""


def _html(record: Record) -> str:
    """Return what stands in an element as HTML: escaped in it, or as elements of its own."""
    kind = record.attributes.get("type", "html")
    if record.children:
        return _written(record)
    if record.name in {"content", "summary", "title"} and kind in {"text", "text/plain"}:
        return escape(record.text)
    return record.text


def _written(record: Record) -> str:
    """Return elements as HTML, in their order as far as it was kept: text before elements."""
    parts: list[str] = []
    waiting: list[Record | str] = [record]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            parts.append(each)
            continue
        name = each.name.rpartition(":")[2]
        said = "".join(f' {key}="{escape(value)}"' for key, value in each.attributes.items())
        parts.append(f"<{name}{said}>")
        waiting.append(f"</{name}>")
        waiting.extend(
            escape(inner) if isinstance(inner, str) else inner for inner in reversed(each.inside)
        )
    return "".join(parts)
