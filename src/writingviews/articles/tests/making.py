"""The smallest valid things, made through the real services, for the tests of every room."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from writingviews.articles.anonymity import Anonymity
from writingviews.articles.lifecycle import Verb
from writingviews.articles.models import (
    Article,
    Edition,
    Kind,
    Publication,
    Reviewer,
    ReviewerKind,
    Section,
)
from writingviews.articles.services.editions import (
    begin_edition,
    details_of,
    edit_edition,
    publish_edition,
)
from writingviews.articles.services.filing import Filing, begin_article
from writingviews.articles.services.importing import Arrival, place_article
from writingviews.articles.services.moving import Move, move_article
from writingviews.articles.services.publication import set_up_publication
from writingviews.articles.services.reviewing import Asking, ask_reviewer
from writingviews.people.models import (
    Account,
    Byline,
    Chapter,
    ChapterMember,
    ChapterRole,
    Role,
    RoleGrant,
)
from writingviews.people.services import create_byline

_numbers = count(1)
FIRST_DAY = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def make_publication(*languages: str) -> Publication:
    """A publication named "The Test" in English, or in `languages`."""
    return set_up_publication(name="The Test", languages=languages or ("en",))


def make_account(username: str, *roles: Role) -> Account:
    """An account that has roles and no usable password (hashing one costs 50 ms)."""
    account = Account.objects.create_user(username)
    RoleGrant.objects.bulk_create(RoleGrant(account=account, role=role) for role in roles)
    return account


def make_chapter(slug: str, *, publishes: bool = False, **members: Account) -> Chapter:
    """A chapter whose members are given by their role: ``editor=…, mentor=…, writer=…``."""
    chapter = Chapter.objects.create(
        slug=slug, names={"en": slug.capitalize()}, has_page=True, publishes=publishes
    )
    for role, account in members.items():
        ChapterMember.objects.create(chapter=chapter, account=account, role=ChapterRole(role))
    return chapter


def make_document(
    title: str = "A title", standfirst: str = "", text: str = "Some words."
) -> dict[str, Any]:
    """A document with one paragraph."""

    def line(kind: str, words: str) -> dict[str, Any]:
        return {"type": kind, "content": [{"type": "text", "text": words}] if words else []}

    return {
        "type": "doc",
        "content": [
            line("title", title),
            line("standfirst", standfirst),
            line("paragraph", text),
        ],
    }


def make_filing(
    *bylines: Byline,
    language: str = "en",
    section: str | None = "culture",
    topics: tuple[str, ...] = (),
    kind: Kind = Kind.ESSAY,
) -> Filing:
    """A filing under Culture."""
    return Filing(
        language=language,
        kind=kind,
        section=Section.objects.get(slug=section) if section else None,
        topics=topics,
        bylines=bylines,
    )


def make_published(
    title: str = "A title",
    *,
    text: str = "Some words.",
    standfirst: str = "",
    byline: Byline | None = None,
    language: str = "en",
    section: str = "culture",
    topics: tuple[str, ...] = (),
    date: datetime = FIRST_DAY,
    writer: Account | None = None,
    chapter: Chapter | None = None,
) -> Article:
    """A published article; its byline is made if none is given."""
    number = next(_numbers)
    article = place_article(
        actor=None,
        writer=writer,
        arrival=Arrival(
            origin=f"test:{number}",
            document=make_document(title, standfirst, text),
            filing=make_filing(
                byline or create_byline(name="A Writer"),
                language=language,
                section=section,
                topics=topics,
            ),
            slug="",
            date=date,
            published=True,
        ),
    )
    if chapter is not None:
        article.chapter, article.sent_up_at = chapter, date
        article.save()
    return article


def make_written(
    writer: Account,
    publisher: Account,
    *,
    first: dict[str, Any] | None = None,
    printed: dict[str, Any] | None = None,
    byline: Byline | None = None,
    language: str = "en",
    date: datetime = FIRST_DAY,
) -> Article:
    """A published article that came the whole way: handed in as one text, printed as another.

    `publisher` edits and publishes.
    """
    article = begin_article(
        actor=writer, language=language, byline=byline or create_byline(name="A Writer")
    )
    Article.objects.filter(id=article.id).update(section=Section.objects.get(slug="culture"))
    first = first or make_document("How it began", text="A bread is lit.")
    printed = printed or make_document("How it went on", text="The oven is lit.")
    for actor, verb, document in (
        (writer, Verb.SUBMIT, first),
        (publisher, Verb.TAKE_UP, first),
        (publisher, Verb.ACCEPT, printed),
        (publisher, Verb.PUBLISH, printed),
    ):
        article = move_article(
            actor=actor, article_id=article.id, move=Move(verb), document=document, now=date
        )
    return article


def make_in_review(
    writer: Account, *, byline: Byline | None = None, anonymity: Anonymity = Anonymity.OPEN
) -> Article:
    """An article that an editor has taken up, in its first round."""
    Section.objects.filter(slug="culture").update(anonymity=anonymity)
    article = begin_article(actor=writer, language="en", byline=byline)
    Article.objects.filter(id=article.id).update(section=Section.objects.get(slug="culture"))
    editor = make_account(f"taker-up-{next(_numbers)}", Role.EDITOR)
    for actor, verb in ((writer, Verb.SUBMIT), (editor, Verb.TAKE_UP)):
        article = move_article(
            actor=actor,
            article_id=article.id,
            move=Move(verb),
            document=make_document(),
            now=FIRST_DAY,
        )
    return article


def make_reviewer(
    article: Article, account: Account, kind: ReviewerKind = ReviewerKind.PEER
) -> Reviewer:
    """That an account was asked to review the round an article is in, by some editor."""
    return ask_reviewer(
        actor=make_account(f"asker-{next(_numbers)}", Role.EDITOR),
        article_id=article.id,
        account=account,
        asking=Asking(kind),
        now=FIRST_DAY + timedelta(minutes=next(_numbers)),
    )


def make_edition(
    title: str, *articles: Article, language: str = "en", published: bool = True
) -> Edition:
    """An edition that holds articles, before the readers or not."""
    made = begin_edition(actor=None, title=title, language=language)
    made = edit_edition(
        actor=None,
        edition_id=made.id,
        version=made.version,
        details=details_of(made),
        pieces=[article.id for article in articles],
    )
    if not published:
        return made
    return publish_edition(
        actor=None, edition_id=made.id, version=made.version, on=FIRST_DAY.date()
    )
