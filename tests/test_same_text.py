"""An article says the same wherever it is read: word for word, note for note, in order.

`tests.whole_article` holds everything that an article may hold. What it tells is read from its
document by a walk of its own (`tests.told`) and compared with what is read back from each carrier:

- From a page, a feed, a mirror, a ZIM and an EPUB every character is compared, with its spaces and
  punctuation; what is marked; where links lead; and what a reader comes to from each note's mark.
- From paper, letters and digits are compared in the order of the PDF's structure, folded (a PDF
  keeps no joiners, and vowel signs stand beside their letters), and that words are parted where
  the article parts them. Where a drawn line ends a PDF has neither space nor hyphen to tell.
"""

import copy
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import pytest
from django.conf import settings
from django.db import transaction
from django.test.utils import override_settings
from libzim.reader import Archive
from libzim.search import Query, Searcher
from lxml import etree
from pytest_django import DjangoDbBlocker

from tests.reading_html import notes_beside, notes_reached, read_html
from tests.reading_print import LINE_END, Printed, halves_drawn, pages_drawn, pages_read, read_print
from tests.told import Reading, Told, faults, spaced, told
from tests.whole_article import (
    ENGLISH,
    LEAD,
    PERSIAN,
    PUBLISHED,
    QUAY,
    ROPE,
    WHEEL,
    WholeArticle,
)
from writingviews.articles.models import Article, Correction, Kind, Section
from writingviews.articles.services.filing import Filing
from writingviews.articles.services.importing import Arrival, place_article
from writingviews.articles.tests.making import make_publication
from writingviews.editions.collection import of_articles
from writingviews.editions.epub.book import make_epub
from writingviews.editions.paper.booklet import make_booklet
from writingviews.editions.paper.imposition import Side
from writingviews.editions.paper.leaflet import make_leaflet
from writingviews.editions.paper.pieces import read_front
from writingviews.editions.pocket.command import Order, make_key, mirror
from writingviews.editions.tests.pieces_for_paper import make_picture, piece_of
from writingviews.editions.tests.reading_back import needs_faces, needs_pango
from writingviews.editions.tests.reading_epub import files_of
from writingviews.editions.tests.test_paper_booklet import folded
from writingviews.editions.zim import command as zim
from writingviews.house.assets import BUILT_DIR
from writingviews.language.fold import fold
from writingviews.people.services import create_byline
from writingviews.press.rebuilding import rebuild
from writingviews.search.services import rebuild_index
from writingviews.site.publication_view import PublicationView

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not list(BUILT_DIR.glob("site-*.css")), reason="needs the front end: make build"
    ),
]

T = TypeVar("T")
ARTICLES: Final = {"en": ENGLISH, "fa": PERSIAN}
LANGUAGES: Final = tuple(ARTICLES)


@dataclass
class Carried:
    """The two articles, published, and what carries them, made when it is first asked for."""

    folder: Path
    articles: dict[str, Article]
    made: dict[tuple[str, str], Any] = field(default_factory=dict)

    def once(self, kind: str, language: str, make: Callable[[], T]) -> T:
        key = (kind, language)
        if key not in self.made:
            self.made[key] = make()
        return cast(T, self.made[key])

    def page(self, language: str) -> str:
        return (self.folder / "tree" / _file(language)).read_text("utf-8")

    def mirror_page(self, language: str) -> str:
        target = self.folder.parent / "mirror"

        def made() -> Path:
            key = self.folder.parent / "safe" / "key"
            make_key(key, self.folder)
            order = Order(target, archive=False, pictures="small", days=90, key=key, delta=None)
            mirror(
                settings.HOUSE,
                order,
                now=datetime(2026, 3, 9, tzinfo=UTC),
                told=lambda _done, _of: None,
            )
            return target

        self.once("mirror", "", made)
        return (target / _file(language)).read_text("utf-8")

    def zim(self) -> Archive:
        def made() -> Archive:
            place = self.folder.parent / "all.zim"
            zim.print_zim(settings.HOUSE, zim.Order(place), told=lambda _done, _of: None)
            return Archive(place)

        return self.once("zim", "", made)

    def zim_page(self, language: str) -> str:
        item = self.zim().get_entry_by_path(_file(language)).get_item()
        return bytes(item.content).decode()

    def epub(self, language: str) -> bytes:
        def made() -> bytes:
            article = self.articles[language]
            piece, house = piece_of(article)
            collection = of_articles(PublicationView.read(), (article.slug or "",))
            return make_epub(collection, [piece], house, modified=PUBLISHED).data

        return self.once("epub", language, made)

    def leaflet(self, language: str) -> bytes:
        def made() -> bytes:
            return make_leaflet(*piece_of(self.articles[language])).pdf

        return self.once("leaflet", language, made)

    def booklet(self, language: str, *, imposed: bool = False) -> bytes:
        def made() -> bytes:
            piece, house = piece_of(self.articles[language], prefix="p1-")
            return make_booklet([piece], house, imposed=imposed).pdf

        return self.once(f"booklet {imposed}", language, made)


