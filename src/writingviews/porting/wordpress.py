"""Reading an export of WordPress (WXR, "WordPress eXtended RSS"), item by item.

Two readings: the first notes what the items name each other by (attachments, authors, reusable
blocks) and counts; the second yields the pieces. Neither keeps a text longer than its item.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from .pieces import Comment, PictureNamed, Piece, SourceRefused
from .report import Problem
from .shortcodes import unfold
from .xml_stream import Record, Records, XmlForbidden

#: What WordPress keeps as posts though nobody wrote them as texts.
_MACHINERY: Final = {
    "nav_menu_item": "menu items",
    "revision": "older versions",
    "customize_changeset": "settings of the theme",
    "custom_css": "style sheets",
    "oembed_cache": "kept players",
    "user_request": "requests of users",
    "wp_template": "templates",
    "wp_template_part": "templates",
    "wp_global_styles": "style sheets",
    "wp_navigation": "menus",
    "wp_font_family": "typefaces",
    "wp_font_face": "typefaces",
    "trash": "in the bin",
    "wp_block": "reusable blocks (their words stand in the pieces that use them)",
    "guest-author": "entries of guest authors (their names stand on their pieces)",
    "attachment": "entries of media (pictures stand in the pieces that show them)",
}
_STATES: Final = {"1": "shown", "0": "held", "spam": "hidden", "trash": "hidden"}
_MOST_MEDIA: Final = 500_000
_MOST_COMMENTS: Final = 20_000
_FILE_NAME: Final = re.compile(
    r"(?:img|dsc|dscf|image|screenshot|p)?[\W_]*\d[\w\W]*|\S*\.\w{3,4}|\S*[-_]\S*", re.IGNORECASE
)


@dataclass(slots=True)
class _Media:
    address: str
    title: str
    caption: str
    alt: str


@dataclass(slots=True)
class _Known:
    """What the first reading notes."""

    base: str = ""
    language: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    media: dict[str, _Media] = field(default_factory=dict)
    children: dict[str, list[str]] = field(default_factory=dict)
    by_address: dict[str, str] = field(default_factory=dict)
    reusable: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    items: int = 0


class WordPressExport:
    """A WXR file.

    Args:
        file: the file.
        path: as reports name it.

    Raises:
        SourceRefused: it is no WXR, or holds what is never read.
    """

    name = "wordpress"

    def __init__(self, file: Path, path: str) -> None:
        self._file = file
        self._path = path
        self.problems: list[Problem] = []
        self.whole = True
        self._known = self._first_reading()
        self.count = self._known.items

    def pieces(self) -> Iterator[Piece]:
        """Yield posts, pages and texts of other kinds, in the order of the file."""
        seen: Counter[str] = Counter()
        for record in Records(self._file, self._path):
            if record.name == "item" and _is_piece(record):
                number = record.said("wp:post_id") or record.said("guid") or f"line {record.line}"
                seen[number] += 1
                yield self._piece(record, number, seen[number])

    def described(self, source: str, classes: frozenset[str]) -> PictureNamed | None:
        """Return what the export's list of media says of a picture in a text."""
        number = next(
            (one[9:] for one in classes if one.startswith("wp-image-")), ""
        ) or self._known.by_address.get(_bare(source), "")
        found = self._known.media.get(number)
        if found is None:
            return None
        title = "" if _FILE_NAME.fullmatch(found.title.strip()) else found.title
        return PictureNamed(
            found.address, alt=found.alt or _words(found.caption) or title, caption=found.caption
        )

    # --- the first reading ------------------------------------------------------------------

    def _first_reading(self) -> _Known:
        known = _Known()
        records = Records(
            self._file,
            self._path,
            without=frozenset({"wp:comment", "description", "wp:commentmeta"}),
        )
        is_wxr = False
        try:
            for record in records:
                is_wxr = is_wxr or record.name.startswith("wp:")
                self._note(record, known)
        except XmlForbidden as error:
            raise SourceRefused(
                f"{self._path}:{error.line}: {error.message}. An export of WordPress has none; "
                "export it again."
            ) from error
        except OSError as error:
            raise SourceRefused(
                f"{self._path} cannot be opened: {error.strerror}. Check its permissions."
            ) from error
        self.problems += records.problems
        self.whole = records.whole
        if not is_wxr:
            broken = records.problems[0].message if records.problems else "it lists no posts"
            raise SourceRefused(
                f"{self._path} is no export of WordPress: {broken} "
                "In WordPress, choose Tools, Export, All content."
            )
        for kind, count in sorted(known.counts.items()):
            self.problems.append(
                Problem(self._path, 1, f"not brought along: {count} {_MACHINERY.get(kind, kind)}.")
            )
        return known

    def _note(self, record: Record, known: _Known) -> None:
        match record.name:
            case "item":
                self._note_item(record, known)
            case "wp:author":
                known.authors[record.said("wp:author_login").casefold()] = _author(record)
            case "language":
                known.language = record.text.strip()[:35]
            case "link" | "wp:base_blog_url":
                known.base = record.text.strip() or known.base
            case _:
                pass

    def _note_item(self, record: Record, known: _Known) -> None:
        kind, number = record.said("wp:post_type"), record.said("wp:post_id")
        if _is_piece(record):
            known.items += 1
            return
        if kind == "attachment" and len(known.media) < _MOST_MEDIA:
            address = record.said("wp:attachment_url")
            known.media[number] = _Media(
                address,
                record.said("title")[:400],
                record.said("excerpt:encoded")[:2000],
                _meta(record).get("_wp_attachment_image_alt", "")[:2000],
            )
            known.by_address.setdefault(_bare(address), number)
            known.children.setdefault(record.said("wp:post_parent"), []).append(number)
        elif kind == "wp_block":
            known.reusable[number] = record.raw("content:encoded")[:1_000_000]
        elif kind == "guest-author":
            meta = _meta(record)
            name = meta.get("cap-display_name") or record.said("title")
            for login in (meta.get("cap-user_login", ""), record.said("wp:post_name")):
                known.authors.setdefault(login.casefold(), name)
        known.counts["trash" if record.said("wp:status") == "trash" else kind] += 1

    # --- a piece ------------------------------------------------------------------------------

    def _piece(self, record: Record, number: str, times: int) -> Piece:
        known, meta = self._known, _meta(record)
        told: list[str] = []
        if times > 1:
            told.append(f"another item has the id {number}, too; both came")
            number = f"{number}~{times}"
        if record.cut:
            told.append("it is longer than a piece can be; the rest did not come")
        address = record.said("link")
        post = number.partition("~")[0]
        text = unfold(
            record.raw("content:encoded"),
            reused=lambda one: known.reusable.get(one, ""),
            picture=lambda one: self._pictures(one, post),
        )
        told += text.notes
        published, why = _state(record)
        told += why
        sections, topics, language, authors = self._terms(record)
        kind = record.said("wp:post_type")
        if kind not in {"post", "page", ""}:
            told.append(f"it was a “{kind[:40]}” at its source; here it is a piece like any other")
        if record.said("wp:is_sticky") == "1":
            told.append("it was pinned to the front; pin it again in the newsroom if it should be")
        piece = Piece(
            source=f"{_host(known.base)}:{number}",
            path=self._path,
            line=record.line,
            title=record.raw("title"),
            standfirst=record.raw("excerpt:encoded"),
            html=text.html,
            lines=text.lines,
            notes=(*_footnotes(meta.get("footnotes", "")), *text.footnotes),
            authors=authors or self._author_of(record),
            sections=sections,
            topics=topics,
            date=_moment(record.said("wp:post_date_gmt"))
            or _moment(record.said("wp:post_date"))
            or _mailed(record.said("pubDate")),
            changed=_moment(record.said("wp:post_modified_gmt")),
            published=published,
            language=language or known.language,
            slug=unquote(record.said("wp:post_name"))[:200],
            picture=self._featured(meta.get("_thumbnail_id", "")),
            base=address if "://" in address else known.base,
            addresses=_paths(address),
            comments=tuple(self._comments(record, told)),
        )
        return piece.with_problems(*told)

    def _author_of(self, record: Record) -> tuple[str, ...]:
        login = record.said("dc:creator")
        name = self._known.authors.get(login.casefold(), "") or login
        return (name,) if name else ()

    def _terms(
        self, record: Record
    ) -> tuple[tuple[str, ...], tuple[str, ...], str, tuple[str, ...]]:
        """Return sections, topics, language and authors: what a post is filed under."""
        sections: dict[str, None] = {}
        topics: dict[str, None] = {}
        authors: dict[str, None] = {}
        language = ""
        for term in record.all("category"):
            said, slug = term.text.strip(), term.attributes.get("nicename", "")
            match term.attributes.get("domain", ""):
                case "category" if slug != "uncategorized":
                    sections[said] = None
                case "author":
                    login = slug.removeprefix("cap-")
                    name = self._known.authors.get(login.casefold()) or self._known.authors.get(
                        said.casefold(), said
                    )
                    authors[name] = None
                case "language":
                    language = slug
                case "post_tag" | "tag":
                    topics[said] = None
                case "category" | "post_format" | "nav_menu" | "post_translations":
                    pass
                case "":
                    pass
                case _:
                    topics[said] = None
        return tuple(sections), tuple(topics), language, tuple(authors)

    def _featured(self, number: str) -> PictureNamed | None:
        found = self._known.media.get(number)
        if found is None or not found.address:
            return None
        return self.described(found.address, frozenset({f"wp-image-{number}"}))

    def _pictures(self, number: str, post: str) -> tuple[str, str]:
        """Return addresses and captions of an attachment, or of those that belong to a post."""
        numbers = self._known.children.get(post, []) if number == "children" else [number]
        found = [self._known.media[one] for one in numbers if one in self._known.media]
        return (
            "\n".join(one.address for one in found),
            "\n".join(escape(" ".join(_words(one.caption).split())) for one in found),
        )

    def _comments(self, record: Record, told: list[str]) -> Iterator[Comment]:
        left = Counter[str]()
        for number, one in enumerate(record.all("wp:comment")):
            kind = one.said("wp:comment_type")
            if kind not in {"", "comment"} or number >= _MOST_COMMENTS:
                left[kind or "comment"] += 1
                continue
            at = _moment(one.said("wp:comment_date_gmt")) or _moment(one.said("wp:comment_date"))
            yield Comment(
                source=one.said("wp:comment_id") or f"line {one.line}",
                parent=one.said("wp:comment_parent"),
                name=one.said("wp:comment_author"),
                html=one.raw("wp:comment_content"),
                at=at or datetime(1970, 1, 1, tzinfo=UTC),
                state=_STATES.get(one.said("wp:comment_approved"), "hidden"),
            )
        for kind, count in left.items():
            told.append(f"{count} of its comments did not come: they are of the kind “{kind}”")


