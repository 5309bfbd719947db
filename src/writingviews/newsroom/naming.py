"""What people are called on the pages about one article, for whoever looks at them."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.utils.translation import gettext

from writingviews.articles.access import OpenedArticle
from writingviews.articles.contributors import writers_of
from writingviews.articles.lifecycle import Part
from writingviews.desk.selectors import names_on_sheet
from writingviews.people.models import Account, Role
from writingviews.people.selectors import accounts_with_role

_COLLEAGUES: Final = frozenset({Part.EDITOR, Part.PUBLISHER})
_ROLES: Final = (Role.EDITOR, Role.PUBLISHER)


def names_beside(opened: OpenedArticle, accounts: Collection[UUID]) -> dict[UUID, str]:
    """Return what accounts are called beside an article, by id; who is gone is left out.

    Its writers are called by their part alone: the account behind a byline is nobody's business.
    Editors and publishers of the central newsroom see each other's account names; everybody else,
    a chapter's people too, is called what the sheet calls them. Up to eight queries.
    """
    people = list(Account.objects.filter(id__in=set(accounts)))
    writers = {writer.id for writer in writers_of(opened.article.id)}
    others = [one for one in people if one.id not in writers]
    names = names_on_sheet(others, opened.article, viewer=opened.parts)
    if opened.parts & _COLLEAGUES and Part.WRITER not in opened.parts:
        colleagues = set(accounts_with_role(_ROLES).values_list("id", flat=True))
        names |= {one.id: one.username for one in others if one.id in colleagues}
    return names | {one.id: gettext("its writer") for one in people if one.id in writers}
