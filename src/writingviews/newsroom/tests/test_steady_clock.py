"""A clock that jumps, and what is published by it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from writingviews.articles.lifecycle import State, Verb
from writingviews.articles.models import Article, Publication
from writingviews.articles.zone import zone_named
from writingviews.ledger.models import AuditEntry, Change
from writingviews.newsroom.services import publish_due_articles
from writingviews.newsroom.steady_clock import SETTLES, SteadyClock
from writingviews.newsroom.zoned_form import DueForm

from .conftest import ACCEPTED, Cast

START = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


class Hands:
    """A machine's clock and its seconds since it was switched on, both moved by hand."""

    def __init__(self) -> None:
        self.now = START
        self.seconds = 1000.0
        self.steady = SteadyClock(lambda: self.seconds)

    def pass_by(self, passed: timedelta, *, jump: timedelta = timedelta(0)) -> datetime:
        """Let time pass, and let the clock jump besides; return what has surely come."""
        self.seconds += passed.total_seconds()
        self.now += passed + jump
        return self.steady.sure(self.now)


def test_a_clock_that_goes_well_is_believed_also_after_a_long_sleep() -> None:
    hands = Hands()
    for passed in (SECOND, 2 * SECOND, DAY):
        assert hands.pass_by(passed) == hands.now


def test_a_jump_ahead_that_is_set_right_again_is_never_believed() -> None:
    hands = Hands()
    hands.pass_by(SECOND)
    assert hands.pass_by(SECOND, jump=DAY) == START + 2 * SECOND
    assert hands.pass_by(30 * SECOND) == START + 32 * SECOND
    assert hands.pass_by(SECOND, jump=-DAY) == START + 33 * SECOND == hands.now


def test_a_jump_ahead_that_lasts_is_believed_after_a_while() -> None:
    hands = Hands()
    hands.pass_by(SECOND)
    hands.pass_by(SECOND, jump=DAY)
    hands.pass_by(SETTLES - SECOND)
    assert hands.steady.sure(hands.now) < hands.now
    assert hands.pass_by(SECOND) == hands.now


def test_a_jump_back_is_followed_at_once() -> None:
    hands = Hands()
    hands.pass_by(SECOND)
    assert hands.pass_by(SECOND, jump=-DAY) == hands.now == START + 2 * SECOND - DAY


@pytest.fixture
def _berlin(publication: Publication) -> None:
    publication.zone = "Europe/Berlin"
    publication.save()


@pytest.mark.usefixtures("_berlin")
@pytest.mark.parametrize(
    ("typed", "which", "at"),
    [
        ("2099-03-29T03:00", "", datetime(2099, 3, 29, 1, 0, tzinfo=UTC)),
        ("2099-10-25T02:30", "0", datetime(2099, 10, 25, 0, 30, tzinfo=UTC)),
        ("2099-10-25T02:30", "1", datetime(2099, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_on_both_days_on_which_clocks_leap_it_appears_once_and_never_early(
    typed: str, which: str, at: datetime, piece: Callable[..., Article]
) -> None:
    """Over restarts and jumps back and forth: each look is of a process that has just begun, or of
    one that has seen the clock jump."""
    form = DueForm({"due": typed, "which": which}, zone=zone_named("Europe/Berlin"))
    assert form.is_valid()
    assert form.due_at() == at
    article = piece(*ACCEPTED, Verb.SCHEDULE, due=form.due_at())
    hands = Hands()
    hands.now = at - timedelta(hours=2)
    hands.steady.sure(hands.now)
    looks = [
        (timedelta(minutes=50), timedelta(0)),
        (SECOND, DAY),  # ahead of itself by a day
        (10 * SECOND, timedelta(0)),
        (SECOND, -DAY),
        (timedelta(minutes=69), timedelta(0)),
    ]
    for passed, jump in looks:
        publish_due_articles(hands.pass_by(passed, jump=jump))
        article.refresh_from_db()
        assert article.state == State.SCHEDULED, (hands.now, at)
    assert at - hands.now < timedelta(minutes=1)
    publish_due_articles(at - SECOND)  # a process that has just begun
    article.refresh_from_db()
    assert article.state == State.SCHEDULED
    publish_due_articles(at)
    for jump in (-DAY, timedelta(0), DAY):  # set back to before it, and on again
        publish_due_articles(at + jump)
    article.refresh_from_db()
    assert article.state == State.PUBLISHED
    assert article.published_at == at
    rows = AuditEntry.objects.filter(subject_id=str(article.id), verb="publish")
    assert rows.count() == 1
    assert Change.objects.filter(subject_id=str(article.id), kind="article").count() == 1


def test_what_was_set_to_a_later_time_meanwhile_is_not_published(
    cast: Cast, piece: Callable[..., Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock has looked, and before it has the row somebody chooses another time."""
    due = timezone.now() + DAY
    article = piece(*ACCEPTED, Verb.SCHEDULE, due=due)
    stale = list(Article.objects.filter(pk=article.pk))
    Article.objects.filter(pk=article.pk).update(scheduled_for=due + DAY)
    monkeypatch.setattr("writingviews.newsroom.services.due_articles", lambda _now: stale)
    assert publish_due_articles(due) == []
    assert not AuditEntry.objects.filter(subject_id=str(article.id), verb="publish").exists()
    assert cast.writer is not None