def _is_piece(record: Record) -> bool:
    if record.said("wp:status") == "trash":
        return False
    kind = record.said("wp:post_type")
    if kind in {"post", "page", ""}:
        return True
    return kind not in _MACHINERY and bool(record.said("content:encoded"))


def _state(record: Record) -> tuple[bool, list[str]]:
    status = record.said("wp:status")
    if record.said("wp:post_password"):
        return False, ["it needed a password at its source; here it is a draft"]
    if status in {"publish", "future"}:
        return True, []
    if status == "private":
        return False, ["it was private at its source; here it is a draft"]
    return status == "", []


def _author(record: Record) -> str:
    """Return the public name of an author; an address for mail is none."""
    display = record.said("wp:author_display_name")
    if display and "@" not in display:
        return display
    names = f"{record.said('wp:author_first_name')} {record.said('wp:author_last_name')}".strip()
    return names or record.said("wp:author_login").partition("@")[0]


def _meta(record: Record) -> dict[str, str]:
    return {
        one.said("wp:meta_key"): one.raw("wp:meta_value").strip()
        for one in record.all("wp:postmeta")
    }


def _footnotes(said: str) -> tuple[tuple[str, str], ...]:
    """Return the footnotes that WordPress keeps beside a text as JSON."""
    try:
        found = json.loads(said) if said else []
    except (ValueError, RecursionError):
        return ()
    if not isinstance(found, list):
        return ()
    return tuple(
        (str(one.get("id", "")), str(one.get("content", "")))
        for one in found[:1000]
        if isinstance(one, dict)
    )


def _moment(said: str) -> datetime | None:
    """Return a moment as WordPress writes it; drafts have one of noughts."""
    try:
        return datetime.strptime(said, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _mailed(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError):
        return None
    moment = found if found.tzinfo else found.replace(tzinfo=UTC)
    return moment if moment.year > 1 else None


def _host(base: str) -> str:
    try:
        parts = urlsplit(base)
    except ValueError:
        return "unknown"
    return f"{parts.netloc}{parts.path}".strip("/").lower()[:100] or "unknown"


def _paths(address: str) -> tuple[str, ...]:
    """Return the path at which readers found a post; one that only a query tells is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ()
    return (parts.path,) if parts.path.strip("/") and not parts.query else ()


def _bare(address: str) -> str:
    """Return the address of a picture without the size that WordPress adds to its name."""
    path = address.partition("?")[0].partition("://")[2]
    return re.sub(r"-\d{1,5}x\d{1,5}(\.\w{3,4})$", r"\1", path)


def _words(html: str) -> str:
    return re.sub(r"<[^>]{0,500}>", "", html).strip()
