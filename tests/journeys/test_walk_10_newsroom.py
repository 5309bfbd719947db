"""Walk 10: a piece from a call for pieces, through two rounds, to its readers, and down again."""

import re
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Demo, NewPage
from tests.machine import slack

from .axe import assert_accessible
from .hands import do, sheet, sign_in, wait_until_saved, write

pytestmark = pytest.mark.browser

FIRST = "Everybody in our street has a name for the ferryman, and none of them is his."
SECOND = "He told me which one he likes, and asked me not to write it down."
PEERS = ("writer2", "moderator")


def test_a_piece_comes_by_a_call_is_reviewed_published_corrected_and_taken_down(
    demo: Demo, new_page: NewPage
) -> None:
    mark = uuid4().hex[:6]
    call, title = f"Rivers {mark}", f"The ferryman’s names {mark}"
    editor, publisher, writer = new_page(), new_page(), new_page()
    peers = [new_page() for _ in PEERS]
    sign_in(editor, demo.accounts["editor"])
    sign_in(publisher, demo.accounts["publisher"])
    for peer, name in zip(peers, PEERS, strict=True):
        sign_in(peer, demo.accounts[name])
    _lay_out_checks(publisher, mark, "Literature")

    address = _call(editor, call)
    article = _enter(writer, address, f"ferry-{mark}", "Imke Sandvik")
    write(writer, title, "Notes from the landing stage.", FIRST)
    wait_until_saved(writer)
    do(writer, "Submit")

    _ask_two_to_review(editor, demo, title, article)
    for number, peer in enumerate(peers, 1):
        _review(peer, title, number)
    _write_letter(editor, article, "Ask for changes", "It is nearly there: let him speak.")

    _plan(writer, article)
    _write_second_draft(writer, article)
    expect(writer.locator(".state").first).to_have_text("Submitted")

    editor.goto(f"{article}round/2/")
    expect(editor.get_by_text("He speaks at the end.")).to_be_visible()
    _write_letter(editor, article, "Accept", "")
    editor.goto(f"{article}checks/")
    assert_accessible(editor)
    # Who accepted it is the first of the two persons, and cannot publish it.
    expect(editor.get_by_text("agreed to this text")).to_be_visible()
    _tick(editor, f"Names {mark}")
    writer.goto(f"{article}checks/")
    _tick(writer, f"Yes {mark}")

    public = _schedule(publisher, demo, article)
    assert title in demo.get(public)[1]
    _correct(publisher, demo, article, public)
    _take_down(writer, demo, article, public)


def _lay_out_checks(publisher: Page, mark: str, section: str) -> None:
    """Ask for two ticks and for two persons before a section's pieces come before readers."""
    publisher.goto("/settings/checks/")
    for words, who in (
        (f"Names {mark}", "An editor ticks it"),
        (f"Yes {mark}", "Its writer ticks"),
    ):
        adding = publisher.locator("details", has_text="Add an item")
        if adding.get_attribute("open") is None:
            adding.locator("summary").click()
        adding.get_by_label("What is to be looked at").fill(words)
        adding.get_by_label(who).check()
        adding.get_by_role("checkbox", name=section).check()
        adding.get_by_role("button", name="Add it").click()
        expect(publisher.get_by_role("link", name=words)).to_be_visible()
    two = publisher.locator("form[action$='two/']")
    two.get_by_role("checkbox", name=section).check()
    two.get_by_role("button", name="Save").click()
    expect(publisher.get_by_text("Saved.")).to_be_visible()
    expect(two.get_by_role("checkbox", name=section)).to_be_checked()


def _call(editor: Page, title: str) -> str:
    """Publish a call for pieces that is open for a week; return its public address."""
    editor.goto("/newsroom/calls/")
    editor.get_by_label("Title").fill(title)
    editor.get_by_role("button", name="Begin", exact=True).click()
    expect(editor.get_by_role("heading", level=1)).to_have_text(title)
    editor.get_by_label("What you seek").fill("Who carries you across, and what are they called?")
    week = datetime.now(UTC).date() + timedelta(days=7)
    editor.get_by_label("Last day").fill(week.isoformat())
    editor.get_by_label("Section").select_option(label="Literature")
    editor.get_by_label("Reviewers do not see who wrote", exact=True).check()
    editor.get_by_role("button", name="Save and publish").click()
    shown = editor.get_by_role("link", name="Read it as readers do")
    expect(shown).to_be_visible()
    return str(shown.get_attribute("href"))


