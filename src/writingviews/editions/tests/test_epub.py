"""An EPUB says what the page says, and every e-reader can open it."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from writingviews.articles.models import Article, Edition
from writingviews.articles.services.editions import details_of, edit_edition
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_account,
    make_edition,
    make_publication,
    make_published,
)
from writingviews.editions.collection import Choice, read_collection
from writingviews.editions.epub.book import Epub, make_epub
from writingviews.editions.epub.command import epub_of, write_epub
from writingviews.editions.refusal import EditionRefused
from writingviews.people.models import Byline, Role
from writingviews.site.publication_view import PublicationView

from .pieces_for_paper import (
    TEXTS,
    make_article,
    make_picture,
    make_whole_article,
    piece_of,
)
from .reading_back import needs_faces, needs_pango
from .reading_epub import (
    OPF,
    XHTML,
    by_type,
    faults,
    files_of,
    metadata,
    needs_epubcheck,
    page,
    said,
)

#: Ids of pictures, not those of other files: what lies in the media folder stays there.
SLOPE: Final = "1" * 32
OTHER: Final = "2" * 32

pytestmark = [pytest.mark.django_db, pytest.mark.tools, needs_pango, needs_faces]


@pytest.fixture(autouse=True)
def _publication() -> None:
    make_publication("en", "es", "fa", "ar")


def made(**choice: object) -> Epub:
    site = PublicationView.read()
    return epub_of(site, read_collection(site, Choice(**choice)))  # type: ignore[arg-type]


def of(article: Article) -> Epub:
    return made(slugs=(article.slug,))


@needs_epubcheck
def test_epubcheck_finds_no_fault_in_any_language_or_collection(tmp_path: Path) -> None:
    make_picture(SLOPE)
    make_picture(OTHER)
    whole = {language: make_whole_article(language, picture=SLOPE) for language in TEXTS}
    make_article(f"![A slope]({OTHER}) One more. [Back]({_address(whole['es'])})",
                 title="Otra", language="es")  # fmt: skip
    writer = Byline.objects.get(name=TEXTS["fa"].writer)
    books = {
        "article-en": of(whole["en"]).data,
        "section-es": made(section="culture", language="es").data,
        "byline-fa": made(byline=writer.slug, language="fa").data,
        "mixed": made(slugs=(whole["ar"].slug, whole["en"].slug)).data,
        "bad": of(_difficult()).data,
        "edition-ar": made(edition=_issue(whole["ar"], whole["en"]).slug).data,
    }
    assert faults(books, tmp_path) == {}


def _address(article: Article) -> str:
    return f"{PublicationView.read().base_address}/articles/{article.slug}/"


def _issue(*articles: Article) -> Edition:
    """An issue with a letter and a cover of its own, in the language of its first article."""
    edition = make_edition("العدد", *articles, language=articles[0].language)
    return edit_edition(
        actor=None,
        edition_id=edition.id,
        version=edition.version,
        details=replace(
            details_of(edition),
            label="٣",
            standfirst="عن <الماء>",
            letter="أهلًا.\n\nFrom the attic & below.",
            signed="التحرير",
            picture=OTHER,
            picture_alt="A slope",
            picture_credit="Drawing: someone",
        ),
        pieces=[article.id for article in articles],
    )


def _difficult() -> Article:
    """An article with all that could break a file."""
    notes = "".join(f"\n[^{n}]: Note {n}, <b>&amp;</b>\x0b." for n in range(1, 101))
    markers = " ".join(f"Word{n}[^{n}]" for n in range(1, 101))
    links = " ".join(
        f"[link]({address})"
        for address in (
            "https://example.org/100%/a%zz?q=%41",
            "https://example.org/%D9%86/نشانی?x=“y”",
            "https://[1:/",
            "https://example.org:port/",
            "mailto:a@example.org",
        )
    )
    return make_article(
        f"{'x' * 3_000}\x01\x0c\n\n{markers}\n\n{links}\n\n![gone]({'e' * 32} 'Its words')\n"
        f"{notes}",
        title=f"{'A very long title ' * 40}& <its> “end” 🙂 \ue000\u0378\u0301\x85\ufdd0",
        picture="f" * 32,
    )


def test_a_letter_that_no_face_has_is_named_where_it_is_drawn() -> None:
    report = of(make_article("Body ሀ.", title="On 🙂", standfirst="Under 漢")).report
    assert [sentence.split(" is ")[0] for sentence in report] == [
        "On the cover: U+1F642 SLIGHTLY SMILING FACE",
        "On the cover: U+6F22 CJK UNIFIED IDEOGRAPH-6F22",
    ]


@pytest.mark.parametrize("language", TEXTS)
def test_every_word_stands_in_the_book_in_its_order(language: str) -> None:
    make_picture(SLOPE)
    article = make_whole_article(language, picture=SLOPE)
    piece, _ = piece_of(article)
    chapter = page(of(article).data, "article-1.xhtml")
    body = said(chapter)
    assert chapter.get("lang") == language
    place = 0
    for text in [t for html in (piece.title, *piece.texts()[1:]) for t in (html,) if t]:
        assert text in body, text
    for block in _blocks(piece.body_html):
        place = body.index(block, place) + len(block)


def _blocks(html: str) -> list[str]:
    root = ET.fromstring(f"<div>{html}</div>")  # noqa: S314 - our own
    return [said(element) for element in root.iter("p") if said(element)]


def test_verse_keeps_its_lines_and_indents_and_a_quotation_its_speaker() -> None:
    chapter = page(of(make_whole_article("en")).data, "article-1.xhtml")
    lines = [each for each in chapter.iter(f"{XHTML}span") if each.get("class") == "line"]
    assert [(said(line), line.get("data-indent")) for line in lines] == [
        ("Up in the room of glass", None),
        ("a weight goes round", "1"),
        ("and stops.", None),
    ]
    assert len(list(chapter.iter(f"{XHTML}br"))) == 1
    caption = next(chapter.iter(f"{XHTML}figcaption"))
    assert said(caption) == "Edvard Prost, ferryman, the landing, 10 March"


def test_a_note_is_reached_from_its_number_and_leads_back() -> None:
    for language, first in (("en", "1"), ("fa", "۱")):
        chapter = page(of(make_whole_article(language)).data, "article-1.xhtml")
        marker = by_type(chapter, "noteref")[0]
        note = by_type(chapter, "footnote")[0]
        back = by_type(note, "backlink")[0]
        assert (marker.get("href"), marker.get("role")) == (f"#{note.get('id')}", "doc-noteref")
        assert (back.get("href"), back.get("role")) == (f"#{marker.get('id')}", "doc-backlink")
        assert note.get("role") == "doc-footnote"
        assert marker.text == back.text == first
        assert back.get("aria-label")


def test_what_runs_from_the_right_turns_its_pages_so_and_brings_its_letters() -> None:
    make_whole_article("fa")
    book = made(section="culture", language="fa").data
    files = files_of(book)
    assert page(book, "package.opf").find(f"{OPF}spine").get("page-progression-direction") == "rtl"  # type: ignore[union-attr]
    for name in ("cover", "title", "nav", "article-1"):
        root = page(book, f"{name}.xhtml")
        assert (root.get("lang"), root.get("dir")) == ("fa", "rtl"), name
    word = next(
        each
        for each in page(book, "article-1.xhtml").iter(f"{XHTML}span")
        if each.get("lang") == "en"
    )
    assert (word.get("dir"), word.text) == ("ltr", "river")
    with TTFont(io.BytesIO(files["fonts/vazir.ttf"])) as face:
        letters = face.getBestCmap()
        said_there = said(page(book, "article-1.xhtml"))
        assert {ord(each) for each in said_there if each >= "\u0600"} <= letters.keys()
        assert ord("r") not in letters
    assert len(files["fonts/vazir.ttf"]) < 60_000


def test_latin_books_bring_no_face() -> None:
    make_article("Nothing but Latin.", title="Plain")
    files = files_of(made(slugs=("plain",)).data)
    assert not [name for name in files if name.startswith("fonts/")]
    assert b"@font-face" not in files["style.css"]


def test_the_same_articles_give_the_same_bytes() -> None:
    make_picture(SLOPE)
    for language in ("en", "fa"):
        make_whole_article(language, picture=SLOPE)
    book = made(section="culture", language="fa").data
    assert made(section="culture", language="fa").data == book
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        first, *rest = archive.infolist()
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
        assert {each.date_time for each in (first, *rest)} == {(1980, 1, 1, 0, 0, 0)}
    assert book[30:58] == b"mimetypeapplication/epub+zip"


def test_its_name_stays_and_its_moment_is_that_of_its_newest_change() -> None:
    make_published("One")
    before = metadata(made(section="culture").data)
    make_published("Two", date=FIRST_DAY + timedelta(days=3))
    after = metadata(made(section="culture").data)
    assert before["identifier"] == after["identifier"]
    assert before["dcterms:modified"] == ["2026-03-01T09:00:00Z"]
    assert after["dcterms:modified"] == ["2026-03-04T09:00:00Z"]
    assert (
        metadata(made(section="culture", language="en", most=1).data)["identifier"]
        == (after["identifier"])
    )
    others = [made(slugs=slugs).data for slugs in (("one",), ("two",), ("one", "two"))]
    names = {*after["identifier"], *(metadata(each)["identifier"][0] for each in others)}
    assert len(names) == 4


def test_an_edition_s_moment_is_that_of_its_letter_too(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)
    clock = "writingviews.articles.services.editions.timezone.now"
    monkeypatch.setattr(clock, lambda: moment)
    piece = make_published("One")
    edition = make_edition("Spring", piece)
    assert metadata(made(edition="spring").data)["dcterms:modified"] == ["2026-05-06T07:08:00Z"]
    monkeypatch.setattr(clock, lambda: moment + timedelta(hours=30))
    for label, modified in (("", "2026-05-06T07:08:00Z"), ("No. 2", "2026-05-07T13:08:00Z")):
        edition = edit_edition(
            actor=None,
            edition_id=edition.id,
            version=edition.version,
            details=replace(details_of(edition), label=label),
            pieces=[piece.id],
        )
        assert metadata(made(edition="spring").data)["dcterms:modified"] == [modified]
    # Nobody knows it of one that was made before it was kept.
    Edition.objects.update(changed_at=None)
    assert metadata(made(edition="spring").data)["dcterms:modified"] == ["2026-03-01T09:00:00Z"]


def test_it_says_who_wrote_it_and_never_whose_account_it_was() -> None:
    account = make_account("hidden-account", Role.WRITER)
    make_published("One", writer=account)
    book = made(slugs=("one",)).data
    assert metadata(book)["creator"] == ["A Writer"]
    assert metadata(book)["publisher"] == ["The Test"]
    assert not [name for name, data in files_of(book).items() if b"hidden-account" in data]


def test_a_picture_keeps_its_words_and_one_without_a_description_is_owned_up_to() -> None:
    make_picture(SLOPE)
    make_article("Text.", title="Described", picture=SLOPE)
    book = made(slugs=("described",)).data
    figure = next(page(book, "article-1.xhtml").iter(f"{XHTML}figure"))
    image = next(figure.iter(f"{XHTML}img"))
    assert image.get("alt") == "A slope"
    assert said(figure) == "A slope of grey Drawing: the house"
    assert image.get("src") in files_of(book)
    assert "alternativeText" in metadata(book)["schema:accessibilityFeature"]
    assert metadata(book)["schema:accessMode"] == ["textual", "visual"]
    # Nobody publishes such a one here; it may have come with a move from elsewhere.
    Article.objects.filter(slug="described").update(picture_alt="")
    bare = metadata(made(slugs=("described",)).data)
    assert "alternativeText" not in bare["schema:accessibilityFeature"]
    assert "schema:accessModeSufficient" not in bare
    assert "Some pictures have no description." in bare["schema:accessibilitySummary"][0]


def test_the_contents_lead_to_each_article_and_its_headings() -> None:
    make_whole_article("en")
    make_article("A text.", title="Second & third", language="en")
    book = made(section="culture").data
    links = [
        (each.text, each.get("href"))
        for each in by_type(page(book, "nav.xhtml"), "toc")[0].iter(f"{XHTML}a")
    ]
    titles = {text for text, _ in links}
    assert {"Two Ferries and a Piano", "The count", "Second & third"} == titles
    for _, href in links:
        name, _, anchor = str(href).partition("#")
        ids = {element.get("id") for element in page(book, name).iter()}
        assert not anchor or anchor in ids
    old = page(book, "toc.ncx")
    assert len([e for e in old.iter() if e.tag.endswith("}navPoint")]) == len(links)


def test_a_link_between_two_of_its_articles_stays_in_the_book() -> None:
    first = make_article("A text.", title="First")
    make_article(
        f"To [the first]({_address(first)}) and [out](https://example.org/100%).", title="Second"
    )
    both = page(made(slugs=("first", "second")).data, "article-2.xhtml")
    alone = page(made(slugs=("second",)).data, "article-1.xhtml")
    links = [[a.get("href") for a in each.iter(f"{XHTML}a")][:2] for each in (both, alone)]
    assert links == [
        ["article-1.xhtml", "https://example.org/100%25"],
        [_address(first), "https://example.org/100%25"],
    ]


def test_an_issue_opens_with_its_letter_and_names_who_drew_its_cover() -> None:
    make_picture(OTHER)
    issue = _issue(make_whole_article("ar"), make_whole_article("en"))
    book = made(edition=issue.slug).data
    assert metadata(book)["title"] == ["العدد · The Test"]
    assert metadata(book)["description"] == ["عن <الماء>"]
    title, letter = (said(page(book, f"{name}.xhtml")) for name in ("title", "letter"))
    assert all(each in title for each in ("٣ العدد", "عن <الماء>", "Drawing: someone"))
    assert letter.endswith("من هيئة التحرير أهلًا. From the attic & below. التحرير")
    blocks = [each.get("dir") for each in page(book, "letter.xhtml").iter(f"{XHTML}p")]
    assert blocks == ["rtl", "ltr", "rtl"]
    links = [
        each.get("href") for each in by_type(page(book, "nav.xhtml"), "toc")[0].iter(f"{XHTML}a")
    ]
    assert links[0] == "letter.xhtml"
    read = [each.get("idref") for each in page(book, "package.opf").iter(f"{OPF}itemref")]
    assert read == ["cover", "title", "letter", "nav", "article-1", "article-2"]


def test_a_picture_that_is_broken_is_left_out_and_named() -> None:
    make_picture(SLOPE).write_bytes(b"no picture")
    make_article("Text.", title="Broken", picture=SLOPE)
    book = made(slugs=("broken",))
    assert book.report == (
        f"The picture /media/{SLOPE}/480.jpg is missing or broken and was left out.",
    )
    assert "A slope of grey Drawing: the house Text." in said(page(book.data, "article-1.xhtml"))
    assert not [name for name in files_of(book.data) if name.startswith("pictures/")]


def test_a_cover_is_one_picture_however_long_the_title() -> None:
    difficult = of(_difficult()).data
    with Image.open(io.BytesIO(files_of(difficult)["cover.jpg"])) as cover:
        assert (cover.size, cover.format) == ((1200, 1800), "JPEG")
        # Something stands there, and nothing runs over the edge.
        assert len(cover.crop((100, 100, 1100, 1700)).convert("L").getcolors() or ()) > 50
        darkest, lightest = cover.crop((0, 1760, 1200, 1800)).convert("L").getextrema()
        assert lightest - darkest < 12  # type: ignore[operator]


def test_it_is_written_whole_or_refused(tmp_path: Path) -> None:
    make_published("One")
    out = tmp_path / "one.epub"
    written = write_epub(Choice(slugs=("one",)), out)
    assert written.line.startswith(f"{out}: 1 article, ")
    assert list(tmp_path.iterdir()) == [out]
    with pytest.raises(EditionRefused, match="No published article is called 'two'"):
        write_epub(Choice(slugs=("two",)), tmp_path / "two.epub")
    with pytest.raises(OSError, match="No such file"):
        write_epub(Choice(slugs=("one",)), tmp_path / "nowhere" / "one.epub")
    site = PublicationView.read()
    _, house = piece_of(Article.objects.get(slug="one"))
    with pytest.raises(ValueError, match="Name one at least"):
        make_epub(read_collection(site, Choice(slugs=("one",))), [], house, modified=FIRST_DAY)
