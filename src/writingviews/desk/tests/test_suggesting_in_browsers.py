"""Suggesting in real browsers: one suggests, the other goes on writing, takes and leaves."""

import re

from playwright.sync_api import Locator, Page, expect

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article
from writingviews.desk import authority
from writingviews.desk.models import Suggestion
from writingviews.document.text import plain_text
from writingviews.people.models import Account

from .kinds import TOLD, suggest_kinds
from .test_editor import AXE, SHEET, House, Opener, browser, house, opened, saved
from .test_editor import pytestmark as needs_a_browser

pytestmark = needs_a_browser
__all__ = ["browser", "house", "opened"]  # fixtures, used by their names

LAST = f"{SHEET} > p:last-child"
TEXT = "The night bus is late. Nobody at the stop had asked for anything else."


def body(piece: Article) -> str:
    authority.forget()
    return plain_text(authority.load(piece).document)


def set_out(*pages: Page) -> None:
    for page in pages:
        page.set_viewport_size({"width": 1440, "height": 900})
        saved(page)


def after_the_words(page: Page, words: str) -> None:
    """Put the caret behind words of the text, as a mouse does."""
    page.locator(SHEET).focus()
    page.evaluate(
        """([sheet, words]) => {
            const walker = document.createTreeWalker(
                document.querySelector(sheet), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0 || walker.currentNode.parentElement.closest(".is-drawn")) continue;
                getSelection().collapse(walker.currentNode, at + words.length);
                return;
            }
            throw new Error(words);
        }""",
        [SHEET, words],
    )
    page.wait_for_timeout(50)  # the browser tells of a moved caret in a task of its own


def mode(page: Page) -> Locator:
    return page.get_by_role("button", name="Suggest", exact=True)


def axe(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(({violations}) => violations)")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def test_one_suggests_and_the_other_takes_and_leaves(
    opened: Opener, piece: Article, writer: Account, editor: Account
) -> None:
    one, two = opened(writer, piece), opened(editor, piece)
    set_out(one, two)
    expect(mode(one)).to_have_attribute("aria-pressed", "false")
    # Who comes to a text that is somebody else's begins by suggesting.
    expect(mode(two)).to_have_attribute("aria-pressed", "true")
    expect(two.locator("#desk-suggesting")).to_be_visible()

    # The writer goes on writing before the place, and after it.
    after_the_words(two, "The night")
    two.keyboard.type("ly")
    after_the_words(one, "anything else.")
    one.keyboard.type(" It rained.")
    # What would go is drawn before what would come.
    expect(two.locator(LAST)).to_have_text(f"{TEXT} It rained.".replace("night", "nightnightly"))
    expect(one.locator("ins.suggested-in")).to_have_text("nightly")
    expect(one.locator(".suggested-out")).to_have_text("night")
    # A character that turns the direction turns nothing behind it.
    for page in (one, two):
        for way in ("in", "out"):
            drawn = page.locator(f"{SHEET} .suggested-{way}").first
            expect(drawn).to_have_css("unicode-bidi", "isolate")
    saved(one)
    saved(two)
    assert body(piece) == f"{TEXT} It rained."
    card = one.locator(".note.is-suggestion")
    expect(card).to_have_attribute(
        "aria-label", "Suggestion by An editor: Replace “night” by “nightly”"
    )
    assert axe(one) == []
    assert axe(two) == []

    # Taken: it is the writer's text now, and nobody's suggestion.
    card.click()
    one.get_by_role("button", name="Replace", exact=True).click()
    for page in (one, two):
        expect(page.locator(LAST)).to_have_text(f"{TEXT} It rained.".replace("night", "nightly"))
        expect(page.locator(".suggested-in, .suggested-out")).to_have_count(0)
    assert Suggestion.objects.get().state == "taken"

    # Another one, left: the text stays, and the list has it as settled.
    after_the_words(two, "is late")
    two.keyboard.type(" again")
    expect(card).to_have_count(1)
    card.click()
    one.get_by_role("button", name="Leave out", exact=True).click()
    expect(card).to_have_count(0)
    one.locator("#desk-notes-count").click()
    one.get_by_label("Settled").check()
    expect(one.locator(".note.is-suggestion .note-state")).to_have_text(
        ["Taken by A writer", "Left by A writer"]
    )
    assert body(piece) == f"{TEXT} It rained.".replace("night", "nightly")


