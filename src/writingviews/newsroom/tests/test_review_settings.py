"""What publishers set for review: who knows whom, rubrics, the words of decisions."""

from collections.abc import Callable

import pytest
from django.test import Client

from writingviews.articles.models import Section
from writingviews.articles.tests.making import make_account
from writingviews.ledger.models import AuditEntry
from writingviews.people.models import Account, Role
from writingviews.review.models import DecisionWords, Rubric
from writingviews.review.rubrics import DEFAULTS
from writingviews.review.selectors import rubric_of

from .conftest import Cast

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
PAGE = "/settings/review/"


def rubric(*names: str) -> dict[str, str]:
    return {
        key: value
        for place, name in enumerate(names)
        for key, value in [
            (f"name-{place}", name),
            *((f"step-{place}-{step}", f"{name} {step}") for step in range(4)),
        ]
    }


def test_only_publishers_pass(cast: Cast, see: See) -> None:
    only_editor = make_account("only-editor", Role.EDITOR)
    for address in (PAGE, f"{PAGE}essay/"):
        assert see(cast.publisher).get(address).status_code == 200
        for who in (only_editor, cast.writer, cast.moderator):
            assert see(who).get(address).status_code == 404
            assert see(who).post(address, {"set": "anonymity"}).status_code == 404
    assert see(cast.publisher).get(f"{PAGE}limerick/").status_code == 404
    assert PAGE in see(cast.publisher).get("/settings/").text


def test_who_knows_whom_is_chosen_by_section(cast: Cast, see: See) -> None:
    chosen = {f"knows-{one.slug}": "open" for one in Section.objects.all()}
    chosen["knows-culture"] = "both_unknown"
    publisher = see(cast.publisher)
    assert publisher.post(PAGE, chosen | {"set": "anonymity"}).status_code == 302
    hidden = Section.objects.filter(anonymity="both_unknown")
    assert [one.slug for one in hidden] == ["culture"]
    assert AuditEntry.objects.filter(verb="set anonymity").count() == 1
    wrong = chosen | {"knows-culture": "everybody", "set": "anonymity"}
    assert publisher.post(PAGE, wrong).status_code == 422


def test_the_words_of_a_decision_are_kept_by_language(cast: Cast, see: See) -> None:
    publisher = see(cast.publisher)
    data = {"words-fa-decline": "سلام {writer}", "words-fa-accept": "", "set": "fa"}
    assert publisher.post(PAGE, data).status_code == 302
    assert DecisionWords.objects.get().language == "fa"
    assert "سلام {writer}" in publisher.get(PAGE).text
    publisher.post(PAGE, data | {"words-fa-decline": ""})
    assert not DecisionWords.objects.exists()


def test_a_rubric_is_the_publications_own_until_it_goes_back(cast: Cast, see: See) -> None:
    publisher, page = see(cast.publisher), f"{PAGE}poem/"
    assert publisher.post(page, rubric("Breath", "Image")).status_code == 302
    first = rubric_of("poem")
    assert [one.name for one in first] == ["Breath", "Image"]
    # What a rating knows a criterion by stays with its place.
    assert [one.key for one in first] == [one.key for one in DEFAULTS["poem"][:2]]
    assert "your own" in publisher.get(PAGE).text
    assert publisher.post(page, {"ours": "1"}).status_code == 302
    assert rubric_of("poem") == DEFAULTS["poem"]


def test_a_criterion_that_lacks_words_is_refused_and_stays_typed(cast: Cast, see: See) -> None:
    data = rubric("Breath", "Image") | {"step-1-2": " "}
    answer = see(cast.publisher).post(f"{PAGE}poem/", data)
    assert answer.status_code == 422
    assert answer.text.count("A criterion has a name and words for four steps") == 1
    assert 'value="Breath"' in answer.text
    assert not Rubric.objects.exists()
