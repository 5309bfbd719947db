"""A publisher, somebody who is none, and a publication in two languages."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from writingviews.articles.models import Publication
from writingviews.articles.tests.making import make_account, make_publication, make_published
from writingviews.people.models import Account, Role

See = Callable[[Account | None], Client]


@pytest.fixture(autouse=True)
def house(db: None, tmp_path: Path, settings: LazySettings) -> Publication:
    settings.HOUSE = replace(settings.HOUSE, folder=tmp_path)
    made = make_publication("en", "fa")
    make_published("Two ferries")
    make_published("شب", language="fa")
    return made


@pytest.fixture()
def publisher() -> Account:
    return make_account("publisher", Role.PUBLISHER)


@pytest.fixture()
def editor() -> Account:
    return make_account("editor", Role.EDITOR, Role.MODERATOR)


@pytest.fixture()
def see() -> See:
    def signed_in(account: Account | None) -> Client:
        browser = Client()
        if account is not None:
            browser.force_login(account)
        return browser

    return signed_in
