"""Whom one may ask to review a piece."""

from django.db.models import QuerySet

from writingviews.articles.models import Article
from writingviews.guests.selectors import guest_names
from writingviews.people.chapter_selectors import accounts_in_chapter
from writingviews.people.models import Account, Role
from writingviews.people.selectors import account_named, accounts_with_role

#: Who works with texts in the house, and may be asked by everybody.
_EXPECTED = frozenset({Role.MENTOR, Role.EDITOR, Role.PUBLISHER})


def offered(viewer: Account) -> list[str]:
    """Return the names that are offered while one types: those who work with texts. One query."""
    found = accounts_with_role(_EXPECTED).exclude(id=viewer.id)
    return list(found.order_by("username").values_list("username", flat=True)[:200])


def askable(article: Article, name: str) -> Account | None:
    """Return the open account of a name that may be asked to review a piece, or None.

    A chapter's piece that was not sent up is for the chapter's own, and for those who work with
    texts in the house. Of others one is told what one is told of no account at all.
    """
    account = account_named(name)
    if account is None or not account.is_active or guest_names([account.id]):
        return None  # a guest is of one piece, and is asked by a link
    if article.is_central or article.chapter_id is None:
        return account
    may: QuerySet[Account] = accounts_in_chapter(article.chapter_id) | accounts_with_role(_EXPECTED)
    return may.filter(id=account.id).distinct().first()
