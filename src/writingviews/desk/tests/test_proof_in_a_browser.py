"""Help with English words, in a real browser: what is doubted and done, and what never leaves."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from writingviews.articles.models import Article
from writingviews.desk.views_proof import proof_file
from writingviews.people.models import Account

from .test_editor import SHEET, Opener, blocks, browser, house, opened, saved, violations, words
from .test_editor import pytestmark as needs_a_browser

pytestmark = needs_a_browser
__all__ = ["browser", "house", "opened"]  # fixtures, used by their names

#: What can be tried from inside a worker to tell somebody outside what was read.
ESCAPES = """(house) => {
    const ask = () => new Promise((done) => {
        const request = new XMLHttpRequest();
        request.onload = () => done("answered");
        request.onerror = () => done("refused");
        try { request.open("GET", house); request.send(); } catch { done("refused"); }
    });
    const call = () => new Promise((done) => {
        try {
            const line = new WebSocket(house.replace("http", "ws"));
            line.onopen = () => done("answered");
            line.onerror = () => done("refused");
        } catch { done("refused"); }
    });
    const load = () => import(`${house}/assets/x.js`).then(() => "answered", (fault) =>
        /Content Security Policy|Failed to fetch/.test(String(fault)) ? "refused" : String(fault));
    return Promise.all([ask(), call(), load()]);
}"""


def doubts(page: Page) -> list[str]:
    return page.locator(f"{SHEET} .doubt").all_inner_texts()


@pytest.mark.slow
def test_words_are_doubted_mended_passed_over_and_learned_and_none_leaves_the_page(
    opened: Opener, article: Article, writer: Account
) -> None:
    asked: list[str] = []
    page = opened(
        writer, article, before=lambda page: page.on("request", lambda r: asked.append(r.url))
    )
    keys = page.keyboard
    keys.press("Enter")
    keys.press("Enter")
    keys.type("She has an oportunity, and an an idea of Zorbulon 🚌 by the strret.")
    keys.press("Enter")
    keys.type("`teh` and سلام")
    saved(page)
    assert doubts(page) == []
    assert not any("proof" in url for url in asked), "nothing is loaded before it is asked for"
    expect(page.locator(SHEET)).to_have_attribute("spellcheck", "true")

    asked.clear()
    page.get_by_role("button", name="Check the English").click()
    expect(page.locator(".doubt").first).to_be_visible(timeout=60_000)
    expect(page.locator(SHEET)).to_have_attribute("spellcheck", "false")
    found = doubts(page)
    assert {"oportunity", "an an", "Zorbulon", "strret"} <= set(found), found
    assert "teh" not in found, "code is no English"
    own = [url.rpartition("/")[2] for url in asked if not url.startswith("ws")]
    assert set(own) <= {proof_file("proof.js"), proof_file("proof.wasm")}

    by_mouse(page)
    by_keyboard(page)
    saved(page)
    assert "🚌 by the street." in words(blocks(article)[0])

    assert ways_out_of_the_worker(page) == ["refused"] * 3
    page.get_by_role("button", name="Check the English").click()
    expect(page.locator(".doubt")).to_have_count(0)
    expect(page.locator(SHEET)).to_have_attribute("spellcheck", "true")


def by_mouse(page: Page) -> None:
    page.get_by_text("oportunity").click()
    slip = page.get_by_role("dialog", name='About "oportunity"')
    assert violations(page) == []
    slip.get_by_role("button", name="opportunity", exact=True).click()
    expect(page.locator(SHEET)).to_contain_text("has an opportunity,")
    page.keyboard.press("Control+z")
    expect(page.locator(SHEET)).to_contain_text("has an oportunity,")
    page.keyboard.press("Control+y")
    page.locator(f"{SHEET} .doubt", has_text="Zorbulon").click()
    page.get_by_role("button", name="My word").click()
    expect(page.locator(f"{SHEET} .doubt", has_text="Zorbulon")).to_have_count(0)
    page.locator(f"{SHEET} .doubt", has_text="an an").click()
    page.get_by_role("button", name="Pass over").click()
    expect(page.locator(f"{SHEET} .doubt", has_text="an an")).to_have_count(0)


def by_keyboard(page: Page) -> None:
    keys = page.keyboard
    keys.press("F7")
    slip = page.get_by_role("dialog", name='About "strret"')
    expect(slip.get_by_role("button").first).to_be_focused()
    keys.press("Escape")
    expect(slip).to_have_count(0)
    keys.press("F7")
    slip.get_by_role("button", name="street", exact=True).focus()
    keys.press("Enter")
    expect(page.locator(f"{SHEET} .doubt", has_text="strret")).to_have_count(0)


def ways_out_of_the_worker(page: Page) -> list[str]:
    """The reader's worker is held by a policy of its own: nobody can be told what it read."""
    (worker,) = page.workers
    # The page itself is answered.
    assert page.evaluate(ESCAPES, page.url.split("/desk")[0])[0] == "answered"
    found: list[str] = worker.evaluate(ESCAPES, page.url.split("/desk")[0])
    return found


def test_other_languages_have_the_browsers_own_help(
    opened: Opener, article: Article, writer: Account
) -> None:
    Article.objects.update(language="fa")
    page = opened(writer, article)
    expect(page.get_by_role("button", name="Check the English")).to_have_count(0)
    expect(page.locator(SHEET)).to_have_attribute("lang", "fa")
    expect(page.locator(SHEET)).to_have_attribute("spellcheck", "true")


def test_its_files_are_for_those_who_write_here_and_bring_their_policy(
    article: Article, writer: Account, settings: object
) -> None:
    settings.ROOT_URLCONF = "writingviews.desk.tests.house_urls"  # type: ignore[attr-defined]
    address = f"/desk/proof/{proof_file('proof.js')}"
    assert Client().get(address).status_code == 302
    client = Client()
    client.force_login(writer)
    answer = client.get(address)
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == {
        "default-src 'none'",
        "script-src 'wasm-unsafe-eval'",
    }
    engine = f"/desk/proof/{proof_file('proof.wasm')}"
    packed = client.get(engine, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert len(packed.content) < 8_000_000
    assert client.get(engine).content.startswith(b"\0asm")
    assert client.get("/desk/proof/harper.wasm").status_code == 404
    page = client.get(f"/desk/{article.id}/")
    assert "wasm" not in page.headers["Content-Security-Policy"]
