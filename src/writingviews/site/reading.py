"""Reading articles for a batch of pages: each row once, however many pages show it.

One publication touches some thirty pages, and most of them show the same newest articles. What
changes while a batch is printed has its own change in the outbox, so a page printed from what was
read a moment earlier is printed again. For the same reason articles may be kept from batch to
batch (`Reader.begin_batch`): whatever changes on one is named by a change.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from writingviews.articles.models import Article, Topic
from writingviews.articles.selectors import published_articles
from writingviews.document.html import PictureView
from writingviews.media.selectors import picture_views
from writingviews.people.models import Byline
from writingviews.replies.models import Reply
from writingviews.replies.selectors import replies_under, shown_replies
from writingviews.search.selectors import related_articles, related_lists

from .addresses import ListKey
from .lists import articles_in, newer_than, older_than
from .numbering import LIST_SIZE, Slice, newest_slice

#: Articles kept at most; a rebuild of a large publication reads older ones again.
_MOST: Final = 4_000


class Reader:
    """Articles, lists and pictures as they are while it lives."""

    def __init__(self) -> None:
        self._articles: dict[UUID, Article] = {}
        self._by_slug: dict[str, UUID] = {}
        self._topics: dict[str, Topic | None] = {}
        self._bylines: dict[str, Byline | None] = {}
        self._counts: dict[ListKey, int] = {}
        self._newest: dict[ListKey, list[UUID]] = {}
        self._pictures: dict[str, PictureView | None] = {}
        self._beside: dict[Hashable, list[UUID]] = {}
        self._related: dict[UUID, list[UUID]] = {}
        self._replies: dict[UUID, list[Reply]] = {}
        self._entries: dict[tuple[UUID, str], bytes] = {}

    def begin_batch(self, changed: Iterable[UUID]) -> None:
        """Forget the lists, and of the articles those that have changed since the last batch."""
        gone = set(changed)
        for known in gone:
            self._articles.pop(known, None)
        self._by_slug = {slug: known for slug, known in self._by_slug.items() if known not in gone}
        self._entries = {key: entry for key, entry in self._entries.items() if key[0] not in gone}
        forgotten: tuple[dict[Any, Any], ...] = (
            self._topics,
            self._bylines,
            self._counts,
            self._newest,
            self._beside,
            self._related,
            self._replies,
        )
        for each in forgotten:
            each.clear()

    # --- articles ----------------------------------------------------------------------------

    def articles(self, ids: Sequence[UUID]) -> list[Article]:
        """Return published articles in the order of `ids`, with all that a card shows; those that
        are not published are left out. Five queries for what is not known yet, else none."""
        missing = [known for known in dict.fromkeys(ids) if known not in self._articles]
        if missing:
            if len(self._articles) > _MOST:
                self._articles.clear()
                self._by_slug.clear()
                missing = list(dict.fromkeys(ids))
            found = (
                published_articles()
                .filter(pk__in=missing)
                .order_by()
                .select_related("section", "published_revision")
                .defer("published_revision__document", "published_revision__text")
                .prefetch_related("article_bylines__byline", "topics", "corrections")
            )
            for article in found:
                self._articles[article.pk] = article
                self._by_slug[str(article.slug)] = article.pk
        return [self._articles[known] for known in ids if known in self._articles]

    def article(self, slug: str) -> Article | None:
        """Return a published article by its address; None if readers may not see it."""
        if slug not in self._by_slug:
            self.of(published_articles().filter(slug=slug))
        known = self._by_slug.get(slug)
        return self._articles[known] if known else None

    def of(self, found: QuerySet[Article]) -> list[Article]:
        """Return the articles of a query in its order. One query, and what is not known yet."""
        return self.articles(list(found.values_list("pk", flat=True)))

    def prime(self, *, slugs: Iterable[str], keys: Iterable[ListKey]) -> list[Article]:
        """Read at once what pages of these articles and lists will ask for one by one.

        Args:
            slugs: of articles whose pages are to be drawn.
            keys: of lists whose own pages or feeds are to be drawn.

        Returns:
            the published ones of these articles.
        """
        own = list(published_articles().filter(slug__in=list(slugs)).values_list("pk", flat=True))
        ids = {known for key in keys for known in self.newest_ids(key)} | set(own)
        self._related |= {known: [] for known in own} | related_lists(own)
        self._replies |= {known: [] for known in own} | replies_under(own)
        self.articles(sorted(ids.union(*(self._related[known] for known in own))))
        return self.articles(own)

    def related(self, article: Article) -> list[Article]:
        """Return the articles that stand as related under one, the nearest first."""
        if article.pk not in self._related:
            self._related[article.pk] = related_articles(article.pk)
        return self.articles(self._related[article.pk])

    def replies(self, article: Article) -> list[Reply]:
        """Return the replies that stand under an article, oldest first."""
        if article.pk not in self._replies:
            self._replies[article.pk] = shown_replies(article.pk)
        return self._replies[article.pk]

    def topic(self, slug: str) -> Topic | None:
        """Return a topic by its slug."""
        if slug not in self._topics:
            self._topics[slug] = Topic.objects.filter(slug=slug).first()
        return self._topics[slug]

    def byline(self, slug: str) -> Byline | None:
        """Return a byline by its slug."""
        if slug not in self._bylines:
            self._bylines[slug] = Byline.objects.filter(slug=slug).first()
        return self._bylines[slug]

    # --- lists -------------------------------------------------------------------------------

    def count(self, key: ListKey) -> int:
        """Return how many articles a list has."""
        if key not in self._counts:
            self._counts[key] = articles_in(key).count()
        return self._counts[key]

    def newest_ids(self, key: ListKey) -> list[UUID]:
        """Return the ids of all that the list's own page shows, newest first."""
        if key not in self._newest:
            found = articles_in(key).reverse().values_list("pk", flat=True)
            self._newest[key] = list(found[: 2 * LIST_SIZE])
        part = newest_slice(self.count(key))
        return self._newest[key][: part.stop - part.start]

    def newer_ids(self, key: ListKey, article: Article, most: int) -> list[UUID]:
        """Return the ids of the articles next newer than one in a list, the nearest first.

        No query if the article stands on the list's own page.
        """
        newest = self.newest_ids(key)
        if article.pk in newest:
            place = newest.index(article.pk)
            return newest[max(0, place - most) : place][::-1]
        return self._kept_ids(("newer", key, article.pk), newer_than, key, article, most)

    def older_ids(self, key: ListKey, article: Article, most: int) -> list[UUID]:
        """Return the ids of the articles next older than one in a list, the nearest first.

        No query if they stand on the list's own page.
        """
        newest = self.newest_ids(key)
        if article.pk in newest:
            older = newest[newest.index(article.pk) + 1 :][:most]
            if len(older) == most or len(newest) == self.count(key):
                return older
        return self._kept_ids(("older", key, article.pk), older_than, key, article, most)

    def _kept_ids(
        self,
        name: Hashable,
        side: Callable[..., QuerySet[Article]],
        key: ListKey,
        article: Article,
        most: int,
    ) -> list[UUID]:
        if name not in self._beside:
            found = side(articles_in(key), published_at=article.published_at, slug=article.slug)
            self._beside[name] = list(found.values_list("pk", flat=True)[:most])
        return self._beside[name]

    def cut(self, key: ListKey, part: Slice) -> list[Article]:
        """Return a slice of a list, newest first.

        Read from the nearer end: the database skips what stands before a slice row by row, and
        the pages that change are those at the new end.

        Args:
            key: which list.
            part: counted from the oldest.
        """
        count = self.count(key)
        start, stop = part.start, min(part.stop, count)
        if stop <= start:
            return []
        ids = articles_in(key).values_list("pk", flat=True)
        if start > count - stop:
            found = list(ids.reverse()[count - stop : count - start])
            # Who came or left a moment ago has shifted what is counted from the newer end, and
            # that change touches no page at the older end: nobody would print this one again.
            if articles_in(key).count() == count:
                return self.articles(found)
        return self.articles(list(ids[start:stop])[::-1])

    # --- pictures ----------------------------------------------------------------------------

    def pictures(self, ids: Iterable[str]) -> dict[str, PictureView]:
        """Return pictures by id; those that are not there are left out."""
        wanted = {known for known in ids if known}
        missing = sorted(wanted - set(self._pictures))
        if missing:
            found = picture_views(missing)
            self._pictures.update((known, found.get(known)) for known in missing)
        return {known: view for known in wanted if (view := self._pictures[known]) is not None}

    # --- pieces of pages ---------------------------------------------------------------------

    def entry(self, article: Article, form: str, make: Callable[[], bytes]) -> bytes:
        """Return an article's entry in a feed of a form; made the first time it is asked for."""
        key = (article.pk, form)
        if key not in self._entries:
            if len(self._entries) > _MOST:
                self._entries.clear()
            self._entries[key] = make()
        return self._entries[key]


def index_of(found: QuerySet[Article], *, published_at: datetime, slug: str, count: int) -> int:
    """Return how many of a list's articles are older than a moment and slug.

    Counts from the newer end: what is published now has nothing newer.
    """
    newer = found.filter(
        Q(published_at__gt=published_at) | Q(published_at=published_at, slug__gte=slug)
    ).count()
    return count - newer
