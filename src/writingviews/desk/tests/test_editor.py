"""The sheet in a real browser, on a real house."""

import base64
import io
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, Page, WebSocketRoute, expect, sync_playwright

from tests.machine import slack
from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article
from writingviews.desk import authority
from writingviews.desk.selectors import current_document
from writingviews.house.assets import BUILT_DIR
from writingviews.people.models import Account

from .open_sheet import session_cookie
from .pastes import GOOGLE, WORD
from .test_paste import sketch

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).parents[4]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SHEET = ".desk-sheet > .ProseMirror"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs chromium: apt install chromium"),
    pytest.mark.skipif(
        not list(BUILT_DIR.glob("editor-*.js")), reason="needs the front end: make build"
    ),
]


class House:
    """The process that serves, its address, and what happens to it."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "writingviews.desk.tests.house",
                str(self.port),
                str(connection.settings_dict["NAME"]),
            ],
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "writingviews.config.testing",
                "WRITINGVIEWS_SECRET_KEY": settings.SECRET_KEY,
            },
        )
        for _ in range(200):
            try:
                urllib.request.urlopen(self.address, timeout=5)  # noqa: S310
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the house does not answer")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this thread, and Django would take every query for an async one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def house(transactional_db: None) -> Iterator[House]:
    made = House()
    yield made
    made.kill()


Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, house: House) -> Iterator[Opener]:
    """Open a sheet in a browser of its own; at the end nothing may have gone wrong in any."""
    contexts = []
    faults: list[str] = []

    def open_sheet(
        account: Account,
        article: Article,
        *,
        scheme: Literal["light", "dark"] = "light",
        before: Callable[[Page], None] | None = None,
    ) -> Page:
        context = browser.new_context(color_scheme=scheme)
        contexts.append(context)
        name, _, value = session_cookie(account).partition("=")
        context.add_cookies([{"name": name, "value": value, "url": house.address}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: _stays_at_home(request.url, house, faults))
        page.on(
            "console",
            lambda message: (
                faults.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        if before is not None:
            before(page)
        page.goto(f"{house.address}/desk/{article.id}/")
        page.wait_for_selector(SHEET)
        return page

    yield open_sheet
    for context in contexts:
        context.close()
    assert not faults


def _stays_at_home(url: str, house: House, faults: list[str]) -> None:
    own = (house.address, house.address.replace("http", "ws"), "blob:", "data:")
    if not url.startswith(own):
        faults.append(f"a request left the house: {url}")


def saved(page: Page) -> None:
    expect(page.locator("#desk-status")).to_have_text("Saved", timeout=10_000)


def select(page: Page, words: str) -> None:
    """Select words of the text, as a mouse does."""
    page.locator(SHEET).focus()
    page.evaluate(
        """([sheet, words]) => {
            const walker = document.createTreeWalker(
                document.querySelector(sheet), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                getSelection().setBaseAndExtent(
                    walker.currentNode, at, walker.currentNode, at + words.length);
                return;
            }
            throw new Error(words);
        }""",
        [SHEET, words],
    )
    page.wait_for_timeout(50)  # the browser tells of a moved caret in a task of its own


def blocks(article: Article) -> list[dict[str, Any]]:
    """What is stored, below title and standfirst."""
    authority.forget()
    found: list[dict[str, Any]] = current_document(article)[1]["content"][2:]
    return found


def words(block: dict[str, Any]) -> str:
    own: str = block.get("text", "")
    return own + "".join(words(child) for child in block.get("content", []))


def test_what_is_written_is_there_after_closing_the_browser(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    keys = page.keyboard
    keys.type("The night bus")
    keys.press("Enter")
    keys.type("Line 61 is open to everybody.")
    keys.press("Enter")
    keys.type("She does not turn around.")
    saved(page)
    assert "night bus" not in page.title()
    page.context.close()
    again = opened(writer, article)
    expect(again.locator(f"{SHEET} > h1")).to_have_text("The night bus")
    expect(again.locator(f"{SHEET} > p:last-child")).to_have_text("She does not turn around.")
    expect(again.locator("#desk-words")).to_have_text("5 words")


def test_markdown_as_one_types_makes_blocks(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    keys = page.keyboard
    keys.press("Enter")
    keys.press("Enter")
    for line in ("## Heading", "plain **strong** and *soft* and `code`", "- one", "two", ""):
        keys.type(line)
        keys.press("Enter")
    for line in ("1. first", "", "> said", ""):
        keys.type(line)
        keys.press("Enter")
    keys.type("***")
    keys.type("``` ")
    keys.type("x =")
    # The end of the text is the end of its words, not of the fields below the last block.
    keys.press("Control+Home")
    keys.press("Control+End")
    keys.type(" 1")
    saved(page)
    found = blocks(article)
    assert [block["type"] for block in found] == [
        "heading",
        "paragraph",
        "bulletList",
        "orderedList",
        "quotation",
        "sceneBreak",
        "codeBlock",
    ]
    assert words(found[-1]) == "x = 1"
    marked = {
        mark["type"]: text["text"] for text in found[1]["content"] for mark in text.get("marks", [])
    }
    assert marked == {"strong": "strong", "emphasis": "soft", "code": "code"}


def test_a_key_acts_where_the_caret_is_though_the_browser_has_not_told_of_it(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    for key in ("Enter", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("one two")
    page.keyboard.press("Enter")
    page.keyboard.type("three")
    saved(page)
    page.evaluate(
        """(sheet) => {
            const first = [...document.querySelectorAll(`${sheet} p`)].at(-2);
            // As when a click and a key wait together: the key comes before the browser's news.
            getSelection().collapse(first.firstChild, 3);
            first.parentElement.dispatchEvent(new KeyboardEvent(
                "keydown", {key: "Enter", keyCode: 13, bubbles: true, cancelable: true}));
        }""",
        SHEET,
    )
    saved(page)
    assert [words(block) for block in blocks(article)] == ["one", " two", "three"]


def test_every_tool_is_reached_and_used_by_keyboard(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    keys = page.keyboard
    keys.press("Enter")
    keys.press("Enter")
    keys.type("words")
    keys.press("Alt+F10")
    names = [page.evaluate("document.activeElement.ariaLabel")]
    for _ in range(40):
        keys.press("ArrowRight")
        names.append(page.evaluate("document.activeElement.ariaLabel"))
        if names[-1] == names[0]:
            break
    assert names[:3] == ["Strong", "Emphasis", "Link"]
    assert {"Picture", "Footnote", "Verse", "More blocks", "Undo"} <= set(names)
    assert names[-1] == "Strong"
    for _ in range(names.index("Heading")):
        keys.press("ArrowRight")
    keys.press("Enter")
    expect(page.locator(f"{SHEET} h2")).to_have_text("words")
    keys.type("!")
    expect(page.locator(f"{SHEET} h2")).to_have_text("words!")


def test_quotation_footnote_link_and_verse_are_made_by_keyboard(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    keys = page.keyboard
    keys.press("Enter")
    keys.press("Enter")
    keys.type("> We write.")
    keys.press("Tab")
    keys.type("Ines")
    keys.press("Tab")
    keys.type("nurse")
    keys.press("Enter")
    keys.press("Control+Enter")
    keys.type("A claim")
    keys.press("Control+Alt+f")
    keys.type("A note.")
    keys.press("Escape")
    keys.type(" goes on ")
    keys.press("Control+k")
    keys.type("example.org")
    keys.press("Enter")
    keys.press("Control+Enter")
    keys.type("a line")
    page.get_by_role("button", name="Verse").click()
    keys.press("Enter")
    keys.press("Tab")
    keys.type("a second one")
    saved(page)
    quotation, paragraph, verse = blocks(article)
    assert quotation["attrs"]["speaker"] == "Ines"
    assert quotation["attrs"]["role"] == "nurse"
    assert [child["type"] for child in paragraph["content"]] == ["text", "footnote", "text", "text"]
    assert words(paragraph["content"][1]) == "A note."
    assert paragraph["content"][3]["marks"][0]["attrs"]["href"] == "https://example.org"
    assert [line["attrs"]["indent"] for line in verse["content"]] == [0, 1]


def test_a_paste_leaves_at_the_door_what_no_text_may_hold(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("kept ")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/html", "<p>soft\\vbreak <b>bold</b>"
              + "<a href='javascript:alert(1)'>bad</a><script>1</script>\\x01</p>");
            data.setData("text/plain", "soft");
            document.querySelector(".ProseMirror").dispatchEvent(
              new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    page.keyboard.type("!")
    saved(page)
    expect(page.locator(".desk-notice")).to_have_count(0)
    stored = json.dumps(blocks(article))
    assert "kept soft" in stored
    assert "javascript" not in stored
    assert "\\u000b" not in stored
    assert "\\u0001" not in stored


#: Pastes as a program's clipboard would; ``million`` fills the HTML up to so many characters.
PASTE = """([html, text, million]) => {
    const data = new DataTransfer();
    data.setData("text/html", million ? html.repeat(million * 1e6 / html.length) : html);
    data.setData("text/plain", text);
    const begun = performance.now();
    document.querySelector(".desk-sheet > .ProseMirror").dispatchEvent(
      new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
    return performance.now() - begun;
}"""


def test_what_other_programs_put_on_the_clipboard_arrives_as_clean_blocks(
    opened: Opener, article: Article, writer: Account
) -> None:
    from PIL import Image

    page = opened(writer, article)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    for cases, name in (
        (WORD, "word: footnotes"),
        (GOOGLE, "google: marks by style"),
        (WORD, "word: quotation, table, right to left, page break"),
    ):
        page.evaluate(PASTE, [cases[name][0], "words", 0])
        page.keyboard.press("Enter")
    png = io.BytesIO()
    Image.new("RGB", (90, 60), "#884422").save(png, "PNG")
    inside = base64.b64encode(png.getvalue()).decode()
    page.evaluate(
        PASTE,
        [
            (
                f'<p>Seen:</p><figure><img alt="A bus" src="data:image/png;base64,{inside}">'
                "<figcaption>The 61</figcaption></figure>"
                '<p>Far:</p><img src="https://example.org/far.png" alt="A far one">'
            ),
            "Seen",
            0,
        ],
    )
    expect(page.locator(f"{SHEET} figure img")).to_have_attribute("alt", "A bus")
    expect(page.locator(".desk-notice")).to_contain_text("A picture was not in what you pasted")
    page.get_by_role("button", name="Close").click()
    saved(page)
    assert [sketch(block) for block in blocks(article)] == [
        *WORD["word: footnotes"][1],
        *GOOGLE["google: marks by style"][1],
        *WORD["word: quotation, table, right to left, page break"][1],
        "p[Seen:]",
        "picture.A bus[The 61]",
        "p[Far:]",
        "p[A far one]",
    ]

    # What only says that a sheet copied it, and hides something.
    forged = '<p data-pm-slice="0 0 []">told<b style="display:none">hidden</b></p>'
    page.evaluate(PASTE, [forged, "told", 0])
    saved(page)
    assert "told" in words(blocks(article)[-1])
    assert "hidden" not in str(blocks(article))

    before = blocks(article)
    line = "<p class=MsoNormal style='margin:0cm'><span lang=EN-GB>A line of words.</span></p>"
    for million in (10, 1.9):
        took = page.evaluate(PASTE, [line, "words", million])
        expect(page.locator(".desk-notice")).to_contain_text("too much at once")
        assert took < 1500 * slack()
        page.get_by_role("button", name="Close").click()
    saved(page)
    assert blocks(article) == before


def test_a_paste_into_a_footnote_is_cleaned_as_in_the_text(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("A claim")
    page.keyboard.press("Control+Alt+f")
    page.keyboard.type("See ")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/html", "<p style='color:red'>a <span style='font-style:italic'>book"
              + "</span><span style='display:none'>secret</span></p>");
            document.activeElement.dispatchEvent(
              new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    saved(page)
    assert [sketch(block) for block in blocks(article)] == ["p[A claim{See a /book/}]"]


def test_two_hands_see_each_other_and_end_with_one_text(
    opened: Opener, article: Article, writer: Account, editor: Account
) -> None:
    Article.objects.update(state=State.SUBMITTED)
    one, two = opened(writer, article), opened(editor, article)
    one.keyboard.press("Enter")
    one.keyboard.press("Enter")
    one.keyboard.type("from the writer")
    expect(two.locator(f"{SHEET} > p:last-child")).to_have_text("from the writer")
    expect(two.locator("#desk-company")).to_have_text("Also here: A writer")
    expect(two.locator(".caret")).to_have_attribute("data-name", "A writer")
    two.locator(f"{SHEET} > h1").click()
    for _ in range(15):
        one.keyboard.type("w")
        two.keyboard.type("e")
    expect(one.locator(f"{SHEET} > h1")).to_have_text("e" * 15)
    expect(two.locator(f"{SHEET} > p:last-child")).to_have_text("from the writer" + "w" * 15)
    saved(one)
    saved(two)
    assert words(blocks(article)[0]) == "from the writer" + "w" * 15


#: Keeps, from the first moment on, every state that the sheet's word goes through.
WATCH = """window.states = [];
new MutationObserver(() => {
    const now = document.getElementById("desk-status")?.dataset.saving;
    if (now !== undefined && now !== window.states.at(-1)) window.states.push(now);
}).observe(document, {subtree: true, attributes: true, attributeFilter: ["data-saving"]});"""


def test_a_sheet_that_opens_slowly_is_not_called_offline(
    opened: Opener, article: Article, writer: Account
) -> None:
    tried = 0

    def failing_once(route: WebSocketRoute) -> None:
        nonlocal tried
        tried += 1
        if tried == 1:
            route.close(code=1013)
        else:
            route.connect_to_server()

    def watch(page: Page) -> None:
        page.add_init_script(WATCH)
        page.route_web_socket("**/desk/live/**", failing_once)

    page = opened(writer, article, before=watch)
    saved(page)
    assert tried == 2
    assert page.evaluate("window.states") == ["opening", "saved"]


def test_a_line_that_breaks_for_a_moment_is_passed_over_and_a_broken_one_is_said(
    opened: Opener, house: House, article: Article, writer: Account
) -> None:
    lines: list[WebSocketRoute] = []

    def along(route: WebSocketRoute) -> None:
        lines.append(route)
        route.connect_to_server()

    def watch(page: Page) -> None:
        page.add_init_script(WATCH)
        page.route_web_socket("**/desk/live/**", along)

    page = opened(writer, article, before=watch)
    page.set_viewport_size({"width": 1280, "height": 800})
    bar = page.locator("#desk-bar")
    before = bar.bounding_box()
    page.keyboard.type("one")
    saved(page)
    lines[-1].close(code=1012)
    page.keyboard.type(" two")
    saved(page)
    assert "offline" not in page.evaluate("window.states")
    # The browser itself knows that the network is gone: nobody waits for the socket to find out.
    page.context.set_offline(True)
    house.kill()
    page.keyboard.type(" three")
    expect(page.locator("#desk-status")).to_have_text(re.compile("Offline"), timeout=2_000)
    # One row of tools, whatever the word beside them.
    assert bar.bounding_box() == before
    page.context.set_offline(False)
    house.start()
    saved(page)
    expect(page.locator(f"{SHEET} > h1")).to_have_text("one two three")


def test_a_line_that_is_never_answered_is_called_offline_after_some_seconds(
    opened: Opener, article: Article, writer: Account
) -> None:
    page = opened(
        writer,
        article,
        before=lambda page: page.route_web_socket("**/desk/live/**", lambda _route: None),
    )
    word = page.locator("#desk-status")
    expect(word).to_have_text("Opening…")
    page.keyboard.type("typed too early")
    expect(word).to_have_text("Saving…")
    expect(word).to_have_text("Offline – kept in this tab", timeout=10_000)


@pytest.mark.parametrize(("language", "numbers"), [("en", "decimal"), ("fa", "persian")])
def test_a_numbered_list_has_the_numbers_of_its_language(
    opened: Opener, article: Article, writer: Account, language: str, numbers: str
) -> None:
    Article.objects.update(language=language)
    page = opened(writer, article)
    for key in ("Enter", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("1. one")
    expect(page.locator(f"{SHEET} > ol > li")).to_have_css("list-style-type", numbers)


def test_a_killed_house_loses_nothing_that_was_typed(
    opened: Opener, house: House, article: Article, writer: Account
) -> None:
    page = opened(writer, article)
    page.keyboard.type("before")
    saved(page)
    house.kill()
    page.keyboard.type(" during")
    expect(page.locator("#desk-status")).to_have_text("Offline – kept in this tab")
    house.start()
    saved(page)
    page.keyboard.type(" after")
    saved(page)
    authority.forget()
    assert words(current_document(article)[1]["content"][0]) == "before during after"


def test_a_refused_change_is_held_out_for_copying(
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
                said["steps"][0]["from"] = said["steps"][0]["to"] = 99_999
            server.send(json.dumps(said))

        route.on_message(forward)

    page = opened(
        writer, article, before=lambda page: page.route_web_socket("**/desk/live/**", spoiling)
    )
    page.keyboard.type("kept")
    saved(page)
    spoil = True
    page.keyboard.insert_text(" and lost")
    notice = page.locator(".desk-notice")
    expect(notice).to_contain_text("could not take your last change")
    expect(notice.locator("textarea")).to_have_value("kept and lost")
    expect(page.locator(f"{SHEET} > h1")).to_have_text("kept")
    notice.get_by_role("button", name="Close").click()
    page.locator(f"{SHEET} > h1").click()
    page.keyboard.press("End")
    page.keyboard.type("!")
    saved(page)
    authority.forget()
    assert words(current_document(article)[1]["content"][0]) == "kept!"


def test_an_old_build_is_asked_to_reload(opened: Opener, article: Article, writer: Account) -> None:
    def aging(route: WebSocketRoute) -> None:
        server = route.connect_to_server()
        route.on_message(
            lambda message: server.send(json.dumps({**json.loads(message), "schema": 0}))
        )

    page = opened(
        writer, article, before=lambda page: page.route_web_socket("**/desk/live/**", aging)
    )
    expect(page.locator(".desk-notice")).to_contain_text("Reload it to go on")
    expect(page.locator(SHEET)).to_have_attribute("contenteditable", "false")


def test_who_may_only_read_reads_along(
    opened: Opener, article: Article, writer: Account, editor: Account
) -> None:
    Article.objects.update(state=State.ACCEPTED)
    reading, writing = opened(writer, article), opened(editor, article)
    expect(reading.locator("#desk-status")).to_have_text("Read only")
    # Finding, the outline and the help are theirs, and nothing that changes the text.
    tools = reading.get_by_role("toolbar", name="Tools").get_by_role("button")
    expect(tools).to_have_count(3)
    reading.keyboard.press("Alt+F10")
    tools.nth(0).focus()
    reading.keyboard.press("ArrowLeft")
    expect(tools.nth(2)).to_be_focused()
    tools.nth(1).click()
    expect(reading.get_by_role("dialog", name="Outline")).to_be_visible()
    reading.keyboard.press("Escape")
    expect(reading.locator(SHEET)).to_have_attribute("contenteditable", "false")
    writing.keyboard.type("Edited")
    expect(reading.locator(f"{SHEET} > h1")).to_have_text("Edited")
    Article.objects.update(state=State.CHANGES_ASKED)
    expect(reading.locator(SHEET)).to_have_attribute("contenteditable", "true")
    expect(reading.get_by_role("button", name="Strong", exact=True)).to_be_visible()
    # Good news is not drawn like a fault.
    expect(reading.locator(".desk-notice.is-news")).to_contain_text("yours to change")


def test_a_picture_is_placed_and_described_beside_it(
    opened: Opener, article: Article, writer: Account, tmp_path: Path
) -> None:
    from PIL import Image

    Image.new("RGB", (900, 600), "teal").save(tmp_path / "holiday.png")
    (tmp_path / "broken.png").write_bytes(b"no picture at all")
    page = opened(writer, article)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    for name in ("holiday.png", "broken.png"):
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Picture").click()
        chooser.value.set_files(tmp_path / name)
        if name == "holiday.png":
            page.wait_for_selector("figure.picture img[src]", timeout=30_000)
    refusal = page.locator(".upload [role=alert]")
    expect(refusal).to_contain_text("JPEG")
    page.get_by_role("button", name="Leave it out").click()
    expect(page.locator(".upload")).to_have_count(0)
    page.get_by_label("What it shows").fill("A wall in one colour")
    page.get_by_label("Credit").fill("Ines")
    page.get_by_label("Credit").press("Enter")
    page.keyboard.type("The wall at noon")
    saved(page)
    # A click on the picture takes it whole, wherever the caret was.
    page.locator("figure.picture img").click()
    expect(page.locator("figure.picture")).to_have_class(re.compile("is-selected"))
    expect(page.locator("#desk-announcer")).to_contain_text("Picture: A wall in one colour")
    # It is not written over: letters go into its caption.
    page.keyboard.type(".")
    saved(page)
    picture = blocks(article)[0]
    assert picture["attrs"]["alt"] == "A wall in one colour"
    assert picture["attrs"]["credit"] == "Ines"
    assert words(picture) == "The wall at noon."
    assert len(blocks(article)) == 2  # a paragraph to go on in
    expect(page.locator("figure.picture img")).to_have_js_property("naturalWidth", 900)


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    opened: Opener, article: Article, writer: Account, language: str, scheme: str
) -> None:
    Article.objects.update(language=language)
    page = opened(writer, article, scheme=scheme)
    expect(page.locator(".desk-sheet")).to_have_attribute(
        "dir", "rtl" if language == "fa" else "ltr"
    )
    assert violations(page) == []
    page.keyboard.type("Title")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("> quotation")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("text")
    page.keyboard.press("Control+Alt+f")
    page.keyboard.type("note")
    assert violations(page) == []


def violations(page: Page) -> list[str]:
    """What axe-core finds, run beside the page's own policy, which forbids foreign scripts."""
    protocol = page.context.new_cdp_session(page)
    answer = protocol.send(
        "Runtime.evaluate",
        {
            "expression": AXE.read_text(encoding="utf-8")
            + ";axe.run('main').then(r => JSON.stringify(r.violations.map(v => v.id + ': ' "
            "+ v.nodes.map(n => n.html.slice(0, 120)).join(' | '))))",
            "awaitPromise": True,
            "returnByValue": True,
        },
    )
    found: list[str] = json.loads(answer["result"]["value"])
    return found
