"""The cast of the newsroom, and pieces in every state."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from writingviews.articles.access import open_article
from writingviews.articles.contributors import writers_of
from writingviews.articles.lifecycle import Part, Verb
from writingviews.articles.models import Article, Kind, Publication, Section
from writingviews.articles.services.filing import begin_article, file_article, filing_of
from writingviews.articles.services.publication import set_up_publication
from writingviews.desk import authority
from writingviews.newsroom.services import move
from writingviews.people.models import Account, Byline, Role
from writingviews.people.services import create_account, take_byline

from .typing_in import typed

PASSWORD = "four words that differ"


@dataclass(frozen=True)
class Cast:
    """Everybody, and a byline for each who writes.

    The editor has the edit right and the publish right; the second editor the former alone, the
    publisher the latter alone.
    """

    writer: Account
    second_writer: Account
    editor: Account
    second_editor: Account
    publisher: Account
    moderator: Account
    stranger: Account
    byline: Byline
    second_byline: Byline


@pytest.fixture()
def publication(db: None) -> Publication:
    return set_up_publication(name="The Tram Stop", languages=("en", "fa"))


@pytest.fixture()
def cast(publication: Publication) -> Cast:
    def account(name: str, *roles: Role) -> Account:
        return create_account(username=name, password=PASSWORD, roles=frozenset(roles), actor=None)

    writer, second = account("w-account"), account("w2-account")
    return Cast(
        writer=writer,
        second_writer=second,
        editor=account("e-account", Role.EDITOR, Role.PUBLISHER),
        second_editor=account("e2-account", Role.EDITOR),
        publisher=account("p-account", Role.PUBLISHER),
        moderator=account("m-account", Role.MODERATOR),
        stranger=account("s-account"),
        byline=take_byline(account=writer, name="Mira Talab"),
        second_byline=take_byline(account=second, name="Jo Okafor"),
    )


@pytest.fixture()
def see() -> Callable[[Account | None], Client]:
    """Return a browser of somebody who is signed in, or of nobody; it must send CSRF tokens not."""

    def browser(account: Account | None) -> Client:
        client = Client()
        if account is not None:
            client.force_login(account)
        return client

    return browser


@pytest.fixture()
def piece(cast: Cast) -> Callable[..., Article]:
    """Return what makes a piece of the writer's and takes it along its way."""

    def make(
        *verbs: Verb,
        title: str = "Bread before the bell",
        text: str = "The oven is lit.",
        filed: bool = True,
        by: Account | None = None,
        editor: Account | None = None,
        language: str = "en",
        due: datetime | None = None,
    ) -> Article:
        writer = by or cast.writer
        byline = cast.second_byline if writer == cast.second_writer else cast.byline
        article = begin_article(
            actor=writer, language=language, kind=Kind.ESSAY, byline=byline if filed else None
        )
        authority.load(article)
        if steps := typed(title, text):
            authority.commit(
                article.id,
                base=0,
                client="a" * 16,
                batch=1,
                steps=steps,
                actor=writer,
                parts=frozenset({Part.WRITER}),
            )
        if filed:
            section = Section.objects.get(slug="culture")
            filing = replace(filing_of(article), section=section)
            file_article(actor=writer, article_id=article.id, filing=filing)
        for verb in verbs:
            actor = writer if verb in _WRITERS else editor or cast.editor
            opened = open_article(actor, article.id)
            move(actor=actor, opened=opened, verb=verb, due=due)
        assert writer in writers_of(article.id)
        return Article.objects.get(id=article.id)

    return make


_WRITERS = {Verb.SUBMIT, Verb.WITHDRAW, Verb.REOPEN}
SUBMITTED = (Verb.SUBMIT,)
IN_REVIEW = (*SUBMITTED, Verb.TAKE_UP)
ACCEPTED = (*IN_REVIEW, Verb.ACCEPT)
PUBLISHED = (*ACCEPTED, Verb.PUBLISH)


def now() -> datetime:
    return timezone.now()


def without_token(page: str) -> str:
    """Return a page without the token of its forms, which differs from answer to answer."""
    return re.sub(r'value="\w{64}"', "", page)