def _file(language: str) -> str:
    return f"articles/{ARTICLES[language].slug}/index.html"


@pytest.fixture(scope="module")
def carried(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Carried]:
    """Both articles in a publication of their own, printed once for all tests of this file."""
    folder = tmp_path_factory.mktemp("same") / "house"
    house = replace(settings.HOUSE, folder=folder)
    with (
        django_db_blocker.unblock(),
        override_settings(HOUSE=house),
        transaction.atomic(),
    ):
        make_publication(*LANGUAGES)
        for picture in (LEAD, QUAY, WHEEL, ROPE):
            make_picture(picture)
        articles = {language: _publish(whole) for language, whole in ARTICLES.items()}
        rebuild_index()
        rebuild()
        yield Carried(folder, articles)
        transaction.set_rollback(True)


def _publish(whole: WholeArticle) -> Article:
    alt, caption, credit = whole.picture
    article = place_article(
        actor=None,
        writer=None,
        arrival=Arrival(
            origin=f"same:{whole.language}",
            document=whole.document,
            filing=Filing(
                language=whole.language,
                kind=Kind.ESSAY,
                section=Section.objects.get(slug="culture"),
                topics=(),
                bylines=tuple(create_byline(name=name) for name in whole.bylines),
                dateline=whole.dateline,
                content_note=whole.content_note,
                picture=LEAD,
                picture_alt=alt,
                picture_caption=caption,
                picture_credit=credit,
            ),
            slug=whole.slug,
            date=PUBLISHED,
            published=True,
        ),
    )
    for on, text in whole.corrections:
        Correction.objects.create(article=article, on=on, text=text)
    return article


# --- how each carrier is read ---------------------------------------------------------------------


def read_page(carried: Carried, language: str) -> Reading:
    return read_html(carried.page(language))


def read_mirror(carried: Carried, language: str) -> Reading:
    return read_html(carried.mirror_page(language))


def read_zim(carried: Carried, language: str) -> Reading:
    return read_html(carried.zim_page(language))


def epub_chapter(carried: Carried, language: str) -> bytes:
    return files_of(carried.epub(language))["article-1.xhtml"]


def read_atom(carried: Carried, language: str) -> Reading:
    feed = etree.fromstring((carried.folder / "tree" / _feed(language, "xml")).read_bytes())
    atom = "{http://www.w3.org/2005/Atom}"
    entry = feed.find(f"{atom}entry")
    assert entry is not None
    content = read_html(entry.findtext(f"{atom}content", ""))
    said = [entry.findtext(f"{atom}{name}", "") for name in ("title", "summary")]
    said += [str(author.findtext(f"{atom}name")) for author in entry.findall(f"{atom}author")]
    return replace(content, text=spaced(" ".join([*said, content.text])))


