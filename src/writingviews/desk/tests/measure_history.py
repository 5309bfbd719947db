"""Measures a long history: ``python -m writingviews.desk.tests.measure_history [STEPS]``.

In a database of its own, which is gone afterwards.
"""

import sys
from datetime import UTC, datetime, timedelta

from .measuring import in_a_database_of_its_own, timed

EMPTY = {"content": [{"type": "paragraph"}]}


def _measure(steps: int) -> None:
    from writingviews.articles.access import open_article
    from writingviews.articles.contributors import add_contributor
    from writingviews.articles.models import Article
    from writingviews.desk import attribution, authority, history
    from writingviews.desk.models import Draft, KeptText, Step
    from writingviews.document.steps import apply_steps
    from writingviews.people.models import Account

    from .typing_hand import BODY, typed

    writer = Account.objects.create_user("writer", "a long password")
    began = datetime(2026, 1, 1, 8, tzinfo=UTC)
    article = Article.objects.create(language="en", created_at=began)
    add_contributor(account=writer, article_id=article.id)
    document = authority.load(article).document
    draft = Draft.objects.get()
    rows = []
    for version in range(1, steps + 1):
        # A paragraph of fifty words, then the next.
        step = typed("word. ", BODY)
        if version % 50 == 0:
            step = {**typed("", BODY - 1), "slice": EMPTY}
        document = apply_steps(document, [step])
        if version % authority.KEPT_EVERY == 0:
            KeptText.objects.create(draft=draft, version=version, document=document.to_json())
        at = began + timedelta(minutes=5 * version)
        rows.append(
            Step(
                draft=draft,
                version=version,
                client="a" * 16,
                batch=version,
                account=writer,
                step=step,
                at=at,
            )
        )
    Step.objects.bulk_create(rows, batch_size=1000)
    Draft.objects.update(version=steps, document_version=steps, document=document.to_json())
    opened = open_article(writer, article.id)
    points = timed("points", lambda: history.points_of(opened))
    print(f"{len(points)} points of {steps} steps")  # noqa: T201
    # The day whose end lies farthest from a text that was kept.
    far = max(
        (point for point in points if point.version), key=lambda p: p.version % authority.KEPT_EVERY
    )
    print(f"{far.version % authority.KEPT_EVERY} steps are replayed")  # noqa: T201
    timed("document", lambda: history.document_at(article, far))

    last = [points[0]]
    told = timed("who wrote what", lambda: attribution.attributions(opened, last))
    print(f"{sum(share.words for share in told[0].shares)} words")  # noqa: T201
    timed("the same again", lambda: attribution.attributions(opened, last))


if __name__ == "__main__":
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    in_a_database_of_its_own(lambda: _measure(steps))
