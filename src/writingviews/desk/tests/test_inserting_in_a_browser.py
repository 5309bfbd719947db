"""The list of blocks under "/" and "+", and the tools at a selection, in a real browser."""

from playwright.sync_api import Page, expect

from writingviews.articles.models import Article
from writingviews.people.models import Account

from .test_editor import SHEET, House, Opener, blocks, browser, house, opened, saved, violations
from .test_editor import pytestmark as needs_a_browser
from .test_paste import sketch

pytestmark = needs_a_browser
__all__ = ["browser", "house", "opened"]  # fixtures, used by their names


def begun(page: Page, *lines: str) -> None:
    """Go into the body of an empty sheet and write there."""
    for _ in range(2):
        page.keyboard.press("Enter")
    page.keyboard.type("\n".join(lines))


def chosen(page: Page) -> str:
    """The option that those who hear the page are told, by its name."""
    return str(
        page.evaluate(
            """() => {
                const lead = document.activeElement.getAttribute('aria-activedescendant');
                const option = document.getElementById(lead);
                return option?.ariaSelected === 'true'
                    ? option.querySelector('.block-name').textContent : '';
            }"""
        )
    )


def test_a_slash_offers_blocks_and_stays_a_slash_if_none_is_taken(
    opened: Opener, article: Article, writer: Account, house: House
) -> None:
    page = opened(writer, article)
    keys = page.keyboard
    options = page.get_by_role("listbox", name="Blocks").get_by_role("option")
    keys.type("A/B")
    expect(options).to_have_count(0)
    begun(page, "km/h and 3 / 4")
    expect(options).to_have_count(0)
    keys.type(" or /nothing-is-called-so")
    expect(options).to_have_count(0)
    keys.press("Enter")
    keys.type("/")
    expect(options.first).to_be_visible()
    assert chosen(page) == "Heading"
    assert violations(page) == []
    keys.press("Escape")
    expect(options).to_have_count(0)
    keys.type("etc")
    expect(options).to_have_count(0)
    keys.press("Enter")
    keys.type("/quo")
    expect(options).to_have_count(2)
    assert chosen(page) == "Quotation"
    keys.press("ArrowDown")
    assert chosen(page) == "Pull quote"
    keys.press("ArrowUp")
    keys.press("Enter")
    keys.type("Said.")
    keys.press("Control+Enter")
    keys.type("/شعر")
    assert chosen(page) == "Verse"
    keys.press("Tab")
    keys.type("a line")
    keys.press("Control+Enter")
    keys.type("A claim /foot")
    options.get_by_text("Footnote").click()
    keys.type("A note.")
    keys.press("Escape")
    keys.press("Control+Enter")
    keys.type("``` /")
    expect(options).to_have_count(0)
    saved(page)
    assert [sketch(block) for block in blocks(article)] == [
        "p[km/h and 3 / 4 or /nothing-is-called-so]",
        "p[/etc]",
        "quotation[p[Said.]]",
        "verse[verseLine[a line]]",
        "p[A claim {A note.}]",
        "codeBlock[/]",
    ]


def test_an_empty_line_has_a_plus_that_opens_the_list(
    opened: Opener, article: Article, writer: Account
) -> None:
    Article.objects.update(language="fa")
    page = opened(writer, article, scheme="dark")
    keys = page.keyboard
    plus = page.get_by_role("button", name="Insert a block")
    field = page.get_by_role("combobox", name="Which block?")
    begun(page, "words")
    expect(plus).to_be_hidden()
    keys.press("Enter")
    expect(plus).to_be_visible()
    paper, at = page.locator(SHEET).bounding_box(), plus.bounding_box()
    assert paper is not None
    assert at is not None
    assert at["x"] >= paper["x"] + paper["width"], "right of a text that runs from the right"
    # What stands above may grow without a letter: a picture that comes. And the sheet is long.
    page.evaluate(
        """const taller = new CSSStyleSheet();
        taller.replaceSync(`.ProseMirror > h1 { padding-block-end: 200px }
            .ProseMirror { padding-block-end: 3000px }`);
        document.adoptedStyleSheets.push(taller);"""
    )
    line = page.locator(f"{SHEET} > p").last.bounding_box()
    assert line is not None
    page.wait_for_timeout(100)
    stands = plus.bounding_box()
    assert stands is not None
    assert abs(stands["y"] - line["y"]) < 40, "beside its line"
    keys.press("Tab")
    expect(plus).to_be_focused()
    keys.press("Enter")
    expect(field).to_be_focused()
    assert page.evaluate("scrollY") < 100, "the text stays where it is while the list opens"
    assert violations(page) == []
    keys.type("zzz")
    expect(page.get_by_text("No block is called that.")).to_be_visible()
    keys.press("Escape")
    expect(page.locator(SHEET)).to_be_focused()
    plus.click()
    field.fill("box")
    assert chosen(page) == "Aside"
    keys.press("Enter")
    keys.type("In a box")
    page.get_by_role("button", name="More blocks").click()
    field.fill("scene")
    expect(page.get_by_text("No block is called that.")).to_be_hidden()
    keys.press("Enter")
    saved(page)
    assert [block["type"] for block in blocks(article)] == [
        "paragraph", "aside", "sceneBreak", "paragraph",
    ]  # fmt: skip


