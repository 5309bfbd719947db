"""The cast at the desk."""

from datetime import UTC, datetime

import pytest

from writingviews.articles.contributors import add_contributor
from writingviews.articles.lifecycle import Part, State
from writingviews.articles.models import Article
from writingviews.desk import authority
from writingviews.people.models import Account, Role, RoleGrant

from .typing_hand import BODY, typed


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


@pytest.fixture()
def piece(request: pytest.FixtureRequest, article: Article, writer: Account) -> Article:
    """A piece in review whose body is one line: `TEXT` of the file of tests, or a short one."""
    authority.load(article)
    authority.commit(
        article.id,
        base=0,
        client="a" * 16,
        batch=1,
        steps=[typed(getattr(request.module, "TEXT", "The night bus is late."), BODY)],
        actor=writer,
        parts=frozenset({Part.WRITER}),
    )
    Article.objects.update(state=State.IN_REVIEW)
    article.refresh_from_db()
    return article
