"""What the sheet tells a reviewer of a piece, and what it does not offer them."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.models import Article, Section
from writingviews.articles.tests.making import make_reviewer
from writingviews.people.models import Account

from .conftest import IN_REVIEW, Cast

pytestmark = pytest.mark.django_db
See = Callable[[Account | None], Client]
Make = Callable[..., Article]


@pytest.mark.parametrize("anonymity", list(Anonymity))
def test_a_reviewer_reads_who_signs_it_unless_that_is_kept_from_them(
    cast: Cast, see: See, piece: Make, anonymity: Anonymity
) -> None:
    Section.objects.update(anonymity=anonymity)
    made = piece(*IN_REVIEW)
    make_reviewer(made, cast.stranger)
    page = see(cast.stranger).get(f"/desk/{made.id}/")
    assert page.status_code == 200
    assert "You were asked to review it" in page.text
    is_open = anonymity is Anonymity.OPEN
    assert ("Mira Talab" in page.text) is is_open
    assert ("kept from reviewers" in page.text) is not is_open
    for secret in ("w-account", str(cast.byline.id), cast.byline.slug):
        assert secret not in page.text
    # Who works on it goes on seeing what readers will.
    assert "Mira Talab" in see(cast.editor).get(f"/desk/{made.id}/").text
    assert "Mira Talab" in see(cast.writer).get(f"/desk/{made.id}/").text


def test_a_reviewer_has_no_details_and_no_verbs(cast: Cast, see: See, piece: Make) -> None:
    made = piece(*IN_REVIEW)
    make_reviewer(made, cast.stranger)
    reviewer = see(cast.stranger)
    page = reviewer.get(f"/desk/{made.id}/").text
    assert "/details/" not in page
    assert 'name="verb"' not in page
    assert reviewer.get(f"/desk/{made.id}/details/").status_code == 404
    assert reviewer.post(f"/desk/{made.id}/details/", {"kind": "poem"}).status_code == 404
    for verb in ("accept", "decline", "ask_for_changes"):
        answer = reviewer.post(f"/desk/{made.id}/move/", {"verb": verb})
        assert answer.status_code == 404
    made.refresh_from_db()
    assert made.state == "in_review"
    for address in ("/newsroom/pieces/", f"/newsroom/carry/{made.id}/"):
        assert reviewer.get(address).status_code == 404


def test_no_reviewer_is_told_as_an_absent_piece_is(cast: Cast, see: See, piece: Make) -> None:
    made = piece(*IN_REVIEW)
    stranger = see(cast.stranger)
    for article_id in (made.id, uuid4()):
        assert stranger.get(f"/desk/{article_id}/").status_code == 404
