"""The calendar: months and weeks as the publication counts them, and what is on their days."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article, Publication, Reviewer
from writingviews.articles.tests.making import make_reviewer
from writingviews.calls.models import Assignment, Pitch, PitchState
from writingviews.newsroom.selectors.calendar import MONTH_ENTRIES, UNDATED, Calendar
from writingviews.newsroom.spans import (
    MONDAY,
    SATURDAY,
    after,
    before,
    first_weekday,
    month_of,
    span_named,
    week_of,
)
from writingviews.people.models import Account

from .conftest import ACCEPTED, IN_REVIEW, PUBLISHED, Cast, now

See = Callable[[Account | None], Client]
Make = Callable[..., Article]
PAGE = "/newsroom/calendar/"


class TestSpans:
    @pytest.mark.parametrize(
        ("weekday", "first", "last"),
        [
            (MONDAY, date(2026, 10, 26), date(2026, 12, 6)),
            (SATURDAY, date(2026, 10, 31), date(2026, 12, 4)),
        ],
    )
    def test_a_month_has_whole_weeks(self, weekday: int, first: date, last: date) -> None:
        span = month_of(date(2026, 11, 23), weekday)
        assert (span.first, span.last, span.address) == (first, last, "2026-11")
        assert len(span.days) % 7 == 0

    def test_a_week_is_named_by_any_of_its_days_and_leads_on(self) -> None:
        for day in ("2026-11-23", "2026-11-29"):
            span = span_named(day, MONDAY)
            assert span.address == "2026-11-23"
        assert after(span, MONDAY).address == "2026-11-30"
        assert before(span, MONDAY).address == "2026-11-16"
        assert week_of(date(2026, 11, 23), SATURDAY).first == date(2026, 11, 21)

    def test_months_lead_over_the_year(self) -> None:
        assert after(span_named("2026-12", MONDAY), MONDAY).address == "2027-01"
        assert before(span_named("2026-01", MONDAY), MONDAY).address == "2025-12"

    @pytest.mark.parametrize(
        "name", ["2026-13", "2026-1", "2026-02-30", "soon", "0001-01", "9999-12"]
    )
    def test_nonsense_is_refused(self, name: str) -> None:
        with pytest.raises(ValueError):
            span_named(name, MONDAY)

    @pytest.mark.parametrize(
        ("language", "weekday"),
        [("en", MONDAY), ("fa", SATURDAY), ("ar", SATURDAY), ("es", MONDAY)],
    )
    def test_a_week_begins_as_the_publication_s_readers_begin_it(
        self, language: str, weekday: int
    ) -> None:
        assert first_weekday(language) == weekday


def on(browser: Client, span: str, query: str = "") -> dict[str, list[tuple[str, str, str]]]:
    """Return what stands on each day: what happens, at what time, to what."""
    calendar: Calendar = browser.get(f"{PAGE}{span}/?{query}").context["page"].calendar
    return {
        day.date.isoformat(): [
            (entry.kind.value, f"{entry.at:%H:%M}" if entry.timed else "", entry.title)
            for entry in day.entries
        ]
        for day in calendar.days
        if day.entries
    }


def scheduled(piece: Make, at: datetime, title: str = "Planned") -> Article:
    article = piece(*ACCEPTED, title=title)
    Article.objects.filter(id=article.id).update(state=State.SCHEDULED, scheduled_for=at)
    return article


@pytest.mark.django_db
class TestDays:
    def test_each_thing_stands_on_its_day_by_the_publication_s_clock(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        Publication.objects.update(zone="Asia/Tehran")  # three and a half hours ahead
        scheduled(piece, datetime(2031, 5, 4, 21, 0, tzinfo=UTC))
        out = piece(*PUBLISHED, title="Out")
        Article.objects.filter(id=out.id).update(
            published_at=datetime(2031, 5, 5, 20, 29, tzinfo=UTC)
        )
        kept = piece(*ACCEPTED, title="Kept back")
        Article.objects.filter(id=kept.id).update(
            embargo_until=datetime(2031, 5, 6, 4, 0, tzinfo=UTC)
        )
        review = piece(*IN_REVIEW, title="Read by then")
        for who in (cast.stranger, cast.second_writer):
            make_reviewer(review, who)
        Reviewer.objects.update(due=date(2031, 5, 7))
        pitch = Pitch.objects.create(
            account=cast.writer,
            what="To be written",
            language="en",
            state=PitchState.ACCEPTED,
            created_at=now(),
            changed_at=now(),
        )
        Assignment.objects.create(
            pitch=pitch,
            account=cast.writer,
            kind="essay",
            due_on=date(2031, 5, 8),
            given_at=now(),
        )
        assert on(see(cast.editor), "2031-05", "who=nobody") == {}
        assert on(see(cast.editor), "2031-05") == {
            "2031-05-08": [("due", "", "To be written")],
            "2031-05-05": [("scheduled", "00:30", "Planned"), ("published", "23:59", "Out")],
            "2031-05-06": [("embargo", "07:30", "Kept back")],
            "2031-05-07": [("review", "", "Read by then")],
        }
        assert "(Asia/Tehran)" in see(cast.editor).get(PAGE).text

    def test_a_day_on_which_clocks_jump_holds_all_its_hours(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        Publication.objects.update(zone="Europe/Berlin")
        scheduled(piece, datetime(2031, 3, 29, 23, 0, tzinfo=UTC), "First minute")
        scheduled(piece, datetime(2031, 3, 30, 21, 59, tzinfo=UTC), "Last minute")
        scheduled(piece, datetime(2031, 3, 30, 22, 0, tzinfo=UTC), "Next day")
        found = on(see(cast.editor), "2031-03-30")
        assert [title for _kind, _at, title in found["2031-03-30"]] == [
            "First minute",
            "Last minute",
        ]
        assert "2031-03-31" not in found  # a Monday: the week after

    def test_the_filter_cuts_it_and_goes_along(self, cast: Cast, see: See, piece: Make) -> None:
        scheduled(piece, datetime(2031, 5, 4, 9, 0, tzinfo=UTC))
        browser = see(cast.editor)
        assert on(browser, "2031-05", "kind=poem") == {}
        assert on(browser, "2031-05", "kind=essay") != {}
        text = browser.get(f"{PAGE}2031-05/?kind=essay").text
        for address in ("2031-04/", "2031-06/", "2031-05-04/"):
            assert f'href="{PAGE}{address}?kind=essay"' in text
        for address in ("board", "pieces", "calendar"):
            assert f'href="/newsroom/{address}/?kind=essay"' in text

    def test_a_full_day_of_a_month_leads_to_its_week(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        for hour in range(MONTH_ENTRIES + 2):
            scheduled(piece, datetime(2031, 5, 6, hour, tzinfo=UTC))
        text = see(cast.editor).get(f"{PAGE}2031-05/").text
        assert "2 more" in text
        week = on(see(cast.editor), "2031-05-06")["2031-05-06"]
        assert len(week) == MONTH_ENTRIES + 2

    def test_what_should_have_gone_out_is_late(self, cast: Cast, see: See, piece: Make) -> None:
        scheduled(piece, now() - timedelta(hours=1))
        assert "<b>Late</b>" in see(cast.editor).get(PAGE).text

    def test_what_is_accepted_and_has_no_day_stands_beside(
        self, cast: Cast, see: See, piece: Make
    ) -> None:
        for _ in range(UNDATED + 1):
            piece(*ACCEPTED)
        answer = see(cast.editor).get(f"{PAGE}2031-05/?language=en")
        calendar = answer.context["page"].calendar
        assert (len(calendar.undated), calendar.undated_total) == (UNDATED, UNDATED + 1)
        rest = "/newsroom/pieces/?state=accepted&amp;language=en&amp;order=longest"
        assert f'href="{rest}"' in answer.text

    @pytest.mark.parametrize("span", ["", "2031-05/", "2031-05-06/"])
    def test_the_number_of_queries_is_the_same_for_few_and_many(
        self, cast: Cast, see: See, piece: Make, span: str
    ) -> None:
        browser = see(cast.editor)

        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(f"{PAGE}{span}").status_code == 200
            return len(captured)

        def fill() -> None:
            scheduled(piece, datetime(2031, 5, 6, 9, tzinfo=UTC))
            scheduled(piece, now())
            piece(*PUBLISHED)
            piece(*ACCEPTED)

        fill()
        few = queries()
        for _ in range(3):
            fill()
        assert queries() == few

    def test_it_is_not_there_for_others_nor_is_a_day_that_is_none(
        self, cast: Cast, see: See
    ) -> None:
        for who in (cast.writer, cast.moderator, cast.stranger):
            assert see(who).get(PAGE).status_code == 404
        for span in ("2031-13/", "nonsense/"):
            assert see(cast.editor).get(f"{PAGE}{span}").status_code == 404
