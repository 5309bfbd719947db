"""A newsroom with very many pieces, for what must not take longer or ask more for it."""

import random
from datetime import timedelta

from django.utils import timezone

from writingviews.articles.lifecycle import State
from writingviews.articles.models import (
    Article,
    ArticleByline,
    Contributor,
    Kind,
    Revision,
    Section,
)
from writingviews.desk.models import Draft
from writingviews.newsroom.selectors.rows import UNDER_WORK
from writingviews.people.models import Account, Byline

_DOCUMENT = {
    "type": "doc",
    "content": [{"type": "title"}, {"type": "standfirst"}, {"type": "paragraph"}],
}


def make_many(
    *, under_work: int, published: int, writers: list[Account], editors: list[Account]
) -> None:
    """Make pieces in every state with bylines, revisions and drafts, the same at every run."""
    chance, now = random.Random(5), timezone.now()
    sections, bylines = list(Section.objects.all()), list(Byline.objects.all())
    states = [chance.choice(UNDER_WORK) for _ in range(under_work)]
    states += [State.PUBLISHED] * published
    articles = [
        Article(
            language=chance.choice(("en", "fa")),
            kind=chance.choice(Kind.values),
            section=chance.choice(sections),
            state=State.DRAFT,
            round=1,
            created_at=now - timedelta(days=60),
            stands_since=now - timedelta(days=chance.uniform(0, 40)),
            editor=None if state is State.SUBMITTED else chance.choice(editors),
            scheduled_for=now + timedelta(days=chance.uniform(0, 30))
            if state is State.SCHEDULED
            else None,
        )
        for state in states
    ]
    Article.objects.bulk_create(articles, 500)
    revisions = [
        Revision(
            article=article,
            number=1,
            why="submitted",
            created_at=now,
            document=_DOCUMENT,
            schema_version=1,
            head={},
            title=f"Piece {n} of a river and a bus",
            text="words",
            words=chance.randint(100, 3000),
        )
        for n, article in enumerate(articles)
    ]
    Revision.objects.bulk_create(revisions, 500)
    ArticleByline.objects.bulk_create(
        [ArticleByline(article=one, byline=chance.choice(bylines)) for one in articles], 500
    )
    Contributor.objects.bulk_create(
        [Contributor(article=one, account=chance.choice(writers)) for one in articles], 500
    )
    Draft.objects.bulk_create(
        [
            Draft(article=one, document=_DOCUMENT, title=revision.title)
            for one, revision in zip(articles, revisions, strict=True)
        ],
        500,
    )
    for n, (article, revision, state) in enumerate(zip(articles, revisions, states, strict=True)):
        article.state = state
        if state is State.PUBLISHED:
            article.slug = f"piece-{n}"
            article.published_at = now - timedelta(hours=n)
            article.published_revision = revision
    Article.objects.bulk_update(
        articles, ["state", "slug", "published_at", "published_revision"], 200
    )
