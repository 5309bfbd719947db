"""A published article as paper shows it: what its page says, without what only a screen has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from jinja2 import Environment, FileSystemLoader

from writingviews.articles.accents import hue_of
from writingviews.editions.collection import Collection
from writingviews.house.settings import house_settings
from writingviews.language.direction import Direction, direction_of_language, first_strong
from writingviews.site.addresses import article_address, quoted
from writingviews.site.article_page import article_context
from writingviews.site.contexts import ArticleContext
from writingviews.site.publication_view import PublicationView
from writingviews.site.rendering import make_environment
from writingviews.site.typesetting import speech_kept, typeset_body

from .faces import covered
from .letters import missing_letters
from .manuscript import for_paper, inner_html, paragraphs, plain
from .shelf import picture_for_paper
from .widths import text_width

_TEMPLATES: Final = Path(__file__).parent / "templates"
#: Ems of the name: what the head of the narrowest leaflet and of a poster holds in one line, and
#: the longest that is set as large as others.
_HEAD_LINE: Final = 24.0
_LONG_NAME: Final = 20.0
#: How far each section's hue is turned from the accent (frontend/site/tokens.css), in degrees.
_TURNS: Final = (32, 232, 310, 140, 190, 84)


class NotPublished(LookupError):
    """Readers may not see what was asked for, or it is not there; the two look alike."""


@dataclass(frozen=True)
class House:
    """What paper says of the publication: name and motto in a language, its address, the public key
    with which copies of it are checked, or "", and its licence, or "", with where that stands."""

    name: str
    motto: str
    address: str
    key: str = ""
    licence: str = ""
    licence_address: str = ""

    @property
    def shown_address(self) -> str:
        return self.address.partition("://")[2] or self.address

    @property
    def licence_direction(self) -> Direction:
        return first_strong(self.licence) or "ltr"

    @property
    def rights(self) -> str:
        """The licence and where it stands, in one line."""
        return " ".join(filter(None, (self.licence, self.licence and self.licence_address)))

    @property
    def long_name(self) -> bool:
        """Whether its name is no name to stand large at the foot of a sheet."""
        return text_width(self.name) > _LONG_NAME

    @property
    def two_lines(self) -> bool:
        """Whether name and motto, half as large, have no room beside each other."""
        return text_width(self.name) + text_width(self.motto) * 0.55 > _HEAD_LINE


@dataclass(frozen=True)
class Note:
    """A footnote or a source: inline HTML and its direction."""

    html: str
    direction: Direction
    anchor: str | None = None


@dataclass(frozen=True)
class Correction:
    """What was wrong, what is right, and since when."""

    date: date
    text: str
    direction: Direction
    wrong: str = ""


@dataclass(frozen=True)
class Lead:
    """The picture at the head; ``broad`` if it is wider than high."""

    src: str
    alt: str
    caption_html: str
    credit: str
    broad: bool


@dataclass(frozen=True)
class Piece:
    """An article for paper. ``hue`` is its section's, in degrees; ``prefix`` begins its ids."""

    slug: str
    address: str
    shown_address: str
    language: str
    direction: Direction
    hue: int
    title: str
    title_html: str
    standfirst_html: str
    kind: str
    section: str
    bylines: tuple[str, ...]
    dateline: str
    published: date | None
    updated: date | None
    content_note: str
    lead: Lead | None
    body_html: str
    pull_quote: str
    notes: tuple[Note, ...]
    sources: tuple[Note, ...]
    corrections: tuple[Correction, ...]
    prefix: str
    pictures: Mapping[str, tuple[bytes, str]]
    problems: tuple[str, ...]

    def texts(self) -> list[str]:
        """Return all that is printed of it, a string for each block."""
        html = [self.title_html, self.standfirst_html, self.body_html]
        html += [note.html for note in (*self.notes, *self.sources)]
        said = [text for each in html for text in paragraphs(each)]
        if self.lead:
            said += [*paragraphs(self.lead.caption_html), self.lead.credit]
        said += [*self.bylines, self.dateline, self.section, self.content_note]
        return [*said, *(f"{each.wrong} {each.text}" for each in self.corrections)]

    def report(self) -> list[str]:
        """Return sentences on what could not be printed as it was written."""
        return [*self.problems, *missing_letters(self.texts(), covered())]