def test_blocks_are_suggested_kept_and_taken_together(
    opened: Opener, piece: Article, writer: Account, editor: Account
) -> None:
    two = opened(editor, piece)
    set_out(two)
    after_the_words(two, "anything else.")
    two.keyboard.press("Enter")
    two.keyboard.type("## What came then")
    two.keyboard.press("Enter")
    two.keyboard.type("A second bus came, with a lamp.")
    after_the_words(two, "is late")
    two.keyboard.press("Control+Shift+ArrowLeft")
    two.keyboard.type("early")
    expect(two.locator("#desk-notes-count")).to_have_text("2 suggestions")
    saved(two)

    # A new tab of the same person has them; undoing one takes it back everywhere.
    two.reload()
    set_out(two)
    expect(two.locator(f"{SHEET} > h2")).to_have_text("What came then")
    expect(two.locator(f"{SHEET} > h2")).to_have_class("suggested-in")
    one = opened(writer, piece)
    set_out(one)
    expect(one.locator("#desk-notes-count")).to_have_text("2 suggestions")
    expect(one.locator("ins.is-blocks h2")).to_have_text("What came then")
    two.locator(".note.is-suggestion").first.click()
    two.get_by_role("button", name="Take back").click()
    expect(one.locator("#desk-notes-count")).to_have_text("1 suggestion")
    expect(two.locator(LAST)).to_have_text("A second bus came, with a lamp.")
    after_the_words(two, "is late")
    two.keyboard.type("ly")
    expect(one.locator("#desk-notes-count")).to_have_text("2 suggestions")

    # Writing again: the text is the house's, the suggestions lie on it.
    saved(two)
    mode(two).click()
    expect(two.locator("#desk-suggesting")).to_be_hidden()
    expect(two.locator("ins.is-blocks h2")).to_have_text("What came then")
    expect(two.locator(f"{SHEET} > h2")).to_have_count(0)

    # Where the writer wrote under it meanwhile, a person is asked; the rest is taken at once.
    after_the_words(one, "lat")
    one.keyboard.type("t")
    saved(one)
    one.locator("#desk-notes-count").click()
    one.get_by_role("button", name="Take all 2").click()
    expect(one.locator(f"{SHEET} > h2")).to_have_text("What came then")
    expect(one.locator("#desk-notes-count")).to_have_text("1 suggestion")
    expect(one.locator(".note.is-suggestion .note-state")).to_have_text(
        "Somebody has written here since."
    )
    one.get_by_role("button", name="Replace anyway").click()
    expect(one.locator(f"{SHEET} > p").nth(1)).to_contain_text("is lately.")
    assert body(piece).startswith("The night bus is lately.")


def test_what_was_suggested_offline_comes_when_the_house_is_back(
    opened: Opener, house: House, piece: Article, writer: Account, editor: Account
) -> None:
    one, two = opened(writer, piece), opened(editor, piece)
    set_out(one, two)
    house.kill()
    after_the_words(two, "The night")
    two.keyboard.type(" or day")
    expect(two.locator("#desk-status")).to_have_text(re.compile("Offline"))
    house.start()
    saved(two)
    expect(one.locator("ins.suggested-in")).to_have_text(re.compile("or day"), timeout=20_000)
    assert body(piece) == TEXT


