"""Name, motto and about text are tried before they are saved; what is saved is printed together."""

from writingviews.articles.accents import Accent
from writingviews.articles.selectors import publication
from writingviews.articles.services.dressing import dress_publication
from writingviews.articles.services.leading import Ways, lead_readers
from writingviews.articles.services.licensing import Licence, license_texts
from writingviews.ledger.models import Change
from writingviews.people.models import Account
from writingviews.press.house_tree import house_tree
from writingviews.press.printing import print_pending
from writingviews.press.rebuilding import rebuild

from .conftest import See

WORDS = {
    "languages": ["en", "fa"],
    "first_language": "en",
    "name_en": "Another Name",
    "motto_fa": "از اینجا",
    "about_en": "## We\n\nare *many*.",
}


def test_words_are_tried_on_any_page(publisher: Account, editor: Account, see: See) -> None:
    browser = see(publisher)
    shown = browser.post("/settings/try/", {**WORDS, "shown": "about"})
    assert "<em>many</em>" in shown.text
    assert "Another Name" in shown.text
    assert "از اینجا" in browser.post("/settings/try/", {**WORDS, "tongue": "fa"}).text
    assert publication().name == "The Test"
    assert "The Test" in browser.get("/settings/try/").text
    refused = browser.post("/settings/try/", {**WORDS, "name_en": ""})
    assert refused.status_code == 422
    assert "needs a name in its first language" in refused.text
    assert see(editor).post("/settings/try/", WORDS).status_code == 404
    policy = browser.get("/settings/")["Content-Security-Policy"]
    assert "frame-src 'self'" in policy


def test_several_settings_print_each_page_once() -> None:
    rebuild()
    print_pending()
    pages = sum(1 for _ in house_tree().addresses())
    for colour in ("moss", "plum", "#0a5c8a"):
        dress_publication(actor=None, accent=Accent(colour))
    license_texts(actor=None, licence=Licence(code="reserved"))
    lead_readers(actor=None, ways=Ways(words={"en": "Here"}))
    assert Change.objects.count() == 5
    printed = print_pending()
    assert printed.changes == 5
    assert pages / 2 < printed.written <= pages, "each page once, and no feed's index or the like"
    assert not Change.objects.exists()
