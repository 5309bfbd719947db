"""A text's history in real browsers: one looks and goes back while another has the sheet open."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from writingviews.articles.lifecycle import Part, State
from writingviews.articles.models import Article
from writingviews.articles.services.revising import freeze_revision
from writingviews.desk import authority
from writingviews.desk.selectors import current_document
from writingviews.document.content import steps_between
from writingviews.document.validate import parse_document
from writingviews.people.models import Account

from .test_editor import AXE, SHEET, House, Opener, browser, house, opened, saved
from .test_editor import pytestmark as needs_a_browser

pytestmark = needs_a_browser
__all__ = ["browser", "house", "opened"]  # fixtures, used by their names

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def block(name: str, *content: dict[str, Any] | str, **attrs: object) -> dict[str, Any]:
    inside = [{"type": "text", "text": one} if isinstance(one, str) else one for one in content]
    return {"type": name, "attrs": attrs, "content": inside}


def paragraph(*content: dict[str, Any] | str) -> dict[str, Any]:
    return block("paragraph", *content)


def bold(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words, "marks": [{"type": "strong"}]}


def items(*words: str) -> dict[str, Any]:
    return block("bulletList", *(block("listItem", paragraph(one)) for one in words))


def grid(*rows: tuple[str, ...]) -> dict[str, Any]:
    cells = [[block("tableCell", paragraph(cell)) for cell in row] for row in rows]
    return block("table", *(block("tableRow", *row) for row in cells))


PLAN = (
    paragraph("So the plan said ", block("citation", source="s-1", locator="p. 3"), "."),
    block("sources", block("source", id="s-1", author="Rahimi, Mina", date="2024")),
)


def becomes(article: Article, actor: Account, at: datetime, *blocks: dict[str, Any]) -> None:
    """Let an account make the text that, at that time."""
    text = authority.load(article)
    head = [block("title", "The night bus"), {"type": "standfirst"}]
    wanted = parse_document({"type": "doc", "content": [*head, *blocks]})
    with patch.object(timezone, "now", lambda: at):
        authority.commit(
            article.id,
            base=text.version,
            client="a" * 16,
            batch=text.version,
            steps=steps_between(text.document, wanted),
            actor=actor,
            parts=frozenset({Part.WRITER}),
        )


@pytest.fixture
def piece(article: Article, writer: Account, editor: Account) -> Article:
    """Written on two days by two, and handed in on the first."""
    picture = block("picture", "The stop", alt="A bus stop", media=None, credit=None)
    becomes(
        article,
        writer,
        MONDAY,
        paragraph("The bus is late tonight, and nobody at the stop says why."),
        block("heading", "At the stop", level=2),
        items("a lamp", "a bench"),
        grid(("line", "due"), ("61", "2:40")),
        picture,
        *PLAN,
    )
    freeze_revision(
        article=article, document=current_document(article)[1], why="submitted", now=MONDAY
    )
    picture = block("picture", "The stop", alt="A bus stop at night", media=None, credit=None)
    becomes(
        article,
        editor,
        MONDAY + timedelta(days=1),
        paragraph("The bus is ", bold("early"), " tonight, and nobody at the stop says why."),
        block("heading", "At the stop", level=3),
        items("a lamp", "a timetable", "a bench"),
        grid(("line", "due", "came"), ("61", "2:40", "2:38")),
        picture,
        *PLAN,
    )
    Article.objects.update(state=State.IN_REVIEW)
    article.refresh_from_db()
    return article


def axe(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_looking_back_and_going_back(  # noqa: PLR0915 - one journey, told in order
    opened: Opener,
    house: House,
    piece: Article,
    writer: Account,
    editor: Account,
    language: str,
) -> None:
    Article.objects.update(language=language)
    live = opened(editor, piece)
    page = opened(writer, piece)
    saved(live)
    page.get_by_role("link", name="History").click()
    text = page.locator("#history-text .ProseMirror")

    # What changed last, on one sheet: words, a format, a level, an item, a table, a description.
    expect(text.locator("p del.went").first).to_have_text("late")
    expect(text.locator("p ins.came").first).to_have_text("early")
    expect(text.locator("h2.went")).to_have_text("At the stop")
    expect(text.locator("h3.came")).to_have_text("At the stop")
    expect(text.locator("ul > li.came")).to_have_text("a timetable")
    # Headings and citations are set as in the sheet, whatever the page around them does.
    assert (
        text.locator("h3.came").evaluate("one => parseFloat(getComputedStyle(one).fontSize)") > 20
    )
    assert (
        text.locator("h2.went").evaluate("one => parseFloat(getComputedStyle(one).fontSize)") > 20
    )
    expect(text.locator("cite")).to_have_text("(Rahimi 2024, p. 3)")
    expect(text.locator("table.went td")).to_have_count(4)
    expect(text.locator("table.came td")).to_have_count(6)
    expect(text.locator("figure.went")).to_contain_text("It shows: A bus stop")
    expect(page.locator("#history-text")).to_have_attribute(
        "dir", "rtl" if language == "fa" else "ltr"
    )
    count = page.locator("#history-count")
    expect(count).to_have_text("5 changes")
    page.keyboard.press("Control+Alt+j")
    expect(count).to_have_text("1 of 5 changes")
    expect(text.locator(".is-here").first).to_have_text("late")
    page.keyboard.press("Control+Alt+k")
    page.get_by_role("button", name="Previous").click()
    expect(count).to_have_text("4 of 5 changes")
    expect(text.locator("table.is-here")).to_have_count(2)
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert axe(page) == []

    # Who wrote what, by keyboard: names stand where another hand begins, and in what went.
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_label("Show who wrote what").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#history-hands bdi")).to_have_text(["A writer", "An editor"])
    expect(text.locator("p ins.came .hand, p .hand.came").first).to_have_attribute(
        "title", "An editor"
    )
    expect(text.locator("li.came .hand-name")).to_have_text("An editor: ")
    expect(text.locator("table.went .hand-name")).to_have_text("A writer: ")
    page.get_by_label("An editor").focus()
    page.keyboard.press("Space")
    expect(page.locator("#history-hand-told")).to_contain_text("An editor: ")
    expect(text.locator(".hand.is-hand").first).to_have_text("early")
    assert axe(page) == []

    # Two others are chosen with the keyboard: nothing has changed between them.
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator(".history-points input[name=to][value=r1]").check()
    page.locator(".history-points input[name=from][value=v2]").check()
    page.get_by_role("button", name="Compare").click()
    expect(count).to_have_text("No change")

    # A name for what stands now, then back to what was handed in: the open sheet follows.
    page.goto(f"{house.address}/desk/{piece.id}/history/")
    page.locator("summary", has_text="Name this version").last.click()
    page.get_by_label("Name", exact=True).last.fill("With the timetable")
    page.get_by_role("button", name="Keep the name").last.click()
    expect(page.locator(".history-points")).to_contain_text("With the timetable")
    page.locator(".history-points input[name=from][value=r1]").check()
    page.get_by_role("button", name="Compare").click()
    page.locator("summary", has_text="Go back to this version").first.click()
    page.get_by_role("button", name="Go back", exact=True).first.click()
    expect(page.locator(".messages")).to_contain_text("nothing was lost")
    expect(live.locator(f"{SHEET} > h2")).to_have_text("At the stop")
    expect(live.locator(SHEET)).to_contain_text("The bus is late tonight")
    expect(live.locator(f"{SHEET} td")).to_have_count(4)
    saved(live)
    expect(count).to_have_text("5 changes")
    expect(text.locator("p ins.came").first).to_have_text("late")
