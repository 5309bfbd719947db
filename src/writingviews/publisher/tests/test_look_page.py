"""The publisher chooses a colour, tries it on the site's pages and saves it."""

import pytest

from writingviews.articles.accents import Accent
from writingviews.articles.selectors import publication
from writingviews.articles.services.dressing import dress_publication
from writingviews.ledger.models import AuditEntry, Change, ChangeKind
from writingviews.people.models import Account
from writingviews.press.house_tree import house_tree
from writingviews.press.printing import print_pending
from writingviews.press.rebuilding import check_tree, rebuild

from .conftest import See

OWN = {"accent": "own", "light": "#0a5c8a", "follows": "on", "dark": "#000000"}
DARK = {"accent": "own", "light": "#0a5c8a", "dark": "#334455"}


def test_who_is_no_publisher_finds_no_door(editor: Account, see: See) -> None:
    for address in ("/settings/look/", "/settings/look/try/"):
        assert see(editor).get(address).status_code == 404
        assert see(editor).post(address, OWN).status_code == 404
        assert see(None).get(address).status_code == 302
    assert see(editor).get("/settings/look/0a5c8a-7ec3f5.css").status_code == 404
    assert publication().accent == "madder"


def test_a_colour_reaches_every_page_and_the_tree_is_that_of_a_clean_build(
    publisher: Account, see: See
) -> None:
    rebuild()
    assert see(publisher).post("/settings/look/", {"accent": "moss"}).status_code == 302
    print_pending()
    assert 'data-accent="moss"' in (house_tree().read("/fa/") or b"").decode()
    assert see(publisher).post("/settings/look/", OWN).status_code == 302
    assert Change.objects.get().kind == ChangeKind.PUBLICATION
    print_pending()
    page = (house_tree().read("/articles/two-ferries/") or b"").decode()
    style = page.partition('href="/assets/accent-')[2].partition('"')[0]
    css = (house_tree().root / "assets" / f"accent-{style}").read_text()
    assert "--hue:#0a5c8a" in css
    assert "--hue:#7ec3f5" in css
    assert check_tree().equal
    entry = AuditEntry.objects.filter(verb="dress").latest("id")
    assert (entry.actor, entry.details["accent"]) == (publisher.id, "#0a5c8a")


def test_what_cannot_be_read_is_refused_beside_its_field(publisher: Account, see: See) -> None:
    browser = see(publisher)
    answer = browser.post("/settings/look/", {"accent": "own", "light": "#f2c94c", "follows": "on"})
    assert answer.status_code == 422
    assert "1.3 : 1 on the light page" in answer.context["page"].form.errors["light"][0]
    answer = browser.post("/settings/look/", DARK)
    assert "lighter would do" in answer.context["page"].form.errors["dark"][0]
    assert browser.post("/settings/look/", {"accent": "gold"}).status_code == 422
    assert publication().accent == "madder"


def test_a_colour_is_tried_on_a_page_before_it_is_saved(publisher: Account, see: See) -> None:
    browser = see(publisher)
    shown = {"shown": "article", "tongue": "fa", "scheme": "dark"}
    answer = browser.post("/settings/look/try/", {**OWN, **shown})
    assert answer.status_code == 200
    assert '<html data-theme="dark" lang="fa"' in answer.text
    assert 'data-accent="#0a5c8a"' in answer.text
    assert "/settings/look/0a5c8a-7ec3f5.css" in answer.text
    assert "--hue:#7ec3f5" in browser.get("/settings/look/0a5c8a-7ec3f5.css").text
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert publication().accent == "madder"
    assert 'data-accent="madder"' in browser.get("/settings/look/try/").text


def test_what_cannot_be_tried_says_why_in_the_frame(publisher: Account, see: See) -> None:
    browser = see(publisher)
    answer = browser.post("/settings/look/try/", DARK)
    assert answer.status_code == 422
    assert "lighter would do: #75889b" in answer.text
    for colours in ("334455-334455", "red-blue", "0a5c8a"):
        assert browser.get(f"/settings/look/{colours}.css").status_code == 404


@pytest.mark.parametrize("address", ["/settings/look/", "/settings/licence/"])
def test_a_page_may_hold_frames_of_the_house_alone(
    publisher: Account, see: See, address: str
) -> None:
    policy = see(publisher).get(address)["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_who_comes_second_is_told_what_stands(publisher: Account, see: See) -> None:
    browser = see(publisher)
    seen = browser.get("/settings/look/").context["page"].form["seen"].value()
    dress_publication(actor=None, accent=Accent("plum"))
    answer = browser.post("/settings/look/", {"accent": "moss", "follows": "on", "seen": seen})
    assert answer.status_code == 409
    form = answer.context["page"].form
    assert form.errors["accent"] == ["It says now: Plum"]
    assert publication().accent == "plum"
    again = {"accent": "moss", "seen": form["seen"].value()}
    assert browser.post("/settings/look/", again).status_code == 302
    assert publication().accent == "moss"
