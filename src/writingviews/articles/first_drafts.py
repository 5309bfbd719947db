"""Which articles show readers how they began. Knows no account: public rooms read here."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from .lifecycle import State
from .models import Article, FirstDraft, Revision

#: What is handed in is frozen under this; what was imported was never handed in here.
_HANDED_IN = "submitted"


@dataclass(frozen=True, slots=True)
class Beginning:
    """An article's first draft and what was printed of it, both of which readers may see."""

    first: Revision
    printed: Revision


def beginning_of(article: Article) -> Beginning | None:
    """Return the first text of an article that was handed in, beside the printed one.

    None if readers do not see the article, if it was not handed in here, or if it was printed as
    it was handed in. Whether it is public is another question. Two queries.
    """
    printed = article.published_revision
    if article.state != State.PUBLISHED or printed is None:
        return None
    first = article.revisions.filter(why=_HANDED_IN).order_by("number").first()
    if first is None or first.pk == printed.pk:
        return None
    return Beginning(first, printed)


def public_beginning(article_id: UUID) -> Beginning | None:
    """Return what readers may see of how an article began; None if that is nothing. Up to two
    queries."""
    found = FirstDraft.objects.filter(article=article_id, public=True)
    row = found.select_related("article__published_revision").first()
    return beginning_of(row.article) if row else None


def public_beginnings(ids: Collection[UUID]) -> set[UUID]:
    """Return those among articles of which readers may see how they began. One query."""
    handed_in = Revision.objects.filter(
        article_id__in=FirstDraft.objects.filter(article__in=ids, public=True).values("article"),
        article__state=State.PUBLISHED,
        why=_HANDED_IN,
    )
    first: dict[UUID, tuple[UUID, UUID | None]] = {}
    rows = handed_in.order_by("number").values_list(
        "article_id", "pk", "article__published_revision_id"
    )
    for article_id, known, printed in rows:
        first.setdefault(article_id, (known, printed))
    return {article_id for article_id, (known, printed) in first.items() if known != printed}


def ever_shown(ids: Collection[UUID]) -> set[UUID]:
    """Return those among articles that have an address for how they began: it is public, or it
    once was. One query."""
    found = FirstDraft.objects.filter(article__in=ids)
    return set(found.values_list("article_id", flat=True))


def was_shown(article_id: UUID) -> bool:
    """Return whether an article has such an address. One query."""
    return FirstDraft.objects.filter(article=article_id).exists()


def slugs_ever_shown() -> Iterator[str]:
    """Yield the slugs of all articles that have such an address. One query."""
    found = FirstDraft.objects.order_by("article__slug")
    for slug in found.values_list("article__slug", flat=True).iterator():
        yield str(slug)
