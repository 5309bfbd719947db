"""What a tick, an agreement and a time of publication are of: everything that readers will read."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from .models import Article


def checked_text(article: Article, document: Mapping[str, Any]) -> str:
    """Return what stands for an article's text: the same letters as long as it is the same.

    The document, and of what the piece is filed under what readers read: the lead picture with its
    words, dateline, content note, what belongs to its kind, and bylines. One query.

    Returns:
        64 hexadecimal digits (SHA-256).
    """
    bylines = article.article_bylines.order_by("position", "id").values_list("byline_id", flat=True)
    read: dict[str, object] = {
        "document": document,
        "picture": [
            article.picture,
            article.picture_alt,
            article.picture_caption,
            article.picture_credit,
        ],
        "lines": [article.dateline, article.content_note],
        "bylines": [str(byline) for byline in bylines],
    }
    of_its_kind = [
        str(article.place_id or ""),
        str(article.happened_on or ""),
        article.reviewed,
        article.speakers,
    ]
    if any(of_its_kind):  # else as it always was: ticks of older pieces stand
        read["of_its_kind"] = of_its_kind
    written = json.dumps(read, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
