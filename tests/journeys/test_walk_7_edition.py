"""Walk 7: an editor makes an edition, a reader goes through it, and it is taken along."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Demo, NewPage
from writingviews.demo.content_files import CONTENT
from writingviews.editions.tests.reading_back import needs_faces, needs_pango

from .axe import assert_accessible
from .hands import PATIENCE, sign_in

pytestmark = [pytest.mark.browser, needs_pango, needs_faces]

#: A busy machine makes a book in seconds; this is for one that does much else.
MADE_WITHIN = 60_000
LETTER = "We began with a lighthouse.\n\nThen came the tram."
COVER = CONTENT / "pictures" / "lighthouse.jpg"


@pytest.fixture
def title() -> str:
    return f"The Night Number {uuid4().hex[:6]}"


def _put_in(page: Page, words: str, title: str) -> None:
    page.get_by_label("Title or byline").fill(words)
    page.get_by_role("button", name="Find", exact=True).click()
    page.locator(".offered li").filter(has_text=title).get_by_role("button").click()
    expect(page.get_by_label(f"Place of “{title}”")).to_be_visible()


def _titles(page: Page) -> list[str]:
    return [each.strip() for each in page.locator("ol.collected h3").all_inner_texts()]


def test_an_edition_is_made_and_read(demo: Demo, new_page: NewPage, title: str) -> None:
    page = new_page()
    sign_in(page, demo.accounts["editor"])
    page.goto("/newsroom/editions/")
    assert_accessible(page)
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_text("Nothing is in it yet.")).to_be_visible()

    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_role("alert")).to_contain_text("no piece of it is published")
    # What is typed below stays, whichever button is pressed beside a piece.
    page.get_by_label("The editor’s letter").fill(LETTER)
    page.get_by_label("Signed").fill("The editors")
    for words, piece in (
        ("Clicker", "Clicker"),
        ("heron", "Forty Turns"),
        ("long gap", "Why You Always Meet the Long Gap"),
    ):
        _put_in(page, words, piece)
    assert _titles(page) == ["Clicker", "Forty Turns", "Why You Always Meet the Long Gap"]
    expect(page.get_by_label("The editor’s letter")).to_have_value(LETTER)

    row = page.locator("ol.collected li").filter(has_text="Forty Turns")
    row.get_by_role("button", name="Up").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Place of “Forty Turns”")).to_have_value("1")
    page.get_by_label("Place of “Clicker”").fill("3")
    page.get_by_label("Place of “Clicker”").press("Enter")
    expect(page.get_by_label("Place of “Clicker”")).to_have_value("3")
    assert _titles(page) == ["Forty Turns", "Why You Always Meet the Long Gap", "Clicker"]

    page.locator('input[type="file"]').set_input_files(COVER)
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("Readers see this cover. Say what it shows.")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("What the cover shows").fill("A lighthouse at night.")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_role("status").first).to_contain_text("Published.")
    assert_accessible(page)

    reader = new_page()
    address = page.get_by_role("link", name="Read it as readers do").get_attribute("href") or ""
    _open_when_printed(reader, address)
    expect(reader.get_by_role("heading", level=1)).to_have_text(title)
    expect(reader.get_by_text("Then came the tram.")).to_be_visible()
    expect(reader.get_by_alt_text("A lighthouse at night.")).to_be_visible()
    contents = reader.locator(".edition-contents h3")
    expect(contents).to_have_text(["Forty Turns", "Why You Always Meet the Long Gap", "Clicker"])
    assert_accessible(reader)
    contents.nth(2).get_by_role("link").click()
    reader.get_by_role("link", name=title).click()
    expect(reader).to_have_url(f"{demo.address}{address}")
    reader.get_by_role("navigation", name="Find your way").get_by_role(
        "link", name="Editions"
    ).click()
    expect(reader.get_by_role("link", name=title)).to_be_visible()
    assert_accessible(reader)

    _carry_and_withdraw(page)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Editions")
    _open_when_printed(reader, address, status=410)


def _carry_and_withdraw(page: Page) -> None:
    """Take the edition along as a book, from its page; withdrawn, the book is gone with it."""
    page.get_by_role("link", name=re.compile("^Carry it")).click()
    assert_accessible(page)
    page.get_by_role("form", name="E-book").get_by_role("button").click()
    made = page.get_by_role("link", name=re.compile("^Download.*E-book$"))
    expect(made).to_be_visible(timeout=MADE_WITHIN)
    book = made.get_attribute("href") or ""
    assert page.request.get(book).body().startswith(b"PK")
    page.get_by_role("link", name="To the edition").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("status").first).to_contain_text("Withdrawn.")
    assert page.request.get(book).status == 404


def _open_when_printed(page: Page, address: str, status: int = 200) -> None:
    """Open a page once the press has put it where readers find it."""
    waited = 0
    while page.request.get(address).status != status:
        page.wait_for_timeout(100)
        waited += 100
        assert waited < PATIENCE, f"{address} has not become {status}"
    if status == 200:
        page.goto(address)
