"""Measures many suggestions: ``python -m writingviews.desk.tests.measure_suggestions``.

3,000 of them, ten in each of 300 paragraphs, in a database of its own, which is gone afterwards.
"""

from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import uuid4

from .measuring import in_a_database_of_its_own, timed

PARAGRAPHS, WORDS = 300, 34
PORTION = 100
TEXT = " ".join(f"word{number:04d}" for number in range(WORDS))


def measure() -> None:
    from prosemirror.model import Node

    from writingviews.articles.access import open_article
    from writingviews.articles.contributors import add_contributor
    from writingviews.articles.lifecycle import Part, State
    from writingviews.articles.models import Article
    from writingviews.desk import authority
    from writingviews.desk.proposing import MOST_OPEN
    from writingviews.desk.suggesting import do_suggestion
    from writingviews.desk.suggestion_acts import MOST, Leave, Proposed, Suggest, Take
    from writingviews.desk.views_notes import news
    from writingviews.people.models import Account, Role, RoleGrant

    from .typing_hand import BODY, typed

    writer, editor = (
        Account.objects.create_user(name, "a long password") for name in ("writer", "editor")
    )
    RoleGrant.objects.create(account=editor, role=Role.EDITOR)
    article = Article.objects.create(language="en", created_at=datetime(2026, 1, 1, tzinfo=UTC))
    add_contributor(account=writer, article_id=article.id)
    authority.load(article)
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": TEXT}]}
    step = {**typed("", BODY - 1), "slice": {"content": [paragraph] * PARAGRAPHS}}
    authority.commit(
        article.id,
        base=0,
        client="a" * 16,
        batch=1,
        steps=[step],
        actor=writer,
        parts=frozenset({Part.WRITER}),
    )
    Article.objects.update(state=State.IN_REVIEW)
    article.refresh_from_db()
    made: list[Proposed] = []

    def visit(node: Node, at: int, *_: Any) -> None:  # noqa: ANN401 - what a walk gives
        for begin in range(0, len(node.text or ""), len(TEXT) // 10):
            words = (node.text or "")[begin : begin + 8]
            if len(words) == 8 and len(made) < MOST_OPEN:
                before, after = ([{"type": "text", "text": one}] for one in (words, "other"))
                place = at + begin, at + begin + 8
                made.append(Proposed(uuid4(), "words", *place, before, after))

    authority.load(article).document.descendants(visit)
    opened = {account: open_article(account, article.id) for account in (writer, editor)}

    def suggest(some: list[Proposed]) -> None:
        do_suggestion(Suggest(1, tuple(some), ()), opened=opened[editor], actor=editor)

    timed("suggest 200", lambda: suggest(made[:200]))
    for begin in range(200, len(made), MOST):
        suggest(made[begin : begin + MOST])
    since: int | None = 0
    while since is not None:
        answer = timed(f"answer since {since}", partial(news, opened[writer], writer, since))
        since = answer["notes_version"] if answer["more"] else None
    ids = [one.id for one in made]

    def take(some: list[Any]) -> None:
        do_suggestion(Take(tuple(some), anyway=False), opened=opened[writer], actor=writer)

    timed(f"take {PORTION}", lambda: take(ids[:PORTION]))
    timed(f"take {MOST} in one act", lambda: take(ids[PORTION : PORTION + MOST]))
    rest = Leave(tuple(ids[-MOST:]))
    timed(f"leave {MOST}", lambda: do_suggestion(rest, opened=opened[writer], actor=writer))


if __name__ == "__main__":
    in_a_database_of_its_own(measure)
