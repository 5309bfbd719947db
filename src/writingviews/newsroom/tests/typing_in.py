"""A hand that types at the desk, through the desk's own services."""

from writingviews.articles.lifecycle import Part
from writingviews.articles.models import Article
from writingviews.desk import authority
from writingviews.people.models import Account


def type_in(article: Article, writer: Account, title: str, text: str = "Some words.") -> None:
    """Type a title and a text into an empty sheet."""
    authority.load(article)
    authority.commit(
        article.id,
        base=0,
        client="a" * 16,
        batch=1,
        steps=typed(title, text),
        actor=writer,
        parts=frozenset({Part.WRITER}),
    )


def typed(title: str, text: str) -> list[dict[str, object]]:
    """Return the steps that type a title and a text into an empty document."""
    places = ((1, title), (len(title) + 5, text))
    return [
        {
            "stepType": "replace",
            "from": at,
            "to": at,
            "slice": {"content": [{"type": "text", "text": words}]},
        }
        for at, words in places
        if words
    ]
