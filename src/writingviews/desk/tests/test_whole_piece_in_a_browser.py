"""A whole piece with everything that one may hold, written by keyboard alone, and as it is read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from writingviews.articles.models import Article
from writingviews.desk import authority
from writingviews.desk.selectors import current_document
from writingviews.document.html import PictureView, render_body
from writingviews.people.models import Account

from .test_blocks_in_a_browser import paste, shot
from .test_editor import SHEET, Opener, browser, house, opened, saved, violations
from .test_editor import pytestmark as needs_a_browser

pytestmark = needs_a_browser
__all__ = ["browser", "house", "opened"]  # fixtures, used by their names


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("content", []):
        yield from nodes(child)


def choose(page: Page, typed: str, *files: Path) -> None:
    """Take a block of the list under "/", and the files it asks for."""
    page.keyboard.type(typed)
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(files)


def until_focused(page: Page, name: str) -> None:
    """Go on by Tab to a tool, as who sees only the ring does."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.ariaLabel") == name:
            return
    raise AssertionError(f"Tab does not lead to {name!r}")


def test_a_whole_piece_is_written_by_keyboard_alone_and_read_as_it_was_written(  # noqa: PLR0915 - one journey
    opened: Opener, article: Article, writer: Account, tmp_path: Path
) -> None:
    from PIL import Image

    for name in ("teal", "olive", "maroon"):
        Image.new("RGB", (600, 400), name).save(tmp_path / f"{name}.png")
    page = opened(writer, article)
    keys = page.keyboard
    # From here on Chromium asks us, not the screen: a key would be there before it knew that.
    page.on("filechooser", lambda _chooser: None)
    type_, press = keys.type, keys.press
    type_("The wells of Taft")
    press("Enter")
    type_("Who dug them, and who drinks")
    press("Enter")
    type_("They call it [قنات]{lang=fa} here, **deep** and *old*[^")
    type_("Rain is rare")
    press("Escape")
    type_(", says one [@")
    type_("10.1000/182")
    press("Enter")
    type_("Rahimi, Mina")
    press("Enter")
    type_(".")
    press("Enter")
    type_("## The first well")
    press("Enter")
    for line in ("- rope", "wheel"):
        type_(line)
        press("Enter")
    press("Tab")
    type_("of oak")
    press("Enter")
    press("Enter")
    press("Enter")
    type_("1. dig")
    press("Enter")
    type_("drink")
    press("Control+Enter")
    shot(page, "whole-1")
    type_("> We had no water.")
    press("Tab")
    for said in ("Mina Rahimi", "well digger", "Taft", "1974"):
        type_(said)
        press("Tab")
    keys.type("R")  # the source, by its first letter
    press("Escape")
    press("Control+Enter")
    type_("/pull")
    press("Enter")
    type_("Water is a kind of time")
    press("Control+Enter")
    choose(page, "/picture", tmp_path / "teal.png")
    picture = page.locator(f"{SHEET} > figure.picture")
    expect(picture.locator("img")).to_have_js_property("naturalWidth", 600, timeout=30_000)
    press("ArrowUp")
    shot(page, "whole-2")
    type_("The first well at noon")
    press("Tab")
    type_("A wall in teal")
    press("Tab")
    type_("Ines")
    press("Enter")
    press("Enter")
    choose(page, "/gallery", tmp_path / "olive.png", tmp_path / "maroon.png")
    expect(page.locator(f"{SHEET} .gallery-pictures img")).to_have_count(2, timeout=30_000)
    shot(page, "whole-3")
    press("ArrowUp")
    press("Tab")
    expect(page.get_by_label("What it shows").last).to_be_focused()
    type_("A wall in maroon")
    press("Escape")
    press("Control+Enter")
    type_("***")
    type_("/aside")
    press("Enter")
    type_("A qanat is a tunnel.")
    press("Control+Enter")
    type_("| Village | Wells | Deep |")
    press("Enter")
    for said in ("Taft", "3", "40"):
        type_(said)
        press("Tab")
    for key in ("Shift+Tab", "Shift+Tab", "Shift+ArrowRight"):
        press(key)
    press("Alt+Enter")
    until_focused(page, "Join cells")
    press("Enter")
    press("Escape")
    press("Control+Enter")
    shot(page, "whole-4")
    type_("```python ")
    type_("depth = 40")
    press("Control+Enter")
    type_("```verse ")
    for line in ("Deep is the well", "and the rope"):
        type_(line)
        press("Enter")
    press("Tab")
    type_("is short")
    press("Control+Enter")
    paste(page, "https://example.org/films/42")
    expect(page.locator(f"{SHEET} [data-node=embed]")).to_be_visible()
    press("Enter")
    type_("The dry river")
    press("Enter")
    # The card is selected: what is typed now goes below it, and not in its place.
    type_("The end.")
    shot(page, "whole-5")
    saved(page)
    assert violations(page) == []
    page.context.close()

    opened(writer, article)
    authority.forget()
    document = current_document(article)[1]
    kinds = [block["type"] for block in document["content"]]
    filled = [kind for kind in kinds if kind != "paragraph"]
    assert filled == [
        "title", "standfirst", "heading", "bulletList", "orderedList", "quotation", "pullQuote",
        "picture", "gallery", "sceneBreak", "aside", "table", "codeBlock", "verse", "embed",
        "sources",
    ]  # fmt: skip
    of = {block["type"]: block for block in document["content"]}
    assert of["quotation"]["attrs"]["speaker"] == "Mina Rahimi"
    assert of["quotation"]["attrs"]["source"] == of["sources"]["content"][0]["attrs"]["id"]
    assert of["picture"]["attrs"]["credit"] == "Ines"
    assert [line["attrs"]["indent"] for line in of["verse"]["content"]][:3] == [0, 0, 1]
    assert any(cell["attrs"]["colspan"] == 2 for cell in of["table"]["content"][1]["content"])
    # As it is published: every word that was typed is on the page.
    view = PictureView(600, 400, [], "/p.jpg", "")
    body = render_body(document, pictures=lambda _media: view)
    html = " ".join([body.html, *body.footnotes, *(one.html for one in body.sources)])
    for said in (
        'lang="fa"', "<strong>deep", "<em>old", "Rain is rare", "10.1000/182", "The first well",
        "of oak", "drink", "We had no water.", "Mina Rahimi", "well digger", "1974",
        "Water is a kind of time", "The first well at noon", "A wall in teal", "Ines",
        "A wall in maroon", "<hr", "A qanat is a tunnel.", 'colspan="2"', "depth = 40",
        "Deep is the well", "is short", "https://example.org/films/42", "The dry river", "The end.",
    ):  # fmt: skip
        assert said in html, said
