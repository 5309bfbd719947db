"""Notes in real browsers: one notes while the other writes."""

from playwright.sync_api import Page, expect

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article
from writingviews.desk.models import Note
from writingviews.people.models import Account, BylineKind
from writingviews.people.services import take_byline

from .test_editor import AXE, SHEET, House, Opener, browser, house, opened, saved, select
from .test_editor import pytestmark as needs_a_browser

pytestmark = needs_a_browser
__all__ = ["browser", "house", "opened"]  # fixtures, used by their names

LAST = f"{SHEET} > p:last-child"


def writes(page: Page) -> None:
    """Write into the text itself: who reviews begins by suggesting."""
    mode = page.get_by_role("button", name="Suggest", exact=True)
    expect(mode).to_have_attribute("aria-pressed", "true")
    mode.click()
    expect(mode).to_have_attribute("aria-pressed", "false")


def axe(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(({violations}) => violations)")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def test_one_notes_while_the_other_writes(  # noqa: PLR0915 - one journey, told in order
    opened: Opener, house: House, piece: Article, writer: Account, editor: Account
) -> None:
    take_byline(account=writer, name="Heron", kind=BylineKind.PEN, language="en")
    one, two = opened(writer, piece), opened(editor, piece)
    for page in (one, two):
        page.set_viewport_size({"width": 1440, "height": 900})
        saved(page)
    card, passage = ".note", ".noted"

    # The editor notes by keyboard while the writer types before the words.
    select(two, "night bus")
    two.keyboard.press("Control+Alt+m")
    expect(two.locator(".note.is-fresh textarea")).to_be_focused()
    one.locator(LAST).click()
    one.keyboard.press("Home")
    one.keyboard.type("Listen: ")
    two.keyboard.type("Which line, @he")
    expect(two.get_by_role("option", name="Heron")).to_be_visible()
    two.keyboard.press("Enter")
    two.keyboard.type("?")
    two.keyboard.press("Control+Enter")
    expect(two.locator(f"{card} .note-state")).to_have_count(0)
    for page in (one, two):
        expect(page.locator(passage)).to_have_text(["night bus"])
        expect(page.locator(f"{card} .note-text")).to_have_text("Which line, @Heron ?")
        expect(page.locator("#desk-notes-count")).to_have_text("1 note")
    expect(one.locator(".note-who bdi")).to_have_text("An editor")
    assert "Listen: " in one.locator(LAST).inner_text()

    # The card stands at its line; the caret in the words chooses it and it is said aloud.
    one.wait_for_function(
        """([passage, card]) => {
            const [line, beside] = [passage, card].map(
                (found) => document.querySelector(found).getBoundingClientRect());
            return Math.abs(line.top - beside.top) < 30 && beside.left > line.right;
        }""",
        arg=[passage, card],
    )
    select(one, "bus")
    one.keyboard.press("ArrowLeft")
    expect(one.locator(f"{card}.is-active")).to_have_count(1)
    expect(one.locator("#desk-announcer")).to_contain_text("Note by An editor: Which line")
    assert axe(one) == []

    # From the words to the card, an answer, and back to the words.
    one.keyboard.press("Control+Alt+m")
    expect(one.locator(card)).to_be_focused()
    one.keyboard.press("Tab")
    one.keyboard.type("The 61.")
    one.keyboard.press("Control+Enter")
    expect(two.locator(f"{card} .note-text").nth(1)).to_have_text("The 61.")
    expect(two.locator(f"{card} .note-who bdi").nth(1)).to_have_text("Heron")
    one.keyboard.press("Escape")
    expect(one.locator(SHEET)).to_be_focused()

    # The words go: the note stays in the list with its quotation. Undo brings it back.
    select(one, "night bus")
    one.keyboard.press("Backspace")
    saved(one)
    for page in (one, two):
        expect(page.locator(passage)).to_have_count(0)
    two.locator("#desk-notes-count").click()
    expect(two.locator(f"{card} blockquote")).to_have_text("night bus")
    expect(two.locator(f"{card} .note-quote")).to_contain_text("No longer in the text")
    assert axe(two) == []
    two.locator("#desk-notes-close").click()
    one.locator(LAST).click()
    one.keyboard.press("Control+z")
    for page in (one, two):
        expect(page.locator(passage)).to_have_text(["night bus"])

    # The house is killed while a note is under way; it is kept here, and stored once it is back.
    house.kill()
    select(two, "late")
    two.locator("#desk-notes-begin").click()
    two.keyboard.type("How late?")
    two.keyboard.press("Control+Enter")
    expect(two.locator(f"{card}.is-active .note-state")).to_have_text("Not saved yet")
    house.start()
    expect(one.locator(passage)).to_have_text(["night bus", "late"], timeout=20_000)
    expect(two.locator(f"{card} .note-state")).to_have_count(0)
    assert Note.objects.count() == 2

    # What is settled leaves the margin and the text, and stays in the list.
    two.locator(f"{card}.is-active").get_by_role("button", name="Settle").click()
    for page in (one, two):
        expect(page.locator(passage)).to_have_text(["night bus"])
        expect(page.locator("#desk-notes-count")).to_have_text("1 note")
    one.reload()
    expect(one.locator(passage)).to_have_text(["night bus"])
    one.locator("#desk-notes-count").click()
    one.get_by_label("Settled").check()
    expect(one.locator(f"{card} .note-text")).to_have_text("How late?")
    one.locator(card).click()
    one.get_by_role("button", name="Reopen").click()
    expect(two.locator(passage)).to_have_count(2)


