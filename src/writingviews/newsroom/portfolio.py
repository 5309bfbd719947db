"""What a writer keeps: their pieces from the first draft to the last, and what was said to them."""

import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.utils.functional import Promise

from writingviews.articles.first_drafts import public_beginnings
from writingviews.articles.lifecycle import State
from writingviews.articles.models import Article, Revision
from writingviews.articles.selectors import articles_written_by
from writingviews.document.html import render_feed_body
from writingviews.language.direction import Direction, direction_of_language
from writingviews.language.slug import slug
from writingviews.people.models import Account
from writingviews.review.selectors import KeptRound, kept_rounds

from .wording import STATES

#: Pieces in one download, the latest begun first.
MOST_PIECES: Final = 1000


@dataclass(frozen=True, slots=True)
class Draft:
    """A frozen text: its number, its title, its words, and when it was handed in."""

    number: int
    title: str
    words: int
    at: datetime

    @property
    def key(self) -> str:
        """How the desk's history calls it."""
        return f"r{self.number}"


@dataclass(frozen=True, slots=True)
class KeptPiece:
    """A piece of a writer's that was handed in at least once.

    Args:
        began: whether there is a first draft that its writers may show to readers.
        began_public: whether they do.
    """

    id: UUID
    title: str
    language: str
    direction: Direction
    state_words: Promise
    address: str
    first: Draft
    last: Draft
    rounds: Sequence[KeptRound]
    began: bool
    began_public: bool


def kept_articles(account: Account) -> QuerySet[Article]:
    """Return what an account writes and handed in at least once, the latest begun first."""
    frozen = Revision.objects.filter(article=OuterRef("pk"))
    return articles_written_by(account).filter(Exists(frozen))


def kept_pieces(articles: Sequence[Article]) -> list[KeptPiece]:
    """Return what a writer keeps of some articles. Six queries, for any number of them."""
    ids = [article.id for article in articles]
    drafts: dict[UUID, list[Draft]] = {}
    rows = Revision.objects.filter(article__in=ids).order_by("number")
    told = rows.values_list("article", "number", "title", "words", "created_at")
    for article_id, number, title, words, at in told:
        drafts.setdefault(article_id, []).append(Draft(number, title, words, at))
    rounds = kept_rounds(ids)
    public = public_beginnings(ids)
    return [
        KeptPiece(
            id=article.id,
            title=drafts[article.id][-1].title,
            language=article.language,
            direction=direction_of_language(article.language),
            state_words=STATES[State(article.state)],
            address=f"/articles/{article.slug}/" if article.state == State.PUBLISHED else "",
            first=drafts[article.id][0],
            last=drafts[article.id][-1],
            rounds=[one for one in rounds[article.id] if one.left_anything],
            began=article.state == State.PUBLISHED and len(drafts[article.id]) > 1,
            began_public=article.id in public,
        )
        for article in articles
    ]


class _Sink:
    """What a ZIP is written to and taken from, piece by piece."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here: what is written is there to be taken."""

    def take(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


def portfolio_archive(account: Account) -> Iterator[bytes]:
    """Yield a ZIP of all that a writer keeps: each piece as a page to read and as JSON.

    One piece is in memory at a time. It names nobody whom the writer did not see named: bylines,
    and who signed a letter.
    """
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        found = list(kept_articles(account)[:MOST_PIECES])
        width = len(str(len(found)))
        for number, article in enumerate(found, start=1):
            (piece,) = kept_pieces([article])
            name = f"{number:0{width}}-{slug(piece.title, fallback='piece')[:60]}"
            first, last = (
                article.revisions.get(number=draft.number) for draft in (piece.first, piece.last)
            )
            page = {"piece": piece, "first": _body(first), "last": _body(last)}
            archive.writestr(f"{name}.html", render_to_string("newsroom/kept_piece.html", page))
            archive.writestr(f"{name}.json", _as_json(article, piece, first, last))
            yield sink.take()
    yield sink.take()


def _body(revision: Revision) -> str:
    return render_feed_body(revision.document, pictures=lambda _media: None, address="")


def _as_json(article: Article, piece: KeptPiece, first: Revision, last: Revision) -> str:
    def draft(revision: Revision) -> dict[str, Any]:
        return {
            "at": revision.created_at.isoformat(),
            "schema_version": revision.schema_version,
            "document": revision.document,
        }

    bylines = article.article_bylines.values_list("byline__name", flat=True)
    whole = {
        "title": piece.title,
        "language": article.language,
        "kind": article.kind,
        "bylines": list(bylines),
        "state": article.state,
        "first": draft(first),
        "last": draft(last),
        "rounds": [
            {
                "number": one.round.number,
                "letters": [
                    {"text": letter.text, "signed": letter.signed, "decision": letter.verb}
                    for letter in one.letters
                ],
                "plan": [
                    {
                        "advice": line.text,
                        "answer": line.answer,
                        "how": line.how,
                        "done": line.done_at is not None,
                    }
                    for line in one.plan
                ],
                "helpful_reviews": [
                    {
                        "describe": review.describe,
                        "evaluate": review.evaluate,
                        "suggest": review.suggest,
                        "found": review.helpful,
                        "why": review.helpful_line,
                    }
                    for review in one.helpful
                ],
            }
            for one in piece.rounds
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)
