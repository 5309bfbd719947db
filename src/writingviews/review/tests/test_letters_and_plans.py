"""The letter of a round, and the plan that its writer makes from it."""

import pytest

from writingviews.articles.lifecycle import Verb
from writingviews.articles.tests.making import FIRST_DAY
from writingviews.people.models import Account
from writingviews.review.decision_words import DEFAULTS, filled
from writingviews.review.models import DECISIONS, LONGEST_LETTER, Advice, Letter
from writingviews.review.refusal import ReviewRefused, WrittenMeanwhile
from writingviews.review.selectors import decision_words, letters_sent, plan_to_work_in
from writingviews.review.services.letters import (
    LetterWords,
    send_letter,
    set_decision_words,
    write_letter,
)
from writingviews.review.services.plans import (
    MOST_ADVICE,
    Answered,
    answer_advice,
    drop_advice,
    take_advice,
    tick_advice,
)

from .making import Review, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture()
def review(db: None) -> Review:
    return make_review()


def write(review: Review, who: Account, text: str, version: int = 0) -> Letter:
    words = LetterWords(text, "The editors", version)
    return write_letter(actor=who, of_round=review.round, words=words, now=FIRST_DAY)


def send(review: Review, verb: Verb, text: str) -> Letter | None:
    return send_letter(
        actor=review.editor,
        of_round=review.round,
        verb=verb,
        text=text,
        signed="The editors",
        now=FIRST_DAY,
    )


def take(review: Review, text: str, who: Account | None = None) -> Advice:
    return take_advice(
        actor=who or review.writer,
        of_round=review.round,
        source=Advice.Source.LETTER,
        text=text,
    )


class TestTheLetter:
    def test_each_who_writes_one_has_a_draft_of_their_own(self, review: Review) -> None:
        write(review, review.editor, "Dear A")
        write(review, review.first, "Dear B")
        assert write(review, review.editor, "Dear A,", version=1).version == 2
        assert {one.text for one in Letter.objects.all()} == {"Dear A,", "Dear B"}

    def test_of_two_windows_the_second_is_told_and_overwrites_nothing(self, review: Review) -> None:
        write(review, review.editor, "From one")
        with pytest.raises(WrittenMeanwhile):
            write(review, review.editor, "From the other")
        assert Letter.objects.get().text == "From one"
        assert write(review, review.editor, "From one").version == 1

    def test_is_sent_once_with_a_decision_and_its_draft_is_gone(self, review: Review) -> None:
        draft = write(review, review.editor, "Dear")
        sent = send(review, Verb.ASK_FOR_CHANGES, "Dear you")
        assert sent is not None
        assert (sent.id, sent.verb, sent.text) == (draft.id, "ask_for_changes", "Dear you")
        assert letters_sent([review.round]) == {review.round.id: [sent]}
        assert write(review, review.editor, "A new one").id != sent.id

    @pytest.mark.parametrize("verb", [Verb.ASK_FOR_CHANGES, Verb.DECLINE])
    def test_no_changes_and_no_decline_without_a_reason(self, review: Review, verb: Verb) -> None:
        with pytest.raises(ReviewRefused, match="at least the reason") as refused:
            send(review, verb, " \n ")
        assert refused.value.fields == ("text",)
        assert not Letter.objects.exists()

    def test_an_acceptance_may_go_without_a_word(self, review: Review) -> None:
        assert send(review, Verb.ACCEPT, " ") is None

    def test_what_is_no_decision_sends_none(self, review: Review) -> None:
        with pytest.raises(ReviewRefused, match="Choose one") as refused:
            send(review, Verb.PUBLISH, "Dear")
        assert refused.value.fields == ("verb",)

    def test_one_that_is_too_long_is_refused(self, review: Review) -> None:
        with pytest.raises(ReviewRefused, match="nothing typed is lost"):
            write(review, review.editor, "x" * (LONGEST_LETTER + 1))


