"""Reading an export of Ghost: one JSON file, and the pictures of its ``content`` folder."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from .export_files import ExportFiles
from .lexical import html_of_lexical, html_of_mobiledoc
from .moments import moment
from .pieces import PictureNamed, Piece, SaysAllInItsTexts, SourceRefused
from .report import Problem

Row = dict[str, Any]

_URL: Final = re.compile(r"__GHOST_URL__")


class GhostExport(SaysAllInItsTexts):
    """An export's JSON.

    Args:
        files: where it lies.
        name: of the JSON among them.

    Raises:
        SourceRefused: it is no such export.
    """

    name = "ghost"

    def __init__(self, files: ExportFiles, name: str) -> None:
        self._path = name
        self.whole = True
        self.problems: list[Problem] = list(files.problems)
        self._data = _data(files.text(name), name)
        self._posts = self._rows("posts")
        self.count = len(self._posts)
        self._users = {
            str(row.get("id")): str(row.get("name") or "") for row in self._rows("users")
        }
        self._tags = {str(row.get("id")): row for row in self._rows("tags")}
        self._meta = {str(row.get("post_id")): row for row in self._rows("posts_meta")}
        self._tags_of = self._ordered("posts_tags", "tag_id")
        self._authors_of = self._ordered("posts_authors", "author_id")
        members = self._rows("members") or self._rows("subscribers")
        if members:
            self.problems.append(
                Problem(
                    name,
                    1,
                    f"{len(members)} members did not come: no list of subscribers is kept here.",
                )
            )

    def pieces(self) -> Iterator[Piece]:
        """Yield posts and pages, in the order of the file."""
        seen: dict[str, int] = defaultdict(int)
        for number, row in enumerate(self._posts, 1):
            known = str(row.get("uuid") or row.get("id") or f"post {number}")
            seen[known] += 1
            piece = self._piece(row, known if seen[known] == 1 else f"{known}~{seen[known]}")
            if seen[known] > 1:
                piece = piece.with_problems(f"another post has the id {known}, too; both came")
            yield piece

    def _piece(self, row: Row, known: str) -> Piece:
        told: list[str] = []
        post = str(row.get("id"))
        meta = {**row, **self._meta.get(post, {})}
        status, visibility = _said(row, "status"), _said(row, "visibility")
        published = status in {"published", "sent", "scheduled"}
        if published and visibility not in {"", "public"}:
            published = False
            told.append(f"it was for {visibility} alone at its source; here it is a draft")
        names, hidden = self._tag_names(row, post)
        if hidden:
            told.append(f"internal tags did not come: {', '.join(hidden)}")
        slug = _said(row, "slug")
        lead = _said(row, "feature_image", "image")
        piece = Piece(
            source=known,
            path=self._path,
            line=1,
            title=_escaped(_said(row, "title")),
            standfirst=_escaped(_said(row, "custom_excerpt")),
            html=_URL.sub("", _html(row, told)),
            authors=self._authors(row, post),
            sections=names[:1],
            topics=names[1:],
            date=moment(row.get("published_at")) or moment(row.get("created_at")),
            changed=moment(row.get("updated_at")),
            published=published,
            language=_said(row, "locale", "language").replace("en_US", "en"),
            slug=slug,
            picture=PictureNamed(
                _URL.sub("", lead),
                alt=_said(meta, "feature_image_alt"),
                caption=_said(meta, "feature_image_caption"),
            )
            if lead
            else None,
            addresses=(f"/{slug}/",) if slug else (),
        )
        return piece.with_problems(*told)

    def _tag_names(self, row: Row, post: str) -> tuple[tuple[str, ...], list[str]]:
        rows = [self._tags[one] for one in self._tags_of[post] if one in self._tags]
        inline = row.get("tags")
        rows += [one for one in inline if isinstance(one, dict)] if isinstance(inline, list) else []
        shown = dict.fromkeys(
            _said(one, "name")
            for one in rows
            if _said(one, "visibility") != "internal" and not _said(one, "name").startswith("#")
        )
        hidden = [_said(one, "name") for one in rows if _said(one, "name") not in shown]
        return tuple(shown), hidden

    def _authors(self, row: Row, post: str) -> tuple[str, ...]:
        named = self._authors_of[post] or [str(row.get("author_id") or row.get("author") or "")]
        inline = row.get("authors")
        extra = (
            [_said(one, "name") for one in inline if isinstance(one, dict)]
            if isinstance(inline, list)
            else []
        )
        found = [self._users.get(one, "") for one in named] + extra
        return tuple(dict.fromkeys(one for one in found if one and "@" not in one))

    def _rows(self, table: str) -> list[Row]:
        found = self._data.get(table)
        return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []

    def _ordered(self, table: str, column: str) -> dict[str, list[str]]:
        made: dict[str, list[str]] = defaultdict(list)
        for row in sorted(self._rows(table), key=lambda one: _number(one.get("sort_order"))):
            made[str(row.get("post_id"))].append(str(row.get(column)))
        return made


def _data(text: str, name: str) -> Row:
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise SourceRefused(f"{name} is nested too deeply for an export of Ghost.") from error
    except ValueError as error:
        raise SourceRefused(f"{name} is no whole JSON: {error}. Export it again.") from error
    if isinstance(found, dict) and isinstance(found.get("db"), list) and found["db"]:
        found = found["db"][0]
    if isinstance(found, dict) and isinstance(found.get("data"), dict):
        found = found["data"]
    if not isinstance(found, dict) or not isinstance(found.get("posts"), list):
        raise SourceRefused(
            f"{name} is no export of Ghost: it lists no posts. In Ghost, choose Settings, "
            "Import/Export, Export content."
        )
    return found


def _html(row: Row, told: list[str]) -> str:
    """Return a post's HTML: as Ghost wrote it, else made of what it keeps."""
    if html := _said(row, "html"):
        return html
    for column, made in (("lexical", html_of_lexical), ("mobiledoc", html_of_mobiledoc)):
        written = row.get(column)
        if not written:
            continue
        try:
            return made(json.loads(written) if isinstance(written, str) else written)
        except (ValueError, RecursionError, TypeError, KeyError, IndexError) as error:
            told.append(f"its text ({column}) cannot be read: {type(error).__name__}")
    return _escaped(_said(row, "plaintext")).replace("\n\n", "<p>")


def _said(row: Row, *names: str) -> str:
    return next((str(row[name]) for name in names if row.get(name)), "")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _number(said: object) -> int:
    return said if isinstance(said, int) else 0
