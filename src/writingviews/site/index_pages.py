"""The indexes: archive, topics, writers."""

from itertools import groupby

from writingviews.articles.models import Topic
from writingviews.language.calendar import first_day
from writingviews.language.collation import collation_key
from writingviews.people.models import Byline

from . import addresses, words
from .cards import monogram
from .contexts import (
    ArchiveContext,
    ArchiveMonth,
    ArchiveYear,
    BylineEntry,
    BylinesContext,
    Link,
    TopicEntry,
    TopicsContext,
)
from .publication_view import PublicationView
from .rendering import render


def archive_page(site: PublicationView, language: str) -> str:
    """Return the archive of a language as HTML: all months with their numbers."""
    prefix = site.prefix(language)

    def of_a_year(year: str, found: list[tuple[str, int]]) -> ArchiveYear:
        months = tuple(
            ArchiveMonth(
                day=first_day(month, language),
                href=site.list_key("month", language, month).address,
                count=count,
            )
            for month, count in found
        )
        return ArchiveYear(int(year), sum(month.count for month in months), months)

    months = site.reader.catalogue.months(language)
    years = tuple(
        of_a_year(year, list(found))
        for year, found in groupby(months, key=lambda month: month[0][:4])
    )
    say = words.translations(language).gettext
    title = say("Archive")
    ways = []
    if site.has_places(language):
        ways.append(Link(say("Places"), addresses.places_address(prefix)))
    if site.has_timeline(language):
        ways.append(Link(say("Timeline"), addresses.timeline_address(prefix)))
    return render(
        ArchiveContext(
            frame=site.frame(
                language=language, address=addresses.archive_address(prefix), title=title
            ),
            years=years,
            ways=tuple(ways),
        )
    )


def topics_page(site: PublicationView, language: str) -> str:
    """Return the index of a language's topics as HTML. One query.

    It says no numbers: with them every publication would change it, and its cost grows with
    the number of topics.
    """
    borne = set(site.reader.catalogue.slugs("topic"))
    found = [topic for topic in Topic.objects.filter(language=language) if topic.slug in borne]
    title = words.translations(language).gettext("Topics")
    return render(
        TopicsContext(
            frame=site.frame(
                language=language,
                address=addresses.topics_address(site.prefix(language)),
                title=title,
            ),
            topics=tuple(
                TopicEntry(topic.name, f"/topics/{topic.slug}/", 0)
                for topic in sorted(
                    found, key=lambda topic: (collation_key(topic.name, language), topic.slug)
                )
            ),
        )
    )


def bylines_page(site: PublicationView, language: str) -> str:
    """Return the index of a language's writers as HTML. One query; no numbers, as for topics."""
    writes_in = site.reader.catalogue.writes_in
    found = [byline for byline in Byline.objects.all() if writes_in(byline.slug, language)]
    title = words.translations(language).gettext("Writers")
    return render(
        BylinesContext(
            frame=site.frame(
                language=language,
                address=addresses.bylines_address(site.prefix(language)),
                title=title,
            ),
            bylines=tuple(
                BylineEntry(
                    name=byline.name,
                    href=f"/bylines/{byline.slug}/",
                    monogram=monogram(byline.name),
                    count=0,
                    about=next(iter(byline.about.splitlines()), ""),
                )
                for byline in sorted(
                    found, key=lambda byline: (collation_key(byline.name, language), byline.slug)
                )
            ),
        )
    )
