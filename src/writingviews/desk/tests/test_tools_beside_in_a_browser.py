"""What lies beside the sheet, in a real browser: find and replace, outline, help, the switches."""

from playwright.sync_api import Page, expect

from writingviews.articles.models import Article
from writingviews.desk import authority
from writingviews.desk.models import Suggestion
from writingviews.people.models import Account

from .test_editor import SHEET, House, Opener, blocks, browser, house, opened, saved, violations
from .test_editor import pytestmark as needs_a_browser
from .test_editor import words as words_of

pytestmark = needs_a_browser
__all__ = ["browser", "house", "opened"]  # fixtures, used by their names


def begun(page: Page, *lines: str) -> None:
    """Write title and standfirst, and the lines below them."""
    for line in ("The bus", "", *lines):
        page.keyboard.type(line)
        page.keyboard.press("Enter")


def test_find_leads_through_the_text_and_replaces_in_one_step(
    opened: Opener, article: Article, writer: Account, house: House
) -> None:
    page = opened(writer, article)
    keys = page.keyboard
    begun(page, "The Bus and the omnibus.", "كتابي here, کتابی there", "Claim")
    keys.press("Backspace")
    keys.press("Control+Alt+f")
    keys.type("By bus.")
    keys.press("Escape")
    keys.type(" end")

    keys.press("Control+f")
    find, count = page.get_by_role("textbox", name="Find", exact=True), page.locator(".find-count")
    expect(find).to_be_focused()
    expect(page.get_by_label("Replace with")).to_be_hidden()
    keys.type("کتابی")
    expect(count).to_have_text("1 of 2")
    find.fill("bus")
    expect(count).to_have_text("1 of 4")
    expect(page.locator(f"{SHEET} h1 .found")).to_have_text("bus")
    page.get_by_label("Whole words").check()
    expect(count).to_have_text("1 of 3")
    page.get_by_label("Case", exact=True).check()
    expect(count).to_have_text("1 of 2")
    find.focus()
    keys.press("Enter")
    expect(count).to_have_text("2 of 2")
    expect(page.locator(".slip .is-here")).to_have_text("bus")
    assert violations(page) == []
    keys.press("Enter")
    keys.press("Escape")
    expect(page.locator(".found")).to_have_count(0)
    assert page.evaluate("getSelection().toString()") == "bus"
    expect(page.locator(SHEET)).to_be_focused()

    keys.press("Control+h")
    expect(find).to_have_value("bus")
    for way in ("Whole words", "Case"):
        page.get_by_label(way, exact=True).uncheck()
    page.get_by_label("Replace with").fill("tram")
    page.get_by_role("button", name="Replace all").click()
    expect(count).to_have_text("Replaced in 4 places")
    keys.press("Escape")
    saved(page)
    before = ["The Bus and the omnibus.", "كتابي here, کتابی there", "ClaimBy bus. end"]
    assert [words_of(block) for block in blocks(article)] == [
        "The tram and the omnitram.", before[1], "ClaimBy tram. end",
    ]  # fmt: skip
    keys.press("Control+z")
    saved(page)
    assert [words_of(block) for block in blocks(article)] == before
    expect(page.locator(f"{SHEET} h1")).to_have_text("The bus")


def test_what_is_replaced_while_one_suggests_is_a_suggestion(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article, scheme="dark")
    keys = page.keyboard
    begun(page, "The Bus and the omnibus.")
    saved(page)
    before = [words_of(block) for block in blocks(article)]
    page.get_by_role("button", name="Suggest", exact=True).click()
    expect(page.locator("#desk-suggesting")).to_be_visible()
    keys.press("Control+h")
    page.get_by_role("textbox", name="Find", exact=True).fill("omnibus")
    page.get_by_label("Replace with").fill("coach")
    assert violations(page) == []
    keys.press("Enter")
    expect(page.locator(".find-count")).to_have_text("None")
    expect(page.locator(f"{SHEET} ins, {SHEET} .suggested-in").first).to_be_visible()
    saved(page)
    assert [words_of(block) for block in blocks(article)] == before
    assert Suggestion.objects.filter(state="open").count() == 1


def test_help_and_outline_lie_open_while_one_writes(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    keys = page.keyboard
    begun(page, "## One", "word " * 300, "### Two", "more", "## Three", "end")
    expect(page.locator("#desk-words")).to_have_text("305 words")
    expect(page.locator("#desk-reading")).to_have_text("2 minutes to read")

    keys.press("Control+/")
    help_sheet = page.get_by_role("dialog", name="Keys and signs")
    expect(help_sheet).to_be_visible()
    told = help_sheet.locator("kbd").all_text_contents()
    wanted = {"Ctrl B", "Ctrl Alt F", "Ctrl F", "Ctrl Alt M", "Ctrl Alt J", "Ctrl Alt K", "Ctrl /",
              "Alt F10", "/", "## and a space", "***", "**words**"}  # fmt: skip
    assert wanted <= set(told)
    assert any("Ctrl H" in one for one in told)
    page.get_by_role("button", name="Outline").click()
    outline = page.get_by_role("dialog", name="Outline")
    entries = outline.locator("nav button")
    expect(entries).to_have_text(["The bus", "One", "Two", "Three"])
    expect(entries.nth(3)).to_have_attribute("aria-current", "location")
    assert violations(page) == []
    page.locator(SHEET).focus()
    keys.type("?")
    expect(help_sheet).to_be_visible()
    entries.nth(1).click()
    expect(outline).to_be_hidden()  # where it lies on the text, it goes when it has led there
    keys.type("Part ")
    page.get_by_role("button", name="Outline").click()
    expect(entries.nth(1)).to_have_text("Part One")
    expect(entries.nth(1)).to_be_focused()
    keys.press("Escape")
    expect(page.locator(SHEET)).to_be_focused()
    keys.press("Control+/")
    expect(help_sheet).to_be_hidden()
    saved(page)


def test_quotes_follow_the_passage_and_undo_gives_the_plain_sign_back(
    opened: Opener, article: Article, writer: Account, house: House
) -> None:
    authority.load(article)
    Article.objects.update(language="fa")
    page = opened(writer, article)
    keys = page.keyboard
    for _ in range(2):
        keys.press("Enter")
    line = page.locator(f"{SHEET} > p").last
    keys.type('گفت "بله"')
    expect(line).to_have_text("گفت «بله»")
    keys.press("Control+z")
    expect(line).to_have_text('گفت «بله"')
    keys.type(" `")
    keys.type('"x"')
    keys.type("`")
    expect(page.locator(f"{SHEET} code")).to_have_count(1)
    keys.press("Control+Alt+f")
    keys.type('"a"')
    expect(page.locator(".slip .ProseMirror")).to_have_text("«a»")
    keys.press("Control+z")
    expect(page.locator(".slip .ProseMirror")).to_have_text('«a"')
    keys.press("Escape")
    keys.press("Enter")
    keys.type("---")
    expect(page.locator(f"{SHEET} hr")).to_have_count(1)

    keys.press("Control+/")
    page.get_by_label("Quotes and dashes of the language").uncheck()
    keys.press("Escape")
    keys.type('"plain" -- signs')
    expect(line).to_have_text('"plain" -- signs')
    saved(page)
    page.reload()
    page.locator(SHEET).click()
    keys.press("Control+End")
    keys.type(' "still"')
    expect(line).to_have_text('"plain" -- signs "still"')