def _enter(newcomer: Page, address: str, name: str, byline: str) -> str:
    """Come by a call's page without an account, and stand on the sheet of one's entry."""
    expect_page(newcomer, address)
    assert_accessible(newcomer)
    newcomer.get_by_role("link", name="Enter a piece").click()
    newcomer.get_by_label("Name to sign in with").fill(name)
    newcomer.get_by_label("Password").fill("four ferries and a kettle")
    newcomer.get_by_label("Name readers shall see").fill(byline)
    newcomer.get_by_role("button", name="Open the sheet").click()
    expect(newcomer).to_have_url(re.compile(r"/desk/[0-9a-f-]{36}/$"))
    expect(sheet(newcomer)).to_be_editable()
    return "/" + newcomer.url.split("/", 3)[3]


def expect_page(page: Page, address: str) -> None:
    """Open a page that the press is about to write."""
    for _ in range(50):
        answer = page.goto(address)
        if answer is not None and answer.status == 200:
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"{address} was not printed")


def _ask_two_to_review(editor: Page, demo: Demo, title: str, article: str) -> None:
    editor.goto("/newsroom/")
    waiting = editor.get_by_role("listitem").filter(has_text=title)
    waiting.get_by_role("button", name="Take up").click()
    for name in PEERS:
        editor.goto(f"{article}round/")
        asking = editor.locator("details", has_text="Ask somebody to review it")
        if asking.get_attribute("open") is None:
            asking.locator("summary").click()
        editor.get_by_label("Account").fill(demo.accounts[name].username)
        editor.get_by_role("button", name="Ask", exact=True).click()
        expect(editor.get_by_text(demo.accounts[name].username).first).to_be_visible()
    assert_accessible(editor)


def _review(peer: Page, title: str, number: int) -> None:
    """Review what one was asked to: read it on its sheet, rate it, describe, evaluate, suggest."""
    peer.goto("/desk/asked/")
    peer.get_by_role("link", name=title).click()
    expect(peer.get_by_text("Imke Sandvik")).to_have_count(0)
    peer.get_by_label("Describe").fill(f"A street and its ferryman ({number}).")
    peer.get_by_label("Evaluate").fill("I wanted to hear him.")
    peer.get_by_label("Suggest").fill(f"Ask him, in the {number}. paragraph.")
    assert_accessible(peer)
    peer.get_by_role("button", name="Hand in").click()
    expect(peer.get_by_role("heading", name="Your review, handed in")).to_be_visible()
    for criterion in peer.locator("form.rubric fieldset").all():
        criterion.get_by_role("radio").nth(number).check()
    peer.get_by_role("button", name="Keep my rating").click()
    expect(peer.get_by_role("region", name="Ratings side by side")).to_be_visible()


def _write_letter(editor: Page, article: str, decision: str, words: str) -> None:
    editor.goto(f"{article}round/letter/")
    editor.get_by_label(decision, exact=True).check()
    editor.get_by_label("The letter", exact=True).fill(words)
    assert_accessible(editor)
    with editor.expect_navigation():
        editor.get_by_role("button", name="Send and decide").click()


