"""Feeds with the full text: Atom (RFC 4287) and JSON Feed 1.1."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from html import escape
from typing import Final
from xml.etree import ElementTree as ET

from . import words
from .addresses import ListKey, article_address, front_address
from .body import feed_body, has_feed_body
from .metadata import said_of
from .publication_view import PublicationView
from .published import PublishedArticle
from .rendering import long_date

FEED_SIZE: Final = 12
_ATOM: Final = "http://www.w3.org/2005/Atom"
_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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
    articles = site.reader.articles(site.reader.catalogue.newest(key, FEED_SIZE))
    if not articles and key.kind in {"topic", "byline", "place"}:
        return None
    fetch_for_feeds(articles, site)
    return (
        _atom(site, key, title, articles)
        if ending == "xml"
        else _json_feed(site, key, title, articles)
    )


def fetch_for_feeds(articles: Iterable[PublishedArticle], site: PublicationView) -> None:
    """Fetch at once the documents that feeds will ask for. One query, none if all are kept."""
    site.reader.fetch_documents(
        article
        for article in articles
        if not has_feed_body(article, address=site.url(article_address(article.slug)))
    )


def _title(site: PublicationView, key: ListKey) -> str | None:
    name = site.names[site.shown_language(key.language)]
    match key.kind:
        case "section":
            section = site.section(key.slug)
            return f"{name} · {section.name_in(key.language)}" if section else None
        case "chapter":
            chapter = site.chapter(key.slug)
            return f"{name} · {chapter.name_in(key.language)}" if chapter else None
        case "place":
            place = site.reader.place(key.slug)
            return f"{name} · {place.name}" if place else None
        case "topic":
            topic = site.reader.topic(key.slug)
            return f"{name} · {topic.name}" if topic else None
        case "byline":
            byline = site.reader.byline(key.slug)
            return f"{name} · {byline.name}" if byline else None
        case _:
            return name


def _description(site: PublicationView, key: ListKey) -> str:
    """Return what a section's own page says below its name, or ""."""
    section = site.section(key.slug) if key.kind == "section" else None
    return section.description_in(key.language) if section else ""


def _icons(site: PublicationView) -> dict[str, str]:
    mark = site.mark
    return {"icon": site.url(mark.large), "favicon": site.url(mark.icon)} if mark else {}


def _home(key: ListKey) -> str:
    return front_address(key.prefix) if key.kind == "latest" else key.address


def _moment(article: PublishedArticle) -> datetime:
    return article.changed_at


def _content(site: PublicationView, article: PublishedArticle) -> str:
    """Return what an article's page says besides title, standfirst and names, as one HTML."""
    body = feed_body(article, site.reader, address=site.url(article_address(article.slug)))
    dateline = f'<p dir="auto">{escape(article.dateline)}</p>' if article.dateline else ""
    head = f"{_content_note(article)}{_lead(site, article)}{dateline}{_of_its_kind(article)}"
    return f"{head}{body}{_corrections(article)}"


def _of_its_kind(article: PublishedArticle) -> str:
    """Return what is reviewed, or who speaks."""
    comma = words.translations(article.language).gettext(", ")
    if article.reviewed:
        _, title, *more = article.reviewed
        said = comma.join([f"<cite>{escape(title)}</cite>", *map(escape, filter(None, more))])
        return f'<p dir="auto">{said}</p>'
    each = [escape(comma.join(filter(None, speaker))) for speaker in article.speakers]
    return f'<p dir="auto">{"<br>".join(each)}</p>' if each else ""


def _content_note(article: PublishedArticle) -> str:
    if not article.content_note:
        return ""
    name = escape(words.translations(article.language).gettext("Content note"))
    return f'<p dir="auto"><b>{name}</b> {escape(article.content_note)}</p>'


def _lead(site: PublicationView, article: PublishedArticle) -> str:
    picture = site.reader.pictures([article.picture]).get(article.picture)
    if picture is None:
        return ""
    src, alt = escape(site.base_address + picture.src), escape(article.picture_alt)
    said = escape(article.picture_caption)
    if article.picture_credit:
        said += f' <span dir="auto">{escape(article.picture_credit)}</span>'
    caption = f'<figcaption dir="auto">{said.strip()}</figcaption>' if said else ""
    return f'<figure><img src="{src}" alt="{alt}">{caption}</figure>'


