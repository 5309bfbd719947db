"""A round in real browsers: a review kept as it is typed, a letter drawn from it, a plan ticked."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from writingviews.articles.tests.making import make_reviewer
from writingviews.people.services import take_byline
from writingviews.review.models import Advice, Letter, PeerReview

from .conftest import IN_REVIEW, Cast
from .test_in_browser import Enter, Make, browser, enter, house
from .test_in_browser import pytestmark as needs_a_browser

pytestmark = needs_a_browser
__all__ = ["browser", "enter", "house"]  # fixtures, used by their names

AXE = Path(__file__).parents[4] / "node_modules" / "axe-core" / "axe.min.js"


def checked(page: Page) -> None:
    """Look at a page with axe; the content policy lets no script in but through the debugger."""
    if not AXE.exists():
        pytest.skip("needs axe-core: make build")
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run().then((found) => found.violations.map((one) => one.id))")
    assert found == [], page.url


def test_what_is_typed_is_kept_drawn_on_sent_planned_and_ticked(
    cast: Cast, enter: Enter, piece: Make
) -> None:
    made = piece(*IN_REVIEW)
    take_byline(account=cast.stranger, name="Lina Sor")
    request = make_reviewer(made, cast.stranger)

    reviewer = enter(cast.stranger)
    reviewer.goto(f"/desk/asked/{request.id}/")
    reviewer.get_by_label("Describe").fill("One morning in a bakery.")
    expect(reviewer.locator("[data-kept]")).to_have_text("Kept")
    assert PeerReview.objects.get().describe == "One morning in a bakery."
    reviewer.get_by_label("Evaluate").fill("The oven is the best of it.")
    reviewer.get_by_role("button", name="Hand in").click()
    expect(reviewer.locator(".wrong")).to_have_text(
        "Write something here too: a review describes, evaluates and suggests."
    )
    expect(reviewer.get_by_label("Evaluate")).to_have_value("The oven is the best of it.")
    checked(reviewer)
    reviewer.get_by_label("Suggest").fill("Begin with the oven.")
    reviewer.get_by_role("button", name="Hand in").click()
    expect(reviewer.locator(".message")).to_contain_text("Handed in")

    editor = enter(cast.editor)
    editor.goto(f"/desk/{made.id}/round/letter/?verb=ask_for_changes")
    expect(editor.get_by_label("Ask for changes")).to_be_checked()
    editor.get_by_role("textbox", name="The letter").fill("Dear Mira,")
    editor.locator(".material .put").last.click()
    expect(editor.get_by_role("textbox", name="The letter")).to_have_value(
        "Dear Mira,\n\nBegin with the oven."
    )
    expect(editor.locator("[data-kept]")).to_have_text("Kept")
    assert Letter.objects.get().text == "Dear Mira,\n\nBegin with the oven."
    checked(editor)
    editor.get_by_role("button", name="Send and decide").click()
    expect(editor.locator(".message")).to_contain_text("It is back with its writer.")

    writer = enter(cast.writer)
    writer.goto(f"/desk/{made.id}/round/plan/")
    writer.locator("button[name=take]").last.press("Enter")
    writer.get_by_label("Yes").check()
    writer.get_by_role("button", name="Save the plan").click()
    checked(writer)
    writer.goto(f"/desk/{made.id}/")
    box = writer.get_by_role("checkbox", name="Begin with the oven.")
    expect(box).not_to_be_checked()
    box.press("Enter")
    expect(writer.get_by_role("checkbox", name="Begin with the oven.")).to_be_checked()
    assert Advice.objects.get().done_at is not None
    writer.goto(f"/desk/{made.id}/round/")
    checked(writer)