def read_piece(
    site: PublicationView, slug: str, *, saving: bool = False, large: bool = False, prefix: str = ""
) -> Piece:
    """Return a published article for paper. A dozen queries.

    Args:
        site: the publication.
        slug: of the article.
        saving: pictures in greys.
        large: pictures in their largest rendition, for what is larger than a page.
        prefix: begins every id, where one file holds several pieces.

    Raises:
        NotPublished: readers may not see it, or there is none.
    """
    article = site.reader.article(slug)
    if article is None:
        raise NotPublished(
            f"No published article is called {slug!r}. The name is the last part of its address."
        )
    page = article_context(site, article)
    return make_piece(page, slug, saving=saving, large=large, prefix=prefix)


def house_of(site: PublicationView, language: str) -> House:
    """Return what paper in a language says of the publication."""
    shown = site.shown_language(language)
    return House(
        plain(site.names[shown]),
        plain(site.mottos[shown]),
        site.base_address,
        site.public_key,
        plain(site.licences.get(shown, "")),
        site.licence_address,
    )


@dataclass(frozen=True)
class Front:
    """What a booklet of several articles says of itself.

    Args:
        title, label: what it is called, and its number or season.
        intro: paragraphs about it.
        letter_html: the editor's letter, made ready for paper.
        cover: the address of the picture on its cover; "" takes the first article's that has one.
        cover_alt, cover_credit: of that picture.
        day: that stands on it; None takes that of the newest article.
        pictures: address → bytes and media type of what it shows.
    """

    title: str
    label: str
    language: str
    direction: Direction
    address: str
    shown_address: str
    intro: tuple[str, ...]
    letter_html: str
    cover: str
    cover_alt: str
    cover_credit: str
    day: date | None
    pictures: Mapping[str, tuple[bytes, str]]
    problems: tuple[str, ...]

    def texts(self) -> list[str]:
        """Return all that is printed of it, a string for each block."""
        said = [self.title, self.label, *self.intro, self.cover_credit]
        return [*said, *paragraphs(self.letter_html)]


def read_front(collection: Collection, *, saving: bool = False) -> Front:
    """Return what a collection says of itself on paper.

    Args:
        collection: what is carried.
        saving: pictures in greys.
    """
    pictures = _Pictures(saving=saving, large=False)
    language = collection.language
    direction = direction_of_language(language)
    letter = for_paper(speech_kept(collection.letter_html, language), direction, pictures.take)
    cover = collection.cover if collection.cover and pictures.take(collection.cover) else ""
    return Front(
        title=plain(collection.title),
        label=plain(collection.label),
        language=language,
        direction=direction,
        address=collection.address,
        shown_address=unquote(collection.address).partition("://")[2],
        intro=tuple(map(plain, collection.intro)),
        letter_html=_prefixed(letter, "letter-"),
        cover=cover,
        cover_alt=plain(collection.cover_alt) if cover else "",
        cover_credit=plain(collection.cover_credit) if cover else "",
        day=collection.day,
        pictures=pictures.files,
        problems=(*collection.problems, *pictures.problems),
    )


class _Pictures:
    """The pictures that a piece asks for, and what was wrong with them."""

    def __init__(self, *, saving: bool, large: bool) -> None:
        self._saving = saving
        self._large = large
        self._media = house_settings().media_dir
        self.files: dict[str, tuple[bytes, str]] = {}
        self.problems: list[str] = []

    def take(self, src: str) -> bool:
        """Return whether the picture at ``/media/ID/WIDTH.jpg`` can be printed, and keep it."""
        if src in self.files:
            return True
        parts = src.removeprefix("/media/").split("/")
        whole = src.startswith("/media/") and len(parts) == 2 and ".." not in parts
        data = None
        if whole:
            path = self._media / parts[0] / parts[-1]
            if self._large:
                path = max(path.parent.glob("*.jpg"), key=_width_of, default=path)
            data = picture_for_paper(path, saving=self._saving)
        if data is None:
            said = f"The picture {src} is missing or broken and was left out."
            if said not in self.problems:
                self.problems.append(said)
            return False
        self.files[src] = (data, "image/jpeg")
        return True


def _width_of(path: Path) -> int:
    return int(path.stem) if path.stem.isdecimal() else 0


