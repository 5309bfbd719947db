"""A round of review in the demo: two reviews, a letter, and the plan that its writer made of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import yaml

from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import Article, ReviewerKind
from writingviews.articles.services.reviewing import Asking, ask_reviewer
from writingviews.people.models import Account
from writingviews.review.models import Advice, PeerReview
from writingviews.review.services.letters import send_letter
from writingviews.review.services.plans import Answered, answer_advice, take_advice, tick_advice
from writingviews.review.services.reviews import (
    ReviewWords,
    hand_in_review,
    rate_helpfulness,
    write_review,
)
from writingviews.review.services.rounds import open_round, rate

from .content_files import CONTENT

FILE: Final = "rounds.yaml"


@dataclass(frozen=True, slots=True)
class DemoRound:
    """What is said of one piece in its first round, as ``rounds.yaml`` has it."""

    writer: str
    steps: Mapping[str, int]
    reviews: tuple[Mapping[str, Any], ...]
    letter: str
    signed: str
    plan: tuple[Mapping[str, Any], ...]


def read_rounds(content: Path = CONTENT) -> dict[str, DemoRound]:
    """Read ``rounds.yaml``: by the piece's slug."""
    path = content / FILE
    if not path.exists():
        return {}
    entries: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        entry["piece"]: DemoRound(
            writer=entry["writer"],
            steps=entry["steps"],
            reviews=tuple(entry["reviews"]),
            letter=entry["letter"].strip(),
            signed=entry["signed"],
            plan=tuple(entry["plan"]),
        )
        for entry in entries
    }


def review(
    article: Article,
    words: DemoRound,
    cast: Mapping[str, Account],
    *,
    editor: Account,
    at: datetime,
) -> None:
    """Let a round's reviewers and its writer say what they say. While it is in review."""
    opened = open_round(article=article, now=at)
    rate(actor=cast[words.writer], of_round=opened, by_writer=True, steps=words.steps, now=at)
    for said in words.reviews:
        reviewer = cast[said["by"]]
        request = ask_reviewer(
            actor=editor,
            article_id=article.pk,
            account=reviewer,
            asking=Asking(ReviewerKind.PEER, due=(at + timedelta(days=7)).date()),
            now=at,
        )
        parts = ReviewWords(
            describe=said["describe"].strip(),
            evaluate=said["evaluate"].strip(),
            suggest=said["suggest"].strip(),
            version=0,
        )
        write_review(actor=reviewer, request_id=request.pk, words=parts, now=at)
        hand_in_review(actor=reviewer, request_id=request.pk, now=at)
        rate(actor=reviewer, of_round=opened, by_writer=False, steps=said["steps"], now=at)


def answer(
    article: Article,
    words: DemoRound,
    cast: Mapping[str, Account],
    *,
    editor: Account,
    at: datetime,
) -> None:
    """Send the letter, and let the writer plan from it. After changes were asked."""
    opened, writer = open_round(article=article, now=at), cast[words.writer]
    send_letter(
        actor=editor,
        of_round=opened,
        verb=Verb.ASK_FOR_CHANGES,
        text=words.letter,
        signed=words.signed,
        now=at,
    )
    for point in words.plan:
        advice = take_advice(
            actor=writer,
            of_round=opened,
            source=Advice.Source(point["from"]),
            text=point["advice"],
        )
        said = Answered(point["answer"], point["how"])
        answer_advice(actor=writer, of_round=opened, answers={advice.pk: said})
        if point.get("done"):
            tick_advice(actor=writer, of_round=opened, advice_id=advice.pk, done=True, now=at)
    for said_by in words.reviews:
        found = PeerReview.objects.get(round=opened, request__account=cast[said_by["by"]])
        if "helpful" in said_by:
            rate_helpfulness(
                actor=writer,
                review_id=found.pk,
                article_id=article.pk,
                helpful=said_by["helpful"],
                line=said_by["line"],
            )
