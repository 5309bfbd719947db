"""Whether what was made is still what would be made, and what readers shall be offered."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from writingviews.articles.selectors import published_articles
from writingviews.carry import services
from writingviews.carry.formats import FORMATS, Subject
from writingviews.carry.models import Order
from writingviews.carry.selectors import orders_waiting
from writingviews.site.offers import article_fingerprint, dress, edition_fingerprint
from writingviews.site.publication_view import PublicationView
from writingviews.site.published import PublishedArticle
from writingviews.site.published_editions import PublishedEdition, edition_slugs

#: Doubted orders looked at together: eleven queries.
TOGETHER: Final = 500
#: Orders for readers that wait at most: what is published meanwhile goes before the rest.
AHEAD: Final = 20


def fingerprint_of(site: PublicationView, order: Order) -> str | None:
    """Return what an order would be made from now; None if readers may not see it."""
    return fingerprints(site, [order])[order.pk]


def fingerprints(site: PublicationView, orders: Sequence[Order]) -> dict[UUID, str | None]:
    """Return what orders would be made from now. Nine queries, whatever their number."""
    editions = _editions(site, _ids(orders, Subject.EDITION))
    inside = [known for edition in editions.values() for known in edition.articles]
    articles = {
        article.id: article
        for article in site.reader.articles([*_ids(orders, Subject.ARTICLE), *inside])
    }
    found: dict[UUID, str | None] = {}
    for each in orders:
        if each.subject_kind == Subject.ARTICLE:
            article = articles.get(UUID(each.subject_id))
            found[each.pk] = article_fingerprint(site, article) if article else None
        elif each.subject_kind == Subject.EDITION:
            edition = editions.get(UUID(each.subject_id))
            found[each.pk] = _of_edition(site, edition, articles) if edition else None
        else:
            # A copy of the whole bears its date and is made anew when somebody asks for it.
            found[each.pk] = f"whole:{dress(site)}"
    return found


def _ids(orders: Sequence[Order], subject: Subject) -> list[UUID]:
    return [UUID(each.subject_id) for each in orders if each.subject_kind == subject]


def _editions(site: PublicationView, ids: Sequence[UUID]) -> dict[UUID, PublishedEdition]:
    """Return the published ones among editions. Three queries, none for none."""
    if not ids:
        return {}
    slugs = edition_slugs(ids)
    found = {edition.slug: edition for edition in site.reader.editions(list(slugs.values()))}
    return {known: found[slug] for known, slug in slugs.items() if slug in found}


def _of_edition(
    site: PublicationView,
    edition: PublishedEdition,
    articles: Mapping[UUID, PublishedArticle],
) -> str:
    inside = [articles[known] for known in edition.articles if known in articles]
    return edition_fingerprint(site, edition, inside)


def settle_doubts() -> int:
    """Look at orders that may be out of date; return how many were looked at."""
    orders = services.doubted(TOGETHER)
    if not orders:
        return 0
    now = fingerprints(PublicationView.read(), orders)
    right: list[Order] = []
    outdated: list[Order] = []
    gone: list[Order] = []
    for each in orders:
        made_from = now[each.pk]
        if made_from is None:
            gone.append(each)
        elif each.made_from == made_from or each.subject_kind == Subject.PUBLICATION:
            right.append(each)
        else:
            outdated.append(each)
    services.settle(right=right, outdated=outdated, gone=gone)
    return len(orders)


def order_for_readers() -> int:
    """Order what readers shall be offered and nobody has ordered yet, the newest articles first;
    return how many. Three queries for each format."""
    site = PublicationView.read()
    room = AHEAD - orders_waiting(foreground=False).count()
    ordered = 0
    for key in site.offers:
        if key in FORMATS and FORMATS[key].offered and room > ordered:
            lacking = articles_without(key, room - ordered)
            if lacking:
                ordered += services.order_for_readers(key, lacking)
    return ordered


def articles_without(format_key: str, limit: int) -> list[UUID]:
    """Return published articles of which a format was never ordered as readers are offered it,
    the newest first. Two queries, 30 ms among 10,000 articles."""
    theirs = Order.objects.filter(
        subject_kind=Subject.ARTICLE, format=format_key, usual=True
    ).values_list("subject_id", flat=True)
    have = {UUID(each) for each in theirs.iterator()}
    found: list[UUID] = []
    newest: Iterable[UUID] = published_articles().reverse().values_list("pk", flat=True).iterator()
    for known in newest:
        if known not in have:
            found.append(known)
            if len(found) == limit:
                break
    return found