class TestItsFirstWords:
    def test_are_ours_until_the_publication_writes_its_own(self, review: Review) -> None:
        assert set(DEFAULTS) == set(DECISIONS)
        assert decision_words(Verb.DECLINE, "fa") == DEFAULTS[Verb.DECLINE]
        for text in ("سلام {writer}", "درود {writer}"):
            set_decision_words(actor=review.editor, verb=Verb.DECLINE, language="fa", text=text)
            assert decision_words(Verb.DECLINE, "fa") == text
        assert decision_words(Verb.DECLINE, "en") == DEFAULTS[Verb.DECLINE]
        set_decision_words(actor=review.editor, verb=Verb.DECLINE, language="fa", text=" ")
        assert decision_words(Verb.DECLINE, "fa") == DEFAULTS[Verb.DECLINE]

    def test_name_the_piece_its_writer_and_the_publication(self) -> None:
        said = filled("{writer}: “{title}”, {publication} {else}", title="Bread", writer="Mira",
                      publication="The Tram Stop")  # fmt: skip
        assert said == "Mira: “Bread”, The Tram Stop {else}"


class TestThePlan:
    def test_holds_advice_in_its_order_and_the_same_words_once(self, review: Review) -> None:
        one, two = take(review, "Cut B."), take(review, "Say A sooner.")
        assert take(review, " Cut B. ").id == one.id
        assert list(Advice.objects.all()) == [one, two]

    def test_an_answer_is_yes_partly_or_no_with_why(self, review: Review) -> None:
        yes, no, open_ = (take(review, words) for words in ("A", "B", "C"))
        unsaid = answer_advice(
            actor=review.writer,
            of_round=review.round,
            answers={
                yes.id: Answered("yes", ""),
                no.id: Answered("no", " "),
                open_.id: Answered("maybe", "I think"),
            },
        )
        assert unsaid == [no.id]
        stored = {one.text: (one.answer, one.how) for one in Advice.objects.all()}
        assert stored == {"A": ("yes", ""), "B": ("", ""), "C": ("", "I think")}
        said = {no.id: Answered("no", "It is the heart of it.")}
        assert answer_advice(actor=review.writer, of_round=review.round, answers=said) == []

    def test_is_ticked_off_in_the_next_draft_and_dropped_when_it_is_wrong(
        self, review: Review
    ) -> None:
        advice = take(review, "Cut B.")
        assert plan_to_work_in(review.article) is None
        review.move(review.editor, Verb.ASK_FOR_CHANGES)
        assert plan_to_work_in(review.article) == review.round
        for done in (True, False, True):
            tick_advice(
                actor=review.writer,
                of_round=review.round,
                advice_id=advice.id,
                done=done,
                now=FIRST_DAY,
            )
            assert (Advice.objects.get().done_at is not None) is done
        review.move(review.writer, Verb.SUBMIT)
        assert plan_to_work_in(review.article) == review.round
        for _twice in range(2):
            drop_advice(actor=review.writer, of_round=review.round, advice_id=advice.id)
        assert plan_to_work_in(review.article) is None
        with pytest.raises(ReviewRefused, match="not in the plan any more"):
            tick_advice(
                actor=review.writer,
                of_round=review.round,
                advice_id=advice.id,
                done=True,
                now=FIRST_DAY,
            )

    def test_is_its_writers_alone(self, review: Review) -> None:
        advice = take(review, "Cut B.")
        for who in (review.editor, review.first):
            with pytest.raises(ReviewRefused, match="its writer’s to make"):
                take(review, "Mine", who)
            with pytest.raises(ReviewRefused):
                answer_advice(actor=who, of_round=review.round, answers={})
            with pytest.raises(ReviewRefused):
                drop_advice(actor=who, of_round=review.round, advice_id=advice.id)
        assert Advice.objects.get() == advice

    def test_nothing_empty_or_endless_comes_into_it(self, review: Review) -> None:
        for words, why in (("  ", "Write what you will work on"), ("x" * 2001, "may have 2,000")):
            with pytest.raises(ReviewRefused, match=why):
                take(review, words)
        for number in range(MOST_ADVICE):
            take(review, f"Point {number}")
        with pytest.raises(ReviewRefused, match="at most 60"):
            take(review, "One more")
