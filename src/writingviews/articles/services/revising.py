"""Freezing a document into a revision."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from writingviews.articles.lifecycle import Need
from writingviews.articles.models import Article, Revision
from writingviews.document import text
from writingviews.document.schema import SCHEMA_VERSION
from writingviews.document.validate import parse_document


def freeze_revision(
    *, article: Article, document: Mapping[str, Any], why: str, now: datetime
) -> Revision:
    """Store a document as the article's next revision, or return the last one if it is the same.

    Raises:
        writingviews.document.validate.InvalidDocument: the document breaks the schema.
    """
    last = article.revisions.order_by("-number").first()
    if last is not None and last.document == document:
        return last
    checked = parse_document(document)
    return Revision.objects.create(
        article=article,
        number=last.number + 1 if last else 1,
        why=why,
        created_at=now,
        document=dict(document),
        schema_version=SCHEMA_VERSION,
        # A document needs a block; an empty one makes the head a whole document by itself.
        head={"type": "doc", "content": [*document["content"][:2], {"type": "paragraph"}]},
        title=text.title_text(checked)[:400],
        standfirst=text.standfirst_text(checked),
        text=text.plain_text(checked),
        words=text.word_count(checked),
    )


def missing_needs(article: Article, document: Mapping[str, Any]) -> frozenset[Need]:
    """Return what an article with this document lacks. One query."""
    checked = parse_document(document)
    missing: set[Need] = set()
    if not text.title_text(checked).strip():
        missing.add(Need.TITLE)
    if not text.plain_text(checked).strip():
        missing.add(Need.TEXT)
    bare = any(not use.alt.strip() for use in text.picture_uses(checked))
    if bare or (article.picture and not article.picture_alt.strip()):
        missing.add(Need.ALT_TEXT)
    if article.section_id is None:
        missing.add(Need.SECTION)
    if not article.article_bylines.exists():
        missing.add(Need.BYLINE)
    return frozenset(missing)
