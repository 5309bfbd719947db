"""The cast: a writer, a second writer, an editor, and somebody who has no account."""

from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.test import Client

from writingviews.articles.services.publication import set_up_publication
from writingviews.people import adapter
from writingviews.people.guessing import Guessing
from writingviews.people.models import Account, Byline, BylineKind, Role
from writingviews.people.services import create_account, take_byline

PASSWORD = "four words that differ"


@dataclass(frozen=True)
class Cast:
    """Everybody, and the writer's two bylines."""

    writer: Account
    second_writer: Account
    editor: Account
    byline: Byline
    pen_name: Byline


@pytest.fixture(autouse=True)
def _forget_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that an earlier test tried is held against this one."""
    cache.clear()
    monkeypatch.setattr(adapter, "_guessing", Guessing())


@pytest.fixture()
def cast(db: None) -> Cast:
    set_up_publication(name="The Tram Stop")
    writer = create_account(username="w-account", password=PASSWORD, actor=None)
    return Cast(
        writer=writer,
        second_writer=create_account(username="w2-account", password=PASSWORD, actor=None),
        editor=create_account(
            username="e-account",
            password=PASSWORD,
            roles=frozenset({Role.EDITOR, Role.MODERATOR}),
            actor=None,
        ),
        byline=take_byline(account=writer, name="Mira Talab", about="Writes."),
        pen_name=take_byline(account=writer, name="نسیم راد", kind=BylineKind.PEN, language="fa"),
    )


@pytest.fixture()
def visitor(cast: Cast) -> Client:
    """Somebody whom the house does not know, at a publication that stands."""
    return Client()


def browser(account: Account) -> Client:
    """Return the browser of somebody who is signed in."""
    client = Client()
    client.force_login(account)
    return client