def read_json(carried: Carried, language: str) -> Reading:
    item = _json_item(carried, language)
    content = read_html(item["content_html"])
    said = [item["title"], item["summary"], *(author["name"] for author in item["authors"])]
    return replace(content, text=spaced(" ".join([*said, content.text])))


def _json_item(carried: Carried, language: str) -> dict[str, Any]:
    feed = json.loads((carried.folder / "tree" / _feed(language, "json")).read_bytes())
    (item,) = feed["items"]
    return cast(dict[str, Any], item)


def json_content(carried: Carried, language: str) -> str:
    return str(_json_item(carried, language)["content_html"])


def _feed(language: str, ending: str) -> str:
    return f"feed.{ending}" if language == "en" else f"{language}/feed.{ending}"


def read_epub(carried: Carried, language: str) -> Reading:
    chapter = epub_chapter(carried, language)
    etree.fromstring(chapter)  # well-formed, or e-readers show nothing
    return read_html(chapter)


def read_leaflet(carried: Carried, language: str) -> Reading:
    return Reading(_print(carried, "leaflet", language).text)


def read_booklet(carried: Carried, language: str) -> Reading:
    return Reading(_print(carried, "booklet", language).text)


def _print(carried: Carried, kind: str, language: str) -> Printed:
    def made() -> Printed:
        pdf = carried.leaflet(language) if kind == "leaflet" else carried.booklet(language)
        return read_print(pdf, rtl=language == "fa")

    return carried.once(f"{kind} read", language, made)


def letters(text: str) -> str:
    """Return letters and digits, folded: what a PDF keeps of a text."""
    opened = fold(unicodedata.normalize("NFKC", text))
    return "".join(letter for letter in opened if unicodedata.category(letter)[0] in "LN")


def every_character(text: str) -> str:
    return text


on_paper = [pytest.mark.tools, needs_pango, needs_faces]
#: By name: how it is read, and what is kept of a text there.
CARRIERS: Final = {
    "page": (read_page, every_character),
    "atom": (read_atom, every_character),
    "json": (read_json, every_character),
    "mirror": (read_mirror, every_character),
    "zim": (read_zim, every_character),
    "epub": (read_epub, every_character),
    "leaflet": (read_leaflet, letters),
    "booklet": (read_booklet, letters),
}
#: Those in which one can follow a link to a note.
HTML: Final[dict[str, Callable[[Carried, str], str | bytes]]] = {
    "page": Carried.page,
    "json": json_content,
    "mirror": Carried.mirror_page,
    "zim": Carried.zim_page,
    "epub": epub_chapter,
}
NEEDS_PANGO: Final = {"epub", "leaflet", "booklet"}  # an EPUB's cover is drawn with it
each_carrier = pytest.mark.parametrize(
    "carrier",
    [pytest.param(name, marks=on_paper if name in NEEDS_PANGO else ()) for name in CARRIERS],
)
each_language = pytest.mark.parametrize("language", LANGUAGES)


# --- the same text --------------------------------------------------------------------------------


@each_language
@each_carrier
def test_the_article_is_there_word_for_word_and_note_for_note(
    carried: Carried, carrier: str, language: str
) -> None:
    read, plain = CARRIERS[carrier]
    assert faults(read(carried, language), told(ARTICLES[language]), plain) == []


@each_language
@pytest.mark.parametrize(
    "carrier", ["page", "json", "mirror", "zim", pytest.param("epub", marks=on_paper)]
)
def test_each_mark_leads_to_its_note_and_the_note_back(
    carried: Carried, carrier: str, language: str
) -> None:
    html = HTML[carrier](carried, language)
    assert notes_reached(html) == list(told(ARTICLES[language]).notes)


@each_language
@pytest.mark.parametrize("carrier", ["page", "mirror", "zim"])
def test_the_notes_in_the_margin_say_what_the_notes_say(
    carried: Carried, carrier: str, language: str
) -> None:
    beside = notes_beside(HTML[carrier](carried, language))
    notes = dict(enumerate(told(ARTICLES[language]).notes, start=1))
    assert {1, 2} <= beside.keys()
    assert beside == {number: notes[number] for number in beside}


