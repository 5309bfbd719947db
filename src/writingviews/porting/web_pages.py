"""Reading pages of HTML: those of Medium's and Substack's exports, and any others."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final

from writingviews.document.markup import Element, parse_markup

from .export_files import ExportFiles
from .moments import moment
from .pieces import Piece, SaysAllInItsTexts, SourceRefused
from .report import Problem

_AROUND: Final = frozenset({"nav", "script", "style", "form"})
_DATED: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_ T].*)?$")


class _Pages(SaysAllInItsTexts):
    """Pages of a folder or an archive, each a piece."""

    name = "html"

    def __init__(self, files: ExportFiles, names: list[str]) -> None:
        self._files = files
        self._names = names
        self.count = len(names)
        self.whole = True
        self.problems: list[Problem] = list(files.problems)

    def pieces(self) -> Iterator[Piece]:
        """Yield the pages, in the order of their paths."""
        for name in self._names:
            try:
                text = self._files.text(name)
            except SourceRefused as refused:
                self.problems.append(Problem(name, 1, str(refused)))
                self.whole = False
                continue
            yield self.piece(name, text)

    def piece(self, name: str, text: str) -> Piece:
        raise NotImplementedError


class WebPages(_Pages):
    """Plain pages: the article, or what is main, or all but the navigation."""

    def piece(self, name: str, text: str) -> Piece:
        root = parse_markup(text).root
        said = _told(root)
        articles = [each for each in root.elements() if each.name == "article"]
        body = (
            (articles[0] if len(articles) == 1 else None)
            or root.find("main")
            or root.find("body")
            or root
        )
        heading = body.find("h1")
        title_element = root.find("title")
        title = (
            (_line(heading) if heading else "")
            or said.get("og:title", "")
            or (_line(title_element) if title_element else "")
            or PurePosixPath(name).stem
        )
        page = root.find("html")
        stem = PurePosixPath(name).stem
        return Piece(
            source=name,
            path=name,
            line=1,
            title=_escaped(title),
            standfirst=_escaped(said.get("description", "")),
            html=_html_of(body, without=_AROUND, heading=heading),
            authors=tuple(filter(None, [said.get("author", "")])),
            topics=tuple(one.strip() for one in said.get("keywords", "").split(",") if one.strip()),
            date=moment(said.get("article:published_time", ""))
            or moment(said.get("date", ""))
            or _first_time(root),
            published=True,
            language=(page.get("lang") if page else ""),
            slug="" if stem in {"index", "README"} else stem,
            base=said.get("og:url", ""),
        )


class MediumExport(_Pages):
    """The folder ``posts`` of Medium's export."""

    name = "medium"

    def piece(self, name: str, text: str) -> Piece:
        root = parse_markup(text).root
        title = _with_class(root, "p-name") or root.find("title")
        summary = _with_class(root, "p-summary")
        body = _with_class(root, "e-content") or root.find("article") or root
        author = _with_class(root, "p-author")
        published = _with_class(root, "dt-published")
        canonical = _with_class(root, "p-canonical")
        stem = PurePosixPath(name).stem
        draft = stem.startswith("draft_")
        known = re.search(r"[0-9a-f]{9,14}$", stem)
        return Piece(
            source=known.group() if known else stem,
            path=name,
            line=1,
            title=_escaped(_line(title) if title else stem),
            standfirst=_escaped(_line(summary) if summary else ""),
            html=_html_of(body),
            authors=(_line(author),) if author and _line(author) else (),
            date=moment(published.get("datetime")) if published else None,
            published=not draft,
            base=canonical.get("href") if canonical else "https://medium.com/",
            slug=re.sub(r"^\d{4}-\d{2}-\d{2}_|-+[0-9a-f]{9,14}$|^draft_", "", stem)[:200],
        )


class SubstackExport(_Pages):
    """``posts.csv`` and the folder ``posts`` of Substack's export."""

    name = "substack"

    def __init__(self, files: ExportFiles, names: list[str]) -> None:
        super().__init__(files, names)
        listed = next(name for name in files.names if name.endswith("posts.csv"))
        self._rows: dict[str, dict[str, str]] = {}
        csv.field_size_limit(1_000_000)
        try:
            for row in csv.DictReader(io.StringIO(files.text(listed), newline="")):
                self._rows[str(row.get("post_id") or "")] = {
                    str(key): str(value or "") for key, value in row.items()
                }
        except csv.Error as error:
            raise SourceRefused(f"{listed} is no list: {error}. Export it again.") from error
        if files.ending(".csv")[1:]:
            self.problems.append(
                Problem(
                    listed,
                    1,
                    "lists of subscribers and of readings did not come: this house keeps none.",
                )
            )
        there = {PurePosixPath(name).stem for name in names}
        self.problems.extend(
            Problem(
                listed, 1, f"post {known} (“{row.get('title', '')[:60]}”) has no text: left out."
            )
            for known, row in self._rows.items()
            if known not in there and row.get("title")
        )

    def piece(self, name: str, text: str) -> Piece:
        stem = PurePosixPath(name).stem
        row = self._rows.get(stem, {})
        number, _, slug = stem.partition(".")
        told: list[str] = []
        published = row.get("is_published", "").lower() == "true"
        audience = row.get("audience", "")
        if published and audience not in {"", "everyone"}:
            published = False
            told.append(f"it was for {audience} alone at its source; here it is a draft")
        if row.get("podcast_url"):
            text = f'<div data-embed="{_escaped(row["podcast_url"])}"></div>{text}'
        return Piece(
            source=number,
            path=name,
            line=1,
            title=_escaped(row.get("title") or slug.replace("-", " ").capitalize() or stem),
            standfirst=_escaped(row.get("subtitle", "")),
            html=text,
            date=moment(row.get("post_date", "")),
            published=published,
            slug=slug,
            addresses=(f"/p/{slug}",) if slug else (),
        ).with_problems(*told)


def _told(root: Element) -> dict[str, str]:
    """Return what a page's head says of it, by its names."""
    found: dict[str, str] = {}
    for each in root.elements():
        if each.name == "meta" and each.get("content"):
            named = (each.get("name") or each.get("property")).lower()
            found.setdefault(named, each.get("content").strip())
    return found


def _first_time(root: Element) -> datetime | None:
    time = root.find("time")
    return moment(time.get("datetime")) if time else None


def _with_class(root: Element, name: str) -> Element | None:
    return next((each for each in root.elements() if name in each.classes), None)


def _line(element: Element) -> str:
    return " ".join(element.text().split())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _html_of(
    element: Element, *, without: frozenset[str] = frozenset(), heading: Element | None = None
) -> str:
    """Return what stands in an element as HTML, read and written anew."""
    parts: list[str] = []
    waiting: list[Element | str] = list(reversed(element.content))
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            parts.append(str(each) if isinstance(each, _Closing) else _escaped(each))
            continue
        if each.name in without or each is heading:
            continue
        said = "".join(f' {name}="{_escaped(value)}"' for name, value in each.attributes.items())
        parts.append(f"<{each.name}{said}>")
        if each.name not in _EMPTY:
            waiting.append(_Closing(f"</{each.name}>"))
            waiting.extend(reversed(each.content))
    return "".join(parts)


class _Closing(str):
    """An end tag among texts."""

    __slots__ = ()


_EMPTY: Final = frozenset({"br", "hr", "img", "input", "source", "wbr", "col", "embed", "track"})
