"""Three people in one text, one of them in two tabs, and a house that is killed meanwhile."""

import pytest
from playwright.sync_api import Page, expect

from writingviews.articles.contributors import add_contributor
from writingviews.articles.models import Article
from writingviews.desk.models import Note, Suggestion
from writingviews.people.models import Account, BylineKind
from writingviews.people.services import take_byline

from .test_editor import SHEET, House, Opener, browser, house, opened, saved, select
from .test_editor import pytestmark as needs_a_browser
from .test_suggesting_in_browsers import TEXT, after_the_words, axe, body, set_out

pytestmark = needs_a_browser
__all__ = ["browser", "house", "opened"]  # fixtures, used by their names

LETTERS = "abcdefghijklmnop"


@pytest.fixture
def second(transactional_db: None) -> Account:
    return Account.objects.create_user("second", "a long password")


def lines(page: Page) -> list[str]:
    """What one reads; others' carets stand in it as signs without a width."""
    found = page.locator(f"{SHEET} > p").all_inner_texts()
    return [line.strip("\n\u2060\ufeff ") for line in found]


def test_nobody_loses_a_word_though_the_house_is_killed_in_between(
    opened: Opener, house: House, piece: Article, writer: Account, second: Account, editor: Account
) -> None:
    add_contributor(account=second, article_id=piece.id)
    take_byline(account=second, name="Heron", kind=BylineKind.PEN, language="en")
    one, two, three = opened(writer, piece), opened(second, piece), opened(editor, piece)
    tab = opened(writer, piece)
    everybody = (one, two, three, tab)
    set_out(*everybody)
    after_the_words(one, "anything else.")
    for line in ("First: ", "Second: ", "Third: "):
        one.keyboard.press("Enter")
        one.keyboard.type(line)
    for page in everybody:
        expect(page.locator(SHEET)).to_contain_text("Third: ")
        saved(page)

    # The editor notes on the first line and suggests in it; a pen name stands at the second caret.
    select(three, "the stop")
    three.keyboard.press("Control+Alt+m")
    three.keyboard.type("Which one?")
    three.keyboard.press("Control+Enter")
    after_the_words(three, "The night")
    after_the_words(one, "First: ")
    after_the_words(two, "Second: ")
    after_the_words(tab, "Third: ")
    _type_together(house, [one, two, tab], three)
    for page in everybody:
        expect(page.locator("#desk-status")).to_have_text("Saved", timeout=30_000)

    written = [f"First: {LETTERS}", f"Second: {LETTERS}", f"Third: {LETTERS}"]
    assert body(piece).split("\n\n") == [TEXT, *written]
    for page in (one, two, tab):
        expect(page.locator("ins.suggested-in")).to_have_text("nightly")
        expect(page.locator(".noted")).to_have_text(["the stop"])
    expect(one.locator("#desk-company")).to_contain_text("Heron")
    assert Suggestion.objects.count() == 1
    assert Note.objects.filter(suggestion=None).count() == 1
    assert axe(one) == []

    # One takes the suggestion, the other sees it; the second tab settles the note.
    one.locator(".note.is-suggestion").click()
    one.get_by_role("button", name="Replace", exact=True).click()
    for page in everybody:
        expect(page.locator(SHEET)).to_contain_text("The nightly bus")
        expect(page.locator("ins.suggested-in")).to_have_count(0)
    tab.locator(".note:not(.is-suggestion)").click()
    tab.get_by_role("button", name="Settle", exact=True).click()
    for page in everybody:
        expect(page.locator(".noted")).to_have_count(0)
    taken = [TEXT.replace("night", "nightly"), *written]
    assert body(piece).split("\n\n") == taken
    for page in everybody:
        assert lines(page)[-len(taken) :] == taken


def _type_together(house: House, writing: list[Page], suggesting: Page) -> None:
    """Let each type the same letters at its caret, and kill the house for some of them."""
    suggesting.keyboard.type("l")
    for number, letter in enumerate(LETTERS):
        if number == 6:
            house.kill()
        if number == 11:
            house.start()
        for page in writing:
            page.keyboard.type(letter)
    suggesting.keyboard.type("y")
