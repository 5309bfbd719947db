"""Writing a peer review, handing it in, and saying how helpful it was."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from writingviews.articles.contributors import contributes
from writingviews.articles.models import Article, Reviewer
from writingviews.articles.reviewers import open_requests
from writingviews.ledger.services import record_act
from writingviews.people.models import Account
from writingviews.review.models import LONGEST_PART, PeerReview
from writingviews.review.refusal import ReviewRefused, WrittenMeanwhile

from .rounds import open_round

PARTS = ("describe", "evaluate", "suggest")


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """The three parts of a review, and the version they were typed over."""

    describe: str
    evaluate: str
    suggest: str
    version: int


@transaction.atomic
def begin_reading(*, request: Reviewer, now: datetime) -> PeerReview:
    """Note that one who was asked has opened the text; only the first time counts."""
    article = Article.objects.get(id=request.article_id)
    review, made = PeerReview.objects.get_or_create(
        request=request,
        defaults={"round": open_round(article=article, now=now), "opened_at": now},
    )
    if made:
        record_act(
            "begin review",
            subject_kind="article",
            subject_id=article.id,
            actor=request.account_id,
            at=now,
            round=request.round,
        )
    return review


@transaction.atomic
def write_review(
    *, actor: Account, request_id: UUID, words: ReviewWords, now: datetime
) -> PeerReview:
    """Store the words of a review, handed in or not.

    Raises:
        WrittenMeanwhile: another window of theirs has stored other words since.
        ReviewRefused: the round is over or their part in it has ended; too long; or a part that
            was handed in would be empty.
    """
    review = _held(actor, request_id, now)
    too_long = [part for part in PARTS if len(getattr(words, part)) > LONGEST_PART]
    if too_long:
        raise ReviewRefused(
            f"A part may have {LONGEST_PART:,} characters. Shorten it; nothing typed is lost.",
            too_long,
        )
    same = all(getattr(review, part) == getattr(words, part) for part in PARTS)
    if words.version != review.version and not same:
        raise WrittenMeanwhile(review.version)
    if review.handed_in_at is not None:
        _check_whole(words)
    if not same:
        for part in PARTS:
            setattr(review, part, getattr(words, part))
        review.version += 1
        review.save(update_fields=(*PARTS, "version"))
    return review


@transaction.atomic
def hand_in_review(*, actor: Account, request_id: UUID, now: datetime) -> tuple[PeerReview, bool]:
    """Hand in what is stored of a review; return it, and whether this was the first time.

    Raises:
        ReviewRefused: the round is over, or a part is empty; `fields` are those.
    """
    review = _held(actor, request_id, now)
    _check_whole(ReviewWords(review.describe, review.evaluate, review.suggest, review.version))
    if review.handed_in_at is not None:
        return review, False
    review.handed_in_at = now
    review.save(update_fields=("handed_in_at",))
    record_act(
        "hand in review",
        subject_kind="article",
        subject_id=review.round.article_id,
        actor=actor.id,
        at=now,
        round=review.round.number,
    )
    return review, True


@transaction.atomic
def rate_helpfulness(
    *, actor: Account, review_id: UUID, article_id: UUID, helpful: int | None, line: str
) -> PeerReview:
    """Store how helpful a writer of the article found a review; rated again, the new one stands.

    Raises:
        PeerReview.DoesNotExist: no review of this article that was handed in.
        ReviewRefused: not a writer of it, no step from 1 to 4, or the line is too long.
    """
    review = PeerReview.objects.select_for_update().get(
        id=review_id, round__article_id=article_id, handed_in_at__isnull=False
    )
    if not contributes(actor, article_id):
        raise ReviewRefused("Who writes the piece says how helpful a review was.")
    if helpful not in (1, 2, 3, 4):
        raise ReviewRefused("Choose how helpful it was.", ["helpful"])
    said = " ".join(line.split())
    longest = 300
    if len(said) > longest:
        raise ReviewRefused(
            f"That line has {len(said)} characters; it may have {longest}. Shorten it.",
            ["helpful_line"],
        )
    review.helpful, review.helpful_line = helpful, said
    review.save(update_fields=("helpful", "helpful_line"))
    record_act(
        "rate review",
        subject_kind="article",
        subject_id=article_id,
        actor=actor.id,
        step=helpful,
    )
    return review


def _held(actor: Account, request_id: UUID, now: datetime) -> PeerReview:
    request = open_requests().filter(id=request_id, account=actor).first()
    if request is None or contributes(actor, request.article_id):
        raise ReviewRefused(
            "This round is over, or your part in it has ended. What was stored of your review "
            "stays as it is."
        )
    begin_reading(request=request, now=now)
    found = PeerReview.objects.select_for_update(of=("self",)).select_related("round")
    return found.get(request=request)


def _check_whole(words: ReviewWords) -> None:
    empty = [part for part in PARTS if not getattr(words, part).strip()]
    if empty:
        raise ReviewRefused(
            "Write something here too: a review describes, evaluates and suggests.", empty
        )
