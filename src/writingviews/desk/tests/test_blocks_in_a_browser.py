"""Every block and mark of the schema, made, changed and taken away by hand in a real browser."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article
from writingviews.people.models import Account

from .test_editor import SHEET, Opener, blocks, browser, house, opened, saved, violations, words
from .test_editor import pytestmark as needs_a_browser

pytestmark = needs_a_browser
__all__ = ["browser", "house", "opened"]  # fixtures, used by their names

SHOTS = os.environ.get("BLOCK_SHOTS")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def into_body(page: Page) -> None:
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")


def grid(table: dict[str, Any]) -> list[list[str]]:
    """A table's words, row by row; those of its head cells in brackets."""
    return [
        [
            f"[{words(cell)}]" if cell["type"] == "tableHeader" else words(cell)
            for cell in row["content"]
        ]
        for row in table["content"]
    ]


def test_a_table_is_made_filled_and_reshaped_by_keyboard_and_by_mouse(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    keys = page.keyboard
    into_body(page)
    keys.type("| Village | Wells |")
    keys.press("Enter")
    for said in ("Yazd", "3", "Taft", "12"):
        keys.type(said)
        keys.press("Tab")
    keys.press("Shift+Tab")
    keys.press("Shift+Tab")
    keys.type("Mehriz")
    saved(page)
    assert grid(blocks(article)[0]) == [
        ["[Village]", "[Wells]"],
        ["Yazd", "3"],
        ["Mehriz", "12"],
        ["", ""],
    ]
    shot(page, "table")
    tools = page.get_by_role("group", name="About the table")
    for name in (
        "Row: remove",
        "Column: add after",
        "Column: on",
        "Head column: names the rows",
    ):
        tools.get_by_role("button", name=name, exact=True).click()
    page.get_by_label("Caption", exact=True).fill("Wells by village")
    page.get_by_label("Caption", exact=True).press("Enter")
    saved(page)
    table = blocks(article)[0]
    assert table["attrs"]["caption"] == "Wells by village"
    assert grid(table) == [["[]", "[Village]", "[Wells]"], ["[]", "Yazd", "3"], ["[]", "", ""]]
    assert violations(page) == []
    keys.press("Control+Enter")
    keys.type("Below")
    saved(page)
    assert words(blocks(article)[1]) == "Below"
    # Words in a field are not lost to a page that is closed before the hand rests.
    page.locator(f"{SHEET} td").first.click()
    page.get_by_label("Caption", exact=True).fill("Wells and villages")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    saved(page)
    assert blocks(article)[0]["attrs"]["caption"] == "Wells and villages"


def test_sources_are_cited_written_down_and_named_by_a_quotation(  # noqa: PLR0915 - one journey
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    keys = page.keyboard
    into_body(page)
    keys.type("The wells were dry [@")
    field = page.get_by_role("combobox", name="Source")
    expect(field).to_be_focused()
    keys.type("https://doi.org/10.1000/182")
    expect(page.get_by_role("option")).to_have_text("New source: doi.org/10.1000/182")
    keys.press("Enter")
    shot(page, "cite-new")
    # The slip asks who wrote it: the address does not say.
    expect(page.get_by_label("Author").first).to_be_focused()
    keys.type("Rahimi, Mina")
    keys.press("Tab")
    keys.type("What the river said")
    keys.press("Enter")
    expect(page.locator(f"{SHEET} .citation-words")).to_have_text("(Rahimi)")
    keys.type(", they say.")
    keys.press("Control+Alt+s")
    keys.type("river")
    keys.press("Enter")
    keys.type(" Again.")
    saved(page)
    first, listed = blocks(article)[:2]
    assert listed["type"] == "sources"
    source = listed["content"][0]["attrs"]
    assert (source["author"], source["title"], source["doi"]) == (
        "Rahimi, Mina",
        "What the river said",
        "10.1000/182",
    )
    cited = [node["attrs"]["source"] for node in first["content"] if node["type"] == "citation"]
    assert cited == [source["id"], source["id"]]
    assert words(first) == "The wells were dry , they say.  Again."
    shot(page, "cited")
    assert violations(page) == []
    page.locator(f"{SHEET} .source").hover()
    page.get_by_role("button", name="Edit: What the river said").click()
    shot(page, "source-open")
    entry = page.locator(f"{SHEET} .source")
    entry.get_by_label("Address").fill("no address")
    entry.get_by_label("Address").press("Enter")
    expect(entry.get_by_role("alert").filter(has_text="A whole address")).to_be_visible()
    assert violations(page) == []
    entry.get_by_label("Address").fill("https://web.archive.org/web/2024/https://example.org/r")
    entry.get_by_label("Address").press("Enter")
    page.get_by_role("button", name="Add a source").click()
    expect(entry.last.get_by_label("Author")).to_be_focused()
    keys.type("Sorley")
    keys.press("Tab")
    keys.type("Water from air")
    entry.last.get_by_role("button", name="Earlier").click()
    saved(page)
    sources = blocks(article)[1]["content"]
    assert [one["attrs"]["author"] for one in sources] == ["Sorley", "Rahimi, Mina"]
    assert sources[1]["attrs"]["url"] == "https://example.org/r"

    # A quotation names one of them, and an entry that goes leaves its citations loose.
    page.locator(f"{SHEET} > p").last.click()
    keys.type("> Dry.")
    page.locator(".quotation").get_by_label("Source").select_option(label="Sorley. Water from air")
    entry.last.hover()
    entry.last.get_by_role("button", name="Remove").click()
    expect(page.locator(f"{SHEET} .citation-words").first).to_have_text("(source gone)")
    keys.press("Control+z")
    expect(page.locator(f"{SHEET} .citation-words").first).to_have_text("(Rahimi)")
    saved(page)
    quoted = next(block for block in blocks(article) if block["type"] == "quotation")
    assert quoted["attrs"]["source"] == sources[0]["attrs"]["id"]


def test_words_have_a_language_and_every_mark_is_made_by_keyboard_and_by_markdown(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    keys = page.keyboard
    into_body(page)
    keys.type("They call it [قنات]{lang=fa} here, ~~not~~ there, H")
    keys.press("Control+,")
    keys.type("2")
    keys.press("Control+,")
    keys.type("O and m")
    keys.press("Control+.")
    keys.type("3")
    keys.press("Control+.")
    keys.type(", la ")
    # What is typed next, then words that are there already.
    choose_language(page, "fr")
    keys.type("source")
    saved(page)
    marked = {
        (mark["type"], mark.get("attrs", {}).get("lang")): node["text"]
        for node in blocks(article)[0]["content"]
        for mark in node.get("marks", [])
    }
    assert marked == {
        ("language", "fa"): "قنات",
        ("strike", None): "not",
        ("subscript", None): "2",
        ("superscript", None): "3",
        ("language", "fr"): "source",
    }
    persian = page.locator(f"{SHEET} [lang=fa]")
    expect(persian).to_have_attribute("dir", "rtl")
    assert violations(page) == []
    shot(page, "language")
    choose_language(page, "")
    saved(page)
    assert "fr" not in str(blocks(article)[0])


def choose_language(page: Page, tag: str) -> None:
    page.keyboard.press("Control+Alt+l")
    choice = page.get_by_label("Language of these words")
    expect(choice).to_be_focused()
    choice.select_option(tag)
    assert violations(page) == []
    page.get_by_role("button", name="Set").click()


def test_embeds_code_verse_and_footnotes_by_keyboard(  # noqa: PLR0915 - one journey
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    keys = page.keyboard
    into_body(page)
    paste(page, "https://example.org/films/42")
    card = page.locator(f"{SHEET} [data-node=embed]")
    expect(card.locator(".embed-host")).to_have_text("example.org/films/42")
    keys.press("Enter")
    expect(card.get_by_label("Title")).to_be_focused()
    keys.type("The dry river")
    card.get_by_label("Credit").fill("Ines")
    card.get_by_label("Address").fill("javascript:alert(1)")
    card.get_by_label("Address").press("Tab")
    expect(card.get_by_role("alert").filter(has_text="web address")).to_be_visible()
    shot(page, "embed")
    assert violations(page) == []
    card.get_by_label("Address").fill("example.org/films/43")
    card.get_by_label("Address").press("Enter")
    saved(page)
    assert blocks(article)[0]["attrs"] == {
        "url": "https://example.org/films/43",
        "title": "The dry river",
        "credit": "Ines",
    }
    page.locator(f"{SHEET} > p").last.click()
    # The address is words again when the card is undone.
    paste(page, "https://example.org/x")
    expect(card).to_have_count(2)
    keys.press("Control+z")
    expect(card).to_have_count(1)
    expect(page.locator(f"{SHEET} > p").last).to_have_text("https://example.org/x")
    keys.press("Control+z")

    keys.type("```python ")
    keys.type("x = 1")
    keys.press("Alt+Enter")
    written = page.get_by_label("Written in")
    expect(written).to_be_focused()
    expect(written).to_have_value("python")
    written.fill("C sharp!")
    written.press("Tab")
    expect(page.get_by_role("alert").filter(has_text="Letters, digits")).to_be_visible()
    written.fill("c#")
    written.press("Enter")
    keys.press("Control+Enter")
    keys.type("```verse ")
    keys.type("A line")
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Tab")
    keys.type("set in")
    keys.press("Control+Enter")
    keys.type("Words[^")
    keys.type("First note")
    keys.press("Escape")
    keys.type(" and more[^Second note")
    saved(page)
    found = blocks(article)
    assert [block["type"] for block in found] == [
        "embed", "codeBlock", "verse", "paragraph"
    ]  # fmt: skip
    assert found[1]["attrs"]["language"] == "c#"
    assert [line["attrs"]["indent"] for line in found[2]["content"]] == [0, 2]
    notes = [node for node in found[3]["content"] if node["type"] == "footnote"]
    assert [words(note) for note in notes] == ["First note", "Second note"]

    # From note to note by keyboard, and one that hears the page is told which it is.
    keys.press("Escape")
    keys.press("Control+Alt+p")
    keys.press("Control+Alt+p")
    expect(page.locator("#desk-announcer")).to_have_text(
        "Footnote 1 of 2: First note. Enter to write in it."
    )
    shot(page, "footnote")
    assert violations(page) == []
    page.get_by_role("button", name="Remove the footnote").click()
    saved(page)
    notes = [node for node in blocks(article)[3]["content"] if node["type"] == "footnote"]
    assert [words(note) for note in notes] == ["Second note"]


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", {
                clipboardData: data, bubbles: true, cancelable: true,
            });
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def test_several_pictures_are_a_gallery_that_is_put_in_order_and_set_apart(
    opened: Opener, article: Article, writer: Account, tmp_path: Path
) -> None:
    from PIL import Image

    names = ("teal", "olive", "maroon")
    for name in names:
        Image.new("RGB", (600, 400), name).save(tmp_path / f"{name}.png")
    page = opened(writer, article)
    into_body(page)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Picture").click()
    chooser.value.set_files([tmp_path / f"{name}.png" for name in names[:2]])
    pictures = page.locator(f"{SHEET} [data-node=gallery] figure.picture")
    expect(pictures).to_have_count(2, timeout=30_000)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add pictures").click()
    chooser.value.set_files(tmp_path / "maroon.png")
    expect(pictures).to_have_count(3, timeout=30_000)
    for index, name in enumerate(names):
        pictures.nth(index).get_by_label("What it shows").fill(f"A wall in {name}")
        pictures.nth(index).get_by_label("Credit").fill("Ines")
    pictures.nth(2).hover()
    pictures.nth(2).get_by_role("button", name="Earlier").click()
    shot(page, "gallery")
    assert violations(page) == []
    saved(page)
    gallery = blocks(article)[0]
    assert [one["attrs"]["alt"] for one in gallery["content"]] == [
        "A wall in teal",
        "A wall in maroon",
        "A wall in olive",
    ]

    # Another picture in the place of one keeps what is said of it.
    before = gallery["content"][0]["attrs"]["media"]
    pictures.first.hover()
    with page.expect_file_chooser() as chooser:
        pictures.first.get_by_role("button", name="Replace").click()
    chooser.value.set_files(tmp_path / "olive.png")
    expect(page.locator("#desk-announcer")).to_contain_text("replaced", timeout=30_000)
    pictures.nth(1).hover()
    pictures.nth(1).get_by_role("button", name="Out of the gallery").click()
    expect(pictures).to_have_count(2)
    saved(page)
    gallery, alone = blocks(article)[:2]
    assert alone["attrs"]["alt"] == "A wall in maroon"
    assert gallery["content"][0]["attrs"]["alt"] == "A wall in teal"
    assert gallery["content"][0]["attrs"]["media"] != before
    page.get_by_role("button", name="Set the pictures apart").click()
    expect(pictures).to_have_count(0)
    saved(page)
    assert [block["type"] for block in blocks(article)] == ["picture"] * 3 + ["paragraph"]


def test_a_reviewer_suggests_a_row_a_source_and_a_language_and_the_writer_takes_them(  # noqa: PLR0915 - one journey
    opened: Opener, article: Article, writer: Account, editor: Account
) -> None:
    one = opened(writer, article)
    into_body(one)
    one.keyboard.type("They call it qanat here")
    one.keyboard.press("Enter")
    one.keyboard.type("| Village | Wells |")
    one.keyboard.press("Enter")
    one.keyboard.type("Yazd")
    saved(one)
    Article.objects.update(state=State.IN_REVIEW)
    two = opened(editor, article)
    two.set_viewport_size({"width": 1440, "height": 900})
    one.set_viewport_size({"width": 1440, "height": 900})
    expect(two.locator("#desk-suggesting")).to_be_visible()
    cell = two.locator(f"{SHEET} td").first
    cell.click()
    two.get_by_role("button", name="Row: add below").click()
    two.get_by_role("group", name="About the table").get_by_label("Caption").fill("Wells")
    line = two.locator(f"{SHEET} > p").nth(1)
    line.click()
    two.keyboard.press("End")
    two.keyboard.type(" so")
    expect(two.locator(f"{SHEET} .suggested-in", has_text="so")).to_be_visible()
    # What comes is drawn onto the citation while its slip is open: no word is taken from the hand.
    two.keyboard.type(" far")
    two.keyboard.press("Control+Alt+s")
    two.keyboard.type("10.1000/182")
    two.keyboard.press("Enter")
    two.keyboard.type("Rahimi, Mina", delay=60)
    two.keyboard.press("Enter")
    # The same of a footnote.
    two.keyboard.type(" still[^")
    two.keyboard.type("A drawn note", delay=60)
    two.keyboard.press("Enter")
    expect(two.locator(f"{SHEET} .footnote")).to_have_attribute(
        "aria-label", "Footnote: A drawn note"
    )
    line.dblclick(position={"x": 130, "y": 16})
    choose_language(two, "fa")
    saved(two)
    shot(two, "suggesting-blocks")
    before = blocks(article)
    assert [block["type"] for block in before] == ["paragraph", "table", "paragraph"]
    assert len(before[1]["content"]) == 2
    assert violations(two) == []

    expect(one.locator("#desk-notes-count")).to_have_text(re.compile("suggestions"))
    # The caret was in the table: a click on words that are only drawn brings it to them.
    one.locator(f"{SHEET} > p ins.is-words").first.click()
    one.wait_for_function("() => !getSelection().anchorNode.parentElement.closest('td')")
    one.locator("#desk-notes-count").click()
    shot(one, "suggested-blocks")
    assert violations(one) == []
    one.get_by_role("button", name=re.compile("^Take all")).click()
    expect(one.locator(f"{SHEET} .source-entry")).to_have_text("Rahimi, Mina. doi.org/10.1000/182")
    saved(one)
    after = blocks(article)
    table = next(block for block in after if block["type"] == "table")
    assert (len(table["content"]), table["attrs"]["caption"]) == (3, "Wells")
    assert "fa" in str(after[0])
    assert any(node["type"] == "citation" for node in after[0]["content"])
    expect(one.locator(f"{SHEET} .citation-words")).to_have_text("(Rahimi)")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_form_fits_a_telephone_in_both_directions_and_in_the_dark(
    opened: Opener, article: Article, writer: Account, language: str
) -> None:
    Article.objects.update(language=language)
    page = opened(writer, article, scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    thumb = page.context.new_cdp_session(page)
    thumb.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    keys = page.keyboard
    into_body(page)
    line = "آب چاه‌ها خشک بود" if language == "fa" else "The wells of the valley were dry"
    keys.type(f"{line} [@")
    keys.type("10.1000/182")
    keys.press("Enter")
    keys.type("Rahimi")
    fits(page)
    shot(page, f"phone-{language}-cite")
    assert faults(page) == []
    keys.press("Enter")
    keys.type(" [^")
    keys.type("a note")
    fits(page)
    keys.press("Escape")
    keys.press("Control+Alt+l")
    fits(page)
    keys.press("Escape")
    keys.press("Enter")
    keys.type("| a | b | c | d | e | f |")
    keys.press("Enter")
    keys.type("x")
    fits(page)
    assert faults(page) == []
    shot(page, f"phone-{language}-table")
    first = page.locator(f"{SHEET} th").first.bounding_box()
    last = page.locator(f"{SHEET} th").last.bounding_box()
    assert first is not None
    assert last is not None
    assert (first["x"] > last["x"]) == (language == "fa")
    keys.press("Control+Enter")
    paste(page, "https://example.org/a/very/long/address/that/does/not/end?in=390&pixels=true")
    fits(page)
    page.locator(f"{SHEET} .source").last.click()
    page.get_by_role("button", name="Edit: Rahimi").click()
    fits(page)
    assert faults(page) == []
    shot(page, f"phone-{language}-source")


def faults(page: Page) -> list[str]:
    """What axe finds; a wide table is scrolled by the caret, which it does not know of."""
    return [one for one in violations(page) if not one.startswith("scrollable-region-focusable")]


def fits(page: Page) -> None:
    """Nothing makes the page wider than the telephone, no slip hangs over its edge, and a thumb
    hits what is pressed."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for box in page.evaluate(
        """() => [...document.querySelectorAll(".slip, .link-form")].map((slip) => {
            const { left, right } = slip.getBoundingClientRect();
            return [left, right];
        })"""
    ):
        assert box[0] >= 0
        assert box[1] <= 390
    low = page.evaluate(
        """() => [...document.querySelectorAll(
            ".desk-bar button, :is(.desk-sheet, .link-form) :is(button, select, input)"
        )].filter((one) => one.checkVisibility() && one.offsetHeight < 40)
            .map((one) => one.ariaLabel || one.textContent || one.name)"""
    )
    assert low == []
