"""An article's words as HTML, kept while the process lives: a revision never changes."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from prosemirror.model import Node

from writingviews.document.html import (
    Labels,
    PictureView,
    RenderedBody,
    render_body,
    render_feed_body,
    render_standfirst,
    render_title,
)
from writingviews.document.schema import SCHEMA
from writingviews.document.text import picture_uses
from writingviews.document.writer import HtmlWriter
from writingviews.media.selectors import picture_views

from . import words
from .kept import Kept
from .published import PublishedArticle
from .reading import Reader
from .rendering import digits


@lru_cache(maxsize=64)
def labels(language: str) -> Labels:
    """Return the words that a body's HTML needs, in a language."""
    say = words.translations(language).gettext
    base = language.partition("-")[0]
    return Labels(
        footnote=say("Footnote"),
        table=say("Table"),
        code=say("Code"),
        sources=say("Sources"),
        comma="، " if base in {"fa", "ar"} else ", ",
        digits=digits(language),
    )


#: Kept of each: heads are 0.5 KB, bodies 6 KB an article.
_heads: Final[Kept[UUID, tuple[str, str]]] = Kept(20_000)
_bodies: Final[Kept[tuple[UUID, str], RenderedBody]] = Kept(1_000)
_feeds: Final[Kept[tuple[UUID, str], str]] = Kept(4_000)


def head_html(article: PublishedArticle) -> tuple[str, str]:
    """Return an article's title and standfirst as inline HTML; 0.1 ms the first time, a hundredth
    of that where no word is marked."""

    def made() -> tuple[str, str]:
        title, standfirst = (_unmarked(line) for line in article.head["content"][:2])
        if title is not None and standfirst is not None:
            return title, standfirst
        document = _tree(article.head)
        return render_title(document), render_standfirst(document)

    return _heads.get(article.revision, made)


def _tree(document: Mapping[str, Any]) -> Node:
    """Return a stored revision's document, or its head, as a tree.

    It was held to the schema when it was frozen and never changes; to do so again takes as long as
    to render it. Were it tampered with, the writer of HTML still escapes all of it and leaves out
    addresses that could act.
    """
    return SCHEMA.node_from_json(document)


def _unmarked(line: Mapping[str, Any]) -> str | None:
    """Return the HTML of a line that is text and nothing else: what the document room makes of
    it, without building its tree. None if there is more to it. Most heads are so, and a rebuild
    needs them all."""
    writer = HtmlWriter()
    for node in line.get("content", ()):
        if node["type"] != "text" or node.get("marks"):
            return None
        writer.text(node["text"])
    return writer.html()


def article_body(article: PublishedArticle, reader: Reader) -> RenderedBody:
    """Return an article's body for its own page, with the labels of its language."""
    language = article.language

    def made() -> RenderedBody:
        document = _tree(reader.document(article))
        return render_body(document, pictures=_pictures(document).get, labels=labels(language))

    return _bodies.get((article.revision, language), made)


def feed_body(article: PublishedArticle, reader: Reader, *, address: str) -> str:
    """Return an article's body for feeds: it stands by itself, footnotes and all.

    Args:
        article: of any language.
        reader: gives its document.
        address: the article's own, whole address.
    """

    def made() -> str:
        document = _tree(reader.document(article))
        return render_feed_body(
            document,
            pictures=_pictures(document).get,
            address=address,
            labels=labels(article.language),
        )

    return _feeds.get((article.revision, address), made)


def has_feed_body(article: PublishedArticle, *, address: str) -> bool:
    """Return whether `feed_body` needs no document."""
    return (article.revision, address) in _feeds


def fetch_for_pages(articles: Iterable[PublishedArticle], reader: Reader) -> None:
    """Fetch at once the documents that articles' own pages will ask for."""
    reader.fetch_documents(
        article for article in articles if (article.revision, article.language) not in _bodies
    )


def _pictures(document: Node) -> dict[str, PictureView]:
    ids = sorted({use.media for use in picture_uses(document) if use.media})
    return picture_views(ids) if ids else {}
