"""The publisher says where masthead and foot lead."""

import pytest

from writingviews.articles.entries import MOST_ABOVE, Entry
from writingviews.articles.selectors import publication
from writingviews.articles.services.leading import Ways, lead_readers
from writingviews.house.settings import house_settings
from writingviews.ledger.models import AuditEntry
from writingviews.people.models import Account
from writingviews.press.house_tree import house_tree
from writingviews.press.printing import print_pending
from writingviews.press.rebuilding import check_tree, rebuild

from .conftest import See

WAYS = "/settings/navigation/"


def entry(group: str, number: int, address: str, en: str, fa: str = "") -> dict[str, str]:
    key = f"{group}-{number}"
    return {f"{key}-address": address, f"{key}-name_en": en, f"{key}-name_fa": fa}


def page(address: str) -> str:
    return (house_tree().read(address) or b"").decode()


def above() -> list[str]:
    return [each["address"] for each in publication().navigation]


def test_entries_are_checked_tried_saved_and_lead_each_reader_to_their_language(
    publisher: Account, editor: Account, see: See
) -> None:
    rebuild()
    given = {
        **entry("above", 0, f"{house_settings().address}/about", "Who we are", "ما"),
        **entry("above", 1, "https://shop.example/?a=1&b=<2>".replace("<2>", "2"), "Shop"),
        **entry("below", 0, "/articles/two-ferries/#notes", "Our first piece", "نخستین"),
        **entry("below", 1, "/fa/sections/culture/", "Culture"),
        "words_en": "Printed <at> the quay",
        "words_fa": "",
    }
    for address in (WAYS, f"{WAYS}try/"):
        assert see(editor).get(address).status_code == 404
        assert see(editor).post(address, given).status_code == 404
    browser = see(publisher)
    tried = browser.post(f"{WAYS}try/", given).text
    assert '<li class="apart"><a href="/about/">Who we are</a></li>' in tried
    assert above() == []
    assert browser.post(WAYS, given).status_code == 302
    assert above() == ["/about/", "https://shop.example/?a=1&b=2"]
    print_pending()
    english, persian = page("/articles/two-ferries/"), page("/fa/")
    assert '<li class="apart"><a href="/about/">Who we are</a></li>' in english
    assert '<a href="https://shop.example/?a=1&amp;b=2">Shop</a>' in english
    assert '<li><a href="/articles/two-ferries/#notes">Our first piece</a></li>' in english
    assert '<li><a href="/sections/culture/">Culture</a></li>' in english
    assert "Printed &lt;at&gt; the quay" in english
    assert '<li class="apart"><a href="/fa/about/">ما</a></li>' in persian
    assert "Shop" not in persian
    assert "Printed" not in persian
    assert check_tree().equal
    done = AuditEntry.objects.get(verb="lead readers", actor=publisher.id)
    assert done.details["above"] == above()


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        (entry("above", 0, "javascript:alert(1)", "X"), "above-0-address", "is no address"),
        (entry("above", 0, "data:text/html,x", "X"), "above-0-address", "is no address"),
        (entry("above", 0, "//evil.example/", "X"), "above-0-address", "is no address"),
        (entry("above", 0, "/\\evil.example", "X"), "above-0-address", "no address has"),
        (entry("above", 0, "https://a:b@c.example/", "X"), "above-0-address", "is no address"),
        (entry("above", 0, "https:///x", "X"), "above-0-address", "is no address"),
        (entry("above", 0, "http://[x", "X"), "above-0-address", "is no address"),
        (entry("above", 0, "about", "X"), "above-0-address", "is no address"),
        (entry("below", 0, "/nowhere/", "X"), "below-0-address", "No page stands at /nowhere/."),
        (entry("below", 0, "/../../etc/passwd", "X"), "below-0-address", "No page stands at"),
        (entry("below", 0, "/about/", ""), "below-0-name_en", "Give it a name"),
        (entry("below", 0, "", "Nowhere"), "below-0-address", "Say where it leads."),
        ({"words_en": "x" * 301}, "words_en", "300"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    publisher: Account, see: See, given: dict[str, str], field: str, sentence: str
) -> None:
    for address in (WAYS, f"{WAYS}try/"):
        answer = see(publisher).post(address, given)
        assert answer.status_code == 422
    answer = see(publisher).post(WAYS, given)
    assert sentence in answer.context["page"].form.errors[field][0]
    assert publication().navigation == publication().foot_links == []


def test_the_order_is_changed_by_buttons_and_by_numbers(publisher: Account, see: See) -> None:
    browser = see(publisher)
    given = {
        **entry("above", 0, "/about/", "About"),
        **entry("above", 1, "/topics/", "Topics"),
        **entry("above", 2, "/search?q=tide", "Tides"),
    }
    browser.post(WAYS, {**given, "act": "down:above-0"})
    assert above() == ["/topics/", "/about/", "/search?q=tide"]
    browser.post(WAYS, {**given, "act": "save", "above-2-place": "1"})
    assert above() == ["/search?q=tide", "/about/", "/topics/"]
    browser.post(WAYS, {**given, "act": "out:above-1"})
    assert above() == ["/about/", "/search?q=tide"]


def test_no_more_rows_are_offered_or_taken_than_stand(publisher: Account, see: See) -> None:
    browser = see(publisher)
    given: dict[str, str] = {}
    for number in range(MOST_ABOVE + 3):
        given |= entry("above", number, "/about/", f"Entry {number}")
    browser.post(WAYS, given)
    assert len(above()) == MOST_ABOVE
    assert len(browser.get(WAYS).context["page"].form.above) == MOST_ABOVE
    with pytest.raises(ValueError, match="at most 4"):
        lead_readers(actor=None, ways=Ways([Entry("/about/", {"en": "X"})] * 5))


def test_who_comes_second_is_told_what_stands(publisher: Account, see: See) -> None:
    browser = see(publisher)
    seen = browser.get(WAYS).context["page"].form["seen"].value()
    lead_readers(actor=None, ways=Ways([Entry("/about/", {"en": "Hers"})]))
    answer = browser.post(WAYS, {**entry("above", 0, "/about/", "His"), "seen": seen})
    assert answer.status_code == 409
    assert answer.context["page"].form.errors["above-0-name_en"] == ["It says now: Hers"]
    assert publication().navigation[0]["names"] == {"en": "Hers"}


def test_a_name_in_a_language_that_is_off_is_kept(publisher: Account, see: See) -> None:
    lead_readers(actor=None, ways=Ways([Entry("/about/", {"en": "We", "es": "Nosotros"})]))
    see(publisher).post(WAYS, entry("above", 0, "/about/", "Us", "ما"))
    assert publication().navigation[0]["names"] == {"en": "Us", "fa": "ما", "es": "Nosotros"}