def test_no_word_is_lost_when_both_are_at_the_same_place(
    opened: Opener, piece: Article, writer: Account, editor: Account
) -> None:
    one, two = opened(writer, piece), opened(editor, piece)
    set_out(one, two)
    after_the_words(two, "is late")
    two.keyboard.type(" again")
    after_the_words(two, "The night")
    two.keyboard.type("ly")
    expect(one.locator("#desk-notes-count")).to_have_text("2 suggestions")
    saved(two)

    # Taken while its suggester goes on in those very words, and the house cannot be told.
    two.route("**/suggestions/*", lambda route: route.abort())
    two.keyboard.type(" or day")
    one.get_by_label("Suggestion by An editor: Replace “night”").click()
    one.get_by_role("button", name="Replace", exact=True).click()
    expect(two.locator("ins.suggested-in, .suggested-in").first).to_have_text(" or day")
    expect(two.locator(LAST)).to_have_text(
        TEXT.replace("night", "nightly or day", 1).replace("late", "late again")
    )
    # The other one still stands beside its line.
    expect(two.locator(".note.is-suggestion")).to_have_count(1)
    two.unroute("**/suggestions/*")
    expect(one.locator("ins.suggested-in").first).to_have_text(" or day", timeout=20_000)
    assert body(piece) == TEXT.replace("night", "nightly", 1)

    # Left: the suggester's text is the writer's there, but for what was written since.
    saved(two)
    one.get_by_label("Suggestion by An editor: Add “again”").click()
    one.get_by_role("button", name="Leave out", exact=True).click()
    expect(two.locator(LAST)).to_have_text(TEXT.replace("night", "nightly or day", 1))
    two.route("**/suggestions/*", lambda route: route.abort())
    after_the_words(two, "or day")
    two.keyboard.type("time")
    one.locator(".note.is-suggestion").click()
    one.get_by_role("button", name="Leave out", exact=True).click()
    two.unroute("**/suggestions/*")
    expect(one.locator("ins.suggested-in")).to_have_text(" or daytime", timeout=20_000)

    # The paragraph goes under their hands: the words wait in the list.
    two.route("**/suggestions/*", lambda route: route.abort())
    after_the_words(two, "anything else.")
    two.keyboard.type(" It rained.")
    after_the_words(one, "anything else.")
    one.keyboard.press("Control+a")
    one.keyboard.type("Gone")
    expect(two.locator(SHEET)).not_to_contain_text("Nobody")
    two.unroute("**/suggestions/*")
    saved(two)
    one.locator("#desk-notes-count").click()
    expect(one.locator("#desk-cards")).to_contain_text("It rained", timeout=20_000)
    expect(one.locator("#desk-cards")).to_contain_text("or daytime")


def test_what_the_house_does_not_take_is_held_out(
    opened: Opener, piece: Article, editor: Account
) -> None:
    two = opened(editor, piece)
    set_out(two)
    Article.objects.update(state=State.DECLINED)
    after_the_words(two, "The night")
    two.keyboard.type("fall came")
    notice = two.locator(".desk-notice").filter(has_text="could not be kept")
    expect(notice).to_contain_text("A suggestion could not be kept. This piece is closed")
    expect(notice.get_by_role("textbox")).to_have_value("nightfall came")


def test_two_tabs_of_one_person_keep_what_either_wrote(
    opened: Opener, piece: Article, writer: Account, editor: Account
) -> None:
    one, two = opened(editor, piece), opened(editor, piece)
    set_out(one, two)
    after_the_words(one, "The night")
    one.keyboard.type("ly")
    saved(one)
    two.reload()
    set_out(two)
    expect(two.locator(LAST)).to_contain_text("nightly bus")

    # Where nothing was written in it, the other tab takes over what was.
    one.keyboard.type(" red")
    expect(two.locator(LAST)).to_contain_text("nightly red bus")

    # Where something was, both stand.
    two.route("**/suggestions/*", lambda route: route.abort())
    after_the_words(two, "ly red")
    two.keyboard.type(" slow")
    one.keyboard.type(" old")
    saved(one)
    two.unroute("**/suggestions/*")
    saved(two)
    put = [
        "".join(node["text"] for node in found.after)
        for found in Suggestion.objects.filter(state="open")
    ]
    assert sorted(put) == ["nightly red old", "nightly red slow"]
    expect(one.locator("#desk-notes-count")).to_have_text("2 suggestions")


def test_every_kind_is_told_and_can_be_taken(
    opened: Opener, piece: Article, writer: Account, editor: Account
) -> None:
    suggested = suggest_kinds(piece, writer, editor)
    page = opened(writer, piece)
    set_out(page)
    cards = page.locator(".note.is-suggestion")
    expect(cards).to_have_count(len(TOLD))
    assert [
        (card.get_attribute("aria-label") or "").removeprefix("Suggestion by An editor: ")
        for card in cards.all()
    ] == TOLD
    # Drawn in the text: an item in its list, a footnote as one, what a picture shows.
    expect(page.locator(f"{SHEET} ul > li.suggested-in")).to_have_text("a timetable")
    expect(page.locator("ins [data-node=footnote]").first).to_have_text("See the board.")
    expect(page.locator(".is-drawn .drawn-about").first).to_have_text(
        "It shows: A stop at night · Credit: Nobody"
    )
    assert axe(page) == []
    cards.filter(has_text="Move from here").click()
    assert axe(page) == []
    page.get_by_role("button", name="Move", exact=True).click()
    expect(cards).to_have_count(len(TOLD) - 2)
    page.get_by_role("button", name=f"Take all {len(TOLD) - 2}").click()
    expect(cards).to_have_count(0)
    authority.forget()
    assert authority.load(piece).document.eq(suggested)
