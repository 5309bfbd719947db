"""Feeds with the full text: Atom (RFC 4287) and JSON Feed 1.1."""

import json
import re
from datetime import datetime
from html import escape
from typing import Final
from xml.etree import ElementTree as ET

from writingviews.articles.models import Article, Topic
from writingviews.people.models import Byline

from .addresses import ListKey, article_address, front_address
from .body import feed_body
from .cards import bylines_of, pictures_for, published_at, revision_of, slug_of
from .lists import articles_in
from .publication_view import PublicationView

FEED_SIZE: Final = 20
_ATOM: Final = "http://www.w3.org/2005/Atom"
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

ET.register_namespace("", _ATOM)


def feed(site: PublicationView, key: ListKey, ending: str) -> bytes | None:
    """Return a list's feed of its newest articles; None if there is no such list.

    Args:
        site: the publication.
        key: which list.
        ending: ``xml`` for Atom, ``json`` for JSON Feed.
    """
    title = _title(site, key)
    if title is None:
        return None
    articles = list(
        articles_in(key)
        .select_related("section", "published_revision")
        .defer("published_revision__text")
        .prefetch_related("article_bylines__byline", "topics")
        .reverse()[:FEED_SIZE]
    )
    if not articles and key.kind in {"topic", "byline"}:
        return None
    return (
        _atom(site, key, title, articles)
        if ending == "xml"
        else _json_feed(site, key, title, articles)
    )


def _title(site: PublicationView, key: ListKey) -> str | None:
    name = site.names[site.shown_language(key.language)]
    match key.kind:
        case "section":
            section = site.section(key.slug)
            return f"{name} · {section.name_in(key.language)}" if section else None
        case "topic":
            topic = Topic.objects.filter(slug=key.slug).first()
            return f"{name} · {topic.name}" if topic else None
        case "byline":
            byline = Byline.objects.filter(slug=key.slug).first()
            return f"{name} · {byline.name}" if byline else None
        case _:
            return name


def _home(key: ListKey) -> str:
    return front_address(key.prefix) if key.kind == "latest" else key.address


def _moment(article: Article) -> datetime:
    return article.updated_at or published_at(article)


def _content(site: PublicationView, article: Article, leads: dict[str, str]) -> str:
    body = feed_body(
        revision_of(article),
        language=article.language,
        address=site.url(article_address(slug_of(article))),
    )
    return leads.get(article.picture, "") + body


def _lead_html(site: PublicationView, articles: list[Article]) -> dict[str, str]:
    views = pictures_for(articles)
    return {
        article.picture: (
            f'<p><img src="{escape(site.base_address + views[article.picture].src)}" '
            f'alt="{escape(article.picture_alt)}"></p>'
        )
        for article in articles
        if article.picture in views
    }


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _atom(site: PublicationView, key: ListKey, title: str, articles: list[Article]) -> bytes:
    root = ET.Element(f"{{{_ATOM}}}feed", {_XML_LANG: key.language})

    def add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
        element = ET.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
        if text:
            element.text = _clean(text)
        return element

    add(root, "id", site.url(_home(key)))
    add(root, "title", title)
    updated = max((_moment(article) for article in articles), default=None)
    add(root, "updated", updated.isoformat() if updated else "1970-01-01T00:00:00+00:00")
    add(root, "link", rel="self", href=site.url(key.feed_addresses[0]), type="application/atom+xml")
    add(root, "link", rel="alternate", href=site.url(_home(key)), type="text/html")
    leads = _lead_html(site, articles)
    for article in articles:
        revision = revision_of(article)
        address = site.url(article_address(slug_of(article)))
        entry = add(root, "entry")
        entry.set(_XML_LANG, article.language)
        add(entry, "id", address)
        add(entry, "title", revision.title)
        add(entry, "published", published_at(article).isoformat())
        add(entry, "updated", _moment(article).isoformat())
        add(entry, "link", rel="alternate", href=address, type="text/html")
        for byline in bylines_of(article):
            author = add(entry, "author")
            add(author, "name", byline.name)
            add(author, "uri", site.url(f"/bylines/{byline.slug}/"))
        for topic in sorted(article.topics.all(), key=lambda topic: topic.slug):
            add(entry, "category", term=_clean(topic.name))
        if revision.standfirst:
            add(entry, "summary", revision.standfirst)
        add(entry, "content", _content(site, article, leads), type="html")
    written: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written


def _json_feed(site: PublicationView, key: ListKey, title: str, articles: list[Article]) -> bytes:
    leads = _lead_html(site, articles)
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": site.url(_home(key)),
        "feed_url": site.url(key.feed_addresses[1]),
        "language": key.language,
        "items": [
            {
                "id": site.url(article_address(slug_of(article))),
                "url": site.url(article_address(slug_of(article))),
                "title": revision_of(article).title,
                "summary": revision_of(article).standfirst,
                "content_html": _content(site, article, leads),
                "date_published": published_at(article).isoformat(),
                "date_modified": _moment(article).isoformat(),
                "language": article.language,
                "authors": [
                    {"name": byline.name, "url": site.url(f"/bylines/{byline.slug}/")}
                    for byline in bylines_of(article)
                ],
                "tags": sorted(topic.name for topic in article.topics.all()),
            }
            for article in articles
        ],
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