def test_selected_words_bring_their_tools_and_lose_nothing_by_it(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    keys = page.keyboard
    bubble = page.get_by_role("toolbar", name="For the selected words")
    keys.type("A title")
    begun(page, "The night bus is late")
    keys.press("Control+Shift+ArrowLeft")
    expect(bubble).to_be_visible()
    expect(page.locator(SHEET)).to_be_focused()
    expect(page.locator("#desk-words")).to_have_text("1 of 5 words")
    assert not overlaps_the_selection(page)
    assert violations(page) == []
    keys.type("slow")
    expect(bubble).to_be_hidden()
    expect(page.locator(f"{SHEET} > p").last).to_have_text("The night bus is slow")

    keys.press("Control+Shift+ArrowLeft")
    expect(bubble).to_be_visible()
    keys.press("Alt+F10")
    expect(bubble.get_by_role("button", name="Strong")).to_be_focused()
    keys.press("ArrowRight")
    keys.press("Enter")
    expect(page.locator(SHEET)).to_be_focused()
    expect(page.locator(f"{SHEET} em")).to_have_text("slow")
    expect(bubble.get_by_role("button", name="Emphasis")).to_have_attribute("aria-pressed", "true")
    bubble.get_by_role("button", name="Quotation").click()
    expect(page.locator(f"{SHEET} blockquote em")).to_have_text("slow")
    keys.press("Alt+F10")
    keys.press("Alt+F10")
    expect(page.locator("#desk-tools").get_by_role("button", name="Strong")).to_be_focused()
    keys.press("Escape")
    keys.press("Shift+ArrowLeft")
    bubble.get_by_role("button", name="Link").click()
    expect(page.get_by_label("Address")).to_be_focused()
    expect(bubble).to_be_hidden()
    keys.press("Escape")
    keys.press("Shift+ArrowRight")
    bubble.get_by_role("button", name="Note").click()
    expect(page.locator("#desk-margin textarea").first).to_be_focused()


def test_the_tools_of_selected_words_come_in_footnotes_and_in_the_title_too(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article, scheme="dark")
    keys = page.keyboard
    bubble = page.get_by_role("toolbar", name="For the selected words")
    keys.type("A title")
    begun(page, "The night bus is late")
    keys.press("Control+Alt+f")
    keys.type("See there")
    keys.press("Control+Shift+ArrowLeft")
    expect(bubble).to_be_visible()
    expect(page.locator("#desk-words")).to_have_text("1 of 7 words")
    keys.press("Alt+F10")
    keys.press("Enter")
    expect(page.locator(".slip strong")).to_have_text("there")
    keys.press("Escape")

    # In a title there may be emphasis, a language and a note; while one drags, nothing comes.
    box = page.locator(f"{SHEET} h1").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 20)
    page.wait_for_timeout(300)
    expect(bubble).to_be_hidden()
    page.mouse.up()
    expect(bubble.get_by_role("button")).to_have_count(3)
    expect(bubble.get_by_role("button", name="Emphasis")).to_be_visible()


def overlaps_the_selection(page: Page) -> bool:
    """Whether the bubble lies on what is selected."""
    return bool(
        page.evaluate(
            """() => {
                const one = document.querySelector('.bubble').getBoundingClientRect();
                const two = getSelection().getRangeAt(0).getBoundingClientRect();
                return one.bottom > two.top && one.top < two.bottom
                    && one.right > two.left && one.left < two.right;
            }"""
        )
    )
