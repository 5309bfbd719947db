"""Word files: what comes of one, what stays at the door, and what is refused."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django.fixtures import Settings

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article
from writingviews.desk.word.conversion import Converted, convert
from writingviews.desk.word.kinds import MAX_BYTES
from writingviews.desk.word.reader import BOUNDS, read_word_file
from writingviews.desk.word.refusal import WordFileRefused
from writingviews.house.settings import house_settings
from writingviews.media.cutting import Cut
from writingviews.media.models import Picture
from writingviews.media.tests.pictures import CANARY
from writingviews.people.models import Account

from .word_files import (
    DOCX,
    archive,
    boxed,
    cell,
    drawn,
    fields,
    form,
    halves,
    item,
    paragraph,
    picture,
    row,
    run,
    table,
    word_file,
)

NOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'


def html_of(*body: str, **more: object) -> str:
    converted: Converted = convert(word_file(*body, **more))  # type: ignore[arg-type]
    return converted.html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        pytest.param(
            [paragraph("The Bus", style="Title"), paragraph("At night", style="Subtitle")],
            '<p class="MsoTitle">The Bus</p><p class="MsoSubtitle">At night</p>',
            id="title",
        ),
        pytest.param(
            [paragraph("One", style="Heading1"), paragraph("Own", style="Mine")],
            "<h1>One</h1><h3>Own</h3>",
            id="headings, and styles built on them",
        ),
        pytest.param(
            [
                paragraph(
                    "plain ",
                    run("bo", "<w:b/>"),
                    run("ld", '<w:rFonts w:ascii="Arial"/><w:b/>'),
                    run(" named", '<w:rStyle w:val="Betont"/>'),
                )
            ],
            "<p>plain <strong>bold</strong><em> named</em></p>",
            id="marks, also those of a style, and runs that are one",
        ),
        pytest.param(
            [item("a"), item("b", level=3), item("c", level=1), item("d")],
            "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>",
            id="lists in lists, without levels that were left out",
        ),
        pytest.param(
            [item("1", "2"), item("2", "2"), paragraph("between"), item("3", "2"), item("5", "3")],
            "<ol><li>1</li><li>2</li></ol><p>between</p>"
            '<ol start="3"><li>3</li></ol><ol start="5"><li>5</li></ol>',
            id="numbers that go on, and a list that begins anew",
        ),
        pytest.param([item("bare", "4")], "<p>bare</p>", id="a list without a sign"),
        pytest.param(
            [paragraph("a", style="Quote"), paragraph("b", style="Quote")],
            "<blockquote><p>a</p><p>b</p></blockquote>",
            id="quotation",
        ),
        pytest.param(
            [
                paragraph("one", style="Poem"),
                paragraph("two", style="Poem", properties='<w:ind w:left="720"/>'),
                paragraph(style="Poem"),
                paragraph("three", style="Poem"),
            ],
            '<div data-node="verse"><p data-node="verseLine">one</p>'
            '<p data-node="verseLine" data-indent="2">two</p><p data-node="verseLine"></p>'
            '<p data-node="verseLine">three</p></div>',
            id="verse, with its indents and stanzas",
        ),
        pytest.param(
            [paragraph("سلام", properties="<w:bidi/>"), paragraph("متن", style="Farsi")],
            '<p dir="rtl">سلام</p><p dir="rtl">متن</p>',
            id="right to left",
        ),
        pytest.param(
            [paragraph(run("Salut ", '<w:lang w:val="fr-FR"/>'), "she said to everybody")],
            '<p><span data-mark="language" lang="fr">Salut </span>she said to everybody</p>',
            id="words of another language",
        ),
        pytest.param(
            [
                table(
                    row(cell("a"), cell("b"), properties="<w:tblHeader/>"),
                    row(cell("c", '<w:gridSpan w:val="2"/>')),
                )
            ],
            "<table><thead><tr><th><p>a</p></th><th><p>b</p></th></tr></thead>"
            '<tbody><tr><td colspan="2"><p>c</p></td></tr></tbody></table>',
            id="table",
        ),
        pytest.param(
            [paragraph(fields('HYPERLINK "https://example.org/"', run("a link")))],
            '<p><a href="https://example.org/">a link</a></p>',
            id="a link that is a field",
        ),
        pytest.param(
            [paragraph(boxed("in a box"), "beside it")],
            "<p>beside it</p><p>in a box</p>",
            id="text box",
        ),
    ],
)
def test_what_a_writer_sees_in_word_comes_along(body: list[str], html: str) -> None:
    assert html_of(*body) == html


def test_footnotes_lead_to_their_marks_and_back() -> None:
    html = html_of(paragraph("A claim", NOTE, "."), footnotes={1: "Said there."})
    assert html == (
        '<p>A claim<sup><a href="#wv-footnote-1" id="wv-footnote-ref-1">[1]</a></sup>.</p>'
        '<ol><li id="wv-footnote-1"><p> Said there. '
        '<a href="#wv-footnote-ref-1">↑</a></p></li></ol>'
    )
    assert html_of(paragraph("Without its note", NOTE)) == "<p>Without its note</p>"


@pytest.mark.parametrize(
    "hiding",
    [
        run(CANARY, "<w:vanish/>"),
        run(CANARY, '<w:rStyle w:val="Ghost"/>'),
        run(CANARY, '<w:sz w:val="2"/>'),
        f"<w:del w:author='X'><w:r><w:delText>{CANARY}</w:delText></w:r></w:del>",
        f"<w:moveFrom>{run(CANARY)}</w:moveFrom>",
        fields("AUTHOR", run(CANARY)),
        fields(r"FILENAME \p", run(CANARY)),
        f'<w:fldSimple w:instr=" LASTSAVEDBY ">{run(CANARY)}</w:fldSimple>',
        form("<w:showingPlcHdr/>", run(CANARY)),
        form('<w:dataBinding w:xpath="/cp:coreProperties/dc:creator"/>', run(CANARY)),
        '<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        f'<w:bookmarkStart w:name="{CANARY}"/>',
        drawn(alt=f"C:\\Users\\{CANARY}\\bus.jpg"),
        drawn(alt=f"{CANARY}.jpeg"),
        drawn(alt="words", about=f'hidden="1" title="{CANARY}"'),
    ],
)
def test_nothing_that_is_hidden_deleted_or_personal_comes_along(hiding: str) -> None:
    body = paragraph("before ", hiding, run("after"))
    converted = convert(word_file(body, relations={"image_p1": "media/one.jpg"}))
    assert CANARY not in converted.html
    assert converted.html.startswith("<p>before ")
    assert converted.html.endswith("after</p>")


def test_whole_paragraphs_rows_and_lists_of_contents_go_as_well() -> None:
    html = html_of(
        paragraph(CANARY, style="Unseen"),
        paragraph(f"{CANARY} 7", style="TOC1"),
        paragraph("joined ", properties="<w:rPr><w:del/></w:rPr>"),
        paragraph("<w:ins>" + run("again") + "</w:ins>"),
        table(row(cell(CANARY), properties="<w:del/>"), row(cell("kept"))),
    )
    assert html == "<p>joined again</p><table><tr><td><p>kept</p></td></tr></table>"


def test_a_field_without_an_end_hides_nothing_that_follows() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    said = f"{begin}<w:r><w:instrText>TOC</w:instrText></w:r>{separate}"
    assert html_of(paragraph(said), paragraph("kept")) == "<p>kept</p>"


def test_pictures_come_along_with_what_they_show_and_linked_ones_are_counted() -> None:
    converted = convert(
        word_file(
            paragraph(drawn("p1", alt="A bus")),
            paragraph("Line 61", style="Caption"),
            paragraph(drawn("p2", more='<a:srcRect l="50000"/>')),
            paragraph(drawn("p1")),
            paragraph(drawn('r:link="x1"')),
            paragraph(drawn("p3")),
            relations={
                "image_p1": "media/one.jpg",
                "image_p2": "media/two.png",
                "image_p3": "media/three.emf",
                "image_x1": "http://127.0.0.1:9/spy.png",
            },
            parts={"word/media/two.png": halves(), "word/media/three.emf": b"\x01\0\0\0"},
        )
    )
    assert converted.html == (
        '<figure><img alt="A bus" src="picture:0" /><figcaption>Line 61</figcaption></figure>'
        '<p><img alt="" src="picture:1" /></p><p><img alt="" src="picture:0" /></p>'
    )
    assert [one.cut for one in converted.pictures] == [None, Cut(0.5, 0, 0, 0)]
    assert converted.left == 2


def test_links_lead_to_the_web_alone() -> None:
    html = html_of(
        paragraph('<w:hyperlink r:id="l1">' + run("script") + "</w:hyperlink>"),
        paragraph('<w:hyperlink r:id="l2">' + run("disk") + "</w:hyperlink>"),
        paragraph('<w:hyperlink r:id="none">' + run("none") + "</w:hyperlink>"),
        relations={"hyperlink_l1": "javascript:alert(1)", "hyperlink_l2": "file:///etc/passwd"},
    )
    assert html == "<p>script</p><p>disk</p><p>none</p>"


def declared(count: int) -> str:
    grown = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, count))
    return f'<!DOCTYPE x [<!ENTITY l0 "lol">{grown}]>'


ATTACKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty"),
    "too big": (lambda: b"PK\x03\x04" + bytes(MAX_BYTES), "25 MB"),
    "locked": (
        lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "doc": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, r"old Word file \(\.doc\)"),
    "odt": (
        lambda: archive({"mimetype": "application/vnd.oasis.opendocument.text"}),
        r"OpenDocument file \(\.odt\)",
    ),
    "rtf": (lambda: b"{\\rtf1 x}", "RTF"),
    "pdf": (lambda: b"%PDF-1.7", "PDF"),
    "words": (lambda: b"only words", "no Word file"),
    "cut off": (lambda: word_file(paragraph("x"))[:-300], "damaged"),
    "no text": (lambda: archive({"a": "b"}), "without a text of Word"),
    "broken text": (lambda: word_file("<w:p>"), "damaged"),
    "laughs": (lambda: word_file(paragraph("<w:t>&l9;</w:t>"), head=declared(10)), "damaged"),
    "entity that is fetched": (
        lambda: word_file(
            paragraph("<w:r><w:t>&x;</w:t></w:r>"),
            head='<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        ),
        "damaged",
    ),
    "document type in another alphabet": (
        lambda: word_file(
            parts={
                "word/document.xml": (
                    '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY x "y">]><d/>'
                ).encode("utf-16")
            }
        ),
        "damaged",
    ),
    "bomb of spaces": (
        lambda: word_file(parts={"word/document.xml": b" " * 120_000_000}),
        "more than a sheet can",
    ),
    "bomb of paragraphs": (lambda: word_file("<w:p/>" * 700_000), "more than a sheet can"),
    "bomb of words": (lambda: word_file(paragraph("x" * 3_000_000)), "more text"),
    "depths": (
        lambda: word_file("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000),
        "more than a sheet can",
    ),
    "thousands of files": (lambda: archive({str(n): "" for n in range(5000)}), "5,000 files"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_cannot_be_read_is_refused_with_the_way_out(name: str) -> None:
    make, why = ATTACKS[name]
    begun = time.monotonic()
    with pytest.raises(WordFileRefused, match=why):
        read_word_file(make())
    assert time.monotonic() - begun < 20


def test_names_that_lead_outside_lead_nowhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(halves())
    text = read_word_file(
        word_file(
            paragraph("kept", drawn()),
            paragraph(drawn("p2")),
            relations={"image_p1": f"../../../../../..{secret}", "image_p2": str(secret)},
            parts={"../../x": CANARY, "word/vbaProject.bin": CANARY},
        )
    )
    assert (text.html, text.pictures, text.left) == ("<p>kept</p>", [], 2)


def test_a_file_that_takes_too_much_is_given_up() -> None:
    runs = [run("a", "<w:b/>" * (n % 2)) for n in range(40)]
    long = word_file(*[paragraph(*runs)] * 900)
    with pytest.raises(WordFileRefused, match="longer than 1 seconds"):
        read_word_file(long, bounds=replace(BOUNDS, cpu=1))
    with pytest.raises(WordFileRefused, match="more than can be read at once"):
        read_word_file(long, bounds=replace(BOUNDS, memory=60 * 1024**2))


@pytest.fixture
def at_the_desk(settings: Settings) -> None:
    settings.ROOT_URLCONF = "writingviews.desk.tests.house_urls"


@pytest.mark.usefixtures("at_the_desk")
@pytest.mark.django_db(transaction=True)
class TestTheDoor:
    def bring(self, account: Account, article: Article, data: bytes) -> Any:  # noqa: ANN401 - the test client's own
        client = Client()
        client.force_login(account)
        file = SimpleUploadedFile(f"{CANARY}.docx", data, DOCX)
        return client.post(f"/desk/{article.id}/word/", {"file": file})

    def test_pictures_are_stored_as_the_houses_own_and_as_they_were_seen(
        self, article: Article, writer: Account
    ) -> None:
        answer = self.bring(
            writer,
            article,
            word_file(
                paragraph("Words", drawn("p1", alt="Blue")),
                paragraph(drawn("p2")),
                relations={"image_p1": "media/two.png", "image_p2": "media/broken.jpg"},
                parts={"word/media/two.png": halves(), "word/media/broken.jpg": picture()[:600]},
            ),
        )
        said = answer.json()
        assert (answer.status_code, said["left"]) == (200, 1)
        stored = Picture.objects.get()
        assert said["pictures"] == [stored.id, None]
        assert stored.width == 400

    def test_what_was_cut_off_is_not_stored(self, article: Article, writer: Account) -> None:
        cut = drawn("p1", more='<a:srcRect l="50000"/>')
        data = word_file(
            paragraph(cut), relations={"image_p1": "t.png"}, parts={"word/t.png": halves()}
        )
        (media,) = self.bring(writer, article, data).json()["pictures"]
        assert Picture.objects.get(id=media).width == 200
        with Image.open(house_settings().media_dir / media / "200.webp") as opened:
            red, _, blue = opened.convert("RGB").getpixel((3, 3))  # type: ignore[misc]
        assert (red < 40, blue > 200) == (True, True)

    def test_a_refusal_says_why(self, article: Article, writer: Account) -> None:
        answer = self.bring(writer, article, b"%PDF-1.7")
        assert answer.status_code == 400
        assert "PDF" in answer.json()["error"]

    def test_only_who_may_write_or_suggest_brings_one(
        self, article: Article, writer: Account, editor: Account, stranger: Account
    ) -> None:
        data = word_file(paragraph("Words"))
        assert self.bring(stranger, article, data).status_code == 404
        assert self.bring(editor, article, data).status_code == 404
        Article.objects.update(state=State.IN_REVIEW)
        article.refresh_from_db()
        assert self.bring(editor, article, data).status_code == 200
        assert self.bring(writer, article, data).status_code == 200
