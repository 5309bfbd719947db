"""What a page says of itself to other programs: schema.org as JSON-LD."""

import json
from typing import Final

from . import addresses, words
from .publication_view import PublicationView
from .published import Corrected, PublishedArticle
from .published_editions import PublishedEdition

_TYPES: Final = {
    "essay": "Article",
    "report": "ReportageNewsArticle",
    "story": "ShortStory",
    "poem": "Poem",
    "review": "Review",
    "interview": "Article",
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


def article_json(site: PublicationView, article: PublishedArticle, image: str | None) -> str:
    """Return schema.org's description of an article; its author is the byline, never a person
    behind it (a collective is an Organization)."""
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
        "wordCount": article.words,
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
        },
        **_licence(site, article.language),
    }
    if section := site.section(article.section):
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
    if article.dateline:
        described["dateline"] = article.dateline
    return _json({key: value for key, value in described.items() if value})


def said_of(correction: Corrected, language: str) -> str:
    """Return a correction as one line, in the language of its article."""
    if not correction.wrong:
        return correction.text
    say = words.translations(language).gettext
    return f"{say('It said:')} {correction.wrong} {say('Correct:')} {correction.text}"


def _licence(site: PublicationView, language: str) -> dict[str, object]:
    """Return under what it is published, by its address, or else in words."""
    said = site.licences.get(site.shown_language(language))
    if not said:
        return {}
    return {"license": site.licence_address or {"@type": "CreativeWork", "name": said}}


def _json(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
