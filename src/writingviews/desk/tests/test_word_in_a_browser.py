"""A Word file on the sheet, in a real browser: picked, dropped, refused, suggested."""

import base64
from pathlib import Path

from playwright.sync_api import Page, expect

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article
from writingviews.desk.models import Suggestion
from writingviews.desk.selectors import current_document
from writingviews.people.models import Account

from .test_editor import SHEET, Opener, blocks, browser, house, opened, saved, violations, words
from .test_editor import pytestmark as needs_a_browser
from .test_paste import sketch
from .word_files import boxed, cell, drawn, halves, item, paragraph, row, run, table, word_file

pytestmark = needs_a_browser
__all__ = ["browser", "house", "opened"]  # fixtures, used by their names

NOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'
PIECE = word_file(
    paragraph("The night bus", style="Title"),
    paragraph("Line 61, from end to end", style="Subtitle"),
    paragraph("At the stop", style="Heading1"),
    paragraph("She ", run("waits", "<w:b/>"), run("!", "<w:vanish/>"), NOTE, "."),
    paragraph(
        "<w:del><w:r><w:delText>out</w:delText></w:r></w:del><w:ins><w:r><w:t>in</w:t></w:r></w:ins>"
    ),
    item("one"),
    item("within", level=1),
    item("three", "3"),
    paragraph("line one", style="Poem"),
    paragraph("line two", style="Poem", properties='<w:ind w:left="720"/>'),
    paragraph("پایان ", run("the end"), properties="<w:bidi/>"),
    table(row(cell("a"), cell("b"))),
    paragraph(drawn("p1", alt="A wall", more='<a:srcRect l="50000"/>')),
    paragraph("A wall at noon", style="Caption"),
    paragraph(drawn('r:link="x1"'), boxed("In a box")),
    footnotes={1: "Said there."},
    relations={"image_p1": "media/two.png", "image_x1": "https://example.org/spy.png"},
    parts={"word/media/two.png": halves()},
)
CLEAN = [
    "h2[At the stop]",
    "p[She **waits**{Said there.}.]",
    "p[in]",
    "ul[li[p[one]ul[li[p[within]]]]]",
    "ol5[li[p[three]]]",
    "verse[verseLine[line one]verseLine[line two]]",
    "p.rtl[پایان the end]",
    "table[tr[td[p[a]]td[p[b]]]]",
    "picture.A wall[A wall at noon]",
    "p[In a box]",
]


def heads(article: Article) -> list[str]:
    return [words(block) for block in current_document(article)[1]["content"][:2]]


def sketches(article: Article) -> list[str]:
    return [sketch(block) for block in blocks(article)]


def drop(page: Page, name: str, data: bytes, on: str) -> None:
    page.evaluate(
        """([name, data, on]) => {
            const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([bytes], name));
            const place = document.querySelector(on);
            const {left, top} = place.getBoundingClientRect();
            place.dispatchEvent(new DragEvent("drop", {
                dataTransfer, clientX: left + 4, clientY: top + 4, bubbles: true, cancelable: true,
            }));
        }""",
        [name, base64.b64encode(data).decode(), on],
    )


def test_a_word_file_becomes_clean_blocks_and_one_step_to_undo(
    opened: Opener, article: Article, writer: Account, tmp_path: Path
) -> None:
    (tmp_path / "piece.docx").write_bytes(PIECE)
    page = opened(writer, article)
    # From here on Chromium asks us, not the screen: a key would be there before it knew that.
    page.on("filechooser", lambda _chooser: None)
    for _ in range(2):
        page.keyboard.press("Enter")
    page.keyboard.type("/docx")
    expect(page.get_by_role("option", name="From a Word file")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(tmp_path / "piece.docx")
    picture = page.locator("figure.picture img")
    expect(picture).to_have_js_property("naturalWidth", 200, timeout=30_000)
    saved(page)
    assert sketches(article) == CLEAN
    assert heads(article) == ["The night bus", "Line 61, from end to end"]
    expect(page.locator(".desk-notice")).to_contain_text("A picture of the file was not brought")
    expect(page.locator("#desk-announcer")).to_have_text("The Word file is in the text.")
    page.keyboard.press("Control+z")
    saved(page)
    assert sketches(article) == ["p[]"]
    assert heads(article) == ["", ""]

    page.keyboard.type("before")
    page.keyboard.press("Enter")
    page.keyboard.type("behind")
    drop(page, "small.docx", word_file(paragraph("A title", style="Title")), f"{SHEET} > p")
    drop(page, "scan.pdf", b"%PDF-1.7", f"{SHEET} > p")
    refusal = page.locator(".upload [role=alert]")
    expect(refusal).to_contain_text("This is a PDF document, not a Word file")
    assert violations(page) == []
    page.get_by_role("button", name="Leave it out").click()
    expect(page.locator(".upload")).to_have_count(0)
    saved(page)
    assert heads(article)[0] == "A title"
    assert sketches(article) == ["p[before]", "p[behind]"]
    # On the first paragraph of the body: title and standfirst are blocks as well.
    drop(page, "more.docx", word_file(paragraph("dropped")), f"{SHEET} > :nth-child(3)")
    expect(page.locator(f"{SHEET} > :nth-child(4)")).to_have_text("dropped")


def test_a_reviewer_suggests_with_a_word_file(
    opened: Opener, article: Article, writer: Account, editor: Account
) -> None:
    Article.objects.update(state=State.IN_REVIEW, language="fa")
    page = opened(editor, article)
    expect(page.locator("#desk-suggesting")).to_be_visible()
    said = word_file(
        paragraph("A word more, ", run("سلام دنیا"), run("oui", '<w:lang w:val="fr"/>'))
    )
    drop(page, "more.docx", said, f"{SHEET} > p:last-child")
    expect(page.locator(SHEET)).to_contain_text("A word more")
    saved(page)
    assert sketches(article) == ["p[]"]
    (suggestion,) = Suggestion.objects.all()
    # Persian needs no mark in a Persian piece; French does.
    assert "A word more, سلام دنیا" in str(suggestion.after)
    assert "'lang': 'fr'" in str(suggestion.after)


def test_a_long_word_file_is_set_in_more_than_one_message(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    long = "She gets on at seven and does not turn around. " * 500
    file = word_file(
        *[paragraph(long)] * 49,
        paragraph(drawn("p1")),
        relations={"image_p1": "media/one.jpg"},
    )
    drop(page, "long.docx", file, f"{SHEET} > p:last-child")
    expect(page.locator(f"{SHEET} > :nth-child(52)")).to_be_attached(timeout=30_000)
    expect(page.locator("#desk-status")).to_have_text("Saved", timeout=30_000)
    assert len(blocks(article)) == 51
    assert sketches(article)[-2:] == ["picture[]", "p[]"], "a line to go on in"
