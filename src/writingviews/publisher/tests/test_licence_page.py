"""The publisher chooses under what the texts may be passed on."""

import pytest

from writingviews.articles.selectors import publication
from writingviews.ledger.models import AuditEntry, Change
from writingviews.people.models import Account
from writingviews.press.house_tree import house_tree
from writingviews.press.printing import print_pending
from writingviews.press.rebuilding import rebuild

from .conftest import See

LICENCE = "/settings/licence/"


def test_a_licence_of_the_list_is_said_in_each_pages_language(
    publisher: Account, editor: Account, see: See
) -> None:
    rebuild()
    assert see(editor).post(LICENCE, {"licence": "cc0"}).status_code == 404
    assert see(publisher).post(LICENCE, {"licence": "cc-by-sa"}).status_code == 302
    assert publication().licence == "cc-by-sa"
    print_pending()
    at = "https://creativecommons.org/licenses/by-sa/4.0/"
    english = (house_tree().read("/articles/two-ferries/") or b"").decode()
    assert f'"license":"{at}"' in english
    said = "You may pass these texts on under CC BY-SA 4.0."
    assert f'<a href="{at}" rel="license">{said}</a>' in english
    assert "با مجوز CC BY-SA 4.0 بازنشر" in (house_tree().read("/fa/") or b"").decode()
    assert f"<rights>{said}</rights>" in (house_tree().read("/feed.xml") or b"").decode()
    assert AuditEntry.objects.filter(verb="license", actor=publisher.id).count() == 1


def test_own_words_are_kept_while_another_licence_stands(publisher: Account, see: See) -> None:
    browser = see(publisher)
    own = {"said_en": "Ask us", "said_fa": "بپرسید", "address": "https://l.example/"}
    browser.post(LICENCE, {"licence": "own", **own})
    row = publication()
    assert (row.licence, row.licence_in("fa")) == ("", "بپرسید")
    browser.post(LICENCE, {"licence": "reserved", **own})
    row = publication()
    assert (row.licence_in("fa"), row.licence_stands_at()) == ("همهٔ حقوق محفوظ است.", "")
    assert row.licences["fa"] == "بپرسید"
    Change.objects.all().delete()
    browser.post(LICENCE, {"licence": "", **own})
    assert publication().licence_in("en") == ""
    assert Change.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"licence": "gpl"}, "licence", "gpl"),
        ({"licence": "own"}, "said_en", "Say in a line"),
        ({"licence": "own", "said_en": "x" * 201}, "said_en", "200"),
        (
            {"licence": "own", "said_en": "Mine", "address": "javascript:alert(1)"},
            "address",
            "Write a whole address",
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    publisher: Account, see: See, given: dict[str, str], field: str, sentence: str
) -> None:
    answer = see(publisher).post(LICENCE, given)
    assert answer.status_code == 422
    assert sentence in answer.context["page"].form.errors[field][0]
    assert publication().licence_in("en") == ""


def test_a_licence_is_tried_before_it_is_saved(publisher: Account, see: See) -> None:
    browser = see(publisher)
    answer = browser.post(f"{LICENCE}try/", {"licence": "cc-by", "tongue": "fa"})
    assert "با مجوز CC BY 4.0 بازنشر" in answer.text
    assert publication().licence == ""


def test_who_comes_second_is_told_what_stands(publisher: Account, see: See) -> None:
    browser = see(publisher)
    seen = browser.get(LICENCE).context["page"].form["seen"].value()
    browser.post(LICENCE, {"licence": "cc-by", "seen": seen})
    answer = browser.post(LICENCE, {"licence": "reserved", "seen": seen})
    assert answer.status_code == 409
    assert "It says now: CC BY 4.0: for any use" in answer.context["page"].form.errors["licence"][0]
    assert publication().licence == "cc-by"
