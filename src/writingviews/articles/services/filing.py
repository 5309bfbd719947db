"""Beginning an article, and saying what it is filed under."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from writingviews.articles.contributors import add_contributor
from writingviews.articles.models import Article, ArticleByline, Kind, Section, Topic
from writingviews.articles.particulars import (
    NOT_REVIEWED,
    Reviewed,
    Speaker,
    speakers_as_json,
    speakers_from_json,
)
from writingviews.articles.placement import placement_of
from writingviews.articles.places import PlaceNamed, PlaceRefused, place_named, place_of
from writingviews.language.slug import slug as slugify
from writingviews.ledger.models import ChangeKind
from writingviews.ledger.services import record_act, record_change
from writingviews.people.chapter_selectors import chapter_role_of
from writingviews.people.models import Account, Byline, Chapter

MAX_TOPICS: Final = 12


class FilingRefused(Exception):
    """An article cannot be filed so; the message says why and the mend."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What an article is filed under; everything but its words.

    `names_chapter` is whether readers are told from which chapter it is.
    `topics` are names in the article's language; those that do not exist are made.
    `place` and `happened_on` belong to a report, `reviewed` to a review, `speakers` to an
    interview: of another kind they are not kept, so that nothing stays that no page of the house
    shows.
    """

    language: str
    kind: Kind
    section: Section | None
    topics: tuple[str, ...]
    bylines: tuple[Byline, ...]
    dateline: str = ""
    content_note: str = ""
    picture: str = ""
    picture_alt: str = ""
    picture_caption: str = ""
    picture_credit: str = ""
    names_chapter: bool = True
    happened_on: date | None = None
    place: PlaceNamed | None = None
    reviewed: Reviewed = NOT_REVIEWED
    speakers: tuple[Speaker, ...] = ()


def filing_of(article: Article) -> Filing:
    """Return what an article is filed under now. Three queries."""
    return Filing(
        language=article.language,
        kind=Kind(article.kind),
        section=article.section,
        topics=tuple(article.topics.values_list("name", flat=True)),
        bylines=tuple(
            entry.byline
            for entry in article.article_bylines.select_related("byline").order_by("position", "id")
        ),
        dateline=article.dateline,
        content_note=article.content_note,
        picture=article.picture,
        picture_alt=article.picture_alt,
        picture_caption=article.picture_caption,
        picture_credit=article.picture_credit,
        names_chapter=article.names_chapter,
        happened_on=article.happened_on,
        place=place_named(article.place) if article.place else None,
        reviewed=Reviewed.from_json(article.reviewed),
        speakers=speakers_from_json(article.speakers),
    )


@transaction.atomic
def begin_article(
    *,
    actor: Account,
    language: str,
    kind: Kind = Kind.ESSAY,
    byline: Byline | None = None,
    chapter: Chapter | None = None,
) -> Article:
    """Begin a draft that `actor` alone can see.

    Args:
        chapter: to whose editors it will be handed in; None for the central newsroom.

    Raises:
        FilingRefused: `actor` does not belong to the chapter, or it is closed.
    """
    if chapter is not None and chapter_role_of(actor, chapter.id) is None:
        raise FilingRefused("You do not belong to this chapter any more. Choose another one.")
    article = Article.objects.create(
        language=language, kind=kind, chapter=chapter, created_at=timezone.now()
    )
    add_contributor(account=actor, article_id=article.id)
    if byline is not None:
        ArticleByline.objects.create(article=article, byline=byline)
    record_act("begin", subject_kind="article", subject_id=article.id, actor=actor.id)
    return article


@transaction.atomic
def file_article(*, actor: Account | None, article_id: UUID, filing: Filing) -> Article:
    """File an article under something else. If it is published, its pages are printed anew.

    Raises:
        FilingRefused: too many topics, no byline or no section left on a published article,
            a published article would change its language, or a place would be moved by somebody
            who is no editor.
    """
    article = (
        Article.objects.select_for_update(of=("self",)).select_related("section").get(id=article_id)
    )
    before = placement_of(article)
    if len(filing.topics) > MAX_TOPICS:
        raise FilingRefused(f"{len(filing.topics)} topics; {MAX_TOPICS} are the most. Remove some.")
    if before is not None:
        if filing.section is None or not filing.bylines:
            raise FilingRefused("A published article keeps a section and a byline. Choose them.")
        if filing.language != article.language:
            raise FilingRefused(
                "A published article keeps its language. Take it down, or begin a translation."
            )
    try:
        write_filing(article, filing, actor=actor)
    except PlaceRefused as refusal:
        raise FilingRefused(str(refusal)) from refusal
    record_act(
        "file",
        subject_kind="article",
        subject_id=article.id,
        actor=actor.id if actor else None,
    )
    if before is not None:
        record_change(ChangeKind.ARTICLE, subject_id=article.id, before=before.as_json())
    return article


def write_filing(article: Article, filing: Filing, *, actor: Account | None) -> None:
    """Store a filing. Inside the caller's transaction; no audit row of its own.

    Raises:
        PlaceRefused: `actor` would move a place that lies somewhere already.
    """
    article.language = filing.language
    article.kind = filing.kind
    article.section = filing.section
    article.dateline = filing.dateline
    article.content_note = filing.content_note
    article.picture = filing.picture
    article.picture_alt = filing.picture_alt
    article.picture_caption = filing.picture_caption
    article.picture_credit = filing.picture_credit
    article.names_chapter = filing.names_chapter
    report = filing.kind == Kind.REPORT
    article.happened_on = filing.happened_on if report else None
    placed = filing.place if report else None
    article.place = place_of(placed, language=filing.language, actor=actor) if placed else None
    article.reviewed = filing.reviewed.as_json() if filing.kind == Kind.REVIEW else {}
    interview = filing.kind == Kind.INTERVIEW
    article.speakers = speakers_as_json(filing.speakers) if interview else []
    article.save()
    article.topics.set(topics_named(filing.topics, language=filing.language))
    kept = {byline.id for byline in filing.bylines}
    article.article_bylines.exclude(byline_id__in=kept).delete()
    for position, byline in enumerate(filing.bylines):
        ArticleByline.objects.update_or_create(
            article=article, byline=byline, defaults={"position": position}
        )


def topics_named(names: Sequence[str], *, language: str) -> list[Topic]:
    """Return the topics of these names in a language; makes those that do not exist."""
    cleaned = list(dict.fromkeys(" ".join(name.split())[:80] for name in names if name.strip()))
    return [_topic(name, language) for name in cleaned]


def _topic(name: str, language: str) -> Topic:
    found = Topic.objects.filter(language=language, name=name).first()
    stem = slugify(name, fallback="topic")
    suffix = 1
    while found is None:
        slug = stem if suffix == 1 else f"{stem}-{suffix}"
        try:
            with transaction.atomic():
                found = Topic.objects.create(slug=slug, name=name, language=language)
        except IntegrityError:  # the slug is taken, or somebody made the topic just now
            found = Topic.objects.filter(language=language, name=name).first()
            suffix += 1
    return found
