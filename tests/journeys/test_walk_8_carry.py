"""Walk 8: a piece is taken along as a leaflet, and the leaflet follows its correction."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Demo, NewPage
from writingviews.editions.tests.reading_back import needs_faces, needs_pango

from .axe import assert_accessible
from .hands import begin_article, do, file_under, sheet, sign_in, wait_until_saved, write

pytestmark = [pytest.mark.browser, needs_pango, needs_faces]

#: A busy machine makes a leaflet in seconds; this is for one that does much else.
MADE_WITHIN = 90_000
DOWNLOAD = re.compile("^Download.*Leaflet$")


@pytest.fixture
def title() -> str:
    return f"What the tide leaves {uuid4().hex[:6]}"


def _published(page: Page, demo: Demo, title: str) -> str:
    """Write and publish a piece as one who is writer and editor; return its path."""
    sign_in(page, demo.accounts["editor"])
    article = begin_article(page, byline="The Tide Watch")
    write(page, title, "A walk along the wall.", "The tide leaves rope, glass and a shoe.")
    wait_until_saved(page)
    file_under(page, article, section="Culture")
    for verb in ("Submit", "Take up", "Accept", "Publish"):
        page.goto(f"{article}details/")
        if page.get_by_role("button", name=verb, exact=True).count():
            do(page, verb)
    return article


def _offer(page: Page, *formats: str) -> None:
    page.goto("/settings/")
    part = page.get_by_role("region", name="To take along")
    for name in ("a leaflet (PDF)", "an e-book (EPUB)"):
        part.get_by_label(name).set_checked(name in formats)
    part.get_by_role("button").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()


def _download(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("link", name=DOWNLOAD).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_a_leaflet_is_ordered_seen_taken_and_follows_a_correction(
    demo: Demo, new_page: NewPage, title: str
) -> None:
    page, publisher = new_page(), new_page()
    article = _published(page, demo, title)
    slug = title.lower().replace(" ", "-")
    demo.wait_for(f"/articles/{slug}/", title)

    page.goto(f"{article}details/")
    page.get_by_role("link", name=re.compile("^Carry it")).click()
    expect(page.get_by_text("Nothing has been made of it yet.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("form", name="Leaflet").get_by_role("button").click()
    # Nothing is pressed: the page itself looks how far it is.
    expect(page.get_by_role("link", name=re.compile("^Download.*Leaflet$"))).to_be_visible(
        timeout=MADE_WITHIN
    )
    expect(page.locator(".orders")).to_contain_text("1 page")
    page.wait_for_function("() => document.querySelector('.orders img').naturalWidth > 100")
    assert_accessible(page)
    name, first = _download(page)
    assert name == f"{slug}-leaflet.pdf"
    assert first.startswith(b"%PDF-")

    sign_in(publisher, demo.accounts["publisher"])
    _offer(publisher, "a leaflet (PDF)")
    try:
        reader = new_page()
        demo.wait_for(f"/articles/{slug}/", "leaflet.pdf", seconds=30)
        reader.goto(f"/articles/{slug}/")
        part = reader.get_by_role("region", name="To take along")
        expect(part).to_contain_text(re.compile(r"PDF, 1 page, \d+ KB"))
        assert_accessible(reader)
        answer = reader.request.get(f"/articles/{slug}/leaflet.pdf")
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body() == first

        page.goto(article)
        sheet(page).locator("p").last.click()
        page.keyboard.press("End")
        page.keyboard.type(" The shoe was mine.")
        wait_until_saved(page)
        do(page, "Update")
        # What no longer says what the piece says is not offered, and then another is.
        demo.wait_for(f"/articles/{slug}/", "The shoe was mine.")
        demo.wait_for(f"/articles/{slug}/", "leaflet.pdf", seconds=MADE_WITHIN / 1000)
        second = reader.request.get(f"/articles/{slug}/leaflet.pdf").body()
        assert second.startswith(b"%PDF-")
        assert second != first
        page.goto(f"/newsroom/carry/{article.split('/')[2]}/")
        assert _download(page)[1] == second

        page.goto(f"{article}details/")
        do(page, "Take down")
        demo.wait_for_status(f"/articles/{slug}/leaflet.pdf", 404)
    finally:
        _offer(publisher)
