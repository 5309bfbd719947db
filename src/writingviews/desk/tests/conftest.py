"""The cast at the desk."""

from datetime import UTC, datetime

import pytest

from writingviews.articles.contributors import add_contributor
from writingviews.articles.models import Article
from writingviews.desk import authority
from writingviews.people.models import Account, Role, RoleGrant


@pytest.fixture(autouse=True)
def _forget_documents() -> None:
    authority.forget()


def _account(name: str, *roles: Role) -> Account:
    account = Account.objects.create_user(name, "a long password")
    RoleGrant.objects.bulk_create(RoleGrant(account=account, role=role) for role in roles)
    return account


@pytest.fixture()
def writer(transactional_db: None) -> Account:
    return _account("writer")


@pytest.fixture()
def stranger(transactional_db: None) -> Account:
    return _account("stranger")


@pytest.fixture()
def editor(transactional_db: None) -> Account:
    return _account("editor", Role.EDITOR)


@pytest.fixture()
def article(writer: Account) -> Article:
    """A draft of the writer's, empty and never opened."""
    made = Article.objects.create(language="en", created_at=datetime(2026, 3, 1, tzinfo=UTC))
    add_contributor(account=writer, article_id=made.id)
    return made
