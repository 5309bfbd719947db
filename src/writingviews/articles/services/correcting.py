"""Corrections below a published article: a dated record of what was wrong and what is right."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from writingviews.articles.lifecycle import State, Verb, transition
from writingviews.articles.models import Article, Correction
from writingviews.articles.placement import placement_of
from writingviews.articles.selectors import parts_of, publication_zone
from writingviews.articles.zone import shown_at
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_change
from writingviews.people.models import Account

from .recording import record_article_act


class CorrectionRefused(Exception):
    """It cannot stand so; `field` is the one to mend, the message says how."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction says, in the article's language.

    Args:
        wrong: what the article said; may be "" where repeating it would do harm.
        right: what is right.
        on: the day, by the publication's clock, on which it was put right.
    """

    wrong: str
    right: str
    on: date


@transaction.atomic
def correct_article(
    *, actor: Account, article_id: UUID, said: Corrected, now: datetime
) -> Correction:
    """Put a correction below a published article.

    Args:
        article_id: a trusted id.
        said: what it says.
        now: aware moment.

    Raises:
        TransitionRefused: not published, or not by this person.
        CorrectionRefused: nothing is said, or the day cannot be.
    """
    article = _opened(article_id, actor)
    _check(article, said, now=now)
    made = Correction.objects.create(
        article=article, on=said.on, wrong=said.wrong, text=said.right, changed_at=_minute(now)
    )
    _record("correct", article, actor, now, correction=made.pk)
    return made


@transaction.atomic
def amend_correction(
    *, actor: Account, article_id: UUID, correction_id: int, said: Corrected, now: datetime
) -> Correction:
    """Say otherwise what a correction says.

    Raises:
        TransitionRefused, CorrectionRefused: as for `correct_article`; or it was removed.
    """
    article = _opened(article_id, actor)
    row = _standing(article, correction_id)
    _check(article, said, now=now)
    row.on, row.wrong, row.text, row.changed_at = said.on, said.wrong, said.right, _minute(now)
    row.save()
    _record("amend correction", article, actor, now, correction=row.pk)
    return row


@transaction.atomic
def remove_correction(
    *, actor: Account, article_id: UUID, correction_id: int, now: datetime
) -> None:
    """Take a correction away that should not have been made.

    Raises:
        TransitionRefused: not published, or not by this person.
        CorrectionRefused: it was removed already.
    """
    article = _opened(article_id, actor)
    row = _standing(article, correction_id)
    known = row.pk
    row.delete()
    _record("remove correction", article, actor, now, correction=known)


def _opened(article_id: UUID, actor: Account) -> Article:
    article = (
        Article.objects.select_for_update(of=("self",)).select_related("section").get(id=article_id)
    )
    parts = parts_of(actor, article)
    transition(State(article.state), Verb.CORRECT, parts=parts)
    return article


def _standing(article: Article, correction_id: int) -> Correction:
    row = Correction.objects.filter(article=article, pk=correction_id).first()
    if row is None:
        raise CorrectionRefused("Somebody has removed this correction. Look at the piece anew.")
    return row


def _check(article: Article, said: Corrected, *, now: datetime) -> None:
    zone = publication_zone()
    if not said.right.strip():
        raise CorrectionRefused("Say what is right.", "right")
    if said.on > _day(now, zone):
        raise CorrectionRefused("This day is to come. Choose today or a day before.", "on")
    if article.published_at and said.on < _day(article.published_at, zone):
        raise CorrectionRefused("Readers did not see the piece on this day yet.", "on")


def _day(at: datetime, zone: ZoneInfo) -> date:
    return shown_at(at, zone).date()


def _minute(now: datetime) -> datetime:
    """A second would tell when an editor clicked."""
    return now.replace(second=0, microsecond=0)


def _record(verb: str, article: Article, actor: Account, now: datetime, *, correction: int) -> None:
    record_article_act(verb, article, actor, now, correction=correction)
    before = placement_of(article)
    record_change(
        ChangeKind.ARTICLE, subject_id=article.id, before=before.as_json() if before else None
    )
