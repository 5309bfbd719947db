"""The calendar of the newsroom: by month and by week, in the publication's week and zone."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from writingviews.articles.selectors import publication
from writingviews.articles.zone import zone_named
from writingviews.people.signed_in import signed_in

from .doors import EDITORS, only_for
from .selectors.calendar import Calendar, calendar_for
from .spans import Span, after, before, first_weekday, month_of, span_named, week_of
from .views_newsroom import Filtered, filtered_by


@dataclass(frozen=True, slots=True)
class Turn:
    """A way to another part of the calendar."""

    href: str
    name: str


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """The context of ``newsroom/calendar.html``.

    Args:
        filtered: the filter.
        calendar: what is on which day.
        name: the month, or the week.
        is_week: whether a single week is shown.
        earlier, later, now: to the spans beside, and to today's.
        other: from a month to a week in it, and back.
        zone: the name of the publication's zone.
        weekdays: the days of a week, in their order.
        undated_query: what finds in the list all that is accepted and has no day.
    """

    filtered: Filtered
    calendar: Calendar
    name: str
    is_week: bool
    earlier: Turn
    later: Turn
    now: Turn
    other: Turn
    zone: str
    weekdays: tuple[date, ...]
    undated_query: str


@only_for(EDITORS)
@require_GET
def calendar(request: HttpRequest, span: str = "") -> HttpResponse:
    """Show a month or a week; without one in the address, this month."""
    filtered = filtered_by(request, "calendar")
    site = publication()
    weekday, zone, now = first_weekday(site.default_language), zone_named(site.zone), timezone.now()
    today = now.astimezone(zone).date()
    try:
        shown = span_named(span, weekday) if span else month_of(today, weekday)
    except ValueError:
        raise Http404 from None
    turned = week_of if shown.month is None else month_of
    other = month_of(shown.middle, weekday)
    if shown.month is not None:
        other = week_of(today if today in shown.days else shown.month, weekday)
    page = CalendarPage(
        filtered=filtered,
        calendar=calendar_for(
            shown, filtered.form.sought(), viewer=signed_in(request), now=now, zone=zone
        ),
        name=_name(shown),
        is_week=shown.month is None,
        earlier=_turn(before(shown, weekday), filtered.query),
        later=_turn(after(shown, weekday), filtered.query),
        now=_turn(turned(today, weekday), filtered.query, gettext("Today")),
        other=_turn(
            other, filtered.query, gettext("Month") if shown.month is None else gettext("Week")
        ),
        zone=site.zone,
        weekdays=tuple(shown.days[:7]),
        undated_query=filtered.form.query_with(state="accepted", order="longest"),
    )
    return render(request, "newsroom/calendar.html", {"page": page})


def _turn(span: Span, query: str, name: str = "") -> Turn:
    address = reverse("newsroom:calendar-span", args=[span.address])
    return Turn(f"{address}?{query}" if query else address, name or _name(span))


def _name(span: Span) -> str:
    if span.month:
        return date_format(span.month, "F Y")
    return gettext("%(first)s to %(last)s") % {
        "first": date_format(span.first, "j F"),
        "last": date_format(span.last, "j F Y"),
    }
