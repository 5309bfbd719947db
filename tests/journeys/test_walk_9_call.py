"""Walk 9: somebody from outside enters a call, hands the piece in, and an editor reads it."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.conftest import PHONE, Demo, NewPage

from .axe import assert_accessible
from .hands import PATIENCE, sheet, sign_in, wait_until_saved, write

pytestmark = pytest.mark.browser


def test_a_pen_name_is_enough_from_the_call_to_its_list_of_entries(
    demo: Demo, new_page: NewPage
) -> None:
    mark = uuid4().hex[:8]
    name, byline, title = f"walker-{mark}", "Heron of the Quay", f"To Quay Street ({mark})"

    newcomer = new_page(viewport=PHONE)
    newcomer.goto("/calls/")
    newcomer.get_by_role("link", name="Letters to a street").click()
    expect(newcomer.get_by_role("main")).to_contain_text("Open until 3 May 2027")
    assert_accessible(newcomer)
    newcomer.get_by_role("link", name="Enter a piece").click()
    assert_accessible(newcomer)
    newcomer.get_by_label("Name to sign in with").fill(name)
    newcomer.get_by_label("Password").fill("short")
    newcomer.get_by_label("Name readers shall see").fill(byline)
    newcomer.get_by_role("button", name="Open the sheet").click()
    wrong = newcomer.get_by_label("Password")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(re.compile("too short"))
    expect(newcomer.get_by_label("Name to sign in with")).to_have_value(name)
    wrong.fill("four words that differ")
    newcomer.keyboard.press("Enter")
    expect(newcomer).to_have_url(re.compile(r"/desk/[0-9a-f-]{36}/$"), timeout=PATIENCE)
    expect(sheet(newcomer)).to_be_editable()

    write(newcomer, title, "A letter.", "You smell of rope and rain.")
    wait_until_saved(newcomer)
    newcomer.get_by_role("button", name="Submit").first.click()
    expect(newcomer.get_by_role("main")).to_contain_text("Submitted")
    newcomer.get_by_role("link", name="To the sheet").click()
    expect(newcomer.locator(".entry-of")).to_contain_text("Entered for Letters to a street")

    editor = new_page()
    sign_in(editor, demo.accounts["editor"])
    editor.goto("/newsroom/calls/")
    editor.get_by_role("link", name="Letters to a street", exact=True).click()
    entries = editor.get_by_role("region", name="Entries")
    expect(entries).to_contain_text(title)
    expect(entries).to_contain_text(byline)
    expect(entries).to_contain_text("an answer is promised by 17 May 2027")
    expect(editor.get_by_role("main")).not_to_contain_text(name)
    assert_accessible(editor)


def test_a_pitch_is_answered_assigned_and_begun_by_the_keyboard(
    demo: Demo, new_page: NewPage
) -> None:
    what = f"The last tram driver of line nine ({uuid4().hex[:8]})"
    writer, editor = new_page(viewport=PHONE), new_page()
    sign_in(writer, demo.accounts["writer2"])
    writer.goto("/desk/")
    writer.get_by_role("link", name="Pitch a piece").click()
    for label, line in (
        ("What is it?", what),
        ("Why this, and why now?", "The line ends in March."),
        ("How will you write it?", "Three rides, one supper."),
    ):
        writer.get_by_label(label).focus()
        writer.keyboard.type(line)
    writer.get_by_role("button", name="Pitch", exact=True).focus()
    writer.keyboard.press("Enter")
    expect(writer.get_by_role("heading", level=1)).to_have_text(what)
    assert_accessible(writer)

    sign_in(editor, demo.accounts["editor"])
    editor.goto("/newsroom/pitches/")
    editor.get_by_role("link", name=what).click()
    editor.get_by_label("Length in words").fill("900")
    editor.get_by_label("Due").fill("2020-01-05")
    editor.get_by_role("textbox", name="Your words").fill("Gladly.")
    # The browser offers no day before today; who sends one all the same is told beside the field.
    editor.locator("form").last.evaluate("form => form.noValidate = true")
    editor.get_by_role("button", name="Assign").click()
    due = editor.get_by_label("Due")
    expect(due).to_have_accessible_description(re.compile("2020-01-05 is past"))
    expect(editor.get_by_role("textbox", name="Your words")).to_have_value("Gladly.")
    assert_accessible(editor)
    due.fill("2099-01-05")
    editor.get_by_role("button", name="Assign").click()
    expect(editor.get_by_role("main")).to_contain_text("5 January 2099")

    writer.goto("/desk/")
    begun = writer.get_by_role("listitem").filter(has_text=what)
    begun.get_by_role("button", name="Begin it").focus()
    writer.keyboard.press("Enter")
    expect(writer).to_have_url(re.compile(r"/desk/[0-9a-f-]{36}/$"), timeout=PATIENCE)
    expect(sheet(writer)).to_be_editable()