@pytest.mark.parametrize("kind", [pytest.param(k, marks=on_paper) for k in ("leaflet", "booklet")])
@each_language
def test_on_paper_words_are_parted_and_items_counted_as_in_the_article(
    carried: Carried, kind: str, language: str
) -> None:
    printed = _print(carried, kind, language)
    said = told(ARTICLES[language])
    assert unparted(printed.text, said) == []
    numbers = [label.rstrip(".") for label in printed.labels if label not in {"•", "–"}]
    assert tuple(numbers) == ARTICLES[language].numbers
    assert set(printed.links) == set(said.links)


def unparted(text: str, said: Told) -> list[str]:
    """Return the words that run into the next, or are cut in two, in what was read on paper."""
    spaces, ends, found = set(), set(), ""
    for piece in text.split(LINE_END):
        for word in piece.split():
            found += letters(word)
            spaces.add(len(found))
        if not piece.endswith(" "):
            spaces.discard(len(found))
        ends.add(len(found))
    body = " ".join(said.body)
    at = found.index(letters(body))
    wrong = []
    for word in body.split():
        inside = range(at + 1, at + len(letters(word)))
        at += len(letters(word))
        if at not in spaces | ends:
            wrong.append(f"{word} runs on")
        wrong += [f"{word} is cut" for place in inside if place in spaces]
    return wrong


@each_language
@pytest.mark.tools
@needs_pango
@needs_faces
def test_the_imposed_booklet_folded_is_the_booklet(carried: Carried, language: str) -> None:
    pages = pages_drawn(carried.booklet(language))
    halves = halves_drawn(carried.booklet(language, imposed=True))
    drawn = [half for side in halves for half in side]
    sheet_sides = [Side(2 * number, 2 * number + 1) for number in range(len(halves))]
    read = [drawn[place] for place in folded(sheet_sides, rtl=language == "fa")]
    blank = [""] * (len(read) - len(pages))
    assert len(blank) < 4
    assert read == [*pages[:-1], *blank, pages[-1]]
    assert all(len(page) > 10 for page in pages)


@each_language
@pytest.mark.tools
@needs_pango
@needs_faces
def test_the_contents_of_a_booklet_and_the_feet_of_its_pages_tell_the_true_pages(
    carried: Carried, language: str
) -> None:
    order = (language, *(other for other in LANGUAGES if other != language))
    made = [piece_of(carried.articles[each], prefix=f"p{each}-") for each in order]
    collection = of_articles(
        PublicationView.read(), [carried.articles[each].slug or "" for each in order]
    )
    front = read_front(collection, saving=False)
    booklet = make_booklet([piece for piece, _ in made], made[0][1], front)
    read = pages_read(booklet.pdf, rtl=language == "fa")
    for number, page in enumerate(read[1:-1], start=2):  # cover and back cover have none
        above, last = [letters(line) for line in page.splitlines() if letters(line)][-2:]
        # One line, or read as two.
        assert {last, above + last} & {f"{number}thetest", f"thetest{number}"}, (above, last)
    pages = [letters(page) for page in read]
    for each in order:
        title = letters(told(ARTICLES[each]).title)
        number = re.search(rf"{title}(\d+)", pages[1])
        assert number is not None, pages[1]
        beginning = pages[int(number[1]) - 1][:80]
        assert title in beginning
        assert letters(told(ARTICLES[each]).standfirst) in pages[int(number[1]) - 1]


@each_language
def test_what_is_kept_for_search_has_every_word(carried: Carried, language: str) -> None:
    revision = carried.articles[language].published_revision
    assert revision is not None
    kept = letters(revision.text)
    said = told(ARTICLES[language])
    for text in (*said.body, *said.notes):
        # Nobody looks for an article by a host, a page in a source, or who took its pictures.
        for word in re.sub(r"⟦[^⟧]*⟧|\([^)]*\)|\S+\.org", " ", text).split():
            assert letters(word) in kept or text in _credits(language), word


