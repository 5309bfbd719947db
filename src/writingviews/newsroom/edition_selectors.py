"""The lists of the pages on which editions are made: a number of queries that no list grows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from writingviews.articles.models import Article, Edition, EditionState
from writingviews.articles.selectors import CENTRAL, articles_in_states
from writingviews.articles.services.editions import COLLECTED
from writingviews.people.models import Account

from .selectors.rows import PieceRow, piece_rows
from .selectors.seeking import named
from .wording import language_name

#: Pieces offered at once to be put into an edition.
OFFERED: Final = 10
_PAGE_ROWS: Final = 50

EDITION_STATES: Final[dict[EditionState, Promise]] = {
    EditionState.DRAFT: _("Draft"),
    EditionState.PUBLISHED: _("Published"),
    EditionState.WITHDRAWN: _("Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition in the newsroom's list; `address` is its public page, or ""."""

    id: UUID
    title: str
    language: str
    language_name: str
    label: str
    state: EditionState
    state_words: Promise
    published_on: date | None
    pieces: int
    address: str


@dataclass(frozen=True, slots=True)
class EditionListing:
    """One page of the list of editions."""

    rows: tuple[EditionRow, ...]
    page: "Page[Edition]"


def edition_listing(number: object) -> EditionListing:
    """Return one page of all editions: those nobody reads yet, then the newest. Two queries."""
    found = Edition.objects.annotate(pieces=Count("edition_articles")).order_by(
        F("published_on").desc(nulls_first=True), "-created_at"
    )
    page: Page[Any] = Paginator(found, _PAGE_ROWS).get_page(number)  # type: ignore[arg-type]
    return EditionListing(tuple(_row(edition) for edition in page.object_list), page)


def _row(edition: Any) -> EditionRow:  # noqa: ANN401 - an Edition with an annotation
    state = EditionState(edition.state)
    return EditionRow(
        id=edition.id,
        title=edition.title,
        language=edition.language,
        language_name=language_name(edition.language),
        label=edition.label,
        state=state,
        state_words=EDITION_STATES[state],
        published_on=edition.published_on,
        pieces=edition.pieces,
        address=f"/editions/{edition.slug}/" if state is EditionState.PUBLISHED else "",
    )


def collected_rows(
    ids: Sequence[UUID], *, standing: Sequence[UUID], viewer: Account
) -> list[PieceRow]:
    """Return the rows of an edition's pieces in their order.

    Args:
        ids: as a form has them, so untrusted: what is neither in the edition nor may be put into
            one is left out.
        standing: ids of what is in the edition.
        viewer: who looks.
    """
    several = articles_in_states(COLLECTED).filter(pk__in=ids) | Article.objects.filter(
        CENTRAL, pk__in=set(ids) & set(standing)
    )
    rows = {row.id: row for row in piece_rows(several, viewer=viewer)}
    return [rows[known] for known in ids if known in rows]


def offered_rows(
    words: str, *, edition: Edition, without: Sequence[UUID], viewer: Account
) -> list[PieceRow]:
    """Return pieces that may be put into an edition, by title or byline: those in its language
    first, the latest first."""
    found: QuerySet[Article] = articles_in_states(COLLECTED).exclude(pk__in=without)
    if words:
        found = found.filter(named(words))
    found = found.order_by(
        Case(When(language=edition.language, then=0), default=1),
        Coalesce("published_at", "created_at").desc(),
        "id",
    )
    return piece_rows(found[:OFFERED], viewer=viewer)
