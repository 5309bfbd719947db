"""Published articles as pages show them: plain values, read many at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any, Final, NamedTuple
from uuid import UUID

from writingviews.articles.models import Article, ArticleByline, Correction, Place, Topic
from writingviews.articles.particulars import Reviewed, Speaker, speakers_from_json
from writingviews.articles.selectors import published_articles
from writingviews.language.collation import CollationKey, collation_key
from writingviews.people.models import Byline


class Corrected(NamedTuple):
    """A correction as pages say it.

    Args:
        on: the day.
        text: what is right.
        wrong: what it said, or "".
        changed_at: aware moment in which it was made or amended; None of older ones.
    """

    on: date
    text: str
    wrong: str = ""
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublishedArticle:
    """All that a card, a feed's entry and a page's head say of an article.

    Args:
        topics: by name.
        bylines: in their order.
        corrections: the oldest first.
        section: its slug.
        picture: the lead picture's id in the media room, or ``""``.
        published_at, updated_at: aware moments.
        happened_on: of a report, the day of what it tells, where it says so.
        about: of a review, what `Reviewed.as_json` made; {} where it does not say.
        speaking: of an interview, what `speakers_as_json` made.
        place: of a report, where it tells of.
        revision: the id of the text that readers see.
        head: its title and standfirst as a document.
        words: how many it has.
    """

    topics: tuple[Topic, ...]
    bylines: tuple[Byline, ...]
    corrections: tuple[Corrected, ...]
    id: UUID
    slug: str
    language: str
    kind: str
    section: str
    dateline: str
    content_note: str
    picture: str
    picture_alt: str
    picture_caption: str
    picture_credit: str
    published_at: datetime
    updated_at: datetime | None
    revision: UUID
    title: str
    standfirst: str
    head: Mapping[str, Any]
    words: int
    happened_on: date | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    speaking: Sequence[Mapping[str, str]] = ()
    place: Place | None = None

    @property
    def reviewed(self) -> Reviewed | None:
        """What a review is of."""
        return Reviewed.from_json(self.about) if self.about else None

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who speaks in an interview."""
        return speakers_from_json(self.speaking)

    @property
    def changed_at(self) -> datetime:
        """When what readers see last changed: published, updated or corrected."""
        corrected = (each.changed_at for each in self.corrections if each.changed_at)
        return max(self.updated_at or self.published_at, *corrected, self.published_at)


#: The last fields of `PublishedArticle`, in their order.
_COLUMNS: Final = (
    "pk",
    "slug",
    "language",
    "kind",
    "section__slug",
    "dateline",
    "content_note",
    "picture",
    "picture_alt",
    "picture_caption",
    "picture_credit",
    "published_at",
    "updated_at",
    "published_revision_id",
    "published_revision__title",
    "published_revision__standfirst",
    "published_revision__head",
    "published_revision__words",
    "happened_on",
    "reviewed",
    "speakers",
    "place_id",
)


class ArticleRows:
    """Reads published articles; knows each topic and byline once it has met it."""

    def __init__(self) -> None:
        self._topics: dict[int, Topic] = {}
        self._bylines: dict[UUID, Byline] = {}
        self._places: dict[int, Place] = {}
        self._places_by_slug: dict[str, Place] = {}
        self._topics_by_slug: dict[str, Topic] = {}
        self._bylines_by_slug: dict[str, Byline] = {}

    def read(self, ids: Collection[UUID]) -> dict[UUID, PublishedArticle]:
        """Return articles by id; those that readers may not see are left out.

        Four queries, three more where a topic, byline or place is new.
        """
        topics: defaultdict[UUID, list[int]] = defaultdict(list)
        tagged = Article.topics.through.objects.filter(article_id__in=ids)
        for article_id, topic_id in tagged.values_list("article_id", "topic_id"):
            topics[article_id].append(topic_id)
        bylines: defaultdict[UUID, list[UUID]] = defaultdict(list)
        signed = ArticleByline.objects.filter(article_id__in=ids).order_by("position", "id")
        for article_id, byline_id in signed.values_list("article_id", "byline_id"):
            bylines[article_id].append(byline_id)
        corrections: defaultdict[UUID, list[Corrected]] = defaultdict(list)
        corrected = Correction.objects.filter(article_id__in=ids).order_by("on", "id")
        columns = ("article_id", "on", "text", "wrong", "changed_at")
        for article_id, on, text, wrong, changed_at in corrected.values_list(*columns):
            corrections[article_id].append(Corrected(on, text, wrong, changed_at))
        self._meet(chain.from_iterable(topics.values()), chain.from_iterable(bylines.values()))
        found = published_articles().filter(pk__in=ids).order_by()
        rows: list[tuple[Any, ...]] = list(found.values_list(*_COLUMNS))
        if new_places := {row[-1] for row in rows if row[-1]} - self._places.keys():
            self._meet_places(Place.objects.filter(pk__in=new_places))
        return {
            row[0]: PublishedArticle(
                tuple(sorted(map(self._topics.__getitem__, topics[row[0]]), key=_by_name)),
                tuple(map(self._bylines.__getitem__, bylines[row[0]])),
                tuple(corrections[row[0]]),
                *(*row[:-1], self._places.get(row[-1])),
            )
            for row in rows
        }

    def topic(self, slug: str) -> Topic | None:
        """Return a topic by its slug. No query if an article that was read bears it."""
        if slug not in self._topics_by_slug:
            self._meet_topics(Topic.objects.filter(slug=slug))
        return self._topics_by_slug.get(slug)

    def byline(self, slug: str) -> Byline | None:
        """Return a byline by its slug. No query if an article that was read bears it."""
        if slug not in self._bylines_by_slug:
            self._meet_bylines(Byline.objects.filter(slug=slug))
        return self._bylines_by_slug.get(slug)

    def place(self, slug: str) -> Place | None:
        """Return a place by its slug. No query if an article that was read tells of it."""
        if slug not in self._places_by_slug:
            self._meet_places(Place.objects.filter(slug=slug))
        return self._places_by_slug.get(slug)

    def places(self, slugs: Collection[str]) -> list[Place]:
        """Return places by their slugs. One query at most."""
        if missing := [slug for slug in slugs if slug not in self._places_by_slug]:
            self._meet_places(Place.objects.filter(slug__in=missing))
        return [self._places_by_slug[slug] for slug in slugs if slug in self._places_by_slug]

    def _meet_places(self, found: Iterable[Place]) -> None:
        for place in found:
            self._places[place.pk] = self._places_by_slug[place.slug] = place

    def _meet(self, topics: Iterable[int], bylines: Iterable[UUID]) -> None:
        if new_topics := set(topics) - self._topics.keys():
            self._meet_topics(Topic.objects.filter(pk__in=new_topics))
        if new_bylines := set(bylines) - self._bylines.keys():
            self._meet_bylines(Byline.objects.filter(pk__in=new_bylines))

    def _meet_topics(self, found: Iterable[Topic]) -> None:
        for topic in found:
            self._topics[topic.pk] = self._topics_by_slug[topic.slug] = topic

    def _meet_bylines(self, found: Iterable[Byline]) -> None:
        for byline in found:
            self._bylines[byline.pk] = self._bylines_by_slug[byline.slug] = byline


def _by_name(topic: Topic) -> tuple[CollationKey, str]:
    return collation_key(topic.name, topic.language), topic.slug
