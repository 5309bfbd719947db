"""What the journeys share: a furnished house that really runs, and a browser that watches it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    sync_playwright,
)

from tests import serving
from tests.furnished import copy_of_the_demo
from writingviews.house.assets import BUILT_DIR

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
#: Nothing that Chromium does by itself may leave the machine.
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
)
#: It takes seconds, or one minute where all pages are printed anew, on a machine that is not busy.
SERVED_WITHIN = 240.0


@dataclass
class Demo(serving.House):
    """The demo as `make demo` leaves it.

    Attributes:
        log: the file that holds everything the house has said, its errors too.
    """

    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def demo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    """`writingviews demo`, run as a newcomer runs it, once for all journeys.

    It finds the demo furnished if an earlier run has done so with the same code (`furnished`).
    """
    if not list(BUILT_DIR.glob("site-*.css")):
        pytest.skip("needs the front end: make build")
    place = tmp_path_factory.mktemp("demo")
    folder = place / "house"
    cache: pytest.Cache | None = getattr(request.config, "cache", None)
    port = copy_of_the_demo(cache.mkdir("furnished") if cache else place / "kept", folder)
    log = place / "said.txt"
    began = time.monotonic()
    with log.open("wb") as said:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "writingviews", "demo"),
                *("--dir", str(folder), "--port", str(port)),
            ],
            env=serving.environment(folder),
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    house = Demo(folder, f"http://127.0.0.1:{port}", process, log)
    try:
        while "Ctrl-C ends it" not in house.said:
            assert process.poll() is None, house.said
            assert time.monotonic() - began < SERVED_WITHIN, house.said
            time.sleep(0.1)
        house.wait_until_up()
        yield house
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for one file of tests.

    Not for the session: Playwright's loop runs in this thread as long as the browser is open, and
    Django's tests in the same process would take every query for an async one.
    """
    if not Path(CHROMIUM).exists():
        pytest.skip("needs chromium: apt install chromium, or set CHROMIUM to its path")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_ARGS))
        yield chromium
        chromium.close()


Scheme = Literal["light", "dark"]
DESK, PHONE = (1280, 900), (390, 844)


@dataclass
class Watch:
    """What has gone wrong in a test's browsers: a page may do nothing of this.

    Attributes:
        own: the beginnings of addresses that a page may ask for.
        faults: one sentence each.
        documents: addresses of pages themselves, whose status the test looks at.
    """

    own: tuple[str, ...]
    faults: list[str] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)

    def over(self, page: Page) -> None:
        """Watch a page from before its first request on."""
        page.on("request", lambda request: self._asked(request.url))
        page.on("response", self._answered)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"a script failed: {error}"))

    def _asked(self, url: str) -> None:
        if not url.startswith(self.own):
            self.faults.append(f"a request left the house: {url}")

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.documents.add(response.url)
        elif response.status >= 400:
            self.faults.append(f"{response.url} was answered with {response.status}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        if message.text.startswith("Failed to load resource"):
            return  # `_answered` knows more of it
        self.faults.append(f"{message.type} in the console of {message.location}: {message.text}")


#: Opens a page in a browser context of its own, as a person at another machine.
NewPage = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser, demo: Demo) -> Iterator[NewPage]:
    """Open pages of the demo by path; at the end of the test nothing may have gone wrong in any.

    `new_page(javascript=True, color_scheme="light", viewport=DESK, locale="en-GB")`.
    """
    watch = Watch((demo.address, demo.address.replace("http", "ws", 1), "blob:", "data:"))
    contexts: list[BrowserContext] = []

    def open_page(
        *,
        javascript: bool = True,
        color_scheme: Scheme = "light",
        viewport: tuple[int, int] = DESK,
        locale: str = "en-GB",
    ) -> Page:
        context = browser.new_context(
            base_url=demo.address,
            java_script_enabled=javascript,
            color_scheme=color_scheme,
            viewport={"width": viewport[0], "height": viewport[1]},
            locale=locale,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        watch.over(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not watch.faults
