"""The only way from an untrusted id to a sheet. Hidden and absent look alike."""

from uuid import UUID

from writingviews.articles.access import ArticleHidden, OpenedArticle, open_article
from writingviews.articles.models import Article
from writingviews.people.models import Account


def open_sheet(account: Account, article_id: UUID | str) -> OpenedArticle:
    """Return an article whose text `account` may at least read as it is being written.

    Whoever may open the article may watch its text; whether they may also write shows in
    `OpenedArticle.text_is_editable`.

    Raises:
        ArticleHidden: no such article, or not for this account: one answer for both.
    """
    return open_article(account, article_id)


def editable_article(account: Account, article_id: UUID | str) -> Article:
    """Return an article whose text `account` may change now.

    Raises:
        ArticleHidden: no such article, not for this account, or not to be changed by it as the
            article stands: one answer for all.
    """
    opened = open_article(account, article_id)
    if not opened.text_is_editable:
        raise ArticleHidden
    return opened.article
