"""Asking an account to review an article, and ending that."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.lifecycle import REVIEWED, Part, State, spoken
from writingviews.articles.models import Article, Reviewer, ReviewerKind
from writingviews.articles.selectors import parts_of
from writingviews.ledger.services import record_act
from writingviews.people.models import Account

from .recording import record_article_act


class ReviewerRefused(Exception):
    """Nobody can be asked so; `field` is what is wrong ("account", "due", "until", or "")."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Asking:
    """How somebody is asked.

    Args:
        kind: as what.
        due: the last day on which the review is of use; None for no day.
        until: the moment from which they may not open the article any more; None for the round's
            end.
    """

    kind: ReviewerKind
    due: date | None = None
    until: datetime | None = None


@transaction.atomic
def ask_reviewer(
    *,
    actor: Account,
    article_id: UUID,
    account: Account,
    asking: Asking,
    now: datetime,
    today: date | None = None,
) -> Reviewer:
    """Ask an account to review the round an article is in. Asked again, it gets the new terms.

    Whoever writes the article may be asked like anybody: a refusal would tell an editor whose
    account stands behind its byline. It opens nothing to them, and they are never told.

    Args:
        today: the day in the zone of who asks; that of `now` if left out.

    Raises:
        ReviewerRefused: not in review, not by this person, the account is closed, or a date is
            past.
    """
    article = Article.objects.select_for_update().get(id=article_id)
    _check_right(actor, article)
    if article.state not in REVIEWED:
        raise ReviewerRefused(
            f"The article is {spoken(State(article.state))}; reviewers are asked while it is "
            f"{' or '.join(map(spoken, sorted(REVIEWED)))}. Take it up first."
        )
    if not account.is_active:
        raise ReviewerRefused("This account is closed. Ask somebody else.", "account")
    if asking.due is not None and asking.due < (today or now.date()):
        raise ReviewerRefused(
            f"{asking.due.isoformat()} is past. Choose today or a later day.", "due"
        )
    if asking.until is not None and asking.until <= now:
        raise ReviewerRefused("This time is past. Choose one in the future.", "until")
    request, made = Reviewer.objects.update_or_create(
        article=article,
        account=account,
        round=article.round,
        defaults={
            "kind": asking.kind,
            "asked_by": actor,
            "asked_at": now,
            "due": asking.due,
            "until": asking.until,
            "ended_at": None,
        },
        create_defaults={
            "kind": asking.kind,
            "asked_by": actor,
            "asked_at": now,
            "first_asked_at": now,
            "due": asking.due,
            "until": asking.until,
        },
    )
    verb = "ask reviewer" if made else "ask reviewer again"
    record_article_act(verb, article, actor, now, round=article.round, kind=str(asking.kind))
    return request


@transaction.atomic
def end_reviewer(*, actor: Account, article_id: UUID, reviewer_id: UUID, now: datetime) -> Reviewer:
    """End somebody's reviewing: from now on the article is not there for them.

    What they wrote stays. Ending twice is harmless. The reviewer may end it themself.

    Raises:
        Reviewer.DoesNotExist: nobody was asked so.
        ReviewerRefused: not by this person.
    """
    request = Reviewer.objects.select_for_update().get(id=reviewer_id, article_id=article_id)
    if request.account_id != actor.id:
        _check_right(actor, Article.objects.get(id=article_id))
    if request.ended_at is not None:
        return request
    request.ended_at = now
    request.save(update_fields=("ended_at",))
    record_act(
        "end reviewer", subject_kind="article", subject_id=article_id, actor=actor.id, at=now
    )
    return request


def _check_right(actor: Account, article: Article) -> None:
    parts = parts_of(actor, article)
    if not parts & {Part.EDITOR, Part.PUBLISHER, Part.CHAPTER_EDITOR}:
        raise ReviewerRefused("Editors and publishers ask reviewers. Tell one of them whom to ask.")
    if Part.WRITER in parts and article.anonymity == Anonymity.BOTH_UNKNOWN:
        raise ReviewerRefused(
            "You write this piece, and its reviewers are to be unknown to you. Another editor asks "
            "them."
        )
