"""The margin for every hand: input methods, Persian, keys, the ear, a finger."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from writingviews.articles.lifecycle import Part, State
from writingviews.articles.models import Article
from writingviews.desk import authority
from writingviews.desk.models import Note, Suggestion
from writingviews.document.content import replacing_step
from writingviews.document.text import plain_text
from writingviews.people.models import Account

from .kinds import block, paragraph, picture
from .test_editor import SHEET, House, Opener, browser, house, opened, saved
from .test_editor import pytestmark as needs_a_browser
from .test_suggesting_in_browsers import after_the_words, axe, set_out
from .typing_hand import BODY

pytestmark = needs_a_browser
__all__ = ["browser", "house", "opened"]  # fixtures, used by their names

FIRST = "او نمی‌خواهد برود و the night bus دیر کرد."
NOTE = "چرا the 61؟ نمی‌دانم"


@pytest.fixture
def piece(article: Article, writer: Account) -> Article:
    """A Persian piece in review: a line with English in it and a footnote, and a picture."""
    authority.load(article)
    line = paragraph(FIRST, block("footnote", "خط ۶۱"), " پایان.")
    authority.commit(
        article.id,
        base=0,
        client="a" * 16,
        batch=1,
        steps=[
            replacing_step(BODY - 1, BODY + 1, [line, picture("ایستگاه", "شب"), paragraph("آخر")])
        ],
        actor=writer,
        parts=frozenset({Part.WRITER}),
    )
    Article.objects.update(state=State.IN_REVIEW, language="fa")
    article.refresh_from_db()
    return article


def compose(page: Page, *stages: str, final: str) -> None:
    """Write through an input method: what is composed changes until it is chosen."""
    line = page.context.new_cdp_session(page)
    for stage in stages:
        end = len(stage)
        place: dict[str, Any] = {"text": stage, "selectionStart": end, "selectionEnd": end}
        line.send("Input.imeSetComposition", place)
        page.wait_for_timeout(350)  # the hand rests while it chooses: longer than any rest here
    line.send("Input.insertText", {"text": final})
    page.wait_for_timeout(50)


def body(piece: Article) -> str:
    authority.forget()
    return plain_text(authority.load(piece).document)


def test_an_input_method_loses_nothing_and_what_the_caret_comes_to_is_said(
    opened: Opener, house: House, piece: Article, writer: Account, editor: Account
) -> None:
    one, two = opened(writer, piece), opened(editor, piece)
    set_out(one, two)
    said = two.locator("#desk-announcer")

    # In the text itself, while another suggests before it; and in a suggestion.
    after_the_words(one, "دیر کرد")
    compose(one, "に", "にほ", "にほん", final="日本")
    after_the_words(two, "برود")
    compose(two, "k", "ka", "かん", final="漢字")
    two.keyboard.type(" می\u200cرود")
    saved(one)
    saved(two)
    assert "دیر کرد日本" in body(piece)
    suggested = Suggestion.objects.get()
    assert "漢字 می\u200cرود" in "".join(node["text"] for node in suggested.after)
    expect(one.locator("ins.suggested-in")).to_contain_text("漢字 می\u200cرود")
    expect(one.locator(f"{SHEET} > p").nth(1)).to_contain_text("日本")

    # The caret that comes to it hears of it, on both sides.
    two.keyboard.press("ArrowRight")
    two.keyboard.press("Home")
    after_the_words(two, "می\u200cرود")
    expect(said).to_contain_text("Suggestion by you: ")
    after_the_words(one, "برود")
    expect(one.locator("#desk-announcer")).to_contain_text("Suggestion by An editor: ")

    # A footnote is said when the caret comes to it; a note on it has its words.
    after_the_words(one, "日本.")
    one.keyboard.press("ArrowLeft")
    expect(one.locator("#desk-announcer")).to_contain_text("Footnote 1 of 1: خط ۶۱")
    one.keyboard.press("Escape")

    # A note on the picture, by keyboard alone, with Persian and English in it.
    figure = one.locator(f"{SHEET} figure.picture")
    figure.locator("figcaption").click()
    expect(one.locator("#desk-announcer")).to_contain_text("Picture: ایستگاه")
    one.keyboard.press("Control+Alt+m")
    one.keyboard.type(NOTE)
    compose(one, "こ", final="此")
    one.keyboard.press("Control+Enter")
    expect(two.locator(".note-text")).to_have_text(f"{NOTE}此")
    expect(two.locator("figure.noted")).to_have_count(1)
    expect(two.locator(".note-text")).to_have_css("direction", "rtl")
    assert Note.objects.filter(quote__contains="ایستگاه").count() == 1
    for page in (one, two):
        assert axe(page) == []

    # On a telephone the list is a sheet below, worked by a finger.
    one.set_viewport_size({"width": 390, "height": 844})
    one.locator("#desk-notes-count").click()
    expect(one.locator(".desk-margin[data-list] .note")).to_have_count(2)
    one.get_by_label("Mine").check()
    expect(one.locator(".desk-margin[data-list] .note")).to_have_count(1)
    assert one.evaluate("document.documentElement.scrollWidth") == 390
    assert axe(one) == []
    one.get_by_label("Open", exact=True).check()
    one.locator(".note.is-suggestion").click()
    one.locator(".note.is-suggestion").get_by_role("button", name="Put in").click()
    expect(one.locator(".note.is-suggestion")).to_have_count(0)
    assert "漢字 می\u200cرود" in body(piece)
