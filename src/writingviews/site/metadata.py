"""What a page says of itself to other programs: schema.org as JSON-LD."""

import json
from typing import Final

from writingviews.articles.models import Article

from . import addresses
from .cards import bylines_of, revision_of, slug_of
from .publication_view import PublicationView

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
            "potentialAction": {
                "@type": "SearchAction",
                "target": site.url(addresses.search_address(prefix)) + "?q={search_term_string}",
                "query-input": "required name=search_term_string",
            },
        }
    )


def article_json(site: PublicationView, article: Article, image: str | None) -> str:
    """Return schema.org's description of an article; its author is the byline, never a person
    behind it (a collective is an Organization)."""
    revision = revision_of(article)
    address = site.url(addresses.article_address(slug_of(article)))
    published = article.published_at
    modified = article.updated_at or published
    described: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": _TYPES[article.kind],
        "headline": revision.title,
        "description": revision.standfirst,
        "inLanguage": article.language,
        "url": address,
        "mainEntityOfPage": address,
        "wordCount": revision.words,
        "datePublished": published.isoformat() if published else None,
        "dateModified": modified.isoformat() if modified else None,
        "author": [
            {
                "@type": "Organization" if byline.kind == "collective" else "Person",
                "name": byline.name,
                "url": site.url(f"/bylines/{byline.slug}/"),
            }
            for byline in bylines_of(article)
        ],
        "publisher": {
            "@type": "Organization",
            "name": site.names[site.shown_language(article.language)],
        },
    }
    if article.section is not None:
        described["articleSection"] = article.section.name_in(article.language)
    if image:
        described["image"] = image
    if article.dateline:
        described["dateline"] = article.dateline
    return _json({key: value for key, value in described.items() if value})


def _json(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