def make_piece(
    page: ArticleContext, slug: str, *, saving: bool = False, large: bool = False, prefix: str = ""
) -> Piece:
    """Return what paper shows of an article's page; the arguments are those of `read_piece`."""
    card, frame = page.card, page.frame
    language, direction = card.language, card.direction
    pictures = _Pictures(saving=saving, large=large)

    def html(said: str, around: Direction = direction) -> str:
        made = for_paper(speech_kept(said, language), around, pictures.take)
        return _prefixed(made, prefix)

    typeset = typeset_body(
        # Notes are given apart: on paper none stands beside its line.
        page.body_html,
        (),
        "",
        interview=card.kind == "interview",
    )
    body = html(_without_anchors(typeset.html))
    lead = None
    if page.lead:
        lead = Lead(
            src=page.lead.picture.src,
            alt=plain(page.lead.alt),
            caption_html=html(page.lead.caption_html),
            credit=plain(page.lead.credit),
            broad=page.lead.picture.width >= page.lead.picture.height,
        )
        if not pictures.take(lead.src):
            body, lead = _caption_of(lead, direction) + body, None
    address = frame.base_address + quoted(article_address(slug))
    title_html = html(card.title_html)
    return Piece(
        slug=slug,
        address=address,
        shown_address=unquote(address).partition("://")[2],
        language=language,
        direction=direction,
        hue=_hue(frame.accent, card.section.hue if card.section else None),
        title=" ".join(paragraphs(title_html)),
        title_html=title_html,
        standfirst_html=html(card.standfirst_html),
        kind=card.kind,
        section=plain(card.section.name) if card.section else "",
        bylines=tuple(plain(byline.name) for byline in card.bylines),
        dateline=plain(card.dateline),
        published=card.published,
        updated=page.updated,
        content_note=plain(page.content_note),
        lead=lead,
        body_html=body,
        pull_quote=_pull_quote(body),
        notes=tuple(_note(html(note), direction) for note in page.footnotes),
        sources=tuple(
            _note(html(source.text_html), direction, source.anchor) for source in page.sources
        ),
        corrections=tuple(
            Correction(
                each.date,
                plain(each.text),
                first_strong(each.text) or direction,
                plain(each.wrong),
            )
            for each in page.corrections
        ),
        prefix=prefix,
        pictures=pictures.files,
        problems=tuple(pictures.problems),
    )


def _note(html: str, around: Direction, anchor: str | None = None) -> Note:
    said = " ".join(paragraphs(html))
    return Note(html, first_strong(said) or around, anchor)


def _caption_of(lead: Lead, direction: Direction) -> str:
    """Return what is said below a picture that cannot be printed; "" where nothing is."""
    credit = f'<span class="credit">{escape(lead.credit)}</span>' if lead.credit else ""
    said = " ".join(filter(None, (lead.caption_html, credit)))
    if not said:
        return ""
    return f'<figure class="picture" dir="{direction}"><figcaption>{said}</figcaption></figure>'


def _without_anchors(html: str) -> str:
    root = ET.fromstring(f"<div>{plain(html)}</div>")  # noqa: S314 - our own writer's
    for parent in root.iter():
        for child in list(parent):
            if child.get("class") == "anchor":
                parent.remove(child)
    return inner_html(root)


def _prefixed(html: str, prefix: str) -> str:
    if not prefix:
        return html
    root = ET.fromstring(f"<div>{html}</div>")  # noqa: S314 - `for_paper` made it
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", prefix + element.attrib["id"])
        href = element.get("href", "")
        if href.startswith("#"):
            element.set("href", f"#{prefix}{href[1:]}")
    return inner_html(root)


def _pull_quote(html: str) -> str:
    """Return the words of the first pull quote, or ""."""
    root = ET.fromstring(f"<div>{html}</div>")  # noqa: S314 - `for_paper` made it
    for element in root.iter("p"):
        if element.get("class") == "pull-quote":
            return " ".join("".join(element.itertext()).split())
    return ""


def _hue(accent: str, section: int | None) -> int:
    turned = 0 if section is None else _TURNS[section % len(_TURNS)]
    return (hue_of(accent) + turned) % 360


def colours(hue: int, *, saving: bool) -> str:
    """Return the CSS that gives a sheet its colour."""
    if saving:
        return ""
    return (
        f"html {{ --hue: oklch(46% 0.135 {hue}); --tint: oklch(96.5% 0.014 {hue}); "
        f"--ground: oklch(93% 0.035 {hue}) }}"
    )


@cache
def environment(language: str) -> Environment:
    """Return the templates of paper, with the site's words, dates and digits of a language."""
    asset: Callable[[str], str] = str
    made = make_environment(language, asset)
    made.loader = FileSystemLoader(_TEMPLATES)
    return made
