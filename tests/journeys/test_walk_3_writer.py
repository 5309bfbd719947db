"""Walk 3: somebody makes an account, writes, closes the browser, comes back, and submits."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.conftest import NewPage
from tests.serving import Login

from .axe import assert_accessible
from .hands import begin_article, do, put_in_picture, sheet, sign_in, wait_until_saved, write

pytestmark = pytest.mark.browser

TITLE = "What the ferry carries"
STANDFIRST = "A list, made on eleven mornings, of everything that crossed."
FIRST = "On Monday there were two bicycles and a piano without its legs."
SECOND = "Nobody asked about the piano."
ALT = "An upright piano on the deck of a small ferry"


@pytest.fixture
def newcomer() -> Login:
    return Login(f"ferry.{uuid4().hex[:8]}", "lantern ottoman seventeen")


def test_an_account_needs_a_name_and_a_password_alone(new_page: NewPage, newcomer: Login) -> None:
    page = new_page()
    page.goto("/account/signup/")
    fields = page.locator("main form input:not([type=hidden])")
    assert [one.get_attribute("name") for one in fields.all()] == ["username", "password1"]
    assert_accessible(page)
    page.get_by_label("Name").fill(newcomer.username)
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("main")).to_contain_text("at least 10 characters")
    assert_accessible(page)
    page.get_by_label("Password", exact=True).fill(newcomer.password)
    page.get_by_role("button", name="Make the account").click()
    expect(page).to_have_url(re.compile(r"/desk/$"))
    assert_accessible(page)


@pytest.mark.parametrize("language", ["English", "Persian"])
def test_what_was_written_is_there_when_the_browser_was_closed(
    new_page: NewPage, newcomer: Login, tmp_path: Path, language: str
) -> None:
    page = new_page()
    page.goto("/account/signup/")
    page.get_by_label("Name").fill(newcomer.username)
    page.get_by_label("Password", exact=True).fill(newcomer.password)
    page.get_by_role("button", name="Make the account").click()
    expect(page).to_have_url(re.compile(r"/desk/$"))

    article = begin_article(page, language=language, byline="The Ferry Clerk")
    expect(sheet(page)).to_be_focused()
    assert page.locator(".desk-sheet").get_attribute("dir") == {
        "English": "ltr",
        "Persian": "rtl",
    }.get(language)
    assert_accessible(page)
    write(page, TITLE, STANDFIRST, FIRST, SECOND)
    page.keyboard.press("Enter")
    Image.new("RGB", (1200, 800), (70, 90, 120)).save(tmp_path / "IMG_2041.png")
    put_in_picture(page, tmp_path / "IMG_2041.png", alt=ALT)
    wait_until_saved(page)
    assert_accessible(page)
    page.context.close()

    again = new_page()
    sign_in(again, newcomer)
    assert_accessible(again)
    again.get_by_role("main").get_by_role("link", name=TITLE).click()
    expect(sheet(again).locator("h1")).to_have_text(TITLE)
    for words in (STANDFIRST, FIRST, SECOND):
        expect(sheet(again)).to_contain_text(words)
    expect(again.get_by_label("What it shows")).to_have_value(ALT)
    again.wait_for_function("() => document.querySelector('figure.picture img').naturalWidth > 0")
    expect(again.get_by_text("The Ferry Clerk").first).to_be_visible()

    do(again, "Submit")
    expect(again.get_by_role("status").first).to_contain_text("Submitted. The editors see it now.")
    # A round of review is open: its writer is asked how they see the piece themselves.
    assert again.url.endswith(f"{article}round/")
    expect(again.get_by_role("heading", name="The rubric")).to_be_visible()
    assert_accessible(again)
    again.goto(f"{article}details/")
    expect(again.get_by_role("main")).to_contain_text("It waits for an editor")


def test_what_is_missing_is_said_before_a_piece_is_submitted(
    new_page: NewPage, newcomer: Login, tmp_path: Path
) -> None:
    page = new_page()
    page.goto("/account/signup/")
    page.get_by_label("Name").fill(newcomer.username)
    page.get_by_label("Password", exact=True).fill(newcomer.password)
    page.get_by_role("button", name="Make the account").click()
    article = begin_article(page)
    do(page, "Submit")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Give the article a title.")
    expect(main).to_contain_text("Write the text")
    assert_accessible(page)

    page.goto(article)
    write(page, TITLE, STANDFIRST, FIRST)
    page.keyboard.press("Enter")
    Image.new("RGB", (600, 400), (120, 90, 70)).save(tmp_path / "pier.png")
    put_in_picture(page, tmp_path / "pier.png", alt="")
    wait_until_saved(page)
    do(page, "Submit")
    expect(main).to_contain_text("Describe every picture")
    expect(main).not_to_contain_text("Give the article a title.")


def test_a_draft_is_nobody_else_s(new_page: NewPage, newcomer: Login, demo_editor: Login) -> None:
    page = new_page()
    page.goto("/account/signup/")
    page.get_by_label("Name").fill(newcomer.username)
    page.get_by_label("Password", exact=True).fill(newcomer.password)
    page.get_by_role("button", name="Make the account").click()
    article = begin_article(page)
    write(page, TITLE, STANDFIRST, FIRST)
    wait_until_saved(page)
    editor = new_page()
    sign_in(editor, demo_editor)
    for path in (article, f"{article}details/"):
        answer = editor.goto(path)
        assert answer is not None
        assert answer.status == 404
    stranger = new_page()
    stranger.goto(article)
    expect(stranger).to_have_url(re.compile(r"/account/login/"))
