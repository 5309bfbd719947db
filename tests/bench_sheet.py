"""How soon a sheet is there, and how soon a key is seen on it: the editor's part of ``make bench``.

In Debian's Chromium without a window, on a house of its own:

sheet_ready_1500           from asking for the page until the sheet takes keys, text of 1,500 words;
sheet_opens_50000          the same of 50,000 words
key_to_paint_20000_*       from a key until the picture with its letter is drawn, in the middle of a
                           text of 20,000 words; frames are drawn as soon as they can be
key_to_paint_margin_*      the same with 200 notes and 200 suggestions in the margin
suggestions_10000          what leads to a text of 10,000 words, 300 of them changed, as suggestions
"""

import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from tests import serving
from tests.hands import Invited, invite

Say = Callable[[str, float, str], None]

ROOT: Final = Path(__file__).parent.parent
TIMES: Final = 5
KEYS: Final = 120
SHEET: Final = ".desk-sheet > .ProseMirror"

#: Notes the moment from which the sheet takes keys.
READY: Final = """new MutationObserver((_changes, observer) => {
    if (!document.querySelector(".ProseMirror[contenteditable=true]")) return;
    window.ready = performance.now();
    observer.disconnect();
}).observe(document, {subtree: true, childList: true, attributes: true});"""
#: Notes for each key how long it took until it was painted.
WATCH: Final = """() => {
    window.took = [];
    addEventListener("keydown", (event) => requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => window.took.push(performance.now() - event.timeStamp);
        painted.port2.postMessage(null);
    }), true);
}"""
#: Puts the caret into the middle of the text.
INTO_THE_MIDDLE: Final = """(sheet) => {
    const all = document.querySelectorAll(`${sheet} > p`);
    const middle = all[Math.floor(all.length / 2)];
    middle.scrollIntoView({block: "center"});
    document.querySelector(sheet).focus();
    getSelection().collapse(middle.firstChild, 20);
}"""
SUGGESTIONS: Final = """
import { loadTypeScript } from "./frontend/document/load.mjs";
const { suggestionsTook } = await loadTypeScript(process.cwd() + "/frontend/desk/late.ts");
console.log(suggestionsTook(10000, 300));
"""


def measure_sheet(say: Say) -> None:
    folder = Path(tempfile.mkdtemp(prefix="writingviews-bench-"))
    serving.command(folder, "init", str(folder), "--name", "The Bench")
    house = serving.start(folder, serving.free_port(), "--readers", "1")
    try:
        texts = {
            name: invite(folder, house.address, 1, words, in_margin)[0][0]
            for name, words, in_margin in (
                ("ready", 1_500, 0),
                ("long", 50_000, 0),
                ("keys", 20_000, 0),
                ("margin", 20_000, 200),
            )
        }
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium",
                args=["--no-sandbox", "--disable-frame-rate-limit", "--disable-gpu-vsync"],
            )
            say("sheet_ready_1500", _ready(browser, texts["ready"]), "ms")
            say("sheet_opens_50000", _ready(browser, texts["long"]), "ms")
            for name, text in (("20000", "keys"), ("margin", "margin")):
                took = _keys(browser, texts[text])
                cuts = statistics.quantiles(took, n=20)
                say(f"key_to_paint_{name}_median", statistics.median(took), "ms")
                say(f"key_to_paint_{name}_p95", cuts[18], "ms")
            browser.close()
    finally:
        serving.stop(house)
        shutil.rmtree(folder, ignore_errors=True)
    printed = subprocess.run(
        ["node", "--input-type=module", "-e", SUGGESTIONS],
        cwd=ROOT,
        env=os.environ,
        check=True,
        capture_output=True,
        text=True,
    )
    say("suggestions_10000", float(printed.stdout), "ms")


def _opened(browser: Browser, text: Invited) -> Page:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    name, _, value = text.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": text.address}])
    page = context.new_page()
    page.add_init_script(READY)
    return page


def _ready(browser: Browser, text: Invited) -> float:
    """Median of some openings, the files of the editor in the browser's cache as on most days."""
    page = _opened(browser, text)
    took = []
    for _ in range(TIMES + 1):
        page.goto(f"{text.address}/desk/{text.article}/")
        page.wait_for_selector(f"{SHEET}[contenteditable=true]")
        took.append(page.evaluate("window.ready"))
    page.context.close()
    return float(statistics.median(took[1:]))


def _keys(browser: Browser, text: Invited) -> list[float]:
    page = _opened(browser, text)
    page.goto(f"{text.address}/desk/{text.article}/")
    page.wait_for_selector(f"{SHEET}[contenteditable=true]")
    page.wait_for_timeout(2000)
    page.evaluate(INTO_THE_MIDDLE, SHEET)
    page.keyboard.type("begun ", delay=60)
    page.evaluate(WATCH)
    page.keyboard.type(("letters " * KEYS)[:KEYS], delay=60)
    page.wait_for_timeout(300)
    took: list[float] = page.evaluate("window.took")
    page.context.close()
    assert len(took) == KEYS
    return took
