"""Rounds and rubrics: what is kept when one opens, and rating by it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Kind
from writingviews.articles.tests.making import (
    FIRST_DAY,
    make_account,
    make_in_review,
    make_reviewer,
)
from writingviews.ledger.models import AuditEntry
from writingviews.review.models import Rating, Round
from writingviews.review.refusal import ReviewRefused
from writingviews.review.rubrics import DEFAULTS, STEPS, Criterion
from writingviews.review.selectors import (
    asked_of,
    is_over,
    requested_in,
    rubric_of,
    waiting_reviews,
)
from writingviews.review.services.rounds import open_round, rate
from writingviews.review.services.rubrics import set_rubric

from .making import Review, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture()
def review(db: None) -> Review:
    return make_review()


class TestARound:
    def test_keeps_the_text_that_was_handed_in_and_opens_once(self, review: Review) -> None:
        assert review.round.number == 1
        assert review.round.revision == review.article.revisions.get()
        assert open_round(article=review.article, now=FIRST_DAY) == review.round

    def test_the_next_one_has_the_next_text_and_the_first_stays(self, review: Review) -> None:
        review.move(review.editor, Verb.ASK_FOR_CHANGES)
        review.move(review.writer, Verb.SUBMIT, text="Other words.")
        second = open_round(article=review.article, now=FIRST_DAY)
        first = Round.objects.get(number=1)
        assert second.number == 2
        assert first.revision is not None
        assert second.revision is not None
        assert (first.revision.text, second.revision.text) == ("Some words.", "Other words.")

    def test_is_over_when_it_is_decided_or_another_has_begun(self, review: Review) -> None:
        assert not is_over(review.article, 1)
        review.move(review.editor, Verb.ASK_FOR_CHANGES)
        assert is_over(review.article, 1)
        review.move(review.writer, Verb.SUBMIT)
        assert is_over(review.article, 1)
        assert not is_over(review.article, 2)

    def test_keeps_its_rubric_when_the_publication_writes_another(self, review: Review) -> None:
        own = Criterion("heart", "Heart", ("no", "a bit", "nearly", "yes"))
        set_rubric(actor=review.editor, kind=Kind.ESSAY, criteria=[own])
        assert rubric_of(Kind.ESSAY) == (own,)
        assert rubric_of(Kind.POEM) == DEFAULTS["poem"]
        assert len(Round.objects.get().criteria) == len(DEFAULTS["essay"])
        set_rubric(actor=review.editor, kind=Kind.ESSAY, criteria=[])
        assert rubric_of(Kind.ESSAY) == DEFAULTS["essay"]


class TestRubrics:
    def test_each_kind_has_one_whose_criteria_have_words_for_every_step(self) -> None:
        assert set(DEFAULTS) == set(Kind.values)
        for criteria in DEFAULTS.values():
            assert 3 <= len(criteria) <= 6
            assert len({one.key for one in criteria}) == len(criteria)
            for one in criteria:
                assert len(set(one.steps)) == STEPS
                assert all(one.steps)

    def test_one_without_words_for_a_step_is_refused(self, review: Review) -> None:
        half = Criterion("heart", "Heart", ("no", "", "nearly", "yes"))
        with pytest.raises(ReviewRefused, match="words for each of its four steps") as refused:
            set_rubric(actor=review.editor, kind=Kind.ESSAY, criteria=[half])
        assert refused.value.fields == ("heart",)

    def test_too_many_criteria_are_refused(self, review: Review) -> None:
        many = [Criterion(f"c{n}", f"C{n}", ("1", "2", "3", "4")) for n in range(7)]
        with pytest.raises(ReviewRefused, match="at most 6"):
            set_rubric(actor=review.editor, kind=Kind.ESSAY, criteria=many)


class TestRating:
    def test_gives_each_criterion_a_step_and_may_be_changed(self, review: Review) -> None:
        keys = [one.key for one in DEFAULTS["essay"]]
        for step in (2, 3):
            rate(
                actor=review.writer,
                of_round=review.round,
                by_writer=True,
                steps=dict.fromkeys(keys, step),
                now=FIRST_DAY,
            )
        assert Rating.objects.get().steps == dict.fromkeys(keys, 3)
        assert "steps" not in AuditEntry.objects.filter(verb="rate").first().details  # type: ignore[union-attr]

    @pytest.mark.parametrize("step", [None, 0, 5])
    def test_one_that_leaves_a_criterion_out_is_refused(
        self, review: Review, step: int | None
    ) -> None:
        steps: dict[str, int | None] = dict.fromkeys([one.key for one in DEFAULTS["essay"]], 1)
        steps["order"] = step
        with pytest.raises(ReviewRefused, match="The way through it") as refused:
            rate(
                actor=review.writer,
                of_round=review.round,
                by_writer=True,
                steps=steps,
                now=FIRST_DAY,
            )
        assert refused.value.fields == ("order",)
        assert not Rating.objects.exists()


class TestWhoWasAsked:
    def test_what_is_open_comes_first_and_what_is_handed_in_waits_no_more(
        self, review: Review
    ) -> None:
        past = make_in_review(review.writer)
        make_reviewer(past, review.first)
        past.state = "declined"
        past.save()
        assert [one.is_open for one in asked_of(review.first)] == [True, False]
        assert waiting_reviews(review.first) == 1
        review.hand_in(review.first)
        assert waiting_reviews(review.first) == 0
        assert [one.is_in for one in requested_in(review.article, 1)] == [True, False]

    def test_the_number_of_queries_does_not_grow_with_what_was_asked(self, review: Review) -> None:
        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as found:
                asked_of(review.first)
                requested_in(review.article, 1)
            return len(found)

        few = queries()
        for number in range(4):
            make_reviewer(make_in_review(review.writer), review.first)
            make_reviewer(review.article, make_account(f"more-{number}"))
        assert queries() == few
