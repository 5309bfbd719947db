"""Lists of articles: latest, section, chapter, topic, byline, place, month."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from writingviews.language.calendar import first_day

from . import addresses, words
from .addresses import ListKey
from .cards import cards, monogram
from .contexts import Link, ListContext
from .numbering import numbered_pages, page_slice
from .publication_view import PublicationView
from .rendering import month_and_year, render


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands above a list."""

    heading: str
    language: str
    intro: str = ""
    about: tuple[str, ...] = ()
    monogram: str = ""
    day: date | None = None
    section: str = ""


def list_page(site: PublicationView, key: ListKey, number: int | None) -> str | None:
    """Return a list's page as HTML; None where there is none.

    Args:
        site: the publication.
        key: which list.
        number: of a page counted from the oldest; None for the list's own address.
    """
    head = _head(site, key)
    if head is None:
        return None
    catalogue = site.reader.catalogue
    count = catalogue.count(key)
    last = numbered_pages(count)
    if number is not None and not 1 <= number <= last:
        return None
    if count == 0 and key.kind in {"topic", "byline", "place", "month"}:
        return None
    articles = site.reader.articles(
        own_page_ids(site, key) if number is None else catalogue.cut(key, page_slice(number))
    )
    address = key.address if number is None else key.page_address(number)
    say = words.translations(head.language).gettext
    links = (
        (Link(say("Places"), addresses.places_address(site.prefix(key.language))),)
        if key.kind == "place"
        else ()
    )
    # Only a list's own page may say how many there are, and of what they are: a numbered page
    # changes with nothing but what stands on it.
    intro = head.intro if number is None else ""
    return render(
        ListContext(
            frame=site.frame(
                language=head.language,
                address=address,
                title=head.heading,
                description=intro,
                current_section=head.section,
                feed=key,
                index=number is None,
            ),
            kind="latest" if key.kind == "year" else key.kind,
            heading=head.heading,
            intro=intro,
            about=head.about,
            monogram=head.monogram,
            hue=site.hue(head.section) if head.section else None,
            cards=cards(articles, site),
            number=number or 0,
            numbers=0,
            count=count if number is None else 0,
            newer=_newer(key, number, last),
            older=_older(key, number, last),
            day=head.day,
            links=links,
        )
    )


def own_page_ids(site: PublicationView, key: ListKey) -> list[UUID]:
    """Return the ids on a list's own page: of a section what editors pinned stands first."""
    newest = site.reader.catalogue.newest(key)
    pinned = site.reader.pinned(key.language, key.slug) if key.kind == "section" else []
    return list(dict.fromkeys([*pinned, *newest]))


def _newer(key: ListKey, number: int | None, last: int) -> str | None:
    if number is None:
        return None
    return key.address if number == last else key.page_address(number + 1)


def _older(key: ListKey, number: int | None, last: int) -> str | None:
    if number is None:
        return key.page_address(last) if last else None
    return key.page_address(number - 1) if number > 1 else None


def _head(  # noqa: C901 - a kind a branch
    site: PublicationView, key: ListKey
) -> _Head | None:
    match key.kind:
        case "latest":
            return _Head(words.translations(key.language).gettext("Latest"), key.language)
        case "section":
            section = site.section(key.slug)
            if section is None:
                return None
            return _Head(
                section.name_in(key.language),
                key.language,
                intro=section.description_in(key.language),
                section=section.slug,
            )
        case "chapter":
            chapter = site.chapter(key.slug)
            if chapter is None:
                return None
            return _Head(
                chapter.name_in(key.language),
                key.language,
                about=_paragraphs(chapter.about_in(key.language)),
            )
        case "topic":
            topic = site.reader.topic(key.slug)
            return _Head(topic.name, topic.language) if topic else None
        case "byline":
            byline = site.reader.byline(key.slug)
            if byline is None:
                return None
            return _Head(
                byline.name,
                byline.language,
                about=_paragraphs(byline.about),
                monogram=monogram(byline.name),
            )
        case "place":
            place = site.reader.place(key.slug)
            return _Head(place.name, place.language) if place else None
        case "year":  # a part of the timeline, which is no list of cards
            return None
        case "month":
            day = first_day(key.slug, key.language)
            return _Head(month_and_year(day, key.language), key.language, day=day)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
