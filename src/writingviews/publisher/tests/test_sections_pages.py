"""The publisher orders the sections, says what each is, adds and removes them."""

import pytest

from writingviews.articles.models import Article, Section
from writingviews.articles.selectors import sections
from writingviews.articles.services.sections import MOST_SECTIONS, SectionSaid, add_section
from writingviews.ledger.models import AuditEntry, Change, ChangeKind
from writingviews.people.models import Account
from writingviews.press.house_tree import house_tree
from writingviews.press.printing import print_pending
from writingviews.press.rebuilding import check_tree, rebuild

from .conftest import See

ALL = "/settings/sections/"
CULTURE = f"{ALL}culture/"
SAID = {"name_en": "Culture", "name_fa": "فرهنگ", "hue": ""}


def slugs() -> list[str]:
    return [section.slug for section in sections()]


def page(address: str) -> str:
    return (house_tree().read(address) or b"").decode()


def section_with_pieces() -> Section:
    """Where the two pieces of the publication stand."""
    return Section.objects.get(pk__in=Article.objects.values("section"))


def test_who_is_no_publisher_finds_no_door(editor: Account, see: See) -> None:
    browser = see(editor)
    for address in (ALL, CULTURE, f"{CULTURE}try/"):
        assert browser.get(address).status_code == 404
    for address in (ALL, CULTURE, f"{CULTURE}try/", f"{CULTURE}remove/"):
        assert browser.post(address, {**SAID, "act": "down:culture"}).status_code == 404
    assert slugs() == ["culture", "politics", "literature", "science"]


def test_the_order_is_changed_by_buttons_and_by_numbers(publisher: Account, see: See) -> None:
    browser = see(publisher)
    browser.post(ALL, {"act": "down:culture"})
    assert slugs() == ["politics", "culture", "literature", "science"]
    browser.post(ALL, {"act": "save", "place-science": "1"})
    assert slugs() == ["science", "politics", "culture", "literature"]
    entry = AuditEntry.objects.filter(verb="arrange sections", actor=publisher.id).latest("id")
    assert entry.details["order"] == slugs()
    Change.objects.all().delete()
    browser.post(ALL, {"act": "save"})
    assert not Change.objects.exists(), "what changes nothing prints nothing"


def test_who_orders_what_somebody_else_has_ordered_is_told(publisher: Account, see: See) -> None:
    browser = see(publisher)
    seen = browser.get(ALL).context["page"].seen
    browser.post(ALL, {"act": "down:culture", "seen": seen})
    answer = browser.post(ALL, {"act": "down:culture", "seen": seen})
    assert answer.status_code == 409
    assert "Somebody else changed the sections" in answer.text
    assert slugs()[:2] == ["politics", "culture"]


def test_a_description_is_printed_on_the_sections_own_pages_alone(
    publisher: Account, see: See
) -> None:
    rebuild()
    print_pending()
    said = {**SAID, "description_en": "What people make & keep.", "description_fa": "ساخته‌ها"}
    assert see(publisher).post(CULTURE, said).status_code == 302
    change = Change.objects.get()
    assert (change.kind, change.subject_id) == (ChangeKind.SAID, "culture")
    assert print_pending().written == 6, "a page and two feeds in two languages"
    assert "What people make &amp; keep." in page("/sections/culture/")
    assert "<subtitle>What people make &amp; keep.</subtitle>" in page("/sections/culture/feed.xml")
    assert '"description":"ساخته‌ها"' in page("/fa/sections/culture/feed.json")
    assert check_tree().equal


def test_name_and_colour_are_tried_and_printed_everywhere(publisher: Account, see: See) -> None:
    rebuild()
    browser = see(publisher)
    said = {**SAID, "name_en": "Arts", "hue": "4"}
    tried = browser.post(f"{CULTURE}try/", said)
    assert '<a href="/sections/culture/" data-hue="4" aria-current="page">Arts</a>' in tried.text
    assert "Arts" not in browser.get(f"{CULTURE}try/").text
    browser.post(CULTURE, said)
    assert Section.objects.get(slug="culture").hue == 4
    print_pending()
    assert '<a href="/sections/culture/" data-hue="4">Arts</a>' in page("/about/")
    assert check_tree().equal


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"name_en": " "}, "name_en", "A section needs a name in the first language."),
        ({"hue": "6"}, "hue", "6"),
        ({"description_en": "x" * 301}, "description_en", "300"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    publisher: Account, see: See, given: dict[str, str], field: str, sentence: str
) -> None:
    answer = see(publisher).post(CULTURE, {**SAID, **given})
    assert answer.status_code == 422
    assert sentence in answer.context["page"].form.errors[field][0]
    assert see(publisher).post(f"{CULTURE}try/", {**SAID, **given}).status_code == 422


def test_who_describes_what_somebody_else_has_described_is_told(
    publisher: Account, see: See
) -> None:
    browser = see(publisher)
    seen = browser.get(CULTURE).context["page"].form["seen"].value()
    browser.post(CULTURE, {**SAID, "seen": seen, "name_en": "Hers"})
    answer = browser.post(CULTURE, {**SAID, "seen": seen, "name_en": "His"})
    assert answer.status_code == 409
    assert answer.context["page"].form.errors["name_en"] == ["It says now: Hers"]
    assert Section.objects.get(slug="culture").names["en"] == "Hers"


def test_a_section_is_added_and_an_empty_one_removed(publisher: Account, see: See) -> None:
    rebuild()
    browser = see(publisher)
    assert browser.post(ALL, {"act": "add", "name_en": "", "name_fa": "نامه‌ها"}).status_code == 422
    browser.post(ALL, {"act": "add", "name_en": "Letters", "name_fa": "نامه‌ها"})
    browser.post(ALL, {"act": "add", "name_en": "Letters"})
    assert slugs()[-2:] == ["letters", "letters-2"]
    print_pending()
    assert "نامه‌ها" in page("/fa/sections/letters/")
    browser.post(f"{ALL}letters/remove/")
    print_pending()
    assert page("/sections/letters/") == ""
    assert check_tree().equal
    full = section_with_pieces().slug
    answer = browser.post(f"{ALL}{full}/remove/")
    assert answer.status_code == 409
    assert "2 pieces or calls stand in this section" in answer.text
    assert full in slugs()


def test_there_is_a_most_and_a_least(publisher: Account, see: See) -> None:
    browser = see(publisher)
    for number in range(MOST_SECTIONS - 4):
        add_section(actor=None, said=SectionSaid({"en": f"Part {number}"}))
    answer = browser.post(ALL, {"act": "add", "name_en": "One more"})
    assert answer.status_code == 409
    assert "that is the most" in answer.text
    last = section_with_pieces()
    Section.objects.exclude(pk=last.pk).delete()
    assert "needs a section" in browser.post(f"{ALL}{last.slug}/remove/").text
    assert browser.get(f"{ALL}gone/").status_code == 404
