"""Many hands in one text, in real browsers: carets, and sheets that part from the house."""

import json
import time
from collections.abc import Callable

from playwright.sync_api import Page, WebSocketRoute, expect

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article
from writingviews.people.models import Account

from .test_editor import SHEET, Opener, browser, house, opened, saved
from .test_editor import pytestmark as needs_a_browser

pytestmark = needs_a_browser
__all__ = ["browser", "house", "opened"]  # fixtures, used by their names

#: Keeps the page's sockets where the test finds them.
KEEP_LINES = """window.lines = [];
window.WebSocket = class extends WebSocket {
    constructor(...address) { super(...address); window.lines.push(this); }
};"""
#: The words of the block in which somebody's caret is drawn, up to it.
BEFORE_CARET = """(caret) => {
    const before = document.createRange();
    before.setStart(caret.parentElement, 0);
    before.setEndBefore(caret);
    return before.toString();
}"""


def test_a_caret_goes_along_with_the_hand_that_types(
    opened: Opener, article: Article, writer: Account, editor: Account
) -> None:
    Article.objects.update(state=State.IN_REVIEW)
    one, two = opened(writer, article), opened(editor, article)
    one.keyboard.type("The")
    expect(two.locator(".caret")).to_have_attribute("data-name", "A writer")
    # Without a rest in which the caret itself would be told.
    one.evaluate(
        """() => {
            window.typing = setInterval(() => document.execCommand("insertText", false, "x"), 30);
        }"""
    )
    expect(two.locator(f"{SHEET} > h1")).to_contain_text("xxxxxxxxxx")
    for _ in range(5):
        assert len(_before_caret(two)) > 10
    one.evaluate("clearInterval(window.typing)")
    one.keyboard.press("Control+Home")
    until(lambda: _before_caret(two) == "")
    # What another writes at the caret stays behind it, and does not bring back an older place.
    two.locator(f"{SHEET} > h1").click()
    two.keyboard.press("End")
    two.keyboard.type("!")
    saved(two)
    assert _before_caret(two) == ""


def test_news_from_the_house_puts_no_hand_back(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article, before=lambda page: page.add_init_script(KEEP_LINES))
    page.keyboard.type("a title")
    saved(page)
    # The browser's caret moves, and before it tells of that, another's caret is told.
    page.evaluate(
        """(sheet) => {
            const socket = window.lines[0];
            const title = document.querySelector(sheet + " > h1");
            getSelection().collapse(title.firstChild, 1);
            socket.onmessage(new MessageEvent("message", {data: JSON.stringify(
                {type: "caret", sheet: "f".repeat(16), name: "X", version: 0, anchor: 1, head: 1}
            )}));
        }""",
        SHEET,
    )
    page.keyboard.type("!")
    expect(page.locator(f"{SHEET} > h1")).to_contain_text("a! title")


def test_a_sheet_whose_step_was_stored_otherwise_takes_the_houses_text(
    opened: Opener, article: Article, writer: Account
) -> None:
    spoil = False

    def spoiling(route: WebSocketRoute) -> None:
        server = route.connect_to_server()

        def forward(message: str | bytes) -> None:
            nonlocal spoil
            said = json.loads(message)
            if spoil and said["type"] == "steps":
                spoil = False
                said["steps"][0]["slice"]["content"][0]["text"] = " otherwise"
            server.send(json.dumps(said))

        route.on_message(forward)

    page = opened(
        writer, article, before=lambda page: page.route_web_socket("**/desk/live/**", spoiling)
    )
    page.keyboard.type("kept")
    saved(page)
    spoil = True
    page.keyboard.insert_text(" as typed")
    expect(page.locator(f"{SHEET} > h1")).to_have_text("kept otherwise")
    expect(page.locator(".desk-notice textarea")).to_have_value("kept as typed")
    _goes_on(page)


def _before_caret(page: Page) -> str:
    words: str = page.evaluate(f"({BEFORE_CARET})(document.querySelector('.caret'))")
    return words


def until(what: Callable[[], bool]) -> None:
    """Wait for what the page's content policy lets nobody wait for in the page."""
    deadline = time.monotonic() + 10
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _goes_on(page: Page) -> None:
    page.locator(".desk-notice").get_by_role("button", name="Close").click()
    page.locator(f"{SHEET} > h1").click()
    page.keyboard.press("End")
    page.keyboard.type("!")
    saved(page)
    expect(page.locator(f"{SHEET} > h1")).to_have_text("kept otherwise!")
