"""Many hands in one text, in real browsers: carets, and sheets that part from the house."""

import contextlib
import json
import time
from collections.abc import Callable

from playwright.sync_api import Error, Page, WebSocketRoute, expect

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article
from writingviews.desk.models import Step, Suggestion
from writingviews.people.models import Account

from .test_editor import SHEET, House, Opener, browser, house, opened, saved, words
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


STATUS = "#desk-status"


def _sheet_left(page: Page) -> Page:
    """Close a sheet as a crash does, without a question; return a new one in the same browser."""
    context, address = page.context, page.url
    page.close()
    again = context.new_page()
    again.goto(address)
    again.wait_for_selector(SHEET)
    return again


def _all_kept(page: Page, sheets: int = 1) -> None:
    """Wait until what was typed so far in so many sheets is in the browser's database."""
    until(lambda: _kept(page) == sheets)
    time.sleep(0.8)


def _kept(page: Page) -> int:
    """How many sheets have something unsent in this browser's database."""
    number: int = page.evaluate(
        """() => new Promise((resolve) => {
            const asked = indexedDB.open("writing-views", 1);
            asked.onsuccess = () => {
                const store = asked.result.transaction("unsent").objectStore("unsent");
                const counted = store.count();
                counted.onsuccess = () => { asked.result.close(); resolve(counted.result); };
            };
        })"""
    )
    return number


def test_what_a_closed_tab_had_not_sent_is_sent_when_it_is_opened_again(
    opened: Opener, house: House, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    page.keyboard.type("stored")
    saved(page)
    until(lambda: _kept(page) == 0)
    house.kill()
    page.keyboard.type(" and kept")
    page.keyboard.press("Enter")
    page.keyboard.type("second tab's")
    _all_kept(page)
    page.close()
    house.start()
    # Meanwhile others write: what was kept is moved over it.
    other = opened(writer, article)
    other.locator(f"{SHEET} > h1").click()
    other.keyboard.press("Home")
    other.keyboard.type("NOT ")
    saved(other)
    again = page.context.new_page()
    again.goto(f"{house.address}/desk/{article.id}/")
    expect(again.locator(f"{SHEET} > h1")).to_have_text("NOT stored and kept")
    # Good news, and not drawn like a fault.
    expect(again.locator(".desk-notice.is-news")).to_contain_text("are back in the text")
    saved(again)
    expect(other.locator(f"{SHEET} > h1")).to_have_text("NOT stored and kept")
    until(lambda: _kept(again) == 0)
    third = _sheet_left(again)
    saved(third)
    expect(third.locator(f"{SHEET} > h1")).to_have_text("NOT stored and kept")
    expect(third.locator(".desk-notice")).to_have_count(0)


def test_two_tabs_of_one_browser_keep_their_words_apart_and_a_crash_loses_none(
    opened: Opener, house: House, article: Article, writer: Account
) -> None:
    one = opened(writer, article)
    two = one.context.new_page()
    two.goto(one.url)
    saved(one)
    saved(two)
    house.kill()
    one.keyboard.type("the first tab")
    two.locator(f"{SHEET} > [data-node=standfirst]").click()
    two.keyboard.type("the second tab")
    _all_kept(one, 2)
    with contextlib.suppress(Error):
        two.goto("chrome://crash")
    house.start()
    saved(one)
    # The first tab lives: its words are its own to send, once.
    third = one.context.new_page()
    third.goto(one.url)
    expect(third.locator(f"{SHEET} > [data-node=standfirst]")).to_have_text("the second tab")
    saved(third)
    expect(one.locator(f"{SHEET} > [data-node=standfirst]")).to_have_text("the second tab")
    expect(one.locator(f"{SHEET} > h1")).to_have_text("the first tab")
    until(lambda: _kept(one) == 0)


def test_kept_words_that_may_not_go_into_the_text_any_more_become_a_suggestion(
    opened: Opener, house: House, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    page.keyboard.type("stored")
    saved(page)
    house.kill()
    page.keyboard.type(" and kept")
    _all_kept(page)
    Article.objects.update(state=State.ACCEPTED)
    house.start()
    # Refused while the sheet is open; then the tab is closed without an answer.
    notice = page.locator(".desk-notice", has_text="could not take your last change")
    expect(notice.locator("textarea")).to_have_value("stored and kept")
    expect(page.locator(f"{SHEET} > h1")).to_have_text("stored")
    _all_kept(page)
    again = _sheet_left(page)
    notice = again.locator(".desk-notice", has_text="could not take your last change")
    expect(notice.locator("textarea")).to_have_value("stored and kept")
    notice.get_by_role("button", name="Keep it as a suggestion").click()
    expect(notice).to_have_count(0)
    until(lambda: _kept(again) == 0)
    suggestion = Suggestion.objects.get()
    assert "".join(words(node) for node in suggestion.after) == " and kept"
    assert Step.objects.count() == len("stored")


def test_a_sheet_opened_after_the_right_has_gone_offers_what_was_kept(
    opened: Opener, house: House, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    page.keyboard.type("stored")
    saved(page)
    house.kill()
    page.keyboard.type(" and kept")
    _all_kept(page)
    Article.objects.update(state=State.DECLINED)
    context, address = page.context, page.url
    page.close()
    house.start()
    again = context.new_page()
    again.goto(address)
    # Nothing can be suggested on a closed piece: to be copied, until it is let go.
    notice = again.locator(".desk-notice")
    expect(notice.locator("textarea")).to_have_value("stored and kept")
    expect(notice.get_by_role("button")).to_have_text(["Copy the text", "Close"])
    notice.get_by_role("button", name="Close").click()
    until(lambda: _kept(again) == 0)


def test_signing_out_leaves_nothing_of_what_was_kept(
    opened: Opener, house: House, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    saved(page)
    house.kill()
    page.keyboard.type("a secret that is unsent")
    _all_kept(page)
    raw = page.evaluate(
        """() => new Promise((resolve) => {
            const asked = indexedDB.open("writing-views", 1);
            asked.onsuccess = () => {
                const store = asked.result.transaction("unsent").objectStore("unsent");
                const [ids, all] = [store.getAllKeys(), store.getAll()];
                store.transaction.oncomplete = () => {
                    asked.result.close();
                    const seen = new TextDecoder().decode(all.result[0].sealed);
                    resolve(ids.result[0] + seen);
                };
            };
        })"""
    )
    assert "secret" not in raw
    assert str(article.id) not in raw
    other = page.context.new_page()
    house.start()
    other.goto(f"{house.address}/account/logout/")
    page.route("**/*", lambda route: route.abort())
    other.get_by_role("button", name="Sign out").last.click()
    other.wait_for_url(lambda url: "logout" not in url)
    page.keyboard.type("!")
    time.sleep(1)
    assert _kept(page) == 0
