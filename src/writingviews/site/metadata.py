"""What a page says of itself to other programs: schema.org as JSON-LD."""

import json
import re
from collections.abc import Sequence
from html import unescape
from typing import Final

from . import addresses, words
from .publication_view import PublicationView
from .published import Corrected, PublishedArticle
from .published_editions import PublishedEdition

_TAG: Final = re.compile(r"<[^>]*>")
_OUT: Final = re.compile(r'href="(https?://[^"]+)"')
_TYPES: Final[dict[str, str | list[str]]] = {
    "essay": "Article",
    "report": "ReportageNewsArticle",
    "story": "ShortStory",
    # Not (yet) a type of schema.org: who does not know it, knows the first.
    "poem": ["CreativeWork", "Poem"],
    "review": "Review",
    "interview": "Article",
}
#: The kinds that are an Article to schema.org; the other types have no number of words.
_ARTICLES: Final = frozenset({"essay", "report", "interview"})
_GENRES: Final = {"poem": "Poetry", "interview": "Interview"}
_WORKS: Final = {
    "book": "Book",
    "film": "Movie",
    "performance": "TheaterEvent",
    "exhibition": "ExhibitionEvent",
    "music": "MusicAlbum",
    "game": "Game",
}
#: What schema.org calls who made a work of a type, and of which type they are.
_MADE_BY: Final = {
    "Book": ("author", "Person"),
    "Movie": ("director", "Person"),
    "TheaterEvent": ("performer", "PerformingGroup"),
    "ExhibitionEvent": ("contributor", "Person"),
    "MusicAlbum": ("byArtist", "MusicGroup"),
}


def publication_json(site: PublicationView, language: str) -> str:
    """Return schema.org's WebSite for a front page, with its search."""
    prefix = site.prefix(language)
    return _json(
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": site.names[language],
            "url": site.url(addresses.front_address(prefix)),
            "inLanguage": language,
            **_licence(site, language),
            "potentialAction": {
                "@type": "SearchAction",
                "target": site.url(addresses.search_address(prefix)) + "?q={search_term_string}",
                "query-input": "required name=search_term_string",
            },
        }
    )


def edition_json(site: PublicationView, edition: PublishedEdition, image: str | None) -> str:
    """Return schema.org's description of an edition with the addresses of what is in it."""
    described: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "PublicationIssue",
        "name": edition.title,
        "issueNumber": edition.label,
        "description": edition.standfirst,
        "inLanguage": edition.language,
        "url": site.url(addresses.edition_address(edition.slug)),
        "datePublished": edition.published_on.isoformat(),
        "image": image,
        "isPartOf": {
            "@type": "Periodical",
            "name": site.names[site.shown_language(edition.language)],
        },
        "hasPart": [
            {"@type": "Article", "url": site.url(addresses.article_address(slug))}
            for slug in edition.slugs
        ],
        **_licence(site, edition.language),
    }
    return _json({key: value for key, value in described.items() if value})


def article_json(
    site: PublicationView,
    article: PublishedArticle,
    image: str | None,
    sources: Sequence[str] = (),
) -> str:
    """Return schema.org's description of an article; its author is the byline, never a person
    behind it (a collective is an Organization).

    Args:
        site: the publication.
        article: a published one.
        image: an address in full.
        sources: the entries of its list of sources, as inline HTML.
    """
    address = site.url(addresses.article_address(article.slug))
    modified = article.changed_at
    described: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": _TYPES[article.kind],
        "headline": article.title,
        "description": article.standfirst,
        "inLanguage": article.language,
        "url": address,
        "mainEntityOfPage": address,
        "genre": _GENRES.get(article.kind),
        "wordCount": article.words if article.kind in _ARTICLES else None,
        "datePublished": article.published_at.isoformat(),
        "dateModified": modified.isoformat(),
        "author": [
            {
                "@type": "Organization" if byline.kind == "collective" else "Person",
                "name": byline.name,
                "url": site.url(f"/bylines/{byline.slug}/"),
            }
            for byline in article.bylines
        ],
        "publisher": {
            "@type": "Organization",
            "name": site.names[site.shown_language(article.language)],
            **_logo(site),
        },
        **_licence(site, article.language),
    }
    described |= _of_its_kind(article)
    section = site.section(article.section)
    if section and article.kind in _ARTICLES:
        described["articleSection"] = section.name_in(article.language)
    if image:
        described["image"] = image
    if article.corrections:
        described["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": said_of(each, article.language),
                "datePublished": each.on.isoformat(),
            }
            for each in article.corrections
        ]
    if sources:
        described["citation"] = [_citation(source) for source in sources]
    return _json({key: value for key, value in described.items() if value})


def _of_its_kind(article: PublishedArticle) -> dict[str, object]:
    """Return what only a report, a review or an interview says."""
    match article.kind:
        case "report":
            happened = article.happened_on
            return {
                "dateline": article.dateline,
                "contentLocation": _place(article),
                "temporalCoverage": happened.isoformat() if happened else None,
            }
        case "review" if article.reviewed:
            kind = _WORKS.get(article.reviewed.what, "CreativeWork")
            work: dict[str, object] = {"@type": kind, "name": article.reviewed.title}
            if article.reviewed.by:
                role, maker = _MADE_BY.get(kind, ("creator", "Person"))
                work[role] = {"@type": maker, "name": article.reviewed.by}
            if article.reviewed.facts:
                work["description"] = article.reviewed.facts
            return {"itemReviewed": work}
        case "interview":
            people = [
                {"@type": "Person", "name": each.name}
                | ({"description": each.role} if each.role else {})
                for each in article.speakers
            ]
            return {"contributor": people}
        case _:
            return {}


def _place(article: PublishedArticle) -> dict[str, object] | None:
    """Return where a report tells of: by its name, for the map's point is no more than a region."""
    return {"@type": "Place", "name": article.place.name} if article.place else None


def _citation(source: str) -> dict[str, str]:
    """Return an entry of the list of sources as a work that is cited, with its address if it has
    one."""
    said = " ".join(unescape(_TAG.sub("", source)).split())
    where = _OUT.search(source)
    address = {"url": unescape(where[1])} if where else {}
    return {"@type": "CreativeWork", "name": said, **address}


def said_of(correction: Corrected, language: str) -> str:
    """Return a correction as one line, in the language of its article."""
    if not correction.wrong:
        return correction.text
    say = words.translations(language).gettext
    return f"{say('It said:')} {correction.wrong} {say('Correct:')} {correction.text}"


def _logo(site: PublicationView) -> dict[str, object]:
    """Return the publication's mark, if it has one."""
    if site.mark is None:
        return {}
    return {"logo": {"@type": "ImageObject", "url": site.url(site.mark.large)}}


def _licence(site: PublicationView, language: str) -> dict[str, object]:
    """Return under what it is published, by its address, or else in words."""
    said = site.licences.get(site.shown_language(language))
    if not said:
        return {}
    return {"license": site.licence_address or {"@type": "CreativeWork", "name": said}}


def _json(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