def test_notes_on_a_telephone_in_a_footnote_and_where_one_may_only_read(
    opened: Opener, piece: Article, writer: Account, editor: Account
) -> None:
    page = opened(editor, piece)
    page.set_viewport_size({"width": 390, "height": 844})
    saved(page)
    writes(page)
    card = ".note"

    # In a footnote: the note is on the words in the slip, and lights up the footnote's number.
    page.locator(LAST).click()
    page.keyboard.press("End")
    page.keyboard.press("Control+Alt+f")
    page.keyboard.type("Line 61, from the harbour.")
    for _ in range(len(" harbour.")):
        page.keyboard.press("ArrowLeft")
    for _ in range(len("the")):
        page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Control+Alt+m")
    expect(page.locator(".desk-margin[data-list] textarea")).to_be_focused()
    expect(page.locator(f"{card} blockquote")).to_have_text("the")
    page.keyboard.type("A?")
    page.get_by_role("button", name="Note", exact=True).last.click()
    expect(page.locator(f"{card} .note-state")).to_have_count(0)
    expect(page.locator(".footnote.noted")).to_have_count(1)
    assert Note.objects.get().quote == "the"
    assert axe(page) == []

    # Escape leads back; without a selection the whole block is noted.
    page.keyboard.press("Escape")
    expect(page.locator(".desk-margin[data-list]")).to_have_count(0)
    page.locator(f"{SHEET} > p").first.click()
    page.keyboard.type("A standfirst.")
    saved(page)
    page.locator("#desk-notes-begin").click()
    expect(page.locator(".note.is-fresh blockquote")).to_have_text("A standfirst.")
    page.keyboard.press("Escape")
    expect(page.locator(".note.is-fresh")).to_have_count(0)

    # Who may only read notes by the mouse, and takes it back.
    Article.objects.update(state=State.ACCEPTED)
    reader = opened(writer, piece)
    reader.set_viewport_size({"width": 1280, "height": 800})
    expect(reader.locator("#desk-status")).to_have_text("Read only")
    expect(reader.locator(".footnote.noted")).to_have_count(1)
    select(reader, "late")
    reader.locator("#desk-notes-begin").click()
    reader.keyboard.type("Is it?")
    reader.keyboard.press("Control+Enter")
    expect(page.locator("#desk-notes-count")).to_have_text("2 notes")
    reader.locator(f"{card}.is-active").get_by_role("button", name="Take back").click()
    expect(page.locator("#desk-notes-count")).to_have_text("1 note")
    expect(reader.locator(card)).to_have_count(1)


def test_a_text_that_takes_this_ones_place_keeps_its_notes(
    opened: Opener, piece: Article, writer: Account, editor: Account
) -> None:
    page = opened(editor, piece)
    page.set_viewport_size({"width": 1280, "height": 800})
    saved(page)
    writes(page)
    select(page, "night bus")
    page.keyboard.press("Control+Alt+m")
    page.keyboard.type("Which?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".note .note-state")).to_have_count(0)
    # The house refuses what this sheet types next, and gives it the text as it stands.
    page.locator(f"{SHEET} > h1").click()
    Article.objects.update(state=State.DECLINED)
    page.keyboard.type("x")
    refused = page.locator(".desk-notice").filter(has_text="not yours to change")
    expect(refused.get_by_role("button", name="Keep it as a suggestion")).to_be_visible()
    expect(page.locator(".noted")).to_have_text("night bus")
