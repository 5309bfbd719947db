"""What people's hands do on the pages of the house, found by what is written on them."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.serving import Login

#: Long enough for a busy machine; a person would not wait longer.
PATIENCE = 15_000


def sign_in(page: Page, login: Login) -> None:
    """Sign in on the sign-in page; ends on what waits for who signs in."""
    page.goto("/account/login/")
    page.get_by_label("Name").fill(login.username)
    page.get_by_label("Password", exact=True).fill(login.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile(r"/(desk|newsroom|moderation)/$"))


def begin_article(page: Page, *, language: str = "English", byline: str = "") -> str:
    """Begin an article from the desk; return its path. Ends on its sheet."""
    page.goto("/desk/")
    opening = page.locator("summary", has_text="Begin an article")
    if opening.count():
        opening.click()
    page.get_by_label("Language").select_option(label=language)
    if byline:
        page.get_by_label("The name readers will see").fill(byline)
    page.get_by_role("button", name="Open the sheet").click()
    expect(page).to_have_url(re.compile(r"/desk/[0-9a-f-]{36}/$"))
    expect(sheet(page)).to_be_editable()
    return "/" + page.url.split("/", 3)[3]


def sheet(page: Page) -> Locator:
    """The paper that one writes on."""
    return page.locator(".ProseMirror").first


def write(page: Page, title: str, standfirst: str, *paragraphs: str) -> None:
    """Write on an empty sheet, as one types: Enter leads from the title on."""
    sheet(page).locator("h1").first.click()
    page.keyboard.type(title)
    for line in (standfirst, *paragraphs):
        page.keyboard.press("Enter")
        page.keyboard.type(line)


def wait_until_saved(page: Page) -> None:
    """Wait until the sheet says that every word is stored."""
    expect(page.get_by_text("Saved", exact=True)).to_be_visible(timeout=PATIENCE)


def put_in_picture(page: Page, file: Path, *, alt: str) -> None:
    """Put a picture where the hand is, and say what it shows."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Picture", exact=True).click()
    chooser.value.set_files(file)
    page.wait_for_selector("figure.picture img[src]", timeout=60_000)
    page.get_by_label("What it shows").fill(alt)
    page.get_by_label("What it shows").press("Enter")
    page.wait_for_function(
        "() => document.querySelector('figure.picture img').naturalWidth > 0", timeout=PATIENCE
    )


def file_under(page: Page, article: str, *, section: str, topics: str = "") -> None:
    """Fill in an article's details. `article` is its path."""
    page.goto(f"{article}details/")
    page.get_by_label("Section").select_option(label=section)
    if topics:
        page.get_by_label("Topics").fill(topics)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()


def do(page: Page, verb: str) -> None:
    """Press the button of a verb, on an article's sheet or its details."""
    with page.expect_navigation():
        page.get_by_role("button", name=verb, exact=True).first.click()
