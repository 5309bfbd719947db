"""A real browser for the tests of the newsroom."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from writingviews.house.assets import BUILT_DIR

CHROMIUM = Path("/usr/bin/chromium")

needs_a_browser = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs chromium: apt install chromium"),
    pytest.mark.skipif(
        not list(BUILT_DIR.glob("house-*.js")), reason="needs the front end: make build"
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for one file of tests."""
    # Playwright's loop runs in this thread, and Django would take every query for an async one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-background-networking", "--no-first-run"],
        )
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
