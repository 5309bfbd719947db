"""The way from a request to a sheet, for views: what is hidden or absent is not there."""

from uuid import UUID

from django.http import Http404

from writingviews.articles.access import ArticleHidden, OpenedArticle
from writingviews.people.models import Account

from .access import open_sheet


def sheet_or_404(account: Account, article_id: UUID) -> OpenedArticle:
    """Return an article whose sheet an account may open.

    Raises:
        Http404: no such article, or not for this account.
    """
    try:
        return open_sheet(account, article_id)
    except ArticleHidden:
        raise Http404 from None
