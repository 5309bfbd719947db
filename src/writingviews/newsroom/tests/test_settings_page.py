"""The publisher says what the publication says of itself."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from writingviews.articles import selectors
from writingviews.articles.models import Article, Publication
from writingviews.articles.services.publication import record_public_key
from writingviews.ledger.models import Change, ChangeKind
from writingviews.ledger.press_state import PressState, say_press_state
from writingviews.people.models import Account

from .conftest import PUBLISHED, Cast

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]


def given(**changes: object) -> dict[str, object]:
    empty = {
        f"{field}_{code}": ""
        for field in ("name", "motto", "about")
        for code in ("en", "fa", "ar", "es", "fr")
    }
    return {
        **empty,
        "languages": ["en", "fa"],
        "first_language": "en",
        "name_en": "The Tram Stop",
        **changes,
    }


def test_the_publisher_alone_sees_it(cast: Cast, see: See) -> None:
    assert see(cast.publisher).get("/settings/").status_code == 200
    for other in (cast.second_editor, cast.moderator, cast.writer, cast.stranger):
        assert see(other).get("/settings/").status_code == 404
        assert see(other).post("/settings/", given(name_en="Mine")).status_code == 404
    assert see(None).get("/settings/").status_code == 302
    assert selectors.publication().name == "The Tram Stop"


def test_the_strip_says_how_far_changes_have_come(
    cast: Cast, see: See, tmp_path: Path, settings: LazySettings
) -> None:
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)
    (tmp_path / "run").mkdir()
    browser = see(cast.publisher)
    Change.objects.all().delete()
    assert "Readers see all pages with these settings" in browser.get("/settings/").text
    browser.post("/settings/", given(motto_en="Another"))
    shown = browser.get("/settings/printing/").text
    assert "on its way to readers" in shown
    assert "data-busy" in shown
    now = timezone.now()
    say_press_state(PressState(at=now, since=now, done=120, of=1900))
    shown = browser.get("/settings/printing/").text
    assert "Printing 120 of 1,900 pages." in shown
    assert '<progress max="1900" value="120"' in shown
    say_press_state(None)
    assert see(cast.second_editor).get("/settings/printing/").status_code == 404


def test_what_is_said_is_kept_by_language_and_printed(cast: Cast, see: See) -> None:
    Change.objects.all().delete()
    answer = see(cast.publisher).post(
        "/settings/",
        given(
            languages=["fa", "es", "en"],
            name_en="Views",
            motto_en="Written where it happens",
            about_en="## Who\n\nWe.",
            name_fa="دیدگاه‌ها",
            about_fa="ما",
        ),
    )
    assert answer.status_code == 302
    row = selectors.publication()
    assert row.languages == ["en", "fa", "es"]
    assert [row.name_in(code) for code in ("en", "fa", "es")] == ["Views", "دیدگاه‌ها", "Views"]
    assert [row.motto_in(code) for code in ("en", "fa")] == ["Written where it happens", ""]
    assert row.about_in("en") == "## Who\n\nWe."
    assert row.about_in("fa") == "ما"
    assert Change.objects.get().kind == ChangeKind.PUBLICATION


def test_what_was_kept_is_shown_again_and_saving_it_changes_nothing(
    cast: Cast, see: See, publication: Publication
) -> None:
    browser = see(cast.publisher)
    browser.post("/settings/", given(motto_en="One", name_fa="دو", about_es="tres"))
    before = Publication.objects.values().get()
    form = browser.get("/settings/").context["page"].form
    browser.post("/settings/", {field.name: field.value() for field in form})
    assert Publication.objects.values().get() == before


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"languages": []}, "languages", "A publication needs a language."),
        ({"languages": ["en", "tlh"]}, "languages", "tlh"),
        ({"first_language": "es"}, "first_language", "Spanish is not among the languages."),
        ({"name_en": "  "}, "name_en", "The publication needs a name in its first language."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    cast: Cast, see: See, changes: dict[str, object], field: str, sentence: str
) -> None:
    answer = see(cast.publisher).post("/settings/", given(**changes))
    assert answer.status_code == 422
    assert sentence in answer.context["page"].form.errors[field][0]
    assert selectors.publication().languages == ["en", "fa"]


def test_an_about_text_alone_prints_only_the_about_pages(cast: Cast, see: See) -> None:
    browser = see(cast.publisher)
    browser.post("/settings/", given())
    Change.objects.all().delete()
    browser.post("/settings/", given(about_en="We."))
    change = Change.objects.get()
    assert (change.kind, change.subject_id) == (ChangeKind.SAID, "/about/")
    browser.post("/settings/", given(about_en="We."))
    assert Change.objects.count() == 1, "what changes nothing prints nothing"


def test_who_comes_second_is_told_and_may_save_over_it(cast: Cast, see: See) -> None:
    browser = see(cast.publisher)
    seen = browser.get("/settings/").context["page"].form["seen"].value()
    browser.post("/settings/", given(seen=seen, motto_en="Hers"))
    answer = browser.post("/settings/", given(seen=seen, motto_en="His"))
    assert answer.status_code == 409
    assert selectors.publication().motto == "Hers"
    form = answer.context["page"].form
    assert "Somebody else saved these settings" in form.non_field_errors()[0]
    assert form.errors["motto_en"] == ["It says now: Hers"]
    assert form["motto_en"].value() == "His"
    browser.post("/settings/", {each.name: each.value() for each in form})
    assert selectors.publication().motto == "His"


def test_a_language_with_published_pieces_is_not_dropped(cast: Cast, see: See, piece: Make) -> None:
    piece(*PUBLISHED, language="fa", title="شب")
    answer = see(cast.publisher).post("/settings/", given(languages=["en"]))
    assert "1 piece is published in Persian." in answer.text
    assert selectors.publication().languages == ["en", "fa"]


def test_the_public_key_is_shown_and_how_to_have_one(cast: Cast, see: See) -> None:
    page = see(cast.publisher).get("/settings/").content.decode()
    assert "--new-key" in page
    key = f"RW{'x' * 54}"
    record_public_key(actor=None, key=key)
    page = see(cast.publisher).get("/settings/").content.decode()
    assert f">{key}</code>" in page
    assert "--new-key" not in page


def test_how_long_pieces_take_replies_and_what_these_keep_to(cast: Cast, see: See) -> None:
    given = {"close_after": "30", "rules_en": "Be brief.\nBe kind.", "rules_fa": ""}
    browser = see(cast.publisher)
    assert browser.post("/settings/replies/", given).status_code == 302
    row = selectors.publication()
    assert (row.replies_close_after, row.reply_rules) == (30, {"en": "Be brief.\nBe kind."})
    assert "Be brief." in browser.get("/settings/").text
    assert browser.post("/settings/replies/", {"close_after": "-1"}).status_code == 422
    assert see(cast.second_editor).post("/settings/replies/", given).status_code == 404
