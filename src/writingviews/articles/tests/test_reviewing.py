"""Asking an account to review an article: what it opens, when it closes, what is refused."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from writingviews.articles.access import ArticleHidden, open_article
from writingviews.articles.anonymity import Anonymity
from writingviews.articles.contributors import add_contributor
from writingviews.articles.lifecycle import EDITABLE, TRANSITIONS, Part, State, Verb
from writingviews.articles.models import Article, Reviewer, ReviewerKind, Section
from writingviews.articles.reviewers import requests_for, reviewers_ever
from writingviews.articles.selectors import parts_of, readable_by, readers_in_house
from writingviews.articles.services.moving import Move, move_article
from writingviews.articles.services.reviewing import (
    Asking,
    ReviewerRefused,
    ask_reviewer,
    end_reviewer,
)
from writingviews.ledger.models import AuditEntry
from writingviews.people.models import Account, Role

from .making import (
    FIRST_DAY,
    make_account,
    make_document,
    make_in_review,
    make_publication,
    make_reviewer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture()
def writer() -> Account:
    make_publication()
    return make_account("writer")


@pytest.fixture()
def reviewer() -> Account:
    return make_account("reviewer")


@pytest.fixture()
def editor() -> Account:
    return make_account("editor", Role.EDITOR)


@pytest.fixture()
def article(writer: Account) -> Article:
    return make_in_review(writer)


def ask(editor: Account, article: Article, account: Account, **how: object) -> Reviewer:
    asking = Asking(ReviewerKind.PEER, **how)  # type: ignore[arg-type]
    return ask_reviewer(
        actor=editor, article_id=article.id, account=account, asking=asking, now=timezone.now()
    )


def may_open(account: Account, article: Article) -> bool:
    try:
        open_article(account, article.id)
    except ArticleHidden:
        return False
    return True


def move(actor: Account, article: Article, verb: Verb) -> None:
    move_article(
        actor=actor,
        article_id=article.id,
        move=Move(verb),
        document=make_document(),
        now=FIRST_DAY,
    )


class TestWhatItOpens:
    def test_the_one_piece_and_no_other(
        self, article: Article, writer: Account, reviewer: Account
    ) -> None:
        other = make_in_review(writer)
        assert not may_open(reviewer, article)
        make_reviewer(article, reviewer)
        opened = open_article(reviewer, article.id)
        assert opened.parts == {Part.REVIEWER}
        assert reviewer in readers_in_house(article)
        assert not may_open(reviewer, other)
        assert list(Article.objects.filter(readable_by(reviewer))) == [article]

    def test_neither_a_verb_nor_the_text(self, article: Article, reviewer: Account) -> None:
        make_reviewer(article, reviewer)
        opened = open_article(reviewer, article.id)
        assert not opened.text_is_editable
        assert opened.verbs == []
        assert all(Part.REVIEWER not in row.who for row in TRANSITIONS)
        assert Part.REVIEWER not in EDITABLE

    @pytest.mark.parametrize("state", [state for state in State if state is not State.IN_REVIEW])
    def test_nothing_when_the_piece_is_not_in_review(
        self, article: Article, reviewer: Account, state: State
    ) -> None:
        make_reviewer(article, reviewer)
        if state in {State.PUBLISHED, State.TAKEN_DOWN}:
            article.slug, article.published_at = "bread", FIRST_DAY
            article.published_revision = article.revisions.get()
        article.state = state
        article.save()
        assert not may_open(reviewer, article)
        assert reviewer not in readers_in_house(article)

    def test_nothing_in_the_next_round_until_asked_again(
        self, article: Article, writer: Account, reviewer: Account, editor: Account
    ) -> None:
        make_reviewer(article, reviewer)
        move(editor, article, Verb.ASK_FOR_CHANGES)
        move(writer, article, Verb.SUBMIT)
        move(editor, article, Verb.TAKE_UP)
        assert not may_open(reviewer, article)
        ask(editor, article, reviewer)
        assert may_open(reviewer, article)
        assert [one.round for one in requests_for(reviewer)] == [2, 1]

    def test_nothing_once_ended_past_its_end_or_with_a_closed_account(
        self, article: Article, reviewer: Account, editor: Account
    ) -> None:
        request = ask(editor, article, reviewer, until=timezone.now() + timedelta(hours=1))
        assert may_open(reviewer, article)
        Reviewer.objects.update(until=timezone.now() - timedelta(seconds=1))
        assert not may_open(reviewer, article)
        Reviewer.objects.update(until=None)
        end_reviewer(
            actor=editor, article_id=article.id, reviewer_id=request.id, now=timezone.now()
        )
        assert not may_open(reviewer, article)
        again = ask(editor, article, reviewer)
        assert again.id == request.id
        assert may_open(reviewer, article)
        Account.objects.filter(id=reviewer.id).update(is_active=False)
        reviewer.refresh_from_db()
        assert not may_open(reviewer, article)

    def test_an_editor_who_is_asked_stays_an_editor(
        self, article: Article, editor: Account
    ) -> None:
        make_reviewer(article, editor)
        assert parts_of(editor, article) == {Part.REVIEWER, Part.EDITOR}


class TestTheWriter:
    def test_can_be_asked_like_anybody_and_nothing_tells_that_they_write_it(
        self, article: Article, writer: Account, editor: Account
    ) -> None:
        assert ask(editor, article, writer).account == writer
        assert parts_of(writer, article) == {Part.WRITER}
        assert not requests_for(writer).exists()

    def test_who_becomes_one_reviews_no_more(self, article: Article, reviewer: Account) -> None:
        make_reviewer(article, reviewer)
        add_contributor(account=reviewer, article_id=article.id)
        assert parts_of(reviewer, article) == {Part.WRITER}
        assert not requests_for(reviewer).exists()


class TestRefusals:
    def test_only_editors_ask(self, article: Article, writer: Account, reviewer: Account) -> None:
        for somebody in (writer, reviewer, make_account("m", Role.MENTOR)):
            with pytest.raises(ReviewerRefused, match="Editors and publishers ask reviewers"):
                ask(somebody, article, reviewer)
        assert not Reviewer.objects.exists()

    def test_an_editor_who_writes_it_does_not_choose_whom_they_may_not_know(
        self, article: Article, reviewer: Account
    ) -> None:
        assert article.anonymity == Anonymity.OPEN
        own = make_account("editor-who-writes", Role.EDITOR)
        hidden = make_in_review(own, anonymity=Anonymity.BOTH_UNKNOWN)
        with pytest.raises(ReviewerRefused, match="Another editor asks them"):
            ask(own, hidden, reviewer)
        assert ask(own, make_in_review(own), reviewer)

    def test_nobody_is_asked_while_the_piece_is_not_in_review(
        self, article: Article, reviewer: Account, editor: Account
    ) -> None:
        move(editor, article, Verb.ASK_FOR_CHANGES)
        with pytest.raises(ReviewerRefused, match="changes asked; reviewers are asked while"):
            ask(editor, article, reviewer)

    def test_a_closed_account_is_not_asked(
        self, article: Article, reviewer: Account, editor: Account
    ) -> None:
        reviewer.is_active = False
        reviewer.save()
        with pytest.raises(ReviewerRefused, match="closed") as refused:
            ask(editor, article, reviewer)
        assert refused.value.field == "account"

    def test_a_day_that_is_past_is_refused_and_today_is_not(
        self, article: Article, reviewer: Account, editor: Account
    ) -> None:
        today = timezone.now().date()
        with pytest.raises(ReviewerRefused, match="is past") as refused:
            ask(editor, article, reviewer, due=today - timedelta(days=1))
        assert refused.value.field == "due"
        assert ask(editor, article, reviewer, due=today).due == today

    def test_the_day_is_that_of_who_asks(
        self, article: Article, reviewer: Account, editor: Account
    ) -> None:
        def ask_on(today: date) -> Reviewer:
            return ask_reviewer(
                actor=editor,
                article_id=article.id,
                account=reviewer,
                asking=Asking(ReviewerKind.PEER, due=date(2026, 3, 1)),
                now=FIRST_DAY,
                today=today,
            )

        with pytest.raises(ReviewerRefused, match="2026-03-01 is past"):
            ask_on(date(2026, 3, 2))
        assert ask_on(date(2026, 3, 1)).due

    def test_an_end_that_is_past_is_refused(
        self, article: Article, reviewer: Account, editor: Account
    ) -> None:
        with pytest.raises(ReviewerRefused, match="Choose one in the future") as refused:
            ask(editor, article, reviewer, until=timezone.now())
        assert refused.value.field == "until"

    def test_ending_is_for_editors_and_the_reviewer_alone_and_twice_is_once(
        self, article: Article, reviewer: Account, editor: Account, writer: Account
    ) -> None:
        request = make_reviewer(article, reviewer)
        how = {"article_id": article.id, "reviewer_id": request.id, "now": FIRST_DAY}
        with pytest.raises(ReviewerRefused):
            end_reviewer(actor=writer, **how)  # type: ignore[arg-type]
        for _ in range(2):
            end_reviewer(actor=reviewer, **how)  # type: ignore[arg-type]
        assert AuditEntry.objects.filter(verb="end reviewer").count() == 1
        with pytest.raises(Reviewer.DoesNotExist):
            end_reviewer(actor=editor, **how | {"article_id": make_in_review(writer).id})  # type: ignore[arg-type]


class TestWhatIsKept:
    def test_the_act_without_the_name_of_who_was_asked(
        self, article: Article, reviewer: Account, editor: Account
    ) -> None:
        ask(editor, article, reviewer)
        act = AuditEntry.objects.get(verb="ask reviewer")
        assert (act.actor, act.subject_id) == (editor.id, str(article.id))
        assert str(reviewer.id) not in str(act.details)
        ask(editor, article, reviewer)
        assert AuditEntry.objects.filter(verb="ask reviewer again").count() == 1

    def test_reviewers_are_told_apart_by_the_order_in_which_they_were_first_asked(
        self, article: Article, editor: Account
    ) -> None:
        accounts = [make_account(f"reviewer-{number}") for number in range(3)]
        for account in accounts:
            ask(editor, article, account)
        ask(editor, article, accounts[0])
        assert reviewers_ever(article.id) == [account.id for account in accounts]


class TestAnonymity:
    def test_it_is_kept_from_the_first_submission_on(
        self, writer: Account, editor: Account
    ) -> None:
        article = make_in_review(writer, anonymity=Anonymity.BOTH_UNKNOWN)
        assert article.anonymity == Anonymity.BOTH_UNKNOWN
        Section.objects.update(anonymity=Anonymity.OPEN)
        move(editor, article, Verb.ASK_FOR_CHANGES)
        move(writer, article, Verb.SUBMIT)
        article.refresh_from_db()
        assert (article.round, article.anonymity) == (2, Anonymity.BOTH_UNKNOWN)

    def test_what_was_set_before_submitting_stands(self, writer: Account) -> None:
        Section.objects.update(anonymity=Anonymity.OPEN)
        article = Article.objects.create(
            language="en", created_at=FIRST_DAY, anonymity=Anonymity.WRITER_UNKNOWN
        )
        add_contributor(account=writer, article_id=article.id)
        move(writer, article, Verb.SUBMIT)
        article.refresh_from_db()
        assert article.anonymity == Anonymity.WRITER_UNKNOWN