def _corrections(article: PublishedArticle) -> str:
    """Return what was wrong and is right now: who reads by feed may never open the page again."""
    if not article.corrections:
        return ""
    name = escape(words.translations(article.language).gettext("Corrections"))
    entries = "".join(
        f"<dt>{escape(long_date(each.on, article.language))}</dt>"
        f'<dd dir="auto">{escape(said_of(each, article.language))}</dd>'
        for each in article.corrections
    )
    return f"<h2>{name}</h2><dl>{entries}</dl>"


def _outermost(tag: str, language: str) -> ET.Element:
    # The namespace is written as it stands: the prefixes that ElementTree knows are the process's,
    # and any library may take the empty one.
    return ET.Element(tag, {"xmlns": _ATOM, "xml:lang": language})


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    if text:
        element.text = _NOT_XML.sub("", text)
    return element


def _atom(
    site: PublicationView, key: ListKey, title: str, articles: list[PublishedArticle]
) -> bytes:
    root = _outermost("feed", key.language)
    home, own = site.url(_home(key)), site.url(key.feed_addresses[0])
    _add(root, "id", home)
    _add(root, "title", title)
    if described := _description(site, key):
        _add(root, "subtitle", described)
    if site.mark:
        _add(root, "icon", site.url(site.mark.large))
    updated = max((_moment(article) for article in articles), default=None)
    _add(root, "updated", updated.isoformat() if updated else "1970-01-01T00:00:00+00:00")
    _add(root, "link", rel="self", href=own, type="application/atom+xml")
    _add(root, "link", rel="alternate", href=home, type="text/html")
    if licence := site.licences.get(site.shown_language(key.language)):
        _add(root, "rights", licence)
        if site.licence_address:
            # RFC 4946
            _add(root, "link", rel="license", href=site.licence_address)
    # An entry is the same in every feed of a batch, so it is written out once.
    entries = b"".join(
        site.reader.entry(article, "atom", partial(_entry, site, article)) for article in articles
    )
    head: bytes = ET.tostring(root, encoding="utf-8")
    return (
        b'<?xml version="1.0" encoding="utf-8"?>\n'
        + head.removesuffix(b"</feed>")
        + entries
        + b"</feed>"
    )


def _entry(site: PublicationView, article: PublishedArticle) -> bytes:
    address = site.url(article_address(article.slug))
    entry = _outermost("entry", article.language)
    _add(entry, "id", address)
    _add(entry, "title", article.title)
    _add(entry, "published", article.published_at.isoformat())
    _add(entry, "updated", _moment(article).isoformat())
    _add(entry, "link", rel="alternate", href=address, type="text/html")
    for byline in article.bylines:
        author = _add(entry, "author")
        _add(author, "name", byline.name)
        _add(author, "uri", site.url(f"/bylines/{byline.slug}/"))
    for topic in sorted(article.topics, key=lambda topic: topic.slug):
        _add(entry, "category", term=_NOT_XML.sub("", topic.name))
    if article.standfirst:
        _add(entry, "summary", article.standfirst)
    _add(entry, "content", _content(site, article), type="html")
    written: bytes = ET.tostring(entry, encoding="utf-8")
    return written


def _json_feed(
    site: PublicationView, key: ListKey, title: str, articles: list[PublishedArticle]
) -> bytes:
    described = _description(site, key)
    head = _json(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": title,
            "home_page_url": site.url(_home(key)),
            "feed_url": site.url(key.feed_addresses[1]),
            "language": key.language,
            **({"description": described} if described else {}),
            **_icons(site),
        }
    )
    items = b",".join(
        site.reader.entry(article, "json", partial(_item, site, article)) for article in articles
    )
    return head.removesuffix(b"}") + b',"items":[' + items + b"]}"


def _item(site: PublicationView, article: PublishedArticle) -> bytes:
    address = site.url(article_address(article.slug))
    return _json(
        {
            "id": address,
            "url": address,
            "title": article.title,
            "summary": article.standfirst,
            "content_html": _content(site, article),
            "date_published": article.published_at.isoformat(),
            "date_modified": _moment(article).isoformat(),
            "language": article.language,
            "authors": [
                {"name": byline.name, "url": site.url(f"/bylines/{byline.slug}/")}
                for byline in article.bylines
            ],
            "tags": [topic.name for topic in article.topics],
        }
    )


def _json(value: dict[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
