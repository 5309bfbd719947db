"""Board, calendar and lists in a real browser: keys, what others change, and what axe says."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from writingviews.articles.access import open_article
from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article
from writingviews.newsroom.saved_filters import save_filter
from writingviews.newsroom.services import move
from writingviews.people.models import Account

from .conftest import ACCEPTED, IN_REVIEW, SUBMITTED, Cast, now
from .in_browsers import browser, needs_a_browser

AXE = Path(__file__).parents[4] / "node_modules" / "axe-core" / "axe.min.js"
Make = Callable[..., Article]
Enter = Callable[..., Page]
FOCUSED = "() => document.activeElement.textContent.trim()"

pytestmark = needs_a_browser
__all__ = ["browser"]  # a fixture, used by its name


@pytest.fixture
def house(transactional_db: None) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    module = "writingviews.newsroom.tests.live_house"
    process = subprocess.Popen(
        [sys.executable, "-m", module, str(port), str(connection.settings_dict["NAME"])],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "writingviews.config.testing",
            "WRITINGVIEWS_SECRET_KEY": settings.SECRET_KEY,
        },
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(400):
        try:
            urllib.request.urlopen(f"{address}/account/login/", timeout=5)  # noqa: S310
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.05)
        else:
            break
    yield address
    process.kill()
    process.wait()


@pytest.fixture
def enter(browser: Browser, house: str) -> Iterator[Enter]:
    """Open the house to somebody in a browser of their own; nothing may go wrong in it."""
    contexts = []
    faults: list[str] = []

    def open_house(account: Account, **how: object) -> Page:
        context = browser.new_context(base_url=house, locale="en-GB", **how)  # type: ignore[arg-type]
        contexts.append(context)
        client = Client()
        client.force_login(account)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": session, "url": house}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_house
    for context in contexts:
        context.close()
    assert faults == []


def test_keys_lead_along_the_board_and_do_what_the_buttons_do(
    cast: Cast, enter: Enter, piece: Make
) -> None:
    piece(*SUBMITTED, title="First")
    second = piece(*SUBMITTED, title="Second")
    piece(*IN_REVIEW, title="Beside")
    piece(*ACCEPTED, title="Far")
    page = enter(cast.editor)
    page.goto("/newsroom/board/")
    for key in "tdp?":  # without focus on a piece they do nothing
        page.keyboard.press(key)
    assert page.url.endswith("/newsroom/board/")
    page.locator(".card-title a").first.focus()
    for key, title in (
        ("ArrowDown", "Second"),
        ("ArrowDown", "Second"),
        ("Home", "First"),
        ("End", "Second"),
        ("ArrowRight", "Beside"),
        ("ArrowRight", "Far"),  # over the empty column
        ("ArrowRight", "Far"),
        ("ArrowLeft", "Beside"),
        ("ArrowLeft", "First"),
        ("ArrowDown", "Second"),
    ):
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) == title, key
    page.keyboard.press("?")
    expect(page.get_by_text("take it up", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("take it up", exact=True)).to_be_hidden()
    assert page.evaluate(FOCUSED) == "Second"
    page.keyboard.press("t")
    page.wait_for_url(f"**/desk/{second.id}/")
    second.refresh_from_db()
    assert (second.state, second.editor) == (State.IN_REVIEW, cast.editor)
    page.goto("/newsroom/board/")
    page.get_by_role("link", name="Far", exact=True).focus()
    page.keyboard.press("p")
    page.wait_for_url("**/details/#standing")
    page.goto("/newsroom/board/")
    page.get_by_role("link", name="First", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/*/")


def test_keys_lead_from_day_to_day(cast: Cast, enter: Enter, piece: Make) -> None:
    article = piece(*ACCEPTED, title="Planned")
    Article.objects.filter(id=article.id).update(
        state=State.SCHEDULED, scheduled_for=datetime(2031, 5, 14, 9, tzinfo=UTC)
    )
    page = enter(cast.editor)
    page.goto("/newsroom/calendar/2031-05/")
    day = "() => document.activeElement.querySelector('time')?.dateTime"
    page.locator("[data-day]").first.focus()
    for key, found in (
        ("ArrowRight", "2031-04-29"),
        ("ArrowDown", "2031-05-06"),
        ("ArrowRight", "2031-05-07"),
        ("ArrowDown", "2031-05-14"),
        ("ArrowDown", None),  # the piece of that day
        ("ArrowDown", "2031-05-21"),
        ("ArrowUp", "2031-05-14"),
        ("End", "2031-06-01"),
        ("Home", "2031-04-28"),
    ):
        page.keyboard.press(key)
        assert page.evaluate(day) == found, key
    page.keyboard.press("Enter")
    page.wait_for_url("**/calendar/2031-04-28/")


def test_what_others_change_appears_but_never_under_the_hand(
    cast: Cast, enter: Enter, piece: Make
) -> None:
    first = piece(*SUBMITTED, title="Taken by another")
    second = piece(*SUBMITTED, title="Taken while I am there")
    page = enter(cast.editor)
    page.mouse.move(2, 2)
    with page.expect_websocket():
        page.goto("/newsroom/board/")
    page.wait_for_timeout(1_500)  # until it has said what it shows

    def take_up(article: Article) -> None:
        opened = open_article(cast.second_editor, article.id)
        move(actor=cast.second_editor, opened=opened, verb=Verb.TAKE_UP)

    def column(state: str) -> str:
        return page.locator(f"section[aria-labelledby=column-{state}]").inner_text()

    take_up(first)
    said = page.locator("[role=status].unseen")
    expect(said).to_have_text("Changed: Taken by another (In review).", timeout=10_000)
    assert "Taken by another" in column("in_review")
    assert "changed" in column("in_review")
    expect(page.locator(".is-changed")).to_have_count(1)

    page.get_by_role("link", name="Taken while I am there", exact=True).focus()
    take_up(second)
    expect(page.get_by_text("1 piece has changed.").last).to_be_visible(timeout=10_000)
    assert "Taken while I am there" in column("submitted")  # it stays until one leaves it
    assert page.evaluate(FOCUSED) == "Taken while I am there"
    # Who acts on it meanwhile is told, and it is done once.
    page.keyboard.press("t")
    expect(page.get_by_text("Somebody was faster")).to_be_visible()
    second.refresh_from_db()
    assert second.editor == cast.second_editor


def test_what_is_held_is_shown_when_the_focus_leaves(cast: Cast, enter: Enter, piece: Make) -> None:
    article = piece(*SUBMITTED, title="Withdrawn")
    page = enter(cast.editor)
    page.mouse.move(2, 2)
    with page.expect_websocket():
        page.goto("/newsroom/")
    page.wait_for_timeout(1_500)  # until it has said what it shows
    page.get_by_role("link", name="Withdrawn", exact=True).focus()
    opened = open_article(cast.writer, article.id)
    move(actor=cast.writer, opened=opened, verb=Verb.WITHDRAW)
    expect(page.get_by_text("1 piece has changed.").last).to_be_visible(timeout=10_000)
    page.get_by_role("link", name="Board", exact=True).focus()
    expect(page.get_by_text("Nothing waits for you.")).to_be_visible()
    expect(page.locator(".news")).to_be_hidden()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing(cast: Cast, enter: Enter, piece: Make, width: int, scheme: str) -> None:
    """The journeys look at the other two: dark and wide, light and narrow."""
    aged = piece(*SUBMITTED, title="Late")
    Article.objects.filter(id=aged.id).update(stands_since=now() - timedelta(days=9))
    piece(*SUBMITTED, title="شب", language="fa")
    piece(*IN_REVIEW)
    piece(*ACCEPTED)
    piece(*ACCEPTED, Verb.SCHEDULE, due=now() + timedelta(hours=1))
    save_filter(actor=cast.editor, name="Late ones", query="when=late")
    page = enter(cast.editor, color_scheme=scheme, viewport={"width": width, "height": 800})
    for address in (
        "/newsroom/",
        "/newsroom/board/?when=late",
        "/newsroom/board/",
        "/newsroom/pieces/?who=nobody",
        "/newsroom/calendar/",
        f"/newsroom/calendar/{now():%Y-%m-%d}/",
    ):
        page.goto(address)
        for one in page.locator("details").all():
            one.evaluate("one => { if (!one.closest('.bar')) one.open = true; }")
        page.evaluate(AXE.read_text())
        found = page.evaluate(
            """async () => (await axe.run()).violations.map(one =>
              `${one.id}: ${one.nodes.map(node => node.target).join(" ")}`)"""
        )
        assert found == [], f"{scheme} {width} {address}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_escape_twice_or_the_button_leaves_at_once_and_back_leads_nowhere(
    cast: Cast, enter: Enter
) -> None:
    def escape(page: Page) -> None:
        # Both in one task: what a test's own keys are apart depends on the machine.
        page.evaluate(
            "[1, 2].forEach(() => document.dispatchEvent("
            "new KeyboardEvent('keydown', { key: 'Escape' })))"
        )

    for leave in (escape, lambda page: page.get_by_role("button", name="Leave at once").click()):
        page = enter(cast.writer)
        page.goto("/notices/")
        page.goto("/desk/")
        leave(page)
        page.wait_for_url(re.compile(r":\d+/$"))
        for _ in range(300):  # the page does not wait for the house, on a busy machine least of all
            if not page.context.cookies():
                break
            page.wait_for_timeout(50)
        assert page.context.cookies() == []
        page.go_back()
        expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
        assert "next=/notices/" in page.url, "the desk is not in the history"
