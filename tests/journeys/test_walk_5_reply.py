"""Walk 5: a reader without JavaScript replies; a moderator lets it through."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import PHONE, Demo, NewPage

from .axe import assert_accessible
from .hands import sign_in

pytestmark = pytest.mark.browser

ARTICLES = {"en": "/articles/the-long-gap/", "fa": "/articles/akharin-dor-e-khatt-e-noh/"}


@pytest.mark.parametrize("language", ARTICLES)
def test_a_reply_is_held_let_through_and_shown_without_its_e_mail(
    demo: Demo, new_page: NewPage, language: str
) -> None:
    mark = uuid4().hex[:8]
    name, email = f"Reader {mark}", f"canary-{mark}@reader.example"
    text = f"I was on that tram ({mark}). See https://example.org/{mark} <b>bold</b>"
    article = ARTICLES[language]

    reader = new_page(javascript=False, viewport=PHONE)
    reader.goto(article)
    expect(reader.locator("article.piece .body")).to_contain_text(" ")
    form = reader.locator("form.reply-form")
    _required_fields_are_marked(form.page)
    form.locator("[name=name]").fill(name)
    form.locator("[name=email]").fill(email)
    form.locator("[name=text]").fill(text)
    with reader.expect_navigation():
        form.locator("button").click()
    expect(reader.get_by_role("main")).to_contain_text(
        {"en": "Your reply is held.", "fa": "پاسخ شما نگه داشته شد."}[language]
    )
    held = reader.get_by_role("main").inner_text()
    assert email not in held
    assert mark not in demo.get(article)[1]

    moderator = new_page()
    sign_in(moderator, demo.accounts["moderator"])
    moderator.goto("/moderation/")
    waiting = moderator.locator("article.reply", has_text=name)
    expect(waiting).to_contain_text(text)
    assert_accessible(moderator)
    with moderator.expect_navigation():
        waiting.get_by_role("button", name="Let through").click()
    expect(moderator.get_by_role("main")).to_contain_text("readers see it now")
    demo.wait_for(article, mark)
    moderator.goto(article)
    assert_accessible(moderator)

    reader.goto(article)
    shown = reader.locator("#replies article", has_text=name)
    expect(shown).to_contain_text(text)
    expect(shown.locator("a", has_text=f"example.org/{mark}")).to_have_attribute(
        "rel", "ugc nofollow noopener noreferrer"
    )
    expect(shown.locator("b")).to_have_count(0)
    assert reader.context.cookies() == []
    assert _places_that_know(demo, email) == []


def _required_fields_are_marked(page: Page) -> None:
    form = page.locator("form.reply-form")
    for field in ("name", "text"):
        expect(form.locator(f"[name={field}]")).to_have_attribute("required", "")
        label = form.locator(f"label[for={form.locator(f'[name={field}]').get_attribute('id')}]")
        assert label.locator("span").inner_text() in {"required", "لازم"}
    assert form.locator("[name=email]").get_attribute("required") is None


def _places_that_know(demo: Demo, words: str) -> list[Path]:
    """Files of the house in which words stand, but for the database, which may know them."""
    return [
        path
        for path in [*_files(demo.folder), demo.log]
        if not path.name.startswith("house.sqlite3") and words.encode() in path.read_bytes()
    ]


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (path for name in names if (path := Path(place, name)).is_file())


def test_a_reply_without_words_is_sent_back_with_what_was_written(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    page.goto(ARTICLES["en"])
    page.evaluate("document.querySelector('form.reply-form').noValidate = true")
    page.locator("form.reply-form [name=name]").fill("Somebody")
    page.locator("form.reply-form [name=email]").fill("no address")
    with page.expect_navigation():
        page.locator("form.reply-form button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your reply was not sent")
    expect(page.locator("form.reply-form [name=name]")).to_have_value("Somebody")
    expect(page.locator("form.reply-form [name=text]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("form.reply-form [name=email]")).to_have_attribute("aria-invalid", "true")
    assert_accessible(page)


def test_what_a_machine_fills_in_is_not_kept(demo: Demo, new_page: NewPage) -> None:
    mark = uuid4().hex[:8]
    page = new_page()
    page.goto(ARTICLES["en"])
    page.locator("form.reply-form [name=name]").fill(f"Machine {mark}")
    page.locator("form.reply-form [name=text]").fill("Buy this.")
    page.evaluate("document.querySelector('[name=website]').value = 'https://spam.example'")
    with page.expect_navigation():
        page.locator("form.reply-form button").click()
    expect(page.get_by_role("main")).to_contain_text("Your reply is held.")
    assert_accessible(page)
    moderator = new_page()
    sign_in(moderator, demo.accounts["moderator"])
    moderator.goto("/moderation/")
    expect(moderator.get_by_text(f"Machine {mark}")).to_have_count(0)


def test_an_answer_stands_below_the_reply_it_answers(demo: Demo, new_page: NewPage) -> None:
    mark = uuid4().hex[:8]
    reader = new_page(javascript=False)
    reader.goto("/articles/eleven-ways-across/")
    reader.get_by_role("link", name="Answer A passenger").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Answer A passenger")
    reader.locator("form.reply-form [name=name]").fill(f"Somebody {mark}")
    reader.locator("form.reply-form [name=text]").fill("I have waved.")
    reader.locator("form.reply-form button").click()
    expect(reader.get_by_role("main")).to_contain_text("Your reply is held.")
    moderator = new_page()
    sign_in(moderator, demo.accounts["moderator"])
    moderator.goto("/moderation/")
    waiting = moderator.locator("article.reply", has_text=mark)
    expect(waiting).to_contain_text("answers A passenger")
    waiting.get_by_role("button", name="Let through").click()
    demo.wait_for("/articles/eleven-ways-across/", mark)
    reader.goto("/articles/eleven-ways-across/")
    passenger = reader.locator("#replies > article", has_text="A passenger")
    expect(passenger.locator(".answers article", has_text=mark)).to_contain_text("I have waved.")
