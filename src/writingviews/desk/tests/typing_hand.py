"""Steps as a hand makes them, and a process that types on its own.

``python -m writingviews.desk.tests.typing_hand DATABASE ARTICLE ACCOUNT LETTER COUNT`` types COUNT
letters into an article and prints each version as it is acknowledged.
"""

import sys
from typing import Any
from uuid import UUID

from prosemirror.model import Node

#: In an empty document: the start of the title, of the standfirst, of the first paragraph.
TITLE, STANDFIRST, BODY = 1, 3, 5


def typed(text: str, at: int) -> dict[str, Any]:
    """Return the step that types `text` at a position."""
    return {
        "stepType": "replace",
        "from": at,
        "to": at,
        "slice": {"content": [{"type": "text", "text": text}]},
    }


def heading(level: int) -> dict[str, Any]:
    """Return the step that puts an empty heading before the first paragraph of an empty text."""
    node = {"type": "heading", "attrs": {"level": level, "dir": None}}
    return {"stepType": "replace", "from": 4, "to": 4, "slice": {"content": [node]}}


def body(document: Node) -> str:
    """Return the words of the first paragraph."""
    return document.child(2).text_content


def main(database: str, article: str, account: str, letter: str, count: str) -> None:
    import django
    from django.db import connections

    django.setup()
    connections.settings["default"]["NAME"] = database

    from writingviews.articles.lifecycle import Part
    from writingviews.desk.authority import Behind, commit
    from writingviews.people.models import Account

    actor, base = Account.objects.get(pk=account), 0
    for number in range(1, int(count) + 1):
        while True:
            try:
                stored = commit(
                    UUID(article),
                    base=base,
                    client=letter * 16,
                    batch=number,
                    steps=[typed(letter, BODY)],
                    actor=actor,
                    parts=frozenset({Part.WRITER}),
                )
            except Behind as behind:
                base = behind.missed[-1].version
                continue
            base = stored[-1].version
            print(base, flush=True)  # noqa: T201
            break


if __name__ == "__main__":
    main(*sys.argv[1:])
