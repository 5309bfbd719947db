"""The only way from an untrusted id to an article. Hidden and absent look alike."""

from dataclasses import dataclass
from uuid import UUID

from writingviews.people.models import Account

from .lifecycle import Part, State, Verb, possible_verbs, text_is_editable
from .models import Article
from .selectors import parts_of, readable_by


class ArticleHidden(LookupError):
    """There is no such article for this account, whether or not there is one."""


@dataclass(frozen=True, slots=True)
class OpenedArticle:
    """An article and what the one who opened it is to it."""

    article: Article
    parts: frozenset[Part]

    @property
    def text_is_editable(self) -> bool:
        return text_is_editable(State(self.article.state), self.parts)

    @property
    def verbs(self) -> list[Verb]:
        return possible_verbs(State(self.article.state), self.parts)


def open_article(account: Account, article_id: UUID | str) -> OpenedArticle:
    """Return an article that `account` may open in the house. Four queries; of a chapter and in
    review five each. What is hidden and what is absent take two.

    Raises:
        ArticleHidden: no such article, or not for this account: one answer for both.
    """
    try:
        known_id = UUID(str(article_id))
    except ValueError:
        raise ArticleHidden from None
    found = Article.objects.filter(readable_by(account), id=known_id)
    article = found.select_related("section", "chapter").first()
    if article is None:
        raise ArticleHidden
    return OpenedArticle(article, parts_of(account, article))
