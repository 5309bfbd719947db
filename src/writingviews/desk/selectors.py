"""Reading drafts, for the desk's own pages and for the newsroom."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from writingviews.articles.contributors import contributes
from writingviews.articles.models import Article
from writingviews.people.models import Account
from writingviews.people.selectors import bylines_of

from .authority import living_text
from .models import Draft


def current_document(article: Article, *, hold: bool = False) -> tuple[int, dict[str, Any]]:
    """Return the version and the document of an article's living text as it now stands.

    Args:
        article: any article; one that nobody has opened at the desk gives the text its draft
            would begin with, at version 0, and no draft is made.
        hold: keep others from adding steps until the current transaction ends, so that what is
            frozen is what everybody sees as the last version. Needs a transaction.
    """
    if hold:
        Draft.objects.select_for_update().only("id").filter(article=article).first()
    text = living_text(article)
    return text.version, dict(text.document.to_json())


def living_titles(article_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the titles as they now stand on the sheets of articles that have a draft. One query.

    An article that nobody has opened at the desk is left out; one without a title has "".
    """
    drafts = Draft.objects.filter(article_id__in=article_ids)
    return dict(drafts.values_list("article_id", "title"))


def name_on_sheet(account: Account, article: Article) -> str:
    """Return the name that others in the text see at `account`'s caret.

    The byline of theirs that stands on this article, else the only one they hold. Who holds
    several has not said yet which one this piece shall bear, and who holds none has chosen no
    name at all: they are called by their part, for any other name could tie two together.
    """
    held = bylines_of(account)
    signed = held.filter(id__in=article.article_bylines.values("byline_id")).values_list(
        "name", flat=True
    )
    if name := signed.first():
        return name
    names = list(held.values_list("name", flat=True)[:2])
    if len(names) == 1:
        return names[0]
    return _("A writer") if contributes(account, article.id) else _("An editor")
