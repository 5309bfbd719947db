"""Peer reviews: a draft from the moment the text is opened, handed in, and answered."""

import pytest
from django.utils import timezone

from writingviews.articles.contributors import add_contributor
from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Reviewer
from writingviews.articles.tests.making import FIRST_DAY
from writingviews.ledger.models import AuditEntry
from writingviews.review.models import LONGEST_PART, PeerReview
from writingviews.review.refusal import ReviewRefused, WrittenMeanwhile
from writingviews.review.services.reviews import (
    ReviewWords,
    begin_reading,
    hand_in_review,
    rate_helpfulness,
    write_review,
)

from .making import Review, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture()
def review(db: None) -> Review:
    return make_review()


def write(review: Review, version: int = 0, **words: str) -> PeerReview:
    said = {"describe": "", "evaluate": "", "suggest": ""} | words
    return write_review(
        actor=review.first,
        request_id=review.asked.id,
        words=ReviewWords(**said, version=version),
        now=FIRST_DAY,
    )


def hand_in(review: Review) -> tuple[PeerReview, bool]:
    return hand_in_review(actor=review.first, request_id=review.asked.id, now=FIRST_DAY)


class TestReading:
    def test_is_noted_the_first_time_the_text_is_opened(self, review: Review) -> None:
        first = begin_reading(request=review.asked, now=FIRST_DAY)
        again = begin_reading(request=review.asked, now=timezone.now())
        assert (again.id, again.opened_at) == (first.id, FIRST_DAY)
        assert AuditEntry.objects.filter(verb="begin review").count() == 1


class TestWriting:
    def test_keeps_each_draft_also_an_unfinished_one(self, review: Review) -> None:
        write(review, describe="You say")
        assert write(review, version=1, describe="You say A.").version == 2
        stored = PeerReview.objects.get()
        assert (stored.describe, stored.handed_in_at) == ("You say A.", None)

    def test_of_two_windows_the_second_is_told_and_overwrites_nothing(self, review: Review) -> None:
        write(review, describe="From one window")
        with pytest.raises(WrittenMeanwhile) as refused:
            write(review, describe="From the other")
        assert refused.value.version == 1
        assert PeerReview.objects.get().describe == "From one window"
        # Sent twice is once, and no fault.
        assert write(review, describe="From one window").version == 1

    def test_what_is_too_long_is_refused_beside_its_field(self, review: Review) -> None:
        with pytest.raises(ReviewRefused, match="10,000 characters") as refused:
            write(review, suggest="x" * (LONGEST_PART + 1))
        assert refused.value.fields == ("suggest",)

    def test_is_for_the_one_who_was_asked_while_the_round_is_open(self, review: Review) -> None:
        words = ReviewWords("a", "b", "c", 0)
        for who in (review.second, review.writer, review.editor):
            with pytest.raises(ReviewRefused, match="This round is over"):
                write_review(actor=who, request_id=review.asked.id, words=words, now=FIRST_DAY)
        Reviewer.objects.update(ended_at=FIRST_DAY)
        with pytest.raises(ReviewRefused, match="your part in it has ended"):
            write(review, describe="late")

    def test_a_writer_of_the_piece_reviews_nothing(self, review: Review) -> None:
        add_contributor(account=review.first, article_id=review.article.id)
        with pytest.raises(ReviewRefused):
            write(review, describe="my own")


class TestHandingIn:
    def test_needs_all_three_parts_and_says_which_are_empty(self, review: Review) -> None:
        write(review, describe="You say A.", suggest="  ")
        with pytest.raises(ReviewRefused, match="describes, evaluates and suggests") as refused:
            hand_in(review)
        assert refused.value.fields == ("evaluate", "suggest")
        assert PeerReview.objects.get().describe == "You say A."

    def test_happens_once_and_the_words_can_be_mended_until_the_letter(
        self, review: Review
    ) -> None:
        review.hand_in(review.first)
        stored, first_time = hand_in(review)
        assert not first_time
        assert stored.handed_in_at == FIRST_DAY
        write(review, version=1, describe="You say B.", evaluate="x", suggest="y")
        with pytest.raises(ReviewRefused):
            write(review, version=2, describe="", evaluate="x", suggest="y")
        review.move(review.editor, Verb.ASK_FOR_CHANGES)
        with pytest.raises(ReviewRefused, match="What was stored of your review stays"):
            write(review, version=2, describe="Too late", evaluate="x", suggest="y")
        assert PeerReview.objects.get().describe == "You say B."


class TestHelpfulness:
    def test_is_said_by_a_writer_in_four_steps_and_a_line(self, review: Review) -> None:
        review.hand_in(review.first)
        given = PeerReview.objects.get()
        rate_helpfulness(
            actor=review.writer,
            review_id=given.id,
            article_id=review.article.id,
            helpful=4,
            line="  I cut B,\n and it breathes. ",
        )
        given.refresh_from_db()
        assert (given.helpful, given.helpful_line) == (4, "I cut B, and it breathes.")

    @pytest.mark.parametrize("step", [None, 0, 5])
    def test_another_step_is_refused(self, review: Review, step: int | None) -> None:
        review.hand_in(review.first)
        with pytest.raises(ReviewRefused) as refused:
            say(review, step)
        assert refused.value.fields == ("helpful",)

    def test_a_long_line_is_refused(self, review: Review) -> None:
        review.hand_in(review.first)
        with pytest.raises(ReviewRefused, match="may have 300"):
            say(review, 3, "x" * 301)

    def test_nobody_else_says_it_and_not_of_what_was_not_handed_in(self, review: Review) -> None:
        write(review, describe="A draft")
        with pytest.raises(PeerReview.DoesNotExist):
            say(review, 3)
        PeerReview.objects.all().delete()
        review.hand_in(review.first)
        with pytest.raises(ReviewRefused, match="Who writes the piece"):
            rate_helpfulness(
                actor=review.editor,
                review_id=PeerReview.objects.get().id,
                article_id=review.article.id,
                helpful=3,
                line="",
            )


def say(review: Review, step: int | None, line: str = "") -> None:
    rate_helpfulness(
        actor=review.writer,
        review_id=PeerReview.objects.get().id,
        article_id=review.article.id,
        helpful=step,
        line=line,
    )
