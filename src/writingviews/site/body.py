"""An article's words as HTML, kept while the process lives: a revision never changes."""

from functools import lru_cache
from typing import Final
from uuid import UUID

from prosemirror.model import Node

from writingviews.articles.models import Revision
from writingviews.document.html import (
    Labels,
    PictureView,
    RenderedBody,
    render_body,
    render_feed_body,
    render_standfirst,
    render_title,
)
from writingviews.document.text import picture_uses
from writingviews.document.validate import as_document
from writingviews.media.selectors import picture_views

from . import words
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
        comma="، " if base in {"fa", "ar"} else ", ",
        digits=digits(language),
    )


_heads: dict[UUID, tuple[str, str]] = {}
_MOST_HEADS: Final = 20_000


def head_html(revision: Revision) -> tuple[str, str]:
    """Return a revision's title and standfirst as inline HTML; 0.1 ms the first time."""
    found = _heads.get(revision.pk)
    if found is None:
        document = as_document(revision.head)
        found = render_title(document), render_standfirst(document)
        if len(_heads) >= _MOST_HEADS:
            _heads.clear()
        _heads[revision.pk] = found
    return found


def article_body(revision: Revision, *, language: str) -> RenderedBody:
    """Return a revision's body for its own page, with the labels of a language."""
    key = (revision.pk, language)
    found = _bodies.get(key)
    if found is None:
        document = as_document(revision.document)
        found = render_body(document, pictures=_pictures(document).get, labels=labels(language))
        if len(_bodies) >= _MOST_BODIES:
            _bodies.clear()
        _bodies[key] = found
    return found


_bodies: dict[tuple[UUID, str], RenderedBody] = {}
_MOST_BODIES: Final = 500
_feeds: dict[tuple[UUID, str], str] = {}
_MOST_FEEDS: Final = 500


def feed_body(revision: Revision, *, language: str, address: str) -> str:
    """Return a revision's body for feeds: it stands by itself, footnotes and all.

    Kept for the newest pieces: one piece stands in a dozen feeds, and each publication prints
    them all again.

    Args:
        revision: with its document.
        language: whose labels.
        address: the article's own, whole address.
    """
    key = (revision.pk, address)
    found = _feeds.get(key)
    if found is None:
        document = as_document(revision.document)
        found = render_feed_body(
            document,
            pictures=_pictures(document).get,
            address=address,
            labels=labels(language),
        )
        if len(_feeds) >= _MOST_FEEDS:
            _feeds.clear()
        _feeds[key] = found
    return found


def _pictures(document: Node) -> dict[str, PictureView]:
    ids = sorted({use.media for use in picture_uses(document) if use.media})
    return picture_views(ids) if ids else {}
