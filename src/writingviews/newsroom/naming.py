"""What people are called on the pages about one article, for whoever looks at them."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext

from writingviews.articles.access import OpenedArticle
from writingviews.articles.contributors import writers_of
from writingviews.articles.lifecycle import Part
from writingviews.desk.selectors import names_on_sheet
from writingviews.people.models import Account

_COLLEAGUES = frozenset({Part.EDITOR, Part.PUBLISHER})


def names_beside(opened: OpenedArticle, accounts: Collection[UUID]) -> dict[UUID, str]:
    """Return what accounts are called beside an article, by id; who is gone is left out.

    Its writers are called by their part alone: the account behind a byline is nobody's business.
    Editors and publishers see each other's account names; a writer sees of them what the sheet
    shows. Up to five queries.
    """
    people = list(Account.objects.filter(id__in=set(accounts)))
    writers = {writer.id for writer in writers_of(opened.article.id)}
    others = [one for one in people if one.id not in writers]
    if opened.parts & _COLLEAGUES and Part.WRITER not in opened.parts:
        names = {one.id: one.username for one in others}
    else:
        names = names_on_sheet(others, opened.article, viewer=opened.parts)
    return names | {one.id: gettext("its writer") for one in people if one.id in writers}
