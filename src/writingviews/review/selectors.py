"""Reading rounds and what was said in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article, Reviewer
from writingviews.articles.reviewers import open_requests, requests_for, requests_of
from writingviews.people.models import Account

from .decision_words import DEFAULTS as DEFAULT_WORDS
from .models import Advice, DecisionWords, Letter, PeerReview, Rating, Round, Rubric
from .rubrics import DEFAULTS, Criterion, read_criteria


def rubric_of(kind: str) -> tuple[Criterion, ...]:
    """Return the rubric of a kind: the publication's, else ours. One query."""
    own = Rubric.objects.filter(kind=kind).first()
    return read_criteria(own.criteria) if own else DEFAULTS[kind]


def decision_words(verb: Verb, language: str) -> str:
    """Return the words for a decision in a language: the publication's, else ours. One query."""
    own = DecisionWords.objects.filter(verb=verb, language=language).first()
    return own.text if own else DEFAULT_WORDS[verb]


def is_over(article: Article, number: int) -> bool:
    """Return whether a round of an article is decided, or was left otherwise."""
    open_in = {State.SUBMITTED, State.IN_REVIEW}
    return number < article.round or State(article.state) not in open_in


def rounds_of(article: Article) -> list[Round]:
    """Return an article's rounds with their revisions, the first first. One query.

    One that it is in and nobody has acted in yet may be missing: of articles that were submitted
    before the house kept rounds.
    """
    return list(Round.objects.filter(article=article).select_related("revision"))


def round_numbered(article: Article, number: int) -> Round | None:
    """Return one round with its revision, or None. One query."""
    found = Round.objects.filter(article=article, number=number)
    return found.select_related("revision").first()


@dataclass(frozen=True, slots=True)
class Requested:
    """That somebody was asked to review a round, and how far they are.

    Args:
        request: the asking.
        review: their review, from the moment they opened the text; None before.
        rating: how they rate it; None before they do.
        is_open: whether they may open it now.
    """

    request: Reviewer
    review: PeerReview | None
    rating: Rating | None
    is_open: bool

    @property
    def is_in(self) -> bool:
        return self.review is not None and self.review.handed_in_at is not None

    def is_late(self, today: date) -> bool:
        return (
            self.is_open and not self.is_in and bool(self.request.due and self.request.due < today)
        )


def requested_in(article: Article, number: int) -> list[Requested]:
    """Return who was asked to review a round, in the order they were first. Four queries.

    For the newsroom's eyes: it holds who they are.
    """
    requests = list(requests_of(article.id).filter(round=number))
    found_reviews = PeerReview.objects.filter(request__in=requests).select_related("round")
    reviews = {one.request_id: one for one in found_reviews}
    ratings = {
        one.account_id: one
        for one in Rating.objects.filter(round__article=article, round__number=number)
    }
    still = set(open_requests().filter(article=article).values_list("id", flat=True))
    return [
        Requested(one, reviews.get(one.id), ratings.get(one.account_id), one.id in still)
        for one in requests
    ]


def asked_of(account: Account) -> list[Requested]:
    """Return what an account was asked to review: what is open, the earliest due first, then what
    is past. Four queries, however many."""
    requests = list(requests_for(account).select_related("article"))
    found_reviews = PeerReview.objects.filter(request__in=requests).select_related("round")
    reviews = {one.request_id: one for one in found_reviews}
    still = set(open_requests().filter(account=account).values_list("id", flat=True))
    asked = [Requested(one, reviews.get(one.id), None, one.id in still) for one in requests]
    return sorted(
        asked,
        key=lambda one: (
            not one.is_open,
            one.is_in and one.is_open,
            (one.request.due or date.max) if one.is_open else date.max,
        ),
    )


def waiting_reviews(account: Account) -> int:
    """Return how many reviews an account still owes. One query."""
    handed_in = PeerReview.objects.filter(handed_in_at__isnull=False).values("request_id")
    mine = requests_for(account).filter(id__in=open_requests().values("id"))
    return mine.exclude(id__in=handed_in).count()


def letters_sent(rounds: Collection[Round]) -> dict[UUID, list[Letter]]:
    """Return the letters that were sent in each round, the first first. One query."""
    sent: dict[UUID, list[Letter]] = {one.id: [] for one in rounds}
    for letter in Letter.objects.filter(round__in=rounds, sent_at__isnull=False):
        sent[letter.round_id].append(letter)
    return sent


def letter_drafts(of_round: Round) -> list[Letter]:
    """Return what was written and not sent of a round's letter, by whom. One query."""
    drafts = Letter.objects.filter(round=of_round, sent_at=None).exclude(text="")
    return list(drafts.select_related("author"))


def with_plan(rounds: Collection[Round]) -> list[Round]:
    """Return rounds with their plans read, in two queries."""
    ids = [one.id for one in rounds]
    return list(Round.objects.filter(id__in=ids).prefetch_related(Prefetch("plan")))


def plan_to_work_in(article: Article) -> Round | None:
    """Return the last round that is over and has a plan, with the plan read. Up to two queries."""
    last = article.round if is_over(article, article.round) else article.round - 1
    if last < 1:
        return None
    found = Round.objects.filter(article=article, number=last, plan__isnull=False)
    return found.prefetch_related("plan").distinct().first()


@dataclass(frozen=True, slots=True)
class KeptRound:
    """What a round left its writer: letters that were sent, the plan they made, and the reviews
    they found helpful (3 or 4 of 4)."""

    round: Round
    letters: list[Letter]
    plan: list[Advice]
    helpful: list[PeerReview]

    @property
    def left_anything(self) -> bool:
        return bool(self.letters or self.plan or self.helpful)


def kept_rounds(article_ids: Collection[UUID]) -> dict[UUID, list[KeptRound]]:
    """Return what the rounds of articles left their writers, the first first. Four queries.

    A review's words are the writer's to read once they rated it: nothing here tells who wrote it.
    """
    found = Round.objects.filter(article__in=article_ids).order_by("number")
    rounds = list(
        found.prefetch_related(
            Prefetch("plan"),
            Prefetch("reviews", PeerReview.objects.filter(helpful__gte=3).order_by("handed_in_at")),
        )
    )
    letters = letters_sent(rounds)
    kept: dict[UUID, list[KeptRound]] = {article_id: [] for article_id in article_ids}
    for one in rounds:
        plan, helpful = list(one.plan.all()), list(one.reviews.all())
        kept[one.article_id].append(KeptRound(one, letters[one.id], plan, helpful))
    return kept
