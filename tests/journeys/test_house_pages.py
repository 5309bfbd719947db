"""Every page behind the doors, looked at in both widths, light and dark, and with a keyboard."""

import pytest
from playwright.sync_api import expect

from tests.conftest import Demo, NewPage
from tests.house_pages import PAGES, page_of_a_guest, pages_of_pieces

from .axe import assert_whole
from .hands import sign_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("role", PAGES)
def test_no_page_of_the_house_has_a_violation_or_scrolls_sideways(
    demo: Demo, new_page: NewPage, role: str
) -> None:
    page = new_page()
    if role:
        sign_in(page, demo.accounts[role])
    found = pages_of_pieces(page) if role == "publisher" else ()
    for path in (*PAGES[role], *found):
        page.goto(path)
        # Some doors ask for the password once more; then that page is the one looked at.
        assert_whole(page)


def test_pieces_of_both_directions_are_looked_at(demo: Demo, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, demo.accounts["publisher"])
    for language, direction in (("fa", "rtl"), ("en", "ltr")):
        page.goto(f"/newsroom/pieces/?state=published&language={language}")
        page.locator("ul.pieces a").first.click()
        expect(page.locator(".desk-sheet")).to_have_attribute("dir", direction)
        expect(page.locator(".ProseMirror").first).to_be_visible()
        sheet = page.url
        for address in (sheet, f"{sheet}details/"):
            page.goto(address)
            assert_whole(page)


def test_the_pages_of_a_guest_are_looked_at(demo: Demo, new_page: NewPage) -> None:
    editor, guest = new_page(), new_page()
    sign_in(editor, demo.accounts["publisher"])
    link = page_of_a_guest(editor)
    assert_whole(editor)
    guest.goto(link)
    assert_whole(guest)
    guest.locator("main button").click()
    expect(guest.locator(".ProseMirror").first).to_be_visible()
    assert_whole(guest)


@pytest.mark.parametrize("path", ["/", "/articles/the-long-gap/", "/account/login/", "/search"])
def test_the_first_key_leads_past_the_head(new_page: NewPage, path: str) -> None:
    page = new_page()
    page.goto(path)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    if path != "/account/login/":  # there the hand is in the form at once
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.wait_for_url("**#main")


@pytest.mark.parametrize(
    "path", ["/", "/fa/", "/articles/the-long-gap/", "/none/", "/search", "/desk/", "/feed.xml"]
)
def test_every_answer_forbids_what_does_not_come_from_here(new_page: NewPage, path: str) -> None:
    page = new_page()
    answer = page.request.get(path)
    policy = [line.split() for line in answer.headers["content-security-policy"].split(";")]
    assert ["default-src", "'none'"] in policy
    for _, *sources in policy:
        assert set(sources) <= {"'none'", "'self'", "blob:"}
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] in {"no-referrer", "same-origin"}
    assert "set-cookie" not in answer.headers or path == "/desk/"