def _plan(writer: Page, article: str) -> None:
    """Read the letter, rate the reviews' help, and plan what to do."""
    writer.goto(f"{article}round/")
    expect(writer.get_by_text("It is nearly there: let him speak.")).to_be_visible()
    helped = writer.get_by_role("article").filter(has_text="Ask him, in the 1. paragraph.")
    helped.get_by_text("Say how helpful it was").click()
    helped.get_by_role("radio").last.check()
    helped.get_by_role("button", name="Tell them").click()
    for criterion in writer.locator("form.rubric fieldset").all():
        criterion.get_by_role("radio").nth(1).check()
    writer.get_by_role("button", name="Keep my rating").click()
    expect(writer.get_by_role("region", name="Ratings side by side")).to_be_visible()
    assert_accessible(writer)
    writer.get_by_role("link", name="Make a plan").click()
    writer.get_by_role("button", name="Into my plan").first.click()
    writer.get_by_label("Yes", exact=True).check()
    writer.get_by_label("What you will do, or why not").fill("He speaks at the end.")
    writer.get_by_role("button", name="Save the plan").click()
    expect(writer.get_by_text("He speaks at the end.").first).to_be_visible()
    assert_accessible(writer)


def _write_second_draft(writer: Page, article: str) -> None:
    writer.goto(article)
    expect(sheet(writer)).to_contain_text(FIRST)
    sheet(writer).locator("p").last.click()
    writer.keyboard.press("Control+End")
    writer.keyboard.press("Enter")
    writer.keyboard.type(SECOND)
    wait_until_saved(writer)
    with writer.expect_navigation():
        writer.get_by_role("checkbox", name=re.compile("let him speak")).click()
    expect(writer.get_by_role("checkbox", name=re.compile("let him speak"))).to_be_checked()
    do(writer, "Submit")


def _tick(page: Page, words: str) -> None:
    """Tick an item of a piece's checklist."""
    item = page.get_by_role("listitem").filter(has_text=words)
    item.get_by_role("button", name="Tick", exact=True).click()
    expect(item.get_by_role("button", name="Take back")).to_be_visible()


def _schedule(publisher: Page, demo: Demo, article: str) -> str:
    """Schedule a piece, let its hour come, and return its public address."""
    publisher.goto(f"{article}details/")
    due = datetime.now(UTC) + timedelta(days=2)
    publisher.get_by_label("Publish it later, on").fill(due.strftime("%Y-%m-%dT%H:%M"))
    do(publisher, "Schedule")
    expect(publisher.locator(".state").first).to_have_text("Scheduled")
    with closing(sqlite3.connect(demo.folder / "house.sqlite3", timeout=30)) as house, house:
        known = UUID(article.strip("/").rpartition("/")[2]).hex
        past = (datetime.now(UTC) - timedelta(seconds=1)).strftime("%Y-%m-%d %H:%M:%S")
        house.execute("UPDATE articles_article SET scheduled_for = ? WHERE id = ?", (past, known))
    for _ in range(100):
        publisher.goto(f"{article}details/")
        if publisher.locator(".state").first.text_content() == "Published":
            break
        publisher.wait_for_timeout(200)
    shown = publisher.get_by_role("link", name="Read it as readers do")
    public = str(shown.get_attribute("href"))
    demo.wait_for_status(public, 200)
    return public


def _correct(publisher: Page, demo: Demo, article: str, public: str) -> None:
    publisher.goto(f"{article}readers/")
    publisher.get_by_label("What it said").fill("none of them is his")
    publisher.get_by_label("What is right").fill("One of the names is his.")
    assert_accessible(publisher)
    publisher.get_by_role("button", name="Correct", exact=True).click()
    expect(publisher.get_by_role("listitem").filter(has_text="One of the names")).to_be_visible()
    demo.wait_for(public, "One of the names is his.")
    demo.wait_for("/feed.xml", "One of the names is his.")


def _take_down(writer: Page, demo: Demo, article: str, public: str) -> None:
    """Its writer takes the piece down alone; within seconds nobody reads it."""
    writer.goto(f"{article}details/")
    began = time.monotonic()
    do(writer, "Take down")
    demo.wait_for_status(public, 410)
    for place in ("/", "/feed.xml", "/sections/literature/", "/search?q=ferryman"):
        while article_is_named(demo, place, public):
            assert time.monotonic() - began < 5 * slack(), place
    assert time.monotonic() - began < 5 * slack()


def article_is_named(demo: Demo, place: str, public: str) -> bool:
    return public in demo.get(place)[1]
