"""What stands for other programs: robots.txt, security.txt, the sitemap of news."""

from datetime import UTC
from itertools import takewhile
from typing import Final
from xml.sax.saxutils import escape

from . import addresses
from .addresses import article_address
from .publication_view import PublicationView

#: What is nobody's business but the house's.
_CLOSED: Final = (
    "/desk/",
    "/newsroom/",
    "/moderation/",
    "/settings/",
    "/account/",
    "/replies/",
    "/enter/",
)
#: Programs that gather texts to train others on them, by the names that they ask to be told by.
_TRAINERS: Final = (
    "AI2Bot",
    "Amazonbot",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "Diffbot",
    "FacebookBot",
    "GPTBot",
    "Google-Extended",
    "Meta-ExternalAgent",
    "PanguBot",
    "Timpibot",
    "anthropic-ai",
    "cohere-training-data-crawler",
    "omgili",
)
#: Search engines read no more of a sitemap of news.
_MOST_NEWS: Final = 1_000
_NAMESPACES: Final = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def robots(site: PublicationView) -> bytes:
    """Return ``robots.txt``: the house is nobody's business, and training only where it may be.

    No field but those of RFC 9309: what is only proposed makes examiners call the file broken.
    """
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED), ""]
    if not site.training:
        lines += [*(f"User-agent: {name}" for name in _TRAINERS), "Disallow: /", ""]
    lines += [f"Sitemap: {site.url(addresses.SITEMAP)}", ""]
    return "\n".join(lines).encode()


def security(site: PublicationView) -> bytes | None:
    """Return ``security.txt`` (RFC 9116); None if the publication names nobody."""
    if not site.security_contact or site.security_until is None:
        return None
    lines = [
        f"Contact: {site.security_contact}",
        f"Expires: {site.security_until.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {', '.join(site.languages)}",
        f"Canonical: {site.url(addresses.SECURITY)}",
        "",
    ]
    return "\n".join(lines).encode()


def news_part(site: PublicationView) -> bytes:
    """Return the sitemap of what was published of late, the newest first.

    What is of late is what `Publication.news_since` says, which the clock moves on.
    """
    since, found = site.news_since, []
    if since is not None:
        newest = reversed(site.reader.catalogue.entries())
        late = takewhile(lambda entry: entry.published_at >= since, newest)
        found = site.reader.articles([entry.id for entry in late][:_MOST_NEWS])
    rows = "".join(
        f"<url><loc>{escape(site.url(article_address(article.slug)))}</loc><news:news>"
        "<news:publication>"
        f"<news:name>{escape(site.names[site.shown_language(article.language)])}</news:name>"
        f"<news:language>{escape(article.language.partition('-')[0])}</news:language>"
        "</news:publication>"
        f"<news:publication_date>{article.published_at.astimezone(UTC).date().isoformat()}"
        f"</news:publication_date><news:title>{escape(article.title)}</news:title>"
        "</news:news></url>"
        for article in found
    )
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return f"{head}<urlset {_NAMESPACES}>{rows}</urlset>".encode()
