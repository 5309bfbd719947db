"""Where and when what reports tell happened: the places with their map, and the timeline."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from writingviews.articles.models import Place
from writingviews.language.collation import collation_key
from writingviews.language.direction import direction_of_language

from . import addresses, words
from .cards import cards
from .contexts import (
    Happening,
    Link,
    MapView,
    PlaceMark,
    PlacesContext,
    TimelineContext,
)
from .outline import WIDTH, Point, land_in, window_around
from .publication_view import PublicationView
from .rendering import in_digits, render

#: Units of the map: the width of a letter of a name and the height of its line.
_LETTER: Final = 9
_LINE: Final = 26


def place_link(place: Place | None) -> Link | None:
    """Return the way to a place's page."""
    if place is None:
        return None
    return Link(
        place.name,
        f"/places/{place.slug}/",
        language=place.language,
        direction=direction_of_language(place.language),
    )


def places_page(site: PublicationView, language: str) -> str | None:
    """Return the index of a language's places as HTML; None if there is none. One query."""
    reader = site.reader
    found = [
        place
        for place in reader.places(reader.catalogue.slugs("place"))
        if site.shown_language(place.language) == language
    ]
    if not found:
        return None
    found.sort(key=lambda place: (collation_key(place.name, language), place.slug))
    say = words.translations(language).gettext
    prefix = site.prefix(language)
    return render(
        PlacesContext(
            frame=site.frame(
                language=language,
                address=addresses.places_address(prefix),
                title=say("Places"),
                description=say("Where our reports come from."),
            ),
            places=tuple(link for place in found if (link := place_link(place))),
            map=_map(found),
            timeline=(
                addresses.timeline_address(prefix) if reader.catalogue.years(language) else ""
            ),
        )
    )


def _map(places: Sequence[Place]) -> MapView | None:
    lying: list[tuple[Place, Point]] = [
        (place, (float(place.longitude), float(place.latitude)))
        for place in places
        if place.latitude is not None and place.longitude is not None
    ]
    if not lying:
        return None
    window = window_around([point for _, point in lying])
    marks: list[PlaceMark] = []
    for place, (east, north) in lying:
        x, y = window.place(east, north)
        mark = PlaceMark(place.name, f"/places/{place.slug}/", x, y)
        marks.append(mark if _has_room(mark, marks) else replace(mark, named=False))
    return MapView(WIDTH, window.height, land_in(window), tuple(marks))


def _has_room(mark: PlaceMark, others: Sequence[PlaceMark]) -> bool:
    """Return whether a name stands clear of the map's edges and of the names that stand already."""
    reach = len(mark.name) * _LETTER / 2
    if mark.x < reach or mark.x > WIDTH - reach:
        return False
    return all(
        abs(mark.x - other.x) > reach + len(other.name) * _LETTER / 2
        or abs(mark.y - other.y) > _LINE
        for other in others
        if other.named
    )


def timeline_ids(site: PublicationView, language: str, year: str) -> list[UUID]:
    """Return the ids of the reports of a year, or of the newest year where none is named."""
    years = site.reader.catalogue.years(language)
    year = year or next(iter(years), "")
    entries = site.reader.catalogue.entries(site.list_key("year", language, year))
    return [entry.id for entry in entries] if year else []


def timeline_page(site: PublicationView, language: str, year: str = "") -> str | None:
    """Return what happened in a year, or in the newest one, as HTML; None if nothing did."""
    years = site.reader.catalogue.years(language)
    shown = year or next(iter(years), "")
    if shown not in years:
        return None
    reports = site.reader.articles(timeline_ids(site, language, shown))
    happenings = [
        Happening(article.happened_on, entry, place_link(article.place))
        for article, entry in zip(reports, cards(reports, site), strict=True)
        if article.happened_on
    ]
    happenings.sort(key=lambda one: (one.day, one.card.href), reverse=True)
    say = words.translations(language).gettext
    prefix = site.prefix(language)
    address = addresses.timeline_address(prefix)
    name = in_digits(shown, language)
    return render(
        TimelineContext(
            frame=site.frame(
                language=language,
                address=site.list_key("year", language, year).address if year else address,
                title=f"{say('Timeline')} · {name}" if year else say("Timeline"),
                description=say("What our reports tell, by the day on which it happened."),
            ),
            year=int(shown),
            happenings=tuple(happenings),
            years=tuple(
                Link(
                    in_digits(each, language),
                    site.list_key("year", language, each).address,
                    current=each == shown,
                )
                for each in years
            ),
            places=addresses.places_address(prefix) if site.has_places(language) else "",
        )
    )
