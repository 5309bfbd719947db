"""An EPUB 3 of some articles: what it says of itself, its files, and all of it packed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from writingviews.editions.collection import Collection
from writingviews.editions.paper import pieces as paper
from writingviews.editions.paper.faces import covered
from writingviews.editions.paper.letters import missing_letters
from writingviews.editions.paper.manuscript import paragraphs
from writingviews.editions.paper.pieces import Front, House, Piece, read_front
from writingviews.language.direction import Direction
from writingviews.site.rendering import make_environment

from .container import packed
from .cover import draw_cover
from .faces import faces_for
from .manuscript import Chapter, for_reader, make_chapter, picture_file

_HERE: Final = Path(__file__).parent
_TEMPLATES: Final = _HERE / "templates"
_XHTML: Final = "application/xhtml+xml"
#: Articles that a cover names.
_COVER_LINES: Final = 5
_UNDESCRIBED: Final = re.compile(r'<img\b[^>]*\balt=""')


@dataclass(frozen=True)
class Book:
    """What the templates are given.

    Args:
        title: what a library lists it under, in plain text.
        heading, heading_html: its own name, as its cover and title page have it.
        identifier: ``urn:uuid:…``, the same for each making.
        address, shown_address: of the page on the site that it is like.
        creators: the bylines, in the order in which they first appear.
        label: its number or season.
        intro: paragraphs about it.
        letter_html: an editor's letter; "" if there is none.
        cover_credit: of the picture on its cover, where that is none of the articles'.
        day: that stands on it.
        modified: when it last changed, ``2026-03-01T09:00:00Z``.
        pictured, described: whether it has pictures, and whether all say what they show.
        alone: whether it is one article.
        depth: of the contents, 1 or 2.
    """

    title: str
    heading: str
    heading_html: str
    language: str
    direction: Direction
    languages: tuple[str, ...]
    identifier: str
    address: str
    shown_address: str
    house: House
    chapters: tuple[Chapter, ...]
    creators: tuple[str, ...]
    subjects: tuple[str, ...]
    description: str
    label: str
    intro: tuple[str, ...]
    letter_html: str
    cover_credit: str
    rights: str
    day: date | None
    modified: str
    pictured: bool
    described: bool
    alone: bool
    depth: int


@dataclass(frozen=True)
class Member:
    """A file of the book; ``read`` if one comes to it by leafing through."""

    id: str
    file: str
    mime: str
    properties: str = ""
    read: bool = False


@dataclass(frozen=True)
class Epub:
    """An EPUB: its bytes, its articles, what to say of it."""

    data: bytes
    articles: int
    report: tuple[str, ...]


def make_epub(
    collection: Collection,
    pieces: Sequence[Piece],
    house: House,
    *,
    modified: datetime,
    rights: str = "",
) -> Epub:
    """Return articles as an EPUB 3.

    Args:
        collection: what they are together.
        pieces: as paper has them, without prefixes, in the collection's order.
        house: the publication, in the collection's language.
        modified: aware moment at which one of them last changed.
        rights: under which licence, in the publication's own words.

    Raises:
        ValueError: there are no pieces.
        TypesetterMissing: Pango, which draws the cover, is not there.
        FacesMissing: the faces for paper were not built.

    Cost: half a second for the cover, 20 ms an article.
    """
    if not pieces:
        raise ValueError("An EPUB of no articles is empty. Name one at least.")
    front = read_front(collection)
    book = _book(collection, front, pieces, house, modified=modified, rights=rights)
    templates = _environment(book.language)
    pictures = {
        picture_file(address): data
        for piece in pieces
        for address, (data, _) in piece.pictures.items()
    }
    pages = {"cover.xhtml": _page("cover", book), "title.xhtml": _page("title", book)}
    if book.letter_html:
        pages["letter.xhtml"] = _page("letter", book)
    pages["nav.xhtml"] = _page("nav", book)
    pages |= {chapter.file: _chapter_page(chapter) for chapter in book.chapters}
    # By what the pages say, digits and the interface's words among it, not by the pieces alone.
    faces = faces_for(pages.values())
    members = (
        *(
            Member(file.partition(".")[0], file, _XHTML, "nav" * (file == "nav.xhtml"), read=True)
            for file in pages
        ),
        Member("ncx", "toc.ncx", "application/x-dtbncx+xml"),
        Member("style", "style.css", "text/css"),
        Member("cover-image", "cover.jpg", "image/jpeg", "cover-image"),
        *(
            Member(f"picture-{number}", file, "image/jpeg")
            for number, file in enumerate(pictures, start=1)
        ),
        *(Member(f"face-{number}", file, "font/ttf") for number, file in enumerate(faces, start=1)),
    )
    package = templates.get_template("epub/package.opf").render(book=book, members=members)
    style = (_HERE / "style.css").read_text("utf-8")
    if faces:
        style = (_HERE / "arabic.css").read_text("utf-8") + style
    data = packed(
        {
            "package.opf": package.encode(),
            **{file: page.encode() for file, page in pages.items()},
            "toc.ncx": templates.get_template("epub/toc.ncx").render(book=book).encode(),
            "style.css": style.encode(),
            "cover.jpg": _cover(book, front, pieces, templates),
            **pictures,
            **faces,
        }
    )
    problems = (problem for piece in pieces for problem in piece.problems)
    # The pages are set in the reader's own faces; the cover is drawn here.
    boxes = (f"On the cover: {each}" for each in missing_letters(_on_the_cover(book), covered()))
    return Epub(data, len(pieces), (*front.problems, *problems, *boxes))


def _book(
    collection: Collection,
    front: Front,
    pieces: Sequence[Piece],
    house: House,
    *,
    modified: datetime,
    rights: str,
) -> Book:
    files = {piece.slug: f"article-{number}.xhtml" for number, piece in enumerate(pieces, start=1)}
    chapters = tuple(
        make_chapter(piece, files[piece.slug], files, house.address) for piece in pieces
    )
    alone = len(pieces) == 1 and collection.address == pieces[0].address
    heading = chapters[0].title if alone else front.title
    images = [html for c in chapters for html in (c.piece.body_html,) if "<img" in html]
    leads = [piece.lead for piece in pieces if piece.lead]
    days = [piece.published for piece in pieces if piece.published]
    # Its own name says whose it is; "Culture" in a library of a thousand books does not.
    title = heading if alone or heading == house.name else f"{heading} · {house.name}"
    return Book(
        title=title,
        heading=heading,
        heading_html=chapters[0].piece.title_html or escape(heading) if alone else escape(heading),
        language=collection.language,
        direction=front.direction,
        languages=_once([collection.language, *(piece.language for piece in pieces)]),
        identifier=f"urn:uuid:{uuid5(NAMESPACE_URL, collection.identity)}",
        address=collection.address,
        shown_address=front.shown_address,
        house=house,
        chapters=chapters,
        creators=_once([name for piece in pieces for name in piece.bylines if name]),
        subjects=_once([piece.section for piece in pieces if piece.section]),
        description=" ".join(paragraphs(pieces[0].standfirst_html) if alone else front.intro),
        label=front.label,
        intro=front.intro,
        letter_html=for_reader(front.letter_html, lambda address: address),
        cover_credit=front.cover_credit,
        rights=rights,
        day=front.day or max(days, default=None),
        modified=f"{modified.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        pictured=bool(images or leads),
        described=all(lead.alt for lead in leads) and not any(map(_UNDESCRIBED.search, images)),
        alone=alone,
        depth=2 if any(chapter.headings for chapter in chapters) else 1,
    )


def _once(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _page(name: str, book: Book) -> str:
    template = _environment(book.language).get_template(f"epub/{name}.xhtml")
    return template.render(
        book=book, language=book.language, direction=book.direction, head=book.title
    )


def _chapter_page(chapter: Chapter) -> str:
    piece = chapter.piece
    template = _environment(piece.language).get_template("epub/chapter.xhtml")
    return template.render(
        piece=piece, language=piece.language, direction=piece.direction, head=chapter.title
    )


def _on_the_cover(book: Book) -> list[str]:
    said = [book.house.name, book.house.motto, book.label, book.heading]
    if not book.alone:
        return said + [chapter.title for chapter in book.chapters[:_COVER_LINES]]
    return [*said, *book.creators, *paragraphs(book.chapters[0].piece.standfirst_html)]


def _cover(book: Book, front: Front, pieces: Sequence[Piece], templates: Environment) -> bytes:
    files = {address: file for piece in pieces for address, file in piece.pictures.items()}
    files |= front.pictures
    leads = [piece.lead.src for piece in pieces if piece.lead]
    shown = front.cover or next(iter(leads), "")
    html = templates.get_template("epub/cover-picture.html").render(
        book=book, picture=shown, lines=_COVER_LINES
    )
    return draw_cover(html, pieces[0], book.house, files)


@cache
def _environment(language: str) -> Environment:
    asset: Callable[[str], str] = str
    made = make_environment(language, asset)
    # An article's head is set by the same lines as on paper.
    made.loader = ChoiceLoader(
        [FileSystemLoader(_TEMPLATES), FileSystemLoader(Path(paper.__file__).parent / "templates")]
    )
    return made
