"""Where every public page stands. Pure.

The first language of the publication has no prefix, the others stand below ``/<lang>/``.
An address ends with a slash (a page) or has a file's ending (a feed, a sitemap).
"""

from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote

ListKind = Literal["latest", "section", "chapter", "topic", "byline", "place", "month", "year"]

ROBOTS: Final = "/robots.txt"
SITEMAP: Final = "/sitemap.xml"
NEWS: Final = "/sitemaps/news.xml"
SECURITY: Final = "/.well-known/security.txt"


def article_address(slug: str) -> str:
    """``/articles/<slug>/``: the same in every language, so that a link never goes stale."""
    return f"/articles/{slug}/"


def drafts_address(slug: str) -> str:
    """``/articles/<slug>/drafts/``: how an article began, where its writers show it."""
    return f"/articles/{slug}/drafts/"


def front_address(prefix: str) -> str:
    """``/`` or ``/fa/``; `prefix` is ``""`` or ``"/fa"``."""
    return f"{prefix}/"


def about_address(prefix: str) -> str:
    return f"{prefix}/about/"


def archive_address(prefix: str) -> str:
    return f"{prefix}/archive/"


def topics_address(prefix: str) -> str:
    return f"{prefix}/topics/"


def bylines_address(prefix: str) -> str:
    return f"{prefix}/bylines/"


def places_address(prefix: str) -> str:
    return f"{prefix}/places/"


def timeline_address(prefix: str) -> str:
    return f"{prefix}/timeline/"


def editions_address(prefix: str) -> str:
    return f"{prefix}/editions/"


def edition_address(slug: str) -> str:
    """``/editions/<slug>/``: the same in every language, as an article's."""
    return f"/editions/{slug}/"


def calls_address(prefix: str) -> str:
    return f"{prefix}/calls/"


def call_address(slug: str) -> str:
    """``/calls/<slug>/``: the same in every language, as an article's."""
    return f"/calls/{slug}/"


def enter_address(slug: str) -> str:
    """``/enter/<slug>/``: where one enters a piece for a call; made when asked for."""
    return f"/enter/{slug}/"


def search_address(prefix: str) -> str:
    return f"{prefix}/search"


def not_found_address(prefix: str) -> str:
    return f"{prefix}/404.html"


def sitemap_part_address(number: int) -> str:
    """``/sitemaps/<n>.xml``: part n of the articles, counted from the oldest."""
    return f"/sitemaps/{number}.xml"


@dataclass(frozen=True, slots=True)
class ListKey:
    """One list of articles.

    Args:
        kind: what it lists.
        language: whose articles; a topic, a byline and a place have the language of their page.
        prefix: ``""`` for the first language, else ``"/fa"``; topics, bylines and places have none.
        slug: the section's, chapter's, topic's, byline's or place's slug, the month as ``2026-03``
            (in Persian as ``1404-12``), the year of what reports tell as ``2026``, or ``""``.
    """

    kind: ListKind
    language: str
    prefix: str
    slug: str = ""

    @property
    def address(self) -> str:
        """The list's own page, which shows the newest."""
        match self.kind:
            case "latest":
                return f"{self.prefix}/latest/"
            case "section":
                return f"{self.prefix}/sections/{self.slug}/"
            case "chapter":
                return f"{self.prefix}/chapters/{self.slug}/"
            case "topic":
                return f"/topics/{self.slug}/"
            case "byline":
                return f"/bylines/{self.slug}/"
            case "place":
                return f"/places/{self.slug}/"
            case "year":
                return f"{timeline_address(self.prefix)}{self.slug}/"
            case "month":
                return f"{self.prefix}/archive/{self.slug.replace('-', '/')}/"

    def page_address(self, number: int) -> str:
        """The list's page of a number, counted from the oldest."""
        return f"{self.address}page/{number}/"

    @property
    def feed_addresses(self) -> tuple[str, ...]:
        """The list's feeds, Atom first; a month has none, for nothing is added to it."""
        if self.kind in {"month", "year"}:
            return ()
        base = front_address(self.prefix) if self.kind == "latest" else self.address
        return (f"{base}feed.xml", f"{base}feed.json")


def quoted(address: str) -> str:
    """Return an address as it is written in an href of XML: percent-encoded UTF-8."""
    return quote(address, safe="/:?=&#+,;@!$'()*~-._%")
