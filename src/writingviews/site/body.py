"""An article's words as HTML, kept while the process lives: a revision never changes."""

from collections.abc import Mapping
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
from .kept import Kept
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


#: Kept of each: heads are 0.5 KB, bodies 6 KB an article.
_heads: Final[Kept[UUID, tuple[str, str]]] = Kept(20_000)
_bodies: Final[Kept[tuple[UUID, str], RenderedBody]] = Kept(1_000)
_feeds: Final[Kept[tuple[UUID, str], str]] = Kept(4_000)


def head_html(revision: Revision) -> tuple[str, str]:
    """Return a revision's title and standfirst as inline HTML; 0.1 ms the first time."""

    def made() -> tuple[str, str]:
        document = as_document(revision.head)
        return render_title(document), render_standfirst(document)

    return _heads.get(revision.pk, made)


def article_body(revision: Revision, *, language: str) -> RenderedBody:
    """Return a revision's body for its own page, with the labels of a language."""

    def made() -> RenderedBody:
        document = as_document(revision.document)
        return render_body(document, pictures=_pictures(document).get, labels=labels(language))

    return _bodies.get((revision.pk, language), made)


def feed_body(revision: Revision, *, language: str, address: str) -> str:
    """Return a revision's body for feeds: it stands by itself, footnotes and all.

    Args:
        revision: with its document.
        language: whose labels.
        address: the article's own, whole address.
    """

    def made() -> str:
        document = as_document(revision.document)
        return render_feed_body(
            document, pictures=_pictures(document).get, address=address, labels=labels(language)
        )

    return _feeds.get((revision.pk, address), made)


def fetch_for_feeds(revisions: Mapping[str, Revision]) -> None:
    """Fetch at once the documents that feeds will ask for. One query, none if all are kept.

    Args:
        revisions: by their articles' whole addresses.
    """
    wanted = {
        revision.pk: revision
        for address, revision in revisions.items()
        if (revision.pk, address) not in _feeds and "document" in revision.get_deferred_fields()
    }
    if wanted:
        rows = Revision.objects.filter(pk__in=wanted).values_list("pk", "document")
        for known, document in rows:
            wanted[known].document = document


def _pictures(document: Node) -> dict[str, PictureView]:
    ids = sorted({use.media for use in picture_uses(document) if use.media})
    return picture_views(ids) if ids else {}