@pytest.mark.parametrize(
    ("query", "language"),
    # From notes, in spellings that the article does not have.
    [("governor", "en"), ("PAINTED GREEN", "en"), ("قايقِ بخار", "fa"), ("صورتجلسه", "fa")],
)
def test_kiwix_finds_an_article_by_the_words_of_its_notes(
    carried: Carried, query: str, language: str
) -> None:
    search = Searcher(carried.zim()).search(Query().set_query(query))
    assert list(search.getResults(0, 5)) == [_file(language)]


def _credits(language: str) -> set[str]:
    pictures = [
        picture
        for block in ARTICLES[language].document["content"]
        for picture in (block, *block.get("content", []))
        if picture["type"] in {"picture", "embed"}
    ]
    return {str(picture["attrs"]["credit"]) for picture in pictures}


# --- and the test can fail ------------------------------------------------------------------------


def _drop_a_word(article: WholeArticle) -> WholeArticle:
    def drop(blocks: list[Any]) -> None:
        text = blocks[2]["content"][2]
        before, _, after = text["text"].strip().split(" ", 2)
        text["text"] = f" {before} {after} "

    return _changed(article, drop)


def _swap_two_notes(article: WholeArticle) -> WholeArticle:
    def swap(blocks: list[Any]) -> None:
        first, second = [n for n in blocks[2]["content"] if n["type"] == "footnote"]
        first["content"], second["content"] = second["content"], first["content"]

    return _changed(article, swap)


def _move_a_mark(article: WholeArticle) -> WholeArticle:
    def move(blocks: list[Any]) -> None:
        last = blocks[-1]["content"]
        last[0], last[1] = last[1], last[0]

    return _changed(article, move)


def _lose_a_line_of_verse(article: WholeArticle) -> WholeArticle:
    return _changed(article, lambda blocks: _of_type(blocks, "verse")["content"].pop())


def _swap_two_cells(article: WholeArticle) -> WholeArticle:
    def swap(blocks: list[Any]) -> None:
        row = _of_type(blocks, "table")["content"][1]["content"]
        row[1], row[2] = row[2], row[1]

    return _changed(article, swap)


def _change_a_digit(article: WholeArticle) -> WholeArticle:
    def change(blocks: list[Any]) -> None:
        cell = _of_type(blocks, "table")["content"][2]["content"][1]["content"][0]["content"][0]
        cell["text"] = cell["text"].replace("8", "3").replace("۸", "۳")

    return _changed(article, change)


def _lose_a_credit(article: WholeArticle) -> WholeArticle:
    return replace(article, picture=(*article.picture[:2], "Somebody else"))


def _swap_the_corrections(article: WholeArticle) -> WholeArticle:
    return replace(article, corrections=article.corrections[::-1])


def _lose_a_picture_s_words(article: WholeArticle) -> WholeArticle:
    def change(blocks: list[Any]) -> None:
        _of_type(blocks, "gallery")["content"][1]["attrs"]["alt"] = "Nothing"

    return _changed(article, change)


def _changed(article: WholeArticle, change: Callable[[list[Any]], object]) -> WholeArticle:
    document = copy.deepcopy(article.document)
    change(document["content"])
    return replace(article, document=document)


def _of_type(blocks: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    return next(block for block in blocks if block["type"] == kind)


CHANGES: Final = (
    _drop_a_word,
    _swap_two_notes,
    _move_a_mark,
    _lose_a_line_of_verse,
    _swap_two_cells,
    _change_a_digit,
    _lose_a_credit,
    _swap_the_corrections,
    _lose_a_picture_s_words,
)


@each_carrier
@each_language
def test_what_says_something_else_is_found_out(
    carried: Carried, carrier: str, language: str
) -> None:
    read, plain = CARRIERS[carrier]
    reading = read(carried, language)
    for change in CHANGES:
        changed = change(ARTICLES[language])
        assert changed != ARTICLES[language]
        assert faults(reading, told(changed), plain), change.__name__
