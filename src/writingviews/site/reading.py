"""Reading articles for a batch of pages: each row once, however many pages show it.

One publication touches some thirty pages, and most of them show the same newest articles. What
changes while a batch is printed has its own change in the outbox, so a page printed from what was
read a moment earlier is printed again. For the same reason articles may be kept from batch to
batch (`Reader.begin_batch`): whatever changes on one is named by a change.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from writingviews.articles.first_drafts import public_beginnings
from writingviews.articles.models import Place, Revision, Topic
from writingviews.articles.selectors import pinned_ids
from writingviews.carry.selectors import OfferedFile, offered_files
from writingviews.document.html import PictureView
from writingviews.media.selectors import picture_views
from writingviews.people.models import Byline
from writingviews.replies.models import Reply
from writingviews.replies.selectors import replies_under, shown_replies
from writingviews.search.selectors import related_articles, related_lists

from .catalogue import Catalogue
from .contexts import Card
from .published import ArticleRows, PublishedArticle
from .published_editions import (
    EditionName,
    PublishedEdition,
    editions_with,
    listed_editions,
    read_editions,
)

#: Stands for an article that was not read yet.
_UNREAD: Final = object()
#: Articles kept at most, 3 KB each; a rebuild of a larger publication reads some again.
_MOST: Final = 20_000


class Reader:
    """Articles, lists and pictures as they are while it lives.

    Args:
        catalogue: the lists; read when they are first needed, if left out.
    """

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        if catalogue is not None:
            self.catalogue = catalogue
        self._rows = ArticleRows()
        # None for one that readers may not see.
        self._articles: dict[UUID, PublishedArticle | None] = {}
        self._pictures: dict[str, PictureView | None] = {}
        self._related: dict[UUID, list[UUID]] = {}
        self._replies: dict[UUID, list[Reply]] = {}
        self._editions_with: dict[UUID, list[EditionName]] = {}
        # None for one that readers may not see.
        self._editions: dict[str, PublishedEdition | None] = {}
        self._offered: dict[UUID, list[OfferedFile]] = {}
        self._began: dict[UUID, bool] = {}
        self._pins: dict[tuple[str, str], list[UUID]] | None = None
        self._documents: dict[UUID, dict[str, Any]] = {}
        self._entries: dict[tuple[UUID, str], bytes] = {}
        self._cards: dict[UUID, Card] = {}

    @cached_property
    def catalogue(self) -> Catalogue:
        """Which articles stand in which list."""
        return Catalogue.read()

    def begin_batch(self, changed: Iterable[UUID]) -> None:
        """Forget what stands below articles, and the articles that changed since the last batch."""
        gone = set(changed)
        for known in gone:
            self._articles.pop(known, None)
            self._cards.pop(known, None)
        self._entries = {key: entry for key, entry in self._entries.items() if key[0] not in gone}
        self._related.clear()
        self._replies.clear()
        self._editions_with.clear()
        self._editions.clear()
        self._offered.clear()
        self._began.clear()
        self._pins = None
        self._documents.clear()

    # --- articles ----------------------------------------------------------------------------

    def articles(self, ids: Sequence[UUID]) -> list[PublishedArticle]:
        """Return articles in the order of `ids`; those that readers may not see are left out.
        Four queries for what is not known yet, else none."""
        found = [self._articles.get(known, _UNREAD) for known in ids]
        if _UNREAD in found:
            if len(self._articles) > _MOST:
                self._articles.clear()
            missing = dict.fromkeys(known for known in ids if known not in self._articles)
            self._articles |= {**missing, **self._rows.read(missing.keys())}
            return self.articles(ids)
        return [article for article in found if isinstance(article, PublishedArticle)]

    def article(self, slug: str) -> PublishedArticle | None:
        """Return a published article by its address; None if readers may not see it."""
        known = self.catalogue.id_of(slug)
        return next(iter(self.articles([known])), None) if known else None

    def prime(self, own: Sequence[UUID], listed: Iterable[UUID]) -> list[PublishedArticle]:
        """Read at once what pages will ask for one by one.

        Args:
            own: articles whose own pages are to be drawn.
            listed: articles that stand on other pages, or beside those.

        Returns:
            the published ones of the first.
        """
        self._related |= {known: [] for known in own} | related_lists(own)
        self._replies |= {known: [] for known in own} | replies_under(own)
        self._editions_with |= {known: [] for known in own} | editions_with(own)
        began = public_beginnings(own)
        self._began |= {known: known in began for known in own}
        self.articles(list({*own, *listed}.union(*(self._related[known] for known in own))))
        return self.articles(own)

    def related(self, article: PublishedArticle) -> list[PublishedArticle]:
        """Return the articles that stand as related under one, the nearest first."""
        if article.id not in self._related:
            self._related[article.id] = related_articles(article.id)
        return self.articles(self._related[article.id])

    def replies(self, article: PublishedArticle) -> list[Reply]:
        """Return the replies that stand under an article, oldest first."""
        if article.id not in self._replies:
            self._replies[article.id] = shown_replies(article.id)
        return self._replies[article.id]

    def editions_with(self, article_id: UUID) -> list[EditionName]:
        """Return the editions in which an article stands, the oldest first."""
        if article_id not in self._editions_with:
            self._editions_with[article_id] = editions_with([article_id]).get(article_id, [])
        return self._editions_with[article_id]

    def began(self, article_id: UUID) -> bool:
        """Return whether readers may see how an article began."""
        if article_id not in self._began:
            self._began[article_id] = bool(public_beginnings([article_id]))
        return self._began[article_id]

    def editions(self, slugs: Sequence[str]) -> list[PublishedEdition]:
        """Return editions by their slugs; those that readers may not see are left out. Two queries
        for what is not known yet, else none."""
        missing = [slug for slug in slugs if slug not in self._editions]
        if missing:
            found = read_editions(missing)
            self._editions |= {slug: found.get(slug) for slug in missing}
        return [edition for slug in slugs if (edition := self._editions[slug]) is not None]

    def edition(self, slug: str) -> PublishedEdition | None:
        """Return a published edition; None if readers may not see it."""
        return next(iter(self.editions([slug])), None)

    def listed_editions(self) -> list[PublishedEdition]:
        """Return all published editions, the newest first, without their articles. One query."""
        return listed_editions()

    def pinned(self, language: str, section: str = "") -> list[UUID]:
        """Return the ids of what editors put at the head of a front, in its order. One query a
        batch.

        Args:
            language: the front's.
            section: its slug; "" for the front page.
        """
        if self._pins is None:
            self._pins = pinned_ids()
        return self._pins.get((language, section), [])

    def offered(self, article: PublishedArticle) -> list[OfferedFile]:
        """Return the files that were made of an article for readers; some may be out of date."""
        if article.id not in self._offered:
            self.fetch_offered([article.id])
        return self._offered[article.id]

    def fetch_offered(self, ids: Sequence[UUID]) -> None:
        """Read at once the files that will be asked for. One query."""
        self._offered |= {known: [] for known in ids} | offered_files(ids)

    def place(self, slug: str) -> Place | None:
        """Return a place by its slug."""
        return self._rows.place(slug)

    def places(self, slugs: Collection[str]) -> list[Place]:
        """Return places by their slugs."""
        return self._rows.places(slugs)

    def topic(self, slug: str) -> Topic | None:
        """Return a topic by its slug."""
        return self._rows.topic(slug)

    def byline(self, slug: str) -> Byline | None:
        """Return a byline by its slug."""
        return self._rows.byline(slug)

    # --- documents and pictures --------------------------------------------------------------

    def document(self, article: PublishedArticle) -> dict[str, Any]:
        """Return the text that readers see."""
        self.fetch_documents([article])
        return self._documents[article.revision]

    def fetch_documents(self, articles: Iterable[PublishedArticle]) -> None:
        """Read at once the texts that will be asked for. One query, none if all are known."""
        # Not by subtracting the keys: that would go through all of them.
        missing = {each.revision for each in articles if each.revision not in self._documents}
        if missing:
            rows = Revision.objects.filter(pk__in=missing)
            self._documents.update(rows.values_list("pk", "document"))

    def pictures(self, ids: Iterable[str]) -> dict[str, PictureView]:
        """Return pictures by id; those that are not there are left out."""
        wanted = {known for known in ids if known}
        missing = sorted(wanted - self._pictures.keys())
        if missing:
            found = picture_views(missing)
            self._pictures.update((known, found.get(known)) for known in missing)
        return {known: view for known in wanted if (view := self._pictures[known]) is not None}

    # --- pieces of pages ---------------------------------------------------------------------

    def card(self, article: PublishedArticle, make: Callable[[], Card]) -> Card:
        """Return an article's card as lists show it; made the first time it is asked for."""
        card = self._cards.get(article.id)
        if card is None:
            if len(self._cards) > _MOST:
                self._cards.clear()
            card = self._cards[article.id] = make()
        return card

    def entry(self, article: PublishedArticle, form: str, make: Callable[[], bytes]) -> bytes:
        """Return an article's entry in a feed of a form; made the first time it is asked for."""
        key = (article.id, form)
        if key not in self._entries:
            if len(self._entries) > _MOST:
                self._entries.clear()
            self._entries[key] = make()
        return self._entries[key]
