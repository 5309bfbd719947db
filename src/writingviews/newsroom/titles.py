"""The titles of many living texts at once, without loading the texts.

A draft's snapshot lags behind its log of steps by some dozens. Lists need the titles as they
stand, in a number of queries that does not grow with the list; so the database hands out the
snapshots' titles alone, and the few later steps that touch a title are replayed on it alone.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.models.fields.json import KT

from writingviews.articles.models import Article
from writingviews.desk.models import Draft, Step
from writingviews.desk.selectors import current_document
from writingviews.document.steps import StepRefused, apply_steps
from writingviews.document.text import title_text
from writingviews.document.validate import InvalidDocument, parse_document

_REST: list[dict[str, Any]] = [{"type": "standfirst"}, {"type": "paragraph"}]


def living_titles(articles: Collection[Article]) -> dict[UUID, str]:
    """Return the titles on the sheets of articles that have a draft. Two queries.

    An article whose title cannot be told from its title's steps alone (somebody joined title
    and standfirst within the last steps) costs three more.
    """
    by_id = {article.id: article for article in articles}
    drafts = (
        Draft.objects.filter(article_id__in=by_id)
        .annotate(title=KT("document__content__0"))
        .values_list("id", "article_id", "title")
    )
    snapshots = {draft: (article, title) for draft, article, title in drafts}
    later: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for draft, step in (
        Step.objects.filter(draft__in=snapshots, version__gt=F("draft__document_version"))
        .order_by("version")
        .values_list("draft_id", "step")
    ):
        later[draft].append(step)
    titles: dict[UUID, str] = {}
    for draft, (article, title) in snapshots.items():
        replayed = replay_on_title(json.loads(title), later[draft])
        if replayed is None:
            replayed = title_text(current_document(by_id[article])[1])
        titles[article] = replayed
    return titles


def replay_on_title(title: Mapping[str, Any], steps: Collection[Mapping[str, Any]]) -> str | None:
    """Return the text of a title after steps, or None if the title alone does not tell.

    Args:
        title: the title's node, as JSON.
        steps: ProseMirror steps of the whole document, in order.
    """
    node = dict(title)
    for step in steps:
        if step.get("stepType") not in {"replace", "replaceAround"}:
            continue  # marks and attributes leave the words alone
        end = 1 + _length(_words(node))
        if step["from"] > end:
            continue
        if step["to"] > end or step["stepType"] == "replaceAround":
            return None
        try:
            document = parse_document({"type": "doc", "content": [node, *_REST]})
            node = dict(apply_steps(document, [dict(step)]).child(0).to_json())
        except (InvalidDocument, StepRefused):
            return None
    return _words(node).strip()


def _words(title: Mapping[str, Any]) -> str:
    return "".join(child.get("text", "") for child in title.get("content", ()))


def _length(text: str) -> int:
    """Return a text's length as positions in a document count it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
